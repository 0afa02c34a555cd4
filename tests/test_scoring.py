"""Scores: what nobody proposed counts as missed, matching is one to one, intervals are honest and seeded."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Triple
from pipeline.scoring import Counts, Matched, accuracy, compare, interval, match, report
from tests.flatten import flat

MET = Triple("a1", "Ilham Aliyev", "met", "Nikol Pashinian", "occurred", date="2023-07")
KEYS = st.lists(st.sampled_from("abcd"), max_size=8)
COUNTS = st.builds(Counts, *[st.integers(0, 9)] * 3)


def same(gold: Triple, found: Triple) -> bool:
    return (gold.subject, gold.relation, gold.object) == (found.subject, found.relation, found.object)


def test_two_gold_and_one_found_is_half_the_recall() -> None:
    counts = compare(["a", "b"], ["a"])
    assert (counts.precision, counts.recall, counts.support) == (1.0, 0.5, 2)
    assert counts.f1 == pytest.approx(2 / 3)


def test_gold_that_nobody_proposed_counts_as_missed() -> None:
    assert compare(["a", "b"], []) == Counts(right=0, made_up=0, missed=2)
    matched = match([MET], [], same)
    assert (matched.missed, matched.counts.recall, matched.counts.f1) == ((MET,), 0.0, 0.0)


def test_the_same_key_counts_as_often_as_it_is_in_the_gold() -> None:
    assert compare(["a"], ["a", "a"]) == Counts(1, 1, 0)
    assert compare(["a", "a"], ["a"]) == Counts(1, 0, 1)


@given(KEYS, KEYS)
def test_nothing_is_counted_twice_or_lost(gold: list[str], found: list[str]) -> None:
    counts = compare(gold, found)
    assert counts.right + counts.missed == len(gold)
    assert counts.right + counts.made_up == len(found)
    assert counts.right == sum(min(Counter(gold)[key], Counter(found)[key]) for key in "abcd")


@given(COUNTS)
def test_f1_lies_between_precision_and_recall(counts: Counts) -> None:
    low, high = sorted((counts.precision, counts.recall))
    assert low - 1e-9 <= counts.f1 <= high + 1e-9 or counts.right == 0
    if counts.right:
        assert counts.f1 == pytest.approx(2 * counts.precision * counts.recall / (counts.precision + counts.recall))


def test_nothing_to_find_and_nothing_found_is_no_division_by_zero() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


# -- matching triples ----------------------------------------------------------------------------------------------


def test_one_found_triple_matches_one_gold_triple() -> None:
    twice = [MET, replace(MET, date="2023-12-26")]
    matched = match(twice, [replace(MET, date="2023-12-26")], same)
    assert matched.counts == Counts(1, 0, 1)
    assert matched.missed == (MET,)


def test_a_triple_found_twice_is_right_once() -> None:
    assert match([MET], [MET, replace(MET, confidence=0.4)], same).counts == Counts(1, 1, 0)


def test_those_that_agree_in_date_and_status_are_matched_first() -> None:
    december = replace(MET, date="2023-12-26", status="planned")
    matched = match([MET, december], [december, MET], same)
    assert matched.pairs == ((MET, MET), (december, december))
    assert matched.counts_with_status == Counts(2, 0, 0)


def test_a_good_match_is_not_taken_by_a_gold_triple_that_agrees_less() -> None:
    undated = replace(MET, date=None, status="planned")
    matched = match([undated, MET], [MET, replace(MET, date="2019", status="uncertain")], same)
    assert (MET, MET) in matched.pairs
    assert matched.counts == Counts(2, 0, 0)


def test_a_wrong_status_is_right_without_and_wrong_with_status() -> None:
    matched = match([MET], [replace(MET, status="planned")], same)
    assert matched.counts == Counts(1, 0, 0)
    assert matched.counts_with_status == Counts(0, 1, 1)


def test_select_keeps_the_triples_of_some_relations() -> None:
    other = replace(MET, relation="visited")
    matched = Matched(((MET, MET), (other, other)), (MET,), (other, other))
    assert matched.select(frozenset({"visited"})).counts == Counts(1, 2, 0)
    assert matched.select(frozenset({"met"})).counts == Counts(1, 0, 1)
    assert matched.select(frozenset()).counts == Counts()


@given(
    st.lists(st.sampled_from(["occurred", "planned", "negated"]), max_size=5),
    st.lists(st.sampled_from(["occurred", "planned"]), max_size=5),
)
def test_matching_loses_nothing(gold: list[str], found: list[str]) -> None:
    matched = match([replace(MET, status=s) for s in gold], [replace(MET, status=s) for s in found], same)  # type: ignore[arg-type]
    assert len(matched.pairs) == min(len(gold), len(found))
    assert len(matched.pairs) + len(matched.missed) == len(gold)
    assert len(matched.pairs) + len(matched.made_up) == len(found)
    with_status = matched.counts_with_status
    assert with_status.right == sum(min(Counter(gold)[s], Counter(found)[s]) for s in set(gold))
    assert with_status.support == len(gold)


# -- reports -------------------------------------------------------------------------------------------------------

ARTICLES = [
    Counts(3, 1, 0),
    Counts(0, 0, 2),
    Counts(),
    Counts(2, 2, 2),
    Counts(1, 0, 0),
    Counts(0, 3, 1),
    Counts(5, 0, 1),
]


def test_a_report_adds_up_the_articles() -> None:
    found = report(ARTICLES, seed=13)
    assert found["support"] == 17
    assert found["predicted"] == 17
    assert found["precision"] == found["recall"] == found["f1"] == round(11 / 17, 4)


def test_the_interval_holds_the_point_estimate() -> None:
    found = report(ARTICLES, seed=13)
    assert 0 <= found["f1_low"] < found["f1"] < found["f1_high"] <= 1


def test_the_interval_hangs_on_the_seed_only() -> None:
    assert interval(ARTICLES, seed=13) == interval(ARTICLES, seed=13)
    assert interval(ARTICLES, seed=13) != interval(ARTICLES, seed=14)


def test_more_articles_give_a_narrower_interval() -> None:
    (low, high), (low_of_more, high_of_more) = interval(ARTICLES, seed=13), interval(ARTICLES * 20, seed=13)
    assert high_of_more - low_of_more < (high - low) / 2


def test_one_article_has_no_spread() -> None:
    assert interval([Counts(1, 1, 1)], seed=13) == (0.5, 0.5)
    assert interval([], seed=13) == (0, 0)


def test_articles_with_nothing_stay_in() -> None:
    alone = [Counts(1, 0, 3), Counts(9, 1, 0), Counts(2, 2, 2)] * 5
    among_others = [*alone, *[Counts()] * 40]
    assert report(alone, 13)["f1"] == report(among_others, 13)["f1"]
    assert interval(alone, 13) != interval(among_others, 13)
    assert report([Counts(0, 2, 0)], 13)["precision"] == 0


@given(st.lists(COUNTS, max_size=6))
def test_any_articles_can_be_reported(articles: list[Counts]) -> None:
    found = report(articles, seed=1)
    assert 0 <= found["f1_low"] <= found["f1_high"] <= 1
    assert found["support"] == sum(article.support for article in articles)


def test_accuracy_has_its_support() -> None:
    figure = accuracy([[True, True], [True, False], []], seed=1)
    assert (figure["accuracy"], figure["support"]) == (0.75, 4)
    assert figure["accuracy_low"] <= 0.75 <= figure["accuracy_high"]
    assert accuracy([], seed=1)["support"] == 0


def test_nested_metrics_are_flattened_to_numbers_only() -> None:
    assert flat({"test": {"core": {"f1": 0.5, "note": "x"}, "articles": 3}}) == {
        "test.core.f1": 0.5,
        "test.articles": 3,
    }
