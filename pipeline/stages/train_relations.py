"""``outputs/train`` (labelled articles, parsed) -> ``models/relations``, the event model."""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.alignment import check_grid
from pipeline.annotations import articles_from, read_labels_tables
from pipeline.candidates import propose
from pipeline.consistency import with_pronouns
from pipeline.documents import Document, assemble
from pipeline.encoder import Pretrained, load_pretrained
from pipeline.event_model import EventModel, Reading, save_events, train_events
from pipeline.model_card import data_part
from pipeline.params import load_params
from pipeline.reading import read
from pipeline.records import Event, Labels
from pipeline.relations import Ontology, load_ontology
from pipeline.runlog import run
from pipeline.tables import read_table
from pipeline.training import Schedule, choose_device

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``train_relations``; see ``params.yaml``."""

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
    none_share: float
    cue_dropout: float

    @property
    def schedule(self) -> Schedule:
        """The part that the training loop reads."""
        return Schedule(
            self.epochs, self.batch_size, self.encoder_rate, self.head_rate, self.warmup, self.frozen_layers
        )


def gold_readings(document: Document, labels: Labels, ontology: Ontology) -> list[Reading]:
    """What the model is to learn from one article: every candidate trigger, with what it tells, if anything."""
    by_trigger: dict[int, list[Event]] = {}
    for event in labels.events:
        span = document.span(event.trigger_start, event.trigger_end)
        if span:
            by_trigger.setdefault(span[0], []).append(event)
    mentions = with_pronouns(document, labels.mentions)
    candidates = propose(document, mentions, ontology, also=frozenset(by_trigger))
    return [read(candidate, ontology, by_trigger.get(candidate.trigger, ())) for candidate in candidates]


def train(
    documents: Sequence[Document], labels: Mapping[str, Labels], ontology: Ontology, encoder: Pretrained, params: Params
) -> tuple[EventModel, dict[str, Any]]:
    """Train the event model on labelled articles; with it its card: settings, sizes and the loss of each epoch."""
    readings = [r for document in documents for r in gold_readings(document, labels[document.article.doc_id], ontology)]
    told = {
        name: sum(reading.relation == 1 + number for reading in readings) for number, name in enumerate(ontology.names)
    }
    for name, count in told.items():
        if count == 0:
            log.warning("train_relations: no training article tells %s; the model cannot find it", name)
    model, losses = train_events(
        readings, encoder, ontology, params.schedule, params.dropout, params.none_share, params.cue_dropout, params.random_seed,
        params.threads, choose_device(params.device),
    )  # fmt: skip
    sizes = {"articles": len(documents), "candidates": len(readings), "events": told}
    return model, {"params": asdict(params), **sizes, "losses": losses}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "train_relations")
    ontology = load_ontology(options.configs / "relations.yaml")
    documents = assemble(
        articles_from(read_table(options.train / "articles.parquet", "articles")),
        read_table(options.train / "sentences.parquet", "sentences"),
        read_table(options.train / "tokens.parquet", "tokens"),
    )
    labels = {document.article.doc_id: Labels() for document in documents} | read_labels_tables(options.train)
    check_grid({document.article.doc_id: document for document in documents}, labels, Path("seeds/articles"))
    encoder = load_pretrained(params.encoder)
    model, card = train(documents, labels, ontology, encoder, params)
    data = data_part([document.article for document in documents], labels)
    save_events(options.model, model, encoder, {**card, "data": data})
    log.info(
        "train_relations: %d articles, %d candidate triggers, %d events, loss %.4f",
        card["articles"], card["candidates"], sum(card["events"].values()), card["losses"][-1],
    )  # fmt: skip


if __name__ == "__main__":
    run(main)
