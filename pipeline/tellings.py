"""A triple as linking sees it: what kind of event it tells of, between whom, when that was due or held, and how it stands."""

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pipeline.identity import Actor

Span = tuple[dt.date, dt.date]
"""First and last day."""

REAL: Final = "real"
"""The world of articles that are not said to be invented."""

_OFF: Final = frozenset({"called off", "postponed", "withdrawn"})


@dataclass(frozen=True, eq=False)
class Telling:
    """One triple.

    Attributes:
        row: of the table ``triples``.
        subject: the actor, under one id in all articles.
        object: likewise; None where it is the occasion.
        family: meetings (visits too), calls, agreements … are never one event with each other.
        is_visit: a journey, made or called off, rather than a meeting.
        is_act: the triple's date is that of calling off or offering, and not of the event itself.
        is_mutual: the order of the ends may change from article to article.
        step: how it stands: announced, held, called off …
        told: the days that the text gives for the event.
        around: days that follow from the day of publication; they count where none are told. None: no day is known.
        place: where it is; of a visit the destination.
        world: what two worlds tell is never one event.
    """

    row: Mapping[str, Any]
    subject: Actor
    object: Actor | None
    family: str
    is_visit: bool
    is_act: bool
    is_mutual: bool
    step: str
    told: tuple[Span, ...]
    around: Span | None
    said: Span | None
    place: Actor | None
    world: str

    @property
    def doc_id(self) -> str:
        """The article."""
        return str(self.row["doc_id"])

    @property
    def doc_date(self) -> dt.date | None:
        """Its day of publication."""
        date: dt.date | None = self.row["doc_date"]
        return date

    @property
    def relation(self) -> str:
        """Of the triple."""
        return str(self.row["relation"])

    @cached_property
    def reach(self) -> Span | None:
        """All days that come into question for the event."""
        return _hull(self.told) if self.told else self.around

    @cached_property
    def span(self) -> Span | None:
        """All days at which another telling of the event may touch this one: its own, and that of calling it off."""
        return _hull([span for span in (self.reach, self.said) if span])

    @cached_property
    def voice(self) -> Hashable:
        """What it says, whoever says it: of many tellings with one voice one need be asked."""
        return self.relation, self.subject, self.object, self.step, self.told, self.said, self.around, self.place

    @property
    def is_offer(self) -> bool:
        """Invited or proposed, as a fact."""
        return self.step in ("invited", "proposed")

    @property
    def is_off(self) -> bool:
        """Called off, put off or pulled out of, as a fact."""
        return self.step in _OFF

    @property
    def ends(self) -> tuple[Actor, ...]:
        """Both actors; one where the object is the occasion alone."""
        return (self.subject,) if self.object is None else (self.subject, self.object)

    @property
    def travellers(self) -> tuple[Actor, ...]:
        """Who may be the visitor: the one who visits, a host's guest, else either party."""
        if self.relation == "visited":
            return (self.subject,)
        return (self.object,) if self.relation in ("hosted", "invited") and self.object else self.ends

    @cached_property
    def blocks(self) -> dict[Hashable, bool]:
        """Keys of which two tellings of one event share at least one, and whether this one means just the actors of the key.

        A person stands in the block of the state, too, but not for its own sake: two persons of one state are two.
        """
        ends = [*self.ends] if len(self.ends) > 1 else [self.subject, Actor("", "")]
        keys = _pairs_of_keys(*ends)
        if self.family == "meeting" and self.place:
            for actor in self.ends:
                keys |= {("visit", *key): exact for key, exact in _pairs_of_keys(actor, self.place).items()}
                keys["to", actor.actor_id, self.place.bloc] = True
        if self.family == "meeting" and self.object:
            keys["to", self.subject.actor_id, self.object.bloc] = True
            keys["to", self.object.actor_id, self.subject.bloc] = True
        return {(self.world, self.family, *key): exact for key, exact in keys.items()}


def _pairs_of_keys(left: Actor, right: Actor) -> dict[tuple[str, ...], bool]:
    found: dict[tuple[str, ...], bool] = {}
    for one in {left.actor_id, left.bloc}:
        for other in {right.actor_id, right.bloc}:
            exact = one == left.actor_id and other == right.actor_id
            key = tuple(sorted((one, other)))
            found[key] = found.get(key, False) or exact
    return found


def _hull(spans: tuple[Span, ...] | list[Span]) -> Span | None:
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
