"""``label export`` and ``label import``: labels of our articles to the formats of other tools and back."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.brat import render_standoff
from pipeline.corpus import check_labels, read_articles
from pipeline.label_formats import FORMATS, Imported
from pipeline.labelling import read_label_files
from pipeline.records import Article, Labels
from pipeline.relations import Ontology, load_ontology
from pipeline.tables import write_text

log = logging.getLogger(__name__)


def export_labels(name: str, out: Path, folder: Path, configs: Path, ids: Sequence[str]) -> None:
    """Write the labels of some articles (all for none), drafts too, into a new folder.

    Raises:
        ValueError: the folder is not empty, or a label file is wrong.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ValueError(f"{out}: expected a new or an empty folder")
    ontology = load_ontology(configs / "relations.yaml")
    found = read_label_files(folder, ontology, ids)
    if found.problems:
        raise ValueError("\n".join(found.problems))
    FORMATS[name].write(out, folder, found, ontology)
    drafts = len(set(found.corpus.drafts) & set(found.labels))
    log.info("label export: %d articles, %d of them drafts -> %s", len(found.labels), drafts, out)
    for thing in FORMATS[name].cannot_carry:
        log.info("not carried by %s: %s", name, thing)


def import_labels(name: str, source: Path, folder: Path, configs: Path) -> None:
    """Write the label files that another tool's files tell; a draft stays one until it is accepted.

    Raises:
        ValueError: everything that is wrong, a line each; then nothing is written.
    """
    if not source.exists():
        raise ValueError(f"{source}: no such file or folder")
    ontology = load_ontology(configs / "relations.yaml")
    corpus = read_articles(folder)
    articles = {article.doc_id: article for article in corpus.articles}
    current = _current(folder, articles, ontology)
    imported = FORMATS[name].read(source, articles, current, ontology)
    if imported.problems:
        raise ValueError("\n".join((*imported.problems, "nothing was imported")))
    changed = [doc_id for doc_id in imported.labels if _differs(doc_id, imported, current, folder)]
    for doc_id in changed:
        content = imported.contents.get(doc_id, "") or render_standoff(imported.labels[doc_id])
        write_text(folder / f"{doc_id}.ann", content)
        log.info("%s %s", "changed" if doc_id in current else "new", folder / f"{doc_id}.ann")
    for passed in imported.passed_over:
        log.info("passed over: %s", passed)
    same = len(imported.labels) - len(changed)
    log.info("label import: %d changed or new, %d the same; then `label check`", len(changed), same)


def _current(folder: Path, articles: Mapping[str, Article], ontology: Ontology) -> dict[str, Labels]:
    """The labels as they are now; those that cannot be read are what an import may put right."""
    chosen = [replace(a, labelled=(folder / f"{a.doc_id}.ann").exists()) for a in articles.values()]
    labels, problems = check_labels(folder, chosen, ontology)
    for problem in problems:
        log.warning("as it is now: %s", problem)
    return labels


def _differs(doc_id: str, imported: Imported, current: Mapping[str, Labels], folder: Path) -> bool:
    if doc_id not in current:
        return True
    if doc_id in imported.contents:
        return (folder / f"{doc_id}.ann").read_bytes().decode("utf-8") != imported.contents[doc_id]
    return in_order(imported.labels[doc_id]) != in_order(current[doc_id])


def in_order(labels: Labels) -> Labels:
    """With the arguments of each event in one order, as not every format keeps theirs."""
    events = (
        replace(event, arguments=tuple(sorted(event.arguments, key=lambda a: (a.start, a.end, a.label, a.role))))
        for event in labels.events
    )
    return Labels(labels.mentions, tuple(events))
