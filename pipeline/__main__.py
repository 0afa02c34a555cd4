"""``python -m pipeline``: extract triples from new articles, check and describe the labelled corpus."""

import argparse
import logging
import sys
from pathlib import Path

from pipeline.runlog import run

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description=__doc__)
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


def _scores(options: argparse.Namespace) -> None:
    import json

    from pipeline.stages.evaluate import JUDGED, headline

    path = ROOT / "outputs/metrics.json"
    if not path.exists():
        raise ValueError(f"{path}: no metrics yet; run `dvc repro`")
    metrics = json.loads(path.read_text(encoding="utf-8"))
    for split in JUDGED:
        log.info("%s", headline(split, metrics[split]))
    for name, figure in metrics["test"]["relations"].items():
        log.info(
            "%-15s P %.2f  R %.2f  F1 %.2f  of %d",
            name,
            figure["precision"],
            figure["recall"],
            figure["f1"],
            figure["support"],
        )


def _corpus(options: argparse.Namespace) -> None:
    from pipeline import audit

    actions = {"check": audit.check, "stats": audit.stats, "agreement": audit.agreement}
    actions[options.action](options.seeds, ROOT / "configs")


if __name__ == "__main__":
    main()
