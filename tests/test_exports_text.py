"""JSONL, PLOVER, CAMEO and CSV, read back by jsonschema, json, pandas and csv."""

import csv
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pipeline.exports import jsonl
from tests.exporting import bare, hostile, write
from tests.told import HOSTILE, ROOT, told, triples

SCHEMAS = ROOT / "docs/schemas"
ROOT_CODES = {f"{number:02d}" for number in range(1, 21)}
"""CAMEO's cue categories."""


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)


def test_the_published_schema_is_that_of_the_table() -> None:
    """After a change of the columns: ``python -m pipeline.exports.jsonl docs/schemas/triple.schema.json``."""
    assert json.loads((SCHEMAS / "triple.schema.json").read_text(encoding="utf-8")) == jsonl.schema()


@pytest.mark.parametrize("rows", [triples(), [bare()], hostile()[:2]], ids=["told", "bare", "hostile"])
def test_every_line_of_jsonl_is_a_row_and_fits_the_schema(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    out, written = write("jsonl", tmp_path, [row | {"subject_country": None, "object_country": None} for row in rows])
    found = records(out)
    assert [line["triple_id"] for line in found] == [row["triple_id"] for row in rows]
    assert [error.message for line in found for error in validator("triple").iter_errors(line)] == []
    assert written.count == len(rows)


def test_jsonl_keeps_every_value(tmp_path: Path) -> None:
    out, _ = write("jsonl", tmp_path, [*triples(), *hostile()])
    for line, row in zip(records(out), [*triples(), *hostile()], strict=True):
        assert line == {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


@pytest.mark.parametrize(
    "change",
    [
        {"status": "maybe"}, {"confidence": 2}, {"date": "2023-7"}, {"doc_date": "yesterday"}, {"subject": None}, {"extra": 1},
        {"evidence_start": -1}, {"further_evidence": [{"evidence": "x"}]}, {"subject_country": "Armenia"},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_triple(tmp_path: Path, change: dict[str, Any]) -> None:
    line = jsonl.record(triples()[0])
    assert validator("triple").is_valid(line)
    assert not validator("triple").is_valid(line | change)


@pytest.mark.parametrize(
    "rows", [triples(), [bare() | {"plover": "CONSULT"}], hostile()], ids=["told", "bare", "hostile"]
)
def test_every_line_of_plover_fits_its_schema(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    out, _ = write("plover", tmp_path, rows)
    found = records(out)
    assert len(found) == sum(row["plover"] is not None for row in rows)
    assert [error.message for line in found for error in validator("plover").iter_errors(line)] == []


def test_plover_says_what_it_can_and_keeps_the_rest(tmp_path: Path) -> None:
    out, written = write("plover", tmp_path, triples())
    met, _, planned, cancelled, withdrew, postponed, visit_off, hosted, visited = records(out)
    assert written.left_out == "2 triples without a PLOVER type"
    assert (met["event"], met["quad_code"], met["date"], met["enddate"]) == (["CONSULT"], 1, "2023-07-01", "2023-07-31")
    assert [(a["actor_text"], a["code"], a["sector"]) for a in met["source"]] == [
        ("Ilham Aliyev", "AZE", "GOV"),
        ("Nikol Pashinian", "ARM", "GOV"),
    ]
    assert "recipient" not in met  # whoever meets is a source, by the manual
    assert met["event_text"] == ["The two leaders previously met in Brussels in July.", "They talked for hours."]
    assert met["cite_info"]["title"] == "Talks & more"
    assert "communique.model=relations" in met["cite_info"]["coder"]
    assert (planned["event"], planned["date"], planned["context"]) == (
        ["AGREE"],
        "2023-12-26",
        ["diplomatic", "future"],
    )
    assert planned["communique"]["date"] == "2024-02"
    assert (cancelled["event"], cancelled["mode"]) == (["REJECT"], "meet")
    assert cancelled["communique"]["alternatives"][0]["event"] == "SANCTION"
    assert cancelled["communique"]["occasion_date"] == "2023-10"
    assert cancelled["communique"]["source"] == "Nazeli Baghdasarian"
    assert (cancelled["date"], cancelled["communique"]["dated_by"]) == ("2023-12-26", "article")
    assert withdrew["event_loc"] == {"name": "Washington"}
    assert (postponed["date"], postponed["communique"]["new_date"]) == ("2023-05-02", "2023-09")
    assert "recipient" not in visit_off
    # Of a visit the guest is the source and the host the recipient, whichever is our subject.
    assert [a["actor_text"] for a in (*hosted["source"], *hosted["recipient"])] == ["Nikol Pashinian", "European Union"]
    assert (hosted["recipient"][0]["code"], hosted["recipient"][0]["sector"]) == ("IGO", "EEC")
    assert [a["actor_text"] for a in (*visited["source"], *visited["recipient"])] == ["Ilham Aliyev", "Tbilisi"]
    assert visited["date"] is None


def test_cameo_is_read_by_pandas_and_has_root_codes_of_cameo(tmp_path: Path) -> None:
    out, written = write("cameo", tmp_path, triples())
    frame = table(out)
    assert set(frame.root) <= ROOT_CODES
    assert (frame.code.str[:2] == frame.root).all()
    assert frame.source.str.fullmatch(r"(---|[A-Z]{3})([A-Z]{3})*").all()
    assert frame.target.str.fullmatch(r"(---|[A-Z]{3})([A-Z]{3})*").all()
    assert frame.date[frame.date != ""].map(dt.date.fromisoformat).notna().all()
    lines = frame[["date", "source", "target", "code", "dated_by", "edtf"]].to_numpy().tolist()
    assert lines == [
        ["2023-07-01", "AZEGOV", "ARMGOV", "040", "event", "2023-07"],
        ["2023-07-01", "ARMGOV", "AZEGOV", "040", "event", "2023-07"],
        ["2022-05-22", "AZE", "ARM", "040", "event", "2022-05-22"],
        ["2022-05-22", "ARM", "AZE", "040", "event", "2022-05-22"],
        ["2023-12-26", "AZEGOV", "ARMGOV", "036", "article", "2024-02"],
        ["2023-12-26", "ARMGOV", "AZEGOV", "036", "article", "2024-02"],
        ["2023-12-26", "AZEGOV", "---", "164", "article", ""],
        ["2023-12-26", "AZE", "ARM", "164", "article", ""],
        ["2023-05-02", "USA", "ARM", "161", "event", "2023-05-02"],
        ["2021-01-01", "---", "---", "161", "event", "2021"],
        ["2023-05-01", "IGOEEC", "ARM", "043", "event", "2023-05-01/2023-05-02"],
        ["", "AZE", "GEO", "042", "", ""],
    ]
    assert (written.count, written.left_out) == (12, "2 triples without a CAMEO code")


def test_cameo_holds_one_event_a_line_whatever_names_hold(tmp_path: Path) -> None:
    out, written = write("cameo", tmp_path, hostile())
    assert written.count == 2 * len(HOSTILE)
    assert len(out.read_text(encoding="utf-8").splitlines()) == written.count + 1
    assert len(table(out)) == written.count


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_csv_has_a_mark_and_a_row_a_triple(tmp_path: Path) -> None:
    out, written = write("csv", tmp_path, triples())
    assert out.read_bytes().startswith(b"\xef\xbb\xbfdoc_id,")
    rows = cells(out)
    assert len(rows) == written.count == len(triples())
    first = rows[0]
    assert (first["doc_date"], first["initiator_told"], first["confidence"]) == ("2023-12-26", "", "0.9")
    assert (first["further_evidence"], first["further_evidence_spans"]) == ("They talked for hours.", "200-222")
    assert rows[4]["initiator_told"] == "true"
    frame = pd.read_csv(out)
    assert frame.confidence.tolist()[:4] == [0.9, 0.9, 0.9, 0.123456789012]
    assert frame.subject.tolist() == [row["subject"] for row in triples()]


def test_csv_holds_no_formula_and_gives_the_text_back(tmp_path: Path) -> None:
    out, _ = write("csv", tmp_path, hostile())
    guarded = re.compile(r"'('*[=+\-@\t\n＝＋－＠])")
    for row, text in zip(cells(out), HOSTILE, strict=True):
        assert not row["subject"].startswith(tuple("=+-@\t\r\n＝＋－＠"))
        held = guarded.sub(r"\1", row["subject"], count=1) if guarded.match(row["subject"]) else row["subject"]
        plain = re.sub(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")
        )
        assert held == plain


def test_csv_writes_the_steps_of_cases_to_a_second_file(tmp_path: Path) -> None:
    out, written = write("csv", tmp_path, triples())
    steps = cells(out.with_name("out.cases.csv"))
    assert "4 steps of 2 cases" in written.what
    assert [(row["case_id"], row["number"], row["step"], row["state"]) for row in steps] == [
        ("c_visit", "1", "announced", "held"),
        ("c_visit", "2", "postponed", "held"),
        ("c_visit", "3", "held", "held"),
        ("c_once", "1", "announced", "planned"),
    ]
    assert (steps[0]["participants"], steps[3]["participants"]) == ("Armenia | United States", "")
    assert steps[0]["evidence"] == "'=It was announced."


@pytest.mark.parametrize("name", ["jsonl", "plover", "cameo", "csv"])
def test_an_empty_table_gives_a_file_without_rows(tmp_path: Path, name: str) -> None:
    out, written = write(name, tmp_path, [])
    assert written.count == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == (0 if name in ("jsonl", "plover") else 1)


@pytest.mark.parametrize("name", ["plover", "cameo"])
def test_a_relation_that_the_ontology_lacks_is_not_symmetric(tmp_path: Path, name: str) -> None:
    out, written = write(name, tmp_path, [told("A", "traded_with", "B", plover="COOPERATE", cameo="061")])
    assert written.count == 1
    assert "traded_with" in out.read_text(encoding="utf-8")
