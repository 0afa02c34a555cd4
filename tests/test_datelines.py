"""The day of publication from the text: datelines, or a full date that fits the weekdays told; never a guess."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.datelines import find_date

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2023, 12, 26)


def article(body: str, title: str = "Leaders Hold Talks") -> str:
    return f"{title}\n\n{body}\n\nThe two sides agreed to meet again.\n"


def test_the_users_article_gets_its_date_from_the_caption() -> None:
    (path,) = (ROOT / "seeds/articles").glob("000_*.txt")
    assert find_date(path.read_text(encoding="utf-8")) == (DAY, "text")


@pytest.mark.parametrize(
    "line",
    [
        "BAKU, December 26, 2023 (Reuters) - President Aliyev met his guest.",
        "BEIJING, Dec. 26, 2023 (Xinhua) -- President Xi met his guest.",
        "WASHINGTON (AP), Dec. 26, 2023 -- The president met his guest.",
        "YEREVAN, DECEMBER 26, 2023, ARMENPRESS. The prime minister met his guest.",
        "Baku, Azerbaijan, Dec. 26, 2023 — President Aliyev met his guest.",
        "Port-au-Prince, Haiti, December 26th, 2023 - The president met his guest.",
        "The Hague, 26 December 2023 – The prime minister met his guest.",
        "New York, 26 December 2023 (UN News) – The secretary-general met his guest.",
        "ISLAMABAD – December 26, 2023: The foreign minister met his guest.",
        "Baku, Tuesday, 26 December 2023. The president met his guest.",
        "Tuesday, December 26, 2023",
        "26 December 2023",
        "2023-12-26",
        "Published: 26 December 2023",
        "Posted on Dec 26, 2023 at 10:30 a.m.",
        "Updated 26 Dec 2023 14:05 GMT",
        "Ministry of Foreign Affairs, December 26, 2023",
    ],
)
def test_datelines_of_many_houses(line: str) -> None:
    assert find_date(article(line)) == (DAY, "dateline")
    assert find_date(article(line).replace("\n", "\r\n")) == (DAY, "dateline")


@pytest.mark.parametrize(
    "sentence",
    [
        "The two met on March 5, 2019. They did not talk.",
        "In Geneva on November 10, 2020 - the day of the truce - they met.",
        "Since December 6, 2022: three rounds and no result.",
        "On June 28, 1919, the treaty was signed.",
        "The treaty of June 28, 1919, was signed in Versailles.",
        "June 28, 1919, was the day of the treaty.",
        "Armenia lost the war that ended on November 10, 2020, with a truce.",
        "The deal of 10 November 2020. It has not held.",
    ],
)
def test_dates_of_history_are_not_taken(sentence: str) -> None:
    assert find_date(article(sentence)) is None


@pytest.mark.parametrize(
    "history", ["November 9, 2020", "November 11, 2020"]
)  # a Monday; a Wednesday, the day after a Tuesday
def test_a_date_of_history_does_not_hide_the_one_that_fits(history: str) -> None:
    told = (
        f"They met on Tuesday, three years after the truce of {history}. The picture shows them on December 26, 2023."
    )
    assert find_date(article(told)) == (DAY, "text")


def test_a_story_may_run_the_day_after_the_weekday_it_tells() -> None:
    told_on_monday = article("They met on Monday. Pictures of December 26, 2023, show the two.")
    assert find_date(told_on_monday) == (DAY, "text")
    assert find_date(told_on_monday.replace("Monday", "Wednesday")) is None


def test_a_weekday_that_does_not_fit_its_date_is_believed_nowhere() -> None:
    assert find_date(article("Monday, December 26, 2023")) is None
    assert find_date(article("They met on Tuesday. The treaty was signed on Monday, December 26, 2023.")) is None


def test_a_dateline_far_down_is_none() -> None:
    assert (
        find_date(article("They met again. " * 60 + "\n\nBAKU, December 26, 2023 (Reuters) - A reader writes.")) is None
    )


@pytest.mark.parametrize(
    "body",
    [
        "They met on Tuesday.",
        "They met on December 26.",
        "BAKU, Dec. 26 (Reuters) - They met.",
        "They met in December 2023, on a Tuesday.",
        "They met today.",
        "BAKU, February 30, 2023 (Reuters) - They met on Tuesday.",
    ],
)
def test_what_the_text_does_not_tell_is_not_taken_from_the_clock(body: str) -> None:
    assert find_date(article(body)) is None


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert find_date(text) is None or "20" in text or "1" in text


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_any_day_is_read_from_a_dateline(day: dt.date) -> None:
    assert find_date(article(f"PARIS, {day:%B} {day.day}, {day.year} (AFP) - They met.")) == (day, "dateline")
