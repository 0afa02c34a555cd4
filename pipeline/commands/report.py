"""``report FOLDER [OUT.html]``: the page over the tables that ``extract`` (or ``dvc repro``) wrote to a folder."""

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from pipeline.params import load_params
from pipeline.relations import load_ontology
from pipeline.report.contents import read_contents
from pipeline.stages.report import TITLE, Params, report
from pipeline.tables import write_text

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the folder that `extract` wrote")
    parser.add_argument("out", type=Path, nargs="?", help="the page; by default report.html in that folder")
    parser.add_argument("--articles", type=int, help="how many it holds at most, the newest first (see params.yaml)")
    parser.add_argument("--title", default=TITLE, help="the heading of the page")


def call(options: argparse.Namespace, root: Path) -> None:
    if not options.folder.is_dir():
        raise ValueError(
            f"{options.folder}: no such folder; `python -m pipeline extract ARTICLES {options.folder}` makes it"
        )
    params = load_params(Params, "report", root / "params.yaml")
    if options.articles is not None:
        params = replace(params, articles=options.articles)
    contents = read_contents(options.folder, params.articles)
    ontology = load_ontology(root / "configs/relations.yaml")
    out = options.out or options.folder / "report.html"
    write_text(out, report(contents, {}, ontology, root / "templates/report", options.title))
    log.info("report: %d articles, %d left out -> %s", len(contents.articles), contents.left_out.articles, out)
