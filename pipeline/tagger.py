"""The mention tagger: token classification on the encoder's word vectors and a few categorical features."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from pipeline import bio
from pipeline.encoder import Pretrained, WordBatch, encode_words, hidden_size, word_vectors
from pipeline.features import Vocabulary
from pipeline.modelstore import load_config, load_encoder_parts, load_weights, save_model
from pipeline.records import TAGGED_LABELS
from pipeline.training import Schedule, fit, make_repeatable, mixed_precision

_FEATURE_WIDTH = 16
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a sentence: its words, (words, features) category numbers, and tag numbers (empty if unknown)."""

    words: tuple[str, ...]
    features: tuple[tuple[int, ...], ...]
    tags: tuple[int, ...] = ()


class TaggerNetwork(nn.Module):
    """Encoder, feature embeddings, one linear layer to BIO tags."""

    def __init__(self, encoder: nn.Module, feature_sizes: Sequence[int], tags: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.embeddings = nn.ModuleList(nn.Embedding(size, _FEATURE_WIDTH) for size in feature_sizes)
        width = hidden_size(encoder) + _FEATURE_WIDTH * len(feature_sizes)
        self.mix = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, 256), nn.GELU(), nn.Dropout(dropout))
        self.head = nn.Linear(256, tags)

    def forward(self, batch: WordBatch, features: Tensor) -> Tensor:
        """Logits (batch, words, tags) from category numbers (batch, words, features)."""
        vectors = word_vectors(self.encoder, batch)
        extra = [embedding(features[..., index]) for index, embedding in enumerate(self.embeddings)]
        logits: Tensor = self.head(self.mix(torch.cat([vectors, *extra], dim=-1)))
        return logits


@dataclass(frozen=True, slots=True)
class Tagger:
    """A trained tagger with what it needs to read words."""

    network: TaggerNetwork
    tokenizer: Any
    labels: tuple[str, ...]
    vocabulary: Vocabulary
    device: torch.device

    def predict(self, examples: Sequence[Example], batch_size: int) -> list[list[tuple[int, int, str, float]]]:
        """Spans (first, last, label, score) of each example, in words, half-open."""
        order = sorted(range(len(examples)), key=lambda index: len(examples[index].words))
        spans: list[list[tuple[int, int, str, float]]] = [[] for _ in examples]
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            for index, log_probs in zip(chosen, self._log_probs([examples[i] for i in chosen]), strict=True):
                spans[index] = bio.decode(log_probs, self.labels)
        return spans

    def _log_probs(self, examples: Sequence[Example]) -> list[bio.Floats]:
        batch, features, _ = collate(self.tokenizer, examples, self.device)
        with torch.inference_mode(), mixed_precision(self.device):
            log_probs = torch.log_softmax(self.network(batch, features).float(), dim=-1).cpu().numpy()
        return [np.asarray(log_probs[row, : len(example.words)]) for row, example in enumerate(examples)]


def collate(tokenizer: Any, examples: Sequence[Example], device: torch.device) -> tuple[WordBatch, Tensor, Tensor]:
    """Padded words, features (batch, words, features) and tags (batch, words; padding is ignored by the loss)."""
    batch = encode_words(tokenizer, [example.words for example in examples])
    width = len(examples[0].features[0])
    features = torch.zeros(len(examples), batch.words, width, dtype=torch.long)
    tags = torch.full((len(examples), batch.words), _IGNORED)
    for row, example in enumerate(examples):
        features[row, : len(example.words)] = torch.tensor(example.features)
        if example.tags:
            tags[row, : len(example.words)] = torch.tensor(example.tags)
    return batch.to(device), features.to(device), tags.to(device)


def train_tagger(
    examples: Sequence[Example],
    encoder: Pretrained,
    vocabulary: Vocabulary,
    schedule: Schedule,
    dropout: float,
    seed: int,
    threads: int,
    device: torch.device,
) -> tuple[Tagger, list[float]]:
    """Fine-tune the encoder with a tagging head; the tagger and the mean loss of each epoch."""
    make_repeatable(seed, threads)
    labels = tuple(TAGGED_LABELS)
    network = TaggerNetwork(encoder.network, vocabulary.sizes(), len(bio.tag_names(labels)), dropout).to(device)

    def loss(batch: Sequence[Example]) -> Tensor:
        words, features, tags = collate(encoder.tokenizer, batch, device)
        with mixed_precision(device):
            logits = network(words, features)
        return nn.functional.cross_entropy(logits.float().flatten(0, 1), tags.flatten(), ignore_index=_IGNORED)

    losses = fit(
        network, [examples] * schedule.epochs, lambda example: len(example.words), loss, schedule, seed, "train_ner"
    )
    return Tagger(network, encoder.tokenizer, labels, vocabulary, device), losses


def save_tagger(folder: Path, tagger: Tagger, encoder: Pretrained, card: dict[str, Any]) -> None:
    """Write the tagger; ``card`` says how it was trained."""
    vocabulary = {name: list(values) for name, values in tagger.vocabulary.values.items()}
    config = {"kind": "tagger", "labels": list(tagger.labels), "vocabulary": vocabulary, "card": card}
    save_model(folder, tagger.network, encoder, config)


def load_tagger(folder: Path, device: torch.device) -> Tagger:
    """Read a tagger.

    Raises:
        ValueError: missing, damaged, or trained for other labels.
    """
    config = load_config(folder)
    if config.get("kind") != "tagger" or tuple(config.get("labels", ())) != TAGGED_LABELS:
        raise ValueError(
            f"{folder}: expected a tagger for {', '.join(TAGGED_LABELS)}; found {config.get('kind')} for "
            f"{', '.join(config.get('labels', ()))}; run `dvc repro` to train it again"
        )
    network, tokenizer = load_encoder_parts(folder)
    vocabulary = Vocabulary({name: tuple(values) for name, values in config["vocabulary"].items()})
    tagger = TaggerNetwork(network, vocabulary.sizes(), len(bio.tag_names(TAGGED_LABELS)), 0.0)
    load_weights(folder, tagger, device)
    return Tagger(tagger, tokenizer, tuple(TAGGED_LABELS), vocabulary, device)
