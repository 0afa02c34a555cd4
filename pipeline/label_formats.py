"""The formats of other tools: how a folder of each is written from our label files, and read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline import iob2, label_studio
from pipeline.alignment import check_grid
from pipeline.brat import parse_standoff
from pipeline.index import INDEX, mark_drafts
from pipeline.labelling import LabelFiles
from pipeline.parsing import load_parser, parse
from pipeline.records import Article, Labels
from pipeline.relations import Ontology
from pipeline.tables import write_text
from pipeline.tool_configs import annotation_conf, labelling_xml, visual_conf

TASKS: Final = "tasks.json"
MENTIONS: Final = "mentions.iob2"


@dataclass(slots=True)
class Imported:
    """What another tool's files hold: labels by article, what was passed over, what is wrong."""

    labels: dict[str, Labels] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    contents: dict[str, str] = field(default_factory=dict)
    """Label files as the tool wrote them, where it writes ours: their notes and order are kept."""


@dataclass(frozen=True)
class Format:
    """How labels are written and read in a format, and what it cannot carry."""

    write: Callable[[Path, Path, LabelFiles, Ontology], None]
    read: Callable[[Path, Mapping[str, Article], Mapping[str, Labels], Ontology], Imported]
    cannot_carry: tuple[str, ...]


def _write_brat(out: Path, folder: Path, found: LabelFiles, ontology: Ontology) -> None:
    for doc_id, article in found.articles.items():
        write_text(out / f"{doc_id}.txt", article.text)
        write_text(out / f"{doc_id}.ann", (folder / f"{doc_id}.ann").read_bytes().decode("utf-8"))
    mark_drafts(out / INDEX, {doc_id: doc_id in found.corpus.drafts for doc_id in found.articles})
    write_text(out / "annotation.conf", annotation_conf(ontology))
    write_text(out / "visual.conf", visual_conf(ontology))


def _read_brat(
    source: Path, articles: Mapping[str, Article], current: Mapping[str, Labels], ontology: Ontology
) -> Imported:
    del current
    imported = Imported()
    paths = sorted(source.glob("*.ann")) if source.is_dir() else [source]
    if not paths:
        raise ValueError(f"{source}: expected label files named <id>.ann, found none")
    for path in paths:
        try:
            content, article = _one_of_ours(path, articles)
            imported.labels[path.stem] = parse_standoff(content, article.text, path.stem, str(path), ontology)
            imported.contents[path.stem] = content
        except ValueError as error:
            imported.problems += str(error).splitlines()
    return imported


def _one_of_ours(path: Path, articles: Mapping[str, Article]) -> tuple[str, Article]:
    if path.stem not in articles:
        raise ValueError(f"{path}: there is no article {path.stem!r} that can be read")
    article, text = articles[path.stem], path.with_suffix(".txt")
    try:
        content = path.read_bytes().decode("utf-8")
        if text.exists() and text.read_bytes().decode("utf-8") != article.text:
            raise ValueError(f"{text}: is another text than ours of that name; offsets would not fit")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: expected UTF-8, found byte 0x{error.object[error.start]:02x}") from error
    return content, article


def _write_label_studio(out: Path, folder: Path, found: LabelFiles, ontology: Ontology) -> None:
    del folder
    tasks = [label_studio.task(a, found.labels[d], d in found.corpus.drafts) for d, a in found.articles.items()]
    write_text(out / TASKS, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
    write_text(out / "labelstudio.xml", labelling_xml(ontology))


def _read_label_studio(
    source: Path, articles: Mapping[str, Article], current: Mapping[str, Labels], ontology: Ontology
) -> Imported:
    del current
    imported = Imported()
    for path in _files(source, "*.json"):
        found = label_studio.read_export(path, articles, ontology)
        twice = [f"{path}: {doc_id} is in another file too" for doc_id in found.labels if doc_id in imported.labels]
        imported.problems += found.problems + twice
        imported.labels |= found.labels
        imported.passed_over += [f"{doc_id}: nobody has submitted an annotation" for doc_id in found.unsubmitted]
    return imported


def _write_iob2(out: Path, folder: Path, found: LabelFiles, ontology: Ontology) -> None:
    del ontology
    articles = list(found.articles.values())
    documents = {document.article.doc_id: document for document in parse(articles, load_parser(), 32)}
    check_grid(documents, found.labels, folder)
    drafts = found.corpus.drafts
    parts = [iob2.render_article(documents[d], labels, d in drafts) for d, labels in found.labels.items()]
    write_text(out / MENTIONS, "".join(parts))


def _read_iob2(
    source: Path, articles: Mapping[str, Article], current: Mapping[str, Labels], ontology: Ontology
) -> Imported:
    imported = Imported()
    for path in _files(source, "*.iob2"):
        labels, problems = iob2.read_iob2(path, articles, current, ontology)
        imported.labels |= labels
        imported.problems += problems
    return imported


def _files(source: Path, pattern: str) -> list[Path]:
    paths = sorted(source.glob(pattern)) if source.is_dir() else [source]
    if not paths:
        raise ValueError(f"{source}: expected files named {pattern}, found none")
    return paths


FORMATS: Final[Mapping[str, Format]] = {
    "brat": Format(_write_brat, _read_brat, ()),
    "labelstudio": Format(
        _write_label_studio,
        _read_label_studio,
        ("notes (# lines) and chains (* lines) of a label file", "the order of an event's arguments across roles"),
    ),
    "iob2": Format(
        _write_iob2,
        _read_iob2,
        (
            "events, with their triggers, arguments and statuses: those we have stay as they are",
            "canonical names and EDTF values: those of the same mention stay as they are",
            "occasions, which contain other mentions: those we have stay as they are",
        ),
    ),
}
