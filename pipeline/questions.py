"""Questions to a table of triples: which triples answer, in order of date, and which names were perhaps meant."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.dataset import actor_key
from pipeline.gazetteer import Gazetteer, normalise
from pipeline.tables import Rows

_NEAR: Final = 70.0
"""The least likeness of a name that is suggested, 0 to 100."""
_LATE: Final = dt.date.max


@dataclass(frozen=True)
class Question:
    """What is asked; empty: anything.

    Every one of ``actors`` has to be an end of the triple (two are both ends); of ``relations`` and ``statuses`` one has to
    fit. ``since`` and ``until`` are days: the dates of the triple have to have a day between them.
    """

    actors: tuple[str, ...] = ()
    relations: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Answer:
    """The triples, by first day (those without a date last), and how many lack the date that was asked for."""

    rows: Rows
    undated: int
    unknown: tuple[str, ...] = ()
    """Actors that no triple has."""


def ask(triples: Rows, question: Question, gazetteer: Gazetteer) -> Answer:
    """Find what answers.

    A triple without a date is no answer where ``since`` or ``until`` is given; it is counted.
    """
    ends = known_actors(triples)
    asked = [keys_of(name, ends, gazetteer) for name in question.actors]
    fitting = [row for row in triples if _fits(row, question) and _has_ends(row, asked)]
    dated = [row for row in fitting if _in_time(row, question)]
    bounded = question.since is not None or question.until is not None
    undated = sum(row["date_start"] is None for row in fitting) if bounded else 0
    unknown = tuple(name for name, keys in zip(question.actors, asked, strict=True) if not keys)
    return Answer(sorted(dated, key=_order), undated, unknown)


def known_actors(triples: Rows) -> dict[str, set[str]]:
    """The names of each actor by its key; occasions are no actors."""
    found: dict[str, set[str]] = {}
    for row in triples:
        for end in ("subject", "object"):
            if end == "subject" or row["object_kind"] != "occasion":
                found.setdefault(actor_key(row, end), set()).add(row[end])
    return found


def keys_of(name: str, actors: Mapping[str, Iterable[str]], gazetteer: Gazetteer) -> frozenset[str]:
    """The actors of a name, without regard to case and accents: a full name, a surname, a state's or body's other name, an id.

    A person's id may lack the state. Only where nobody has that surname do first names (Xi Jinping: Xi) count.
    """
    wanted, as_id, other = normalise(name), name.strip().casefold(), gazetteer.key_of(name)
    last: set[str] = set()
    first: set[str] = set()
    for key, names in actors.items():
        forms = {normalise(form) for form in names}
        person = key.startswith(("person:", "name:"))
        same = key == other or key.casefold() == as_id or (person and key.casefold().startswith(f"{as_id}:"))
        if same or wanted in forms or (person and any(form.endswith(f" {wanted}") for form in forms)):
            last.add(key)
        elif person and any(form.startswith(f"{wanted} ") for form in forms):
            first.add(key)
    return frozenset(last or first) if wanted else frozenset()


def near_names(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names most like a name, as a whole or by one of their words; those that are not like it are left out."""
    wanted = normalise(name)
    known = {normalise(form): form for form in sorted(names)}
    likeness = {form: max(fuzz.ratio(wanted, part) for part in (form, *form.split())) for form in known if form}
    near = sorted((-value, form) for form, value in likeness.items() if value >= _NEAR)
    return [known[form] for _, form in near[:limit]]


def _fits(row: Mapping[str, Any], question: Question) -> bool:
    if question.relations and row["relation"] not in question.relations:
        return False
    if question.statuses and row["status"] not in question.statuses:
        return False
    if question.country and question.country not in (row["subject_country"], row["object_country"]):
        return False
    return question.place is None or normalise(question.place) in {normalise(place) for place in places(row)}


def places(row: Mapping[str, Any]) -> list[str]:
    """Where it took place or was to; a visit's place is its object."""
    visited = [row["object"]] if row["relation"] == "visited" else []
    return [*visited, *([row["place"]] if row["place"] else [])]


def _has_ends(row: Mapping[str, Any], asked: list[frozenset[str]]) -> bool:
    occasion = row["object_kind"] == "occasion"
    ends = [actor_key(row, "subject"), *([] if occasion else [actor_key(row, "object")])]
    if len(asked) < 2:
        return not asked or any(key in asked[0] for key in ends)
    pairs = (ends, ends[::-1])
    return len(ends) == 2 and any(pair[0] in asked[0] and pair[1] in asked[1] for pair in pairs)


def _in_time(row: Mapping[str, Any], question: Question) -> bool:
    if question.since is None and question.until is None:
        return True
    if row["date_start"] is None:
        return False
    last = row["date_end"] or row["date_start"]
    return bool((question.since or dt.date.min) <= last and row["date_start"] <= (question.until or _LATE))


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    days = (row["date_start"] or _LATE, row["date_end"] or _LATE, row["doc_date"] or _LATE)
    return (*days, row["doc_id"], row["evidence_start"] or 0, row["triple_id"])
