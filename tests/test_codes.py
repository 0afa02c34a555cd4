"""CAMEO and PLOVER codes: the table of the contract, row by row."""

from dataclasses import replace

import pytest

from pipeline.codes import cameo, plover
from pipeline.records import Status, Triple
from pipeline.relations import Ontology

TOLD: tuple[Status, ...] = ("occurred", "planned")
NOT_TOLD: tuple[Status, ...] = ("negated", "uncertain")


def codes(
    ontology: Ontology, relation: str, status: Status = "occurred", trigger: str = "x", occasion: str | None = None, *, third: bool = False, body: bool = False
) -> tuple[str | None, str | None]:  # fmt: skip
    triple = Triple("a1", "A", relation, "B", status, occasion=occasion)
    return cameo(triple, ontology[relation], trigger, third, body), plover(triple, ontology[relation], trigger)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("met", ("040", "CONSULT")),
        ("spoke_with", ("041", "CONSULT")),
        ("visited", ("042", "CONSULT")),
        ("hosted", ("043", "CONSULT")),
        ("mediated", ("045", "CONSULT")),
        ("invited", ("036", "AGREE")),
        ("proposed_talks", ("026", "REQUEST")),
        ("declined", ("125", "REJECT")),
        ("cancelled", ("161", "REJECT")),
        ("postponed", ("161", "REJECT")),
        ("withdrew_from", ("164", "REJECT")),
        ("agreed_with", ("057", "AGREE")),
        ("accused", ("112", "ACCUSE")),
        ("criticized", ("111", "ACCUSE")),
        ("warned", ("130", "THREATEN")),
    ],
)
def test_what_happened(ontology: Ontology, relation: str, expected: tuple[str, str]) -> None:
    assert codes(ontology, relation) == expected


def test_the_table_has_every_relation_of_the_contract(ontology: Ontology) -> None:
    promised = """met spoke_with visited hosted mediated invited proposed_talks cancelled postponed withdrew_from declined agreed_with
    accused criticized warned""".split()
    assert list(ontology.names) == promised


def test_the_groups_are_those_of_the_contract(ontology: Ontology) -> None:
    assert set(ontology.names) - ontology.select(group="core") == {"agreed_with", "accused", "criticized", "warned"}
    assert ontology.select(cancel_family=True) == {"cancelled", "postponed", "withdrew_from", "declined"}
    assert {name for name in ontology.names if ontology[name].symmetric} == {"met", "spoke_with", "agreed_with"}


@pytest.mark.parametrize("relation", ["met", "spoke_with", "visited", "hosted", "mediated", "invited"])
def test_what_is_planned_to_be_talked_is_an_agreement_to_meet(ontology: Ontology, relation: str) -> None:
    assert codes(ontology, relation, "planned") == ("036", "AGREE")


def test_only_what_is_negated_or_uncertain_has_no_code(ontology: Ontology) -> None:
    without = {(name, status) for name in ontology.names for status in TOLD if None in codes(ontology, name, status)}
    assert without == set()
    for name in ontology.names:
        assert {codes(ontology, name, status) for status in NOT_TOLD} == {(None, None)}


def test_a_meeting_in_a_third_place(ontology: Ontology) -> None:
    assert codes(ontology, "met", trigger="met", third=True) == ("044", "CONSULT")
    assert codes(ontology, "met", "planned", "meet", third=True) == ("036", "AGREE")
    assert codes(ontology, "hosted", third=True) == ("043", "CONSULT")


@pytest.mark.parametrize("trigger", ["negotiations", "Negotiate", "negotiated"])
def test_negotiations(ontology: Ontology, trigger: str) -> None:
    assert codes(ontology, "met", trigger=trigger, third=True)[0] == "046"
    assert codes(ontology, "met", "planned", trigger)[0] == "036"


@pytest.mark.parametrize("relation", ["cancelled", "postponed"])
def test_talks_that_were_broken_off(ontology: Ontology, relation: str) -> None:
    assert codes(ontology, relation, occasion="the peace talks") == ("164", "REJECT")
    assert codes(ontology, relation, occasion="Negotiations in Geneva") == ("164", "REJECT")
    assert codes(ontology, relation, occasion="a visit to Batumi") == ("161", "REJECT")


def test_leaving_a_body_or_an_agreement_is_reducing_relations(ontology: Ontology) -> None:
    assert codes(ontology, "withdrew_from", body=True)[0] == "161"
    assert codes(ontology, "withdrew_from", occasion="the Open Skies treaty")[0] == "161"
    assert codes(ontology, "withdrew_from", occasion="a November 20 meeting")[0] == "164"
    assert codes(ontology, "withdrew_from", occasion="a family reunion")[0] == "164"


@pytest.mark.parametrize("trigger", ["signed", "Sign", "signing", "initialled"])
def test_signed_texts_are_support(ontology: Ontology, trigger: str) -> None:
    assert codes(ontology, "agreed_with", trigger=trigger) == ("057", "SUPPORT")
    assert codes(ontology, "agreed_with", "uncertain", trigger) == (None, None)


def test_a_relation_of_ones_own_may_go_without_codes(ontology: Ontology) -> None:
    own = replace(ontology["met"], name="greeted", cameo={}, plover={})
    triple = Triple("a1", "A", "greeted", "B", "occurred")
    assert (cameo(triple, own, "greeted", True, True), plover(triple, own, "greeted")) == (None, None)
