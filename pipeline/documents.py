"""A parsed article: its text, sentences and tokens, with look-ups from characters to tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.records import Article, Sentence, Token
from pipeline.tables import Rows, group_by_article


@dataclass(frozen=True)
class Document:
    """An article with its parse. Tokens hold no white space."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its syntactic children, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        return tuple(tuple(indices) for indices in below)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Tokens (half-open) that exactly cover the characters, or None if they are off the token grid."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._ends, end)
        if first >= len(self.tokens) or last >= len(self.tokens) or first > last:
            return None
        if self.tokens[first].start != start or self.tokens[last].end != end:
            return None
        return first, last + 1

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Tokens (half-open) that overlap the characters; empty where there are none."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[self.tokens[token].sentence]

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """A sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def root_of(self, first: int, last: int) -> int:
        """The token of a span whose head lies outside it: the head of a name or phrase (the last such one)."""
        for index in range(last - 1, first - 1, -1):
            head = self.tokens[index].head
            outside = head == index or not first <= head < last
            if outside and self.tokens[index].pos != "PUNCT":
                return index
        return last - 1

    def subtree(self, root: int) -> list[int]:
        """Indices of a token and all below it, in text order; a cycle in the heads cannot trap it."""
        seen, stack = {root}, [root]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return sorted(seen)

    def token_grid(self, start: int, end: int) -> str:
        """The tokens around some characters, for messages."""
        first, last = self.covering(start, end)
        return " | ".join(token.text for token in self.tokens[max(first - 1, 0) : last + 1])


def assemble(articles: Iterable[Article], sentences: Rows, tokens: Rows) -> list[Document]:
    """Documents from the rows of the tables ``sentences`` and ``tokens``, in the order of the articles."""
    by_sentence, by_token = group_by_article(sentences), group_by_article(tokens)
    return [
        Document(
            article,
            tuple(
                Sentence(row["sentence"], row["start"], row["end"], row["first_token"], row["last_token"])
                for row in by_sentence.get(article.doc_id, ())
            ),
            tuple(_token(row) for row in by_token.get(article.doc_id, ())),
        )
        for article in articles
    ]


def _token(row: object) -> Token:
    fields = dict(row)  # type: ignore[call-overload]
    fields.pop("doc_id")
    fields["index"] = fields.pop("token")
    return Token(**fields)


def sentence_rows(documents: Sequence[Document]) -> Rows:
    """Rows of the table ``sentences``."""
    return [
        {
            "doc_id": document.article.doc_id,
            "sentence": sentence.index,
            "start": sentence.start,
            "end": sentence.end,
            "first_token": sentence.first,
            "last_token": sentence.last,
        }
        for document in documents
        for sentence in document.sentences
    ]


def token_rows(documents: Sequence[Document]) -> Rows:
    """Rows of the table ``tokens``."""
    return [
        {
            "doc_id": document.article.doc_id,
            "token": token.index,
            **{name: getattr(token, name) for name in Token.__slots__ if name != "index"},
        }
        for document in documents
        for token in document.tokens
    ]
