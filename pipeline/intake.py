"""What is taken in as an article, and what is rejected with which reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.datelines import find_date
from pipeline.language import foreign_language
from pipeline.records import SPLITS, Article

MAX_CHARACTERS: Final = 1_000_000
"""The longest article that is read, in code points (the parser's own limit)."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An article that cannot be read or used, and why."""

    doc_id: str
    path: str
    reason: str


def article_of(doc_id: str, text: str, known: Mapping[str, str], labelled: bool) -> Article:
    """An article with what is known about it; only a labelled one has a split, *train* where none is given."""
    given = known.get("date")
    found = None if given else find_date(text)
    split = next((split for split in SPLITS if split == known.get("split")), None)
    return Article(
        doc_id=doc_id,
        text=text,
        date=given or (found[0].isoformat() if found else None),
        date_source="given" if given else (found[1] if found else None),
        split=(split or "train") if labelled else None,
        labelled=labelled,
        source=known.get("source"),
        url=known.get("url"),
        fictional=known["fictional"].lower() == "true" if "fictional" in known else None,
    )


def why_unreadable(text: str, language: str | None, teller: str) -> str | None:
    """The reason to reject a text, or None; ``teller`` names what tells its language."""
    if not text.strip("\ufeff \t\r\n"):
        return "empty: expected a title, a blank line and a body"
    if len(text) > MAX_CHARACTERS:
        return f"too long: {len(text):,} characters; expected at most {MAX_CHARACTERS:,}"
    if not any(character.isalpha() for character in text):
        return "no sentence: expected text with letters"
    if language and not language.lower().startswith("en"):
        return f"in another language: {teller} says {language!r}; expected English"
    if foreign := foreign_language(text):
        return f"in another language: {foreign}; expected English"
    return None
