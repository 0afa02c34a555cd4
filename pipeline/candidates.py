"""What may be an event and what may take part in it: candidate triggers from the word lists, candidate arguments around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents import Document
from pipeline.records import Mention, Sentence, Token
from pipeline.relations import Ontology

LEFT: Final = 40
RIGHT: Final = 40
PREVIOUS: Final = 30
"""How many tokens of its sentence before and after the trigger are read, and of the sentence before (its last ones)."""

_SHORTEST_STEM: Final = 2
_NOT_IN_PHRASE: Final = frozenset({"relcl", "appos", "acl:relcl", "cc", "conj", "punct", "parataxis", "advcl", "dep"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A candidate argument: a mention, with the tokens it covers and the token that is its syntactic head."""

    mention: Mention
    first: int
    last: int
    root: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate trigger, by token number, with its window (token numbers) and the fillers there.

    ``context`` are tokens of the sentence before (half-open, may be empty), ``window`` those of its own sentence.
    """

    document: Document
    trigger: int
    context: tuple[int, int]
    window: tuple[int, int]
    fillers: tuple[Filler, ...]


def is_trigger(token: Token, ontology: Ontology) -> bool:
    """Whether a word may tell a relation at all; headlines mislead lemmatizers, so plain inflection is undone as well."""
    return any(form in ontology.lexicon for form in forms(token))


def forms(token: Token) -> list[str]:
    """The lemma, the word, and the word without the endings -s, -es, -ed, -d, -ing: ``cancels`` to ``cancel``."""
    word = token.text.lower()
    found = [token.lemma, word]
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > _SHORTEST_STEM:
            found += [stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else stem]
    return found


def propose(
    document: Document, mentions: Sequence[Mention], ontology: Ontology, also: frozenset[int] = frozenset()
) -> list[Candidate]:
    """Candidate triggers of an article, in order, each with its candidate arguments.

    Args:
        document: the article.
        mentions: its mentions, pronouns included; occasions are proposed here, from the parse.
        ontology: the word lists.
        also: tokens that are proposed whatever the lists say (gold triggers, in training).
    """
    fillers = _fillers(document, [mention for mention in mentions if mention.label != "OCCASION"])
    names = {
        index for filler in fillers for index in range(filler.first, filler.last) if filler.mention.label not in _OPEN
    }
    fillers += occasion_fillers(document, ontology)
    by_sentence: dict[int, list[Filler]] = {}
    for filler in fillers:
        by_sentence.setdefault(document.tokens[filler.root].sentence, []).append(filler)
    return [
        _candidate(document, token, by_sentence)
        for token in document.tokens
        if token.index in also or (token.index not in names and is_trigger(token, ontology))
    ]


_OPEN: Final = frozenset({"EVENT", "ROLE", "PRONOUN"})


def _fillers(document: Document, mentions: Sequence[Mention]) -> list[Filler]:
    fillers = []
    for mention in mentions:
        span = document.span(mention.start, mention.end)
        if span:
            fillers.append(Filler(mention, *span, document.root_of(*span)))
    return fillers


def occasion_fillers(document: Document, ontology: Ontology) -> list[Filler]:
    """Phrases for what may be called off: event nouns with what belongs to them, relative clauses left out."""
    return [
        _occasion(document, token)
        for token in document.tokens
        if token.pos in _NOUNS
        and any(form in ontology.occasions or form in ontology.lexicon for form in forms(token))
        and token.dep != "compound"
    ]


def _occasion(document: Document, token: Token) -> Filler:
    first, last = phrase(document, token.index)
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    text = document.article.text[start:end]
    return Filler(Mention(document.article.doc_id, start, end, text, "OCCASION"), first, last, token.index)


def phrase(document: Document, root: int) -> tuple[int, int]:
    """Tokens (half-open) of the phrase around a noun: its contiguous subtree without clauses and coordination."""
    keep, stack = {root}, [root]
    while stack:
        parent = stack.pop()
        for child in document.children[parent]:
            if document.tokens[child].dep not in _NOT_IN_PHRASE and child not in keep:
                keep.add(child)
                stack.append(child)
    first, last = root, root + 1
    while first - 1 in keep:
        first -= 1
    while last in keep:
        last += 1
    return first, last


def _candidate(document: Document, token: Token, by_sentence: dict[int, list[Filler]]) -> Candidate:
    sentence = document.sentences[token.sentence]
    window = (max(sentence.first, token.index - LEFT), min(sentence.last, token.index + RIGHT + 1))
    before: Sentence | None = document.sentences[token.sentence - 1] if token.sentence else None
    context = (max(before.first, before.last - PREVIOUS), before.last) if before else (sentence.first, sentence.first)
    near = [
        filler
        for number in (token.sentence - 1, token.sentence)
        for filler in by_sentence.get(number, ())
        if any(first <= filler.first and filler.last <= last for first, last in (context, window))
        and not filler.first <= token.index < filler.last
    ]
    own = [
        f
        for f in by_sentence.get(token.sentence, ())
        if f.first <= token.index < f.last and f.mention.label == "OCCASION" and f.root != token.index
    ]
    return Candidate(
        document, token.index, context, window, tuple(sorted([*near, *own], key=lambda f: (f.first, f.last)))
    )
