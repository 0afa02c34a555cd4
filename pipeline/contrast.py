"""The contrast suite: small articles in families that differ in what happened, each with the exact triples it tells.

After Gardner et al., *Evaluating models' local decision boundaries via contrast sets* (2020): a case passes only as a whole.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import yaml

from pipeline.judging import Judge
from pipeline.records import STATUSES, Article, ObjectKind, Status, Triple
from pipeline.relations import Ontology
from pipeline.scoring import match


@dataclass(frozen=True, slots=True)
class Case:
    """An article of one to three sentences and every triple that it tells."""

    family: str
    article: Article
    triples: tuple[Triple, ...]


def read_cases(path: Path, ontology: Ontology) -> list[Case]:
    """Read families of cases: ``family``, ``cases``: ``id``, ``date``, ``title``, ``text``, ``triples``.

    Raises:
        ValueError: file, case, and what was expected of it and found.
    """
    try:
        families = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: is not YAML: {error}") from error
    cases = [_case(path, family["family"], row, ontology) for family in families for row in family["cases"]]
    ids = [case.article.doc_id for case in cases]
    twice = sorted({doc_id for doc_id in ids if ids.count(doc_id) > 1})
    if twice:
        raise ValueError(f"{path}: expected every id once, found twice: {', '.join(twice)}")
    return cases


def _case(path: Path, family: str, row: Mapping[str, Any], ontology: Ontology) -> Case:
    expected = {"id", "date", "title", "text", "triples"}
    if set(row) != expected or not isinstance(row["date"], dt.date):
        raise ValueError(f"{path}: {row.get('id')}: expected {sorted(expected)} with an ISO date, found {dict(row)}")
    text = f"{row['title']}\n\n{row['text']}\n"
    article = Article(row["id"], text, date=row["date"].isoformat(), date_source="given")
    return Case(family, article, tuple(_triple(path, row["id"], told, text, ontology) for told in row["triples"]))


def _triple(path: Path, doc_id: str, told: Sequence[str], text: str, ontology: Ontology) -> Triple:
    if len(told) != 4 or told[1] not in ontology.names or told[3] not in STATUSES:
        raise ValueError(f"{path}: {doc_id}: expected [subject, relation, object, status], found {list(told)}")
    subject, relation, object_, status = told
    occasion = ontology[relation].cancel_family and object_[:1].islower()
    if occasion and object_ not in text:
        raise ValueError(f"{path}: {doc_id}: the occasion {object_!r} does not stand in the text")
    kind: ObjectKind = "occasion" if occasion else "entity"
    return Triple(doc_id, subject, relation, object_, cast(Status, status), object_kind=kind)


def passes(case: Case, found: Sequence[Triple], judge: Judge) -> bool:
    """Whether exactly the triples of the case were found, each with its status.

    What was called off with nobody named as doing it matches either way round, as in the scores.
    """

    def same(gold: Triple, own: Triple) -> bool:
        return judge.same(replace(gold, initiator_told=own.initiator_told), own)

    matched = match(case.triples, found, same)
    return not matched.missed and not matched.made_up and all(gold.status == own.status for gold, own in matched.pairs)
