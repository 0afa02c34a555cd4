"""What several tests need: the parser, the word lists, and short articles parsed."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from spacy.language import Language

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.parsing import load_parser, parse
from pipeline.records import Article
from pipeline.relations import Ontology, load_ontology

ROOT: Final = Path(__file__).resolve().parent.parent

# The same examples on every machine; slow machines are no failures.
settings.register_profile("ours", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("ours")


@pytest.fixture(scope="session")
def parser() -> Language:
    return load_parser()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(ROOT / "configs/relations.yaml")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer(ROOT / "configs")


@pytest.fixture(scope="session")
def parsed(parser: Language) -> Callable[..., Document]:
    """A function from a text to its parse; further arguments are those of the article."""

    def parsed(text: str, doc_id: str = "a1", **known: str) -> Document:
        (document,) = parse([Article(doc_id, text, **known)], parser, batch_size=1)  # type: ignore[arg-type]
        return document

    return parsed
