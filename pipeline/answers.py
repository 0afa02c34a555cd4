"""Triples as a reader sees them on a terminal: who did what to whom, the circumstances, the sentence that says so."""

import io
from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.characters import for_terminal

_STYLES: Final = {"occurred": "green", "planned": "cyan", "negated": "red", "uncertain": "yellow"}
_DETAILS: Final = (
    ("place", "in"), ("occasion", "occasion:"), ("occasion_date", "due"), ("new_date", "new date"), ("source", "says"),
)  # fmt: skip


def shown(row: Mapping[str, Any], width: int | None) -> str:
    """A triple as text, without a line break at its end.

    Args:
        row: of the table of triples.
        width: of the terminal, in columns, for colours and wrapped lines; None: plain text, nothing wrapped.
    """
    console = Console(file=io.StringIO(), force_terminal=width is not None, width=width, highlight=False, emoji=False)
    soft = width is None
    console.print(_headline(row), soft_wrap=soft)
    for text in _below(row):
        console.print(Text("    ") + text if soft else Padding(text, (0, 0, 0, 4), expand=False), soft_wrap=soft)
    output = console.file
    assert isinstance(output, io.StringIO)
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines())


def _headline(row: Mapping[str, Any]) -> Text:
    parts = Text()
    parts.append(f"{_clean(row['date']) or 'undated':<10}  ", style="bold")
    parts.append(_clean(row["subject"]))
    parts.append(f" – {_clean(row['relation'])} – ", style="bold")
    parts.append(_clean(row["object"]))
    parts.append(f"  {row['status']}", style=_STYLES[row["status"]])
    if row["confidence"] is not None:
        parts.append(f" {row['confidence']:.2f}", style="dim")
    return parts


def _below(row: Mapping[str, Any]) -> list[Text]:
    details = [f"{word} {_clean(row[name])}" for name, word in _DETAILS if row[name]]
    published = f", {row['doc_date'].isoformat()}" if row["doc_date"] else ""
    known = row["evidence_start"] is not None and row["evidence_end"] is not None
    span = f", {row['evidence_start']}-{row['evidence_end']}" if known else ""
    texts = [Text(" · ".join(details))] if details else []
    texts += [Text(f"“{_clean(row['evidence'])}”", style="italic")] if row["evidence"] else []
    return [*texts, Text(f"{_clean(row['doc_id'])}{published}{span}", style="dim")]


def _clean(value: str | None) -> str:
    return for_terminal(value or "")
