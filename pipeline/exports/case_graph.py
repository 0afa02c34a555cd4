"""Cases in RDF: one event of the real world with its life, as several articles tell it.

A case is a ``sem:Event`` and ``schema:Event`` with its participants; its state is ours (``communique:state``) and, where
schema.org has a word for it, an ``eventStatus``. A step is a ``prov:Entity`` with its number, what became of the case by it,
and the statement that it comes from.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, XSD

from pipeline.exports.terms import OURS, SCHEMA, SEM, Base, add_label, edtf, text

_STATES: Final = {
    "planned": SCHEMA.EventScheduled,
    "postponed": SCHEMA.EventPostponed,
    "called off": SCHEMA.EventCancelled,
}


def add_cases(graph: Graph, base: Base, cases: Iterable[Mapping[str, Any]]) -> None:
    """Add cases to a graph that has the statements of their steps."""
    for row in cases:
        case = base("case", row["case_id"])
        for kind in (SEM.Event, SCHEMA.Event, OURS.Case):
            graph.add((case, RDF.type, kind))
        for name in ("kind", "state"):
            if row[name]:
                graph.add((case, OURS[name], text(row[name])))
        if status := _STATES.get(row["state"]):
            graph.add((case, SCHEMA.eventStatus, status))
        for name, term in (("due_first", SCHEMA.startDate), ("due_last", SCHEMA.endDate)):
            if row[name]:
                graph.add((case, term, Literal(row[name], datatype=XSD.date)))
        if row["place"]:
            place = base.named("place", row["place"])
            graph.add((case, SEM.hasPlace, place))
            graph.add((place, RDF.type, SEM.Place))
            add_label(graph, place, row["place"])
        for party in row["participants"] or ():
            graph.add((case, SEM.hasActor, _actor(graph, base, party)))
        for number, step in enumerate(row["history"] or (), start=1):
            _add_step(graph, base, case, number, step)


def _actor(graph: Graph, base: Base, party: Mapping[str, Any]) -> URIRef:
    actor = base("actor", party["actor_id"]) if party["actor_id"] else base.named("actor", f"name:{party['name']}")
    graph.add((actor, RDF.type, SEM.Actor))
    add_label(graph, actor, party["name"])
    return actor


def _add_step(graph: Graph, base: Base, case: URIRef, number: int, step: Mapping[str, Any]) -> None:
    node = URIRef(f"{case}#step-{number}")
    graph.add((case, OURS.hasStep, node))
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, OURS.number, Literal(number)))
    graph.add((node, OURS.step, text(step["step"] or "")))
    graph.add((node, PROV.wasDerivedFrom, base("triple", step["triple_id"] or "")))
    if step["doc_date"]:
        graph.add((node, OURS.told, Literal(step["doc_date"], datatype=XSD.date)))
    for name, term in (("date", OURS.date), ("due", OURS.due), ("new_date", OURS.newDate)):
        if step[name]:
            graph.add((node, term, edtf(step[name])))
