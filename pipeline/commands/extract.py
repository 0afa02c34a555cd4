"""``extract ARTICLES OUT``: articles in, tables out, with the trained models."""

import argparse
import logging
import sys
from pathlib import Path

from pipeline.corpus import read_articles
from pipeline.extraction import extract, load_extractor, write_extraction

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "articles", type=Path, help="a folder of <id>.txt, one .txt file, or a parquet with id and text"
    )
    parser.add_argument("out", type=Path, help="the folder that the tables are written to")
    parser.add_argument("--min-confidence", type=float, default=0.0, help="leave out triples under it (0 to 1)")


def call(options: argparse.Namespace, root: Path) -> None:
    if not 0 <= options.min_confidence <= 1:
        raise ValueError(f"--min-confidence: expected a number from 0 to 1, found {options.min_confidence}")
    corpus = read_articles(options.articles)
    extraction = extract(corpus, load_extractor(root), options.min_confidence)
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
