"""Sentences, tokens and ``models/ner`` -> ``outputs/mentions.parquet``: spans that name something, with a label."""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tqdm import tqdm

from pipeline.annotations import articles_from, mention_rows
from pipeline.consistency import pronouns, vote
from pipeline.documents import Document, assemble
from pipeline.features import token_features
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.params import load_params
from pipeline.records import MENTION_LABELS, Mention
from pipeline.runlog import run
from pipeline.tables import read_table, write_table
from pipeline.tagger import Tagger, load_tagger
from pipeline.training import choose_device
from pipeline.windows import examples, windows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``ner``: mentions under ``min_score`` (0 to 1) are left out; ``batch_size`` counts sentences."""

    device: str
    threads: int
    batch_size: int
    min_score: float


def tag(document: Document, tagger: Tagger, gazetteer: Gazetteer, params: Params) -> list[Mention]:
    """The mentions of an article, in order: tagged spans made consistent over the article, and pronouns."""
    rows = token_features(document, gazetteer)
    found = tagger.predict(examples(document, rows, tagger.vocabulary, None), params.batch_size)
    mentions = [
        _mention(document, offset + first, offset + last, label, score)
        for (offset, _), spans in zip(windows(document), found, strict=True)
        for first, last, label, score in spans
    ]
    return sorted([*vote(document, mentions, params.min_score), *pronouns(document)], key=lambda m: (m.start, m.end))


def tag_all(documents: Sequence[Document], tagger: Tagger, gazetteer: Gazetteer, params: Params) -> list[Mention]:
    """The mentions of all articles."""
    torch.set_num_threads(params.threads)
    progress = tqdm(documents, desc="ner", unit="article", disable=None)
    return [mention for document in progress for mention in tag(document, tagger, gazetteer, params)]


def _mention(document: Document, first: int, last: int, label: str, score: float) -> Mention:
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    known = next(name for name in MENTION_LABELS if name == label)
    return Mention(document.article.doc_id, start, end, document.article.text[start:end], known, score)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "ner")
    documents = assemble(
        articles_from(read_table(options.outputs / "articles.parquet", "articles")),
        read_table(options.outputs / "sentences.parquet", "sentences"),
        read_table(options.outputs / "tokens.parquet", "tokens"),
    )
    tagger = load_tagger(options.model, choose_device(params.device))
    mentions = tag_all(documents, tagger, load_gazetteer(options.configs), params)
    write_table(options.outputs / "mentions.parquet", "mentions", mention_rows(mentions))
    log.info("ner: %d mentions in %d articles", len(mentions), len(documents))


if __name__ == "__main__":
    run(main)
