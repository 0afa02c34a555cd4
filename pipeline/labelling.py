"""``python -m pipeline label``: what is wrong in the label files, what is a draft, and ending that state."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.alignment import off_grid
from pipeline.corpus import Corpus, check_labels, read_articles
from pipeline.gold import read_gold
from pipeline.index import INDEX, mark_drafts
from pipeline.parsing import load_parser, words_only
from pipeline.records import Article, Labels
from pipeline.relations import Ontology, load_ontology

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LabelFiles:
    """The label files of a folder, drafts with the others: what can be read, and everything that is wrong."""

    corpus: Corpus
    articles: Mapping[str, Article]
    """Those that have a label file."""
    labels: Mapping[str, Labels]
    problems: Sequence[str]


def read_label_files(folder: Path, ontology: Ontology, ids: Sequence[str] = ()) -> LabelFiles:
    """Read and check the label files of a folder: all of them, or those of some ids.

    Raises:
        ValueError: there is no article or no label file of an id; the folder's index is wrong.
    """
    corpus = read_articles(folder)
    articles = {a.doc_id: a for a in corpus.articles if a.labelled or a.doc_id in corpus.drafts}
    if unknown := [doc_id for doc_id in ids if doc_id not in articles]:
        raise ValueError(f"{folder}: expected {unknown[0]}.txt and {unknown[0]}.ann, both readable; found not both")
    chosen = {doc_id: article for doc_id, article in articles.items() if not ids or doc_id in ids}
    labels, problems = check_labels(folder, [replace(a, labelled=True) for a in chosen.values()], ontology)
    problems += _off_grid(folder, chosen, labels)
    if ids:  # what is wrong elsewhere in the folder is no business of theirs
        own = tuple(f"{folder / doc_id}.ann:" for doc_id in chosen)
        problems = [problem for problem in problems if problem.startswith(own)]
    else:
        problems += [f"{r.path}: {r.reason}" for r in (*corpus.rejections, *corpus.unlabelled_splits)]
    return LabelFiles(corpus, chosen, labels, problems)


def _off_grid(folder: Path, articles: Mapping[str, Article], labels: Mapping[str, Labels]) -> list[str]:
    """What does not begin and end with a token, with the line that says so."""
    nlp = load_parser()
    documents = {doc_id: words_only(articles[doc_id], nlp) for doc_id in labels}
    problems = []
    for doc_id, start, end, problem in off_grid(documents, labels):
        path = folder / f"{doc_id}.ann"
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        line = next((number for number, line in enumerate(lines, start=1) if f" {start} {end}\t" in line), 0)
        problems.append(f"{path}:{line}: {problem}")
    return problems


def check(seeds: Path, configs: Path, ids: Sequence[str]) -> None:
    """Say what is still a draft and what will be missed, then everything that is wrong.

    Raises:
        ValueError: everything that is wrong in the label files, a line each.
    """
    folder, ontology = seeds / "articles", load_ontology(configs / "relations.yaml")
    found = read_label_files(folder, ontology, ids)
    drafts = [doc_id for doc_id in found.corpus.drafts if doc_id in found.articles]
    for doc_id in drafts:
        log.info("draft: %s", folder / f"{doc_id}.ann")
    for note in _notes(found, seeds, ontology) if not ids else ():
        log.info("note: %s", note)
    if found.problems:
        files = len({problem.split(".ann")[0] for problem in found.problems})
        count = f"{len(found.problems)} problems in {files} of {len(found.articles)} files"
        raise ValueError("\n".join((count, *found.problems)))
    log.info("label check: %d label files, %d of them drafts: sound", len(found.articles), len(drafts))


def _notes(found: LabelFiles, seeds: Path, ontology: Ontology) -> Iterator[str]:
    accepted = {doc_id: labels for doc_id, labels in found.labels.items() if doc_id not in found.corpus.drafts}
    train = [labels for doc_id, labels in accepted.items() if found.articles[doc_id].split == "train"]
    told = Counter(event.relation for labels in train for event in labels.events)
    for name in ontology.names:
        if not told[name]:
            yield f"no article of the split train tells {name}: the model cannot learn it"
    if (seeds / "gold.csv").exists():
        ids = {article.doc_id for article in found.corpus.articles}
        judged = {triple.doc_id for triple in read_gold(seeds / "gold.csv", ids, ontology)}
        for doc_id, labels in accepted.items():
            split = found.articles[doc_id].split
            if split in ("dev", "test") and labels.events and doc_id not in judged:
                yield f"{doc_id} has the split {split} and events, but no triples in gold.csv, which it is judged by"


def accept(seeds: Path, configs: Path, ids: Sequence[str]) -> None:
    """End the draft state of some articles whose labels are sound.

    Raises:
        ValueError: an article is no draft, or something is wrong in its labels; then all stay drafts.
    """
    folder, ontology = seeds / "articles", load_ontology(configs / "relations.yaml")
    found = read_label_files(folder, ontology, ids)
    if others := [doc_id for doc_id in ids if doc_id not in found.corpus.drafts]:
        raise ValueError(f"{folder / INDEX}: {others[0]} is no draft")
    if found.problems:
        raise ValueError("\n".join(found.problems))
    mark_drafts(folder / INDEX, dict.fromkeys(ids, False))
    splits = {article.doc_id: article.split for article in read_articles(folder).articles}
    for doc_id in ids:
        log.info("accepted %s: split %s", doc_id, splits[doc_id])
    log.info("label accept: `dvc repro` trains and evaluates with them")
