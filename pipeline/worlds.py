"""Which articles tell of one world: the real one, the invented one, and each article of a contrast family one of its own."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.records import Article
from pipeline.tellings import REAL


def worlds_of(articles: Iterable[Article], families: Mapping[str, str]) -> dict[str, str]:
    """The world of each article; what articles of two worlds tell is never one event.

    Args:
        articles: ``fictional`` ones share the invented world.
        families: from an article to its contrast family, whose articles tell different facts in nearly the same words.
    """
    return {
        article.doc_id: f"contrast {article.doc_id}"
        if families.get(article.doc_id)
        else ("invented" if article.fictional else REAL)
        for article in articles
    }


def read_families(index: Path) -> dict[str, str]:
    """Contrast families by article, from the column ``family`` of an ``articles.csv``; empty without file or column."""
    if not index.exists():
        return {}
    with index.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return {row["id"].strip(): family for row in rows if (family := (row.get("family") or "").strip())}
