"""``python -m pipeline corpus``: is the labelled corpus sound, balanced and varied, and how well do two labellings agree."""

import csv
import json
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.alignment import check_grid
from pipeline.corpus import read_articles, read_labels
from pipeline.documents import Document
from pipeline.gazetteer import load_gazetteer
from pipeline.gold import read_gold, texts_of
from pipeline.judging import Judge
from pipeline.parsing import load_parser, parse
from pipeline.records import STATUSES, TAGGED_LABELS, Article, Event, Labels, Triple
from pipeline.relations import NONE, load_ontology
from pipeline.scoring import Counts, compare
from pipeline.stages.ingest import checked
from pipeline.triples import derive

log = logging.getLogger(__name__)
_GRAM: Final = 5
_LONG: Final = 600
"""Words from which an article is called long."""


@dataclass(frozen=True)
class Seeds:
    """The labelled corpus as it stands: articles, labels, parse, triples written by hand and derived from the labels."""

    articles: Sequence[Article]
    labels: Mapping[str, Labels]
    documents: Mapping[str, Document]
    gold: Mapping[str, Sequence[Triple]]
    derived: Mapping[str, Sequence[Triple]]
    judge: Judge
    index: Mapping[str, Mapping[str, str]]


def load_seeds(folder: Path, configs: Path) -> Seeds:
    """Read and validate everything below ``seeds/``.

    Raises:
        ValueError: whatever is wrong with an article, a label or a gold row; all of a kind at once.
    """
    judge = Judge(load_ontology(configs / "relations.yaml"), load_gazetteer(configs))
    articles = checked(read_articles(folder / "articles"))
    labels = read_labels(folder / "articles", articles, judge.ontology)
    labelled = [article for article in articles if article.doc_id in labels]
    documents = {document.article.doc_id: document for document in parse(labelled, load_parser(), 32)}
    check_grid(documents, labels, folder / "articles")
    gold = read_gold(folder / "gold.csv", {article.doc_id for article in articles}, judge.ontology, texts_of(articles))
    derived = {doc_id: derive(documents[doc_id], own.events, judge.ontology) for doc_id, own in labels.items()}
    return Seeds(
        articles, labels, documents, _by_article(gold), derived, judge, _index(folder / "articles/articles.csv")
    )


def _index(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _by_article(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    groups: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        groups[triple.doc_id].append(triple)
    return dict(groups)


def check(folder: Path, configs: Path) -> None:
    """Validate the corpus, compare hand-written with derived triples, and print the tables of its balance.

    Raises:
        ValueError: with every difference between ``gold.csv`` and what follows from the labels.
    """
    seeds = load_seeds(folder, configs)
    for line in balance_lines(seeds):
        log.info("%s", line)
    for doc_id, share, other in likeness(seeds)[:5]:
        log.info("most alike: %s shares %.0f %% of its 5-grams with %s", doc_id, 100 * share, other)
    problems = differences(seeds)
    if problems:
        raise ValueError("gold.csv and the labels differ:\n" + "\n".join(problems))
    log.info(
        "corpus: %d articles, %d labelled, %d triples by hand: sound",
        len(seeds.articles),
        len(seeds.labels),
        sum(map(len, seeds.gold.values())),
    )


def differences(seeds: Seeds) -> list[str]:
    """Where the triples written by hand and those that follow from the labels differ: ends, relation, status."""
    judged = [a.doc_id for a in seeds.articles if a.split in ("dev", "test", "example") and a.doc_id in seeds.labels]
    lines = []
    for doc_id, own in seeds.judge.match_articles(judged, seeds.gold, seeds.derived).items():
        lines += [f"{doc_id}: only in gold.csv: {show(triple)}" for triple in own.missed]
        lines += [f"{doc_id}: only in the labels: {show(triple)}" for triple in own.made_up]
        lines += [
            f"{doc_id}: status: gold.csv {show(gold)}, labels {found.status}"
            for gold, found in own.pairs
            if gold.status != found.status
        ]
    return lines


def show(triple: Triple) -> str:
    """A triple on one line."""
    when = f" ({triple.date})" if triple.date else ""
    return f"{triple.subject} – {triple.relation} – {triple.object} [{triple.status}]{when}"


def balance(seeds: Seeds) -> dict[str, Any]:
    """Counts that a data card needs: articles, words, events by relation and status, by split; core shares of statuses."""
    table: dict[str, Any] = {}
    core = seeds.judge.ontology.select(group="core")
    for split in ("train", "dev", "test", "example"):
        own = [article for article in seeds.articles if article.split == split]
        events = [event for article in own for event in seeds.labels.get(article.doc_id, Labels()).events]
        relations = {
            name: {
                "events": sum(event.relation == name for event in events),
                "articles": len({event.doc_id for event in events if event.relation == name}),
            }
            for name in seeds.judge.ontology.names
        }
        told = Counter(event.status for event in events if event.relation in core)
        words = [len(article.text.split()) for article in own]
        table[split] = {
            "articles": len(own),
            "fictional": sum(article.fictional is True for article in own),
            "long": sum(count >= _LONG for count in words),
            "nothing_to_find": sum(not seeds.labels.get(article.doc_id, Labels()).events for article in own),
            "near_misses": sum(seeds.index.get(a.doc_id, {}).get("near_miss", "").lower() == "true" for a in own),
            "families": len({f for a in own if (f := seeds.index.get(a.doc_id, {}).get("family", ""))}),
            "words": sum(words),
            "mentions": sum(len(seeds.labels.get(article.doc_id, Labels()).mentions) for article in own),
            "events": len(events),
            "relations": relations,
            "core_status_share": {s: round(told[s] / max(1, told.total()), 3) for s in STATUSES},
        }
    return table


def balance_lines(seeds: Seeds) -> list[str]:
    """The balance as lines to read."""
    table = balance(seeds)
    lines = []
    for split, row in table.items():
        lines.append(
            f"{split}: {row['articles']} articles ({row['fictional']} fictional, {row['long']} long, "
            f"{row['nothing_to_find']} with nothing to find, {row['near_misses']} with near misses, {row['families']} contrast families), "
            f"{row['words']} words, {row['mentions']} mentions, {row['events']} events"
        )
    lines.append(f"{'events (articles)':<20}" + "".join(f"{split:>14}" for split in table))
    for name in seeds.judge.ontology.names:
        cells = [f"{row['relations'][name]['events']} ({row['relations'][name]['articles']})" for row in table.values()]
        lines.append(f"{name:<20}" + "".join(f"{cell:>14}" for cell in cells))
    for status in STATUSES:
        lines.append(
            f"{status + ' (core)':<20}"
            + "".join(f"{row['core_status_share'][status]:>14.1%}" for row in table.values())
        )
    return lines


def likeness(seeds: Seeds) -> list[tuple[str, float, str]]:
    """How alike articles are: for each the share of its 5-grams found in the one it shares most with, families aside; falling."""
    family = {doc_id: row.get("family") or doc_id for doc_id, row in seeds.index.items()}
    grams = {article.doc_id: _grams(article.text) for article in seeds.articles}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for doc_id, own in grams.items():
        for gram in own:
            holders[gram].append(doc_id)
    rows = []
    for doc_id, own in grams.items():
        shared = Counter(
            other for gram in own for other in holders[gram] if family.get(other, other) != family.get(doc_id, doc_id)
        )
        if shared:
            other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
            rows.append((doc_id, count / max(1, len(own)), other))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w’']+", text.lower())
    return {tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)}


def stats(folder: Path, configs: Path) -> None:
    """Print, as JSON, what a data card needs."""
    log.info("%s", json.dumps(balance(load_seeds(folder, configs)), indent=1))


def agreement(folder: Path, configs: Path) -> None:
    """Print how well the second labelling, made blind, agrees with the first one (``seeds/first``, as it was before
    disagreements were settled, where it is kept; else the labels of today).

    Mentions, triggers and triples as F1; relation and status as Cohen's kappa (Cohen, 1960), the relation over all
    candidate words that either labelling marked, *none* included.
    """
    seeds = load_seeds(folder, configs)
    second, first = (_side_labels(folder / name, seeds) for name in ("second", "first"))
    if not second:
        raise ValueError(f"{folder / 'second'}: no second labels")
    for title, ids in _parts(second, seeds):
        pairs = [(first.get(doc_id, seeds.labels[doc_id]), second[doc_id]) for doc_id in ids]
        log.info("%s (%d articles): %s", title, len(ids), _agreement_line(pairs, seeds))


def _parts(second: Mapping[str, Labels], seeds: Seeds) -> list[tuple[str, list[str]]]:
    split = {article.doc_id: article.split for article in seeds.articles}
    parts = [(name, sorted(d for d in second if split[d] == name)) for name in ("train", "dev", "test")]
    return [(name, ids) for name, ids in [*parts, ("all", sorted(second))] if ids]


def _side_labels(folder: Path, seeds: Seeds) -> dict[str, Labels]:
    from pipeline.brat import parse_standoff

    labels = {}
    for path in sorted(folder.glob("*.ann")):
        if path.stem not in seeds.documents:
            raise ValueError(f"{path}: there is no labelled article {path.stem!r}")
        text = seeds.documents[path.stem].article.text
        labels[path.stem] = parse_standoff(
            path.read_text(encoding="utf-8"), text, path.stem, str(path), seeds.judge.ontology
        )
    return labels


def _agreement_line(pairs: Sequence[tuple[Labels, Labels]], seeds: Seeds) -> str:
    mentions = sum((compare(_spans(a), _spans(b)) for a, b in pairs), Counts())
    triggers = sum((compare(_triggers(a.events), _triggers(b.events)) for a, b in pairs), Counts())
    triples = sum((_triple_counts(a, b, seeds, None) for a, b in pairs), Counts())
    core = sum((_triple_counts(a, b, seeds, seeds.judge.ontology.select(group="core")) for a, b in pairs), Counts())
    relations, statuses = _paired(pairs)
    return (
        f"mention F1 {mentions.f1:.3f}, trigger F1 {triggers.f1:.3f}, triple F1 {triples.f1:.3f}, core triple F1 {core.f1:.3f}, "
        f"kappa on relation {kappa(relations):.3f} ({len(relations)} words), on status {kappa(statuses):.3f} ({len(statuses)} events)"
    )


def _spans(labels: Labels) -> set[tuple[int, int, str]]:
    return {(m.start, m.end, m.label) for m in labels.mentions if m.label in TAGGED_LABELS}


def _triggers(events: Iterable[Event]) -> set[tuple[int, int, str]]:
    return {(e.trigger_start, e.trigger_end, e.relation) for e in events}


def _triple_counts(a: Labels, b: Labels, seeds: Seeds, relations: frozenset[str] | None) -> Counts:
    doc_id = next((e.doc_id for e in (*a.events, *b.events)), None)
    if doc_id is None:
        return Counts()
    document, ontology = seeds.documents[doc_id], seeds.judge.ontology
    matched = seeds.judge.match_articles(
        [doc_id], {doc_id: derive(document, a.events, ontology)}, {doc_id: derive(document, b.events, ontology)}
    )[doc_id]
    return (matched.select(relations) if relations else matched).counts


def _paired(pairs: Sequence[tuple[Labels, Labels]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    relations: list[tuple[str, str]] = []
    statuses: list[tuple[str, str]] = []
    for a, b in pairs:
        left = {e.trigger_start: e for e in a.events}
        right = {e.trigger_start: e for e in b.events}
        for start in sorted({*left, *right}):
            one, other = left.get(start), right.get(start)
            relations.append((one.relation if one else NONE, other.relation if other else NONE))
            if one and other and one.relation == other.relation:
                statuses.append((one.status, other.status))
    return relations, statuses


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of paired labels; 1 for none."""
    if not pairs:
        return 1.0
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
