"""``corpus check|stats|agreement``: check the labelled corpus, describe it, compare two labellings."""

import argparse
from pathlib import Path

from pipeline import audit
from pipeline.console import results_on_stdout


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("check", "stats", "agreement"))
    parser.add_argument("--seeds", type=Path, help="another folder of labelled articles")


def call(options: argparse.Namespace, root: Path) -> None:
    actions = {"check": audit.check, "stats": audit.stats, "agreement": audit.agreement}
    with results_on_stdout(audit.__name__):
        actions[options.action](options.seeds or root / "seeds", root / "configs")
