"""Events to triples: one way for gold and predicted events alike.

Each pair of parties gives a triple; the same fact told twice in an article is one triple with all its evidence.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any, Final

from pipeline.documents import Document
from pipeline.edtf import bounds, compatible
from pipeline.records import Argument, Event, Evidence, ObjectKind, Role, Triple
from pipeline.relations import Ontology, Relation

_DETERMINERS: Final = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|his|her|its|their|any|some|another|more|further|all|both|no|every|such|planned|scheduled|"
    r"proposed|upcoming|forthcoming)\s+|\S+['’]s\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A triple as one event tells it, with how much its sentence says."""

    triple: Triple
    in_title: bool
    weight: float


def derive(document: Document, events: Iterable[Event], ontology: Ontology) -> list[Triple]:
    """The triples that the events of an article tell, in the order of their best evidence.

    Args:
        document: the article.
        events: with the names of their arguments filled in.
        ontology: which relations are symmetric, which of the cancel family.
    """
    tellings = [telling for event in events for telling in _tellings(document, event, ontology[event.relation])]
    groups: dict[tuple[str, str, str], list[list[_Telling]]] = {}
    for telling in sorted(tellings, key=lambda t: (t.triple.date is None, t.in_title, _start(t.triple))):
        triple = telling.triple
        own = groups.setdefault((triple.relation, triple.subject, triple.object), [])
        fitting = next((group for group in own if all(_one_fact(telling, other) for other in group)), None)
        if fitting is None:
            own.append([telling])
        else:
            fitting.append(telling)
    merged = [_merge(group) for own in groups.values() for group in own]
    return sorted(merged, key=lambda triple: (_start(triple), triple.relation, triple.subject, triple.object))


def _start(triple: Triple) -> int:
    return triple.evidence.start if triple.evidence else 0


def _one_fact(left: _Telling, right: _Telling) -> bool:
    """Same status and dates that may be one; a headline's plan is what the story then tells as happened."""
    if not compatible(left.triple.date, right.triple.date) or not compatible(
        left.triple.occasion_date, right.triple.occasion_date
    ):
        return False
    if left.triple.status == right.triple.status:
        return True
    by_status = {left.triple.status: left, right.triple.status: right}
    return set(by_status) == {"planned", "occurred"} and by_status["planned"].in_title


def _tellings(document: Document, event: Event, relation: Relation) -> list[_Telling]:
    first, _ = document.covering(event.trigger_start, event.trigger_end)
    sentence = document.sentence_of(min(first, len(document.tokens) - 1))
    evidence = Evidence(document.article.text[sentence.start : sentence.end], sentence.start, sentence.end)
    inside = sum(sentence.start <= argument.start < sentence.end for argument in event.arguments)
    weight = event.score + 0.5 * inside - (1.0 if sentence.index == 0 else 0.0)
    base = Triple(
        doc_id=event.doc_id,
        subject="",
        relation=event.relation,
        object="",
        status=event.status,
        date=_edtf(event, "Time"),
        occasion=_text(event, "Occasion"),
        occasion_date=_edtf(event, "Due"),
        new_date=_edtf(event, "NewDate"),
        place=_name(event, "Place"),
        source=_name(event, "Source"),
        confidence=event.score,
        evidence=evidence,
        event_id=event.event_id,
    )
    pairs = ends(event, relation)
    return [
        _Telling(
            replace(base, subject=subject, object=object_, object_kind=kind, initiator_told=told),
            sentence.index == 0,
            weight,
        )
        for subject, object_, kind, told in pairs
    ]


def ends(event: Event, relation: Relation) -> list[tuple[str, str, ObjectKind, bool | None]]:
    """The pairs of an event: subject, object, kind of the object, and for the cancel family whether the initiator is told.

    Symmetric and agentless pairs come in alphabetical order. A party is never its own object. Empty where parties lack.
    """
    sides, subjects, objects = (_names(event.of(role)) for role in ("Side", "Subject", "Object"))
    if relation.symmetric and subjects:
        pairs = {tuple(sorted(pair, key=str.casefold)) for pair in product(subjects, objects) if pair[0] != pair[1]}
        return [(left, right, "entity", None) for left, right in sorted(pairs)]
    if relation.symmetric:
        return [(left, right, "entity", None) for left, right in combinations(sorted(sides, key=str.casefold), 2)]
    told = True if relation.cancel_family else None
    found: list[tuple[str, str, ObjectKind, bool | None]] = []
    if subjects:
        found = [(s, o, "entity", told) for s, o in product(subjects, objects) if s != o]
    elif relation.cancel_family and sides:
        parties = list(dict.fromkeys([*sides, *objects]))
        found = [(a, b, "entity", False) for a, b in combinations(sorted(parties, key=str.casefold), 2)]
    occasion = _text(event, "Occasion")
    if relation.cancel_family and not found and occasion:
        thing = occasion_name(occasion)
        found = [(name, thing, "occasion", bool(subjects)) for name in (subjects or sides)]
    return found


def occasion_name(phrase: str) -> str:
    """The phrase of an occasion without determiners and possessors: ``a planned visit to Batumi`` to ``visit to Batumi``."""
    return _DETERMINERS.sub("", phrase.strip()) or phrase.strip()


def _names(arguments: Sequence[Argument]) -> list[str]:
    return list(dict.fromkeys(name for argument in arguments for name in argument.names))


def _edtf(event: Event, role: Role) -> str | None:
    return next((argument.edtf for argument in event.of(role) if argument.edtf), None)


def _text(event: Event, role: Role) -> str | None:
    return next((re.sub(r"\s+", " ", argument.text) for argument in event.of(role)), None)


def _name(event: Event, role: Role) -> str | None:
    return next((name for argument in event.of(role) for name in argument.names), None)


def _merge(group: Sequence[_Telling]) -> Triple:
    """One triple: the telling with most to say, filled up from the others, the finest date, all evidence."""
    best = max(group, key=lambda telling: (telling.weight, -_start(telling.triple)))
    others = [telling.triple for telling in group if telling is not best]
    triple = best.triple
    filled: dict[str, Any] = {
        name: getattr(triple, name) or next((value for other in others if (value := getattr(other, name))), None)
        for name in ("occasion", "place", "source")
    }
    for name in ("date", "occasion_date", "new_date"):
        dates = [date for other in (triple, *others) if (date := getattr(other, name))]
        filled[name] = min(dates, key=_days) if dates else None
    evidence = {(e.start, e.end): e for other in others if (e := other.evidence) and e != triple.evidence}
    status = "occurred" if any(telling.triple.status == "occurred" for telling in group) else triple.status
    return replace(
        triple,
        status=status,
        confidence=max(telling.triple.confidence for telling in group),
        further_evidence=tuple(evidence[span] for span in sorted(evidence)),
        **filled,
    )


def _days(date: str) -> int:
    first, last = bounds(date)
    return (last - first).days
