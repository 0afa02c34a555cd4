"""CAMEO: event data as its readers know it, a tab-separated line an event, header first.

============  ==================================================================================================
``date``      first day, ``YYYY-MM-DD``: of the event, or where it is planned or has no date of publication
``source``    who acts, ``target`` whom it concerns: the state's ISO alpha-3 code and what the actor is in it (``AZEGOV``);
              ``---`` where the state is not known or nobody is named
``code``      the column ``cameo``; ``root`` its first two digits
============  ==================================================================================================

Symmetric relations are two lines, one each way, as CAMEO coders write them. Further columns keep what codes lose:
``dated_by`` (event, article), ``edtf`` the date as told, names, relation, status, ids. Offices are known where the folder
has entities. Negated and uncertain triples have no CAMEO code: left out and counted. Tabs and line breaks in names are
spaces, an empty cell is null. Same table, same bytes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.characters import one_line
from pipeline.dataset import Dataset
from pipeline.exports.actor_codes import UNKNOWN
from pipeline.exports.plover import event_day
from pipeline.exports.registry import Options, Written
from pipeline.tables import write_text

COLUMNS: Final = (
    "date", "source", "target", "code", "root", "dated_by", "edtf", "source_name", "target_name", "relation", "status",
    "triple_id", "doc_id",
)  # fmt: skip


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """A line an event, in the table's order."""
    lines = [
        line
        for key, row in zip(dataset.keys, dataset.triples, strict=True)
        if row["cameo"]
        for line in _lines(key, row, dataset, options)
    ]
    cells = [
        COLUMNS,
        *(tuple("" if line[name] is None else one_line(str(line[name])) for name in COLUMNS) for line in lines),
    ]
    write_text(out, "".join("\t".join(row) + "\n" for row in cells))
    without = sum(not row["cameo"] for row in dataset.triples)
    return Written(len(lines), "lines", f"{without} triples without a CAMEO code" if without else "")


def _lines(key: str, row: Mapping[str, Any], dataset: Dataset, options: Options) -> Iterator[dict[str, Any]]:
    first, _, dated_by = event_day(row)
    named = row["object_kind"] != "occasion"
    line = {
        "date": first,
        "source": options.codes.of(dataset, row, "subject"),
        "target": options.codes.of(dataset, row, "object") if named else UNKNOWN,
        "code": row["cameo"],
        "root": row["cameo"][:2],
        "dated_by": dated_by,
        "edtf": row["date"],
        "source_name": row["subject"],
        "target_name": row["object"] if named else None,
        "relation": row["relation"],
        "status": row["status"],
        "triple_id": key,
        "doc_id": row["doc_id"],
    }
    yield line
    if row["relation"] in options.ontology and options.ontology[row["relation"]].symmetric:
        other = {"source": line["target"], "target": line["source"]}
        yield {**line, **other, "source_name": line["target_name"], "target_name": line["source_name"]}
