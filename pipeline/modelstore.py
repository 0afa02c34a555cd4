"""Model folders: safetensors and JSON, checked by hash, swapped in whole; nothing in them is executed."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from pipeline.encoder import Pretrained, file_sha256, load_architecture, save_architecture

WEIGHTS = "model.safetensors"
CONFIG = "model.json"
MANIFEST = "manifest.json"


def save_model(folder: Path, network: nn.Module, encoder: Pretrained, config: Mapping[str, Any]) -> None:
    """Write a model into a temporary folder beside its place and swap: an interruption leaves the old model whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        state = {name: tensor.detach().cpu().contiguous() for name, tensor in network.state_dict().items()}
        save_file(state, temporary / WEIGHTS)
        save_architecture(encoder, temporary)
        written = {**config, "encoder": {"name": encoder.name, "sha256": encoder.sha256}}
        (temporary / CONFIG).write_text(
            json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        hashes = {path.name: file_sha256(path) for path in sorted(temporary.iterdir()) if path.is_file()}
        (temporary / MANIFEST).write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
        temporary.chmod(0o755)
        _swap(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def load_config(folder: Path) -> dict[str, Any]:
    """The JSON beside the weights, after every file's hash is checked.

    Raises:
        ValueError: the folder or a file is missing, or a file is not the one that training wrote; it says `dvc repro`.
    """
    advice = "run `dvc repro` to train it again"
    manifest = folder / MANIFEST
    if not manifest.exists():
        raise ValueError(f"{folder}: expected a trained model with {MANIFEST}, found none; {advice}")
    try:
        hashes = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{manifest}: is damaged ({error}); {advice}") from error
    for name, expected in hashes.items():
        path = folder / name
        if not path.exists():
            raise ValueError(f"{path}: is missing; {advice}")
        if (found := file_sha256(path)) != expected:
            raise ValueError(f"{path}: is damaged: expected sha256 {expected}, found {found}; {advice}")
    config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    return config


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
        raise ValueError(
            f"{folder / WEIGHTS}: does not fit the model; run `dvc repro` to train it again ({error})"
        ) from error
    network.to(device).eval()
