"""Who is who across articles: *Biden* in one and *Joe Biden* in another, and namesakes of two states or times apart.

States, bodies and places have keys that are the same in every article. Names of persons are joined here, on no doubt:
whoever fits two persons stays apart from both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.gazetteer import normalise
from pipeline.people import words_of
from pipeline.records import content_id

_FIXED: Final = ("state:", "body:", "place:", "group:", "event:", "occasion:")
_FUZZY_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor as one article names it: its key there, its name, ISO 3166 alpha-3 of its state, the year of publication."""

    doc_id: str
    key: str
    name: str
    country: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody under one id in all articles, by the fullest name and with the state that any of them tells."""

    actor_id: str
    name: str
    country: str | None = None

    @property
    def bloc(self) -> str:
        """The state it belongs to as a key, its own id where none is known."""
        return f"state:{self.country}" if self.country else self.actor_id


@dataclass
class _Person:
    """Forms of a name that are one person."""

    words: tuple[str, ...]
    country: str | None
    sightings: list[Sighting] = field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def add(self, sightings: Iterable[Sighting]) -> None:
        self.sightings += sightings
        years = [s.year for s in self.sightings if s.year is not None]
        self.first, self.last = (min(years), max(years)) if years else (None, None)

    def absorb(self, other: "_Person") -> None:
        self.words = max(self.words, other.words, key=len)
        self.country = self.country or other.country
        self.add(other.sightings)

    def may_be(self, other: "_Person", gap_years: int) -> bool:
        if self.country and other.country and self.country != other.country:
            return False
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first - other.last <= gap_years and other.first - self.last <= gap_years


def identify(sightings: Iterable[Sighting], gap_years: int) -> dict[tuple[str, str], Actor]:
    """The actor behind each article's key, by article and key.

    Args:
        sightings: every actor of every article; one may come several times.
        gap_years: longest time in which nobody mentions a person; who bears the name after it is another.
    """
    distinct = list(dict.fromkeys(sightings))
    fixed: dict[str, Sighting] = {}
    for s in distinct:
        if s.key.startswith(_FIXED):
            fixed[s.key] = max(fixed.get(s.key, s), s, key=lambda s: (s.country is not None, len(s.name)))
    known = {normalise(s.name): s for s in fixed.values()}
    found: dict[tuple[str, str], Actor] = {}
    persons = []
    for s in distinct:
        # a name that no mention of its article resolves may be a body that another article tells of
        same = fixed.get(s.key) or (known.get(normalise(s.name)) if s.key.startswith("name:") else None)
        if same:
            found[s.doc_id, s.key] = Actor(same.key, same.name, same.country)
        else:
            persons.append(s)
    taken: set[str] = set()
    for person in _persons(persons, gap_years):
        actor = _actor(person, taken)
        found |= {(s.doc_id, s.key): actor for s in person.sightings}
    return found


def _actor(person: _Person, taken: set[str]) -> Actor:
    name = min({s.name for s in person.sightings}, key=lambda name: (-len(words_of(name)), -len(name), name))
    actor_id = ":".join(filter(None, ("person", "-".join(person.words), person.country)))
    if actor_id in taken:  # a namesake of another time, or one whose state is not told
        first = min(person.sightings, key=lambda s: (s.year or 0, s.doc_id))
        actor_id = f"{actor_id}:{first.year or content_id('p', first.doc_id)}"
    taken.add(actor_id)
    return Actor(actor_id, name, person.country)


def _persons(sightings: Sequence[Sighting], gap_years: int) -> list[_Person]:
    words = {name: words_of(name) or (name,) for name in {s.name for s in sightings}}
    forms: dict[tuple[tuple[str, ...], str | None], list[Sighting]] = {}
    for s in sorted(sightings, key=lambda s: (s.year or 0, s.doc_id, s.key)):
        forms.setdefault((words[s.name], s.country), []).append(s)
    apart = [person for form, own in forms.items() for person in _eras(form, own, gap_years)]
    # whose state is told goes first; then the fuller name: what is left is compared with what is known best
    apart.sort(key=lambda p: (len(p.words) == 1, p.country is None, -len(p.words), p.words, p.first or 0))
    persons: list[_Person] = []
    by_word: dict[str, list[_Person]] = {}
    for person in apart:
        near = {id(p): p for word in {person.words[0], person.words[-1]} for p in by_word.get(word, ())}
        fitting = [p for p in near.values() if _same_name(p.words, person.words) and p.may_be(person, gap_years)]
        if len(fitting) == 1:
            fitting[0].absorb(person)
            joined = fitting[0]
        else:
            persons.append(person)
            joined = person
        for word in {person.words[0], person.words[-1]}:
            if all(p is not joined for p in by_word.setdefault(word, [])):
                by_word[word].append(joined)
    return persons


def _eras(form: tuple[tuple[str, ...], str | None], own: Sequence[Sighting], gap_years: int) -> list[_Person]:
    """One form of a name, cut where nobody bears it for longer than the gap; ``own`` in order of years."""
    people = [_Person(*form)]
    for s in own:
        if s.year is not None and people[-1].last is not None and s.year - people[-1].last > gap_years:
            people.append(_Person(*form))
        people[-1].add([s])
    return people


def _same_name(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names may be one: a last (or, surname first, a first) name alone, more or fewer middle names, one letter."""
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) if len(long) > 1 else short == long
    initials = [{word for word in name[1:-1] if len(word) == 1} for name in (short, long)]
    if all(initials) and initials[0] != initials[1]:
        return False  # George W. and George H. W. Bush
    if set(short) <= set(long):
        return True
    first, last = short[0] == long[0], short[-1] == long[-1]
    if first and last:
        return True
    if len(short) != len(long):
        return False
    return sum(a != b for a, b in zip(short, long, strict=True)) == 1 and all(
        a == b or (min(len(a), len(b)) >= _FUZZY_LENGTH and Levenshtein.distance(a, b) <= 1)
        for a, b in zip(short, long, strict=True)
    )


def sightings_of(rows: Iterable[Mapping[str, object]]) -> list[Sighting]:
    """The actors of rows of the table ``triples``."""
    found = []
    for row in rows:
        date = row["doc_date"]
        year = getattr(date, "year", None)
        for end in ("subject", "object"):
            key, name, country = row[f"{end}_id"], row[end], row[f"{end}_country"]
            if key is not None:
                found.append(Sighting(str(row["doc_id"]), str(key), str(name), str(country) if country else None, year))
    return found
