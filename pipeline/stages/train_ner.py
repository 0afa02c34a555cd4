"""``outputs/train`` (labelled articles, parsed) -> ``models/ner``, the mention tagger."""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.alignment import check_grid
from pipeline.annotations import articles_from, read_labels_tables
from pipeline.documents import Document, assemble
from pipeline.encoder import Pretrained, load_pretrained
from pipeline.features import Vocabulary
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.model_card import data_part
from pipeline.params import load_params
from pipeline.records import Labels
from pipeline.runlog import run
from pipeline.tables import read_table
from pipeline.tagger import Tagger, save_tagger, train_tagger
from pipeline.training import Schedule, choose_device
from pipeline.windows import examples, feature_rows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``train_ner``; see ``params.yaml``."""

    encoder: str
    device: str
    threads: int
    random_seed: int
    epochs: int
    batch_size: int
    encoder_rate: float
    head_rate: float
    warmup: float
    frozen_layers: int
    dropout: float

    @property
    def schedule(self) -> Schedule:
        """The part that the training loop reads."""
        return Schedule(
            self.epochs, self.batch_size, self.encoder_rate, self.head_rate, self.warmup, self.frozen_layers
        )


def train(
    documents: Sequence[Document],
    labels: Mapping[str, Labels],
    gazetteer: Gazetteer,
    encoder: Pretrained,
    params: Params,
) -> tuple[Tagger, dict[str, Any]]:
    """Train the tagger on labelled articles; with it its card: settings, sizes and the loss of each epoch."""
    rows = feature_rows(documents, gazetteer)
    vocabulary = Vocabulary.of(row for article in rows for row in article)
    sentences = [
        example
        for document, features in zip(documents, rows, strict=True)
        for example in examples(document, features, vocabulary, labels[document.article.doc_id].mentions)
    ]
    tagger, losses = train_tagger(
        sentences, encoder, vocabulary, params.schedule, params.dropout, params.random_seed, params.threads,
        choose_device(params.device),
    )  # fmt: skip
    return tagger, {"params": asdict(params), "articles": len(documents), "sentences": len(sentences), "losses": losses}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "train_ner")
    documents = assemble(
        articles_from(read_table(options.train / "articles.parquet", "articles")),
        read_table(options.train / "sentences.parquet", "sentences"),
        read_table(options.train / "tokens.parquet", "tokens"),
    )
    labels = {document.article.doc_id: Labels() for document in documents} | read_labels_tables(options.train)
    check_grid({document.article.doc_id: document for document in documents}, labels, Path("seeds/articles"))
    encoder = load_pretrained(params.encoder)
    tagger, card = train(documents, labels, load_gazetteer(options.configs), encoder, params)
    data = data_part([document.article for document in documents], labels)
    save_tagger(options.model, tagger, encoder, {**card, "data": data})
    log.info("train_ner: %d articles, %d sentences, loss %.4f", card["articles"], card["sentences"], card["losses"][-1])


if __name__ == "__main__":
    run(main)
