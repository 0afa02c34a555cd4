"""The data of the page as compact JSON: an index that is read at once, and a part for each article, read when it is opened.

Rows are arrays; a number stands for a name of the index's lists; 0 stands for what is not told. Offsets count UTF-16 units.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pipeline.records import MENTION_LABELS, ROLES, STATUSES, Event, Mention, Triple
from pipeline.relations import Ontology, Relation
from pipeline.report.comparison import VERDICTS, Comparison
from pipeline.report.contents import Contents
from pipeline.report.offsets import utf16
from pipeline.tables import Rows

FAMILIES: Final = {"contact": "Contact", "off": "Called off", "stance": "Stance"}
"""The families of relations, each with a colour of its own."""

Offset = Callable[[int], int]


def family(relation: Relation) -> str:
    """The key in :data:`FAMILIES`."""
    if relation.cancel_family:
        return "off"
    return "stance" if relation.group == "stance" else "contact"


class Payload:
    """Turns contents into what the page's scripts read."""

    def __init__(self, contents: Contents, comparisons: Mapping[str, Comparison], ontology: Ontology) -> None:
        self.contents = contents
        self.comparisons = comparisons
        self.ontology = ontology
        self._relations = {name: number for number, name in enumerate(ontology.names)}
        self._actors = _actors([row for rows in contents.triples.values() for row in rows])
        self._actor_numbers = {key: number for number, key in enumerate(self._actors)}

    def index(self) -> dict[str, Any]:
        """Names, articles and triples, without texts and offsets."""
        return {
            "relations": [
                {"name": name, "family": family(self.ontology[name]), "symmetric": self.ontology[name].symmetric}
                for name in self.ontology.names
            ],
            "families": FAMILIES,
            "statuses": STATUSES,
            "labels": MENTION_LABELS,
            "roles": ROLES,
            "verdicts": VERDICTS,
            "actors": list(self._actors.values()),
            "articles": [self._article(row) for row in self.contents.articles],
            "triples": [
                self._triple(number, row)
                for article in self.contents.articles
                for number, row in enumerate(self._rows(article))
            ],
        }

    def part(self, article: Mapping[str, Any]) -> dict[str, Any]:
        """The text of an article, its mentions and events, where its triples are told, and the gold where it may be shown."""
        doc_id, offset = article["doc_id"], utf16(article["text"])
        events = self.contents.events[doc_id]
        numbers = {event.event_id: number for number, event in enumerate(events)}
        part = {
            "text": article["text"],
            "mentions": _mentions(self.contents.mentions[doc_id], offset),
            "events": [self._event(event, offset) for event in events],
            "told": [_told(row, numbers, offset) for row in self._rows(article)],
        }
        if doc_id in self.comparisons:
            part["gold"] = self._gold(self.comparisons[doc_id], offset)
        return part

    def _rows(self, article: Mapping[str, Any]) -> Rows:
        return self.contents.triples[article["doc_id"]]

    def _article(self, row: Mapping[str, Any]) -> list[Any]:
        compared = self.comparisons.get(row["doc_id"])
        counts = [*(compared.count(verdict) for verdict in VERDICTS), len(compared.missed)] if compared else 0
        date = row["date"].isoformat() if row["date"] else 0
        known = [row[name] or 0 for name in ("source", "url", "split")]
        labelled = int(bool(row["labelled"]))
        return [row["doc_id"], row["title"], date, *known, labelled, len(self._rows(row)), counts]

    def _triple(self, number: int, row: Mapping[str, Any]) -> list[Any]:
        compared = self.comparisons.get(row["doc_id"])
        verdict = VERDICTS.index(compared.verdicts[number]) + 1 if compared else 0
        expected = compared.expected.get(number, 0) if compared else 0
        ends = [self._actor_numbers[_actor_key(row, end)] for end in ("subject", "object")]
        circumstances = ("date", "occasion_date", "new_date", "place", "occasion", "source")
        return [
            ends[0],
            self._relations[row["relation"]],
            ends[1],
            STATUSES.index(row["status"]),
            round(100 * row["confidence"]),
            verdict,
            expected,
            *(row[name] or 0 for name in circumstances),
            {None: 0, True: 1, False: 2}[row["initiator_told"]],
            row["triple_id"],
        ]

    def _event(self, event: Event, offset: Offset) -> list[Any]:
        arguments = [[ROLES.index(a.role), *_span(a.start, a.end, offset)] for a in event.arguments]
        trigger = _span(event.trigger_start, event.trigger_end, offset)
        return [*trigger, self._relations[event.relation], STATUSES.index(event.status), arguments]

    def _gold(self, compared: Comparison, offset: Offset) -> dict[str, Any]:
        events = compared.labels.events
        numbers = {event.event_id: number for number, event in enumerate(events)}
        return {
            "mentions": _mentions(compared.labels.mentions, offset),
            "events": [self._event(event, offset) for event in events],
            "missed": [self._missed(triple, numbers, offset) for triple in compared.missed],
        }

    def _missed(self, triple: Triple, numbers: Mapping[str, int], offset: Offset) -> list[Any]:
        status = STATUSES.index(triple.status)
        spans = [(evidence.start, evidence.end) for evidence in (triple.evidence, *triple.further_evidence) if evidence]
        told = [numbers.get(triple.event_id, -1), *(_span(start, end, offset) for start, end in spans)]
        date = triple.date or triple.occasion_date or 0
        return [triple.subject, self._relations[triple.relation], triple.object, status, date, told]


def _mentions(mentions: Sequence[Mention], offset: Offset) -> list[list[int]]:
    return [[*_span(m.start, m.end, offset), MENTION_LABELS.index(m.label)] for m in mentions]


def _told(row: Mapping[str, Any], numbers: Mapping[str, int], offset: Offset) -> list[Any]:
    """The number of the event (-1 if it is not there), then each sentence that tells the triple, the best first."""
    sentences = [row, *(row["further_evidence"] or ())]
    spans = [_span(sentence["evidence_start"], sentence["evidence_end"], offset) for sentence in sentences]
    return [numbers.get(row["event_id"], -1), *spans]


def _span(start: int, end: int, offset: Offset) -> list[int]:
    """Start and length, which is shorter than start and end."""
    return [offset(start), offset(end) - offset(start)]


def _actor_key(row: Mapping[str, Any], end: str) -> str:
    """The key of an end; occasions have none, and are one where they are called the same."""
    return str(row[f"{end}_id"] or f"occasion:{row[end].casefold()}")


def _actors(rows: Rows) -> dict[str, list[Any]]:
    """By key, in order: the name that is told most often, the state, and 1 for an occasion."""
    names: dict[str, Counter[str]] = {}
    facts: dict[str, tuple[Any, int]] = {}
    for row in rows:
        for end in ("subject", "object"):
            key = _actor_key(row, end)
            names.setdefault(key, Counter())[row[end]] += 1
            facts.setdefault(key, (row[f"{end}_country"] or 0, int(row[f"{end}_id"] is None)))
    return {key: [min(names[key], key=lambda name: (-names[key][name], name)), *facts[key]] for key in sorted(names)}
