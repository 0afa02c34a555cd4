"""The training loop that both models share, and what a run needs to be repeatable."""

import math
import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from tqdm import tqdm

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to train: rates are per step of AdamW, warm-up is a share of all steps, batches count sequences."""

    epochs: int
    batch_size: int
    encoder_rate: float
    head_rate: float
    warmup: float
    frozen_layers: int


def choose_device(name: str) -> torch.device:
    """``auto`` takes a GPU where there is one.

    Raises:
        ValueError: a GPU is asked for and none is there.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise ValueError(f"device: {name!r} is asked for, but torch finds no GPU; use auto or cpu")
    return torch.device(name)


def mixed_precision(device: torch.device) -> AbstractContextManager[Any]:
    """bfloat16 on a GPU and on a processor with instructions for it (there it halves the time), else nothing."""
    native = torch.ops.mkldnn._is_mkldnn_bf16_supported() if device.type == "cpu" else True
    return torch.autocast(device.type, dtype=torch.bfloat16) if native else nullcontext()


def make_repeatable(seed: int, threads: int) -> None:
    """Fix the seeds and the number of CPU threads, on which sums of floats depend."""
    random.seed(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)


def freeze(encoder: nn.Module, layers: int) -> None:
    """Leave the embeddings and the lowest layers as pretrained; none for 0."""
    if layers > 0:
        for parameter in encoder.embeddings.parameters():  # type: ignore[union-attr]
            parameter.requires_grad = False
        for layer in list(encoder.encoder.layer)[:layers]:  # type: ignore[union-attr, arg-type]
            for parameter in layer.parameters():
                parameter.requires_grad = False


def fit(
    network: nn.Module,
    epochs: Sequence[Sequence[_Item]],
    length: Callable[[_Item], int],
    loss: Callable[[Sequence[_Item]], Tensor],
    schedule: Schedule,
    seed: int,
    progress: str,
) -> list[float]:
    """Train a network whose encoder is ``network.encoder``; the mean loss of each epoch is returned.

    Args:
        network: trained in place, on the device it is on.
        epochs: for each epoch its training examples, in any order.
        length: of an item; batches hold items of similar length.
        loss: of a batch, a scalar.
        schedule: batch size and rates.
        seed: of the order of batches.
        progress: the label of the progress bar, shown on a terminal only.
    """
    if not epochs or not all(epochs):
        raise ValueError("nothing to train on: no labelled article has the split 'train'")
    generator = random.Random(seed)
    network.train()
    freeze(network.encoder, schedule.frozen_layers)  # type: ignore[arg-type]
    optimizer = _optimizer(network, schedule)
    steps = sum(math.ceil(len(items) / schedule.batch_size) for items in epochs)
    warmup = max(1, int(steps * schedule.warmup))
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warmup, max(0.0, (steps - step) / max(1, steps - warmup)))
    )
    losses: list[float] = []
    with tqdm(total=steps, desc=progress, unit="batch", disable=None) as bar:
        for items in epochs:
            total = 0.0
            for batch in _batches(items, length, schedule.batch_size, generator):
                optimizer.zero_grad()
                value = loss(batch)
                value.backward()  # type: ignore[no-untyped-call]
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                scheduler.step()
                total += float(value.detach()) * len(batch)
                bar.update()
            losses.append(total / len(items))
            bar.set_postfix(loss=f"{losses[-1]:.3f}")
    network.eval()
    return losses


def _optimizer(network: nn.Module, schedule: Schedule) -> torch.optim.Optimizer:
    encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": schedule.encoder_rate}, {"params": heads, "lr": schedule.head_rate}],
        weight_decay=0.01,
    )


def _batches(
    items: Sequence[_Item], length: Callable[[_Item], int], size: int, generator: random.Random
) -> list[list[_Item]]:
    """Shuffled batches of items of similar length: sorted within pools of some batches."""
    order = list(items)
    generator.shuffle(order)
    pool = size * 16
    batches: list[list[_Item]] = []
    for start in range(0, len(order), pool):
        chunk = sorted(order[start : start + pool], key=length)
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    generator.shuffle(batches)
    return batches
