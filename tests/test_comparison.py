"""Two models compared: paired differences, verdicts, and the triples that changed."""

from dataclasses import replace

import pytest

from pipeline.comparison import as_json, changes, compare_models, lines_of
from pipeline.records import Triple
from pipeline.relations import Ontology
from pipeline.scoring import Matched

MET = Triple("a1", "Ana Mavric", "met", "Jan Orlan", "occurred")
OFF = Triple("a1", "Ana Mavric", "cancelled", "Jan Orlan", "occurred", initiator_told=True)


def right(*triples: Triple) -> Matched:
    return Matched(tuple((triple, triple) for triple in triples))


def by_name(old: dict[str, Matched], new: dict[str, Matched], ontology: Ontology) -> dict[str, object]:
    return {d.name: (round(d.gain, 3), d.verdict) for d in compare_models(old, new, ontology, 13)}


def test_a_model_is_no_better_than_itself(ontology: Ontology) -> None:
    articles = {"a": right(MET), "b": Matched(missed=(OFF,), made_up=(MET,))}
    for difference in compare_models(articles, articles, ontology, 13):
        assert (difference.gain, difference.low, difference.high) == (0, 0, 0)
        assert (difference.better, difference.verdict) == (0.5, "same")


def test_what_is_better_in_every_article_is_better(ontology: Ontology) -> None:
    ids = [f"a{number}" for number in range(12)]
    old = {doc_id: Matched(missed=(MET,)) for doc_id in ids}
    new = {doc_id: right(MET) for doc_id in ids}
    found = by_name(old, new, ontology)
    assert found["met"] == found["core"] == found["all"] == found["core_with_status"] == (1, "better")
    assert found["cancelled"] == found["stance"] == (0, "same")
    assert by_name(new, old, ontology)["met"] == (-1, "worse")


def test_one_triple_more_is_no_clear_difference(ontology: Ontology) -> None:
    old = {f"a{number}": right(MET) for number in range(12)} | {"x": Matched(missed=(MET,))}
    new = old | {"x": right(MET)}
    difference = next(d for d in compare_models(old, new, ontology, 13) if d.name == "met")
    assert difference.gain > 0
    assert difference.low == 0 < difference.high
    assert difference.verdict == "no clear difference"
    assert 0.5 < difference.better < 1


def test_the_comparison_is_paired(ontology: Ontology) -> None:
    """Hard and easy articles differ far more than the models: unpaired intervals would hide a gain in each of them."""
    ids = [f"a{number}" for number in range(20)]
    easy = {doc_id: right(*[replace(MET, object=f"B{n}") for n in range(9)]) for doc_id in ids[:10]}
    hard = {doc_id: Matched(missed=tuple(replace(MET, object=f"B{n}") for n in range(9))) for doc_id in ids[10:]}
    more = replace(MET, object="C")
    old = {doc_id: replace(own, missed=(*own.missed, more)) for doc_id, own in (easy | hard).items()}
    new = {doc_id: replace(own, pairs=(*own.pairs, (more, more))) for doc_id, own in (easy | hard).items()}
    assert by_name(old, new, ontology)["met"][1] == "better"  # type: ignore[index]


def test_status_counts_in_core_with_status_alone(ontology: Ontology) -> None:
    wrong = replace(MET, status="planned")
    found = by_name({"a": Matched(((MET, wrong),))}, {"a": right(MET)}, ontology)
    assert found["core"] == (0, "same")
    assert found["core_with_status"] == (1, "better")


def test_an_empty_split_is_no_difference(ontology: Ontology) -> None:
    assert {d.verdict for d in compare_models({}, {}, ontology, 13)} == {"same"}


def test_articles_with_nothing_to_find_stay_in(ontology: Ontology) -> None:
    quiet = {"q": Matched()}
    found = by_name({"a": Matched(missed=(MET,)), **quiet}, {"a": right(MET), "q": Matched(made_up=(MET,))}, ontology)
    assert found["met"][0] == pytest.approx(0.667)  # type: ignore[index]


def test_triples_won_lost_made_up_dropped_and_of_another_status() -> None:
    wrong = Triple("a1", "Ana Mavric", "hosted", "Petr Vos", "occurred")
    old = {"a1": Matched(((OFF, replace(OFF, status="planned")),), (MET,), (wrong,))}
    new = {"a1": Matched(((MET, MET), (OFF, OFF)), (), (replace(wrong, object="Kessa"),))}
    assert [(row["change"], row["relation"], row["object"]) for row in changes(old, new)] == [
        ("won", "met", "Jan Orlan"),
        ("status won", "cancelled", "Jan Orlan"),
        ("made up", "hosted", "Kessa"),
        ("dropped", "hosted", "Petr Vos"),
    ]
    assert [row["change"] for row in changes(new, old)] == ["lost", "status lost", "made up", "dropped"]
    assert changes(old, old) == []


def test_figures_are_told_in_words_and_for_machines(ontology: Ontology) -> None:
    differences = compare_models({"a": Matched(missed=(MET,))}, {"a": right(MET)}, ontology, 13)
    told = as_json(differences)
    assert set(told) == {"core", "core_with_status", "cancel_family", "stance", "all", *ontology.names}
    assert told["met"] | {} == {
        "support": 1, "old_precision": 0, "old_recall": 0, "old_f1": 0, "new_precision": 1, "new_recall": 1, "new_f1": 1,
        "gain": 1, "gain_low": 1, "gain_high": 1, "better": 1, "verdict": "better",
    }  # fmt: skip
    lines = lines_of(differences)
    assert len(lines) == len(told) + 1
    assert next(line for line in lines if line.startswith("met ")).endswith("better")
