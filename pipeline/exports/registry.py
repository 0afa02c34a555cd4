"""The formats by name, and what each is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pipeline.dataset import Dataset
from pipeline.exports.actor_codes import ActorCodes
from pipeline.relations import Ontology

# One module each beside this one; only the one that is asked for is imported.
FORMATS: Final[Mapping[str, str]] = {
    "jsonl": "one JSON object a line, every column (docs/schemas/triple.schema.json)",
    "plover": "event records with PLOVER's field names, one JSON object a line",
    "cameo": "event data with CAMEO codes, tab-separated: date, source, target, code",
    "rdf": "Turtle: SEM, PROV-O, schema.org (docs/schemas/shapes.ttl)",
    "graphml": "a graph for Gephi and others: actors and what they did",
    "csv": "a spreadsheet, one row a triple",
    "duckdb": "a database: all tables, with views such as who_met_whom",
}


@dataclass(frozen=True)
class Options:
    """What a format may need besides the tables."""

    ontology: Ontology
    codes: ActorCodes
    base: str = "https://communique.example/"
    """What the URIs of RDF begin with."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many of what, and a word on what was left out (empty: nothing)."""

    count: int
    what: str
    left_out: str = ""


def export(dataset: Dataset, name: str, out: Path, options: Options) -> Written:
    """Write a dataset in a format; files appear whole or not at all.

    Raises:
        ValueError: no such format; the message lists them.
    """
    if name not in FORMATS:
        raise ValueError(f"expected a format: {', '.join(FORMATS)}; found {name!r}")
    module: Any = import_module(f"pipeline.exports.{name}")
    written: Written = module.write(dataset, out, options)
    return written
