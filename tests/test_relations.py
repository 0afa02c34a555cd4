"""Finding events: decisions from the model's opinions, roles that a relation allows, calls with several."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.actors import Directory, name_arguments
from pipeline.candidates import Candidate, occasion_fillers, propose
from pipeline.documents import Document
from pipeline.event_model import ROLE_NAMES, Opinion
from pipeline.gazetteer import Gazetteer
from pipeline.parsing import load_parser, parse
from pipeline.reading import decide
from pipeline.records import STATUSES, Article, Event, Mention
from pipeline.relations import Ontology, load_ontology
from pipeline.resolution import resolve
from pipeline.triples import ends

ROOT = Path(__file__).resolve().parent.parent
LABELS = {"Ana Mavric": "PERSON", "Jan Orlan": "PERSON", "Ivo Tesk": "PERSON", "Kessa": "GPE", "Monday": "DATE"}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(ROOT / "configs/relations.yaml")


def candidate(text: str, trigger: str, ontology: Ontology) -> Candidate:
    document = next(parse([Article("a", text)], load_parser(), 1))
    found = [
        Mention("a", at, at + len(name), name, label)  # type: ignore[arg-type]
        for name, label in LABELS.items()
        if (at := text.find(name)) >= 0
    ]
    return next(c for c in propose(document, found, ontology) if document.tokens[c.trigger].text == trigger)


def decided(
    text: str, trigger: str, relation: str, roles: dict[str, str], ontology: Ontology, score: float = 0.9
) -> Event | None:
    chosen = candidate(text, trigger, ontology)
    relations = np.full(1 + len(ontology.names), 0.0, dtype=np.float32)
    relations[0], relations[1 + ontology.names.index(relation)] = 1 - score, score
    statuses = np.eye(len(STATUSES), dtype=np.float32)[0]
    table = np.zeros((len(chosen.fillers), len(ROLE_NAMES)), dtype=np.float32)
    for row, filler in enumerate(chosen.fillers):
        table[row, ROLE_NAMES.index(roles.get(filler.mention.text, "none"))] = 1.0
    return decide(chosen, Opinion(relations, statuses, table), Names(ontology), ontology, 0.5)  # type: ignore[arg-type]


class Names:
    """The part of a model that decisions read: its labels."""

    def __init__(self, ontology: Ontology) -> None:
        self.relations = ("none", *ontology.names)


TEXT = "Talks\n\nAna Mavric met Jan Orlan in Kessa on Monday.\n"


def test_a_likely_relation_becomes_an_event_with_the_roles_it_allows(ontology: Ontology) -> None:
    event = decided(
        TEXT, "met", "met", {"Ana Mavric": "Side", "Jan Orlan": "Side", "Kessa": "Place", "Monday": "Time"}, ontology
    )
    assert event is not None
    assert [(a.role, a.text) for a in event.arguments] == [
        ("Side", "Ana Mavric"),
        ("Side", "Jan Orlan"),
        ("Place", "Kessa"),
        ("Time", "Monday"),
    ]


def test_an_unlikely_relation_is_none(ontology: Ontology) -> None:
    assert decided(TEXT, "met", "met", {"Ana Mavric": "Side"}, ontology, score=0.3) is None


def test_roles_that_the_relation_or_the_label_forbids_are_not_given(ontology: Ontology) -> None:
    event = decided(TEXT, "met", "met", {"Ana Mavric": "Subject", "Jan Orlan": "Time", "Monday": "Side"}, ontology)
    assert event is not None
    assert event.arguments == ()


def test_a_person_is_no_place_to_visit(ontology: Ontology) -> None:
    text = "Trip\n\nAna Mavric visited Jan Orlan in Kessa.\n"
    event = decided(text, "visited", "visited", {"Ana Mavric": "Subject", "Jan Orlan": "Object"}, ontology)
    assert event is not None
    assert [a.text for a in event.arguments] == ["Ana Mavric"]


def test_who_phones_two_has_spoken_with_each_and_they_not_with_each_other(ontology: Ontology) -> None:
    text = "Calls\n\nAna Mavric phoned Jan Orlan and Ivo Tesk.\n"
    event = decided(
        text, "phoned", "spoke_with", dict.fromkeys(("Ana Mavric", "Jan Orlan", "Ivo Tesk"), "Side"), ontology
    )
    assert event is not None
    document = next(parse([Article("a", text)], load_parser(), 1))
    mentions = [
        Mention("a", text.index(n), text.index(n) + len(n), n, "PERSON")
        for n in ("Ana Mavric", "Jan Orlan", "Ivo Tesk")
    ]
    named = name_arguments(event, Directory.of(resolve(document, mentions, EMPTY), mentions), ontology)
    pairs = {(a, b) for a, b, _, _ in ends(named, ontology["spoke_with"])}
    assert pairs == {("Ana Mavric", "Jan Orlan"), ("Ana Mavric", "Ivo Tesk")}


def test_occasions_are_phrases_without_relative_clauses(ontology: Ontology) -> None:
    document: Document = next(
        parse([Article("a", "Off\n\nShe cancelled more such talks which Tesk planned.\n")], load_parser(), 1)
    )
    assert "more such talks" in {filler.mention.text for filler in occasion_fillers(document, ontology)}


EMPTY = Gazetteer({}, {})
