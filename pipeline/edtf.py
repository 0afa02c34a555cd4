"""EDTF dates, levels 0 and 1 as far as the contract goes: a day, a month, a year, and intervals of them.

Source: Extended Date/Time Format specification, Library of Congress, 2019 (ISO 8601-2).
"""

import calendar
import datetime as dt
import re

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def is_edtf(value: str) -> bool:
    """Whether it is a date of ours whose days exist and whose interval does not run backwards."""
    try:
        first, last = bounds(value)
    except ValueError:
        return False
    return first <= last


def bounds(value: str) -> tuple[dt.date, dt.date]:
    """First and last day.

    Raises:
        ValueError: not a day, month, year or an interval of them.
    """
    start, slash, end = value.partition("/")
    if slash and not end:
        raise ValueError(f"expected an interval such as 2023-09-19/2023-09-20, found {value!r}")
    return _span(start)[0], _span(end or start)[1]


def _span(part: str) -> tuple[dt.date, dt.date]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"expected a date such as 2023-12-26, 2023-12 or 2023, found {part!r}")
    first = dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if match[3]:
        return first, first
    if match[2]:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first.replace(month=12, day=31)


def interval(first: dt.date, last: dt.date) -> str:
    """The shortest EDTF for a span of days: a year, a month, a day, or an interval of days."""
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04d}"
    whole_month = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_month and (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    if whole_month:
        return f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def compatible(left: str | None, right: str | None) -> bool:
    """Whether two dates may be one: either is not told, or their days overlap."""
    if left is None or right is None:
        return True
    (a, b), (c, d) = bounds(left), bounds(right)
    return a <= d and c <= b
