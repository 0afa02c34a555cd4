"""``python -m pipeline``: extract triples from new articles, check and describe the labelled corpus."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

from pipeline.runlog import run

ROOT = Path(__file__).resolve().parent.parent
# One module each in pipeline/commands; only the one that is called is imported.
COMMANDS: Final = {
    "extract": "articles in, tables out, with the trained models",
    "report": "the page over the tables that `extract` wrote",
    "scores": "the figures of the last `dvc repro`",
    "export": "triples for other programs: JSONL, PLOVER, CAMEO, RDF, GraphML, CSV, DuckDB",
    "ask": "triples that answer a question, with the sentences that say so",
    "corpus": "the labelled corpus: check it, describe it, compare two labellings",
    "label": "draft labels, check and accept them, exchange them with other tools",
    "card": "which models made a table, or what a model was trained on",
    "compare": "two models on the same articles: gains and losses per relation",
}


class _Parser(argparse.ArgumentParser):
    """Ends a wrong command line with status 1: status 2 says that some articles were rejected."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: error: {message}\n")


def main() -> None:
    parser = _Parser(prog="python -m pipeline", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    # The first word names the command: the options of the others, and what they import, are not needed.
    called = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, meaning in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        if name == called:
            _module(name).add(command)
    options = parser.parse_args()
    run(lambda: _module(options.command).call(options, ROOT))


def _module(name: str) -> Any:
    return import_module(f"pipeline.commands.{name}")


if __name__ == "__main__":
    main()
