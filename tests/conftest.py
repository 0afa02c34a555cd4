"""What several tests need: the parser, the word lists, short articles parsed, and a tiny project that is trained."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from spacy.language import Language

from pipeline import __main__ as command_line
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.parsing import load_parser, parse
from pipeline.records import Article
from pipeline.relations import Ontology, load_ontology
from tests.test_chain import ARTICLES, make_project, run_stages
from tests.tiny import save_bert

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


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project after all stages; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder, save_bert(folder / "encoder", [text for _, text in ARTICLES.values()]))
    with pytest.MonkeyPatch.context() as patch:
        run_stages(folder, patch)
    return folder


@pytest.fixture
def project(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny project, which the command line takes for its own."""
    shutil.copytree(trained, tmp_path / "project")
    monkeypatch.setattr(command_line, "ROOT", tmp_path / "project")
    return tmp_path / "project"
