"""How well triples are linked: pairs that are one event, and B-cubed (Bagga and Baldwin, 1998).

Both groupings are mappings from a triple to its case. A triple that only one of them has (missed, or made up by the extractor)
counts against it in every pair.
"""

from collections.abc import Callable, Hashable, Mapping
from itertools import combinations
from typing import Any

from pipeline.case_labels import Line
from pipeline.scoring import Counts, report

Grouping = Mapping[Line, Hashable]
"""The case of each triple."""


def case_scores(gold: Grouping, found: Grouping, seed: int) -> dict[str, Any]:
    """Scores of a grouping, with support: pairs of all kinds, pairs of two articles, B-cubed.

    Args:
        gold: as labelled.
        found: as linked, of the same articles.
        seed: of the bootstrap, which draws series: articles that share a case.
    """
    series = _series(gold)
    expected, linked = _pairs(gold), _pairs(found)
    return {
        "triples": len(gold),
        "cases": len(set(gold.values())),
        "cases_of_several_articles": sum(len(articles) > 1 for articles in _articles(gold).values()),
        "pairs": report(_counts(expected, linked, series, lambda pair: True), seed),
        "pairs_across_articles": report(_counts(expected, linked, series, _is_across), seed),
        "b_cubed": _b_cubed(gold, found),
    }


Pair = tuple[Line, Line]


def _pairs(grouping: Grouping) -> set[Pair]:
    return {pair for own in _members(grouping).values() for pair in combinations(sorted(own), 2)}


def _members(grouping: Grouping) -> dict[Hashable, set[Line]]:
    members: dict[Hashable, set[Line]] = {}
    for line, case in grouping.items():
        members.setdefault(case, set()).add(line)
    return members


def _articles(grouping: Grouping) -> dict[Hashable, set[str]]:
    return {case: {line[0] for line in own} for case, own in _members(grouping).items()}


def _is_across(pair: Pair) -> bool:
    return pair[0][0] != pair[1][0]


def _series(gold: Grouping) -> dict[str, str]:
    """Of each article the first article of its series."""
    first: dict[str, str] = {line[0]: line[0] for line in gold}
    for articles in _articles(gold).values():
        joined = {first[article] for article in articles}
        first = {article: min(joined) if name in joined else name for article, name in first.items()}
    return first


def _counts(
    expected: set[Pair], linked: set[Pair], series: Mapping[str, str], wanted: Callable[[Pair], bool]
) -> list[Counts]:
    """Counts of each series; a pair between two counts for the first."""
    table = {name: Counts() for name in sorted(set(series.values()))}
    for pair in sorted(expected | linked):
        if wanted(pair):
            right = pair in expected and pair in linked
            one = Counts(int(right), int(pair not in expected), int(pair not in linked))
            table[series[pair[0][0]]] += one
    return list(table.values())


def _b_cubed(gold: Grouping, found: Grouping) -> dict[str, float]:
    """Averages over triples: how much of a triple's found case is of its gold case, and the other way round."""
    expected, linked = _members(gold), _members(found)

    def share(own: Grouping, of: dict[Hashable, set[Line]], other: Grouping, at: dict[Hashable, set[Line]]) -> float:
        shares = [len(of[own[x]] & at[other[x]]) / len(of[own[x]]) if x in other else 0.0 for x in own]
        return sum(shares) / max(1, len(shares))

    precision, recall = share(found, linked, gold, expected), share(gold, expected, found, linked)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
