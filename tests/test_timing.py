"""Dates of events: the clause decides which way a weekday or month lies."""

from dataclasses import replace

import pytest

from pipeline.parsing import load_parser, parse
from pipeline.records import Argument, Article, Event, Mention, Role, Status
from pipeline.timing import date_arguments

DAY = "2023-12-26"


def value(
    sentence: str, trigger: str, phrase: str, role: Role = "Time", status: Status = "occurred", relation: str = "met"
) -> str | None:
    text = f"Talks\n\n{sentence}\n"
    document = next(parse([Article("a", text, date=DAY)], load_parser(), 1))
    at, start = text.index(trigger), text.index(phrase)
    date = Mention("a", start, start + len(phrase), phrase, "DATE")
    argument = Argument(role, date.start, date.end, phrase, "DATE")
    event = Event("a", relation, status, at, at + len(trigger), trigger, (argument,))
    return date_arguments(event, document, [date]).arguments[0].edtf


@pytest.mark.parametrize(
    ("sentence", "trigger", "status", "expected"),
    [
        ("Orlan met Mavric on Friday.", "met", "occurred", "2023-12-22"),
        ("Orlan will meet Mavric on Friday.", "meet", "planned", "2023-12-29"),
        ("Orlan left for Paris on Friday.", "left", "planned", "2023-12-22"),
        ("Orlan may meet Mavric on Friday.", "meet", "uncertain", "2023-12-29"),
        ("Orlan is said to have met Mavric on Friday.", "met", "uncertain", "2023-12-22"),
    ],
)
def test_tense_tells_the_direction(sentence: str, trigger: str, status: Status, expected: str) -> None:
    assert value(sentence, trigger, "Friday", status=status) == expected


def test_what_was_called_off_lies_on_the_nearer_side_and_a_new_date_ahead() -> None:
    sentence = "Orlan skipped the session on Sunday."
    assert value(sentence, "skipped", "Sunday", role="Due", relation="withdrew_from") == "2023-12-24"
    sentence = "Orlan called off the session on Friday."
    assert value(sentence, "called", "Friday", role="Due", relation="cancelled") == "2023-12-29"
    assert value("Orlan put it off to Friday.", "put", "Friday", role="NewDate", relation="postponed") == "2023-12-29"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("Friday", "2023-12-22/2023-12-26"), ("March", "2023-03/2023-12-26"), ("2019", "2019/2023")],
)
def test_what_goes_on_since_a_date_lasts_to_the_day_of_publication(phrase: str, expected: str) -> None:
    assert value(f"Orlan has been negotiating with Mavric since {phrase}.", "negotiating", phrase) == expected


def test_what_will_not_happen_lies_ahead() -> None:
    assert value("Orlan will not meet Mavric in March.", "meet", "March", status="negated") == "2024-03"


def test_a_phrase_that_tells_no_date_stays_without() -> None:
    assert value("Orlan met Mavric recently.", "met", "recently") is None


def test_events_without_dates_stay_as_they_are() -> None:
    text = "Talks\n\nOrlan met Mavric.\n"
    document = next(parse([Article("a", text, date=DAY)], load_parser(), 1))
    event = Event("a", "met", "occurred", 13, 16, "met")
    assert date_arguments(event, document, []) == replace(event)
