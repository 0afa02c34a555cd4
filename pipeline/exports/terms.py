"""Terms of RDF that the modules for it share: vocabularies, URIs under a base, dates as literals."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote, urlsplit

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDFS, XSD

from pipeline.gazetteer import normalise

SEM: Final = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SCHEMA: Final = Namespace("https://schema.org/")
EDTF: Final = Namespace("http://id.loc.gov/datatypes/edtf/")
OURS: Final = Namespace("https://communique.example/vocabulary#")
"""What no other vocabulary has; the same whatever the base (``docs/schemas/vocabulary.ttl``)."""
_NOT_IN_URI: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")
_TYPES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


@dataclass(frozen=True, slots=True)
class Base:
    """What the URIs of a graph begin with."""

    uri: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.uri)
        absolute = bool(parts.path if parts.scheme == "urn" else parts.scheme and parts.netloc)
        if not absolute or not self.uri.endswith(("/", "#", ":")) or _NOT_IN_URI.search(self.uri):
            raise ValueError(
                f"--base: expected a URI that ends in /, # or :, such as https://example.org/news/, found {self.uri!r}"
            )

    def __call__(self, kind: str, name: str) -> URIRef:
        """The URI of a thing: the same id, the same URI. Whatever the id holds is percent-encoded."""
        return URIRef(f"{self.uri}{kind}/{quote(name, safe=':')}")

    def named(self, kind: str, name: str) -> URIRef:
        """The URI of a thing that has a name and no id: one for all forms that are looked up alike."""
        return self(kind, normalise(name) or name)


def ours(name: str) -> URIRef:
    """A term of ours by a name that comes from data: a relation, or what a table says of its making."""
    return OURS[quote(name, safe="")]


def text(value: str) -> Literal:
    """A plain literal. NUL, which many stores refuse, becomes U+FFFD."""
    return Literal(value.replace("\x00", "\ufffd"))


def stamp(part: str) -> Literal:
    """A day, month or year of EDTF under its own XSD type."""
    return Literal(part, datatype=_TYPES[len(part)], normalize=False)


def decimal(value: float) -> Literal:
    """A number with all its digits (Turtle's short form of doubles keeps seven)."""
    return Literal(format(Decimal(repr(value)), "f"), datatype=XSD.decimal, normalize=False)


def edtf(value: str) -> Literal:
    """The EDTF value as it is."""
    return Literal(value, datatype=EDTF.EDTF)


def add_time(graph: Graph, event: URIRef, date: str | None) -> None:
    """The time of an event: a stamp, or one for each end of an interval, and the EDTF value."""
    if date is None:
        return
    first, _, last = date.partition("/")
    if last:
        graph.add((event, SEM.hasBeginTimeStamp, stamp(first)))
        graph.add((event, SEM.hasEndTimeStamp, stamp(last)))
    else:
        graph.add((event, SEM.hasTimeStamp, stamp(first)))
    graph.add((event, OURS.date, edtf(date)))


def add_start(graph: Graph, event: URIRef, date: str | None, previous: bool = False) -> None:
    """When a planned event is to begin, or had been: first end as a stamp, the EDTF value beside it."""
    if date is None:
        return
    graph.add((event, SCHEMA.previousStartDate if previous else SCHEMA.startDate, stamp(date.partition("/")[0])))
    graph.add((event, OURS.previouslyDue if previous else OURS.due, edtf(date)))


def add_label(graph: Graph, thing: URIRef, label: Any) -> None:
    """A name, where there is one."""
    if label:
        graph.add((thing, RDFS.label, text(str(label))))
