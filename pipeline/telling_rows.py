"""From rows of the table ``triples`` to tellings: actors across articles, kind of event, days."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.edtf import bounds
from pipeline.gazetteer import Gazetteer, normalise
from pipeline.identity import Actor, identify, sightings_of
from pipeline.relations import Ontology
from pipeline.tellings import REAL, Span, Telling

_FAMILIES: Final = {
    "spoke_with": "call", "agreed_with": "agreement", "mediated": "mediation",
    "accused": "statement", "criticized": "statement", "warned": "statement",
    **dict.fromkeys(("met", "visited", "hosted", "invited", "proposed_talks"), "meeting"),
}  # fmt: skip
_STEPS: Final = {
    "invited": "invited", "proposed_talks": "proposed", "declined": "declined", "postponed": "postponed", "withdrew_from": "withdrawn",
}  # fmt: skip
_OPEN: Final = {"planned": "announced", "negated": "denied", "uncertain": "uncertain"}
_OFFERS: Final = frozenset({"invited", "proposed_talks"})
_BY_EITHER: Final = frozenset({"cancelled", "postponed"})
"""Of a thing called off one article may name the one party as the one who did it, another the other."""
_OCCASIONS: Final = {
    "visit": frozenset("visit visits trip trips tour journey stop stops stopover pilgrimage voyage swing leg".split()),
    "call": frozenset("call calls phone telephone videoconference conversation".split()),
    "agreement": frozenset("agreement treaty accord deal pact protocol ceasefire truce convention alliance".split()),
}


@dataclass(frozen=True, slots=True)
class Windows:
    """How far things reach that no date limits: ``days`` from publication to an undated event, ``offer_days`` from an offer
    to what it leads to, ``gap_years`` in which nobody mentions a person before the name is another's."""

    days: int
    offer_days: int
    gap_years: int


def tellings_of(
    rows: Iterable[Mapping[str, Any]],
    worlds: Mapping[str, str],
    ontology: Ontology,
    gazetteer: Gazetteer,
    windows: Windows,
) -> list[Telling]:
    """Tellings from rows of the table ``triples``, in order of article and triple, whatever the order of the rows.

    Args:
        rows: of any number of articles.
        worlds: of each article; what two worlds tell is never one event.
        ontology: which relations call off, and the nouns for what can be called off.
        gazetteer: for the states of places.
        windows: how far undated events and namesakes reach.
    """
    listed = sorted(rows, key=lambda row: (row["doc_id"], row["triple_id"]))
    reader = _Reader(identify(sightings_of(listed), windows.gap_years), ontology, gazetteer, windows)
    return [reader.telling(row, worlds.get(row["doc_id"], REAL)) for row in listed]


def occasion_kind(phrase: str | None, ontology: Ontology) -> str | None:
    """What a phrase for something called off is about, by its first noun for such things: visit, call, agreement, meeting;
    None where it has none."""
    for word in re.findall(r"[\w-]+", (phrase or "").casefold()):
        for kind, nouns in _OCCASIONS.items():
            if word in nouns:
                return kind
        if word in ontology.occasions or word.removesuffix("s") in ontology.occasions:
            return "meeting"
    return None


@dataclass(frozen=True)
class _Reader:
    actors: Mapping[tuple[str, str], Actor]
    ontology: Ontology
    gazetteer: Gazetteer
    windows: Windows

    def telling(self, row: Mapping[str, Any], world: str) -> Telling:
        relation = row["relation"]
        off = self.ontology[relation].cancel_family
        kind = occasion_kind(row["occasion"], self.ontology) if off else None
        is_act = off or relation in _OFFERS
        dates = [row["occasion_date"], row["new_date"]] if is_act else [row["date"]]
        return Telling(
            row=row,
            subject=self.actors[row["doc_id"], row["subject_id"]],
            object=self.actors[row["doc_id"], row["object_id"]] if row["object_id"] else None,
            family=self._family(relation, off, kind),
            is_visit=relation == "visited" or kind == "visit",
            is_act=is_act,
            is_mutual=self.ontology[relation].symmetric or relation in _BY_EITHER,
            step=self._step(relation, row["status"]),
            told=tuple(bounds(date) for date in dates if date),
            around=self._around(row, off),
            said=bounds(row["date"]) if is_act and row["date"] else None,
            place=self._place(row),
            world=world,
        )

    def _family(self, relation: str, off: bool, kind: str | None) -> str:
        """A relation of the user's own is a family of its own; what was called off is what it would have been."""
        if not off:
            return _FAMILIES.get(relation, relation)
        return kind if kind in ("call", "agreement") and relation != "declined" else "meeting"

    def _step(self, relation: str, status: str) -> str:
        if status != "occurred":
            return _OPEN[status]
        return _STEPS.get(relation, "called off" if self.ontology[relation].cancel_family else "held")

    def _place(self, row: Mapping[str, Any]) -> Actor | None:
        visited = row["relation"] == "visited"
        name = row["object"] if visited else row["place"]
        if not name:
            return None
        told = row["object_country"] if visited else None
        country = told or next((entry.country for entry in self.gazetteer.find(name) if entry.country), None)
        return Actor(self.gazetteer.key_of(name) or f"place:{normalise(name)}", name, country)

    def _around(self, row: Mapping[str, Any], off: bool) -> Span | None:
        """The days on which an undated event may lie: before publication if it is over, after it if it is to come."""
        acts = off or row["relation"] in _OFFERS
        first, last = bounds(row["date"]) if acts and row["date"] else (row["doc_date"], row["doc_date"])
        if first is None or last is None:
            return None
        if row["relation"] in _OFFERS:
            return first, _moved(last, self.windows.offer_days)
        if off:  # what was called off lay before publication, or lies after it
            return (first if row["date"] else _moved(first, -self.windows.days)), _moved(last, self.windows.days)
        if row["status"] in ("planned", "uncertain"):
            return first, _moved(last, self.windows.days)
        return _moved(first, -self.windows.days), last


def _moved(day: dt.date, days: int) -> dt.date:
    """So many days later, as far as the calendar goes."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
