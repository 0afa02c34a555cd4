"""When two triples are the same, and what is counted over the articles of a split."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.judging import (
    Judge,
    argument_scores,
    candidate_recall,
    mention_scores,
    parser_mentions,
    trigger_scores,
    triple_scores,
)
from pipeline.records import Argument, Event, Labels, Mention, Triple
from pipeline.relations import Ontology

MET = Triple("a1", "Ilham Aliyev", "met", "Nikol Pashinian", "occurred", date="2023-07")
CANCELLED = Triple("a1", "Azerbaijan", "cancelled", "Armenia", "occurred", initiator_told=True)
TALKS = replace(CANCELLED, object="talks", object_kind="occasion")


@pytest.fixture(scope="module")
def judge(ontology: Ontology, gazetteer: Gazetteer) -> Judge:
    return Judge(ontology, gazetteer)


def turned(triple: Triple) -> Triple:
    return replace(triple, subject=triple.object, object=triple.subject)


# -- the same triple -----------------------------------------------------------------------------------------------


def test_circumstances_do_not_make_another_triple(judge: Judge) -> None:
    assert judge.same(MET, replace(MET, date="2019", place="Baku", status="planned", confidence=0.1))


def test_another_relation_is_another_triple(judge: Judge) -> None:
    assert not judge.same(MET, replace(MET, relation="spoke_with"))


@pytest.mark.parametrize("relation", ["met", "spoke_with", "agreed_with"])
def test_symmetric_relations_match_either_way_round(judge: Judge, relation: str) -> None:
    triple = replace(MET, relation=relation)
    assert judge.same(triple, turned(triple))


@pytest.mark.parametrize("relation", ["visited", "hosted", "accused", "cancelled", "withdrew_from"])
def test_directed_relations_match_one_way_only(judge: Judge, relation: str) -> None:
    triple = replace(CANCELLED, relation=relation)
    assert judge.same(triple, triple)
    assert not judge.same(triple, turned(triple))


def test_called_off_by_nobody_matches_either_way_round(judge: Judge) -> None:
    agentless = replace(CANCELLED, initiator_told=False)
    assert judge.same(agentless, turned(agentless))
    assert judge.same(agentless, turned(CANCELLED))


def test_a_told_initiator_is_not_matched_by_the_other_party(judge: Judge) -> None:
    assert not judge.same(CANCELLED, turned(replace(CANCELLED, initiator_told=False)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("United States", "U.S."),
        ("United Kingdom", "Britain"),
        ("Türkiye", "Turkey"),
        ("Myanmar", "Burma"),
        ("European Union", "EU"),
        ("NATO", "North Atlantic Treaty Organization"),
        ("Nikol Pashinián", "Nikol Pashinian"),
        ("the Taliban", "Taliban"),
    ],
)
def test_names_of_one_actor_are_equal(judge: Judge, one: str, other: str) -> None:
    assert judge.same(replace(CANCELLED, subject=one), replace(CANCELLED, subject=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Azerbaijan", "Baku"),  # a place that is visited stays a place
        ("Azerbaijan", "Ilham Aliyev"),
        ("Ilham Aliyev", "Aliyev"),  # the fullest name is asked for
        ("South Korea", "North Korea"),
        ("Niger", "Nigeria"),
    ],
)
def test_names_of_two_actors_are_not(judge: Judge, one: str, other: str) -> None:
    assert not judge.same(replace(CANCELLED, subject=one), replace(CANCELLED, subject=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("visit to Batumi", "visit"), ("talks", "Talks"), ("talks", "peace talks"), ("November 20 meeting", "meeting")],
)
def test_occasions_are_the_same_if_their_heads_are(judge: Judge, one: str, other: str) -> None:
    assert judge.same(replace(TALKS, object=one), replace(TALKS, object=other))
    assert judge.same(replace(TALKS, object=other), replace(TALKS, object=one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("talks", "visit"), ("peace talks", "peace conference"), ("visit to Batumi", "meeting in Batumi")],
)
def test_other_occasions_are_not(judge: Judge, one: str, other: str) -> None:
    assert not judge.same(replace(TALKS, object=one), replace(TALKS, object=other))


def test_an_occasion_is_no_party(judge: Judge) -> None:
    summit = replace(CANCELLED, object="G20")
    assert not judge.same(summit, replace(summit, object_kind="occasion"))


def test_an_occasion_without_initiator_does_not_turn_round(judge: Judge) -> None:
    agentless = replace(TALKS, initiator_told=False)
    assert judge.same(agentless, TALKS)
    assert not judge.same(agentless, turned(agentless))


# -- articles ------------------------------------------------------------------------------------------------------


def test_articles_with_nothing_stay_in(judge: Judge, ontology: Ontology) -> None:
    matched = judge.match_articles(["a1", "a2", "a3"], {"a1": [MET]}, {"a3": [MET]})
    assert list(matched) == ["a1", "a2", "a3"]
    scores = triple_scores(matched, ontology, seed=13)
    assert (scores["core"]["support"], scores["core"]["predicted"], scores["core"]["f1"]) == (1, 1, 0)


def test_the_headline_figures(judge: Judge, ontology: Ontology) -> None:
    accused = replace(CANCELLED, relation="accused")
    gold = {"a1": [MET, CANCELLED, accused], "a2": [MET]}
    found = {
        "a1": [turned(replace(MET, status="planned")), CANCELLED],
        "a2": [MET, replace(CANCELLED, relation="postponed")],
    }
    scores = triple_scores(judge.match_articles(["a1", "a2"], gold, found), ontology, seed=13)
    assert (scores["core"]["precision"], scores["core"]["recall"], scores["core"]["support"]) == (0.75, 1.0, 3)
    assert (scores["core_with_status"]["precision"], scores["core_with_status"]["recall"]) == (0.5, round(2 / 3, 4))
    assert (scores["cancel_family"]["precision"], scores["cancel_family"]["recall"]) == (0.5, 1.0)
    assert (scores["stance"]["recall"], scores["stance"]["support"]) == (0, 1)
    assert (scores["all"]["recall"], scores["all"]["support"]) == (0.75, 4)
    assert (scores["relations"]["postponed"]["support"], scores["relations"]["postponed"]["predicted"]) == (0, 1)
    assert set(scores["relations"]) == set(ontology.names)
    assert (scores["status"]["accuracy"], scores["status"]["support"]) == (round(2 / 3, 4), 3)
    assert scores["status"]["accuracy_low"] <= 2 / 3 <= scores["status"]["accuracy_high"]
    assert {"f1_low", "f1_high"} <= set(scores["core"])


def test_a_date_that_is_missed_and_one_that_is_made_up_are_both_wrong(judge: Judge, ontology: Ontology) -> None:
    found = [replace(MET, date="2023-08"), replace(CANCELLED, date="2023")]
    scores = triple_scores(judge.match_articles(["a1"], {"a1": [MET, CANCELLED]}, {"a1": found}), ontology, seed=13)
    assert (scores["date"]["accuracy"], scores["date"]["support"]) == (0, 2)


def test_mentions_are_scored_strictly(ontology: Ontology) -> None:
    baku, wrong_span = Mention("a1", 0, 4, "Baku", "GPE"), Mention("a1", 10, 15, "Paris", "GPE")
    gold = {"a1": (baku, wrong_span, Mention("a1", 20, 22, "he", "PRONOUN")), "a2": ()}
    found = {"a1": [baku, replace(wrong_span, end=16)], "a2": [replace(baku, doc_id="a2", label="ORG")]}
    scores = mention_scores(gold, found, seed=13)
    assert (scores["all"]["support"], scores["all"]["predicted"], scores["all"]["recall"]) == (2, 3, 0.5)
    assert (scores["GPE"]["precision"], scores["ORG"]["predicted"]) == (0.5, 1)
    assert "PRONOUN" not in scores


TIME = Argument("Time", 30, 34, "July", "DATE", (), "2023-07")
SIDE = Argument("Side", 0, 6, "Aliyev", "PERSON", ("Ilham Aliyev",))
EVENT = Event("a1", "met", "occurred", 10, 13, "met", (SIDE, TIME))
GOLD = {"a1": Labels(events=(EVENT,)), "a2": Labels(events=(replace(EVENT, doc_id="a2"),))}


def test_triggers_are_scored_by_span_and_by_relation() -> None:
    scores = trigger_scores(GOLD, {"a1": [replace(EVENT, relation="visited")]}, seed=13)
    assert (scores["identified"]["recall"], scores["identified"]["support"]) == (0.5, 2)
    assert scores["classified"]["recall"] == 0


def test_arguments_are_scored_on_triggers_that_were_found() -> None:
    found = replace(
        EVENT, status="planned", arguments=(replace(SIDE, names=("Heydar Aliyev",)), replace(TIME, edtf="2023-08"))
    )
    scores = argument_scores(GOLD, {"a1": [found]}, seed=13)
    assert (scores["all"]["f1"], scores["all"]["support"]) == (1, 2)
    assert (scores["Side"]["support"], scores["Time"]["support"]) == (1, 1)
    for name in ("status", "dates", "names"):
        assert (scores[name]["accuracy"], scores[name]["support"]) == (0, 1)
    assert {label: figure["support"] for label, figure in scores["names_by_label"].items()} == {"PERSON": 1}


def test_the_edges_of_an_occasion_are_not_scored() -> None:
    occasion = Argument("Occasion", 40, 50, "more talks", "OCCASION")
    gold = {"a1": Labels(events=(replace(EVENT, arguments=(SIDE, occasion)),))}
    found = {"a1": [replace(EVENT, arguments=(SIDE, replace(occasion, start=45)))]}
    scores = argument_scores(gold, found, seed=13)
    assert (scores["all"]["f1"], scores["all"]["support"]) == (1, 1)


def test_the_word_lists_bound_what_can_be_found(parsed: Callable[..., Document], ontology: Ontology) -> None:
    text = "The two met. The two waltzed."
    events = tuple(
        Event("a1", "met", "occurred", text.index(word), text.index(word) + len(word), word)
        for word in ("met", "waltzed")
    )
    recall = candidate_recall([parsed(text)], {"a1": Labels(events=events)}, ontology, seed=13)
    assert (recall["accuracy"], recall["support"]) == (0.5, 2)


def test_the_parsers_own_names_are_taken_without_article_and_possessive(parsed: Callable[..., Document]) -> None:
    document = parsed("The European Union’s leaders met in Washington on Tuesday with Angela Merkel.")
    found = {(mention.text, mention.label) for mention in parser_mentions(document)}
    assert {("European Union", "ORG"), ("Washington", "GPE"), ("Tuesday", "DATE"), ("Angela Merkel", "PERSON")} <= found
