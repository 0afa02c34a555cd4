"""Rows of the table ``triples`` for tests of linking, with what a test does not care about filled in."""

import datetime as dt
from typing import Any

from pipeline.gazetteer import Gazetteer, normalise
from pipeline.relations import Ontology
from pipeline.stages.link import Params, find_cases
from pipeline.tables import SCHEMAS, Rows

PARAMS = Params(window_days=7, offer_days=90, gap_years=15)
STATES = {"Kenya": "KEN", "Ethiopia": "ETH", "Spain": "ESP"}


def told(doc: str, published: str | None, subject: str, relation: str, object_: str, **known: Any) -> dict[str, Any]:
    """A row; ``doc`` is the article, ``subject_country`` and the like may be given, ids follow from the names."""
    row: dict[str, Any] = dict.fromkeys(SCHEMAS["triples"].names)
    row |= {
        "doc_id": doc, "doc_date": dt.date.fromisoformat(published) if published else None, "subject": subject, "relation": relation,
        "object": object_, "status": "occurred", "object_kind": "entity", "evidence": "So it was.", "evidence_start": 0,
        "evidence_end": 10, "confidence": 1.0, "further_evidence": [],
    }  # fmt: skip
    row |= known
    for end in ("subject", "object"):
        name, state = row[end], STATES.get(row[end])
        row[f"{end}_country"] = row[f"{end}_country"] or state
        row[f"{end}_id"] = f"state:{state}" if state else f"person:{normalise(name).replace(' ', '-')}"
    if row["object_kind"] == "occasion":
        row["object_id"] = row["object_country"] = None
    if relation == "visited":
        row["object_id"] = f"place:{normalise(object_)}"
    parts = (doc, subject, relation, object_, row["status"], row["date"], row["occasion_date"])
    row["triple_id"] = row["triple_id"] or "t_" + "-".join(map(str, parts))
    row["event_id"] = row["event_id"] or row["triple_id"]
    return row


def linked(rows: Rows, ontology: Ontology, gazetteer: Gazetteer, worlds: dict[str, str] | None = None) -> Rows:
    """The cases of rows."""
    return find_cases(rows, worlds or {}, ontology, gazetteer, PARAMS)


def articles(cases: Rows) -> list[list[str]]:
    """The articles of each case, cases and articles in alphabetical order."""
    return sorted(sorted({step["doc_id"] for step in case["history"]}) for case in cases)
