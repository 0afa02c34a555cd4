"""Asking a table of triples: what answers, in which order, how it is shown, what is said where nothing is found."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.answers import shown
from pipeline.gazetteer import Gazetteer
from pipeline.questions import Question, ask, keys_of, known_actors, near_names
from pipeline.tables import write_table
from tests.exporting import bare, hostile, run
from tests.told import HOSTILE, ends, told, triples, write_folder

Ask = Callable[..., list[tuple[str, str, str, str | None]]]


@pytest.fixture(scope="module")
def asked(gazetteer: Gazetteer) -> Ask:
    """Subject, relation, object and date of each triple that answers."""

    def asked(*actors: str, **known: Any) -> list[tuple[str, str, str, str | None]]:
        rows = ask(triples(), Question(actors, **known), gazetteer).rows
        return [(row["subject"], row["relation"], row["object"], row["date"]) for row in rows]

    return asked


def test_answers_come_by_date_and_those_without_one_last(asked: Ask) -> None:
    dates = [date for *_, date in asked()]
    assert dates == [
        "2020",
        "2021",
        "2022-05-22",
        "2023-05-01/2023-05-02",
        "2023-05-02",
        "2023-07",
        "2024-02",
        *[None] * 4,
    ]


@pytest.mark.parametrize(
    "name",
    ["Nikol Pashinian", "PASHINIAN", "pashínian", "person:nikol-pashinian:ARM", "person:nikol-pashinian", "Nikol"],
)
def test_a_person_is_found_by_name_surname_and_id(asked: Ask, name: str) -> None:
    assert len(asked(name)) == 5


@pytest.mark.parametrize("name", ["United States", "usa", "USA", "U.S.", "state:USA"])
def test_a_state_is_found_by_every_name_of_it(asked: Ask, name: str) -> None:
    assert len(asked(name)) == (0 if name == "usa" else 1)  # short acronyms only in capitals


def test_two_actors_are_both_ends_either_way_round(asked: Ask) -> None:
    assert asked("Pashinian", "Aliyev") == asked("Aliyev", "Pashinian")
    assert len(asked("Aliyev", "Pashinian")) == 4
    assert asked("Aliyev", "Aliyev") == []
    assert asked("Aliyev", "Mirzoyan") == []


def test_a_surname_finds_all_who_have_it_and_a_first_name_only_where_none_has(gazetteer: Gazetteer) -> None:
    pairs = [(("Ilham Aliyev", "AZE"), ("Natig Aliyev", None)), (("Xi Jinping", "CHN"), ("Aliyev Brown", None))]
    rows = [told(one[0], "met", two[0], **ends(one, two)) for one, two in pairs]
    actors = known_actors(rows)
    assert keys_of("Aliyev", actors, gazetteer) == {"person:ilham-aliyev:AZE", "person:natig-aliyev"}
    assert keys_of("xi", actors, gazetteer) == {"person:xi-jinping:CHN"}
    assert keys_of("", actors, gazetteer) == frozenset()
    south = known_actors([told("South Sudan", "met", "B", subject_id="state:SSD")])
    assert keys_of("Sudan", south, gazetteer) == frozenset()


def test_an_occasion_is_no_actor(asked: Ask) -> None:
    assert asked("visit to Batumi") == []
    assert len(asked("Mavric")) == 1


def test_days_are_compared_to_the_interval_of_the_event(asked: Ask) -> None:
    within = asked(since=dt.date(2023, 5, 2), until=dt.date(2023, 7, 1))
    assert [date for *_, date in within] == ["2023-05-01/2023-05-02", "2023-05-02", "2023-07"]
    assert [date for *_, date in asked(since=dt.date(2023, 7, 31))] == ["2023-07", "2024-02"]
    assert [date for *_, date in asked(until=dt.date(2020, 1, 1))] == ["2020"]


def test_triples_without_a_date_are_counted_where_one_is_asked_for(gazetteer: Gazetteer) -> None:
    assert ask(triples(), Question(since=dt.date(2023, 1, 1)), gazetteer).undated == 4
    assert ask(triples(), Question(("Aliyev",), since=dt.date(2023, 1, 1)), gazetteer).undated == 2
    assert ask(triples(), Question(), gazetteer).undated == 0


def test_relation_status_place_and_country_narrow_it(asked: Ask) -> None:
    assert len(asked(relations=frozenset({"cancelled", "postponed"}))) == 3
    assert len(asked(relations=frozenset({"met"}), statuses=frozenset({"planned", "negated"}))) == 2
    assert len(asked(place="brussels")) == 3
    assert [relation for _, relation, *_ in asked(place="Tbilisi")] == ["visited"]
    assert [subject for subject, *_ in asked(country="USA")] == ["United States"]
    assert len(asked(country="ARM")) == 7


def test_near_names_are_near_as_a_whole_or_by_a_word() -> None:
    names = ["Ilham Aliyev", "Nikol Pashinian", "Brussels", "United States"]
    assert near_names("Alijev", names) == ["Ilham Aliyev"]
    assert near_names("Nikol Pashinyan", names) == ["Nikol Pashinian"]
    assert near_names("Bruxelles", names) == ["Brussels"]
    assert near_names("qqqq", names) == []
    assert near_names("", []) == []


def test_a_triple_is_shown_with_all_that_is_told() -> None:
    row = triples()[6]
    assert shown(row, None).splitlines() == [
        "2023-05-02  United States – postponed – Armenia  occurred 0.90",
        "    occasion: the visit · due 2023-06-01 · new date 2023-09",
        "    “Washington put off the visit.”",
        "    a3, 2023-05-03, 0-29",
    ]
    assert shown(bare(), None).splitlines() == ["undated     A – met – B  occurred", "    d"]


def test_a_terminal_gets_colours_and_lines_that_fit() -> None:
    row = {**triples()[6], "evidence": "a long sentence " * 20}
    text = shown(row, 60)
    assert "\x1b[" in text
    assert all(len(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 60 for line in text.splitlines())
    assert "\x1b" not in shown(row, None)
    assert max(map(len, shown(row, None).splitlines())) > 300


def test_no_article_can_command_the_terminal() -> None:
    for row in hostile():
        plain = shown(row, None)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", plain)
        coloured = re.sub(r"\x1b\[[\d;]*m", "", shown(row, 80))
        assert "\x1b" not in coloured
        assert "[31m" not in shown(row, 80).replace("�[31m", "")


def test_the_command_prints_answers_and_says_what_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(tmp_path, triples())
    done = run(
        capsys,
        "ask",
        "--from",
        tmp_path,
        "--actor",
        "aliyev",
        "--relation",
        "cancel",
        "--relation",
        "met",
        "--since",
        "2023",
        "--limit",
        "1",
    )
    assert done.status == 0
    assert done.out.startswith("2023-07     Ilham Aliyev – met – Nikol Pashinian  occurred 0.90\n    in Brussels\n")
    assert done.out.count("\n") == 4
    assert done.err == "ask: 1 of 2 triples; 1 more have no date and are left out\n"


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_table(tmp_path / "triples.parquet", "triples", hostile())
    done = run(capsys, "ask", "--from", tmp_path / "triples.parquet", "--json")
    assert sorted(json.loads(line)["subject"] for line in done.out.splitlines()) == sorted(HOSTILE)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--actor", "Alijev"), "ask: nothing found; no triple has 'Alijev'; did you mean Ilham Aliyev?"),
        (("--actor", "qqqq"), "ask: nothing found; no triple has 'qqqq'"),
        (("--place", "Bruxelles"), "ask: nothing found; no triple is in 'Bruxelles'; did you mean Brussels?"),
        (("--status", "planned", "--relation", "hosted"), "ask: nothing found"),
        (("--relation", "accused", "--until", "2000"), "ask: nothing found; 1 more have no date and are left out"),
    ],
)
def test_nothing_found_is_said_with_the_names_that_are_near(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    write_folder(tmp_path, triples())
    done = run(capsys, "ask", "--from", tmp_path, *arguments)
    assert (done.status, done.out, done.err) == (0, "", message + "\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--relation", "meet"), "error: --relation: expected cancel or one of accused, agreed_with,"),
        (("--since", "soon"), "error: --since: expected a date such as 2023-12-26, 2023-12 or 2023, found 'soon'"),
        (("--until", "2023-13"), "error: --until: "),
        (
            ("--country", "Frence"),
            "error: --country: expected a state's code or name, found 'Frence'; did you mean France",
        ),
        (("--limit", "0"), "error: --limit: expected a number from 1, found 0"),
        (("--actor", "a", "--actor", "b", "--actor", "c"), "error: --actor: a triple has two ends; found 3 actors"),
    ],
)
def test_a_question_that_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    write_folder(tmp_path, triples())
    done = run(capsys, "ask", "--from", tmp_path, *arguments)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(message)


def test_an_empty_table_answers_with_nothing(gazetteer: Gazetteer) -> None:
    answer = ask([], Question(("Aliyev",)), gazetteer)
    assert (answer.rows, answer.undated, answer.unknown) == ([], 0, ("Aliyev",))


@pytest.mark.parametrize(("name", "code"), [("Armenia", "ARM"), ("arm", "ARM"), ("Republic of Armenia", "ARM")])
def test_a_state_may_be_given_by_code_or_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    write_folder(tmp_path, triples())
    lines = run(capsys, "ask", "--from", tmp_path, "--country", name, "--json").out.splitlines()
    assert len(lines) == 7
    assert all(code in (json.loads(line)["subject_country"], json.loads(line)["object_country"]) for line in lines)
