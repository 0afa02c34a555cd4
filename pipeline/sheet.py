"""CSV files that users edit, by hand or in a spreadsheet: their cells with line numbers."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TOO_MANY: Final = "more fields than columns; quote a field that holds a comma"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header as written, and each row's line number with its cells; blank lines are rows without cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file in UTF-8, with or without a byte order mark.

    Raises:
        ValueError: it is no CSV, or not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = tuple(next(reader, ()))
            return Sheet(header, tuple((reader.line_num, tuple(cells)) for cells in reader))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}") from error
    except csv.Error as error:
        raise ValueError(f"{path}: is not CSV: {error}") from error
