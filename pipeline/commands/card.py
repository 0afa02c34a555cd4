"""``card PATH``: which models made a table, or what a model was trained on."""

import argparse
import json
import logging
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.console import results_on_stdout
from pipeline.model_card import read_stamps, readme
from pipeline.modelstore import load_card

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a table of triples, or a model's folder such as models/ner")


def call(options: argparse.Namespace, root: Path) -> None:
    del root
    text = readme(load_card(options.path)) if options.path.is_dir() else _stamps(options.path)
    with results_on_stdout(__name__):
        log.info("%s", text)


def _stamps(path: Path) -> str:
    try:
        found = read_stamps(pq.read_schema(path).metadata)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: expected a parquet table or a model's folder: {error}") from error
    if not found:
        raise ValueError(f"{path}: does not say which models made it; tables of triples do")
    return json.dumps(found, indent=1, ensure_ascii=False)
