"""CSV for spreadsheets: UTF-8 with a byte order mark, commas, CRLF, one flat row a triple under the table's column names.

Null is an empty cell, days are ISO 8601, truth values ``true`` and ``false``. ``further_evidence`` is flat: the sentences,
joined by `` | ``, and in ``further_evidence_spans`` their offsets (``12-40 57-90``).

A cell that a spreadsheet would take for a formula is text instead: where text begins with ``=``, ``+``, ``-``, ``@``, a tab or a
line break (or one of these behind apostrophes), an apostrophe is put before it; taking one away gives the text back. Control
characters become U+FFFD. Cells are never cut (spreadsheets may show 32,767 characters of one, and 1,048,576 rows).

Where the folder has cases, they go to a second file beside it, ``OUT`` with ``.cases.csv`` for its ending: a row a step of a
case's history. There is no place for what the table says of its making. Same table, same bytes.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.characters import printable
from pipeline.dataset import Dataset
from pipeline.exports.registry import Options, Written
from pipeline.tables import SCHEMAS, write_text

_FORMULA: Final = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
"""The last four are the full-width forms, which spreadsheets read alike."""
_CASE: Final = (
    "case_id", "kind", "state", "place", "due_first", "due_last", "first_told", "last_told", "article_count",
)  # fmt: skip
_STEP: Final = (
    "doc_id", "doc_date", "triple_id", "step", "subject", "relation", "object", "status", "date", "due", "new_date", "evidence",
    "evidence_start", "evidence_end",
)  # fmt: skip


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """Triples in the table's order; cases, where there are any, in theirs."""
    del options
    columns = []
    for name in SCHEMAS["triples"].names:
        columns += [name, "further_evidence_spans"] if name == "further_evidence" else [name]
    _write(out, columns, (_flat(row) for row in dataset.triples))
    what = "rows"
    if dataset.has_cases:
        steps = list(_steps(dataset.cases))
        beside = out.with_name(f"{out.stem}.cases.csv")
        _write(beside, (*_CASE, "participants", "participant_ids", "number", *_STEP), steps)
        what = f"rows, and {len(steps)} steps of {len(dataset.cases)} cases in {beside.name}"
    return Written(len(dataset.triples), what)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    write_text(path, "\ufeff" + text.getvalue())


def cell(value: Any) -> str:
    """A value as a spreadsheet may have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = printable(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    further = [item for item in row["further_evidence"] or () if item["evidence"]]
    return {
        **row,
        "further_evidence": " | ".join(item["evidence"] for item in further),
        "further_evidence_spans": " ".join(f"{item['evidence_start']}-{item['evidence_end']}" for item in further),
    }


def _steps(cases: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for case in cases:
        parties = case["participants"] or ()
        told = {
            **{name: case[name] for name in _CASE},
            "participants": " | ".join(party["name"] or "" for party in parties),
            "participant_ids": " | ".join(party["actor_id"] or "" for party in parties),
        }
        for number, step in enumerate(case["history"] or (), start=1):
            yield {**told, "number": number, **{name: step[name] for name in _STEP}}
