"""What a report tells of: the tables of one folder, as ``dvc repro`` or ``extract`` writes them, cut to a number of articles."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.annotations import events_from, mentions_from, read_labels_tables
from pipeline.records import Event, Labels, Mention
from pipeline.tables import SCHEMAS, Rows, group_by_article, read_table


@dataclass(frozen=True)
class LeftOut:
    """What a page cut to a number of articles does not show."""

    articles: int = 0
    triples: int = 0


@dataclass(frozen=True)
class Contents:
    """Articles, newest first (undated last), with what was found in them; gold, metrics and cases where there are any."""

    articles: Rows
    triples: Mapping[str, Rows]
    mentions: Mapping[str, tuple[Mention, ...]]
    events: Mapping[str, tuple[Event, ...]]
    gold: Mapping[str, Labels] = field(default_factory=dict)
    metrics: Mapping[str, Any] | None = None
    cases: Rows = field(default_factory=list)
    left_out: LeftOut = LeftOut()


def read_contents(folder: Path, limit: int) -> Contents:
    """Read a folder of tables; of more than ``limit`` articles the oldest and the undated are left out, and counted.

    Raises:
        ValueError: a table is missing or damaged, or tells of an article that is not in ``articles.parquet``.
    """
    if limit < 1:
        raise ValueError(f"articles: expected at least 1, found {limit}")
    articles = sorted(read_table(folder / "articles.parquet", "articles"), key=_newest_first)
    triples = group_by_article(read_table(folder / "triples.parquet", "triples"))
    mentions = group_by_article(read_table(folder / "mentions.parquet", "mentions"))
    events = _events(folder)
    known = {row["doc_id"] for row in articles}
    for name, groups in (("triples", triples), ("mentions", mentions), ("events", events)):
        if strangers := set(groups) - known:
            raise ValueError(f"{folder / name}.parquet: {min(strangers)!r} is not in articles.parquet")
    shown, rest = articles[:limit], articles[limit:]
    gold = folder / "gold"
    return Contents(
        articles=shown,
        triples={row["doc_id"]: [dict(triple) for triple in triples.get(row["doc_id"], ())] for row in shown},
        mentions={row["doc_id"]: mentions_from(mentions.get(row["doc_id"], ())) for row in shown},
        events={row["doc_id"]: tuple(events.get(row["doc_id"], ())) for row in shown},
        gold=read_labels_tables(gold) if gold.exists() else {},
        metrics=_metrics(folder / "metrics.json"),
        cases=_cases(folder / "cases.parquet", {row["doc_id"] for row in shown}),
        left_out=LeftOut(len(rest), sum(len(triples.get(row["doc_id"], ())) for row in rest)),
    )


def _newest_first(row: Mapping[str, Any]) -> tuple[int, str]:
    return (-row["date"].toordinal() if row["date"] else 0, row["doc_id"])


def _events(folder: Path) -> dict[str, list[Event]]:
    arguments = read_table(folder / "event_arguments.parquet", "event_arguments")
    groups: dict[str, list[Event]] = {}
    for event in events_from(read_table(folder / "events.parquet", "events"), arguments):
        groups.setdefault(event.doc_id, []).append(event)
    return groups


def _cases(path: Path, shown: set[str]) -> Rows:
    """The cases that an article on the page tells of, where the pipeline makes such a table."""
    if "cases" not in SCHEMAS or not path.exists():
        return []
    return [case for case in read_table(path, "cases") if any(step["doc_id"] in shown for step in case["history"])]


def _metrics(path: Path) -> Mapping[str, Any] | None:
    if not path.exists():
        return None
    try:
        metrics = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: is damaged ({error}); run `dvc repro`") from error
    if not isinstance(metrics, dict):
        raise ValueError(f"{path}: expected the metrics of each split, found {type(metrics).__name__}; run `dvc repro`")
    return metrics
