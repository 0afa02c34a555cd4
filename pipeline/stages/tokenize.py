"""``outputs/articles.parquet`` -> sentences and tokens with offsets, lemma, part of speech and dependency.

The training articles' sentences and tokens are written apart as well.
"""

import argparse
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from tqdm import tqdm

from pipeline.annotations import articles_from
from pipeline.documents import Document, sentence_rows, token_rows
from pipeline.params import load_params
from pipeline.parsing import load_parser, parse
from pipeline.records import Article
from pipeline.runlog import run
from pipeline.tables import read_table, write_table

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``tokenize``: ``batch_size`` is in articles."""

    batch_size: int


def tokenize(articles: Iterable[Article], nlp: Language, params: Params) -> list[Document]:
    """Parse articles, in order."""
    return list(parse(articles, nlp, params.batch_size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "tokenize")
    articles = articles_from(read_table(options.outputs / "articles.parquet", "articles"))
    train = {row["doc_id"] for row in read_table(options.outputs / "train/articles.parquet", "articles")}
    documents = tokenize(tqdm(articles, desc="tokenize", unit="article", disable=None), load_parser(), params)
    for folder, chosen in (
        (options.outputs, documents),
        (options.outputs / "train", [document for document in documents if document.article.doc_id in train]),
    ):
        write_table(folder / "sentences.parquet", "sentences", sentence_rows(chosen))
        write_table(folder / "tokens.parquet", "tokens", token_rows(chosen))
    count = sum(len(document.tokens) for document in documents)
    log.info("tokenize: %d sentences, %d tokens", sum(len(document.sentences) for document in documents), count)


if __name__ == "__main__":
    run(main)
