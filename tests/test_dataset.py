"""Reading a folder of tables or a table of triples: what is taken, what is refused and how."""

import logging
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.dataset import actor_key, read_dataset
from pipeline.tables import write_table
from tests.told import CASES, told, triples, write_folder


def test_a_folder_gives_triples_and_what_lies_beside_them(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, triples(), {"communique.model": "m1", "other": "no"}))
    assert [row["triple_id"] for row in dataset.triples] == [row["triple_id"] for row in triples()]
    assert dataset.metadata == {"communique.model": "m1"}
    assert dataset.entity_of["a1", "Ilham Aliyev"]["role"] == "President of Azerbaijan"
    assert dataset.article_of["a1"]["title"] == "Talks & more"
    assert [case["case_id"] for case in dataset.cases] == ["c_visit", "c_once"]
    assert [path.name for path in dataset.files] == [
        "articles.parquet",
        "cases.parquet",
        "entities.parquet",
        "triples.parquet",
    ]


def test_a_file_gives_triples_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, triples())
    dataset = read_dataset(tmp_path / "triples.parquet")
    assert len(dataset.triples) == len(triples())
    assert (dataset.entities, dataset.articles, dataset.cases, dataset.has_cases) == ([], [], [], False)


def test_rows_that_pandas_filtered_and_wrote_are_the_same_rows(tmp_path: Path) -> None:
    write_folder(tmp_path, triples())
    frame = pd.read_parquet(tmp_path / "triples.parquet")
    frame[frame.relation == "met"].to_parquet(tmp_path / "met.parquet")
    expected = [row for row in read_dataset(tmp_path).triples if row["relation"] == "met"]
    assert read_dataset(tmp_path / "met.parquet").triples == expected


def test_columns_of_others_are_left_out_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_table(tmp_path / "triples.parquet", "triples", triples())
    table = pq.read_table(tmp_path / "triples.parquet")
    pq.write_table(table.append_column("note", pa.array(["x"] * table.num_rows)), tmp_path / "triples.parquet")
    with caplog.at_level(logging.WARNING):
        assert "note" not in read_dataset(tmp_path).triples[0]
    assert "left out: note" in caplog.text


def test_a_table_without_cases_and_an_empty_table_of_cases_are_told_apart(tmp_path: Path) -> None:
    write_table(tmp_path / "triples.parquet", "triples", [])
    assert not read_dataset(tmp_path).has_cases
    pq.write_table(CASES.empty_table(), tmp_path / "cases.parquet")
    assert read_dataset(tmp_path).has_cases


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"subject": None}, "row 2: expected a value in subject, found none"),
        ({"doc_id": "", "triple_id": None}, "row 2: expected a value in doc_id, triple_id, found none"),
        ({"status": "maybe"}, "row 2: status: expected one of occurred, planned, negated, uncertain, found 'maybe'"),
        ({"new_date": "next week"}, "row 2: new_date: expected a date such as 2023-12-26, 2023-12 or 2023, found 'next week'"),
        ({"confidence": float("nan")}, "row 2: confidence: expected a number from 0 to 1, found nan"),
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_refused_with_its_number(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    path = tmp_path / "triples.parquet"
    write_table(path, "triples", [told("A", "met", "B"), told("A", "met", "C") | changes])
    with pytest.raises(ValueError, match="row 2") as error:
        read_dataset(tmp_path)
    assert str(error.value) == f"{path}: {message}"


def test_a_table_with_other_columns_a_broken_one_and_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"expected a parquet file of triples or a folder with triples\.parquet"):
        read_dataset(tmp_path)
    path = tmp_path / "triples.parquet"
    path.write_text("no", encoding="utf-8")
    with pytest.raises(ValueError, match=r"triples\.parquet: is damaged or not a parquet file"):
        read_dataset(tmp_path)
    pq.write_table(pa.table({"subject": ["A"]}), path)
    with pytest.raises(ValueError, match=r"lacks the columns \['doc_id'"):
        read_dataset(path)
    write_table(path, "triples", [told("A", "met", "B")])
    table = pq.read_table(path)
    wrong = table.set_column(table.schema.get_field_index("doc_date"), "doc_date", pa.array(["soon"]))
    pq.write_table(wrong, path)
    with pytest.raises(ValueError, match="a column has another type than in a table of triples"):
        read_dataset(path)


def test_an_id_that_occurs_again_gets_a_number(tmp_path: Path) -> None:
    write_table(tmp_path / "triples.parquet", "triples", [told("A", "met", "B", triple_id=key) for key in "xyxx"])
    assert read_dataset(tmp_path).keys == ["x", "y", "x-2", "x-3"]


def test_an_end_without_an_id_has_a_key_by_its_name() -> None:
    row = told("Zoë Ñandú", "cancelled", "the visit", object_kind="occasion")
    assert actor_key(row, "subject") == "name:zoe nandu"
    assert actor_key(row, "object") == "occasion:visit"
    assert actor_key({**row, "subject_id": "person:zoe"}, "subject") == "person:zoe"
