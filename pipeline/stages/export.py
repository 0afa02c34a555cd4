"""Events and entities -> ``outputs/triples.parquet``: who did what to whom, with circumstances and evidence.

What follows from the labels goes to ``outputs/gold_triples.parquet``, for linking to be judged on.
"""

import argparse
import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.annotations import articles_from, entities_from, events_from, read_labels_tables
from pipeline.codes import cameo, plover
from pipeline.documents import Document, assemble
from pipeline.edtf import bounds
from pipeline.gazetteer import Gazetteer, load_gazetteer, normalise
from pipeline.model_card import stamps
from pipeline.modelstore import load_card
from pipeline.records import Entity, Event, Evidence, Triple
from pipeline.relations import Ontology, load_ontology
from pipeline.runlog import run
from pipeline.tables import Rows, group_by_article, read_table, write_table
from pipeline.triples import derive

log = logging.getLogger(__name__)


def export(
    documents: Sequence[Document],
    events: Sequence[Event],
    entities: Mapping[str, Sequence[Entity]],
    ontology: Ontology,
    gazetteer: Gazetteer,
) -> Rows:
    """Rows of the table ``triples``, article by article."""
    by_article: dict[str, list[Event]] = {}
    for event in events:
        by_article.setdefault(event.doc_id, []).append(event)
    rows: Rows = []
    for document in documents:
        own = by_article.get(document.article.doc_id, [])
        by_name = {entity.name: entity for entity in entities.get(document.article.doc_id, ())}
        by_id = {event.event_id: event for event in own}
        for triple in derive(document, own, ontology):
            rows.append(_row(triple, by_id[triple.event_id].trigger, document, by_name, ontology, gazetteer))
    return rows


def _row(
    triple: Triple,
    trigger: str,
    document: Document,
    entities: Mapping[str, Entity],
    ontology: Ontology,
    gazetteer: Gazetteer,
) -> dict[str, Any]:
    evidence = triple.evidence or Evidence("", 0, 0)
    if document.article.text[evidence.start : evidence.end] != evidence.text:
        raise ValueError(f"{triple.doc_id}: evidence {evidence.text!r} is not at {evidence.start}-{evidence.end}")
    relation = ontology[triple.relation]
    subject, object_ = entities.get(triple.subject), entities.get(triple.object)
    is_entity = triple.object_kind == "entity"
    countries = {e.country for e in (subject, object_) if e and e.country}
    where = _country(triple.place, entities, gazetteer)
    third = where is not None and bool(countries) and where not in countries
    first, last = bounds(triple.date) if triple.date else (None, None)
    date = document.article.date
    body = bool(object_ and object_.label == "ORG")
    return {
        "doc_id": triple.doc_id,
        "doc_date": dt.date.fromisoformat(date) if date else None,
        "split": document.article.split,
        "triple_id": triple.triple_id,
        "event_id": triple.event_id,
        "subject": triple.subject,
        "relation": triple.relation,
        "object": triple.object,
        "status": triple.status,
        "subject_id": _key(triple.subject, subject, gazetteer),
        "object_id": _key(triple.object, object_, gazetteer) if is_entity else None,
        "subject_country": subject.country if subject else _country(triple.subject, entities, gazetteer),
        "object_country": (object_.country if object_ else _country(triple.object, entities, gazetteer))
        if is_entity
        else None,
        "object_kind": triple.object_kind,
        "initiator_told": triple.initiator_told,
        "date": triple.date,
        "date_start": first,
        "date_end": last,
        "occasion": triple.occasion,
        "occasion_date": triple.occasion_date,
        "new_date": triple.new_date,
        "place": triple.place,
        "source": triple.source,
        "confidence": triple.confidence,
        **_evidence(evidence),
        "further_evidence": [_evidence(further) for further in triple.further_evidence],
        "plover": plover(triple, relation, trigger),
        "cameo": cameo(triple, relation, trigger, third, body),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"evidence": evidence.text, "evidence_start": evidence.start, "evidence_end": evidence.end}


def _key(name: str, entity: Entity | None, gazetteer: Gazetteer) -> str:
    """The actor's key; a person's holds the state, so that namesakes of two states stay two."""
    if entity is None:
        return gazetteer.key_of(name) or f"name:{normalise(name)}"
    return f"{entity.entity_id}:{entity.country}" if entity.label == "PERSON" and entity.country else entity.entity_id


def _country(name: str | None, entities: Mapping[str, Entity], gazetteer: Gazetteer) -> str | None:
    if name is None:
        return None
    if name in entities and entities[name].country:
        return entities[name].country
    return next((entry.country for entry in gazetteer.find(name) if entry.country), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("models", type=Path)
    options = parser.parse_args()
    documents = assemble(
        articles_from(read_table(options.outputs / "articles.parquet", "articles")),
        read_table(options.outputs / "sentences.parquet", "sentences"),
        read_table(options.outputs / "tokens.parquet", "tokens"),
    )
    events = events_from(
        read_table(options.outputs / "events.parquet", "events"),
        read_table(options.outputs / "event_arguments.parquet", "event_arguments"),
    )
    rows = group_by_article(read_table(options.outputs / "entities.parquet", "entities"))
    entities = {doc_id: entities_from(own) for doc_id, own in rows.items()}
    ontology, gazetteer = load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs)
    triples = export(documents, events, entities, ontology, gazetteer)
    made_by = stamps(load_card(options.models / "ner"), load_card(options.models / "relations"))
    write_table(options.outputs / "triples.parquet", "triples", triples, made_by)
    labels = [
        *read_labels_tables(options.outputs / "train").values(),
        *read_labels_tables(options.outputs / "gold").values(),
    ]
    gold = [event for own in labels for event in own.events]
    write_table(
        options.outputs / "gold_triples.parquet", "triples", export(documents, gold, entities, ontology, gazetteer)
    )
    log.info("export: %d triples in %d articles", len(triples), len({row["doc_id"] for row in triples}))


if __name__ == "__main__":
    run(main)
