"""The tables of a folder, or one table of triples, as a reader gets them: checked once, then trusted."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.edtf import is_edtf
from pipeline.gazetteer import normalise
from pipeline.records import STATUSES
from pipeline.tables import SCHEMAS, Rows

log = logging.getLogger(__name__)

TOLD: Final = ("doc_id", "triple_id", "subject", "relation", "object", "status")
"""What every triple has; any other column may be null."""
_EDTF: Final = ("date", "occasion_date", "new_date")
_INDEX: Final = "__index_level_0__"
"""The column that pandas adds when filtered rows are written."""
_OURS: Final = b"communique."

CASE_COLUMNS: Final = (
    "case_id", "kind", "participants", "place", "due_first", "due_last", "state", "first_told", "last_told",
    "article_count", "history",
)  # fmt: skip


@dataclass(frozen=True)
class Dataset:
    """What is exported or asked: triples, and what lay beside them.

    ``entities``, ``articles`` and ``cases`` are empty where the folder lacks them; ``metadata`` is what the table of
    triples says of its making (``communique.model`` ...), without other keys.
    """

    path: Path
    triples: Rows
    metadata: Mapping[str, str] = field(default_factory=dict)
    entities: Rows = field(default_factory=list)
    articles: Rows = field(default_factory=list)
    cases: Rows = field(default_factory=list)
    files: Sequence[Path] = ()
    """The parquet files, sorted by name."""
    has_cases: bool = False
    """Whether there is a table of cases, be it empty."""

    @cached_property
    def keys(self) -> list[str]:
        """A key for each triple: its id; should an id occur again, with ``-2``, ``-3`` behind it."""
        seen: Counter[str] = Counter()
        keys: list[str] = []
        for row in self.triples:
            seen[row["triple_id"]] += 1
            count = seen[row["triple_id"]]
            keys.append(row["triple_id"] if count == 1 else f"{row['triple_id']}-{count}")
        return keys

    @cached_property
    def article_of(self) -> Mapping[str, Mapping[str, Any]]:
        """Articles by id."""
        return {row["doc_id"]: row for row in self.articles}

    @cached_property
    def entity_of(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Entities by article and canonical name."""
        return {(row["doc_id"], row["name"]): row for row in self.entities}


def actor_key(row: Mapping[str, Any], end: str) -> str:
    """The key of an end (``subject`` or ``object``): its id, else its name as it is looked up, with what it is before it."""
    if found := row[f"{end}_id"]:
        return str(found)
    return f"{'occasion' if row['object_kind'] == 'occasion' and end == 'object' else 'name'}:{normalise(row[end]) or row[end]}"


def read_dataset(path: Path) -> Dataset:
    """Read a folder that holds ``triples.parquet``, or a parquet file of triples.

    A table that other programs wrote again (pandas: filtered rows) is taken if its columns can be read as ours.

    Raises:
        ValueError: no such table, a column lacks or has another type, or a row does not make sense; it says where.
    """
    if path.is_file():
        triples, metadata = _read_triples(path)
        return Dataset(path, triples, metadata, files=(path,))
    if not (path / "triples.parquet").exists():
        raise ValueError(
            f"{path}: expected a parquet file of triples or a folder with triples.parquet; run `dvc repro`"
        )
    triples, metadata = _read_triples(path / "triples.parquet")
    cases = path / "cases.parquet"
    return Dataset(
        path,
        triples,
        metadata,
        entities=_read_beside(path, "entities"),
        articles=_read_beside(path, "articles"),
        cases=_select(read_arrow(cases), CASE_COLUMNS, cases).to_pylist() if cases.exists() else [],
        files=tuple(sorted(path.glob("*.parquet"))),
        has_cases=cases.exists(),
    )


def read_arrow(path: Path) -> pa.Table:
    """A parquet file, whatever its columns.

    Raises:
        ValueError: it is none.
    """
    try:
        with pq.ParquetFile(path) as file:
            return file.read()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: is damaged or not a parquet file ({error})") from error


def _select(table: pa.Table, columns: Sequence[str], path: Path) -> pa.Table:
    if lacking := [name for name in columns if name not in table.column_names]:
        raise ValueError(f"{path}: lacks the columns {lacking}; found {table.column_names}")
    return table.select(list(columns))


def _as_ours(table: pa.Table, name: str, path: Path) -> pa.Table:
    schema = SCHEMAS[name]
    further = [column for column in table.column_names if column not in schema.names and column != _INDEX]
    if further:
        log.warning("%s: a table of %s has no such columns, they are left out: %s", path, name, ", ".join(further))
    try:
        return _select(table, schema.names, path).cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ValueError(f"{path}: a column has another type than in a table of {name}: {error}") from error


def _read_beside(folder: Path, name: str) -> Rows:
    path = folder / f"{name}.parquet"
    return _as_ours(read_arrow(path), name, path).to_pylist() if path.exists() else []


def _read_triples(path: Path) -> tuple[Rows, dict[str, str]]:
    table = read_arrow(path)
    rows: Rows = _as_ours(table, "triples", path).to_pylist()
    for number, row in enumerate(rows, start=1):
        _check(row, f"{path}: row {number}")
    metadata = {
        key.decode(): value.decode("utf-8", "replace")
        for key, value in sorted((table.schema.metadata or {}).items())
        if key.startswith(_OURS)
    }
    return rows, metadata


def _check(row: Mapping[str, Any], where: str) -> None:
    if lacking := [name for name in TOLD if not row[name]]:
        raise ValueError(f"{where}: expected a value in {', '.join(lacking)}, found none")
    if row["status"] not in STATUSES:
        raise ValueError(f"{where}: status: expected one of {', '.join(STATUSES)}, found {row['status']!r}")
    if row["confidence"] is not None and not 0 <= row["confidence"] <= 1:
        raise ValueError(f"{where}: confidence: expected a number from 0 to 1, found {row['confidence']}")
    for name in _EDTF:
        if row[name] is not None and not is_edtf(row[name]):
            raise ValueError(
                f"{where}: {name}: expected a date such as 2023-12-26, 2023-12 or 2023, found {row[name]!r}"
            )
