"""Spans to BIO tags and back, with a decode that only yields valid sequences. Plain arrays; no framework."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def tag_names(labels: Sequence[str]) -> tuple[str, ...]:
    """``O``, then ``B-`` and ``I-`` of each label."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


def encode(length: int, spans: Iterable[tuple[int, int, str]], labels: Sequence[str]) -> list[int]:
    """Tag numbers for ``length`` tokens; spans are (first, last, label), half-open, and do not overlap."""
    number = {name: index for index, name in enumerate(tag_names(labels))}
    tags = [0] * length
    for first, last, label in spans:
        tags[first] = number[f"B-{label}"]
        tags[first + 1 : last] = [number[f"I-{label}"]] * (last - first - 1)
    return tags


def decode(log_probs: Floats, labels: Sequence[str]) -> list[tuple[int, int, str, float]]:
    """The best valid sequence (Viterbi): spans as (first, last, label, score).

    Args:
        log_probs: (tokens, tags), natural logarithms.
        labels: in the order of the tags.

    Returns:
        Spans in order; the score is the mean probability of their tags. Empty for no tokens.
    """
    if not len(log_probs):
        return []
    path = _viterbi(log_probs, _allowed(labels))
    probs = np.exp(log_probs)[np.arange(len(path)), path]
    names = tag_names(labels)
    spans: list[tuple[int, int, str, float]] = []
    for index, tag in enumerate(path):
        name = names[tag]
        if name.startswith("B-"):
            spans.append((index, index + 1, name[2:], float(probs[index])))
        elif name.startswith("I-"):
            first, _, label, _ = spans[-1]
            spans[-1] = (first, index + 1, label, float(probs[first : index + 1].mean()))
    return spans


def _allowed(labels: Sequence[str]) -> Floats:
    """(tags + 1, tags): 0 where a tag may follow another, -inf where not; the last row is the start."""
    names = tag_names(labels)
    allowed = np.zeros((len(names) + 1, len(names)), dtype=np.float32)
    for column, name in enumerate(names):
        if name.startswith("I-"):
            allowed[:, column] = -np.inf
            allowed[[names.index(f"B-{name[2:]}"), column], column] = 0
    return allowed


def _viterbi(log_probs: Floats, allowed: Floats) -> list[int]:
    best = log_probs[0] + allowed[-1]
    back = np.zeros(log_probs.shape, dtype=np.int64)
    for index in range(1, len(log_probs)):
        scores = best[:, None] + allowed[:-1]
        back[index] = scores.argmax(axis=0)
        best = scores.max(axis=0) + log_probs[index]
    path = [int(best.argmax())]
    for index in range(len(log_probs) - 1, 0, -1):
        path.append(int(back[index, path[-1]]))
    return path[::-1]
