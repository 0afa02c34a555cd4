"""Training the event model: what it is shown, and that it learns and says what it cannot learn."""

import logging
from pathlib import Path

import pytest

from pipeline.brat import parse_standoff
from pipeline.documents import Document
from pipeline.encoder import load_pretrained
from pipeline.event_model import ROLE_NAMES
from pipeline.parsing import load_parser, parse
from pipeline.records import STATUSES, Article, Labels
from pipeline.relations import Ontology, load_ontology
from pipeline.stages.train_relations import Params, gold_readings, train
from tests.test_chain import ARTICLES, LABELS
from tests.tiny import save_bert

ROOT = Path(__file__).resolve().parent.parent
PARAMS = Params("tiny", "cpu", 1, 7, 4, 4, 1e-3, 1e-3, 0.1, 0, 0.1, 1.0, 0.1)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(ROOT / "configs/relations.yaml")


def labelled(name: str, ontology: Ontology) -> tuple[Document, Labels]:
    document = next(parse([Article(name, ARTICLES[name][1])], load_parser(), 1))
    return document, parse_standoff("\n".join(LABELS[name]), document.article.text, name, "x.ann", ontology)


def test_every_candidate_is_read_with_its_gold_relation_status_and_roles(ontology: Ontology) -> None:
    document, labels = labelled("delayed", ontology)
    told = [reading for reading in gold_readings(document, labels, ontology) if reading.relation]
    assert len(told) == 1
    assert ontology.names[told[0].relation - 1] == "cancelled"
    assert STATUSES[told[0].status] == "occurred"
    assert told[0].words[told[0].trigger] == "called"
    assert {ROLE_NAMES[role] for role in told[0].roles} >= {"Subject", "Occasion", "Time", "Place"}


def test_candidates_that_tell_nothing_are_shown_as_none(ontology: Ontology) -> None:
    document, labels = labelled("quiet", ontology)
    readings = gold_readings(document, labels, ontology)
    assert readings
    assert {reading.relation for reading in readings} == {0}


def test_names_are_read_as_their_kind(ontology: Ontology) -> None:
    document, labels = labelled("kessa", ontology)
    words = {word for reading in gold_readings(document, labels, ontology) for word in reading.words}
    assert "person" in words
    assert "Orlan" not in words


def test_training_is_repeatable_and_warns_of_relations_without_an_example(
    tmp_path: Path, ontology: Ontology, caplog: pytest.LogCaptureFixture
) -> None:
    document, labels = labelled("kessa", ontology)
    folder = str(save_bert(tmp_path / "bert", [document.article.text]))
    with caplog.at_level(logging.WARNING):
        runs = [train([document], {"kessa": labels}, ontology, load_pretrained(folder), PARAMS)[1] for _ in range(2)]
    assert runs[0]["losses"] == runs[1]["losses"]
    assert any("no training article tells mediated" in record.getMessage() for record in caplog.records)
    assert not any("no training article tells met" in record.getMessage() for record in caplog.records)
