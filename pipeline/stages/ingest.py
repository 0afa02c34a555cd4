"""``seeds/articles`` -> ``outputs/articles.parquet``, the gold tables, and the training articles apart from the rest.

The training tables hold labelled articles of the split *train* only, so that a new article without labels changes
nothing that a model is trained on.
"""

import argparse
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.annotations import article_rows, write_labels
from pipeline.corpus import Corpus, read_articles, read_labels
from pipeline.gold import read_gold, texts_of
from pipeline.records import Article, Labels
from pipeline.relations import load_ontology
from pipeline.runlog import run
from pipeline.tables import write_table

log = logging.getLogger(__name__)


def checked(corpus: Corpus) -> list[Article]:
    """The articles of the corpus, in order of id.

    Raises:
        ValueError: an article cannot be read, or has a split but no labels; all of them are named. Articles kept with
            the project must all be good.
    """
    if wrong := (*corpus.rejections, *corpus.unlabelled_splits):
        raise ValueError("\n".join(f"{rejection.path}: {rejection.reason}" for rejection in wrong))
    return sorted(corpus.articles, key=lambda article: article.doc_id)


def training(articles: Iterable[Article], labels: Mapping[str, Labels]) -> list[Article]:
    """The articles that models are trained on: labelled, and of the split *train*."""
    return [article for article in articles if article.split == "train" and article.doc_id in labels]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("relations", type=Path)
    parser.add_argument("outputs", type=Path)
    options = parser.parse_args()
    ontology = load_ontology(options.relations)
    corpus = read_articles(options.seeds / "articles")
    articles = checked(corpus)
    labels = read_labels(options.seeds / "articles", articles, ontology)
    gold = read_gold(options.seeds / "gold.csv", {article.doc_id for article in articles}, ontology, texts_of(articles))
    train = training(articles, labels)
    write_table(options.outputs / "articles.parquet", "articles", article_rows(articles))
    write_table(options.outputs / "train/articles.parquet", "articles", article_rows(train))
    write_labels(options.outputs / "gold", [labels[article.doc_id] for article in articles if article.doc_id in labels])
    write_labels(options.outputs / "train", [labels[article.doc_id] for article in train])
    undated = sum(article.date is None for article in articles)
    log.info(
        "ingest: %d articles (%d without a date), %d labelled, %d drafts, %d to train on, %d triples written by hand",
        len(articles), undated, len(labels), len(corpus.drafts), len(train), len(gold),
    )  # fmt: skip


if __name__ == "__main__":
    run(main)
