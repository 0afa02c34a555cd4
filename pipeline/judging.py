"""When two triples are the same, and every score of one split."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.actors import actor_key
from pipeline.candidates import is_trigger
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer, normalise
from pipeline.records import DATE_ROLES, TAGGED_LABELS, Event, Labels, Mention, Triple
from pipeline.relations import Ontology
from pipeline.scoring import Counts, Matched, accuracy, compare, match, report

_LINKS = frozenset("of to with on in at for from between by over about due set that which planned scheduled".split())


@dataclass(frozen=True)
class Judge:
    """Compares triples by the contract: same relation, both ends the same actor under its canonical name."""

    ontology: Ontology
    gazetteer: Gazetteer

    def same(self, gold: Triple, found: Triple) -> bool:
        """Symmetric relations, and call-offs with nobody named as doing it, match either way round."""
        if gold.relation != found.relation:
            return False
        if self._ends(gold) == self._ends(found):
            return True
        crossed = self._ends(gold) == tuple(reversed(self._ends(found)))
        agentless = gold.initiator_told is False and gold.object_kind == "entity"
        return crossed and (self.ontology[gold.relation].symmetric or agentless)

    def _ends(self, triple: Triple) -> tuple[str, str]:
        if triple.object_kind == "occasion":
            return actor_key(triple.subject, self.gazetteer), f"occasion:{occasion_head(triple.object)}"
        return actor_key(triple.subject, self.gazetteer), actor_key(triple.object, self.gazetteer)

    def match_articles(
        self, ids: Iterable[str], gold: Mapping[str, Sequence[Triple]], found: Mapping[str, Sequence[Triple]]
    ) -> dict[str, Matched]:
        """Each article's triples matched one to one; articles with nothing to find are there too."""
        return {doc_id: match(gold.get(doc_id, ()), found.get(doc_id, ()), self.same) for doc_id in ids}


def occasion_head(phrase: str) -> str:
    """The noun of a phrase: the last word before what hangs on it, ``peace talks with rebels`` to ``talks``."""
    words = normalise(phrase).split()
    tail = next((index for index, word in enumerate(words) if index and word in _LINKS), len(words))
    return words[tail - 1] if words else ""


def triple_scores(matched: Mapping[str, Matched], ontology: Ontology, seed: int) -> dict[str, Any]:
    """The three headline figures, stance and all, then each relation; dates on matched triples."""
    articles = list(matched.values())
    core = ontology.select(group="core")

    def of(relations: frozenset[str]) -> list[Counts]:
        return [article.select(relations).counts for article in articles]

    scores: dict[str, Any] = {
        "core": report(of(core), seed),
        "core_with_status": report([article.select(core).counts_with_status for article in articles], seed),
        "cancel_family": report(of(ontology.select(cancel_family=True)), seed),
        "stance": report(of(ontology.select(group="stance")), seed),
        "all": report(of(frozenset(ontology.names)), seed),
        "relations": {name: report(of(frozenset({name})), seed) for name in ontology.names},
    }
    pairs = [pair for article in articles for pair in article.pairs]
    scores["status"] = accuracy(sum(gold.status == found.status for gold, found in pairs), len(pairs))
    for name in ("date", "occasion_date", "new_date", "place"):
        told = [(getattr(gold, name), getattr(found, name)) for gold, found in pairs if getattr(gold, name)]
        scores[name] = accuracy(sum(gold == found for gold, found in told), len(told))
    return scores


def mention_scores(
    gold: Mapping[str, Sequence[Mention]], found: Mapping[str, Sequence[Mention]], seed: int
) -> dict[str, Any]:
    """Strict scores of mentions: same span, same label; in all and by label. Pronouns and occasions are not tagged."""

    def counts(labels: tuple[str, ...]) -> list[Counts]:
        return [compare(_spans(gold[doc_id], labels), _spans(found.get(doc_id, ()), labels)) for doc_id in gold]

    scores: dict[str, Any] = {"all": report(counts(tuple(TAGGED_LABELS)), seed)}
    return scores | {label: report(counts((label,)), seed) for label in TAGGED_LABELS}


def _spans(mentions: Iterable[Mention], labels: tuple[str, ...]) -> list[Hashable]:
    return [(mention.start, mention.end, mention.label) for mention in mentions if mention.label in labels]


def parser_mentions(document: Document) -> list[Mention]:
    """The parser's own entities, under our labels, without a leading article: what the tagger is compared with."""
    found: list[Mention] = []
    index, tokens = 0, document.tokens
    while index < len(tokens):
        label = next((name for name in TAGGED_LABELS if name == tokens[index].entity.removeprefix("B-")), None)
        last = index + 1
        while last < len(tokens) and tokens[last].entity.startswith("I-"):
            last += 1
        if label:
            first = index + (tokens[index].text.lower() in ("the", "a", "an") and last - index > 1)
            end = last - (tokens[last - 1].text in ("'s", "’s") and last - first > 1)
            start, stop = tokens[first].start, tokens[end - 1].end
            found.append(Mention(document.article.doc_id, start, stop, document.article.text[start:stop], label))
        index = last
    return found


def trigger_scores(gold: Mapping[str, Labels], found: Mapping[str, Sequence[Event]], seed: int) -> dict[str, Any]:
    """Triggers by span (found at all) and by span and relation (classified)."""

    def counts(with_relation: bool) -> list[Counts]:
        return [
            compare(_triggers(labels.events, with_relation), _triggers(found.get(doc_id, ()), with_relation))
            for doc_id, labels in gold.items()
        ]

    return {"identified": report(counts(False), seed), "classified": report(counts(True), seed)}


def _triggers(events: Iterable[Event], with_relation: bool) -> set[Hashable]:
    return {(e.trigger_start, e.trigger_end, e.relation if with_relation else "") for e in events}


def candidate_recall(
    documents: Sequence[Document], gold: Mapping[str, Labels], ontology: Ontology
) -> dict[str, float | int]:
    """The share of gold triggers that the word lists propose: what the model cannot exceed."""
    right = support = 0
    for document in documents:
        for event in gold[document.article.doc_id].events if document.article.doc_id in gold else ():
            first, _ = document.covering(event.trigger_start, event.trigger_end)
            support += 1
            right += is_trigger(document.tokens[first], ontology)
    return accuracy(right, support)


def argument_scores(gold: Mapping[str, Labels], found: Mapping[str, Sequence[Event]], seed: int) -> dict[str, Any]:
    """Roles of mentions, given gold mentions, on triggers whose relation was found: in all and by role; dates' values."""
    by_article = {doc_id: _aligned(labels.events, found.get(doc_id, ())) for doc_id, labels in gold.items()}
    roles = sorted({a.role for labels in gold.values() for event in labels.events for a in event.arguments})

    def counts(wanted: Sequence[str]) -> list[Counts]:
        return [
            sum((compare(_arguments(g, wanted), _arguments(f, wanted)) for g, f in pairs), Counts())
            for pairs in by_article.values()
        ]

    pairs = [pair for own in by_article.values() for pair in own]
    dates = [
        (a.edtf, b.edtf)
        for g, f in pairs
        for a in g.of(*DATE_ROLES)
        for b in f.of(*DATE_ROLES)
        if (a.start, a.end) == (b.start, b.end)
    ]
    return {
        "all": report(counts(roles), seed),
        **{role: report(counts([role]), seed) for role in roles},
        "status": accuracy(sum(g.status == f.status for g, f in pairs), len(pairs)),
        "dates": accuracy(sum(a == b for a, b in dates), len(dates)),
        **_named(pairs),
    }


def _aligned(gold: Sequence[Event], found: Sequence[Event]) -> list[tuple[Event, Event]]:
    left = {(e.trigger_start, e.trigger_end, e.relation): e for e in found}
    keys = ((e, (e.trigger_start, e.trigger_end, e.relation)) for e in gold)
    return [(event, left[key]) for event, key in keys if key in left]


def _arguments(event: Event, roles: Sequence[str]) -> set[Hashable]:
    return {(a.role, a.start, a.end) for a in event.arguments if a.role in roles and a.label != "OCCASION"}


def _named(pairs: Sequence[tuple[Event, Event]]) -> dict[str, Any]:
    """Whether the same argument stands for the same actors, by mention label."""
    ends = [
        (a, b)
        for gold, found in pairs
        for a in gold.of("Subject", "Object", "Side")
        for b in found.of("Subject", "Object", "Side")
        if (a.start, a.end) == (b.start, b.end)
    ]
    labels = sorted({a.label for a, _ in ends})
    same = {label: [set(a.names) == set(b.names) for a, b in ends if a.label == label] for label in labels}
    return {
        "names": accuracy(sum(sum(v) for v in same.values()), len(ends)),
        "names_by_label": {label: accuracy(sum(values), len(values)) for label, values in same.items()},
    }
