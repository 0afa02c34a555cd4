"""Articles from a parquet file that a user brings: the columns ``id`` and ``text``, and what else it tells."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.index import is_day
from pipeline.intake import Rejection, article_of, why_unreadable
from pipeline.records import Article

_NOT_TOLD: Final = frozenset({"", "nan", "NaN", "NaT", "None", "<NA>"})
"""What an empty cell of a parquet is as text, also after a round through pandas."""


def read_parquet(path: Path) -> list[Article | Rejection]:
    """Articles, in order of id, and rows that cannot be read.

    Raises:
        ValueError: it is no parquet file, holds no article, or its columns are wrong.
    """
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: is not a parquet file: {error}") from error
    if missing := {"id", "text"} - set(table.column_names):
        columns = f"missing {sorted(missing)}; found {table.column_names}"
        raise ValueError(f"{path}: expected the columns 'id' and 'text', {columns}")
    if columns_twice := [name for name, count in Counter(table.column_names).items() if count > 1]:
        raise ValueError(f"{path}: duplicate column {columns_twice[0]!r}")
    if not table.num_rows:
        raise ValueError(f"{path}: expected articles, one a row, found none")
    return [_read_row(row, path) for row in sorted(_with_ids(table, path), key=lambda row: str(row["id"]))]


def _with_ids(table: pa.Table, path: Path) -> list[dict[str, Any]]:
    kind = table.schema.field("id").type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_integer(kind) or kind in (pa.string(), pa.large_string(), pa.string_view())):
        raise ValueError(f"{path}: id: expected strings or integers, found {kind}")
    rows: list[dict[str, Any]] = table.to_pylist()
    for number, row in enumerate(rows):
        row["id"] = "" if row["id"] is None else str(row["id"]).strip()
        if not row["id"]:
            raise ValueError(f"{path}: row {number}: id: expected a name, found nothing")
    if twice := [doc_id for doc_id, count in Counter(row["id"] for row in rows).items() if count > 1]:
        raise ValueError(f"{path}: duplicate id {twice[0]!r}")
    return rows


def _read_row(row: dict[str, Any], path: Path) -> Article | Rejection:
    doc_id, text = row["id"], row["text"]
    if not isinstance(text, str):
        return Rejection(doc_id, str(path), f"text: expected a string, found {type(text).__name__}")
    columns = ("title", "date", "source", "url", "language", "fictional")
    told = {column: _plain(row.get(column)) for column in columns}
    known = {column: value for column, value in told.items() if value not in _NOT_TOLD}
    if "date" in known and not is_day(known["date"]):
        return Rejection(doc_id, str(path), f"date: expected a day such as 2023-12-26, found {known['date']!r}")
    if "fictional" in known and known["fictional"].lower() not in ("true", "false"):
        return Rejection(doc_id, str(path), f"fictional: expected true or false, found {known['fictional']!r}")
    if "title" in known:
        text = f"{known['title']}\n\n{text}"
    if reason := why_unreadable(text, known.get("language"), "the column language"):
        return Rejection(doc_id, str(path), reason)
    return article_of(doc_id, text, known, labelled=False)


def _plain(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()
