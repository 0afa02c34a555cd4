"""``python -m pipeline``: extract triples from new articles, check and describe the labelled corpus."""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from pipeline.runlog import run

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent


class _Parser(argparse.ArgumentParser):
    """Ends a wrong command line with status 1: status 2 says that some articles were rejected."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: error: {message}\n")


def main() -> None:
    parser = _Parser(prog="python -m pipeline", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("extract", help="articles in, tables out, with the trained models")
    command.add_argument(
        "articles", type=Path, help="a folder of <id>.txt, one .txt file, or a parquet with id and text"
    )
    command.add_argument("out", type=Path, help="the folder that the tables are written to")
    command.add_argument("--min-confidence", type=float, default=0.0, help="leave out triples under it (0 to 1)")
    command.set_defaults(call=_extract)
    command = commands.add_parser("scores", help="the figures of the last `dvc repro`")
    command.set_defaults(call=_scores)
    command = commands.add_parser("corpus", help="the labelled corpus: check it, describe it, compare two labellings")
    command.add_argument("action", choices=("check", "stats", "agreement"))
    command.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    command.set_defaults(call=_corpus)
    options = parser.parse_args()
    run(lambda: options.call(options))


def _extract(options: argparse.Namespace) -> None:
    from pipeline.corpus import read_articles
    from pipeline.extraction import extract, load_extractor, write_extraction

    if not 0 <= options.min_confidence <= 1:
        raise ValueError(f"--min-confidence: expected a number from 0 to 1, found {options.min_confidence}")
    corpus = read_articles(options.articles)
    extraction = extract(corpus, load_extractor(ROOT), options.min_confidence)
    write_extraction(options.out, corpus, extraction)
    log.info(
        "extract: %d triples in %d articles, %d rejected -> %s",
        len(extraction.triples),
        len(corpus.articles),
        len(corpus.rejections),
        options.out,
    )
    for rejection in corpus.rejections:
        log.warning("rejected %s: %s", rejection.path, rejection.reason)
    if corpus.rejections:
        sys.exit(2)


@contextmanager
def _results_on_stdout() -> Iterator[None]:
    """Send what the command was asked for to standard output, for ``> card.json``; messages stay on standard error."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    loggers = [log, logging.getLogger("pipeline.audit")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = True


def _scores(options: argparse.Namespace) -> None:
    path = ROOT / "outputs/metrics.json"
    if not path.exists():
        raise ValueError(f"{path}: no metrics yet; run `dvc repro`")
    try:
        lines = _score_lines(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: is damaged ({type(error).__name__}: {error}); run `dvc repro`") from error
    with _results_on_stdout():
        for line in lines:
            log.info("%s", line)


def _score_lines(metrics: Mapping[str, Any]) -> list[str]:
    from pipeline.stages.evaluate import JUDGED, headline

    return [headline(split, metrics[split]) for split in JUDGED] + [
        f"{name:<15} P {figure['precision']:.2f}  R {figure['recall']:.2f}  F1 {figure['f1']:.2f}  of {figure['support']}"
        for name, figure in metrics["test"]["relations"].items()
    ]


def _corpus(options: argparse.Namespace) -> None:
    from pipeline import audit

    actions = {"check": audit.check, "stats": audit.stats, "agreement": audit.agreement}
    with _results_on_stdout():
        actions[options.action](options.seeds, ROOT / "configs")


if __name__ == "__main__":
    main()
