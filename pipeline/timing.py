"""Date arguments of an event to EDTF: the clause's direction, and the dates told before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates import Context, Direction, resolve
from pipeline.documents import Document
from pipeline.records import DATE_ROLES, Argument, Event, Mention


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
    value = resolve(argument.text, Context(reference, direction(argument, event, document), anchor))
    return _until_now(value, day) if value and day and _is_since(argument, document) else value


def _is_since(argument: Argument, document: Document) -> bool:
    first, _ = document.covering(argument.start, argument.end)
    return "since" in (token.text.lower() for token in document.tokens[max(0, first - 1) : first + 1])


def _until_now(value: str, day: str) -> str:
    """What has gone on *since* a date lasts to the day of publication; a year, to its year."""
    last = day[:4] if value.isdigit() else day
    return f"{value.split('/')[0]}/{last}" if value.split("/")[0] < last else value


def _anchor(argument: Argument, reference: dt.date | None, dates: Sequence[Mention]) -> str | None:
    """The last date told before the phrase that resolves by itself."""
    for mention in reversed([mention for mention in dates if mention.end <= argument.start]):
        value = resolve(mention.text, Context(reference))
        if value:
            return value
    return None


def direction(argument: Argument, event: Event, document: Document) -> Direction:
    """Where the clause looks.

    New dates lie ahead; what was called off lies on the nearer side. Plans and what may or will not happen lie ahead,
    unless the trigger is a past tense (*left for Paris on Tuesday* is on the way); the rest lies behind.
    """
    if argument.role == "NewDate":
        return "future"
    if argument.role == "Due":
        return "nearest"
    if event.status == "planned":
        return "past" if _is_past(event, document) else "future"
    return "future" if event.status != "occurred" and _is_modal(event, document) else "past"


def _is_past(event: Event, document: Document) -> bool:
    first, _ = document.covering(event.trigger_start, event.trigger_end)
    return document.tokens[first].tag == "VBD"


def _is_modal(event: Event, document: Document) -> bool:
    """Whether the trigger, or a verb above it, has a modal: *may meet*, *could hold talks*."""
    index, _ = document.covering(event.trigger_start, event.trigger_end)
    for _ in range(3):
        if any(document.tokens[child].tag == "MD" for child in document.children[index]):
            return True
        index = document.tokens[index].head
    return False
