"""Two models on the same articles: what the new one gains and loses, and whether that is more than chance.

Paired bootstrap over articles (Efron and Tibshirani, 1993): both models are scored on the same resamples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.records import Triple
from pipeline.relations import Ontology
from pipeline.scoring import Counts, Matched

_RESAMPLES: Final = 2000
_FIGURES: Final = ("precision", "recall", "f1")
_HEADLINES: Final = ("core", "cancel_family", "stance", "all")


@dataclass(frozen=True, slots=True)
class Difference:
    """How two models do on one group of relations.

    ``low`` and ``high`` are the 95 % interval of the difference of F1; ``better`` is the share of resamples in which the
    new model is better, counting half of those in which both are the same.
    """

    name: str
    old: Counts
    new: Counts
    low: float
    high: float
    better: float

    @property
    def gain(self) -> float:
        """F1 of the new model less that of the old one."""
        return self.new.f1 - self.old.f1

    @property
    def verdict(self) -> str:
        """``better`` or ``worse`` where the interval leaves out zero, else ``no clear difference``; ``same`` for none."""
        if self.low == self.high == 0 and self.gain == 0:
            return "same"
        return "better" if self.low > 0 else "worse" if self.high < 0 else "no clear difference"


def compare_models(
    old: Mapping[str, Matched], new: Mapping[str, Matched], ontology: Ontology, seed: int
) -> list[Difference]:
    """The headline groups, core with status, then each relation.

    Args:
        old: each article's triples, matched with the gold, as the old model finds them.
        new: the same articles by the new model.
        ontology: the relations that are compared.
        seed: of the bootstrap.
    """
    groups = {
        "core": ontology.select(group="core"),
        "cancel_family": ontology.select(cancel_family=True),
        "stance": ontology.select(group="stance"),
        "all": frozenset(ontology.names),
    }
    found = [_difference(name, old, new, groups[name], seed) for name in _HEADLINES]
    with_status = _paired(
        "core_with_status",
        [old[doc_id].select(groups["core"]).counts_with_status for doc_id in old],
        [new[doc_id].select(groups["core"]).counts_with_status for doc_id in old],
        seed,
    )
    relations = [_difference(name, old, new, frozenset({name}), seed) for name in ontology.names]
    return [found[0], with_status, *found[1:], *relations]


def _difference(
    name: str, old: Mapping[str, Matched], new: Mapping[str, Matched], relations: frozenset[str], seed: int
) -> Difference:
    before, after = ([side[doc_id].select(relations).counts for doc_id in old] for side in (old, new))
    return _paired(name, before, after, seed)


def _paired(name: str, old: Sequence[Counts], new: Sequence[Counts], seed: int) -> Difference:
    total = sum(old, Counts()), sum(new, Counts())
    if not old:
        return Difference(name, *total, 0.0, 0.0, 0.5)
    generator = np.random.default_rng(seed)
    chosen = generator.integers(len(old), size=(_RESAMPLES, len(old)))
    gains = _f1(new, chosen) - _f1(old, chosen)
    low, high = np.percentile(gains, (2.5, 97.5))
    better = float(np.mean(gains > 0) + np.mean(gains == 0) / 2)
    return Difference(name, *total, float(low), float(high), better)


def _f1(counts: Sequence[Counts], chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """F1 of each resample; 0 where it holds no item."""
    table = np.array([(c.right, c.made_up, c.missed) for c in counts], dtype=np.int64)
    right, made_up, missed = table[chosen].sum(axis=1).T
    f1: npt.NDArray[np.float64] = 2 * right / np.maximum(1, 2 * right + made_up + missed)
    return f1


def changes(old: Mapping[str, Matched], new: Mapping[str, Matched]) -> list[dict[str, Any]]:
    """The triples in which two models differ, article by article.

    ``won`` and ``lost`` are gold triples that only the new or only the old model finds, ``status won`` and ``status lost`` those
    that both find and one with the wrong status, ``made up`` and ``dropped`` wrong ones that only the new or the old says.
    """
    rows: list[dict[str, Any]] = []
    for doc_id in old:
        before, after = ({gold: found.status for gold, found in side[doc_id].pairs} for side in (old, new))
        wrong_before, wrong_after = ({_key(t): t for t in side[doc_id].made_up} for side in (old, new))
        parts = {
            "won": [t for t in after if t not in before],
            "lost": [t for t in before if t not in after],
            "status won": [t for t in after if before.get(t, t.status) != t.status == after[t]],
            "status lost": [t for t in before if after.get(t, t.status) != t.status == before[t]],
            "made up": [t for key, t in wrong_after.items() if key not in wrong_before],
            "dropped": [t for key, t in wrong_before.items() if key not in wrong_after],
        }
        for change, triples in parts.items():
            rows += [{"doc_id": doc_id, "change": change, **_row(triple)} for triple in triples]
    return rows


def _key(triple: Triple) -> tuple[object, ...]:
    return triple.subject, triple.relation, triple.object, triple.status, triple.date


def _row(triple: Triple) -> dict[str, Any]:
    return {name: getattr(triple, name) for name in ("subject", "relation", "object", "status", "date")}


def lines_of(differences: Sequence[Difference]) -> list[str]:
    """A table to read."""
    lines = [f"{'':<17}{'gold':>5}{'old F1':>8}{'new F1':>8}{'gain':>8}  {'95 % interval':<17} better in"]
    for d in differences:
        interval = f"[{d.low:+.3f}, {d.high:+.3f}]"
        figures = f"{d.new.support:>5}{d.old.f1:>8.3f}{d.new.f1:>8.3f}{d.gain:>+8.3f}"
        lines.append(f"{d.name:<17}{figures}  {interval:<17} {d.better:>8.0%}  {d.verdict}")
    return lines


def as_json(differences: Sequence[Difference]) -> dict[str, Any]:
    """The same for machines, by group."""
    return {
        d.name: {
            "support": d.new.support,
            **{
                f"{side}_{n}": round(getattr(c, n), 4) for side, c in (("old", d.old), ("new", d.new)) for n in _FIGURES
            },
            "gain": round(d.gain, 4),
            "gain_low": round(d.low, 4),
            "gain_high": round(d.high, 4),
            "better": round(d.better, 4),
            "verdict": d.verdict,
        }
        for d in differences
    }
