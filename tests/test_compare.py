"""``compare`` on the tiny project."""

import json
import shutil
from pathlib import Path

import pytest

from tests.test_main import call


@pytest.fixture
def old(project: Path) -> Path:
    return shutil.copytree(project / "models", project / "old")


def test_a_model_and_its_copy_do_the_same(project: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", old, project / "models", "--split", "dev") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"1 articles of dev; old: {old}, new: {project / 'models'}"
    assert next(line for line in lines if line.startswith("core ")).split()[1] == "1"
    assert all(line.endswith("same") for line in lines[2:22])


def test_json_goes_to_standard_output_alone(project: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", old, project / "models", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["split"], told["articles"], told["triples"]) == ("test", 1, [])
    assert told["figures"]["met"]["support"] == 0


def test_a_model_that_was_trained_for_fewer_relations_can_be_compared(
    project: Path,
    old: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The relation that you added is what the new model is to gain."""
    path = project / "configs/relations.yaml"
    added = "  recognised:\n    reads: A recognised B\n    triggers: [recognise]\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    assert call("compare", old, old, "--json") == 0
    assert json.loads(capsys.readouterr().out)["figures"]["recognised"]["support"] == 0


def test_what_is_no_folder_of_models_is_refused(project: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", old / "ner", project / "models") == 1
    assert f"{old / 'ner/relations'}: expected a trained model" in capsys.readouterr().err
    (project / "seeds/articles/articles.csv").unlink()
    assert call("compare", old, project / "models") == 1
    assert "no labelled article has the split test" in capsys.readouterr().err
