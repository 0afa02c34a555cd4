"""``articles.csv``: what is known about the articles of a folder; every column but ``id`` is optional.

The column ``draft`` says which label files are drafts of a model: nobody trains on them or is judged by them.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.edtf import is_edtf
from pipeline.records import SPLITS
from pipeline.sheet import TOO_MANY, Sheet, read_sheet
from pipeline.tables import write_text

INDEX: Final = "articles.csv"
_MARK: Final = "\ufeff"
_FLAGS: Final = ("fictional", "draft")


def read_index(path: Path, ids: Collection[str] | None) -> dict[str, dict[str, str]]:
    """Rows by id, without the empty cells; ``ids``: those there may be, None for any. Empty where there is no file.

    Raises:
        ValueError: naming file, line and column, what was expected and what was found.
    """
    if not path.exists():
        return {}
    sheet = read_sheet(path)
    columns = _columns(sheet.columns, path)
    rows: dict[str, dict[str, str]] = {}
    for line, cells in sheet.rows:
        if not "".join(cells).strip():
            continue
        if len(cells) > len(columns):
            raise ValueError(f"{path}:{line}: {TOO_MANY}")
        told = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
        row = {"id": ""} | told
        _check(row, rows, ids, f"{path}:{line}")
        rows[row["id"]] = row
    return rows


def _columns(names: Sequence[str], path: Path) -> list[str]:
    columns = [name.strip().lower() for name in names]
    if "id" not in columns:
        raise ValueError(f"{path}:1: expected a column 'id', found {columns}")
    # spreadsheets leave several columns without a name
    if twice := [name for name, count in Counter(columns).items() if name and count > 1]:
        raise ValueError(f"{path}:1: duplicate column {twice[0]!r}")
    return columns


def _check(row: Mapping[str, str], rows: Mapping[str, object], ids: Collection[str] | None, where: str) -> None:
    if ids is not None and row["id"] not in ids:
        raise ValueError(f"{where}: unknown id {row['id']!r}: there is no {row['id']}.txt beside it")
    if row["id"] in rows:
        raise ValueError(f"{where}: duplicate id {row['id']!r}")
    if (date := row.get("date", "")) and not is_day(date):
        raise ValueError(f"{where}: date: expected a day such as 2023-12-26, found {date!r}")
    if (split := row.get("split", "")) and split not in SPLITS:
        raise ValueError(f"{where}: split: expected {', '.join(SPLITS)} or nothing, found {split!r}")
    for name in _FLAGS:
        if (flag := row.get(name, "").lower()) not in ("", "true", "false"):
            raise ValueError(f"{where}: {name}: expected true or false, found {flag!r}")


def is_day(value: str) -> bool:
    """Whether a value is one day in ISO 8601."""
    return len(value) == 10 and is_edtf(value)


def is_draft(row: Mapping[str, str]) -> bool:
    """Whether a row says that the labels are a draft."""
    return row.get("draft", "").lower() == "true"


def mark_drafts(path: Path, drafts: Mapping[str, bool]) -> None:
    """Set the column ``draft`` of some articles, atomically; all else stays as it is, in its order.

    The file, the column or an article's row is added where it is missing.
    """
    content = path.read_bytes() if path.exists() else b""
    sheet = read_sheet(path) if content else Sheet(("id",), ())
    header, rows = list(sheet.columns), [list(cells) for _, cells in sheet.rows]
    columns = _columns(header, path)
    if "draft" not in columns:
        header, columns = [*header, "draft"], [*columns, "draft"]
    _set(rows, drafts, columns.index("id"), columns.index("draft"), len(columns))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n" if b"\r\n" in content else "\n")
    writer.writerows([header, *rows])
    write_text(path, (_MARK if content.startswith(_MARK.encode()) else "") + text.getvalue())


def _set(rows: list[list[str]], drafts: Mapping[str, bool], key: int, place: int, width: int) -> None:
    left = dict(drafts)
    for cells in rows:
        if "".join(cells).strip():
            cells.extend([""] * (width - len(cells)))
            if (doc_id := cells[key].strip()) in left:
                cells[place] = str(left.pop(doc_id)).lower()
    for doc_id, draft in left.items():
        row = [""] * width
        row[key], row[place] = doc_id, str(draft).lower()
        rows.append(row)
