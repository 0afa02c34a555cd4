"""Turtle in a fixed order, in time that grows with the graph (rdflib's own writer looks for a prefix of every URI anew)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF
from rdflib.term import Identifier

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_SPLIT: Final = re.compile(r"(.*[/#])(.*)", re.DOTALL)


def turtle(graph: Graph, prefixes: Mapping[str, Namespace]) -> str:
    """A graph without blank nodes; subjects, predicates and objects are sorted, ``a`` comes first."""
    names = {str(namespace): prefix for prefix, namespace in prefixes.items()}
    head = [f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(prefixes)]
    return "".join([*head, *_blocks(graph, names)])


def _blocks(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    for subject in sorted({str(subject): subject for subject in graph.subjects()}.values(), key=str):
        told: dict[str, list[str]] = {}
        for predicate, object_ in graph.predicate_objects(subject):
            verb = "a" if predicate == RDF.type else _term(predicate, names)
            told.setdefault(verb, []).append(_term(object_, names))
        verbs = sorted(told, key=lambda verb: (verb != "a", verb))
        lines = " ;\n    ".join(f"{verb} {', '.join(sorted(told[verb]))}" for verb in verbs)
        yield f"\n{_term(subject, names)} {lines} .\n"


def _term(term: object, names: Mapping[str, str]) -> str:
    if isinstance(term, Literal):
        kind = f"^^{_term(term.datatype, names)}" if term.datatype is not None else ""
        return Literal(str(term)).n3() + kind
    assert isinstance(term, Identifier)
    match = _SPLIT.fullmatch(str(term))
    if match and match[1] in names and _LOCAL.fullmatch(match[2]):
        return f"{names[match[1]]}:{match[2]}"
    return f"<{term}>"
