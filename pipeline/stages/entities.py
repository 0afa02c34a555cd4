"""``outputs/mentions.parquet`` -> ``outputs/entities.parquet``: which mentions are one actor, and who that is."""

import argparse
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.annotations import articles_from, entity_rows, mentions_from
from pipeline.documents import Document, assemble
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.records import Entity, Mention
from pipeline.resolution import resolve
from pipeline.runlog import run
from pipeline.tables import group_by_article, read_table, write_table

log = logging.getLogger(__name__)


def resolve_all(
    documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]], gazetteer: Gazetteer
) -> list[Entity]:
    """The entities of all articles, article by article."""
    return [
        entity
        for document in documents
        for entity in resolve(document, mentions.get(document.article.doc_id, ()), gazetteer)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("configs", type=Path)
    options = parser.parse_args()
    documents = assemble(
        articles_from(read_table(options.outputs / "articles.parquet", "articles")),
        read_table(options.outputs / "sentences.parquet", "sentences"),
        read_table(options.outputs / "tokens.parquet", "tokens"),
    )
    rows = group_by_article(read_table(options.outputs / "mentions.parquet", "mentions"))
    mentions = {doc_id: mentions_from(own) for doc_id, own in rows.items()}
    entities = resolve_all(documents, mentions, load_gazetteer(options.configs))
    write_table(options.outputs / "entities.parquet", "entities", entity_rows(entities))
    linked = len({mention_id for entity in entities for mention_id in entity.mention_ids})
    log.info("entities: %d entities; %d of %d mentions linked", len(entities), linked, sum(map(len, mentions.values())))


if __name__ == "__main__":
    run(main)
