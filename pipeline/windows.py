"""Sentences cut into windows that an encoder can read, with the tagger's features."""

from collections.abc import Sequence
from typing import Final

from pipeline import bio
from pipeline.documents import Document
from pipeline.features import Vocabulary, token_features
from pipeline.gazetteer import Gazetteer
from pipeline.records import TAGGED_LABELS, Mention
from pipeline.tagger import Example

MAX_WORDS: Final = 120
"""The longest window, in tokens; longer sentences are cut."""


def windows(document: Document) -> list[tuple[int, int]]:
    """Tokens (first, last), half-open, of each window of an article, in order."""
    return [
        (start, min(start + MAX_WORDS, sentence.last))
        for sentence in document.sentences
        for start in range(sentence.first, sentence.last, MAX_WORDS)
    ]


def feature_rows(documents: Sequence[Document], gazetteer: Gazetteer) -> list[list[dict[str, str]]]:
    """The features of every token of every article."""
    return [token_features(document, gazetteer) for document in documents]


def examples(
    document: Document, rows: list[dict[str, str]], vocabulary: Vocabulary, mentions: Sequence[Mention] | None
) -> list[Example]:
    """The windows of an article as examples; with tags where its mentions are given (they are on the token grid)."""
    numbers = vocabulary.numbers(rows)
    tags = _tags(document, mentions) if mentions is not None else []
    return [
        Example(
            tuple(token.text for token in document.tokens[first:last]),
            tuple(tuple(row) for row in numbers[first:last]),
            tuple(tags[first:last]),
        )
        for first, last in windows(document)
    ]


def _tags(document: Document, mentions: Sequence[Mention]) -> list[int]:
    spans = []
    for mention in mentions:
        tokens = document.span(mention.start, mention.end)
        if tokens and mention.label in TAGGED_LABELS:
            spans.append((*tokens, mention.label))
    return bio.encode(len(document.tokens), spans, TAGGED_LABELS)
