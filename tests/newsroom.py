"""Folders of tables as ``extract`` writes them, made from short stories whose events are given by their words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.annotations import argument_rows, article_rows, event_rows, mention_rows
from pipeline.edtf import bounds
from pipeline.records import Argument, Article, Event, Mention, Role, Status, content_id
from pipeline.tables import SCHEMAS, Rows, write_table


@dataclass(frozen=True)
class Telling:
    """An event told in a story: its trigger, and subject, object and date as the story words them."""

    relation: str
    trigger: str
    subject: str
    object: str
    status: Status = "occurred"
    date: str | None = None
    confidence: float = 0.9


@dataclass(frozen=True)
class Story:
    """An article and what is found in it."""

    article: Article
    tellings: Sequence[Telling] = ()


def story(doc_id: str, text: str, *tellings: Telling, **known: Any) -> Story:
    """A story; ``known`` are fields of the article."""
    return Story(Article(doc_id, text, **known), tellings)


def events_of(told: Story) -> list[Event]:
    return [_event(told.article, telling) for telling in told.tellings]


def _event(article: Article, telling: Telling) -> Event:
    start = article.text.index(telling.trigger)
    roles: list[tuple[Role, str]] = [("Subject", telling.subject), ("Object", telling.object)]
    arguments = tuple(
        Argument(role, article.text.index(name), article.text.index(name) + len(name), name, "PERSON", (name,))
        for role, name in roles
    )
    end = start + len(telling.trigger)
    return Event(article.doc_id, telling.relation, telling.status, start, end, telling.trigger, arguments)


def mentions_of(told: Story) -> list[Mention]:
    spans = {(a.start, a.end, a.text) for event in events_of(told) for a in event.arguments}
    return [Mention(told.article.doc_id, start, end, text, "PERSON") for start, end, text in sorted(spans)]


def triples_of(told: Story) -> Rows:
    """Rows of ``triples``; the evidence is the paragraph of the trigger."""
    return [_row(told.article, t, e) for t, e in zip(told.tellings, events_of(told), strict=True)]


def _row(article: Article, telling: Telling, event: Event) -> dict[str, Any]:
    start = article.text.rfind("\n", 0, event.trigger_start) + 1
    end = article.text.index("\n", event.trigger_end)
    first, last = bounds(telling.date) if telling.date else (None, None)
    ends = {"subject": telling.subject, "object": telling.object}
    return dict.fromkeys(SCHEMAS["triples"].names) | {
        "doc_id": article.doc_id,
        "doc_date": dt.date.fromisoformat(article.date) if article.date else None,
        "split": article.split,
        "triple_id": content_id("t", article.doc_id, *ends.values(), telling.relation, telling.status, telling.date),
        "event_id": event.event_id,
        **ends,
        **{f"{end}_id": f"person:{name.casefold()}" for end, name in ends.items()},
        "relation": telling.relation,
        "status": telling.status,
        "object_kind": "entity",
        "date": telling.date,
        "date_start": first,
        "date_end": last,
        "confidence": telling.confidence,
        "evidence": article.text[start:end],
        "evidence_start": start,
        "evidence_end": end,
        "further_evidence": [],
    }


def write_folder(folder: Path, stories: Sequence[Story]) -> Path:
    """The tables that the report reads."""
    events = [event for told in stories for event in events_of(told)]
    tables: dict[str, Rows] = {
        "articles": article_rows(told.article for told in stories),
        "mentions": mention_rows(mention for told in stories for mention in mentions_of(told)),
        "events": event_rows(events),
        "event_arguments": argument_rows(events),
        "triples": [row for told in stories for row in triples_of(told)],
    }
    for name, rows in tables.items():
        write_table(folder / f"{name}.parquet", name, rows)
    return folder
