"""Which pronoun a person takes, as far as the article or the given name tells; where nothing does, any may.

Evidence, strongest first: titles and roles (Ms, King, spokeswoman), given names (``configs/first_names.yaml``), and the article's own
pronouns: a sentence with one person in it, followed by *she*, tells.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

Gender = Literal["female", "male"]

_FEMALE_WORDS: Final = frozenset(
    "ms mrs miss madame lady dame queen princess duchess empress sultana sheikha mother sister aunt widow wife daughter actress "
    "chairwoman spokeswoman congresswoman businesswoman policewoman saleswoman woman baroness countess abbess".split()
)
_MALE_WORDS: Final = frozenset(
    "mr sir lord king prince duke emperor sultan emir sheikh father brother uncle husband son chairman spokesman congressman "
    "businessman policeman man baron count pope cardinal bishop archbishop patriarch imam ayatollah mufti abbot".split()
)
_PRONOUNS: Final[Mapping[str, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}


def of_pronoun(word: str) -> Gender | None:
    """The gender that a pronoun tells."""
    return _PRONOUNS.get(word.lower())


def of_words(words: Iterable[str]) -> Gender | None:
    """The gender that titles or roles tell."""
    for word in words:
        if word.lower().strip(".") in _FEMALE_WORDS:
            return "female"
        if word.lower().strip(".") in _MALE_WORDS:
            return "male"
    return None


def of_name(name: str, first_names: Mapping[str, Gender]) -> Gender | None:
    """The gender that a full name's first word tells; a single word is a last name and tells nothing."""
    words = name.split()
    return first_names.get(words[0].lower()) if len(words) > 1 else None
