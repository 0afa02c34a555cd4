"""When two triples are the same, and every score of one split."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.actors import actor_key
from pipeline.candidates import is_trigger
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer, normalise
from pipeline.records import TAGGED_LABELS, Argument, Event, Labels, Mention, Role, Triple
from pipeline.relations import Ontology
from pipeline.scoring import Counts, Matched, accuracy, compare, match, report

_DATES: tuple[Role, ...] = ("Time", "Due", "NewDate")
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
            return self.key(triple.subject), f"occasion:{occasion_head(triple.object)}"
        return self.key(triple.subject), self.key(triple.object)

    def key(self, name: str) -> str:
        """What all names of one actor share."""
        return actor_key(name, self.gazetteer)

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
    """The three headline figures, stance and all, then each relation; on matched triples status, dates and place, where
    gold or prediction tells one: an invented date is as wrong as a missing one."""
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
    scores["status"] = accuracy(([gold.status == found.status for gold, found in a.pairs] for a in articles), seed)
    for name in ("date", "occasion_date", "new_date", "place"):
        scores[name] = accuracy((_told(article, name) for article in articles), seed)
    return scores


def _told(article: Matched, name: str) -> list[bool]:
    """Of the matched triples in which gold or prediction tells a circumstance, whether both tell the same."""
    both = [(getattr(gold, name), getattr(found, name)) for gold, found in article.pairs]
    return [expected == value for expected, value in both if expected or value]


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
    documents: Sequence[Document], gold: Mapping[str, Labels], ontology: Ontology, seed: int
) -> dict[str, float | int]:
    """The share of gold triggers that the word lists propose: what the model cannot exceed."""
    return accuracy((_proposed(d, gold.get(d.article.doc_id, Labels()), ontology) for d in documents), seed)


def _proposed(document: Document, labels: Labels, ontology: Ontology) -> list[bool]:
    firsts = (document.covering(event.trigger_start, event.trigger_end)[0] for event in labels.events)
    return [is_trigger(document.tokens[first], ontology) for first in firsts]


def argument_scores(gold: Mapping[str, Labels], found: Mapping[str, Sequence[Event]], seed: int) -> dict[str, Any]:
    """Roles of mentions, given gold mentions, on triggers whose relation was found: in all and by role; dates' values."""
    by_article = {doc_id: _aligned(labels.events, found.get(doc_id, ())) for doc_id, labels in gold.items()}
    roles = sorted({a.role for labels in gold.values() for event in labels.events for a in event.arguments})

    def counts(wanted: Sequence[str]) -> list[Counts]:
        return [
            sum((compare(_arguments(g, wanted), _arguments(f, wanted)) for g, f in pairs), Counts())
            for pairs in by_article.values()
        ]

    pairs = list(by_article.values())
    ends: tuple[Role, ...] = ("Subject", "Object", "Side")
    labels = sorted({a.label for own in pairs for gold, found in own for a, _ in _shared(gold, found, ends)})
    return {
        "all": report(counts(roles), seed),
        **{role: report(counts([role]), seed) for role in roles},
        "status": accuracy(([gold.status == found.status for gold, found in own] for own in pairs), seed),
        "dates": accuracy(
            ([a.edtf == b.edtf for g, f in own for a, b in _shared(g, f, _DATES)] for own in pairs), seed
        ),
        "names": accuracy((_names_right(own, labels) for own in pairs), seed),
        "names_by_label": {label: accuracy((_names_right(own, [label]) for own in pairs), seed) for label in labels},
    }


def _names_right(pairs: Sequence[tuple[Event, Event]], labels: Sequence[str]) -> list[bool]:
    """Of the ends that both events have, whether they stand for the same actors."""
    shared = (both for gold, found in pairs for both in _shared(gold, found, ("Subject", "Object", "Side")))
    return [set(a.names) == set(b.names) for a, b in shared if a.label in labels]


def _shared(gold: Event, found: Event, roles: Sequence[Role]) -> list[tuple[Argument, Argument]]:
    """The arguments of some roles that stand on the same span in both events."""
    spans = {(a.start, a.end): a for a in found.of(*roles)}
    return [(a, spans[a.start, a.end]) for a in gold.of(*roles) if (a.start, a.end) in spans]


def _aligned(gold: Sequence[Event], found: Sequence[Event]) -> list[tuple[Event, Event]]:
    left = {(e.trigger_start, e.trigger_end, e.relation): e for e in found}
    keys = ((e, (e.trigger_start, e.trigger_end, e.relation)) for e in gold)
    return [(event, left[key]) for event, key in keys if key in left]


def _arguments(event: Event, roles: Sequence[str]) -> set[Hashable]:
    return {(a.role, a.start, a.end) for a in event.arguments if a.role in roles and a.label != "OCCASION"}
