"""Which tellings, in one article or several, are of one event of the real world.

Two tellings are compared only if they share a block (family, and the blocs of two ends), and there only if their days come
near each other. Then pairs are joined from the surest to the least sure, each only if what both groups tell goes together.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.bonds import FINE, contradict, days_between, length, meet, weigh
from pipeline.gatherings import gathered
from pipeline.tellings import Span, Telling


@dataclass(frozen=True, slots=True, order=True)
class _Bond:
    """A pair that may be one event; ``weakness`` 0 is surest, then the days between publication."""

    weakness: int
    days: int
    left: int
    right: int


def link(tellings: Sequence[Telling], bilateral: frozenset[str]) -> list[list[Telling]]:
    """Groups of tellings, one an event, in order of first appearance; every telling is in one.

    Args:
        tellings: of any number of articles.
        bilateral: relations in which who deals with several deals with each of them alone (calls).
    """
    groups = _Groups(tellings)
    for left, right in gathered(tellings, bilateral):
        groups.join(left, right)
    for bond in sorted(_bonds(tellings)):
        if groups.agree(bond):
            groups.join(bond.left, bond.right)
    return groups.listed()


class _Groups:
    """Union-find (Tarjan, 1975) that knows what each group tells."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._tellings = tellings
        self._parent = list(range(len(tellings)))
        self._members = {index: [index] for index in self._parent}
        self._voices = {index: {telling.voice: telling} for index, telling in enumerate(tellings)}

    def _root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, left: int, right: int) -> None:
        large, small = sorted((self._root(left), self._root(right)), key=lambda root: -len(self._members[root]))
        if large != small:
            self._parent[small] = large
            self._members[large] += self._members.pop(small)
            self._voices[large] |= self._voices.pop(small)

    def agree(self, bond: _Bond) -> bool:
        """Whether both are two groups yet, and no voice in one speaks against the other."""
        a, b = self._root(bond.left), self._root(bond.right)
        if a == b:
            return False
        left, right = self._voices[a].values(), self._voices[b].values()
        if bond.weakness and not _days_agree(_days_of(left), _days_of(right)):
            return False
        return not any(contradict(one, other) for one in left for other in right)

    def listed(self) -> list[list[Telling]]:
        groups = sorted(sorted(own) for own in self._members.values())
        return [[self._tellings[index] for index in own] for own in groups]


def _days_of(voices: Iterable[Telling]) -> set[Span]:
    return {span for telling in voices for span in telling.told if length(span) <= FINE}


def _days_agree(left: set[Span], right: set[Span]) -> bool:
    """Where both groups tell days, some are the same: two meetings of one pair in adjacent weeks stay two."""
    return not left or not right or any(meet(a, b) for a in left for b in right)


def _bonds(tellings: Sequence[Telling]) -> Iterator[_Bond]:
    blocks: dict[Hashable, list[int]] = {}
    for index, telling in enumerate(tellings):
        if telling.span is not None:
            for key in telling.blocks:
                blocks.setdefault(key, []).append(index)
    for key, own in blocks.items():
        if len(own) > 1 and any(tellings[index].blocks[key] for index in own):
            yield from _bonds_within(tellings, own, key)


def _bonds_within(tellings: Sequence[Telling], block: Sequence[int], key: Hashable) -> Iterator[_Bond]:
    """Bonds of a block, by a sweep over its days; of those that say the very same, one speaks for all."""
    speakers: dict[Hashable, int] = {}
    active: list[int] = []
    spans = {index: span for index in block if (span := tellings[index].span)}
    for index in sorted(spans, key=lambda index: (spans[index], index)):
        telling = tellings[index]
        speaker = speakers.setdefault(telling.voice, index)
        if speaker != index and (bond := _bond(tellings, speaker, index)):
            yield bond
            continue
        active = [other for other in active if (spans[index][0] - spans[other][1]).days <= 1]
        for other in active:
            exact = telling.blocks[key] or tellings[other].blocks[key]
            if exact and (bond := _bond(tellings, other, index)):
                yield bond
        active.append(index)


def _bond(tellings: Sequence[Telling], one: int, other: int) -> _Bond | None:
    weakness = weigh(tellings[one], tellings[other])
    if weakness is None:
        return None
    return _Bond(weakness, days_between(tellings[one], tellings[other]), min(one, other), max(one, other))
