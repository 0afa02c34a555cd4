"""The labelled corpus of the project is sound, and what was last reached with it is not lost."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline import audit
from tests.flatten import flat

ROOT = Path(__file__).resolve().parent.parent
METRICS = ROOT / "outputs/metrics.json"
FLOORS = {
    name: floor
    for name, floor in json.loads((ROOT / "floors.json").read_text(encoding="utf-8")).items()
    if not name.startswith("contrast.")
}
EXAMPLE = "000_f84f38a300892f54"


@pytest.fixture(scope="module")
def seeds() -> audit.Seeds:
    return audit.load_seeds(ROOT / "seeds", ROOT / "configs")


def test_hand_written_triples_follow_from_the_labels(seeds: audit.Seeds) -> None:
    assert audit.differences(seeds) == []


def test_articles_are_not_copies_of_each_other(seeds: audit.Seeds) -> None:
    doc_id, share, other = audit.likeness(seeds)[0]
    assert share < 0.1, f"{doc_id} and {other}"


def test_families_lie_within_one_split(seeds: audit.Seeds) -> None:
    splits: dict[str, set[str | None]] = {}
    for article in seeds.articles:
        family = seeds.index.get(article.doc_id, {}).get("family")
        if family:
            splits.setdefault(family, set()).add(article.split)
    assert splits
    assert all(len(found) == 1 for found in splits.values())


def test_the_users_article_is_the_example_and_has_gold(seeds: audit.Seeds) -> None:
    article = next(article for article in seeds.articles if article.doc_id == EXAMPLE)
    assert article.split == "example"
    assert article.date == "2023-12-26"
    assert len(seeds.gold[EXAMPLE]) >= 10


def test_all_that_is_judged_was_labelled_twice(seeds: audit.Seeds) -> None:
    second = {path.stem for path in (ROOT / "seeds/second").glob("*.ann")}
    assert {article.doc_id for article in seeds.articles if article.split in ("dev", "test")} <= second


@pytest.fixture(scope="module")
def metrics() -> dict[str, Any]:
    if not METRICS.exists():
        assert not os.environ.get("CI"), f"{METRICS} is missing in CI: run `make run` before `make test`"
        pytest.skip("needs outputs/metrics.json, which `make run` makes")
    found: dict[str, Any] = json.loads(METRICS.read_text(encoding="utf-8"))
    return found


@pytest.mark.trained
@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_no_score_is_below_its_floor(metrics: dict[str, Any], name: str, floor: float) -> None:
    value = flat(metrics)[name]
    assert value >= floor, f"{name} is {value}, its floor {floor}"


@pytest.mark.trained
def test_the_words_that_may_tell_an_event_leave_out_few(metrics: dict[str, Any]) -> None:
    for split in ("test", "dev"):
        assert metrics[split]["trigger_candidates"]["accuracy"] >= 0.9
