"""EDTF: which dates are of the contract, their days, and how spans of days are written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import bounds, compatible, interval, is_edtf

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-12-26", "2023-12-26", "2023-12-26"),
        ("2023-10", "2023-10-01", "2023-10-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-09-19/2023-09-20", "2023-09-19", "2023-09-20"),
        ("2023-12/2024-02", "2023-12-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1990/1999", "1990-01-01", "1999-12-31"),
        ("2023-07/2023-07-14", "2023-07-01", "2023-07-14"),
    ],
)
def test_first_and_last_day(value: str, first: str, last: str) -> None:
    assert bounds(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "26.12.2023",
        "December 2023",
        "2023-13",
        "2023-00",
        "2023-12-00",
        "2023-12-32",
        "2023-02-29",
        "0000",
        "23-12-26",
        "2023-1-2",
        "20231226",
        "2023-12-26\n",
        " 2023",
        "2023-12-26T10:00:00",
        "2023-09-20/2023-09-19",
        "2023-09-19/",
        "/2023-09-19",
        "2023/2024/2025",
        "2023/..",
        "2023~",
        "٢٠٢٣",
    ],
)
def test_what_is_no_date_of_ours(value: str) -> None:
    assert not is_edtf(value)


@given(st.text(st.characters(codec="utf-8"), max_size=25) | st.from_regex(r"[0-9/-]{1,25}", fullmatch=True))
def test_any_text_can_be_asked(value: str) -> None:
    if is_edtf(value):
        first, last = bounds(value)
        assert first <= last


@given(DAYS, DAYS)
def test_an_interval_has_the_days_it_was_made_of(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert bounds(interval(first, last)) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2023-12-26", "2023-12-26", "2023-12-26"),
        ("2023-12-01", "2023-12-31", "2023-12"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-11-01", "2023-12-31", "2023-11/2023-12"),
        ("2023-12-25", "2023-12-31", "2023-12-25/2023-12-31"),
        ("2022-01-01", "2023-12-31", "2022-01/2023-12"),
    ],
)
def test_an_interval_is_written_as_short_as_it_can_be(first: str, last: str, value: str) -> None:
    assert interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == value


@pytest.mark.parametrize(
    ("left", "right", "may_be_one"),
    [
        (None, None, True),
        (None, "2023", True),
        ("2023-12-26", "2023-12", True),
        ("2023", "2023-12-26", True),
        ("2023-12-25/2023-12-31", "2023-12-31", True),
        ("2023-12-25/2023-12-31", "2024-01-01", False),
        ("2023-07", "2023-12-26", False),
        ("2023-09-19", "2023-09-20", False),
    ],
)
def test_two_dates_may_be_one_if_their_days_overlap(left: str | None, right: str | None, may_be_one: bool) -> None:
    assert compatible(left, right) is may_be_one
    assert compatible(right, left) is may_be_one
