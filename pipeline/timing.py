"""Date arguments of an event to EDTF: the clause's direction, and the dates told before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.dates import Context, Direction, resolve
from pipeline.documents import Document
from pipeline.records import DATE_ROLES, Argument, Event, Mention

_AHEAD: Final = frozenset({"will", "shall", "'ll", "would", "to"})


def date_arguments(event: Event, document: Document, mentions: Sequence[Mention]) -> Event:
    """The same event with the EDTF of its date arguments; a phrase that cannot be resolved stays without."""
    if not event.of(*DATE_ROLES):
        return event
    dates = [mention for mention in mentions if mention.label == "DATE"]
    arguments = [
        replace(argument, edtf=_value(argument, event, document, dates)) if argument.role in DATE_ROLES else argument
        for argument in event.arguments
    ]
    return replace(event, arguments=tuple(arguments))


def _value(argument: Argument, event: Event, document: Document, dates: Sequence[Mention]) -> str | None:
    day = document.article.date
    reference = dt.date.fromisoformat(day) if day else None
    anchor = _anchor(argument, reference, dates)
    return resolve(argument.text, Context(reference, direction(argument, event, document), anchor))


def _anchor(argument: Argument, reference: dt.date | None, dates: Sequence[Mention]) -> str | None:
    """The last date told before the phrase that resolves by itself."""
    for mention in reversed([mention for mention in dates if mention.end <= argument.start]):
        value = resolve(mention.text, Context(reference))
        if value:
            return value
    return None


def direction(argument: Argument, event: Event, document: Document) -> Direction:
    """Where the clause looks: what was due and new dates ahead, plans ahead, the rest back.

    A simple past around a date (*were to meet on Monday*) keeps looking ahead only if the event is planned.
    """
    if argument.role == "NewDate":
        return "future"
    if argument.role == "Due":
        return "nearest"
    return "future" if event.status == "planned" else "past"
