"""Model folders: safetensors, JSON and a card to read, checked by hash, swapped in whole; nothing in them is executed."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from pipeline.encoder import Pretrained, file_sha256, load_architecture, save_architecture
from pipeline.model_card import CARD, README, build_card, write_card

WEIGHTS = "model.safetensors"
CONFIG = "model.json"
MANIFEST = "manifest.json"
_REQUIRED: Final = (CONFIG, WEIGHTS, CARD, README, "config.json", "tokenizer.json")
"""Without these nothing is loaded; the last two are the encoder's."""

_ADVICE: Final = "run `dvc repro` to train it again"


def save_model(folder: Path, network: nn.Module, encoder: Pretrained, config: Mapping[str, Any]) -> None:
    """Write a model into a temporary folder beside its place and swap: an interruption leaves the old model whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        state = {name: tensor.detach().cpu().contiguous() for name, tensor in network.state_dict().items()}
        _save_weights(state, temporary / WEIGHTS)
        save_architecture(encoder, temporary)
        written = {**config, "encoder": {"name": encoder.name, "sha256": encoder.sha256}}
        (temporary / CONFIG).write_text(
            json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        write_card(temporary, build_card(folder.name, config, encoder, file_sha256(temporary / WEIGHTS)))
        hashes = {path.name: file_sha256(path) for path in sorted(temporary.iterdir()) if path.is_file()}
        (temporary / MANIFEST).write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
        temporary.chmod(0o755)
        _swap(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _save_weights(state: Mapping[str, torch.Tensor], path: Path) -> None:
    try:
        save_file(dict(state), path)
    except SafetensorError as error:
        raise OSError(f"{path}: cannot be written: {error}") from error


def _swap(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    _put_back(old, place)  # what a run that was killed between the two renames left behind
    shutil.rmtree(old, ignore_errors=True)
    try:
        if place.exists():
            place.rename(old)
        new.rename(place)
    except BaseException:
        _put_back(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _put_back(old: Path, place: Path) -> None:
    if old.exists() and not place.exists():
        old.rename(place)


def load_config(folder: Path) -> dict[str, Any]:
    """The JSON beside the weights, after every file's hash is checked.

    Raises:
        ValueError: the folder or a file is missing, a file is not the one that training wrote, or there is one that
            training did not write; it says `dvc repro`.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ValueError(f"{folder}: expected a trained model with {MANIFEST}, found none; {_ADVICE}")
    hashes = _read_object(manifest)
    if unlisted := [name for name in _REQUIRED if name not in hashes]:
        raise _damaged(manifest, f"expected the hash of {', '.join(unlisted)}, found none")
    for name, expected in hashes.items():
        path = folder / name
        if not path.is_file():
            raise _damaged(path, "the file is missing")
        if (found := file_sha256(path)) != expected:
            raise _damaged(path, f"expected sha256 {expected}, found {found}")
    if foreign := sorted({path.name for path in folder.iterdir()} - {MANIFEST, *hashes}):
        raise _damaged(folder, f"expected what {MANIFEST} lists, found {', '.join(foreign)} too")
    return _read_object(folder / CONFIG)


def load_card(folder: Path) -> dict[str, Any]:
    """A model's card, after every file's hash is checked.

    Raises:
        ValueError: as :func:`load_config`.
    """
    load_config(folder)
    return _read_object(folder / CARD)


def _read_object(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _damaged(path, f"expected JSON, found: {error}") from error
    if not isinstance(content, dict):
        raise _damaged(path, f"expected a JSON object, found {type(content).__name__}")
    return content


def _damaged(path: Path, problem: str) -> ValueError:
    return ValueError(f"{path}: is damaged: {problem}; {_ADVICE}")


def load_encoder_parts(folder: Path) -> tuple[nn.Module, Any]:
    """The bare encoder network (weights not yet loaded) and its tokenizer."""
    return load_architecture(folder)


def load_weights(folder: Path, network: nn.Module, device: torch.device) -> None:
    """Load the saved weights into a network of the same shape.

    Raises:
        ValueError: the weights do not fit the network.
    """
    try:
        network.load_state_dict(load_file(folder / WEIGHTS))
    except (RuntimeError, SafetensorError) as error:
        raise ValueError(f"{folder / WEIGHTS}: does not fit the model; {_ADVICE} ({error})") from error
    network.to(device).eval()
