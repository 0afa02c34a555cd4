"""The day of publication, where only the text tells it: a dateline, or a full date that fits the weekdays told."""

import datetime as dt
import re
from typing import Final, Literal

from pipeline.dates import Context, resolve

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL: Final = rf"(?i:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\b"
_WEEKDAY: Final = r"(?i:(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
_DATED: Final = re.compile(rf"(?:\b{_WEEKDAY},?\s+)?\b({_FULL})")
_NO_PLACE: Final = (
    r"(?!(?:On|In|Since|By|Until|Till|From|After|Before|At|During|The(?! Hague)|As|For|Between|Around|About|Of|Back|"
    r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)"
)
_NAME: Final = r"(?:[A-Z][\w.'’-]*|\([A-Za-z][\w .'’-]*\)|of|de|la|and|/)"
_PLACE: Final = rf"(?:{_NO_PLACE}{_NAME}(?:[ ,/]+{_NO_PLACE}{_NAME}){{0,7}}[ ,]*(?:[-–—]+ *)?)"
_LABEL: Final = r"(?:(?:Published|Posted|Updated|Last updated|Issued|Date|Dated)(?: on)?:? +)"
_TIME: Final = r"(?:[ ,|]*(?:at )?\d{1,2}[:.]\d\d *(?:[ap]\.?m\.?)?(?: *[A-Z]{2,5})?)"
_DATELINE: Final = re.compile(
    rf"^[ \t]*(?:{_LABEL}|{_PLACE})?[(\[]?(?:{_WEEKDAY},? +)?({_FULL})"
    rf"(?:{_TIME}?[)\]]?[ \t\r]*$|[)\],.]* *(?:[A-Z(][^\n]{{0,40}}?)?(?:[-–—]{{1,3}}|:|\.)(?=\s))",
    re.MULTILINE,
)
_HEAD: Final = 600
"""How many characters at the start of an article may hold its dateline."""


def find_date(text: str) -> tuple[dt.date, Literal["dateline", "text"]] | None:
    """The day of publication that the text itself tells, or None; the clock is never asked.

    A dateline in the first lines is believed: a line that is a date, or one that opens with a place and a date. Else
    the first full date whose weekday is one that the article tells, or the day after one (stories run that day or the
    next): a date with no such support may be any day of the past.
    """
    for dateline in _DATELINE.finditer(text[:_HEAD]):
        date = _parse(dateline[2])
        if date and _weekday_fits(dateline[1], date):
            return date, "dateline"
    told = {day.lower() for day in re.findall(rf"\b{_WEEKDAY}\b(?!,?\s+{_FULL})", text)}
    dated = [(match[1], _parse(match[2])) for match in _DATED.finditer(text)]
    days = [date for weekday, date in dated if date and _weekday_fits(weekday, date)]
    for days_after in (0, 1):
        for date in days:
            if f"{date - dt.timedelta(days_after):%A}".lower() in told:
                return date, "text"
    return None


def _parse(phrase: str) -> dt.date | None:
    value = resolve(phrase, Context(None))
    return dt.date.fromisoformat(value) if value and len(value) == 10 else None


def _weekday_fits(weekday: str | None, date: dt.date) -> bool:
    return weekday is None or f"{date:%A}".lower() == weekday.lower()
