"""Gold against predicted, article by article: what is right, what was missed, what was made up.

Errors of test articles are counted, never shown, as in ``outputs/errors.csv``: who looks at them tunes to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pipeline.documents import Document
from pipeline.judging import Judge
from pipeline.records import Evidence, Labels, Split, Triple
from pipeline.scoring import match
from pipeline.triples import derive

Verdict = Literal["right", "wrong status", "made up"]
VERDICTS: Final[tuple[Verdict, ...]] = ("right", "wrong status", "made up")
COMPARED: Final[tuple[Split, ...]] = ("example", "dev", "train")


@dataclass(frozen=True)
class Comparison:
    """Of one article: a verdict on each predicted triple, in their order, what was missed, and the labels."""

    verdicts: tuple[Verdict, ...]
    expected: Mapping[int, str]
    """The gold status where the predicted one is wrong, by the triple's number."""
    missed: tuple[Triple, ...]
    labels: Labels

    def count(self, verdict: Verdict) -> int:
        """How many predicted triples are so."""
        return self.verdicts.count(verdict)


def compare_all(
    documents: Sequence[Document],
    gold: Mapping[str, Labels],
    predicted: Mapping[str, Sequence[Mapping[str, Any]]],
    judge: Judge,
) -> dict[str, Comparison]:
    """Compare every article that is labelled and may be shown; those with nothing to find are there too."""
    found = {}
    for document in documents:
        article = document.article
        if article.labelled and article.split in COMPARED:
            labels = gold.get(article.doc_id, Labels())
            found[article.doc_id] = compare(document, labels, predicted.get(article.doc_id, ()), judge)
    return found


def compare(document: Document, labels: Labels, rows: Sequence[Mapping[str, Any]], judge: Judge) -> Comparison:
    """Match the triples that an article's labels tell with the rows of the table ``triples``."""
    triples = [_triple(row) for row in rows]
    number_of = {id(triple): number for number, triple in enumerate(triples)}
    matched = match(derive(document, labels.events, judge.ontology), triples, judge.same)
    gold_of = {number_of[id(found)]: gold for gold, found in matched.pairs}
    expected = {number: gold.status for number, gold in gold_of.items() if gold.status != triples[number].status}
    verdicts: list[Verdict] = ["right" if number in gold_of else "made up" for number in range(len(triples))]
    for number in expected:
        verdicts[number] = "wrong status"
    return Comparison(tuple(verdicts), expected, matched.missed, labels)


def _triple(row: Mapping[str, Any]) -> Triple:
    names = ("doc_id", "subject", "relation", "object", "status", "object_kind", "initiator_told", "date", "event_id")
    evidence = Evidence(row["evidence"], row["evidence_start"], row["evidence_end"])
    return Triple(**{name: row[name] for name in names}, evidence=evidence)
