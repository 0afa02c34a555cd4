"""Which language a text is in; only English is read further."""

import re
from functools import lru_cache
from typing import Any, Final

from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENGLISH: Final = frozenset("the of and to that for with said by from has have his were which after".split())
"""Words that make up a fifth of English news and are rare in other languages, as *in*, *is*, *a* and *was* are not."""

_ENGLISH_SHARE: Final = 0.1
_SURE: Final = 0.75
_FEWEST_WORDS: Final = 12
"""Names alone mislead identifiers: shorter texts in Latin letters are taken for English."""

_SAMPLE: Final = 4000
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_NO_LANGUAGE: Final = "zxx"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str) -> str | None:
    """The English name of the language if the text is surely not English, else None.

    Names of many cultures mislead identifiers on short news, so a text with half the usual share of English function
    words is English whatever the identifier says. A text mostly in other letters than Latin ones is never English.
    """
    sample = text[:_SAMPLE]
    words = sample.lower().split()
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * max(1, len(words)):
        return None
    letters = [character for character in sample if character.isalpha()]
    latin = sum(_LATIN.match(letter) is not None for letter in letters) >= len(letters) / 2
    ranked = [(code, share) for code, share in _identifier().rank(sample) if code != _NO_LANGUAGE]
    code, probability = ranked[0] if latin else next(item for item in ranked if item[0] != "en")
    if latin and (code == "en" or probability < _SURE or len(words) < _FEWEST_WORDS):
        return None
    return str(Locale("en").languages.get(code, code))
