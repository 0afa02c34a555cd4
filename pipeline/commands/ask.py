"""``ask``: triples that answer a question, by date, with the sentences that say so."""

import argparse
import datetime as dt
import logging
import shutil
import sys
from pathlib import Path
from typing import Final

from pipeline.answers import shown
from pipeline.characters import json_line
from pipeline.console import results_on_stdout
from pipeline.dataset import Dataset, read_dataset
from pipeline.edtf import bounds
from pipeline.exports.jsonl import record
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.questions import Answer, Question, ask, known_actors, near_names, places
from pipeline.records import STATUSES
from pipeline.relations import Ontology, load_ontology

log = logging.getLogger(__name__)
results = logging.getLogger(f"{__name__}.results")

FAMILY: Final = "cancel"
"""Names all relations of the cancel family."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--actor", action="append", default=[], help="a name, surname or id; a second one is the other end"
    )
    parser.add_argument("--relation", action="append", default=[], help=f"one of configs/relations.yaml, or {FAMILY}")
    parser.add_argument("--status", action="append", default=[], choices=STATUSES)
    parser.add_argument(
        "--since", metavar="DATE", help="2023-07-04, 2023-07 or 2023; triples without a date are left out"
    )
    parser.add_argument("--until", metavar="DATE", help="the same; its last day counts")
    parser.add_argument("--place", help="where it took place or was to; the object of visited")
    parser.add_argument("--country", help="a state's code or name: of either end")
    parser.add_argument(
        "--from", dest="source", type=Path, help="a folder of tables, or a parquet of triples (outputs)"
    )
    parser.add_argument("--limit", type=int, help="show the first of them only")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, every column")


def call(options: argparse.Namespace, root: Path) -> None:
    ontology, gazetteer = load_ontology(root / "configs/relations.yaml"), load_gazetteer(root / "configs")
    dataset = read_dataset(options.source or root / "outputs")
    question = _question(options, dataset, ontology, gazetteer)
    answer = ask(dataset.triples, question, gazetteer)
    rows = answer.rows if options.limit is None else answer.rows[: options.limit]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not options.json else None
    with results_on_stdout(results.name):
        for number, row in enumerate(rows):
            gap = "\n" if number and not options.json else ""
            results.info("%s", gap + (json_line(record(row)) if options.json else shown(row, width)))
    log.info("%s", _summary(answer, len(rows), question, dataset))


def _question(options: argparse.Namespace, dataset: Dataset, ontology: Ontology, gazetteer: Gazetteer) -> Question:
    if len(options.actor) > 2:
        raise ValueError(f"--actor: a triple has two ends; found {len(options.actor)} actors")
    if options.limit is not None and options.limit < 1:
        raise ValueError(f"--limit: expected a number from 1, found {options.limit}")
    return Question(
        actors=tuple(options.actor),
        relations=_relations(options.relation, dataset, ontology),
        statuses=frozenset(options.status),
        since=_day(options.since, "--since", 0),
        until=_day(options.until, "--until", 1),
        place=options.place,
        country=_country(options.country, gazetteer),
    )


def _relations(names: list[str], dataset: Dataset, ontology: Ontology) -> frozenset[str]:
    known = {*ontology.names, *(row["relation"] for row in dataset.triples)}
    found: set[str] = set()
    for name in names:
        if name != FAMILY and name not in known:
            raise ValueError(f"--relation: expected {FAMILY} or one of {', '.join(sorted(known))}; found {name!r}")
        found |= ontology.select(cancel_family=True) if name == FAMILY else {name}
    return frozenset(found)


def _day(value: str | None, option: str, end: int) -> dt.date | None:
    try:
        return bounds(value)[end] if value is not None else None
    except ValueError as error:
        raise ValueError(f"{option}: {error}") from error


def _country(name: str | None, gazetteer: Gazetteer) -> str | None:
    if name is None:
        return None
    states = {entry.country: entry.name for entry in gazetteer.names.values() if entry.key.startswith("state:")}
    by_code = next((code for code in states if code and code.casefold() == name.strip().casefold()), None)
    by_name = next((entry.country for entry in gazetteer.find(name) if entry.kind == "state"), None)
    if code := by_code or by_name:
        return code
    near = near_names(name, states.values())
    raise ValueError(f"--country: expected a state's code or name, found {name!r}{_meant(near)}")


def _meant(names: list[str]) -> str:
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _summary(answer: Answer, count: int, question: Question, dataset: Dataset) -> str:
    undated = f"; {answer.undated} more have no date and are left out" if answer.undated else ""
    if answer.rows:
        total = len(answer.rows)
        of = f"{count} of {total}" if count < total else str(total)
        return f"ask: {of} triples{undated}"
    return f"ask: nothing found{undated}{''.join(_hints(answer, question, dataset))}"


def _hints(answer: Answer, question: Question, dataset: Dataset) -> list[str]:
    hints: list[str] = []
    names = {name for forms in known_actors(dataset.triples).values() for name in forms}
    for name in answer.unknown:
        hints.append(f"; no triple has {name!r}{_meant(near_names(name, names))}")
    where = {place for row in dataset.triples for place in places(row)}
    if question.place is not None and not any(question.place.casefold() == place.casefold() for place in where):
        hints.append(f"; no triple is in {question.place!r}{_meant(near_names(question.place, where))}")
    return hints
