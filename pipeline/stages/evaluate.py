"""Triples, events, mentions and the gold -> ``outputs/metrics.json``, plots, and ``outputs/errors.csv``.

Errors of dev and the example are listed; those of test are counted, never listed.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.annotations import articles_from, events_from, mentions_from, read_labels_tables, triples_from
from pipeline.causes import Told, cause_of_made_up, cause_of_missed
from pipeline.documents import Document, assemble
from pipeline.gazetteer import load_gazetteer
from pipeline.gold import read_gold, texts_of
from pipeline.judging import (
    Judge,
    argument_scores,
    candidate_recall,
    mention_scores,
    parser_mentions,
    trigger_scores,
    triple_scores,
)
from pipeline.params import load_params
from pipeline.records import Event, Labels, Mention, Triple
from pipeline.relations import NONE, load_ontology
from pipeline.runlog import run
from pipeline.scoring import Matched
from pipeline.tables import group_by_article, read_table, to_csv, write_text

log = logging.getLogger(__name__)
JUDGED = ("test", "dev", "example")


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``evaluate``: ``random_seed`` of the bootstrap."""

    random_seed: int


@dataclass(frozen=True)
class Results:
    """What the pipeline said of the judged articles, and what the gold says."""

    documents: Sequence[Document]
    gold: Mapping[str, Labels]
    gold_triples: Mapping[str, Sequence[Triple]]
    mentions: Mapping[str, Sequence[Mention]]
    events: Mapping[str, Sequence[Event]]
    oracle: Mapping[str, Sequence[Event]]
    triples: Mapping[str, Sequence[Triple]]


def evaluate(results: Results, judge: Judge, params: Params) -> tuple[dict[str, Any], dict[str, Matched]]:
    """Every metric, by split, and each article's matched triples."""
    metrics: dict[str, Any] = {}
    everything: dict[str, Matched] = {}
    for split in JUDGED:
        documents = [document for document in results.documents if document.article.split == split]
        ids = [document.article.doc_id for document in documents]
        matched = judge.match_articles(ids, results.gold_triples, results.triples)
        gold = {doc_id: results.gold.get(doc_id, Labels()) for doc_id in ids}
        mentions = {doc_id: labels.mentions for doc_id, labels in gold.items()}
        parser = {document.article.doc_id: parser_mentions(document) for document in documents}
        seed = params.random_seed
        metrics[split] = {
            "articles": len(ids),
            **triple_scores(matched, judge.ontology, seed),
            "mentions": mention_scores(mentions, results.mentions, seed),
            "mentions_of_parser": mention_scores(mentions, parser, seed),
            "triggers": trigger_scores(gold, results.events, seed),
            "trigger_candidates": candidate_recall(documents, gold, judge.ontology, seed),
            "on_gold_mentions": {
                "triggers": trigger_scores(gold, results.oracle, seed),
                "arguments": argument_scores(gold, results.oracle, seed),
            },
            "causes": cause_counts(matched, documents, results, judge),
        }
        everything |= matched
    return metrics, everything


def confusion(gold: Mapping[str, Labels], events: Mapping[str, Sequence[Event]]) -> list[dict[str, str]]:
    """One row a trigger, gold or predicted: the relation it tells and the one that was found."""
    rows = []
    for doc_id, labels in gold.items():
        actual = _relations(labels.events)
        found = _relations(events.get(doc_id, ()))
        for span in sorted({*actual, *found}):
            pairs = zip_longest(actual.get(span, []), found.get(span, []), fillvalue=NONE)
            rows += [{"actual": one, "predicted": other} for one, other in pairs]
    return rows


def _relations(events: Sequence[Event]) -> dict[tuple[int, int], list[str]]:
    """What each trigger tells: mostly one relation, once."""
    told: dict[tuple[int, int], list[str]] = {}
    for event in sorted(events, key=lambda event: event.relation):
        told.setdefault((event.trigger_start, event.trigger_end), []).append(event.relation)
    return told


def precision_recall(matched: Sequence[Matched], core: frozenset[str]) -> list[dict[str, float]]:
    """Precision and recall of core triples at each confidence, falling; empty without predictions."""
    articles = [article.select(core) for article in matched]
    support = sum(article.counts.support for article in articles)
    scored = [(found.confidence, True) for article in articles for _, found in article.pairs]
    scored += [(found.confidence, False) for article in articles for found in article.made_up]
    points: dict[float, dict[str, float]] = {}
    right = 0
    for number, (confidence, is_right) in enumerate(sorted(scored, key=lambda item: -item[0]), start=1):
        right += is_right
        recall, precision = right / max(1, support), right / number
        points[confidence] = {"recall": recall, "precision": precision, "confidence": confidence}
    return list(points.values())


def error_rows(matched: Mapping[str, Matched], results: Results, judge: Judge) -> list[dict[str, str]]:
    """Missed and made-up triples and wrong statuses of dev and the example, each with its cause."""
    rows = []
    for document in results.documents:
        if document.article.split not in ("dev", "example"):
            continue
        for kind, triple, cause in _errors(matched[document.article.doc_id], _told(document, results), judge):
            rows.append(
                {
                    "doc_id": document.article.doc_id, "split": str(document.article.split), "error": kind, "cause": cause,
                    "subject": triple.subject, "relation": triple.relation, "object": triple.object, "status": triple.status,
                    "date": triple.date or "", "evidence": triple.evidence.text if triple.evidence else "",
                }
            )  # fmt: skip
    return rows


def _errors(matched: Matched, told: Told, judge: Judge) -> list[tuple[str, Triple, str]]:
    missed = [("missed", triple, cause_of_missed(triple, told, judge)) for triple in matched.missed]
    made_up = [("made up", triple, cause_of_made_up(triple, told, judge)) for triple in matched.made_up]
    wrong = [
        ("status", found, f"expected {gold.status}") for gold, found in matched.pairs if gold.status != found.status
    ]
    return [*missed, *made_up, *wrong]


def _told(document: Document, results: Results) -> Told:
    doc_id = document.article.doc_id
    gold = results.gold.get(doc_id, Labels())
    return Told(document, gold.events, gold.mentions, results.events.get(doc_id, ()), results.mentions.get(doc_id, ()))


def cause_counts(
    matched: Mapping[str, Matched], documents: Sequence[Document], results: Results, judge: Judge
) -> dict[str, int]:
    """How many triples are wrong for each cause (without the words that it names), most first."""
    counts = Counter(
        f"{kind}, {cause.split(':')[0]}"
        for document in documents
        for kind, _, cause in _errors(matched[document.article.doc_id], _told(document, results), judge)
    )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _load(outputs: Path, seeds: Path, judge: Judge) -> Results:
    articles = articles_from(read_table(outputs / "articles.parquet", "articles"))
    documents = assemble(
        [article for article in articles if article.split in JUDGED],
        read_table(outputs / "sentences.parquet", "sentences"),
        read_table(outputs / "tokens.parquet", "tokens"),
    )
    gold_triples = read_gold(
        seeds / "gold.csv", {article.doc_id for article in articles}, judge.ontology, texts_of(articles)
    )
    mentions = group_by_article(read_table(outputs / "mentions.parquet", "mentions"))
    return Results(
        documents=documents,
        gold=read_labels_tables(outputs / "gold"),
        gold_triples=_grouped(gold_triples),
        mentions={doc_id: mentions_from(rows) for doc_id, rows in mentions.items()},
        events=_grouped(_events(outputs)),
        oracle=_grouped(_events(outputs / "oracle")),
        triples=_grouped(triples_from(read_table(outputs / "triples.parquet", "triples"))),
    )


def _events(folder: Path) -> list[Event]:
    arguments = read_table(folder / "event_arguments.parquet", "event_arguments")
    return events_from(read_table(folder / "events.parquet", "events"), arguments)


def _grouped(items: Sequence[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for item in items:
        groups.setdefault(item.doc_id, []).append(item)
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("configs", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "evaluate")
    judge = Judge(load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs))
    results = _load(options.outputs, options.seeds, judge)
    metrics, matched = evaluate(results, judge, params)
    test = [d.article.doc_id for d in results.documents if d.article.split == "test"]
    errors = error_rows(matched, results, judge)
    out = options.outputs
    write_text(out / "metrics.json", json.dumps(metrics, indent=1, sort_keys=False) + "\n")
    columns = ("doc_id", "split", "error", "cause", "subject", "relation", "object", "status", "date", "evidence")
    write_text(out / "errors.csv", to_csv(errors, columns))
    gold = {doc_id: results.gold.get(doc_id, Labels()) for doc_id in test}
    write_text(out / "plots/confusion.csv", to_csv(confusion(gold, results.events), ("actual", "predicted")))
    curve = precision_recall([matched[doc_id] for doc_id in test], judge.ontology.select(group="core"))
    write_text(out / "plots/precision_recall.csv", to_csv(curve, ("recall", "precision", "confidence")))
    for split in JUDGED:
        log.info("evaluate: %s", headline(split, metrics[split]))


def headline(split: str, metrics: Mapping[str, Any]) -> str:
    """The three headline figures of a split, with intervals and support, and the mentions' F1, on one line."""
    parts = []
    for name in ("core", "core_with_status", "cancel_family"):
        figure = metrics[name]
        interval = f"[{figure['f1_low']:.2f}, {figure['f1_high']:.2f}]"
        parts.append(f"{name.replace('_', ' ')} F1 {figure['f1']:.3f} {interval} of {figure['support']}")
    return f"{split} ({metrics['articles']} articles): {'; '.join(parts)}; mentions F1 {metrics['mentions']['all']['f1']:.3f}"


if __name__ == "__main__":
    run(main)
