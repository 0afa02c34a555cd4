"""Date phrases of news to EDTF, against Tuesday 2023-12-26 unless said."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import Context, Direction, resolve
from pipeline.edtf import bounds, is_edtf

TUESDAY = dt.date(2023, 12, 26)
DIRECTIONS: tuple[Direction, ...] = ("past", "future", "nearest")


def read(phrase: str, direction: Direction = "past", day: str = "2023-12-26", anchor: str | None = None) -> str | None:
    return resolve(phrase, Context(dt.date.fromisoformat(day), direction, anchor))


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        # full dates, in the house styles
        ("December 26, 2023", "2023-12-26"),
        ("Dec. 26, 2023", "2023-12-26"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("26 December 2023", "2023-12-26"),
        ("26 Dec 2023", "2023-12-26"),
        ("the 26th of December 2023", "2023-12-26"),
        ("December 1st, 2023", "2023-12-01"),
        ("2023-12-26", "2023-12-26"),
        ("Tuesday, December 26, 2023", "2023-12-26"),
        ("February 29, 2024", "2024-02-29"),
        # ranges of days
        ("September 19-20, 2023", "2023-09-19/2023-09-20"),
        ("September 19–20, 2023", "2023-09-19/2023-09-20"),
        ("Sept. 19 and 20, 2023", "2023-09-19/2023-09-20"),
        ("19-20 September 2023", "2023-09-19/2023-09-20"),
        ("from September 19 to October 3, 2023", "2023-09-19/2023-10-03"),
        ("December 30 - January 2, 2024", "2023-12-30/2024-01-02"),
        ("December 30, 2023 to January 2, 2024", "2023-12-30/2024-01-02"),
        ("December 1-31, 2023", "2023-12"),
        # months, years, decades
        ("July 2023", "2023-07"),
        ("July of 2023", "2023-07"),
        ("early July 2023", "2023-07"),
        ("June-July 2023", "2023-06/2023-07"),
        ("December-January 2024", "2023-12/2024-01"),
        ("2015", "2015"),
        ("in 2015", "2015"),
        ("the year 2015", "2015"),
        ("late 2015", "2015"),
        ("the second half of 2015", "2015-07/2015-12"),
        ("the first half of 2015", "2015-01/2015-06"),
        ("the second half of October 2015", "2015-10-16/2015-10-31"),
        ("the first week of February 2015", "2015-02-02/2015-02-08"),
        ("the last week of February 2015", "2015-02-23/2015-03-01"),
        ("the last day of September 2015", "2015-09-30"),
        ("the first of October 2015", "2015-10-01"),
        ("the week of April 10, 2015", "2015-04-06/2015-04-12"),
        ("the end of 2011", "2011-12"),
        ("ten years ago today", "2013-12-26"),
        ("2015-16", "2015/2016"),
        ("between 2015 and 2017", "2015/2017"),
        ("the 1990s", "1990/1999"),
        ("July 2022 to March 2023", "2022-07/2023-03"),
        # counted from today
        ("today", "2023-12-26"),
        ("earlier today", "2023-12-26"),
        ("tonight", "2023-12-26"),
        ("this morning", "2023-12-26"),
        ("yesterday", "2023-12-25"),
        ("yesterday evening", "2023-12-25"),
        ("last night", "2023-12-25"),
        ("the day before yesterday", "2023-12-24"),
        ("tomorrow", "2023-12-27"),
        ("tomorrow morning", "2023-12-27"),
        ("the day after tomorrow", "2023-12-28"),
        ("two days ago", "2023-12-24"),
        ("ten days ago", "2023-12-16"),
        ("a week ago", "2023-12-18/2023-12-24"),
        ("a couple of weeks ago", "2023-12-11/2023-12-17"),
        ("three months ago", "2023-09"),
        ("a year ago", "2022"),
        ("two decades ago", "2003"),
        ("two weeks from now", "2024-01-08/2024-01-14"),
        ("in two weeks’ time", "2024-01-08/2024-01-14"),
        # this, last, next
        ("this week", "2023-12-25/2023-12-31"),
        ("earlier this week", "2023-12-25/2023-12-31"),
        ("last week", "2023-12-18/2023-12-24"),
        ("next week", "2024-01-01/2024-01-07"),
        ("the coming week", "2024-01-01/2024-01-07"),
        ("earlier this month", "2023-12"),
        ("the end of the month", "2023-12"),
        ("last month", "2023-11"),
        ("late last month", "2023-11"),
        ("next month", "2024-01"),
        ("this year", "2023"),
        ("earlier this year", "2023"),
        ("the rest of the year", "2023"),
        ("last year", "2022"),
        ("the beginning of next year", "2024"),
        ("last Tuesday", "2023-12-19"),
        ("last Friday", "2023-12-22"),
        ("next Tuesday", "2024-01-02"),
        ("next Friday", "2023-12-29"),
        ("this Friday", "2023-12-29"),
        ("this Monday", "2023-12-25"),
        ("this past Sunday", "2023-12-24"),
        ("the coming Sunday", "2023-12-31"),
        ("Monday last week", "2023-12-18"),
        ("Tuesday of next week", "2024-01-02"),
        ("last weekend", "2023-12-23/2023-12-24"),
        ("next weekend", "2023-12-30/2023-12-31"),
        ("this past weekend", "2023-12-23/2023-12-24"),
        ("last July", "2023-07"),
        ("last December", "2022-12"),
        ("next March", "2024-03"),
        ("next December", "2024-12"),
        ("July last year", "2022-07"),
        ("July this year", "2023-07"),
        ("July 14 last year", "2022-07-14"),
        ("the summer of next year", "2024-06/2024-08"),
        ("last summer", "2023-06/2023-08"),
        ("next spring", "2024-03/2024-05"),
        ("this winter", "2023-12/2024-02"),
        ("the summer of 2008", "2008-06/2008-08"),
        ("winter 2022", "2022-12/2023-02"),
        ("26th of this month", "2023-12-26"),
        ("Christmas 2021", "2021-12-25"),
    ],
)  # fmt: skip
def test_phrases_that_mean_one_day_whatever_the_tense(phrase: str, value: str, direction: Direction) -> None:
    assert read(phrase, direction) == value


@pytest.mark.parametrize(
    ("phrase", "past", "future", "nearest"),
    [
        # the day of publication counts either way
        ("Tuesday", "2023-12-26", "2023-12-26", "2023-12-26"),
        ("on Tuesday", "2023-12-26", "2023-12-26", "2023-12-26"),
        ("Tuesday’s", "2023-12-26", "2023-12-26", "2023-12-26"),
        ("December 26", "2023-12-26", "2023-12-26", "2023-12-26"),
        ("December", "2023-12", "2023-12", "2023-12"),
        # otherwise the tense decides
        ("Monday", "2023-12-25", "2024-01-01", "2023-12-25"),
        ("Wednesday", "2023-12-20", "2023-12-27", "2023-12-27"),
        ("late Monday", "2023-12-25", "2024-01-01", "2023-12-25"),
        ("early on Wednesday", "2023-12-20", "2023-12-27", "2023-12-27"),
        ("Sunday night", "2023-12-24", "2023-12-31", "2023-12-24"),
        ("Wed.", "2023-12-20", "2023-12-27", "2023-12-27"),
        ("December 25", "2023-12-25", "2024-12-25", "2023-12-25"),
        ("December 27", "2022-12-27", "2023-12-27", "2023-12-27"),
        ("the night of December 25", "2023-12-25", "2024-12-25", "2023-12-25"),
        ("November 20", "2023-11-20", "2024-11-20", "2023-11-20"),
        ("20 Nov.", "2023-11-20", "2024-11-20", "2023-11-20"),
        ("January 10", "2023-01-10", "2024-01-10", "2024-01-10"),
        ("the 20th", "2023-12-20", "2024-01-20", "2023-12-20"),
        ("the 28th", "2023-11-28", "2023-12-28", "2023-12-28"),
        ("July", "2023-07", "2024-07", "2023-07"),
        ("early July", "2023-07", "2024-07", "2023-07"),
        ("mid-July", "2023-07", "2024-07", "2023-07"),
        ("January", "2023-01", "2024-01", "2024-01"),
        ("September 19-20", "2023-09-19/2023-09-20", "2024-09-19/2024-09-20", "2023-09-19/2023-09-20"),
        ("Dec. 30-Jan. 2", "2022-12-30/2023-01-02", "2023-12-30/2024-01-02", "2023-12-30/2024-01-02"),
        ("June and July", "2023-06/2023-07", "2024-06/2024-07", "2024-06/2024-07"),
        ("Monday to Wednesday", "2023-12-18/2023-12-20", "2024-01-01/2024-01-03", "2024-01-01/2024-01-03"),
        ("Saturday and Sunday", "2023-12-23/2023-12-24", "2023-12-30/2023-12-31", "2023-12-30/2023-12-31"),
        ("the weekend", "2023-12-23/2023-12-24", "2023-12-30/2023-12-31", "2023-12-30/2023-12-31"),
        ("this weekend", "2023-12-23/2023-12-24", "2023-12-30/2023-12-31", "2023-12-30/2023-12-31"),
        ("the summer", "2023-06/2023-08", "2024-06/2024-08", "2023-06/2023-08"),
        ("Christmas", "2023-12-25", "2024-12-25", "2023-12-25"),
        ("New Year’s Day", "2023-01-01", "2024-01-01", "2024-01-01"),
        ("February 29", "2020-02-29", "2024-02-29", "2024-02-29"),
        # a weekday beside the date tells the year
        ("Friday, December 29", "2023-12-29", "2023-12-29", "2023-12-29"),
        ("Tuesday (December 27)", "2022-12-27", "2022-12-27", "2022-12-27"),
    ],
)
def test_phrases_whose_meaning_hangs_on_the_tense(phrase: str, past: str, future: str, nearest: str) -> None:
    assert [read(phrase, direction) for direction in DIRECTIONS] == [past, future, nearest]


@pytest.mark.parametrize(
    ("phrase", "anchor", "value"),
    [
        ("two days later", "2023-07-14", "2023-07-16"),
        ("a day earlier", "2023-07-14", "2023-07-13"),
        ("three days before", "2023-09-19/2023-09-20", "2023-09-16"),
        ("three days after", "2023-09-19/2023-09-20", "2023-09-23"),
        ("the same day", "2023-07-14", "2023-07-14"),
        ("that day", "2023-07-14", "2023-07-14"),
        ("the next day", "2023-12-31", "2024-01-01"),
        ("the following day", "2023-07-14", "2023-07-15"),
        ("the day before", "2023-07-14", "2023-07-13"),
        ("the previous day", "2023-03-01", "2023-02-28"),
        ("a week later", "2023-07-14", "2023-07-17/2023-07-23"),
        ("two months later", "2023-07", "2023-09"),
        ("a year earlier", "2023-07", "2022"),
        ("that week", "2023-07-14", "2023-07-10/2023-07-16"),
        ("the following week", "2023-07-14", "2023-07-17/2023-07-23"),
        ("the following Monday", "2023-07-14", "2023-07-17"),
        ("the previous month", "2023-07-14", "2023-06"),
        ("the same month", "2023-07-14", "2023-07"),
        ("that year", "2015", "2015"),
        ("the following year", "2015-07", "2016"),
    ],
)
def test_phrases_that_count_from_the_date_told_before(phrase: str, anchor: str, value: str) -> None:
    assert read(phrase, anchor=anchor) == value


@pytest.mark.parametrize(
    "phrase", ["two days later", "a day earlier", "the next day", "the same day", "that week", "that year"]
)
def test_without_a_date_told_before_they_tell_nothing(phrase: str) -> None:
    assert read(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "anchor"), [("the next day", "2023-07"), ("that day", "2023"), ("that week", "2023")]
)
def test_days_and_weeks_are_not_counted_from_months_and_years(phrase: str, anchor: str) -> None:
    assert read(phrase, anchor=anchor) is None


@pytest.mark.parametrize(
    ("phrase", "direction", "day", "value"),
    [
        ("January", "past", "2024-01-02", "2024-01"),
        ("December", "past", "2024-01-02", "2023-12"),
        ("December 31", "past", "2024-01-01", "2023-12-31"),
        ("January 1", "future", "2023-12-31", "2024-01-01"),
        ("yesterday", "past", "2024-03-01", "2024-02-29"),
        ("yesterday", "past", "2023-03-01", "2023-02-28"),
        ("last month", "past", "2024-01-31", "2023-12"),
        ("next month", "future", "2023-12-31", "2024-01"),
        ("last week", "past", "2024-01-01", "2023-12-25/2023-12-31"),
        ("this week", "past", "2023-12-31", "2023-12-25/2023-12-31"),
        ("last weekend", "past", "2023-12-31", "2023-12-23/2023-12-24"),
        ("weekend", "past", "2023-12-31", "2023-12-30/2023-12-31"),
        ("Sunday", "past", "2023-12-31", "2023-12-31"),
        ("last winter", "past", "2024-01-15", "2022-12/2023-02"),
        ("this winter", "past", "2024-01-15", "2023-12/2024-02"),
        ("winter", "future", "2024-01-15", "2023-12/2024-02"),
        ("last summer", "past", "2023-07-01", "2022-06/2022-08"),
        ("February 29", "past", "1903-03-01", "1896-02-29"),
        ("Monday", "past", "2024-01-01", "2024-01-01"),
        ("Monday", "future", "2023-12-31", "2024-01-01"),
    ],
)
def test_turns_of_year_month_and_week(phrase: str, direction: Direction, day: str, value: str) -> None:
    assert read(phrase, direction, day) == value


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "recently",
        "in coming days",
        "a few days ago",
        "several weeks",
        "two hours",
        "February 29, 2023",
        "February 30",
        "31 June 2023",
        "2023-13-45",
        "December 20-19",
        "3000 years ago",
        "9" * 60 + " days ago",
        "the 40th",
        "Tuesday or Wednesday",
        "soon",
        "early " * 500 + "July",
    ],
)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_what_tells_no_date_is_not_guessed(phrase: str, direction: Direction) -> None:
    assert read(phrase, direction) is None


@pytest.mark.parametrize(
    "phrase",
    ["today", "Tuesday", "December 26", "July", "last week", "two days ago", "the summer", "this weekend", "the 5th"],
)
def test_without_a_day_of_publication_only_full_dates_resolve(phrase: str) -> None:
    assert resolve(phrase, Context(None)) is None


@pytest.mark.parametrize(
    ("phrase", "value"),
    [("December 26, 2023", "2023-12-26"), ("July 2023", "2023-07"), ("2015", "2015"), ("the 1990s", "1990/1999")],
)
def test_full_dates_need_no_day_of_publication(phrase: str, value: str) -> None:
    assert resolve(phrase, Context(None)) == value


WORDS = st.sampled_from(
    """early late mid last next this following previous the of day days week weekend month year years summer winter Tuesday Sunday
    December Dec. July May 26 31 29th 0 99 2023 1990s 2024-02-30 two a couple few ago later before from now to - and , same that
    Christmas tomorrow yesterday night ٣ ² half decade time 's""".split()
)
CONTEXTS = st.builds(
    Context,
    st.none() | st.dates(),
    st.sampled_from(DIRECTIONS),
    st.none() | st.dates().map(dt.date.isoformat) | st.just("2023") | st.just("9999-12-25/9999-12-31"),
)


@given(st.lists(WORDS, max_size=7).map(" ".join) | st.text(max_size=40), CONTEXTS)
def test_any_phrase_gives_a_valid_date_or_nothing(phrase: str, context: Context) -> None:
    value = resolve(phrase, context)
    assert value is None or is_edtf(value)


@given(
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
)
def test_a_weekday_is_that_weekday_within_a_week(weekday: str, day: dt.date) -> None:
    for direction, low, high in (("past", -6, 0), ("future", 0, 6)):
        found = dt.date.fromisoformat(str(resolve(weekday, Context(day, direction))))  # type: ignore[arg-type]
        assert f"{found:%A}" == weekday
        assert low <= (found - day).days <= high


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_without_year_lies_where_the_clause_looks(told: dt.date, day: dt.date) -> None:
    phrase = f"{told:%B} {told.day}"
    past, future, nearest = (resolve(phrase, Context(day, direction)) for direction in DIRECTIONS)
    assert past is not None
    assert future is not None
    assert past <= day.isoformat() <= future
    assert nearest in (past, future)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 60))
def test_ranges_keep_their_days(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(length)
    value = resolve(f"{first:%B} {first.day} to {last:%B} {last.day}, {last.year}", Context(None))
    assert bounds(str(value)) == (first, last)


def test_a_context_is_not_changed_by_reading() -> None:
    context: Any = Context(TUESDAY, "past", "2023-07-14")
    resolve("Tuesday, December 26", context)
    assert context == Context(TUESDAY, "past", "2023-07-14")
