"""The whole pipeline in one process: articles without labels in, the same tables out as ``dvc repro`` writes."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.annotations import argument_rows, article_rows, entity_rows, event_rows, mention_rows
from pipeline.corpus import Corpus, write_rejections
from pipeline.documents import Document, sentence_rows, token_rows
from pipeline.event_model import EventModel, load_events
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.model_card import stamps
from pipeline.modelstore import load_card, load_config
from pipeline.params import load_params
from pipeline.parsing import load_parser
from pipeline.records import Entity, Event, Mention
from pipeline.relations import Ontology, load_ontology
from pipeline.stages import link, ner, relations, tokenize
from pipeline.stages.entities import resolve_all
from pipeline.stages.export import export
from pipeline.tables import Rows, write_table
from pipeline.tagger import Tagger, load_tagger
from pipeline.training import choose_device
from pipeline.worlds import worlds_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Extractor:
    """Trained models, word lists and settings, loaded once."""

    tagger: Tagger
    model: EventModel
    ontology: Ontology
    gazetteer: Gazetteer
    tokenize_params: tokenize.Params
    ner_params: ner.Params
    relations_params: relations.Params
    link_params: link.Params
    made_by: Mapping[str, str]
    """Metadata for the tables: which models."""


@dataclass(frozen=True)
class Extraction:
    """What was found in some articles: records of each kind, and the rows of triples and cases."""

    documents: Sequence[Document]
    mentions: Sequence[Mention]
    entities: Sequence[Entity]
    events: Sequence[Event]
    triples: Rows
    cases: Rows
    made_by: Mapping[str, str]


def load_extractor(root: Path, models: Path | None = None) -> Extractor:
    """Load settings below the project's root, and models from there or from another folder like ``models``.

    Relations that another folder's model was not trained for are left out of the ontology.

    Raises:
        ValueError: a model is missing or damaged (it says `dvc repro`), or a setting is wrong.
    """
    ner_params = load_params(ner.Params, "ner", root / "params.yaml")
    relations_params = load_params(relations.Params, "relations", root / "params.yaml")
    ontology = load_ontology(root / "configs/relations.yaml")
    if models is None:
        models = root / "models"
    else:
        known = set(load_config(models / "relations").get("relations", ()))
        ontology = replace(ontology, relations={n: r for n, r in ontology.relations.items() if n in known})
    return Extractor(
        tagger=load_tagger(models / "ner", choose_device(ner_params.device)),
        model=load_events(models / "relations", ontology, choose_device(relations_params.device)),
        ontology=ontology,
        gazetteer=load_gazetteer(root / "configs"),
        tokenize_params=load_params(tokenize.Params, "tokenize", root / "params.yaml"),
        ner_params=ner_params,
        relations_params=relations_params,
        made_by=stamps(load_card(models / "ner"), load_card(models / "relations")),
        link_params=load_params(link.Params, "link", root / "params.yaml"),
    )


def extract(corpus: Corpus, extractor: Extractor, min_confidence: float = 0.0) -> Extraction:
    """Run all stages on the articles of a corpus; triples under ``min_confidence`` are left out."""
    documents = tokenize.tokenize(corpus.articles, load_parser(), extractor.tokenize_params)
    mentions = ner.tag_all(documents, extractor.tagger, extractor.gazetteer, extractor.ner_params)
    by_article: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_article.setdefault(mention.doc_id, []).append(mention)
    entities = resolve_all(documents, by_article, extractor.gazetteer)
    entities_of: dict[str, list[Entity]] = {}
    for entity in entities:
        entities_of.setdefault(entity.doc_id, []).append(entity)
    events = relations.find_all(
        documents, by_article, entities_of, extractor.model, extractor.ontology, extractor.relations_params
    )
    rows = export(documents, events, entities_of, extractor.ontology, extractor.gazetteer)
    kept = [row for row in rows if row["confidence"] >= min_confidence]
    worlds = worlds_of(corpus.articles, {})
    cases = link.find_cases(kept, worlds, extractor.ontology, extractor.gazetteer, extractor.link_params)
    return Extraction(documents, mentions, entities, events, kept, cases, extractor.made_by)


def write_extraction(out: Path, corpus: Corpus, extraction: Extraction) -> None:
    """Write every table, and ``rejected.csv``."""
    tables: dict[str, Rows] = {
        "articles": article_rows(corpus.articles),
        "sentences": sentence_rows(extraction.documents),
        "tokens": token_rows(extraction.documents),
        "mentions": mention_rows(extraction.mentions),
        "entities": entity_rows(extraction.entities),
        "events": event_rows(extraction.events),
        "event_arguments": argument_rows(extraction.events),
        "triples": extraction.triples,
        "cases": extraction.cases,
    }
    for name, rows in tables.items():
        write_table(out / f"{name}.parquet", name, rows, extraction.made_by if name == "triples" else None)
    write_rejections(out / "rejected.csv", corpus.rejections)
