"""Where statements come from, in PROV-O: sentences of articles, whoever the article names, the model that found them."""

from collections.abc import Mapping
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from pipeline.dataset import Dataset
from pipeline.exports.terms import SCHEMA, Base, add_label, ours, text


def add_extraction(graph: Graph, base: Base, metadata: Mapping[str, str]) -> URIRef | None:
    """How the triples were made; None where the table does not say."""
    if not metadata:
        return None
    extraction, model = base("extraction", "this"), base("model", "this")
    graph.add((extraction, RDF.type, PROV.Activity))
    graph.add((extraction, PROV.wasAssociatedWith, model))
    graph.add((model, RDF.type, PROV.SoftwareAgent))
    for name, value in metadata.items():
        graph.add((model, ours(name.removeprefix("communique.").replace(".", "-")), text(value)))
    return extraction


def add_sources(graph: Graph, base: Base, statement: URIRef, row: Mapping[str, Any]) -> None:
    """The sentences that a statement comes from, and whoever the article names as its source."""
    article = base("article", row["doc_id"])
    for link, found in (
        (PROV.hadPrimarySource, row),
        *((PROV.wasDerivedFrom, e) for e in row["further_evidence"] or ()),
    ):
        if not found["evidence"]:
            continue
        # Without offsets the sentence has no place in the article, and its URI comes from the statement.
        known = found["evidence_start"] is not None and found["evidence_end"] is not None
        span = f"#char={found['evidence_start']},{found['evidence_end']}" if known else None
        sentence = URIRef(f"{article}{span}" if span else f"{statement}#evidence")
        graph.add((statement, link, sentence))
        graph.add((sentence, RDF.type, PROV.Entity))
        graph.add((sentence, PROV.value, text(found["evidence"])))
        graph.add((sentence, DCTERMS.isPartOf, article))
    if row["source"]:
        speaker = base.named("source", row["source"])
        graph.add((statement, PROV.wasAttributedTo, speaker))
        graph.add((speaker, RDF.type, PROV.Agent))
        add_label(graph, speaker, row["source"])


def add_article(graph: Graph, base: Base, row: Mapping[str, Any], dataset: Dataset) -> None:
    """The article of a triple, with what the folder knows of it."""
    article = base("article", row["doc_id"])
    graph.add((article, RDF.type, SCHEMA.NewsArticle))
    graph.add((article, RDF.type, PROV.Entity))
    graph.add((article, DCTERMS.identifier, text(row["doc_id"])))
    if row["doc_date"]:
        graph.add((article, SCHEMA.datePublished, Literal(row["doc_date"], datatype=XSD.date)))
    known = dataset.article_of.get(row["doc_id"], {})
    for name, term in (("title", SCHEMA.headline), ("source", SCHEMA.publisher), ("url", SCHEMA.url)):
        if value := known.get(name):
            graph.add((article, term, text(value)))
