"""The metrics as tables for the page: each figure with its interval and support, by name, however deep they are nested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

SPLITS: Final = {
    "test": "Test: articles that nothing was tuned on",
    "dev": "Dev: articles that settings were chosen on",
    "example": "The example",
}
HEADLINES: Final = ("core", "core_with_status", "cancel_family")


@dataclass(frozen=True)
class Figure:
    """A score with its 95 % interval, and how many items it rests on; F1 has precision and recall besides."""

    name: str
    value: float
    low: float
    high: float
    support: int
    precision: float | None = None
    recall: float | None = None


@dataclass(frozen=True)
class SplitFigures:
    """The figures of one split: the headline ones, each relation, and all others."""

    name: str
    title: str
    articles: int
    headlines: list[Figure]
    relations: list[Figure]
    others: list[Figure]


def split_figures(metrics: Mapping[str, Any]) -> list[SplitFigures]:
    """The splits in order of weight, without those that have no article.

    Raises:
        ValueError: the metrics are not what the stage ``evaluate`` writes.
    """
    try:
        return [
            _split(name, title, metrics[name])
            for name, title in SPLITS.items()
            if metrics.get(name, {}).get("articles")
        ]
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"metrics.json: is damaged ({type(error).__name__}: {error}); run `dvc repro`") from error


def _split(name: str, title: str, metrics: Mapping[str, Any]) -> SplitFigures:
    relations = [_figure(relation, figure) for relation, figure in metrics["relations"].items()]
    apart = (*HEADLINES, "relations")
    others = {key: value for key, value in metrics.items() if key not in apart}
    headlines = [_figure(key.replace("_", " "), metrics[key]) for key in HEADLINES]
    return SplitFigures(name, title, metrics["articles"], headlines, relations, list(_nested(others)))


def _nested(metrics: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Figure]:
    for key, value in metrics.items():
        if isinstance(value, Mapping):
            if "f1" in value or "accuracy" in value:
                yield _figure(", ".join((*path, key)).replace("_", " "), value)
            else:
                yield from _nested(value, (*path, key))


def _figure(name: str, figure: Mapping[str, Any]) -> Figure:
    kind = "f1" if "f1" in figure else "accuracy"
    return Figure(
        name=name,
        value=figure[kind],
        low=figure[f"{kind}_low"],
        high=figure[f"{kind}_high"],
        support=figure["support"],
        precision=figure.get("precision"),
        recall=figure.get("recall"),
    )
