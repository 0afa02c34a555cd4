"""Which pronoun a person takes: titles, given names, and nothing where nothing tells."""

import pytest

from pipeline import gender


@pytest.mark.parametrize(("word", "expected"), [("She", "female"), ("him", "male"), ("they", None), ("it", None)])
def test_pronouns(word: str, expected: str | None) -> None:
    assert gender.of_pronoun(word) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["the", "Ms."], "female"), (["King"], "male"), (["spokeswoman"], "female"), (["president"], None), ([], None)],
)
def test_titles(words: list[str], expected: str | None) -> None:
    assert gender.of_words(words) == expected


def test_given_names_tell_only_in_full_names() -> None:
    names = {"angela": "female"}
    assert gender.of_name("Angela Merkel", names) == "female"  # type: ignore[arg-type]
    assert gender.of_name("Angela", names) is None  # type: ignore[arg-type]
    assert gender.of_name("Xi Jinping", names) is None  # type: ignore[arg-type]
