"""Cases of gold and of predicted triples, and ``seeds/cases.csv`` -> ``outputs/link_metrics.json``: how well linking links."""

import argparse
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.case_labels import Line, line_of, read_case_labels
from pipeline.case_scoring import case_scores
from pipeline.gazetteer import load_gazetteer
from pipeline.judging import Judge
from pipeline.params import load_params
from pipeline.records import Triple
from pipeline.relations import load_ontology
from pipeline.runlog import run
from pipeline.tables import Rows, read_table, write_text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``evaluate_links``: ``random_seed`` of the bootstrap."""

    random_seed: int


def evaluate(
    labels: Mapping[Line, str], gold_cases: Rows, cases: Rows, names: Mapping[Line, Line], params: Params
) -> dict[str, Any]:
    """Scores on gold triples, end to end on predicted ones, and of those on the ones that are right.

    Args:
        labels: the case of each gold triple.
        gold_cases: as linked from gold triples.
        cases: as linked from predicted triples.
        names: from a predicted triple to the gold triple that it is.
        params: the seed.
    """
    articles = {line[0] for line in labels}
    on_gold = {line: case for line, case in _grouping(gold_cases).items() if line[0] in articles}
    predicted = {names.get(line, line): case for line, case in _grouping(cases).items() if line[0] in articles}
    right = labels.keys() & predicted.keys()
    return {
        "articles": len(articles),
        "on_gold_triples": case_scores(labels, on_gold, params.random_seed),
        "end_to_end": case_scores(labels, predicted, params.random_seed),
        "on_right_triples": case_scores(
            {line: labels[line] for line in right}, {line: predicted[line] for line in right}, params.random_seed
        ),
    }


def _grouping(cases: Rows) -> dict[Line, str]:
    return {line_of(step): case["case_id"] for case in cases for step in case["history"]}


def same_triples(gold: Rows, found: Rows, judge: Judge) -> dict[Line, Line]:
    """From predicted triples to the gold triples that they are, article by article, by the contract."""
    by_article = [_by_article(rows) for rows in (gold, found)]
    matched = judge.match_articles(by_article[0], *by_article)
    return {_line(other): _line(one) for own in matched.values() for one, other in own.pairs}


def _by_article(rows: Rows) -> dict[str, list[Triple]]:
    groups: dict[str, list[Triple]] = {}
    names = ("doc_id", "subject", "relation", "object", "status", "object_kind", "initiator_told", "date")
    for row in rows:
        groups.setdefault(row["doc_id"], []).append(Triple(**{name: row[name] for name in names}))
    return groups


def _line(triple: Triple) -> Line:
    return triple.doc_id, triple.subject, triple.relation, triple.object, triple.status, triple.date or ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("labels", type=Path, help="cases.csv")
    parser.add_argument("configs", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "evaluate_links")
    judge = Judge(load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs))
    gold, found = (read_table(options.outputs / f"{name}.parquet", "triples") for name in ("gold_triples", "triples"))
    gold_cases, cases = (read_table(options.outputs / f"{name}.parquet", "cases") for name in ("gold_cases", "cases"))
    labels = read_case_labels(options.labels, {line_of(row) for row in gold})
    metrics = evaluate(labels, gold_cases, cases, same_triples(gold, found, judge), params)
    write_text(options.outputs / "link_metrics.json", json.dumps(metrics, indent=1) + "\n")
    for name in ("on_gold_triples", "end_to_end", "on_right_triples"):
        log.info("evaluate_links: %s: %s", name.replace("_", " "), headline(metrics[name]))


def headline(scores: Mapping[str, Any]) -> str:
    """Pairs of triples of two articles and B-cubed, on one line."""
    across, b_cubed = scores["pairs_across_articles"], scores["b_cubed"]
    return (
        f"pairs across articles P {across['precision']:.3f} R {across['recall']:.3f} F1 {across['f1']:.3f} "
        f"[{across['f1_low']:.2f}, {across['f1_high']:.2f}] of {across['support']}; B-cubed F1 {b_cubed['f1']:.3f}"
    )


if __name__ == "__main__":
    run(main)
