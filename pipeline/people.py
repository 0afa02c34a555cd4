"""Names of persons: which forms in one article are one person."""

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.gazetteer import normalise
from pipeline.records import Mention

_HONORIFICS: Final = frozenset(
    "mr mrs ms miss dr sir dame lord lady sheikh president king queen pope prince princess general".split()
)
_SUFFIXES: Final = frozenset("jr sr ii iii iv".split())
_ARTICLES: Final = re.compile(r"^(?:al|el|as|ash|an|ar|ad|bin|ibn)-")
_FUZZY_LENGTH: Final = 6


def words_of(name: str) -> tuple[str, ...]:
    """The comparable words of a name: ``Bashar al-Assad's`` to (bashar, assad)."""
    words = [_ARTICLES.sub("", word.strip(",.\"'“”")) for word in normalise(name).replace("’", "'").split()]
    kept = _join_initials([word for word in words if word and word not in _SUFFIXES])
    return tuple(kept[1:] if len(kept) > 1 and kept[0] in _HONORIFICS else kept)


def _join_initials(words: Sequence[str]) -> list[str]:
    """``j d vance`` to ``jd vance``, as ``JD Vance`` is written."""
    first = next((index for index, word in enumerate(words) if len(word) > 1), len(words))
    return ["".join(words[:first]), *words[first:]] if first > 1 else list(words)


def cluster(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of persons, in text order, grouped into persons, in order of first appearance.

    A full name joins another that has its words, or its first and last; a single word joins the nearest full name before it
    (in a headline: after it) that ends or begins with it. Nothing joins on doubt: without a full name it stays apart.
    """
    groups: list[list[Mention]] = []
    full = [mention for mention in mentions if len(words_of(mention.text)) > 1]
    for mention in full:
        found = next((g for g in groups if any(_same_full(words_of(mention.text), words_of(m.text)) for m in g)), None)
        if found is None:
            groups.append([mention])
        else:
            found.append(mention)
    singles: list[list[Mention]] = []
    for mention in mentions:
        words = words_of(mention.text)
        if len(words) == 1:
            found = _group_of_word(words[0], mention, groups) or _group_of_word(words[0], mention, singles)
            if found is None:
                singles.append([mention])
            else:
                found.append(mention)
    merged = [sorted(group, key=lambda mention: mention.start) for group in [*groups, *singles]]
    return sorted(merged, key=lambda group: group[0].start)


def _same_full(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    short, long = sorted((left, right), key=len)
    if set(short) <= set(long):
        return True
    return short[-1] == long[-1] and (short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0])))


def _group_of_word(word: str, mention: Mention, groups: Sequence[list[Mention]]) -> list[Mention] | None:
    for fits in (_ends_with, _holds, _resembles):
        fitting = [group for group in groups if any(fits(words_of(m.text), word) for m in group)]
        if fitting:
            return min(fitting, key=lambda group: _gap(group, mention))
    return None


def _ends_with(words: tuple[str, ...], word: str) -> bool:
    return words[-1:] == (word,)


def _holds(words: tuple[str, ...], word: str) -> bool:
    return word in words


def _resembles(words: tuple[str, ...], word: str) -> bool:
    """One letter apart: transliterations such as Pashinian and Pashinyan."""
    return len(word) >= _FUZZY_LENGTH and any(Levenshtein.distance(word, other) <= 1 for other in words[-1:])


def _gap(group: Sequence[Mention], mention: Mention) -> int:
    """Characters from the last mention of the group before this one; those only after it come later."""
    before = [mention.start - m.start for m in group if m.start <= mention.start]
    return min(before) if before else 10**7 + min(m.start - mention.start for m in group)


def fullest(mentions: Sequence[Mention]) -> str:
    """The canonical name of a person: the form with most words, then the longest, then the first; no possessive."""
    best = max(mentions, key=lambda mention: (len(words_of(mention.text)), len(mention.text), -mention.start))
    return re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", best.text)).strip()
