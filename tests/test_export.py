"""export: rows of the table that readers get, with keys, countries, dates and codes; offsets cut out the evidence."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.records import Argument, Entity, Event, MentionLabel, Role, Status
from pipeline.relations import Ontology
from pipeline.stages.export import export
from pipeline.tables import SCHEMAS, read_table, write_table

Parsed = Callable[..., Document]
TEXT = """Leaders 😀 Meet

President Ilham Aliyev signed a deal with Nikol Pashinian in Brussels in July, officials said.

Azerbaijan cancelled talks with Armenia on October 5. They met again in Baku.
"""
ALIYEV = Entity("a1", "person:ilham-aliyev", "Ilham Aliyev", "PERSON", "AZE")
PASHINIAN = Entity("a1", "person:nikol-pashinian", "Nikol Pashinian", "PERSON", "ARM")
AZERBAIJAN = Entity("a1", "state:AZE", "Azerbaijan", "GPE", "AZE")
COMPACT = Entity("a1", "body:compact", "Northern Compact", "ORG")
UNKNOWN = Entity("a1", "person:someone", "Someone", "PERSON")


@pytest.fixture(scope="module")
def document(parsed: Parsed) -> Document:
    return parsed(TEXT, date="2023-12-26", split="dev")


@pytest.fixture(scope="module")
def rows_of(document: Document, ontology: Ontology, gazetteer: Gazetteer) -> Callable[..., list[dict[str, Any]]]:
    def rows_of(*events: Event) -> list[dict[str, Any]]:
        entities = {"a1": [ALIYEV, PASHINIAN, AZERBAIJAN, COMPACT, UNKNOWN]}
        return export([document], events, entities, ontology, gazetteer)

    return rows_of


Rows = Callable[..., list[dict[str, Any]]]


def argument(
    role: Role, text: str, name: str | None = None, label: MentionLabel = "PERSON", edtf: str | None = None
) -> Argument:
    start = TEXT.index(text)
    return Argument(role, start, start + len(text), text, label, (name,) if name else (), edtf)


def event(relation: str, trigger: str, *arguments: Argument, status: Status = "occurred", score: float = 0.75) -> Event:
    start = next(re.finditer(rf"\b{trigger}\b", TEXT)).start()
    return Event("a1", relation, status, start, start + len(trigger), trigger, arguments, score)


A = argument("Side", "Ilham Aliyev", "Ilham Aliyev")
P = argument("Side", "Nikol Pashinian", "Nikol Pashinian")


def test_a_row_has_every_column_of_the_table(rows_of: Rows, tmp_path: Path) -> None:
    rows = rows_of(event("agreed_with", "signed", A, P))
    assert [set(row) for row in rows] == [set(SCHEMAS["triples"].names)]
    write_table(tmp_path / "t.parquet", "triples", rows)
    assert read_table(tmp_path / "t.parquet", "triples") == rows


def test_the_article_stands_in_every_row(rows_of: Rows) -> None:
    (row,) = rows_of(event("agreed_with", "signed", A, P))
    assert (row["doc_id"], row["doc_date"], row["split"]) == ("a1", dt.date(2023, 12, 26), "dev")


def test_offsets_cut_out_the_evidence(rows_of: Rows) -> None:
    again = event("agreed_with", "deal", A, P)
    headline = event("agreed_with", "Meet", A, P)
    (row,) = rows_of(headline, event("agreed_with", "signed", A, P), again)
    assert TEXT[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
    assert row["evidence"].startswith("President Ilham Aliyev signed")
    (further,) = row["further_evidence"]
    assert TEXT[further["evidence_start"] : further["evidence_end"]] == further["evidence"] == "Leaders 😀 Meet"


def test_ends_have_keys_and_countries(rows_of: Rows) -> None:
    (row,) = rows_of(event("agreed_with", "signed", A, P))
    assert (row["subject"], row["object"], row["object_kind"]) == ("Ilham Aliyev", "Nikol Pashinian", "entity")
    assert (row["subject_id"], row["object_id"]) == ("person:ilham-aliyev:AZE", "person:nikol-pashinian:ARM")
    assert (row["subject_country"], row["object_country"]) == ("AZE", "ARM")


def test_a_person_of_no_known_state_has_a_key_without_one(rows_of: Rows) -> None:
    (row,) = rows_of(
        event(
            "criticized",
            "signed",
            argument("Subject", "Ilham Aliyev", "Someone"),
            argument("Object", "Armenia", "Armenia", "GPE"),
        )
    )
    assert (row["subject_id"], row["subject_country"]) == ("person:someone", None)


def test_a_state_that_no_mention_names_has_its_key_all_the_same(rows_of: Rows) -> None:
    (row,) = rows_of(
        event(
            "criticized",
            "signed",
            argument("Subject", "Ilham Aliyev", "Ilham Aliyev"),
            argument("Object", "Armenia", "Armenia", "GPE"),
        )
    )
    assert (row["object_id"], row["object_country"]) == ("state:ARM", "ARM")


def test_an_actor_that_nobody_knows_has_a_key_from_its_name(rows_of: Rows) -> None:
    (row,) = rows_of(
        event(
            "criticized",
            "signed",
            argument("Subject", "Ilham Aliyev", "Zubrovka"),
            argument("Object", "Armenia", "Armenia", "GPE"),
        )
    )
    assert (row["subject_id"], row["subject_country"]) == ("name:zubrovka", None)


def test_an_occasion_has_neither_key_nor_country(rows_of: Rows) -> None:
    (row,) = rows_of(
        event(
            "cancelled",
            "cancelled",
            argument("Subject", "Azerbaijan", "Azerbaijan", "GPE"),
            argument("Occasion", "talks", label="OCCASION"),
        )
    )
    assert (row["object"], row["object_kind"], row["object_id"], row["object_country"]) == (
        "talks",
        "occasion",
        None,
        None,
    )
    assert (row["subject_id"], row["initiator_told"], row["occasion"]) == ("state:AZE", True, "talks")


def test_dates_come_with_their_first_and_last_day(rows_of: Rows) -> None:
    (row,) = rows_of(event("agreed_with", "signed", A, P, argument("Time", "July", label="DATE", edtf="2023-07")))
    assert (row["date"], row["date_start"], row["date_end"]) == ("2023-07", dt.date(2023, 7, 1), dt.date(2023, 7, 31))


def test_what_is_not_told_is_null_and_never_empty(rows_of: Rows) -> None:
    (row,) = rows_of(event("agreed_with", "signed", A, P))
    untold = (
        "initiator_told",
        "date",
        "date_start",
        "date_end",
        "occasion",
        "occasion_date",
        "new_date",
        "place",
        "source",
    )
    assert {row[name] for name in untold} == {None}
    assert "" not in row.values()


def test_an_article_without_date_and_split_has_neither(
    parsed: Parsed, ontology: Ontology, gazetteer: Gazetteer
) -> None:
    (row,) = export([parsed(TEXT)], [event("agreed_with", "signed", A, P)], {}, ontology, gazetteer)
    assert (row["doc_date"], row["split"]) == (None, None)


def test_confidence_is_that_of_the_event(rows_of: Rows) -> None:
    (row,) = rows_of(event("agreed_with", "signed", A, P, score=0.625))
    assert row["confidence"] == 0.625


def test_codes_follow_trigger_status_and_place(rows_of: Rows) -> None:
    def codes(*events: Event) -> list[tuple[str | None, str | None]]:
        return [(row["cameo"], row["plover"]) for row in rows_of(*events)]

    assert codes(event("agreed_with", "signed", A, P)) == [("057", "SUPPORT")]
    assert codes(event("agreed_with", "deal", A, P)) == [("057", "AGREE")]
    assert codes(event("met", "met", A, P)) == [("040", "CONSULT")]
    assert codes(event("met", "met", A, P, argument("Place", "Brussels", "Brussels", "GPE"))) == [("044", "CONSULT")]
    assert codes(event("met", "met", A, P, argument("Place", "Baku", "Baku", "GPE"))) == [("040", "CONSULT")]
    assert codes(event("met", "met", A, P, status="planned")) == [("036", "AGREE")]
    assert codes(event("met", "met", A, P, status="uncertain")) == [(None, None)]


def test_a_place_is_no_third_one_where_the_states_of_the_ends_are_not_known(rows_of: Rows) -> None:
    ends = argument("Side", "Ilham Aliyev", "Someone"), argument("Side", "Nikol Pashinian", "Northern Compact", "ORG")
    (row,) = rows_of(event("met", "met", *ends, argument("Place", "Brussels", "Brussels", "GPE")))
    assert row["cameo"] == "040"


def test_leaving_a_body_has_a_code_of_its_own(rows_of: Rows) -> None:
    state = argument("Subject", "Azerbaijan", "Azerbaijan", "GPE")
    (left_body,) = rows_of(
        event("withdrew_from", "cancelled", state, argument("Object", "Armenia", "Northern Compact", "ORG"))
    )
    (left_talks,) = rows_of(event("withdrew_from", "cancelled", state, argument("Object", "Armenia", "Armenia", "GPE")))
    assert (left_body["cameo"], left_talks["cameo"]) == ("161", "164")


def test_symmetric_rows_have_their_ends_in_alphabetical_order(rows_of: Rows) -> None:
    (row,) = rows_of(event("met", "met", P, A))
    assert (row["subject"], row["object"]) == ("Ilham Aliyev", "Nikol Pashinian")


def test_the_same_input_gives_the_same_rows(rows_of: Rows) -> None:
    events = [event("met", "met", A, P), event("agreed_with", "signed", A, P)]
    assert rows_of(*events) == rows_of(*events[::-1])
    ids = [row["triple_id"] for row in rows_of(*events)]
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"t_[0-9a-f]{16}", triple_id) for triple_id in ids)


def test_articles_keep_to_themselves(parsed: Parsed, ontology: Ontology, gazetteer: Gazetteer) -> None:
    documents = [parsed(TEXT, "b"), parsed(TEXT, "a"), parsed("Nothing here.", "c")]
    met = event("met", "met", A, P)
    rows = export(documents, [replace(met, doc_id="a"), replace(met, doc_id="b")], {}, ontology, gazetteer)
    assert [row["doc_id"] for row in rows] == ["b", "a"]
    assert rows[0]["triple_id"] != rows[1]["triple_id"]
