"""JSONL: one JSON object a line and triple, the columns of the table under their names.

Null where nothing is told, days in ISO 8601, dates in EDTF, ``further_evidence`` a list of objects. The schema
(``docs/schemas/triple.schema.json``, JSON Schema 2020-12) follows from the table's own, with the meaning of each column
as its description; ``python -m pipeline.exports.jsonl docs/schemas/triple.schema.json`` writes it anew. Same table,
same bytes. JSON Lines has no place for what the table says of its making; ``rdf`` and ``duckdb`` have.
"""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from pipeline.characters import json_line
from pipeline.dataset import TOLD, Dataset
from pipeline.exports.registry import Options, Written
from pipeline.records import STATUSES
from pipeline.tables import SCHEMAS, write_text

_PART: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
_FURTHER: Final[dict[str, dict[str, Any]]] = {
    "status": {"enum": list(STATUSES)},
    "object_kind": {"enum": ["entity", "occasion", None]},
    "confidence": {"minimum": 0, "maximum": 1},
    **{name: {"pattern": f"^{_PART}(/{_PART})?$"} for name in ("date", "occasion_date", "new_date")},
    **{name: {"pattern": "^(x-)?[A-Z]{3}$"} for name in ("subject_country", "object_country")},
    "cameo": {"pattern": "^[0-9]{3,4}$"},
}


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """One line a triple, in the table's order."""
    del options
    write_text(out, "".join(json_line(record(row)) + "\n" for row in dataset.triples))
    return Written(len(dataset.triples), "triples")


def record(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON can hold it."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


def schema() -> dict[str, Any]:
    """The JSON Schema of a line."""
    columns = SCHEMAS["triples"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://communique.example/schemas/triple.schema.json",
        "title": "Triple",
        "description": "Who did what to whom, in one article, with circumstances and evidence.",
        "type": "object",
        "required": list(columns.names),
        "additionalProperties": False,
        "properties": {
            field.name: {
                "description": field.metadata[b"meaning"].decode(),
                **_typed(field.type, null=field.name not in TOLD),
                **_FURTHER.get(field.name, {}),
            }
            for field in columns
        },
    }


def _typed(kind: pa.DataType, null: bool) -> dict[str, Any]:
    if pa.types.is_list(kind):
        fields = {field.name: _typed(field.type, null=True) for field in kind.value_type}
        item = {"type": "object", "required": list(fields), "additionalProperties": False, "properties": fields}
        return {"type": ["array", "null"], "items": item}
    names = {pa.date32(): "string", pa.bool_(): "boolean", pa.float64(): "number", pa.int32(): "integer"}
    name = names.get(kind, "string")
    formats = {"format": "date"} if kind == pa.date32() else {"minimum": 0} if kind == pa.int32() else {}
    return {"type": [name, "null"] if null else name, **formats}


def publish(path: Path) -> None:
    """Write the schema."""
    write_text(path, json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
