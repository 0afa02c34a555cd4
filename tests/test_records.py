"""Ids come from content, so that they are the same on every machine and in every run."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Argument, Article, Event, Mention, Triple, content_id

MENTION = Mention("a1", 0, 6, "Aliyev", "PERSON")
EVENT = Event("a1", "met", "occurred", 7, 10, "met", (Argument("Side", 0, 6, "Aliyev", "PERSON", ("Ilham Aliyev",)),))
TRIPLE = Triple("a1", "Ilham Aliyev", "met", "Nikol Pashinian", "occurred", date="2023-12-26")


def test_ids_are_the_same_in_every_version() -> None:
    assert content_id("m", "a1", 0, 6, "PERSON") == MENTION.mention_id == "m_d953702720bf3bb7"
    assert EVENT.event_id == "e_f1377688eb04337f"
    assert TRIPLE.triple_id == "t_878f7ec53ca7c360"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_content_ids_take_any_text(parts: list[str]) -> None:
    assert content_id("x", *parts) == content_id("x", *parts)
    assert content_id("x", *parts) != content_id("x", *parts, "more")


def test_parts_of_an_id_do_not_run_into_each_other() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")


def test_what_the_model_thinks_of_a_mention_does_not_change_its_id() -> None:
    assert replace(MENTION, score=0.5, names=("Ilham Aliyev",)).mention_id == MENTION.mention_id


@pytest.mark.parametrize("change", [{"doc_id": "a2"}, {"start": 1}, {"end": 5}, {"label": "ORG"}])
def test_every_part_of_a_mention_counts(change: dict[str, str | int]) -> None:
    assert replace(MENTION, **change).mention_id != MENTION.mention_id  # type: ignore[arg-type]


def test_the_order_of_arguments_does_not_change_an_event_id() -> None:
    other = Argument("Side", 15, 24, "Pashinian", "PERSON")
    forwards = replace(EVENT, arguments=(*EVENT.arguments, other))
    backwards = replace(EVENT, arguments=(other, *EVENT.arguments))
    assert forwards.event_id == backwards.event_id != EVENT.event_id


def test_two_meetings_on_two_days_are_two_triples() -> None:
    assert replace(TRIPLE, date="2023-07").triple_id != TRIPLE.triple_id
    assert replace(TRIPLE, confidence=0.1, place="Brussels").triple_id == TRIPLE.triple_id


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks Held\n\nBody.", "Talks Held"),
        ("Talks Held\r\n\r\nBody.", "Talks Held"),
        ("  Talks Held \n\nBody.", "Talks Held"),
        ("Talks Held", "Talks Held"),
        ("\n\nBody.", ""),
        ("\ufeffTalks Held\n\nBody.", "Talks Held"),
    ],
)
def test_the_title_is_the_first_line(text: str, title: str) -> None:
    assert Article("a1", text).title == title


def test_the_checksum_tells_a_changed_text() -> None:
    assert Article("a1", "Talks\n\nA met B.").sha256 != Article("a1", "Talks\n\nA met C.").sha256
    assert Article("a1", "é").sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_of_keeps_the_order_of_arguments() -> None:
    second = Argument("Place", 30, 34, "Baku", "GPE")
    third = Argument("Side", 15, 24, "Pashinian", "PERSON")
    event = replace(EVENT, arguments=(*EVENT.arguments, second, third))
    assert [argument.text for argument in event.of("Side", "Place")] == ["Aliyev", "Baku", "Pashinian"]
    assert event.of("Due") == ()


def test_two_call_offs_of_one_pair_are_told_apart_by_when_they_were_due() -> None:
    may, june = (replace(TRIPLE, relation="cancelled", date=None, occasion_date=due) for due in ("2023-05", "2023-06"))
    assert may.triple_id != june.triple_id
