"""The database file, opened anew by DuckDB: tables, views, comments."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.dataset import read_dataset
from pipeline.exports.registry import export
from pipeline.tables import SCHEMAS, write_table
from tests.exporting import MADE_BY, bare, dataset_of, hostile, options, write
from tests.told import HOSTILE, told, triples, write_folder


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("duckdb", tmp_path_factory.mktemp("duckdb"), triples())[0]


def test_every_table_of_the_folder_is_there_with_its_rows(path: Path) -> None:
    tables = asked(path, "select table_name from duckdb_tables() order by all")
    assert [name for (name,) in tables] == ["about", "articles", "cases", "entities", "relations", "triples"]
    held = asked(path, "select * from triples")
    assert held == [tuple(row[name] for name in SCHEMAS["triples"].names) for row in triples()]
    assert asked(path, "select name, value from about") == list(MADE_BY.items())
    assert asked(path, "select count(*) from relations where cancel_family") == [(4,)]


def test_columns_have_their_meanings(path: Path) -> None:
    comments = dict(asked(path, "select column_name, comment from duckdb_columns() where table_name = 'triples'"))
    assert comments == {field.name: field.metadata[b"meaning"].decode() for field in SCHEMAS["triples"]}


def test_who_met_whom_has_each_pair_both_ways_and_nothing_planned(path: Path) -> None:
    assert asked(path, "select actor, other, date, place from who_met_whom") == [
        ("Ilham Aliyev", "Nikol Pashinian", "2022-05-22", "Brussels"),
        ("Nikol Pashinian", "Ilham Aliyev", "2022-05-22", "Brussels"),
        ("Ilham Aliyev", "Nikol Pashinian", "2023-07", "Brussels"),
        ("Nikol Pashinian", "Ilham Aliyev", "2023-07", "Brussels"),
    ]


def test_called_off_says_what_and_when_it_had_been_due(path: Path) -> None:
    assert set(asked(path, "select subject, relation, other, occasion, due, new_date from called_off")) == {
        ("Ana Mavric", "cancelled", None, "a visit to Batumi", None, None),
        ("United States", "postponed", "Armenia", "the visit", "2023-06-01", "2023-09"),
        ("Ilham Aliyev", "cancelled", "Charles Michel", "more such talks", "2023-10", None),
        ("Jeyhun Bayramov", "withdrew_from", "Ararat Mirzoyan", "a November 20 meeting", "2023-11-20", None),
    }


def test_a_timeline_has_every_triple_of_an_actor_by_date(path: Path) -> None:
    found = asked(
        path, "select acts, relation, other, status, date from actor_timeline where actor = 'Nikol Pashinian'"
    )
    assert found == [
        (False, "met", "Ilham Aliyev", "negated", "2020"),
        (False, "met", "Ilham Aliyev", "occurred", "2022-05-22"),
        (False, "hosted", "European Union", "occurred", "2023-05-01/2023-05-02"),
        (False, "met", "Ilham Aliyev", "occurred", "2023-07"),
        (False, "met", "Ilham Aliyev", "planned", "2024-02"),
    ]
    assert asked(path, "select count(*) from actor_timeline where actor = 'visit to Batumi'") == [(0,)]
    assert asked(path, "select count(*) from actor_timeline") == [(2 * len(triples()) - 1,)]


def test_case_steps_tell_the_life_of_a_case(path: Path) -> None:
    found = asked(path, "select case_id, number, step, participants from case_steps")
    assert found == [
        ("c_visit", 1, "announced", ["Armenia", "United States"]),
        ("c_visit", 2, "postponed", ["Armenia", "United States"]),
        ("c_visit", 3, "held", ["Armenia", "United States"]),
        ("c_once", 1, "announced", None),
    ]


@pytest.mark.parametrize("rows", [[], [bare()], hostile()], ids=["empty", "bare", "hostile"])
def test_views_answer_whatever_the_rows_hold(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    path, _ = write("duckdb", tmp_path, rows)
    assert asked(path, "select count(*) from triples") == [(len(rows),)]
    assert len(asked(path, "from who_met_whom")) == 2 * len(rows)
    assert asked(path, "from called_off") == []


def test_text_comes_back_as_it_was(tmp_path: Path) -> None:
    path, _ = write("duckdb", tmp_path, hostile())
    assert {text for (text,) in asked(path, "select subject from triples")} == set(HOSTILE)


def test_a_single_table_is_the_triples_whatever_its_name(tmp_path: Path) -> None:
    write_table(tmp_path / "some name.parquet", "triples", [told("A", "met", "B")])
    export(read_dataset(tmp_path / "some name.parquet"), "duckdb", tmp_path / "out", options())
    assert asked(tmp_path / "out", "select table_name from duckdb_tables() order by all") == [
        ("about",),
        ("relations",),
        ("triples",),
    ]


def test_further_tables_of_the_folder_come_along_under_their_names(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tables", triples())
    pq.write_table(pa.table({'a "b"': [1]}), folder / "my notes.parquet")
    export(read_dataset(folder), "duckdb", tmp_path / "out", options())
    assert asked(tmp_path / "out", 'select "a ""b""" from "my notes"') == [(1,)]


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tables", triples())
    out = tmp_path / "out.duckdb"
    out.write_text("an older file", encoding="utf-8")
    pq.write_table(pa.table({"a": [1]}), folder / "called_off.parquet")
    with pytest.raises(
        ValueError, match=r"called_off\.parquet: the database has a view or table of its own by that name"
    ):
        export(read_dataset(folder), "duckdb", out, options())
    assert out.read_text(encoding="utf-8") == "an older file"
    (folder / "called_off.parquet").unlink()
    for _ in range(2):
        export(read_dataset(folder), "duckdb", out, options())
    assert asked(out, "select count(*) from triples") == [(len(triples()),)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.duckdb", "tables"]


def test_a_dataset_is_not_changed_by_writing_it(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, triples())
    before = [dict(row) for row in dataset.triples]
    for name in ("jsonl", "plover", "cameo", "csv", "graphml", "rdf", "duckdb"):
        export(dataset, name, tmp_path / name, options())
    assert dataset.triples == before
