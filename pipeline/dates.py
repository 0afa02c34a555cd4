"""Date phrases of news to EDTF.

No library is right alone: most miss ranges, intervals or the same day. A phrase is read against the day of publication,
a direction, the way its clause looks, and the date told before. Weeks begin on Monday; granularity is kept; what the
phrase does not tell is never guessed.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.edtf import bounds, interval, is_edtf

Direction = Literal["past", "future", "nearest"]
"""The clause looks back, or ahead; ``nearest``: on the closer side."""

_DIRECTIONS: Final[tuple[Direction, ...]] = ("past", "future")
_LONGEST: Final = 80
"""Characters; a longer phrase is no date."""

_MONTHS: Final = {
    **{name.lower(): index for index, name in enumerate(calendar.month_name) if name},
    **{name.lower(): index for index, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
_WEEKDAYS: Final = {
    **{name.lower(): index for index, name in enumerate(calendar.day_name)},
    **{name.lower(): index for index, name in enumerate(calendar.day_abbr)},
    **dict(zip("tues weds thur thurs".split(), (1, 2, 3, 3), strict=True)),
}
_NUMBERS: Final = dict(
    zip(
        "a an one couple two three four five six seven eight nine ten eleven twelve".split(),
        (1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        strict=True,
    )
)
_SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_FEASTS: Final = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year": (1, 1),
}  # fmt: skip
_STEPS: Final = {
    "this": 0, "current": 0, "that": 0, "same": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1,
    "following": 1,
}  # fmt: skip
_TOLD_BEFORE: Final = {"that": True, "same": True, "previous": False, "following": False}
"""Words that count from the date told before; whether without one they tell nothing (else they count from today)."""

_RANKS: Final = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3, "last": 4}

_UNIT_DAYS: Final = {"day": 7, "week": 31, "weekend": 31, "fortnight": 31, "month": 31, "year": 366, "decade": 366}
"""The longest span, in days, from which so many of the unit can be counted."""


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH: Final = rf"(?P<month>{_any(_MONTHS)})\.?"
_MONTH2: Final = _MONTH.replace("<month>", "<month2>")
_WEEKDAY: Final = rf"(?P<weekday>{_any(_WEEKDAYS)})s?\.?"
_WEEKDAY2: Final = _WEEKDAY.replace("<weekday>", "<weekday2>")
_ORDINAL: Final = r"(?:st|nd|rd|th)"
_DAY: Final = rf"(?P<day>\d{{1,2}}){_ORDINAL}?"
_DAY2: Final = _DAY.replace("<day>", "<day2>")
_YEAR: Final = r"(?:,?\s+(?:of\s+)?(?P<year>\d{4}))?"
_TO: Final = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b|\bthrough\b|/)\s*"
_WHICH: Final = r"(?P<which>this|last|past|previous|next|coming|following)\s+"
_COUNT: Final = rf"(?:an?\s+)?(?P<count>\d+|{_any(_NUMBERS)})(?:\s+of)?"
_DATE_IN_YEAR: Final = rf"(?:{_MONTH}\s+{_DAY}|\d{{1,2}}{_ORDINAL}?\s+(?:of\s+)?[a-z]+){_YEAR}"
_PART: Final = (
    r"(?:early|mid|late|later|earlier|beginning|start|end|middle|close|final days|first days|early hours|early part|"
    r"opening days)"
)
_UNIT: Final = r"(?P<unit>day|week|month|year|fortnight|decade)s?"
_PREFIX: Final = re.compile(
    r"^(?:on|in|at|by|from|since|until|till|during|for|of|around|about|the|before|after|between|as early as|just|only|"
    r"back in|as of)\s+"
)
_RELATIVE_DAY: Final = re.compile(
    r"^(?P<which>(?:that )?(?:same|very)|that|next|following|previous)\s+(?:morning|afternoon|evening|night)$"
)
_EVE: Final = re.compile(r"^(?:night|evening|day) (?P<way>before|after)$")
_PART_OF_DAY: Final = re.compile(
    r"\s*\b(?:morning|afternoon|evening|night|noon|midday|lunchtime|at dawn|overnight|local time|midnight)\b|"
    rf"\b(?:early|late|earlier|later)\s+(?:on\s+)?(?=(?:{_any(_WEEKDAYS)}|today|yesterday|tomorrow)\b)"
)
_SAID_SHORTER: Final = (
    (re.compile(r"^this (?:morning|afternoon|evening)$"), "today"),
    (re.compile(r"^last (?:night|evening)$"), "yesterday"),
    (re.compile(r"^this (?=(?:past|coming)\b)"), ""),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against: the day of publication, the clause's direction, and the date told before it."""

    reference: dt.date | None
    direction: Direction = "past"
    anchor: str | None = None


def resolve(phrase: str, context: Context) -> str | None:
    """The EDTF of a date phrase, or None where the phrase (with its context) does not tell a date.

    Args:
        phrase: as written, such as ``September 19-20``, ``last week``, ``two days later``.
        context: without a reference only full dates, years, and phrases that count from the anchor resolve.
    """
    text = _plain(phrase)
    if len(text) > _LONGEST:
        return None
    for pattern, read in _READERS:
        match = pattern.fullmatch(text)
        if match:
            try:
                value = read(match, context)
            except (ValueError, OverflowError):
                return None
            return value if value and is_edtf(value) else None
    return None


def _plain(phrase: str) -> str:
    """Lower case, without prepositions, articles, parts of the day and possessive 's."""
    text = re.sub(r"\s+", " ", phrase.strip().lower().replace("’", "'")).strip(" ,.;:'\"“”")
    text = _without_prefixes(text)
    for pattern, shorter in _SAID_SHORTER:
        text = pattern.sub(shorter, text)
    text = _EVE.sub(r"day \g<way>", _RELATIVE_DAY.sub(r"\g<which> day", _without_prefixes(text)))
    return re.sub(r"'s$", "", _without_prefixes(_PART_OF_DAY.sub("", text).strip(" ,"))).strip(" ,")


def _without_prefixes(text: str) -> str:
    for _ in range(3):
        text = _PREFIX.sub("", text)
    return text


def _year_for(month: int, day: int, context: Context) -> int | None:
    """The year that puts a month (day 0) or day nearest to the reference, in the direction of the clause."""
    today = context.reference
    if today is None:
        return None
    reach = 8 if (month, day) == (2, 29) else 1
    years = [y for y in range(today.year - reach, today.year + reach + 1) if 0 < y < 10000 and _exists(y, month, day)]
    now = (today.year, today.month, today.day if day else 0)
    if context.direction == "past":
        return max(y for y in years if (y, month, day) <= now)
    if context.direction == "future":
        return min(y for y in years if (y, month, day) >= now)
    return min(years, key=lambda y: abs((dt.date(y, month, day or 15) - today).days))


def _exists(year: int, month: int, day: int) -> bool:
    return day <= calendar.monthrange(year, month)[1]


def _shift_month(date: dt.date, months: int) -> tuple[int, int]:
    index = date.year * 12 + date.month - 1 + months
    return index // 12, index % 12 + 1


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(date.weekday())


def _told_before(context: Context, unit: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the date told before, if it is short enough to count units from."""
    if context.anchor is None:
        return None
    first, last = bounds(context.anchor)
    return (first, last) if (last - first).days < _UNIT_DAYS[unit] else None


def _start(which: str, unit: str, context: Context) -> dt.date | None:
    """The day from which *last*, *next*, *following* ... count."""
    if which in _TOLD_BEFORE:
        told = _told_before(context, unit)
        if told or context.anchor or _TOLD_BEFORE[which]:
            return told[which == "following"] if told else None
    return context.reference


# -- days, months, years ---------------------------------------------------------------------------------------------


def _iso(match: re.Match[str], context: Context) -> str | None:
    return match[0]


def _day(match: re.Match[str], context: Context) -> str | None:
    month, day = _MONTHS[match["month"]], int(match["day"])
    year = int(match["year"]) if match["year"] else _year_for(month, day, context)
    return dt.date(year, month, day).isoformat() if year else None


def _days(match: re.Match[str], context: Context) -> str | None:
    """A range of days; a year that is told is the last day's."""
    month = _MONTHS[match["month"]]
    month2 = _MONTHS[match.groupdict().get("month2") or match["month"]]
    year = int(match["year"]) - (month2 < month) if match["year"] else _year_for(month, int(match["day"]), context)
    if year is None:
        return None
    first = dt.date(year, month, int(match["day"]))
    last = dt.date(year + (month2 < month), month2, int(match["day2"]))
    return interval(first, last) if first <= last else None


def _day_of_month(match: re.Match[str], context: Context) -> str | None:
    """the 26th, the 26th of this month."""
    today, day = context.reference, int(match["day"])
    if today is None:
        return None
    if match["which"]:
        months = [_shift_month(today, _STEPS.get(match["which"], 0))]
    else:
        months = [_shift_month(today, step) for step in (-2, -1, 0, 1, 2)]
    days = [dt.date(year, month, day) for year, month in months if day > 0 and _exists(year, month, day)]
    if match["which"] is None and context.direction == "past":
        return max(d for d in days if d <= today).isoformat()
    if match["which"] is None and context.direction == "future":
        return min(d for d in days if d >= today).isoformat()
    return min(days, key=lambda d: abs((d - today).days)).isoformat()


def _month(match: re.Match[str], context: Context) -> str | None:
    month, which = _MONTHS[match["month"]], match["which"]
    year = int(match["year"]) if match["year"] else _year_for(month, 0, context)
    if which and not match["year"]:
        start = _start(which, "month", context)
        if start is None:
            return None
        step = _STEPS[which]
        in_this_year = step == 0 or (month < start.month if step < 0 else month > start.month)
        year = start.year + (0 if in_this_year else step)
    return f"{year:04d}-{month:02d}" if year else None


def _months(match: re.Match[str], context: Context) -> str | None:
    month, month2 = _MONTHS[match["month"]], _MONTHS[match["month2"]]
    year = int(match["year"]) - (month2 < month) if match["year"] else _year_for(month, 0, context)
    return f"{year:04d}-{month:02d}/{year + (month2 < month):04d}-{month2:02d}" if year else None


def _year(match: re.Match[str], context: Context) -> str | None:
    return match["year"]


def _years(match: re.Match[str], context: Context) -> str | None:
    first, last = match["first"], match["last"]
    return f"{first}/{first[: 4 - len(last)]}{last}"


def _between_full_dates(match: re.Match[str], context: Context) -> str | None:
    left, right = (resolve(match[side], Context(None)) for side in ("left", "right"))
    return interval(bounds(left)[0], bounds(right)[1]) if left and right else None


def _of_year(match: re.Match[str], context: Context) -> str | None:
    """July last year, the summer of next year."""
    start = _start(match["which"], "year", context)
    return resolve(f"{match['date']} {start.year + _STEPS[match['which']]:04d}", context) if start else None


def _decade(match: re.Match[str], context: Context) -> str | None:
    first = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    third = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(match["part"] or "", (0, 9))
    return f"{first + third[0]}/{first + third[1]}"


# -- weekdays, weeks, seasons ----------------------------------------------------------------------------------------


def _weekday(match: re.Match[str], context: Context) -> str | None:
    day, which = _WEEKDAYS[match["weekday"]], match["which"] or ""
    start = _start(which, "day", context)
    if start is None:
        return None
    back, ahead = (start.weekday() - day) % 7, (day - start.weekday()) % 7
    if which == "this":
        return (_monday(start) + dt.timedelta(day)).isoformat()
    if which:
        return (start + dt.timedelta(-(back or 7) if _STEPS[which] < 0 else ahead or 7)).isoformat()
    behind = context.direction == "past" or (context.direction == "nearest" and back < ahead)
    return (start + dt.timedelta(-back if behind else ahead)).isoformat()


def _weekday_of_week(match: re.Match[str], context: Context) -> str | None:
    """Monday of next week."""
    start = _start(match["which"], "week", context)
    if start is None:
        return None
    return (_monday(start) + dt.timedelta(7 * _STEPS[match["which"]] + _WEEKDAYS[match["weekday"]])).isoformat()


def _weekday_span(match: re.Match[str], context: Context) -> str | None:
    if context.reference is None:
        return None
    first, last = _WEEKDAYS[match["weekday"]], _WEEKDAYS[match["weekday2"]]
    if context.direction == "past":
        end = context.reference - dt.timedelta((context.reference.weekday() - last) % 7)
        return interval(end - dt.timedelta((last - first) % 7), end)
    start = context.reference + dt.timedelta((first - context.reference.weekday()) % 7)
    return interval(start, start + dt.timedelta((last - first) % 7))


def _weekday_with_date(match: re.Match[str], context: Context) -> str | None:
    """Tuesday, December 26: of the years that fit, the one in which it is that weekday."""
    found = [resolve(match["date"], replace(context, direction=d)) for d in (context.direction, *_DIRECTIONS)]
    days = [dt.date.fromisoformat(value) for value in found if value and len(value) == 10]
    fitting = [day for day in days if day.weekday() == _WEEKDAYS[match["weekday"]]]
    return (fitting or days)[0].isoformat() if days else None


def _near_day(match: re.Match[str], context: Context) -> str | None:
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}
    step = steps.get(match[0], 2)
    return (context.reference + dt.timedelta(step)).isoformat() if context.reference else None


def _period(match: re.Match[str], context: Context) -> str | None:
    """this, last, next week, weekend, month, year."""
    which, unit = match["which"], match["unit"]
    start, step = _start(which, unit, context), _STEPS[which]
    if start is None:
        return None
    if unit == "month":
        year, month = _shift_month(start, step)
        return f"{year:04d}-{month:02d}"
    if unit == "year":
        return f"{start.year + step:04d}"
    monday = _monday(start) + dt.timedelta(7 * step)
    if unit == "week":
        return interval(monday, monday + dt.timedelta(6))
    within_week = start.weekday() < 5
    gone = within_week and ((which == "this" and context.direction == "past") or step == 1)
    return _weekend_after(monday - dt.timedelta(7 * gone))


def _weekend(match: re.Match[str], context: Context) -> str | None:
    today = context.reference
    if today is None:
        return None
    gone = context.direction == "past" and today.weekday() < 5
    return _weekend_after(_monday(today) - dt.timedelta(7 * gone))


def _weekend_after(monday: dt.date) -> str:
    return interval(monday + dt.timedelta(5), monday + dt.timedelta(6))


def _season(match: re.Match[str], context: Context) -> str | None:
    first, last = _SEASONS[match["season"]]
    over = last < first
    year = int(match["year"]) if match["year"] else _year_of_season(first, last + 12 * over, match["which"], context)
    return f"{year:04d}-{first:02d}/{year + over:04d}-{last:02d}" if year else None


def _year_of_season(first: int, last: int, which: str | None, context: Context) -> int | None:
    """The year in which it begins; first and last month count from January of that year."""
    start = _start(which or "", "month", context)
    if start is None:
        return None
    now = start.year * 12 + start.month
    spans = {year: (year * 12 + first, year * 12 + last) for year in range(start.year - 2, start.year + 3)}
    within = next((year for year, (begin, end) in spans.items() if begin <= now <= end), None)
    before = max(year for year, (_, end) in spans.items() if end < now)
    after = min(year for year, (begin, _) in spans.items() if begin > now)
    step = _STEPS[which] if which else None
    if step:
        return before if step < 0 else after
    if within is not None or step == 0:
        return start.year if within is None else within
    if context.direction == "nearest":
        return before if now - spans[before][1] <= spans[after][0] - now else after
    return before if context.direction == "past" else after


# -- counted from today, or from the date told before ----------------------------------------------------------------


def _ago(match: re.Match[str], context: Context) -> str | None:
    return _moved(context.reference, match, -1) if context.reference else None


def _ahead(match: re.Match[str], context: Context) -> str | None:
    return _moved(context.reference, match, 1) if context.reference else None


def _from_anchor(match: re.Match[str], context: Context) -> str | None:
    told = _told_before(context, match["unit"])
    if told is None:
        return None
    backwards = match["way"] in ("earlier", "before")
    return _moved(told[0] if backwards else told[1], match, -1 if backwards else 1)


def _moved(start: dt.date, match: re.Match[str], sign: int) -> str | None:
    count = sign * (int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"]])
    unit = match["unit"]
    if unit == "day":
        return (start + dt.timedelta(count)).isoformat()
    if unit in ("week", "fortnight"):
        monday = _monday(start + dt.timedelta(count * (14 if unit == "fortnight" else 7)))
        return interval(monday, monday + dt.timedelta(6))
    if unit == "month":
        year, month = _shift_month(start, count)
        return f"{year:04d}-{month:02d}"
    return f"{start.year + count * (10 if unit == 'decade' else 1):04d}"


def _same_day(match: re.Match[str], context: Context) -> str | None:
    told = _told_before(context, "day")
    return context.anchor if told and told[0] == told[1] else None


def _next_day(match: re.Match[str], context: Context) -> str | None:
    told = _told_before(context, "day")
    if told is None:
        return None
    backwards = match["way"] == "previous" or match["before"]
    return (told[0] - dt.timedelta(1) if backwards else told[1] + dt.timedelta(1)).isoformat()


def _feast(match: re.Match[str], context: Context) -> str | None:
    month, day = _FEASTS[match["feast"]]
    year = int(match["year"]) if match["year"] else _year_for(month, day, context)
    return dt.date(year, month, day).isoformat() if year else None


def _half(match: re.Match[str], context: Context) -> str | None:
    """the first half of next year, the second half of October."""
    value = _period_of(match["period"], context)
    if value is None:
        return None
    first, last = bounds(value)
    second = (
        first.replace(day=16) if len(value) == len("2023-10") else first.replace(month=7) if value.isdigit() else None
    )
    if second is None:
        return value
    return interval(second, last) if match["half"] != "first" else interval(first, second - dt.timedelta(1))


def _week_of_month(match: re.Match[str], context: Context) -> str | None:
    """the first week of February: the one with its first Monday; the last: the one with its last."""
    value = _period_of(match["period"], context)
    if value is None or len(value) != len("2023-10"):
        return value
    first, last = bounds(value)
    monday = first + dt.timedelta(-first.weekday() % 7 + 7 * _RANKS[match["rank"]])
    if match["rank"] == "last":
        monday = _monday(last)
    return interval(monday, monday + dt.timedelta(6))


def _edge_day(match: re.Match[str], context: Context) -> str | None:
    """the last day of September, the first of October."""
    value = _period_of(match["period"], context)
    return bounds(value)[match["edge"] == "last"].isoformat() if value else None


def _week_of_day(match: re.Match[str], context: Context) -> str | None:
    """the week of April 10, from its Monday on."""
    value = resolve(match["date"], context)
    if value is None or len(value) != len("2023-10-26"):
        return None
    monday = _monday(dt.date.fromisoformat(value))
    return interval(monday, monday + dt.timedelta(6))


def _end_of_year(match: re.Match[str], context: Context) -> str | None:
    """the end of 2011: its last month."""
    value = _period_of(match["period"], context)
    return f"{value}-12" if value and value.isdigit() else value


def _years_ago_today(match: re.Match[str], context: Context) -> str | None:
    count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"]]
    return context.reference.replace(year=context.reference.year - count).isoformat() if context.reference else None


def _period_of(period: str, context: Context) -> str | None:
    period = period.removeprefix("the ")
    return resolve(f"this {period}" if period in ("week", "month", "year", "weekend") else period, context)


def _part_of(match: re.Match[str], context: Context) -> str | None:
    """early July, the end of the month, earlier this year: the whole period, whose part the phrase is."""
    return _period_of(match["period"], context)


_Reader = Callable[[re.Match[str], Context], str | None]
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (r"\d{4}-\d\d-\d\d", _iso),
        (rf"{_MONTH}\s+{_DAY}{_YEAR}", _day),
        (rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", _day),
        (rf"{_MONTH}\s+{_DAY}{_TO}{_DAY2}{_YEAR}", _days),
        (rf"{_DAY}{_TO}{_DAY2}\s+(?:of\s+)?{_MONTH}{_YEAR}", _days),
        (rf"{_MONTH}\s+{_DAY}{_TO}{_MONTH2}\s+{_DAY2}{_YEAR}", _days),
        (rf"{_DAY}\s+{_MONTH}{_TO}{_DAY2}\s+{_MONTH2}{_YEAR}", _days),
        (rf"(?P<day>\d{{1,2}}){_ORDINAL}(?:\s+of\s+(?:(?P<which>this|the|last|next)\s+)month)?", _day_of_month),
        (rf"(?:{_WHICH})?{_MONTH}{_YEAR}", _month),
        (rf"{_MONTH}{_TO}{_MONTH2}{_YEAR}", _months),
        (r"(?:year\s+)?(?P<year>(?:1[89]|20)\d\d)", _year),
        (r"(?P<first>(?:1[89]|20)\d\d)\s*(?:-|–|to|and|/)\s*(?P<last>\d{2}|\d{4})", _years),
        (r"(?:(?P<part>early|mid|late)[\s-]*)?(?P<decade>(?:1[89]|20)?\d0)'?s", _decade),
        (rf"{_WEEKDAY}(?:,|\s+the|\s+on)?\s*\(?(?P<date>{_DATE_IN_YEAR})\)?", _weekday_with_date),
        (rf"(?:{_WHICH})?{_WEEKDAY}", _weekday),
        (rf"{_WEEKDAY}{_TO}{_WEEKDAY2}", _weekday_span),
        (rf"{_WEEKDAY}\s+(?:of\s+)?(?:the\s+)?{_WHICH}week", _weekday_of_week),
        (r"today|tonight|yesterday|tomorrow|day before yesterday|day after tomorrow", _near_day),
        (rf"(?P<which>{_any(_STEPS)})\s+(?P<unit>weekend|week|month|year)", _period),
        (r"weekend", _weekend),
        (rf"(?:{_WHICH})?(?P<season>{_any(_SEASONS)}){_YEAR}", _season),
        (rf"(?:(?:some|almost|nearly|more than|over)\s+)?{_COUNT}\s+{_UNIT}\s+ago", _ago),
        (rf"{_COUNT}\s+{_UNIT}(?:'s?)?\s+(?:from now|hence|time)", _ahead),
        (rf"{_COUNT}\s+{_UNIT}\s+(?P<way>later|after|earlier|before)(?:wards)?", _from_anchor),
        (
            r"(?:that )?(?:same|very) day|that day|(?:later|earlier|late|early)(?: in| on)?(?: the| that(?: same)?)? day",
            _same_day,
        ),
        (r"(?P<way>next|following|previous) day|(?:a )?day (?:after|later|(?P<before>before|earlier))", _next_day),
        (rf"(?P<feast>{_any(_FEASTS)}){_YEAR}", _feast),
        (rf"(?P<left>.+\d{{4}}){_TO}(?P<right>.+\d{{4}})", _between_full_dates),
        (rf"(?P<date>.+?),?\s+(?:of\s+)?(?:the\s+)?{_WHICH}year", _of_year),
        (rf"{_COUNT}\s+years?\s+ago\s+(?:today|to the day)", _years_ago_today),
        (r"(?P<half>first|second|latter)\s+half\s+(?:of\s+)?(?P<period>.+)", _half),
        (rf"(?P<rank>{_any(_RANKS)})\s+week\s+(?:of|in)\s+(?P<period>.+)", _week_of_month),
        (r"(?P<edge>first|last)(?:\s+day)?\s+of\s+(?P<period>.+)", _edge_day),
        (r"week\s+(?:of|beginning|starting)\s+(?P<date>.+)", _week_of_day),
        (r"(?:end|close)\s+of\s+(?P<period>(?:the\s+)?year|(?:this|last|next)\s+year|\d{4})", _end_of_year),
        (rf"(?:very\s+)?(?:{_PART}(?:\s+(?:of|in))?|first thing)[\s-]+(?P<period>.+)", _part_of),
        (r"(?P<period>.+?)\s+(?:just past|itself|proper|gone|alone)", _part_of),
        (r"(?:all(?: of)?|whole(?: of)?|rest of|course of|remainder of)\s+(?P<period>.+)", _part_of),
    )
)
