"""Tables: every schema there and back, what is refused, same bytes, and nothing half-written."""

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotations import (
    argument_rows,
    article_rows,
    articles_from,
    entities_from,
    entity_rows,
    event_rows,
    events_from,
    mention_rows,
    mentions_from,
    read_labels_tables,
    write_labels,
)
from pipeline.records import Argument, Article, Entity, Event, Labels, Mention
from pipeline.tables import SCHEMAS, group_by_article, read_table, write_table, write_text

ARTICLE = Article(
    "a1", "Talks 😀\r\n\r\nA met B.", "2023-12-26", "given", "train", True, "Outlet", "https://x.org", False
)
PERSON = Mention("a1", 11, 12, "A", "PERSON", 0.75, ("Anna A",))
DATE = Mention("a1", 13, 16, "met", "DATE", 1.0, (), "2023-12")
ENTITY = Entity("a1", "state:AZE", "Azerbaijan", "GPE", "AZE", None, None, ("Baku", "Azeri"), ("m_1", "m_2"))
ARGUMENT = Argument("Time", 13, 16, "met", "DATE", (), "2023-12", 0.5)
EVENT = Event("a1", "met", "occurred", 13, 16, "met", (ARGUMENT,), 0.9)


def value(kind: pa.DataType, number: int) -> Any:
    if pa.types.is_list(kind):
        return [value(kind.value_type, number), value(kind.value_type, number + 1)]
    if pa.types.is_struct(kind):
        return {field.name: value(field.type, number) for field in kind}
    if pa.types.is_boolean(kind):
        return number % 2 == 0
    if pa.types.is_date32(kind):
        return dt.date(2023, 12, 26) + dt.timedelta(number)
    if pa.types.is_floating(kind):
        return number / 3
    return number if pa.types.is_integer(kind) else f"Ärger №{number}\n"


def row(name: str, number: int = 0) -> dict[str, Any]:
    return {field.name: value(field.type, number + place) for place, field in enumerate(SCHEMAS[name])}


def empty_row(name: str) -> dict[str, Any]:
    return dict.fromkeys(SCHEMAS[name].names)


@pytest.mark.parametrize("name", SCHEMAS)
def test_rows_come_back_as_they_were_written(name: str, tmp_path: Path) -> None:
    rows = [row(name), row(name, 7), empty_row(name)]
    assert write_table(tmp_path / "new/folder/t.parquet", name, rows) == 3
    assert read_table(tmp_path / "new/folder/t.parquet", name) == rows


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_table_without_rows_keeps_its_schema(name: str, tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", name, [])
    assert read_table(tmp_path / "t.parquet", name) == []
    assert pq.read_schema(tmp_path / "t.parquet").equals(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_column_in_the_file_carries_its_meaning(name: str, tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", name, [])
    meanings = {
        field.name: (field.metadata or {}).get(b"meaning", b"") for field in pq.read_schema(tmp_path / "t.parquet")
    }
    assert [column for column, meaning in meanings.items() if len(meaning) < 5] == []


def test_triples_have_the_columns_of_the_contract() -> None:
    promised = """doc_id doc_date split triple_id event_id subject relation object status subject_id object_id subject_country
    object_country object_kind initiator_told date date_start date_end occasion occasion_date new_date place source confidence
    evidence evidence_start evidence_end further_evidence plover cameo""".split()
    assert set(promised) <= set(SCHEMAS["triples"].names)
    kinds = {name: str(SCHEMAS["triples"].field(name).type) for name in promised}
    assert (kinds["doc_date"], kinds["date_start"], kinds["date_end"]) == ("date32[day]",) * 3
    assert (kinds["initiator_told"], kinds["confidence"]) == ("bool", "double")
    assert (kinds["evidence_start"], kinds["evidence_end"]) == ("int32", "int32")


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.parquet: a row of sentences has columns \[.*'mood'.*expected \["):
        write_table(tmp_path / "t.parquet", "sentences", [row("sentences") | {"mood": "grim"}])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    short = row("sentences")
    del short["end"]
    with pytest.raises(ValueError, match=r"a row of sentences has columns \[[^]]*\]; expected \[.*'end'"):
        write_table(tmp_path / "t.parquet", "sentences", [row("sentences"), short])


@pytest.mark.parametrize(("column", "wrong"), [("start", "twelve"), ("start", 2**31), ("start", 2**70), ("doc_id", 5)])
def test_a_value_of_another_type_is_refused(column: str, wrong: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.parquet: a value does not fit the schema of sentences"):
        write_table(tmp_path / "t.parquet", "sentences", [row("sentences") | {column: wrong}])


def test_another_schema_is_refused_and_both_are_shown(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", "sentences", [row("sentences")])
    with pytest.raises(ValueError, match=r"t\.parquet: is not a table of events") as caught:
        read_table(tmp_path / "t.parquet", "events")
    expected, found = str(caught.value).split("found:")
    assert "trigger_start: int32" in expected
    assert "first_token: int32" in found


def test_a_column_of_another_type_is_refused(tmp_path: Path) -> None:
    table = pa.table({name: [None] for name in SCHEMAS["sentences"].names})
    pq.write_table(table, tmp_path / "t.parquet")
    with pytest.raises(ValueError, match="is not a table of sentences"):
        read_table(tmp_path / "t.parquet", "sentences")


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.parquet: no such table; run `dvc repro`"):
        read_table(tmp_path / "t.parquet", "events")


def test_a_damaged_table_is_refused_by_name(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", "events", [row("events")])
    content = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(ValueError, match=r"t\.parquet: is damaged .* run `dvc repro`"):
        read_table(tmp_path / "t.parquet", "events")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_same_content_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for path in ("one.parquet", "other/two.parquet"):
        write_table(tmp_path / path, name, (row(name, number) for number in range(50)))
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other/two.parquet").read_bytes()


def test_metadata_of_the_file_does_not_hinder_reading(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", "events", [row("events")], {"model": "abc"})
    assert pq.read_schema(tmp_path / "t.parquet").metadata[b"model"] == b"abc"
    assert len(read_table(tmp_path / "t.parquet", "events")) == 1


def test_an_error_leaves_the_old_table_and_no_temporary_file(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", "sentences", [row("sentences")])
    before = (tmp_path / "t.parquet").read_bytes()
    with pytest.raises(ValueError, match="does not fit"):
        write_table(tmp_path / "t.parquet", "sentences", [row("sentences") | {"end": "x"}])
    assert (tmp_path / "t.parquet").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]


def test_an_error_in_mid_writing_leaves_the_old_text_and_no_temporary_file(tmp_path: Path) -> None:
    write_text(tmp_path / "t.txt", "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "t.txt", "new" * 10_000 + "\ud800")
    assert (tmp_path / "t.txt").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["t.txt"]


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", "events", [])
    assert (tmp_path / "t.parquet").stat().st_mode & 0o777 == 0o644


def test_groups_keep_the_order_of_rows_and_articles() -> None:
    rows = [{"doc_id": "b", "n": 1}, {"doc_id": "a", "n": 2}, {"doc_id": "b", "n": 3}]
    assert group_by_article(rows) == {"b": [rows[0], rows[2]], "a": [rows[1]]}
    assert list(group_by_article(rows)) == ["b", "a"]


def test_records_come_back_from_their_tables(tmp_path: Path) -> None:
    articles = [ARTICLE, Article("a2", "No date")]
    for name, rows in {
        "articles": article_rows(articles),
        "mentions": mention_rows([PERSON, DATE]),
        "entities": entity_rows([ENTITY]),
        "events": event_rows([EVENT]),
        "event_arguments": argument_rows([EVENT]),
    }.items():
        write_table(tmp_path / f"{name}.parquet", name, rows)
    assert articles_from(read_table(tmp_path / "articles.parquet", "articles")) == articles
    assert mentions_from(read_table(tmp_path / "mentions.parquet", "mentions")) == (PERSON, DATE)
    assert entities_from(read_table(tmp_path / "entities.parquet", "entities")) == (ENTITY,)
    arguments = read_table(tmp_path / "event_arguments.parquet", "event_arguments")
    assert events_from(read_table(tmp_path / "events.parquet", "events"), arguments) == [EVENT]


def test_labels_come_back_by_article(tmp_path: Path) -> None:
    write_labels(tmp_path, [Labels((PERSON, DATE), (EVENT,)), Labels()])
    assert read_labels_tables(tmp_path) == {"a1": Labels((PERSON, DATE), (EVENT,))}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_texts_come_back_code_point_by_code_point(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "t.parquet"
    write_table(path, "articles", article_rows([Article("a1", text)]))
    assert articles_from(read_table(path, "articles"))[0].text == text
