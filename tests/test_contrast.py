"""The contrast suite: it is well formed, none of it is trained on, a case passes only as a whole, and no family falls below its floor."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.contrast import Case, passes, read_cases
from pipeline.gazetteer import Gazetteer
from pipeline.judging import Judge
from pipeline.records import Article, Triple
from pipeline.relations import Ontology
from pipeline.stages.contrast import outcomes, pass_rates

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT / "tests/data/contrast.yaml"
FLOORS = json.loads((ROOT / "floors.json").read_text(encoding="utf-8"))
MET = Triple("c", "Ana Brod", "met", "Bela Kun", "occurred")
CASE = Case("met", Article("c", "Talks\n\nAna Brod met Bela Kun.\n"), (MET,))
ROW = """
- family: met
  cases:
    - {id: a, date: 2024-01-01, title: T, text: Ana met Bela., triples: [[Ana, met, Bela, occurred]]}
"""


@pytest.fixture(scope="module")
def judge(ontology: Ontology, gazetteer: Gazetteer) -> Judge:
    return Judge(ontology, gazetteer)


@pytest.fixture(scope="module")
def suite(ontology: Ontology) -> list[Case]:
    return read_cases(SUITE, ontology)


def test_the_suite_has_families_of_six_and_near_misses(suite: list[Case]) -> None:
    families = [case.family for case in suite]
    assert len(suite) >= 120
    assert all(families.count(family) >= 6 for family in set(families))
    assert sum(not case.triples for case in suite) >= 6


def test_nothing_of_the_suite_stands_in_the_corpus(suite: list[Case]) -> None:
    def sentences(text: str) -> set[str]:
        return {s.strip().lower() for s in re.split(r"(?<=[.?!])\s+|\n+", text) if len(s.split()) > 5}

    corpus = {
        s for path in (ROOT / "seeds/articles").glob("*.txt") for s in sentences(path.read_text(encoding="utf-8"))
    }
    assert not [case.article.doc_id for case in suite if sentences(case.article.text) & corpus]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ([MET], True),
        ([replace(MET, subject="Bela Kun", object="Ana Brod")], True),
        ([replace(MET, status="planned")], False),
        ([], False),
        ([MET, replace(MET, relation="visited")], False),
    ],
)
def test_a_case_passes_only_as_a_whole(found: list[Triple], right: bool, judge: Judge) -> None:
    assert passes(CASE, found, judge) is right


def test_what_nobody_called_off_matches_either_way_round(judge: Judge) -> None:
    off = replace(MET, relation="cancelled")
    crossed = replace(off, subject=off.object, object=off.subject)
    assert passes(replace(CASE, triples=(off,)), [replace(crossed, initiator_told=False)], judge)
    assert not passes(replace(CASE, triples=(off,)), [replace(crossed, initiator_told=True)], judge)


def test_rates_and_outcomes_name_every_family_and_case(judge: Judge) -> None:
    other = Case("nothing", Article("n", "Rain\n\nIt rained.\n"), ())
    assert pass_rates([CASE, other], {}, judge) == {
        "all": {"passed": 0.5, "support": 2},
        "families": {"met": {"passed": 0.0, "support": 1}, "nothing": {"passed": 1.0, "support": 1}},
    }
    assert [(row["id"], row["passed"]) for row in outcomes([CASE, other], {"c": [MET]}, judge)] == [
        ("c", "yes"),
        ("n", "yes"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROW.replace("met,", "mett,"), "expected \\[subject, relation, object, status\\]"),
        (ROW.replace("2024-01-01", "soon"), "ISO date"),
        (ROW + ROW.replace("- family: met\n  cases:\n", ""), "found twice: a"),
        (ROW.replace("[Ana, met, Bela", "[Ana, cancelled, a visit"), "does not stand in the text"),
        ("- [", "is not YAML"),
    ],
)
def test_a_wrong_suite_is_refused(text: str, message: str, tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_cases(path, ontology)


@pytest.fixture(scope="module")
def rates() -> dict[str, Any]:
    path = ROOT / "outputs/contrast.json"
    if not path.exists():
        assert not os.environ.get("CI"), f"{path} is missing in CI: run `make run` before `make test`"
        pytest.skip("needs outputs/contrast.json, which `make run` makes")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.trained
@pytest.mark.parametrize(("family", "floor"), [(k[9:], v) for k, v in FLOORS.items() if k.startswith("contrast.")])
def test_no_family_is_below_its_floor(rates: dict[str, Any], family: str, floor: float) -> None:
    passed = rates["all"] if family == "all" else rates["families"][family]
    assert passed["passed"] >= floor, (
        f"{family}: {passed['passed']} of {passed['support']} cases pass, its floor is {floor}"
    )
