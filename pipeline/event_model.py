"""The event model: one pass of the encoder for each candidate trigger, three heads on it.

The sentence is read with the sentence before it and with marks around the trigger. Heads: the relation that the trigger
tells (or none), the status, and each candidate argument's role (or none).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.cues import BUCKETS, spread
from pipeline.encoder import Pretrained, WordBatch, encode_words, hidden_size, word_vectors
from pipeline.modelstore import load_config, load_encoder_parts, load_weights, save_model
from pipeline.records import ROLES, STATUSES
from pipeline.relations import NONE, Ontology
from pipeline.training import Schedule, fit, make_repeatable, mixed_precision

MARK: Final = "*"
_CUE_WIDTH: Final = 64
_HIDDEN: Final = 256
_RELATION_WIDTH: Final = 32
_IGNORED: Final = -100
ROLE_NAMES: Final = (NONE, *ROLES)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model reads of a candidate: words with marks around the trigger, its place, its arguments' places, hashed cues.

    ``fillers`` are (first, last) in words, half-open. Gold numbers are -1 where unknown; ``roles`` are empty then.
    """

    words: tuple[str, ...]
    trigger: int
    trigger_cues: tuple[int, ...]
    fillers: tuple[tuple[int, int], ...]
    filler_cues: tuple[tuple[int, ...], ...]
    relation: int = -1
    status: int = -1
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """The model's probabilities for one candidate: (relations + 1,), (statuses,), (fillers, roles + 1); *none* comes first."""

    relations: np.ndarray[Any, np.dtype[np.float32]]
    statuses: np.ndarray[Any, np.dtype[np.float32]]
    roles: np.ndarray[Any, np.dtype[np.float32]]


class EventNetwork(nn.Module):
    """Encoder and three heads; see the module's docstring."""

    def __init__(self, encoder: nn.Module, relations: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        width = hidden_size(encoder)
        self.trigger_cues = nn.EmbeddingBag(BUCKETS, _CUE_WIDTH, mode="sum", padding_idx=0)
        self.filler_cues = nn.EmbeddingBag(BUCKETS, _CUE_WIDTH, mode="sum", padding_idx=0)
        for cues in (self.trigger_cues, self.filler_cues):
            nn.init.normal_(cues.weight, std=0.05)
        self.trigger = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(width + _CUE_WIDTH, _HIDDEN), nn.GELU(), nn.Dropout(dropout)
        )
        self.relation = nn.Linear(_HIDDEN, relations)
        self.status = nn.Linear(_HIDDEN, len(STATUSES))
        self.relation_embedding = nn.Linear(relations, _RELATION_WIDTH, bias=False)
        self.role = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(width + _CUE_WIDTH + _HIDDEN + _RELATION_WIDTH, _HIDDEN),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(_HIDDEN, len(ROLE_NAMES)),
        )

    def read(self, batch: "EventBatch") -> tuple[Tensor, Tensor]:
        """Word vectors (batch, words, width) and trigger states (batch, hidden)."""
        vectors = word_vectors(self.encoder, batch.words)
        at_trigger = vectors[torch.arange(len(vectors), device=vectors.device), batch.trigger]
        return vectors, self.trigger(torch.cat([at_trigger, self.trigger_cues(batch.trigger_cues)], dim=-1))

    def roles(self, vectors: Tensor, state: Tensor, relations: Tensor, batch: "EventBatch") -> Tensor:
        """Role logits (all fillers, roles) from relation weights (batch, relations)."""
        spans = vectors.cumsum(dim=1)
        spans = torch.cat([spans.new_zeros(len(spans), 1, spans.shape[2]), spans], dim=1)
        rows, (first, last) = batch.filler_row, batch.filler_span.unbind(-1)
        means = (spans[rows, last] - spans[rows, first]) / (last - first).clamp(min=1).unsqueeze(-1)
        parts = [means, self.filler_cues(batch.filler_cues), state[rows], self.relation_embedding(relations)[rows]]
        logits: Tensor = self.role(torch.cat(parts, dim=-1))
        return logits


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Readings as tensors; fillers of all readings stand in one row, ``filler_row`` tells whose they are."""

    words: WordBatch
    trigger: Tensor
    trigger_cues: Tensor
    filler_row: Tensor
    filler_span: Tensor
    filler_cues: Tensor
    relation: Tensor
    status: Tensor
    role: Tensor


def collate(tokenizer: Any, readings: Sequence[Reading], device: torch.device, cue_dropout: float = 0.0) -> EventBatch:
    """Pad readings into tensors on a device; ``cue_dropout`` is the share of cues left out, in training."""
    rows = [row for row, reading in enumerate(readings) for _ in reading.fillers]
    spans = [span for reading in readings for span in reading.fillers]
    cues = spread([row for reading in readings for row in reading.filler_cues])
    roles = [role for reading in readings for role in (reading.roles or [_IGNORED] * len(reading.fillers))]

    def tensor(values: object) -> Tensor:
        return torch.tensor(values, dtype=torch.long, device=device)

    def dropped(values: Tensor) -> Tensor:
        return values * (torch.rand(values.shape, device=device) >= cue_dropout) if cue_dropout else values

    return EventBatch(
        words=encode_words(tokenizer, [reading.words for reading in readings]).to(device),
        trigger=tensor([reading.trigger for reading in readings]),
        trigger_cues=dropped(tensor(spread([reading.trigger_cues for reading in readings]))),
        filler_row=tensor(rows),
        filler_span=tensor(spans).reshape(-1, 2),
        filler_cues=dropped(tensor(cues).reshape(len(spans), -1) if spans else tensor([]).reshape(0, 1)),
        relation=tensor([reading.relation for reading in readings]),
        status=tensor([reading.status if reading.status >= 0 else _IGNORED for reading in readings]),
        role=tensor(roles),
    )


@dataclass(frozen=True, slots=True)
class EventModel:
    """A trained event model. ``relations`` are its labels, *none* first."""

    network: EventNetwork
    tokenizer: Any
    relations: tuple[str, ...]
    device: torch.device

    def predict(self, readings: Sequence[Reading], batch_size: int) -> list[Opinion]:
        """Opinions in the order of the readings."""
        order = sorted(range(len(readings)), key=lambda index: len(readings[index].words))
        opinions = [
            opinion
            for start in range(0, len(order), batch_size)
            for opinion in self._opinions([readings[index] for index in order[start : start + batch_size]])
        ]
        place = {index: rank for rank, index in enumerate(order)}
        return [opinions[place[index]] for index in range(len(readings))]

    def _opinions(self, readings: Sequence[Reading]) -> list[Opinion]:
        batch = collate(self.tokenizer, readings, self.device)
        with torch.inference_mode(), mixed_precision(self.device):
            vectors, state = self.network.read(batch)
            relations = torch.softmax(self.network.relation(state).float(), dim=-1)
            statuses = torch.softmax(self.network.status(state).float(), dim=-1)
            roles = torch.softmax(self.network.roles(vectors, state, _told(relations), batch).float(), dim=-1)
        ends = np.cumsum([len(reading.fillers) for reading in readings])
        by_row = np.split(roles.cpu().numpy(), ends[:-1])
        both = zip(relations.cpu().numpy(), statuses.cpu().numpy(), by_row, strict=True)
        return [Opinion(*parts) for parts in both]


def _told(relations: Tensor) -> Tensor:
    """The relation weights that the role head reads: the distribution with *none* left out."""
    told = relations.clone()
    told[:, 0] = 0
    weights: Tensor = told / told.sum(dim=-1, keepdim=True).clamp(min=1e-6)
    return weights


def train_events(
    readings: Sequence[Reading],
    encoder: Pretrained,
    ontology: Ontology,
    schedule: Schedule,
    dropout: float,
    none_share: float,
    cue_dropout: float,
    seed: int,
    threads: int,
    device: torch.device,
) -> tuple[EventModel, list[float]]:
    """Fine-tune the encoder with the three heads; the model and the mean loss of each epoch.

    Each epoch reads all candidates that tell a relation, and ``none_share`` (0 to 1) of the others, drawn anew. Losses
    are cross-entropies: relation over all candidates, status and roles over those that tell a relation; roles are read
    with the gold relation.
    """
    make_repeatable(seed, threads)
    relations = (NONE, *ontology.names)
    network = EventNetwork(encoder.network, len(relations), dropout).to(device)

    def loss(chosen: Sequence[Reading]) -> Tensor:
        batch = collate(encoder.tokenizer, chosen, device, cue_dropout)
        with mixed_precision(device):
            vectors, state = network.read(batch)
            gold = nn.functional.one_hot(batch.relation, len(relations)).float()
            logits = network.relation(state), network.status(state), network.roles(vectors, state, gold, batch)
        return _sum_of_losses(logits, batch)

    epochs = _epochs(readings, schedule.epochs, none_share, seed)
    losses = fit(network, epochs, lambda reading: len(reading.words), loss, schedule, seed, "train_relations")
    return EventModel(network, encoder.tokenizer, relations, device), losses


def _epochs(readings: Sequence[Reading], epochs: int, none_share: float, seed: int) -> list[list[Reading]]:
    generator = random.Random(seed)
    return [
        [reading for reading in readings if reading.relation > 0 or generator.random() < none_share]
        for _ in range(epochs)
    ]


def _sum_of_losses(logits: tuple[Tensor, Tensor, Tensor], batch: EventBatch) -> Tensor:
    relation, status, role = (part.float() for part in logits)
    total = nn.functional.cross_entropy(relation, batch.relation)
    if bool((batch.status >= 0).any()):
        total = total + 0.5 * nn.functional.cross_entropy(status, batch.status, ignore_index=_IGNORED)
    if bool((batch.role >= 0).any()):
        total = total + nn.functional.cross_entropy(role, batch.role, ignore_index=_IGNORED)
    return total


def save_events(folder: Path, model: EventModel, encoder: Pretrained, card: dict[str, Any]) -> None:
    """Write the model; ``card`` says how it was trained."""
    config = {
        "kind": "events",
        "relations": list(model.relations),
        "roles": list(ROLE_NAMES),
        "card": card,
    }
    save_model(folder, model.network, encoder, config)


def load_events(folder: Path, ontology: Ontology, device: torch.device) -> EventModel:
    """Read an event model.

    Raises:
        ValueError: missing, damaged, or trained for other relations or roles.
    """
    config = load_config(folder)
    expected, found = (NONE, *ontology.names), tuple(config.get("relations", ()))
    if config.get("kind") != "events" or found != expected or tuple(config.get("roles", ())) != ROLE_NAMES:
        raise ValueError(
            f"{folder}: expected an event model for {', '.join(expected)}; found {config.get('kind')} for "
            f"{', '.join(found)}; run `dvc repro` to train it again"
        )
    encoder, tokenizer = load_encoder_parts(folder)
    network = EventNetwork(encoder, len(expected), 0.0)
    load_weights(folder, network, device)
    return EventModel(network, tokenizer, expected, device)
