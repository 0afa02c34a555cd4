"""``params.yaml``: every setting there, none unknown, each of its type."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from pipeline.params import load_params
from pipeline.stages import (
    evaluate,
    evaluate_links,
    link,
    ner,
    relations,
    report,
    tokenize,
    train_ner,
    train_relations,
)

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = (
    ("tokenize", tokenize.Params),
    ("train_ner", train_ner.Params),
    ("ner", ner.Params),
    ("train_relations", train_relations.Params),
    ("relations", relations.Params),
    ("link", link.Params),
    ("evaluate", evaluate.Params),
    ("evaluate_links", evaluate_links.Params),
    ("report", report.Params),
)


@dataclass(frozen=True)
class Settings:
    epochs: int
    rate: float
    encoder: str
    shuffle: bool
    limit: int | None


GOOD = "train:\n  epochs: 4\n  rate: 1.0e-4\n  encoder: mini\n  shuffle: true\n  limit: null\n"


def load(folder: Path, content: str) -> Settings:
    (folder / "params.yaml").write_text(content, encoding="utf-8")
    return load_params(Settings, "train", folder / "params.yaml")


def test_settings_are_read(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == Settings(4, 0.0001, "mini", True, None)


def test_a_whole_number_is_a_float_too(tmp_path: Path) -> None:
    rate = load(tmp_path, GOOD.replace("1.0e-4", "1")).rate
    assert (rate, type(rate)) == (1.0, float)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  epochs: 4\n", "", r"params\.yaml: train: setting 'epochs' is missing"),
        (
            "  epochs: 4\n",
            "  epoch: 4\n  epochs: 4\n",
            r"params\.yaml: train: unknown setting 'epoch'; expected \['encoder'",
        ),
        ("epochs: 4", "epochs: four", r"params\.yaml: train\.epochs: expected int, found 'four'"),
        ("epochs: 4", "epochs: 4.0", r"train\.epochs: expected int, found 4\.0"),
        ("epochs: 4", "epochs: true", r"train\.epochs: expected int, found True"),
        ("epochs: 4", "epochs:", r"train\.epochs: expected int, found None"),
        ("rate: 1.0e-4", "rate: true", r"train\.rate: expected float, found True"),
        (
            "rate: 1.0e-4",
            "rate: 1e-4",
            r"train\.rate: expected float, found '1e-4' \(write 1\.0e-4: YAML reads 1e-4 as text\)",
        ),
        ("shuffle: true", "shuffle: 1", r"train\.shuffle: expected bool, found 1"),
        ("encoder: mini", "encoder: [mini]", r"train\.encoder: expected str, found \['mini'\]"),
        ("limit: null", "limit: none", r"train\.limit: expected int or NoneType, found 'none'"),
    ],
)
def test_a_wrong_setting_is_refused_by_file_section_and_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(ValueError, match=message):
        load(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("content", ["", "- train", "test: {}", "train: 4"])
def test_a_missing_section_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match=r"params\.yaml: expected a section 'train'"):
        load(tmp_path, content)


def test_a_missing_file_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"params\.yaml: no such file; run from the project's root"):
        load_params(Settings, "train", tmp_path / "params.yaml")


def test_what_is_not_yaml_is_refused_by_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"params\.yaml: is not YAML"):
        load(tmp_path, "train: {epochs: 4")


@pytest.mark.parametrize(("section", "params"), SECTIONS)
def test_the_sections_that_ship_fit_their_stages(section: str, params: type) -> None:
    assert load_params(params, section, ROOT / "params.yaml")


def test_no_section_is_without_a_stage() -> None:
    content = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
    assert set(content) == {name for name, _ in SECTIONS}
