"""Label files for articles without labels, from what the trained models find in them."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.brat import render_standoff
from pipeline.corpus import Corpus, read_articles
from pipeline.extraction import extract, load_extractor
from pipeline.index import INDEX, mark_drafts
from pipeline.label_rules import Filler, clash, ends_problem, filler_problem
from pipeline.records import ACTOR_ROLES, TAGGED_LABELS, Argument, Event, Labels, Mention
from pipeline.relations import Ontology, Relation
from pipeline.tables import write_text

log = logging.getLogger(__name__)


def write_drafts(root: Path, folder: Path, ids: Sequence[str]) -> None:
    """Write a draft ``.ann`` for articles of a folder without one: all of them, or those of some ids.

    The articles are marked as drafts before a label file is written, so that an interruption leaves no draft that counts
    as labels.

    Raises:
        ValueError: an id that there is not, or that has labels already; a model is missing.
    """
    corpus = read_articles(folder)
    wanted = _without_labels(corpus, folder, ids)
    if not wanted.articles:
        log.info("label draft: every article in %s has a label file", folder)
        return
    extractor = load_extractor(root)
    found = extract(wanted, extractor)
    drafts = {
        article.doc_id: draft_labels(
            [mention for mention in found.mentions if mention.doc_id == article.doc_id],
            [event for event in found.events if event.doc_id == article.doc_id],
            extractor.ontology,
        )
        for article in wanted.articles
    }
    mark_drafts(folder / INDEX, dict.fromkeys(drafts, True))
    for doc_id, (labels, left_out) in drafts.items():
        write_text(folder / f"{doc_id}.ann", render_standoff(labels))
        parts = (doc_id, len(labels.mentions), len(labels.events), left_out)
        log.info("drafted %s: %d mentions, %d events (%d left out that lack a party or a date's value)", *parts)
    log.info(
        "label draft: %d drafts -> %s; correct them, then `label check` and `label accept ID`", len(drafts), folder
    )


def _without_labels(corpus: Corpus, folder: Path, ids: Sequence[str]) -> Corpus:
    there = {article.doc_id for article in corpus.articles}
    if unknown := [doc_id for doc_id in ids if doc_id not in there]:
        raise ValueError(f"{folder}: there is no article {unknown[0]!r} that can be read")
    unlabelled = [article for article in corpus.articles if not (folder / f"{article.doc_id}.ann").exists()]
    if done := sorted(set(ids) - {article.doc_id for article in unlabelled}):
        raise ValueError(f"{folder / done[0]}.ann: is there already; delete it to have it drafted anew")
    return Corpus(tuple(article for article in unlabelled if not ids or article.doc_id in ids), ())


def draft_labels(mentions: Iterable[Mention], events: Iterable[Event], ontology: Ontology) -> tuple[Labels, int]:
    """Labels of one article as its predictions tell them, by the rules of labelling; with the events left out by them.

    A mention has the names that it stands for as a party (else in another role), as a label has but one set of them. Pronouns
    and occasions are labelled only where they are arguments.
    """
    listed = list(events)
    arguments = [argument for event in listed for argument in event.arguments]
    spans = {(m.start, m.end, m.label): replace(m, score=1.0) for m in mentions if m.label in TAGGED_LABELS}
    doc_id = next((event.doc_id for event in listed), "")
    for a in arguments:
        spans.setdefault((a.start, a.end, a.label), Mention(doc_id, a.start, a.end, a.text, a.label))
    for a in sorted(arguments, key=lambda a: a.role in ACTOR_ROLES):
        place = (a.start, a.end, a.label)
        told = () if a.names == (a.text,) or a.label in ("DATE", "OCCASION") else a.names
        spans[place] = replace(spans[place], names=told or spans[place].names, edtf=a.edtf or spans[place].edtf)
    kept = _apart(sorted(spans.values(), key=lambda mention: (mention.start, -mention.end, mention.label)))
    sound = [event for event in (_sound(event, kept, ontology[event.relation]) for event in listed) if event]
    used = {(a.start, a.end, a.label) for event in sound for a in event.arguments}
    needed = [m for m in kept if m.label in TAGGED_LABELS or (m.start, m.end, m.label) in used]
    ordered = sorted(sound, key=lambda event: (event.trigger_start, event.event_id))
    return Labels(tuple(needed), tuple(ordered)), len(listed) - len(sound)


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Without those that overlap and may not: what is tagged goes before what is proposed, the longer before the shorter."""
    kept: list[Mention] = []
    order = sorted(mentions, key=lambda m: (m.label not in TAGGED_LABELS, m.start - m.end, m.start))
    for mention in order:
        if not any(clash(other, mention) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, -mention.end, mention.label))


def _sound(event: Event, mentions: Sequence[Mention], relation: Relation) -> Event | None:
    """The event with the arguments that a label may have, or None if it then tells no triple."""
    by_place = {(m.start, m.end, m.label): m for m in mentions}
    arguments: list[Argument] = []
    for a in event.arguments:
        mention = by_place.get((a.start, a.end, a.label))
        if mention and a.role in relation.roles and not filler_problem(Filler(a.role, "", mention), relation, ""):
            names = mention.names or (() if mention.label in ("DATE", "OCCASION") else (mention.text,))
            arguments.append(replace(a, names=names, edtf=mention.edtf))
    return None if ends_problem(arguments, relation) else replace(event, arguments=tuple(arguments))
