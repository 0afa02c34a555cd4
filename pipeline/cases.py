"""Cases: events of the real world, each with its history over all articles that tell of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pipeline.identity import Actor
from pipeline.linking import link
from pipeline.records import content_id
from pipeline.relations import Ontology
from pipeline.tables import Rows
from pipeline.tellings import Telling

_RANK: Final = (
    "proposed", "invited", "uncertain", "announced", "denied", "declined", "postponed", "withdrawn", "called off", "held",
)  # fmt: skip
"""Of steps told on one day, the last of these is what became of it."""
_STATE_OF: Final = {"announced": "planned"}


def cases_of(tellings: Sequence[Telling], ontology: Ontology) -> Rows:
    """Rows of the table ``cases``; every telling is a step of exactly one."""
    bilateral = frozenset(name for name in ontology.names if ontology[name].bilateral)
    rows = [_case(group) for group in link(tellings, bilateral)]
    return sorted(rows, key=lambda row: (row["due_first"] or dt.date.max, row["case_id"]))


def _case(group: Sequence[Telling]) -> dict[str, Any]:
    told = sorted(group, key=_order)
    spans = [span for telling in told for span in telling.told]
    days = [day for telling in told if (day := telling.doc_date)]
    first = told[0].row
    return {
        "case_id": content_id("c", first["doc_id"], first["triple_id"]),
        "kind": _kind(told),
        "participants": _participants(told),
        "place": _place(told),
        "due_first": min((span[0] for span in spans), default=None),
        "due_last": max((span[1] for span in spans), default=None),
        "state": _state(told),
        "first_told": min(days, default=None),
        "last_told": max(days, default=None),
        "article_count": len({telling.doc_id for telling in told}),
        "history": [_step(telling) for telling in told],
    }


def _order(telling: Telling) -> tuple[dt.date, str, int, str]:
    """By publication, then as the article goes on; articles of no known day come last."""
    row = telling.row
    return telling.doc_date or dt.date.max, telling.doc_id, row["evidence_start"], row["triple_id"]


def _kind(told: Sequence[Telling]) -> str:
    family = told[0].family
    return "visit" if family == "meeting" and any(telling.is_visit for telling in told) else family


def _participants(told: Sequence[Telling]) -> list[dict[str, str | None]]:
    """Actors by name. The person who acts for a state wins over the state; of a visit the place is none."""
    actors = {actor for telling in told for actor in _acting(telling)}
    acted_for = {actor.bloc for actor in actors if actor.bloc != actor.actor_id}
    return [
        {"actor_id": actor.actor_id, "name": actor.name, "country": actor.country}
        for actor in sorted(actors, key=lambda actor: (actor.name.casefold(), actor.actor_id))
        if actor.actor_id not in acted_for
    ]


def _acting(telling: Telling) -> Iterable[Actor]:
    return (telling.subject,) if telling.relation == "visited" else telling.ends


def _place(told: Sequence[Telling]) -> str | None:
    """Of a visit the destination, rather than the house of the talks; where it was held, rather than due; the last told."""
    places = [(t.is_visit, t.step == "held", number, t.place.name) for number, t in enumerate(told) if t.place]
    return max(places)[-1] if places else None


def _state(told: Sequence[Telling]) -> str:
    """What became of it: that it was held, if any article says so; else what the last article says that is certain.

    An offer that a later article looks back on takes nothing back of what came of it.
    """
    if any(telling.step == "held" for telling in told):
        return "held"
    certain = [telling for telling in told if telling.step != "uncertain"] or list(told)
    outcomes = [telling for telling in certain if not telling.is_offer] or certain
    last = max(_act_day(telling) for telling in outcomes)
    step = max((telling.step for telling in outcomes if _act_day(telling) == last), key=_RANK.index)
    return _STATE_OF.get(step, step)


def _act_day(telling: Telling) -> dt.date:
    """When it was called off or offered, if the article tells; else the day of publication."""
    days = [telling.doc_date or dt.date.min]
    return min([*days, telling.said[1]]) if telling.said and telling.doc_date else days[0]


def _step(telling: Telling) -> dict[str, Any]:
    row = telling.row
    return {
        "doc_id": row["doc_id"],
        "doc_date": row["doc_date"],
        "triple_id": row["triple_id"],
        "step": telling.step,
        **{name: row[name] for name in ("subject", "relation", "object", "status", "date")},
        "due": row["occasion_date"] if telling.is_act else row["date"],
        "new_date": row["new_date"],
        **{name: row[name] for name in ("evidence", "evidence_start", "evidence_end")},
    }
