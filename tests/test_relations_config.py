"""``configs/relations.yaml``: what a user may write there, and what is said about what is wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.records import ROLES
from pipeline.relations import Ontology, load_ontology

MET: dict[str, Any] = {
    "reads": "A met B",
    "symmetric": True,
    "triggers": ["meet", "talks"],
    "cameo": {"occurred": "040"},
    "plover": {"occurred": "CONSULT"},
}
CANCELLED: dict[str, Any] = {"cancel_family": True, "triggers": ["cancel", "talks"]}


def load(folder: Path, content: Any) -> Ontology:
    text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
    (folder / "relations.yaml").write_text(text, encoding="utf-8")
    return load_ontology(folder / "relations.yaml")


def test_relations_keep_their_order_and_fill_up_what_is_left_out(tmp_path: Path) -> None:
    ontology = load(tmp_path, {"occasions": ["visit"], "relations": {"met": MET, "cancelled": CANCELLED}})
    assert ontology.names == ("met", "cancelled")
    assert ontology.occasions == {"visit"}
    cancelled = ontology["cancelled"]
    assert (cancelled.reads, cancelled.group, cancelled.symmetric, cancelled.cancel_family) == (
        "cancelled",
        "core",
        False,
        True,
    )
    assert cancelled.cameo == {}
    assert "met" in ontology
    assert "visited" not in ontology


def test_a_word_may_tell_several_relations(tmp_path: Path) -> None:
    lexicon = load(tmp_path, {"relations": {"met": MET, "cancelled": CANCELLED}}).lexicon
    assert lexicon == {"meet": {"met"}, "cancel": {"cancelled"}, "talks": {"met", "cancelled"}}


def test_roles_follow_from_what_kind_of_relation_it_is(tmp_path: Path) -> None:
    ontology = load(tmp_path, {"relations": {"met": MET, "cancelled": CANCELLED, "visited": {"triggers": ["visit"]}}})
    assert ontology["met"].roles == {"Side", "Place", "Time", "Occasion", "Source"}
    assert ontology["cancelled"].roles == set(ROLES)
    assert ontology["visited"].roles == {"Subject", "Object", "Place", "Time", "Occasion", "Source"}


def test_calls_may_be_bilateral_and_roles_may_be_closed_to_some_labels(tmp_path: Path) -> None:
    visited = {"triggers": ["visit"], "types": {"Object": ["GPE", "FAC"]}}
    ontology = load(tmp_path, {"relations": {"met": MET | {"bilateral": True}, "visited": visited}})
    assert (ontology["met"].bilateral, ontology["visited"].bilateral) == (True, False)
    assert not ontology["met"].types
    assert ontology["visited"].types["Object"] == frozenset({"GPE", "FAC"})


def test_relations_are_selected_by_group_and_family(tmp_path: Path) -> None:
    accused = {"group": "stance", "triggers": ["accuse"]}
    ontology = load(tmp_path, {"relations": {"met": MET, "cancelled": CANCELLED, "accused": accused}})
    assert ontology.select(group="core") == {"met", "cancelled"}
    assert ontology.select(cancel_family=True) == {"cancelled"}
    assert ontology.select(group="core", cancel_family=False) == {"met"}
    assert ontology.select() == {"met", "cancelled", "accused"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "relations.yaml: expected a mapping 'relations' with at least one relation"),
        ("relations: {}", "relations.yaml: expected a mapping 'relations'"),
        ("relations: [met]", "relations.yaml: expected a mapping 'relations'"),
        (
            {"relations": {"met": ["meet"]}},
            "relations.yaml: relation 'met': expected a mapping of fields, found ['meet']",
        ),
        (
            {"relations": {"met": MET | {"bilateral": "yes"}}},
            "relation 'met': bilateral: expected true or false, found 'yes'",
        ),
        ({"relations": {"met": MET | {"types": ["GPE"]}}}, "relation 'met': types: expected mention labels by role"),
        (
            {"relations": {"met": MET | {"types": {"Guest": ["GPE"]}}}},
            "relation 'met': types: expected a list of PERSON, ORG",
        ),
        (
            {"relations": {"met": MET | {"types": {"Side": ["CITY"]}}}},
            "by role, found 'Side': ['CITY']",
        ),
        (
            {"relations": {"met": MET | {"trigger": ["x"]}}},
            "relation 'met': unknown field 'trigger'; expected ['",
        ),
        ({"relations": {"none": MET}}, "relation 'none': a name is letters, digits and underscores, and not 'none'"),
        ({"relations": {"met with": MET}}, "relation 'met with': a name is letters"),
        (
            {"relations": {"met": MET | {"group": "side"}}},
            "relation 'met': group: expected core or stance, found 'side'",
        ),
        (
            {"relations": {"met": MET | {"symmetric": "yes"}}},
            "relation 'met': symmetric: expected true or false, found 'yes'",
        ),
        (
            {"relations": {"met": MET | {"cancel_family": 1}}},
            "relation 'met': cancel_family: expected true or false, found 1",
        ),
        (
            {"relations": {"met": MET | {"triggers": []}}},
            "relation 'met': triggers: expected at least one word, found none",
        ),
        (
            {"relations": {"met": {}}},
            "relation 'met': triggers: expected a list of words (quote no, yes, on and off), found None",
        ),
        (
            "relations: {met: {triggers: [meet, no]}}",
            "triggers: expected a list of words (quote no, yes, on and off), found ['meet', False]",
        ),
        (
            {"relations": {"met": MET | {"triggers": ["Meet"]}}},
            "triggers: expected single lower-case words, found 'Meet'",
        ),
        (
            {"relations": {"met": MET | {"triggers": ["called off"]}}},
            "triggers: expected single lower-case words, found 'called off'",
        ),
        ({"relations": {"met": MET}, "occasions": "visit"}, "relations.yaml: occasions: expected a list of words"),
        (
            {"relations": {"met": MET | {"cameo": {"done": "040"}}}},
            "relation 'met': cameo: expected codes by status (in quotes), found {'done': '040'}",
        ),
        (
            {"relations": {"met": MET | {"plover": "CONSULT"}}},
            "relation 'met': plover: expected codes by status (in quotes), found 'CONSULT'",
        ),
        (
            "relations: {met: {triggers: [meet], cameo: {occurred: 040}}}",
            "relation 'met': cameo: expected codes by status",
        ),
        ({"relations": {"met": MET | {"cancel_family": True}}}, "relation 'met': symmetric"),
        ("relations: {met: {triggers: [meet]", "relations.yaml: is not YAML"),
    ],
)
def test_what_is_wrong_is_said_by_file_relation_and_field(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        load(tmp_path, content)


def test_the_lists_that_ship_hold_the_words_of_the_guidelines(ontology: Ontology) -> None:
    words = {
        "met": "meet talks meeting",
        "visited": "visit arrive fly trip leave",
        "cancelled": "cancel call scrap shelve drop cancellation",
        "postponed": "postpone delay push put",
        "withdrew_from": "withdraw pull walk boycott skip suspend stay",
        "declined": "refuse turn decline reject",
        "proposed_talks": "offer ask call propose",
        "agreed_with": "sign agree deal accord treaty",
    }
    missing = {
        (name, word) for name, listed in words.items() for word in listed.split() if word not in ontology[name].triggers
    }
    assert missing == set()
