"""link: what is one event over several articles, what stays apart, and what becomes of a plan."""

import random
from pathlib import Path
from typing import Any

import pytest

from pipeline.gazetteer import Gazetteer
from pipeline.records import Article
from pipeline.relations import Ontology
from pipeline.tables import Rows, read_table, write_table
from pipeline.worlds import read_families, worlds_of
from tests.stories import articles, linked, told

K, T = "Edda Kolm", "Milos Tarvek"


@pytest.fixture
def link(ontology: Ontology, gazetteer: Gazetteer) -> Any:
    def link(*rows: dict[str, Any], worlds: dict[str, str] | None = None) -> Rows:
        return linked(list(rows), ontology, gazetteer, worlds)

    return link


def test_a_plan_is_followed_until_it_is_held(link: Any) -> None:
    (case,) = link(
        told("c", "2021-03-30", K, "met", T, date="2021-03-29", place="Assembly House"),
        told("a", "2021-03-03", K, "met", T, date="2021-03-15", status="planned", place="Sarnik"),
        told("a", "2021-03-03", K, "visited", "Sarnik", date="2021-03-15", status="planned"),
        told(
            "b", "2021-03-12", T, "postponed", K, date="2021-03-12", occasion_date="2021-03-15", new_date="2021-03-29"
        ),
    )
    assert [(step["doc_id"], step["step"]) for step in case["history"]] == [
        ("a", "announced"), ("a", "announced"), ("b", "postponed"), ("c", "held"),
    ]  # fmt: skip
    assert (case["kind"], case["state"], case["place"], case["article_count"]) == ("visit", "held", "Sarnik", 3)
    assert (str(case["due_first"]), str(case["due_last"])) == ("2021-03-15", "2021-03-29")
    assert [person["name"] for person in case["participants"]] == [K, T]
    assert case["history"][2]["due"] == "2021-03-15"


def test_what_is_called_off_ends_a_plan_and_is_not_held(link: Any) -> None:
    plan = told("a", "2014-10-01", K, "met", T, date="2014-10-08", status="planned")
    off = told(
        "b", "2014-10-06", K, "cancelled", T, date="2014-10-06", occasion_date="2014-10-08", occasion="a meeting"
    )
    held = told("c", "2014-10-09", K, "met", T, date="2014-10-08")
    assert [case["state"] for case in link(plan, off)] == ["called off"]
    for case in link(plan, off, held):
        assert {"called off", "held"} > {step["step"] for step in case["history"]} - {"announced"}


def test_two_meetings_of_one_pair_in_adjacent_weeks_stay_apart(link: Any) -> None:
    first = told("a", "2016-02-04", K, "met", T, date="2016-02-03")
    second = told("b", "2016-02-12", K, "met", T, date="2016-02-11")
    undated = told("c", "2016-02-12", T, "met", K)
    assert articles(link(first, second)) == [["a"], ["b"]]
    assert articles(link(first, second, undated)) == [["a"], ["b", "c"]]


def test_namesakes_of_two_states_stay_apart_on_one_day(link: Any) -> None:
    rows = [
        told(doc, "2017-06-13", "Teresa Olmedo", "met", "Karim Mansour", date="2017-06-12", object_country=country)
        for doc, country in (("a", "DZA"), ("b", "JOR"), ("c", "DZA"))
    ]
    assert articles(link(*rows)) == [["a", "c"], ["b"]]


def test_a_last_name_joins_the_one_person_who_bears_it(link: Any) -> None:
    full = told("a", "2017-06-13", "Teresa Olmedo", "met", "Karim Mansour", date="2017-06-12", object_country="DZA")
    last = told("b", "2017-06-13", "Olmedo", "met", "Mansour", date="2017-06-12")
    (case,) = link(full, last)
    assert [person["name"] for person in case["participants"]] == ["Karim Mansour", "Teresa Olmedo"]
    other = told("c", "2017-06-13", "Teresa Olmedo", "met", "Rachid Mansour", date="2017-06-12")
    assert articles(link(full, last, other)) == [["a"], ["b"], ["c"]]


def test_a_state_stands_for_its_person_only_on_the_same_day_and_place(link: Any) -> None:
    persons = told("a", "2018-05-23", "Wanjiru Otieno", "met", "Dawit Alemu", date="2018-05-22", place="Mombasa",
                   subject_country="KEN", object_country="ETH")  # fmt: skip
    states = told("b", "2018-05-24", "Kenya", "met", "Ethiopia", date="2018-05-22", place="Mombasa")
    (case,) = link(persons, states)
    assert [person["name"] for person in case["participants"]] == ["Dawit Alemu", "Wanjiru Otieno"]
    for other in ({"date": None}, {"place": None}, {"date": "2018-05-23"}):
        assert len(link(persons, states | other)) == 2, other


def test_two_persons_of_one_state_are_two(link: Any) -> None:
    rows = [
        told(doc, "2018-05-23", name, "met", "Kenya", date="2018-05-22", subject_country="ETH")
        for doc, name in (("a", "Dawit Alemu"), ("b", "Sara Tesfaye"))
    ]
    assert articles(link(*rows)) == [["a"], ["b"]]


def test_pairs_of_one_gathering_are_one_case_and_calls_are_not(link: Any) -> None:
    def pairs(relation: str) -> Rows:
        return [
            told("a", "2020-01-02", one, relation, other, event_id="e")
            for one, other in (("A B", "C D"), ("A B", "E F"))
        ]

    assert len(link(*pairs("met"))) == 1
    assert len(link(*pairs("spoke_with"))) == 2
    assert len(link(*pairs("invited"))) == 2


def test_stops_of_a_trip_are_a_case_each(link: Any) -> None:
    rows = [
        told("a", "2020-01-02", K, "visited", city, event_id="e", date="2020-01-01") for city in ("Sarnik", "Mirow")
    ]
    assert len(link(*rows)) == 2


def test_an_invitation_leads_to_the_visit_that_is_declined_or_held(link: Any) -> None:
    invited = told("a", "2013-03-15", K, "invited", T, date="2013-03-14")
    declined = told("b", "2013-03-22", T, "declined", K, date="2013-03-21")
    assert [case["state"] for case in link(invited, declined)] == ["declined"]
    assert [case["state"] for case in link(invited, told("c", "2013-05-02", K, "hosted", T, date="2013-05-01"))] == [
        "held"
    ]
    assert len(link(invited, told("c", "2014-05-02", K, "hosted", T, date="2014-05-01"))) == 2


def test_an_offer_told_again_later_does_not_undo_what_came_of_it(link: Any) -> None:
    (case,) = link(
        told("a", "2019-08-21", K, "invited", T),
        told("a", "2019-08-21", T, "cancelled", K, date="2019-08-20", occasion="a visit"),
        told("b", "2019-08-24", K, "invited", T),
    )
    assert (case["state"], case["article_count"]) == ("called off", 2)


def test_undated_articles_without_a_day_of_publication_stay_alone(link: Any) -> None:
    rows = [told(doc, None, K, "met", T) for doc in "ab"]
    cases = link(*rows)
    assert articles(cases) == [["a"], ["b"]]
    assert all(case["due_first"] is case["first_told"] is case["last_told"] is None for case in cases)


def test_the_same_words_of_two_worlds_are_two_events(link: Any) -> None:
    rows = [told(doc, "2020-01-02", K, "met", T, date="2020-01-01") for doc in "abc"]
    assert articles(link(*rows, worlds={"a": "invented", "b": "invented", "c": "real"})) == [["a", "b"], ["c"]]


def test_invented_articles_and_contrast_families_are_worlds_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("id,family\na,f1\nb,f1\nc,\n", encoding="utf-8")
    families = read_families(tmp_path / "articles.csv")
    worlds = worlds_of([Article(name, "T", fictional=name != "d") for name in "abcd"], families)
    assert len(set(worlds.values())) == 4
    assert read_families(tmp_path / "none.csv") == {}


def test_every_triple_is_a_step_of_one_case_and_the_order_of_rows_changes_nothing(link: Any, tmp_path: Path) -> None:
    rows = [
        told(f"d{number}", f"2020-01-{1 + number % 9:02d}", K, relation, T, status=status, date=date)
        for number, (relation, status, date) in enumerate(
            (relation, status, date)
            for relation in ("met", "cancelled", "postponed", "hosted", "spoke_with", "accused", "declined")
            for status in ("occurred", "planned", "negated", "uncertain")
            for date in (None, "2020-01-03", "2020-01", "2019")
        )
    ]
    cases = link(*rows)
    steps = [step["triple_id"] for case in cases for step in case["history"]]
    assert sorted(steps) == sorted(row["triple_id"] for row in rows)
    shuffled = random.Random(0).sample(rows, len(rows))
    assert link(*shuffled) == cases
    write_table(tmp_path / "cases.parquet", "cases", cases)
    assert read_table(tmp_path / "cases.parquet", "cases") == cases


def test_a_later_article_does_not_change_the_id(link: Any) -> None:
    first = told("a", "2020-01-02", K, "met", T, date="2020-01-01")
    later = told("b", "2020-01-09", K, "met", T, date="2020-01-01")
    assert link(first)[0]["case_id"] == link(first, later)[0]["case_id"]


def test_no_triples_no_cases(link: Any) -> None:
    assert link() == []
