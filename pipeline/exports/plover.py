"""PLOVER: one event record a line of JSON and triple, under the field names of its manual (chapter JSON Data Fields).

=============  =======================================================================================================
``id``         the triple's id (``link``: the event's, which the pairs of one meeting share)
``date``       first day of the date (``enddate`` its last); what is planned, and what has no date, is dated by publication
``source``     list of actors: ``code``, ``sector``, ``actor_text``, ``identifier_id``, ``office``; both ends of a symmetric relation
``recipient``  the other end; of a visit the host, as the manual says, whoever of the two is the subject
``event``      the column ``plover``, with ``quad_code``, ``mode`` and ``context`` (planned: ``future``)
``event_text`` the evidence, with ``text_info`` its offsets; ``event_loc`` the place; ``cite_info`` the article
=============  =======================================================================================================

Modes and contexts are those that the project's CAMEO table gives to our codes. What PLOVER cannot say stands in
``communique``: our relation, status and confidence, EDTF dates, what was called off and when it was due, the new date,
who said so, whether the initiator is told, the CAMEO code, and ``alternatives``: the cancel family is REJECT by the manual's
definitions, and SANCTION by its CAMEO table (161, 164). REQUEST is no category of the manual (2021), but of what was made
with it since (POLECAT). Triples without a PLOVER type (negated, uncertain) are left out and counted.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.characters import json_line
from pipeline.dataset import Dataset, actor_key
from pipeline.exports.jsonl import record
from pipeline.exports.registry import Options, Written
from pipeline.tables import write_text

QUAD: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "DEMAND", "ACCUSE", "REJECT", "THREATEN", "SANCTION"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""Verbal and material cooperation, verbal and material conflict."""
_MODES: Final = {
    "026": "meet",
    "041": "phone",
    "042": "visit",
    "043": "visit",
    "044": "third-party",
    "111": "disapprove",
    "112": "disapprove",
    "125": "meet",
    "161": "meet",
    "164": "meet",
}
_DIPLOMATIC: Final = frozenset({"026", "036", "045", "046", "057", "125", "161", "164"})
_SANCTION: Final = {"event": "SANCTION", "mode": "withdraw", "by": "the manual's CAMEO table"}
_OWN: Final = (
    "relation", "status", "confidence", "date", "doc_date", "object_kind", "initiator_told", "occasion", "occasion_date",
    "new_date", "source", "cameo",
)  # fmt: skip


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """One line a triple that has a PLOVER type, in the table's order."""
    lines = [
        json_line(_record(key, row, dataset, options))
        for key, row in zip(dataset.keys, dataset.triples, strict=True)
        if row["plover"]
    ]
    write_text(out, "".join(line + "\n" for line in lines))
    without = len(dataset.triples) - len(lines)
    return Written(len(lines), "records", f"{without} triples without a PLOVER type" if without else "")


def event_day(row: Mapping[str, Any]) -> tuple[Any, Any, str | None]:
    """First and last day of an event as coders date it, and by what: the event, or the article that tells of it.

    An intention is dated by the day on which it is told, not by that for which the meeting is planned.
    """
    if row["date_start"] and row["status"] != "planned":
        return row["date_start"], row["date_end"], "event"
    return row["doc_date"], row["doc_date"], "article" if row["doc_date"] else None


def _record(key: str, row: Mapping[str, Any], dataset: Dataset, options: Options) -> dict[str, Any]:
    first, last, dated_by = event_day(row)
    sources, recipients = _sides(row, dataset, options)
    context = ["diplomatic"] * (row["cameo"] in _DIPLOMATIC) + ["future"] * (row["status"] == "planned")
    fields = {
        "id": key,
        "date": first,
        "enddate": last if last != first else None,
        "source": sources,
        "recipient": recipients,
        "event": [row["plover"]],
        "quad_code": QUAD.get(row["plover"]),
        "mode": _MODES.get(row["cameo"]),
        "context": context,
        "event_loc": {"name": row["place"]} if row["place"] else None,
        "event_text": _texts(row),
        "text_info": _told({"start": row["evidence_start"], "end": row["evidence_end"]}),
        "link": row["event_id"],
        "cite_info": _cited(row, dataset),
        "communique": _told({"dated_by": dated_by, **{name: row[name] for name in _OWN}, **_alternatives(row)}),
    }
    return {name: value for name, value in record(fields).items() if value or name in ("id", "date", "source", "event")}


def _sides(row: Mapping[str, Any], dataset: Dataset, options: Options) -> tuple[list[Any], list[Any]]:
    """Sources and recipients; whoever meets is a source, and of a visit the host is the recipient."""
    subject, object_ = (_actor(row, end, dataset, options) for end in ("subject", "object"))
    if row["object_kind"] == "occasion":
        return [subject], []
    if row["relation"] in options.ontology and options.ontology[row["relation"]].symmetric:
        return [subject, object_], []
    if row["plover"] == "CONSULT" and row["relation"] == "hosted":
        return [object_], [subject]
    return [subject], [object_]


def _alternatives(row: Mapping[str, Any]) -> dict[str, Any]:
    reduced = row["plover"] == "REJECT" and str(row["cameo"]).startswith("16")
    return {"alternatives": [_SANCTION] if reduced else None}


def _actor(row: Mapping[str, Any], end: str, dataset: Dataset, options: Options) -> dict[str, Any]:
    code = options.codes.of(dataset, row, end)
    entity = dataset.entity_of.get((row["doc_id"], row[end]))
    return _told(
        {
            "code": code.state.strip("-") or None,
            "sector": code.sector or None,
            "actor_text": row[end],
            "identifier_id": actor_key(row, end),
            "office": entity["role"] if entity else None,
        }
    )


def _texts(row: Mapping[str, Any]) -> list[str]:
    further = [item["evidence"] for item in row["further_evidence"] or ()]
    return [text for text in (row["evidence"], *further) if text]


def _cited(row: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    article = dataset.article_of.get(row["doc_id"], {})
    known = {"url": article.get("url"), "title": article.get("title"), "publication": article.get("source")}
    coder = " ".join(f"{name}={value}" for name, value in dataset.metadata.items())
    return _told({"citation": row["doc_id"], **known, "language": "en", "coder": coder or None})


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    return record({name: value for name, value in fields.items() if value is not None})
