"""Model folders: damage is refused with advice, and an interrupted save leaves the old model."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from pipeline.encoder import Pretrained, file_sha256, load_pretrained
from pipeline.modelstore import CONFIG, MANIFEST, WEIGHTS, load_config, load_weights, save_model
from tests.tiny import save_bert


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Pretrained:
    return load_pretrained(str(save_bert(tmp_path_factory.mktemp("tiny") / "encoder", ["Orlan met Mavric."])))


@pytest.fixture
def model(tmp_path: Path, encoder: Pretrained) -> Path:
    save_model(tmp_path / "ner", nn.Linear(2, 2), encoder, {"kind": "old"})
    return tmp_path / "ner"


def forge(folder: Path, name: str, content: str) -> None:
    """Change a file and its hash with it."""
    (folder / name).write_text(content, encoding="utf-8")
    hashes = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**hashes, name: file_sha256(folder / name)}), encoding="utf-8")


def unlist(folder: Path, name: str) -> None:
    hashes = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    del hashes[name]
    (folder / MANIFEST).write_text(json.dumps(hashes), encoding="utf-8")


def test_what_is_saved_is_loaded(model: Path, encoder: Pretrained) -> None:
    torch.manual_seed(1)
    network = nn.Linear(2, 2)
    save_model(model, network, encoder, {"kind": "new"})
    loaded = nn.Linear(2, 2)
    load_weights(model, loaded, torch.device("cpu"))
    assert load_config(model) == {"kind": "new", "encoder": {"name": encoder.name, "sha256": encoder.sha256}}
    assert torch.equal(loaded.weight, network.weight)
    assert [path.name for path in model.parent.iterdir()] == ["ner"]


def test_a_folder_without_manifest_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"expected a trained model.*run `dvc repro` to train it again"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "where", "found"),
    [
        (lambda model: (model / MANIFEST).write_text("{}"), MANIFEST, f"hash of {CONFIG}, {WEIGHTS}"),
        (lambda model: (model / MANIFEST).write_text("[]"), MANIFEST, "found list"),
        (lambda model: (model / MANIFEST).write_text('{"model'), MANIFEST, "expected JSON"),
        (lambda model: (model / MANIFEST).write_bytes(b"\xff"), MANIFEST, "expected JSON"),
        (lambda model: unlist(model, CONFIG), MANIFEST, f"hash of {CONFIG}, found none"),
        (lambda model: unlist(model, WEIGHTS), MANIFEST, f"hash of {WEIGHTS}, found none"),
        (lambda model: (model / CONFIG).unlink(), CONFIG, "missing"),
        (lambda model: (model / WEIGHTS).unlink(), WEIGHTS, "missing"),
        (lambda model: (model / CONFIG).write_text("{}"), CONFIG, "expected sha256"),
        (lambda model: (model / WEIGHTS).write_bytes(b""), WEIGHTS, "expected sha256"),
        (lambda model: forge(model, CONFIG, "[]"), CONFIG, "found list"),
        (lambda model: forge(model, CONFIG, "kind"), CONFIG, "expected JSON"),
        (lambda model: (model / "more.json").write_text("{}"), "", "found more.json too"),
        (lambda model: (model / "more").mkdir(), "", "found more too"),
    ],
)
def test_damage_is_refused(model: Path, spoil: Callable[[Path], object], where: str, found: str) -> None:
    spoil(model)
    with pytest.raises(ValueError, match="is damaged") as error:
        load_config(model)
    assert str(error.value).startswith(f"{model / where}: is damaged: ")
    assert found in str(error.value)
    assert str(error.value).endswith("; run `dvc repro` to train it again")


def test_weights_of_another_shape_are_refused(model: Path) -> None:
    with pytest.raises(ValueError, match="does not fit the model; run `dvc repro` to train it again"):
        load_weights(model, nn.Linear(3, 3), torch.device("cpu"))


@pytest.mark.parametrize("interrupted", [1, 2])
def test_an_interrupted_swap_leaves_the_old_model(
    model: Path, encoder: Pretrained, monkeypatch: pytest.MonkeyPatch, interrupted: int
) -> None:
    renames: list[Path] = []
    rename = Path.rename

    def interrupt(self: Path, target: Path) -> Path:
        renames.append(self)
        if len(renames) == interrupted:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save_model(model, nn.Linear(2, 2), encoder, {"kind": "new"})
    assert load_config(model)["kind"] == "old"
    assert [path.name for path in model.parent.iterdir()] == ["ner"]


def test_what_a_killed_swap_left_is_restored_first(
    model: Path, encoder: Pretrained, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = model.with_name(".ner.old")
    model.rename(old)  # as a kill between the two renames leaves it
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self != old and target == model:
            raise OSError("disk full")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(OSError, match="disk full"):
            save_model(model, nn.Linear(2, 2), encoder, {"kind": "new"})
    assert load_config(model)["kind"] == "old"
    shutil.copytree(model, old)  # a kill after both renames: the new one stands, the old one is litter
    save_model(model, nn.Linear(2, 2), encoder, {"kind": "new"})
    assert load_config(model)["kind"] == "new"
    assert not old.exists()
