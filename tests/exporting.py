"""What the tests of the formats share: options, a dataset read from a folder, the command line."""

import logging
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline import __main__ as command_line
from pipeline.dataset import Dataset, read_dataset
from pipeline.exports.actor_codes import load_actor_codes
from pipeline.exports.registry import Options, Written, export
from pipeline.relations import load_ontology
from tests.told import HOSTILE, ROOT, told, write_folder

MADE_BY = {"communique.model": 'relations "v1" <&>\x07'}


def options(base: str = Options.base) -> Options:
    """The project's own relations and codes."""
    return Options(
        load_ontology(ROOT / "configs/relations.yaml"), load_actor_codes(ROOT / "configs/actor_codes.yaml"), base
    )


def dataset_of(folder: Path, rows: Iterable[Mapping[str, Any]]) -> Dataset:
    """Written to a folder beside entities, an article and cases, and read."""
    return read_dataset(write_folder(folder / "tables", rows, MADE_BY))


def write(name: str, folder: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[Path, Written]:
    """Rows in a format."""
    out = folder / f"out.{name}"
    return out, export(dataset_of(folder, rows), name, out, options())


def bare() -> dict[str, Any]:
    """A row with nothing but what every triple has."""
    row = told("A", "met", "B", doc_id="d")
    kept = {"doc_id", "triple_id", "subject", "relation", "object", "status"}
    return {name: value if name in kept else None for name, value in row.items()}


def hostile() -> list[dict[str, Any]]:
    """A row a string, with the string wherever text goes."""
    texts = "subject object subject_id object_id subject_country object_country occasion place source evidence".split()
    return [
        told(
            *("A", "met", "B"),
            **{name: f"{text}{'' if name == 'subject' else name}" for name in texts},
            doc_id=f"d{text}",
            plover="CONSULT",
            cameo="040",
            further_evidence=[{"evidence": text, "evidence_start": 0, "evidence_end": 1}],
        )
        for text in HOSTILE
    ]


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote to either stream."""

    status: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Done:
    """Run a command in this process, logging to the real streams rather than to pytest."""
    root = logging.getLogger()
    level, status = root.level, 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(root, "handlers", [])
        patch.setattr(sys, "argv", ["pipeline", *map(str, arguments)])
        try:
            command_line.main()
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            root.setLevel(level)
    return Done(status, *capsys.readouterr())
