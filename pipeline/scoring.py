"""Scores: set arithmetic over keys, with support and a bootstrap interval over articles.

Gold and predicted items are matched one to one within an article. What nobody proposed counts as missed, and articles with
nothing to find stay in. Intervals: percentile bootstrap (Efron and Tibshirani, 1993).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Triple

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, made up, missed."""

    right: int = 0
    made_up: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.made_up + other.made_up, self.missed + other.missed)

    @property
    def support(self) -> int:
        """How many gold items there are."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of the predicted that are right; 0 where nothing is predicted."""
        return self.right / max(1, self.right + self.made_up)

    @property
    def recall(self) -> float:
        """Share of the gold that is found; 0 where there is no gold."""
        return self.right / max(1, self.support)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.made_up + self.missed)


def compare(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """Match two multisets of keys one to one."""
    expected, found = Counter(gold), Counter(predicted)
    right = (expected & found).total()
    return Counts(right, found.total() - right, expected.total() - right)


@dataclass(frozen=True, slots=True)
class Matched:
    """One article's triples: matched pairs (gold, predicted), gold that was missed, predictions that were made up."""

    pairs: tuple[tuple[Triple, Triple], ...] = ()
    missed: tuple[Triple, ...] = ()
    made_up: tuple[Triple, ...] = ()

    def select(self, relations: frozenset[str]) -> "Matched":
        """Only the triples of some relations."""
        return Matched(
            tuple(pair for pair in self.pairs if pair[0].relation in relations),
            tuple(triple for triple in self.missed if triple.relation in relations),
            tuple(triple for triple in self.made_up if triple.relation in relations),
        )

    @property
    def counts(self) -> Counts:
        """Right whatever the status."""
        return Counts(len(self.pairs), len(self.made_up), len(self.missed))

    @property
    def counts_with_status(self) -> Counts:
        """Right only if the status agrees; a wrong one is missed and made up."""
        right = sum(gold.status == found.status for gold, found in self.pairs)
        wrong = len(self.pairs) - right
        return Counts(right, len(self.made_up) + wrong, len(self.missed) + wrong)


def match(
    gold: Sequence[Triple],
    predicted: Sequence[Triple],
    same: Callable[[Triple, Triple], bool],
) -> Matched:
    """Match one article's triples one to one; among several that fit, those agreeing in date and status go first."""
    left = list(predicted)
    pairs: list[tuple[Triple, Triple]] = []
    open_gold = list(gold)
    for demand in (2, 1, 0):
        rest: list[Triple] = []
        for triple in open_gold:
            fitting = [
                p for p in left if same(triple, p) and (p.date == triple.date) + (p.status == triple.status) >= demand
            ]
            if fitting:
                pairs.append((triple, fitting[0]))
                left.remove(fitting[0])
            else:
                rest.append(triple)
        open_gold = rest
    return Matched(tuple(pairs), tuple(open_gold), tuple(left))


def report(by_article: Sequence[Counts], seed: int) -> dict[str, float | int]:
    """Precision, recall, F1, its 95 % interval and support, from the counts of each article."""
    total = sum(by_article, Counts())
    low, high = interval(by_article, seed)
    return {
        "precision": round(total.precision, 4),
        "recall": round(total.recall, 4),
        "f1": round(total.f1, 4),
        "f1_low": round(low, 4),
        "f1_high": round(high, 4),
        "support": total.support,
        "predicted": total.right + total.made_up,
    }


def interval(by_article: Sequence[Counts], seed: int) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1 over articles; resamples without any item say nothing; (0, 0) if all are so."""
    if not by_article:
        return 0.0, 0.0
    table = np.array([(c.right, c.made_up, c.missed) for c in by_article], dtype=np.int64)
    generator = np.random.default_rng(seed)
    draws = table[generator.integers(len(table), size=(_RESAMPLES, len(table)))].sum(axis=1)
    sizes = 2 * draws[:, 0] + draws[:, 1] + draws[:, 2]
    if not sizes.any():
        return 0.0, 0.0
    f1 = 2 * draws[sizes > 0, 0] / sizes[sizes > 0]
    low, high = np.percentile(f1, (2.5, 97.5))
    return float(low), float(high)


def accuracy(by_article: Iterable[Sequence[bool]], seed: int) -> dict[str, float | int]:
    """The share that is right, its 95 % bootstrap interval over articles, and its support.

    Args:
        by_article: for each article, of each item whether it is right.
        seed: of the bootstrap.
    """
    listed = [list(items) for items in by_article]
    right, support = sum(map(sum, listed)), sum(map(len, listed))
    # A wrong item is missed and made up at once, so that F1 is the share that is right.
    low, high = interval(
        [Counts(sum(items), len(items) - sum(items), len(items) - sum(items)) for items in listed], seed
    )
    return {
        "accuracy": round(right / max(1, support), 4),
        "accuracy_low": round(low, 4),
        "accuracy_high": round(high, 4),
        "support": support,
    }
