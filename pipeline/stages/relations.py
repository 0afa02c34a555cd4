"""Mentions, entities and ``models/relations`` -> ``outputs/events.parquet`` and ``outputs/event_arguments.parquet``.

For labelled articles the events are also found from gold mentions (``outputs/oracle``), which tells errors of the event
model from those of the tagger.
"""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tqdm import tqdm

from pipeline.actors import Directory, name_arguments
from pipeline.annotations import (
    argument_rows,
    articles_from,
    entities_from,
    event_rows,
    mentions_from,
    read_labels_tables,
)
from pipeline.candidates import Candidate, propose
from pipeline.consistency import with_pronouns
from pipeline.documents import Document, assemble
from pipeline.event_model import EventModel, Opinion, load_events
from pipeline.gazetteer import load_gazetteer
from pipeline.params import load_params
from pipeline.reading import decide, read, supplements
from pipeline.records import Entity, Event, Mention
from pipeline.relations import Ontology, load_ontology
from pipeline.resolution import resolve
from pipeline.runlog import run
from pipeline.tables import group_by_article, read_table, write_table
from pipeline.timing import date_arguments
from pipeline.training import choose_device
from pipeline.triples import ends

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``relations``: events under ``min_score`` (0 to 1) are left out; ``batch_size`` counts candidates."""

    device: str
    threads: int
    batch_size: int
    min_score: float


def find_events(
    document: Document,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    model: EventModel,
    ontology: Ontology,
    params: Params,
) -> list[Event]:
    """The events of an article, in order of their triggers, arguments named and dated; those without parties are dropped."""
    candidates = propose(document, mentions, ontology)
    opinions = model.predict([read(candidate, ontology) for candidate in candidates], params.batch_size)
    directory = Directory.of(entities, mentions)
    found = []
    for candidate, opinion in zip(candidates, opinions, strict=True):
        event = decide(candidate, opinion, model, ontology, params.min_score)
        whole = _with_parties(event, candidate, opinion, directory, ontology) if event else None
        if whole is not None:
            found.append(date_arguments(whole, document, mentions))
    return found


def _with_parties(
    event: Event, candidate: Candidate, opinion: Opinion, directory: Directory, ontology: Ontology
) -> Event | None:
    """The event with its arguments named; where that leaves it without parties, with the likeliest one besides, or None."""
    relation = ontology[event.relation]
    more = supplements(candidate, opinion, event, relation)
    tried = [event, *(replace(event, arguments=(*event.arguments, argument)) for argument in more)]
    named = (name_arguments(one, directory, ontology) for one in tried)
    return next((one for one in named if ends(one, relation)), None)


def find_all(
    documents: Sequence[Document],
    mentions: Mapping[str, Sequence[Mention]],
    entities: Mapping[str, Sequence[Entity]],
    model: EventModel,
    ontology: Ontology,
    params: Params,
) -> list[Event]:
    """The events of all articles."""
    torch.set_num_threads(params.threads)
    return [
        event
        for document in tqdm(documents, desc="relations", unit="article", disable=None)
        for event in find_events(
            document,
            mentions.get(document.article.doc_id, ()),
            entities.get(document.article.doc_id, ()),
            model,
            ontology,
            params,
        )
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "relations")
    ontology, gazetteer = load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs)
    documents = assemble(
        articles_from(read_table(options.outputs / "articles.parquet", "articles")),
        read_table(options.outputs / "sentences.parquet", "sentences"),
        read_table(options.outputs / "tokens.parquet", "tokens"),
    )
    mentions = {k: mentions_from(v) for k, v in _rows(options.outputs, "mentions").items()}
    entities = {k: entities_from(v) for k, v in _rows(options.outputs, "entities").items()}
    model = load_events(options.model, ontology, choose_device(params.device))
    events = find_all(documents, mentions, entities, model, ontology, params)
    _write(options.outputs, events)
    labelled = [document for document in documents if document.article.split in ("dev", "test", "example")]
    gold = read_labels_tables(options.outputs / "gold")
    given = {
        d.article.doc_id: with_pronouns(d, gold[d.article.doc_id].mentions)
        for d in labelled
        if d.article.doc_id in gold
    }
    resolved = {d.article.doc_id: resolve(d, given.get(d.article.doc_id, ()), gazetteer) for d in labelled}
    _write(options.outputs / "oracle", find_all(labelled, given, resolved, model, ontology, params))
    log.info("relations: %d events in %d articles", len(events), len({event.doc_id for event in events}))


def _rows(outputs: Path, name: str) -> dict[str, list[Mapping[str, object]]]:
    return group_by_article(read_table(outputs / f"{name}.parquet", name))


def _write(folder: Path, events: Sequence[Event]) -> None:
    write_table(folder / "events.parquet", "events", event_rows(events))
    write_table(folder / "event_arguments.parquet", "event_arguments", argument_rows(events))


if __name__ == "__main__":
    run(main)
