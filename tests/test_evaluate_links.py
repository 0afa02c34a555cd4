"""evaluate_links: scores of linking, and the labelled cases of the project."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import audit
from pipeline.case_labels import COLUMNS, Line, line_of, read_case_labels
from pipeline.case_scoring import case_scores
from pipeline.gazetteer import Gazetteer
from pipeline.judging import Judge
from pipeline.relations import Ontology
from pipeline.stages.evaluate_links import Params, evaluate, same_triples
from tests.stories import linked, told

ROOT = Path(__file__).resolve().parent.parent


def line(doc: str, subject: str = "A") -> Line:
    return doc, subject, "met", "B", "occurred", ""


GOLD = {line("a"): "x", line("b"): "x", line("c"): "y", line("c", "D"): "y"}


def test_the_gold_itself_is_right() -> None:
    scores = case_scores(GOLD, GOLD, seed=1)
    assert (scores["triples"], scores["cases"], scores["cases_of_several_articles"]) == (4, 2, 1)
    assert (scores["pairs"]["f1"], scores["pairs"]["support"]) == (1.0, 2)
    assert (scores["pairs_across_articles"]["f1"], scores["pairs_across_articles"]["support"]) == (1.0, 1)
    assert scores["b_cubed"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_all_in_one_case_has_recall_and_all_apart_has_precision() -> None:
    one, apart = (case_scores(GOLD, found, seed=1) for found in (dict.fromkeys(GOLD, 0), {x: x for x in GOLD}))
    assert (one["pairs"]["precision"], one["pairs"]["recall"]) == (pytest.approx(2 / 6, abs=1e-4), 1.0)
    assert (one["b_cubed"]["precision"], one["b_cubed"]["recall"]) == (0.5, 1.0)
    assert (apart["pairs"]["predicted"], apart["pairs"]["recall"]) == (0, 0.0)
    assert (apart["b_cubed"]["precision"], apart["b_cubed"]["recall"]) == (1.0, 0.5)


def test_a_missed_and_a_made_up_triple_count_against_every_pair() -> None:
    found = {line("a"): 1, line("b", "made up"): 1, line("c"): 2, line("c", "D"): 2}
    scores = case_scores(GOLD, found, seed=1)
    assert (scores["pairs"]["precision"], scores["pairs"]["recall"]) == (0.5, 0.5)
    assert scores["pairs_across_articles"]["recall"] == 0.0
    assert scores["b_cubed"]["recall"] == 0.625


def test_predicted_triples_are_compared_by_the_contract(ontology: Ontology, gazetteer: Gazetteer) -> None:
    gold = [told(doc, "2020-01-02", "Ana B", "met", "United States", date="2020-01-01") for doc in "ab"]
    found = [
        told(doc, "2020-01-02", "Ana B", "met", "United States", date="2020-01-01") | {"object": "U.S."} for doc in "ab"
    ]
    names = same_triples(gold, found, Judge(ontology, gazetteer))
    assert set(names.values()) == {line_of(row) for row in gold}
    labels = {line_of(row): "x" for row in gold}
    cases = [linked(rows, ontology, gazetteer) for rows in (gold, found)]
    metrics = evaluate(labels, cases[0], cases[1], names, Params(random_seed=1))
    for name in ("on_gold_triples", "end_to_end", "on_right_triples"):
        assert metrics[name]["pairs_across_articles"]["f1"] == 1.0, name


@pytest.fixture(scope="module")
def lines() -> set[Line]:
    """The triples that follow from the labels of the project."""
    seeds = audit.load_seeds(ROOT / "seeds", ROOT / "configs")
    triples = (triple for own in seeds.derived.values() for triple in own)
    return {(t.doc_id, t.subject, t.relation, t.object, t.status, t.date or "") for t in triples}


def test_every_line_of_the_cases_names_a_triple_that_follows_from_the_labels(lines: set[Line]) -> None:
    cases = read_case_labels(ROOT / "seeds/cases.csv", lines)
    articles: dict[str, set[str]] = {}
    for triple, case in cases.items():
        articles.setdefault(case, set()).add(triple[0])
    assert sum(len(own) > 1 for own in articles.values()) >= 25


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["x,a,A,met,B,occurred,"], "expected a line for a | C | met | B | occurred | , found none"),
        (["x,a,A,met,B,planned,"], "cases.csv:2: expected a triple that follows from the labels, found a | A | met"),
        (["x,a,A,met,B,occurred,"] * 2, "cases.csv:3: a second line for a | A"),
        ([",a,A,met,B,occurred,"], "cases.csv:2: case: expected a name, found nothing"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path: Path, rows: list[str], message: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        read_case_labels(path, {line("a"), line("a", "C")})


@pytest.mark.parametrize("content", ["", "case,doc_id\n", "\xff"])
def test_another_file_is_refused(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match=r"cases\.csv"):
        read_case_labels(path, set())
