"""evaluate: metrics of each split, curves, confusion, and the list of errors that never shows a test row."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.annotations import triples_from
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.judging import Judge
from pipeline.records import Argument, Event, Evidence, Labels, Mention, Triple
from pipeline.relations import Ontology
from pipeline.scoring import Matched
from pipeline.stages.evaluate import (
    Params,
    Results,
    confusion,
    error_rows,
    evaluate,
    precision_recall,
)
from pipeline.stages.export import export
from pipeline.tables import to_csv
from tests.flatten import flat

TEXT = "Baku met Yerevan on Tuesday, officials said.\n"
BAKU, YEREVAN = (
    Mention("d1", 0, 4, "Baku", "GPE", names=("Azerbaijan",)),
    Mention("d1", 9, 16, "Yerevan", "GPE", names=("Armenia",)),
)
SIDES = tuple(Argument("Side", m.start, m.end, m.text, m.label, m.names) for m in (BAKU, YEREVAN))
EVENT = Event("d1", "met", "occurred", 5, 8, "met", SIDES)
LABELS = Labels((BAKU, YEREVAN), (EVENT,))
MET = Triple(
    "d1", "Armenia", "met", "Azerbaijan", "occurred", evidence=Evidence(TEXT.strip(), 0, len(TEXT) - 1), confidence=0.9
)
CANCELLED = replace(MET, relation="cancelled", initiator_told=True, confidence=0.6)
PARAMS = Params(random_seed=13)


@pytest.fixture(scope="module")
def judge(ontology: Ontology, gazetteer: Gazetteer) -> Judge:
    return Judge(ontology, gazetteer)


@pytest.fixture(scope="module")
def documents(parsed: Callable[..., Document]) -> list[Document]:
    """Two of dev (one with nothing to find), one of test, the example, and one to train on."""
    splits = {"d1": "dev", "d2": "dev", "t1": "test", "e1": "example", "x1": "train"}
    return [
        parsed(TEXT if doc_id != "d2" else "Nothing was said.", doc_id, split=split) for doc_id, split in splits.items()
    ]


def results(
    documents: list[Document], triples: dict[str, list[Triple]], events: dict[str, list[Event]] | None = None
) -> Results:
    return Results(
        documents=documents,
        gold={"d1": LABELS, "d2": Labels(), "t1": LABELS, "e1": LABELS},
        gold_triples={doc_id: [replace(MET, doc_id=doc_id)] for doc_id in ("d1", "t1", "e1", "x1")},
        mentions={"d1": LABELS.mentions},
        events=events or {},
        oracle={"d1": [EVENT]},
        triples=triples,
    )


def test_every_split_is_judged_on_its_own(documents: list[Document], judge: Judge) -> None:
    metrics, _ = evaluate(results(documents, {"d1": [MET]}), judge, PARAMS)
    assert list(metrics) == ["test", "dev", "example"]
    assert [metrics[split]["articles"] for split in metrics] == [1, 2, 1]
    assert [metrics[split]["core"]["f1"] for split in metrics] == [0, 1, 0]
    assert [metrics[split]["core"]["support"] for split in metrics] == [1, 1, 1]


def test_what_nobody_proposed_counts_as_missed(documents: list[Document], judge: Judge) -> None:
    metrics, matched = evaluate(results(documents, {}), judge, PARAMS)
    assert metrics["dev"]["core"]["recall"] == 0
    assert len(matched["d1"].missed) == 1
    assert matched["d2"] == Matched()


def test_training_articles_are_not_judged(documents: list[Document], judge: Judge) -> None:
    _, matched = evaluate(results(documents, {"x1": [MET]}), judge, PARAMS)
    assert set(matched) == {"d1", "d2", "t1", "e1"}


def test_every_figure_of_the_report_is_there_with_support_and_interval(documents: list[Document], judge: Judge) -> None:
    metrics, _ = evaluate(results(documents, {"d1": [MET]}, {"d1": [EVENT]}), judge, PARAMS)
    dev = metrics["dev"]
    for name in ("core", "core_with_status", "cancel_family"):
        assert set(dev[name]) == {"precision", "recall", "f1", "f1_low", "f1_high", "support", "predicted"}
    assert dev["mentions"]["all"]["f1"] == 1
    assert dev["triggers"]["classified"]["f1"] == 1
    assert dev["on_gold_mentions"]["arguments"]["all"]["f1"] == 1
    whole = {"accuracy": 1, "accuracy_low": 1, "accuracy_high": 1, "support": 1}
    assert dev["trigger_candidates"] == whole
    assert set(dev["relations"]) == set(judge.ontology.names)
    assert {"status", "date"} <= set(dev)


def test_metrics_are_numbers_that_json_knows_and_the_same_every_time(documents: list[Document], judge: Judge) -> None:
    first, second = (
        json.dumps(evaluate(results(documents, {"d1": [MET, CANCELLED]}), judge, PARAMS)[0], allow_nan=False)
        for _ in range(2)
    )
    assert first == second
    assert flat(json.loads(first))["dev.core.precision"] == 0.5


def test_confusion_has_a_row_for_every_trigger_gold_or_found() -> None:
    found = {
        "d1": [replace(EVENT, relation="visited"), replace(EVENT, trigger_start=20, trigger_end=27, relation="accused")]
    }
    rows = confusion({"d1": LABELS, "d2": LABELS}, found)
    assert rows == [
        {"actual": "met", "predicted": "visited"},
        {"actual": "none", "predicted": "accused"},
        {"actual": "met", "predicted": "none"},
    ]


def test_the_curve_falls_from_the_surest_triple_and_ends_at_the_recall() -> None:
    matched = [Matched(((MET, MET),), (MET,), (CANCELLED,)), Matched((), (), (replace(MET, confidence=0.95),))]
    rows = precision_recall(matched, frozenset({"met", "cancelled"}))
    assert [row["confidence"] for row in rows] == [0.95, 0.9, 0.6]
    assert [row["recall"] for row in rows] == [0, 0.5, 0.5]
    assert [row["precision"] for row in rows] == [0, 0.5, pytest.approx(1 / 3)]
    assert precision_recall([Matched((), (MET,))], frozenset({"met"})) == []


def test_the_curve_takes_core_relations_only() -> None:
    accused = replace(MET, relation="accused")
    assert precision_recall([Matched(((accused, accused),), (), (accused,))], frozenset({"met"})) == []


def test_equal_confidence_is_one_point_of_the_curve() -> None:
    rows = precision_recall([Matched(((MET, MET),), (), (replace(MET, object="Georgia"),))], frozenset({"met"}))
    assert [(row["recall"], row["precision"]) for row in rows] == [(1, 0.5)]


def test_errors_of_dev_and_the_example_are_listed_with_evidence_and_cause(
    documents: list[Document], judge: Judge
) -> None:
    planned = replace(MET, status="planned")
    matched = {
        "d1": Matched(((MET, planned),), (), (CANCELLED,)),
        "d2": Matched(),
        "t1": Matched((), (MET,)),
        "e1": Matched((), (MET,)),
    }
    cancelled = replace(EVENT, relation="cancelled", arguments=tuple(replace(a, role="Side") for a in SIDES))
    rows = error_rows(matched, results(documents, {}, {"d1": [cancelled]}), judge)
    assert [(row["doc_id"], row["split"], row["error"], row["relation"], row["cause"]) for row in rows] == [
        ("d1", "dev", "made up", "cancelled", "relation: met"),
        ("d1", "dev", "status", "met", "expected occurred"),
        ("e1", "example", "missed", "met", "trigger missed"),
    ]
    assert {row["evidence"] for row in rows} == {TEXT.strip()}


def test_errors_of_test_and_train_are_never_listed(documents: list[Document], judge: Judge) -> None:
    matched = {document.article.doc_id: Matched((), (MET,), (CANCELLED,)) for document in documents}
    assert {row["split"] for row in error_rows(matched, results(documents, {}), judge)} == {"dev", "example"}


def test_right_triples_are_no_errors(documents: list[Document], judge: Judge) -> None:
    matched = {document.article.doc_id: Matched(((MET, MET),)) for document in documents}
    assert error_rows(matched, results(documents, {}), judge) == []


def test_csv_can_be_read_back_whatever_the_cells() -> None:
    rows = [{"a": 'says "no", twice', "b": "two\nlines"}, {"a": "ä", "b": ""}]
    assert list(csv.DictReader(io.StringIO(to_csv(rows, ("a", "b"))))) == rows
    assert to_csv([], ("a", "b")) == "a,b\n"


def test_triples_come_back_from_the_exported_table(documents: list[Document], judge: Judge) -> None:
    (row,) = export(documents[:1], [EVENT], {}, judge.ontology, judge.gazetteer)
    (triple,) = triples_from([row])
    assert triple == replace(MET, confidence=1.0)
    assert judge.same(MET, triple)
