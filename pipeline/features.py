"""What a small uncased encoder lacks, as categories: letter shape, the parser's opinion, gazetteer hits, the rest of the article."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.records import Token

TOKEN_FEATURES: Final = ("shape", "entity", "gazetteer", "tag", "elsewhere", "position")
_SPLIT: Final = 4
"""How many tokens more than words a name may have: Port-au-Prince is five."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Categories of each feature, numbered from 1; 0 is any other."""

    values: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(rows: Iterable[Mapping[str, str]]) -> "Vocabulary":
        """The categories that occur, sorted."""
        seen: dict[str, set[str]] = {name: set() for name in TOKEN_FEATURES}
        for row in rows:
            for name, value in row.items():
                seen[name].add(value)
        return Vocabulary({name: tuple(sorted(values)) for name, values in seen.items()})

    def sizes(self) -> list[int]:
        """Number of categories of each feature, 0 included, in the order of :data:`TOKEN_FEATURES`."""
        return [len(self.values[name]) + 1 for name in TOKEN_FEATURES]

    def numbers(self, rows: Sequence[Mapping[str, str]]) -> list[list[int]]:
        """(tokens, features) category numbers."""
        index = {name: {v: i for i, v in enumerate(self.values[name], start=1)} for name in TOKEN_FEATURES}
        return [[index[name].get(row[name], 0) for name in TOKEN_FEATURES] for row in rows]


def token_features(document: Document, gazetteer: Gazetteer) -> list[dict[str, str]]:
    """One mapping a token of the article, from the names in :data:`TOKEN_FEATURES` to categories."""
    hits = _gazetteer_hits(document, gazetteer)
    elsewhere = _opinion_elsewhere(document.tokens)
    firsts = {sentence.first for sentence in document.sentences}
    return [
        {
            "shape": _shape(token.text),
            "entity": token.entity,
            "gazetteer": hits[token.index],
            "tag": token.tag,
            "elsewhere": elsewhere.get(token.text, "O"),
            "position": "title" if token.sentence == 0 else "first" if token.index in firsts else "inside",
        }
        for token in document.tokens
    ]


def _shape(text: str) -> str:
    """``Xx`` Baku, ``XX`` EU, ``xx`` talks, ``dd`` 26, ``X.X.`` U.S., ``.`` for marks; hyphens kept."""
    kinds = ["d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text]
    short: list[str] = []
    for kind in kinds:
        if len(short) < 2 or short[-1] != kind or short[-2] != kind:
            short.append(kind)
    return "".join(short)[:8] if any(k in "dXx" for k in kinds) else "."


def _gazetteer_hits(document: Document, gazetteer: Gazetteer) -> list[str]:
    """For each token ``O`` or B-/I- of the kinds of the longest gazetteer name that covers it."""
    tags = ["O"] * len(document.tokens)
    for sentence in document.sentences:
        words = document.words(sentence)
        index = 0
        while index < len(words):
            index += _tag_longest(document, words, index, gazetteer, tags)
    return tags


def _tag_longest(document: Document, words: Sequence[Token], index: int, gazetteer: Gazetteer, tags: list[str]) -> int:
    if words[index].text[:1].isupper():
        for size in range(min(gazetteer.longest + _SPLIT, len(words) - index), 0, -1):
            span = words[index : index + size]
            entries = gazetteer.find(document.article.text[span[0].start : span[-1].end])
            if entries:
                kinds = "+".join(sorted({entry.kind for entry in entries}))
                for offset, token in enumerate(span):
                    tags[token.index] = f"{'I' if offset else 'B'}-{kinds}"
                return size
    return 1


def _opinion_elsewhere(tokens: Sequence[Token]) -> dict[str, str]:
    """The parser's most frequent entity type of each capitalised form in the article, with case and count of doubt left out."""
    counts: dict[str, Counter[str]] = {}
    for token in tokens:
        if token.text[:1].isupper():
            counts.setdefault(token.text, Counter())[token.entity.partition("-")[2] or "O"] += 1
    return {text: max(sorted(count), key=lambda kind: count[kind]) for text, count in counts.items() if len(count) >= 1}
