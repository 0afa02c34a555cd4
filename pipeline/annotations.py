"""Articles, mentions, entities and events between records and table rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.records import Argument, Article, Entity, Event, Evidence, Labels, Mention, Triple
from pipeline.tables import Rows, group_by_article, read_table, write_table


def article_rows(articles: Iterable[Article]) -> Rows:
    """Rows of the table ``articles``."""
    return [
        {
            "doc_id": article.doc_id,
            "title": article.title,
            "text": article.text,
            "date": dt.date.fromisoformat(article.date) if article.date else None,
            "date_source": article.date_source,
            "split": article.split,
            "labelled": article.labelled,
            "source": article.source,
            "url": article.url,
            "fictional": article.fictional,
            "sha256": article.sha256,
        }
        for article in articles
    ]


def articles_from(rows: Rows) -> list[Article]:
    """Articles from rows of the table ``articles``."""
    return [
        Article(
            **{key: value for key, value in row.items() if key not in ("title", "sha256", "date")},
            date=row["date"].isoformat() if row["date"] else None,
        )
        for row in rows
    ]


def mention_rows(mentions: Iterable[Mention]) -> Rows:
    """Rows of the table ``mentions``."""
    return [
        {
            "mention_id": mention.mention_id,
            "doc_id": mention.doc_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "label": mention.label,
            "score": mention.score,
            "names": list(mention.names),
            "edtf": mention.edtf,
        }
        for mention in mentions
    ]


def mentions_from(rows: Iterable[Mapping[str, object]]) -> tuple[Mention, ...]:
    """Mentions from rows of the table ``mentions``."""
    return tuple(
        Mention(**{**{k: v for k, v in row.items() if k != "mention_id"}, "names": tuple(row["names"] or ())})  # type: ignore[arg-type]
        for row in rows
    )


def entity_rows(entities: Iterable[Entity]) -> Rows:
    """Rows of the table ``entities``."""
    return [
        {
            **{name: getattr(entity, name) for name in Entity.__slots__},
            "aliases": list(entity.aliases),
            "mention_ids": list(entity.mention_ids),
            "mention_count": len(entity.mention_ids),
        }
        for entity in entities
    ]


def entities_from(rows: Iterable[Mapping[str, object]]) -> tuple[Entity, ...]:
    """Entities from rows of the table ``entities``."""
    return tuple(
        Entity(
            **{
                **{key: value for key, value in row.items() if key != "mention_count"},
                "aliases": tuple(row["aliases"] or ()),  # type: ignore[arg-type]
                "mention_ids": tuple(row["mention_ids"] or ()),  # type: ignore[arg-type]
            }
        )
        for row in rows
    )


def event_rows(events: Iterable[Event]) -> Rows:
    """Rows of the table ``events``."""
    return [
        {
            "event_id": event.event_id,
            **{name: getattr(event, name) for name in Event.__slots__ if name != "arguments"},
        }
        for event in events
    ]


def argument_rows(events: Iterable[Event]) -> Rows:
    """Rows of the table ``event_arguments``."""
    return [
        {
            "event_id": event.event_id,
            "doc_id": event.doc_id,
            **{name: getattr(argument, name) for name in Argument.__slots__ if name != "names"},
            "names": list(argument.names),
        }
        for event in events
        for argument in event.arguments
    ]


def events_from(events: Rows, arguments: Rows) -> list[Event]:
    """Events from rows of the tables ``events`` and ``event_arguments``."""
    by_event: dict[str, list[Argument]] = {}
    for row in arguments:
        fields = {key: value for key, value in row.items() if key not in ("event_id", "doc_id", "names")}
        by_event.setdefault(row["event_id"], []).append(Argument(**fields, names=tuple(row["names"] or ())))
    return [
        Event(
            **{key: value for key, value in row.items() if key != "event_id"},
            arguments=tuple(by_event.get(row["event_id"], ())),
        )
        for row in events
    ]


def write_labels(folder: Path, labels: Iterable[Labels]) -> None:
    """The tables ``mentions``, ``events`` and ``event_arguments`` of some articles into one folder."""
    listed = list(labels)
    events = [event for one in listed for event in one.events]
    write_table(folder / "mentions.parquet", "mentions", mention_rows(m for one in listed for m in one.mentions))
    write_table(folder / "events.parquet", "events", event_rows(events))
    write_table(folder / "event_arguments.parquet", "event_arguments", argument_rows(events))


def read_labels_tables(folder: Path) -> dict[str, Labels]:
    """What :func:`write_labels` wrote, by article; articles with neither mention nor event are absent."""
    mentions = group_by_article(read_table(folder / "mentions.parquet", "mentions"))
    events: dict[str, list[Event]] = {}
    for event in events_from(
        read_table(folder / "events.parquet", "events"),
        read_table(folder / "event_arguments.parquet", "event_arguments"),
    ):
        events.setdefault(event.doc_id, []).append(event)
    return {
        doc_id: Labels(mentions_from(mentions.get(doc_id, ())), tuple(events.get(doc_id, ())))
        for doc_id in dict.fromkeys((*mentions, *events))
    }


def triples_from(rows: Rows) -> list[Triple]:
    """Triples from rows of the table ``triples``, as far as they are judged."""
    names = (
        "subject", "relation", "object", "status", "object_kind", "initiator_told", "date", "occasion", "occasion_date",
        "new_date", "place", "source", "confidence",
    )  # fmt: skip
    return [
        Triple(
            doc_id=row["doc_id"],
            **{name: row[name] for name in names},
            evidence=Evidence(row["evidence"], row["evidence_start"], row["evidence_end"]),
        )
        for row in rows
    ]
