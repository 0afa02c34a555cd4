"""What users keep in one folder: ``<id>.txt``, labels ``<id>.ann`` beside them, and ``articles.csv``."""

import csv
import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from pipeline.brat import parse_standoff
from pipeline.index import INDEX, is_draft, read_index
from pipeline.intake import Rejection, article_of, why_unreadable
from pipeline.parquet_articles import read_parquet
from pipeline.records import Article, Labels
from pipeline.relations import Ontology
from pipeline.tables import write_text

log = logging.getLogger(__name__)

_NAMED: Final = 5
"""How many of the files passed over are named in the warning."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that could be read, in order of id, and those that could not."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    unlabelled_splits: tuple[Rejection, ...] = ()
    """Articles with a split in ``articles.csv`` but no labels: read without the split, and an error to train on."""
    drafts: tuple[str, ...] = ()
    """Ids of articles whose labels are a draft: they count as not labelled until a person accepts them."""


def read_articles(source: Path) -> Corpus:
    """Articles from a folder of ``.txt`` (with ``articles.csv``), one ``.txt``, or a parquet with ``id`` and ``text``.

    Only labelled articles of a folder have a split. One ``.txt`` is described by the ``articles.csv`` beside it too.

    Raises:
        ValueError: the source as a whole cannot be read: it does not exist, holds no article, or its ``articles.csv``
            or its columns are wrong. Articles that are wrong one by one come back as rejections.
    """
    if source.is_dir():
        return _read_folder(source)
    if not source.is_file():
        raise ValueError(f"{source}: no such file or folder")
    if source.suffix.lower() == ".parquet":
        return _corpus(read_parquet(source))
    known = read_index(source.with_name(INDEX), None).get(source.stem, {})
    result = _read_file(source, known)
    return _corpus([replace(result, split=None) if isinstance(result, Article) else result])


def _corpus(results: Sequence[Article | Rejection]) -> Corpus:
    articles = tuple(result for result in results if isinstance(result, Article))
    rejections = tuple(result for result in results if isinstance(result, Rejection))
    return Corpus(articles, rejections)


def _read_folder(folder: Path) -> Corpus:
    paths = _text_paths(folder)
    if not paths:
        raise ValueError(f"{folder}: expected articles named <id>.txt, found none")
    _tell_passed_over(folder)
    index = folder / INDEX
    known = read_index(index, {path.stem for path in paths})
    results: list[Article | Rejection] = []
    first: dict[str, Path] = {}
    for path in paths:
        if (other := first.setdefault(path.stem, path)) is path:
            results.append(_read_file(path, known.get(path.stem, {})))
        else:
            results.append(Rejection(path.stem, str(path), f"duplicate id {path.stem!r}: {other.name} is read"))
    unlabelled = [
        Rejection(doc_id, str(index), f"{doc_id}: split {row['split']!r}: expected labels, found no {doc_id}.ann")
        for doc_id, row in known.items()
        if "split" in row and not first[doc_id].with_suffix(".ann").exists()
    ]
    drafts = [d for d, row in known.items() if is_draft(row) and first[d].with_suffix(".ann").exists()]
    return replace(_corpus(results), unlabelled_splits=tuple(unlabelled), drafts=tuple(sorted(drafts)))


def _text_paths(folder: Path) -> list[Path]:
    # by id, as a name sorts apart from its id where a character before the full stop follows ("a-b.txt", "a.txt");
    # of two texts with one id, "a.txt" before "a.TXT"
    found = (path for path in folder.iterdir() if path.suffix.lower() == ".txt")
    return sorted(found, key=lambda path: (path.stem, path.suffix != ".txt", path.suffix))


def _tell_passed_over(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if not _is_expected(path))
    if names:
        kind = "other file" if len(names) == 1 else "other files"
        named = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        log.warning("%s: passed over %d %s: %s", folder, len(names), kind, named)


def _is_expected(path: Path) -> bool:
    if path.name == INDEX or path.suffix == ".ann":
        return True
    return path.suffix.lower() in (".txt", ".lab", ".conf")


def _read_file(path: Path, known: dict[str, str]) -> Article | Rejection:
    try:
        if path.exists() and not path.is_file():
            kind = "a directory" if path.is_dir() else "neither a file nor a directory"
            return Rejection(path.stem, str(path), f"{kind}; expected a text file")
        content = path.read_bytes()
    except OSError as error:
        dangling = isinstance(error, FileNotFoundError) and path.is_symlink()
        problem = "a link to a file that does not exist" if dangling else f"cannot be read: {error.strerror}"
        return Rejection(path.stem, str(path), problem)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"expected UTF-8, found byte 0x{content[error.start]:02x} at position {error.start}"
        return Rejection(path.stem, str(path), reason)
    labelled = path.with_suffix(".ann").exists() and not is_draft(known)
    if unreadable := why_unreadable(text, known.get("language"), INDEX):
        return Rejection(path.stem, str(path), unreadable)
    return article_of(path.stem, text, known, labelled)


def read_labels(folder: Path, articles: Iterable[Article], ontology: Ontology) -> dict[str, Labels]:
    """Labels by article id, for the articles that are labelled.

    Raises:
        ValueError: all that is wrong in the label files of the folder, one a line; or a label file without its article.
    """
    labels, problems = check_labels(folder, articles, ontology)
    if problems:
        raise ValueError("\n".join(problems))
    return labels


def check_labels(folder: Path, articles: Iterable[Article], ontology: Ontology) -> tuple[dict[str, Labels], list[str]]:
    """The labels that can be read, and everything that is wrong in the others, a line each."""
    labelled = {article.doc_id: article for article in articles if article.labelled}
    texts = {path.stem for path in _text_paths(folder)}
    problems: list[str] = []
    labels: dict[str, Labels] = {}
    for path in sorted(folder.glob("*.ann")):
        if path.stem not in texts:
            problems.append(f"{path}: there is no {path.stem}.txt beside it")
        elif path.stem in labelled:
            try:
                content = path.read_bytes().decode("utf-8")
                labels[path.stem] = parse_standoff(content, labelled[path.stem].text, path.stem, str(path), ontology)
            except UnicodeDecodeError as error:
                problems.append(f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}")
            except ValueError as error:
                problems += str(error).splitlines()
    return labels, problems


def write_rejections(path: Path, rejections: Sequence[Rejection]) -> None:
    """``rejected.csv``: one row an article that could not be read; a header alone where all could."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Rejection)])
    writer.writerows([(r.doc_id, r.path, r.reason) for r in rejections])
    write_text(path, text.getvalue())
