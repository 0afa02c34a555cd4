"""What one article tells of one event in several triples: the pairs of a gathering, a visit and its reception."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from pipeline.bonds import meet
from pipeline.tellings import Telling

_NEAR: Final = 300
"""Code points between two sentences that still tell of one thing."""


def gathered(tellings: Sequence[Telling], bilateral: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Pairs of tellings that one article tells as one event.

    Args:
        tellings: of any number of articles.
        bilateral: relations in which who deals with several deals with each of them alone (calls).
    """
    by_article: dict[str, list[int]] = {}
    for index, telling in enumerate(tellings):
        if telling.relation not in bilateral and not telling.is_offer and telling.step != "declined":
            by_article.setdefault(telling.doc_id, []).append(index)
    for own in by_article.values():
        yield from _pairs_of_events(tellings, own)
        yield from _visits(tellings, own)


def _pairs_of_events(tellings: Sequence[Telling], own: Sequence[int]) -> Iterator[tuple[int, int]]:
    events: dict[str, list[int]] = {}
    for index in own:
        if event_id := tellings[index].row["event_id"]:
            events.setdefault(event_id, []).append(index)
    for event in events.values():
        for left, right in combinations(event, 2):
            if _together(tellings, own, left, right):
                yield left, right
        yield from _told_again(tellings, own, event)


def _together(tellings: Sequence[Telling], own: Sequence[int], left: int, right: int) -> bool:
    """Two pairs of one event are one gathering; but not two stops of a trip, nor visitors and guests who are told not to
    have met."""
    one, other = tellings[left], tellings[right]
    if one.is_visit and one.object != other.object:
        return False
    apart = {one.subject, other.subject} if one.is_visit else {one.object, other.object}
    denied = (tellings[i] for i in own if tellings[i].step == "denied")
    return not any(set(telling.ends) == apart for telling in denied)


def _told_again(tellings: Sequence[Telling], own: Sequence[int], event: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A pair told by a sentence of its own belongs to the gathering of three that both were at, if the days allow."""
    first = tellings[event[0]]
    present = {actor for index in event for actor in tellings[index].ends}
    if len(present) < 3 or first.is_visit or first.relation == "hosted":
        return
    for index in own:
        other = tellings[index]
        alike = other.relation == first.relation and other.step == first.step
        if alike and index not in event and set(other.ends) <= present and _same_days(first, other):
            yield event[0], index


def _visits(tellings: Sequence[Telling], own: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A visit, and the reception or talks that the next sentence tells of."""
    for left in own:
        visit = tellings[left]
        if visit.relation != "visited":
            continue
        for right in own:
            other = tellings[right]
            near = abs(visit.row["evidence_start"] - other.row["evidence_start"]) <= _NEAR
            if near and other.step == visit.step and _received(visit, other) and _same_days(visit, other):
                yield left, right


def _received(visit: Telling, other: Telling) -> bool:
    """Whether the visitor is the guest, or one of those who met, at no other place than the destination."""
    guests = {"hosted": (other.object,), "met": other.ends}.get(other.relation, ())
    elsewhere = other.place and visit.place and other.place.bloc != visit.place.bloc
    return visit.subject in guests and not elsewhere


def _same_days(left: Telling, right: Telling) -> bool:
    return not left.told or not right.told or any(meet(a, b) for a in left.told for b in right.told)
