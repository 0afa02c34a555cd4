"""GraphML for Gephi, Cytoscape, igraph and others: actors are nodes, triples are edges of a directed multigraph.

A node's id is the actor's key (``state:AZE``); it has ``label`` (its most frequent name), ``kind`` (person, state, body, place,
occasion …), ``country`` and ``mentions``, the number of its triples. An edge's id is the triple's; it has the columns of
the table that are text, numbers or truth values, days in ISO 8601, and ``symmetric``, where its direction means nothing.
What is null is no attribute at all. ``further_evidence`` is left out (its number is ``further``).

XML cannot hold control characters: they become U+FFFD, carriage returns line feeds. What the table says of its making is
data of the graph. Same table, same bytes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import networkx as nx

from pipeline.characters import printable
from pipeline.dataset import Dataset, actor_key
from pipeline.exports.registry import Options, Written
from pipeline.tables import write_text

_NOT_ON_EDGES: Final = frozenset(
    "triple_id subject_id object_id subject_country object_country further_evidence".split()
)


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """All actors, with every triple between them."""
    graph = build(dataset, options)
    content = BytesIO()
    # Never its lxml writer, which it would choose where lxml is installed: other bytes.
    nx.write_graphml_xml(graph, content, infer_numeric_types=False, named_key_ids=True)
    write_text(out, content.getvalue().decode("utf-8") + "\n")
    return Written(graph.number_of_edges(), f"edges between {graph.number_of_nodes()} actors")


def build(dataset: Dataset, options: Options) -> Any:
    """The graph (a ``networkx.MultiDiGraph``)."""
    graph = nx.MultiDiGraph(**{_plain(name): _plain(value) for name, value in dataset.metadata.items()})
    for key, attributes in _actors(dataset).items():
        graph.add_node(key, **attributes)
    for key, row in zip(dataset.keys, dataset.triples, strict=True):
        ends = (_plain(actor_key(row, end)) for end in ("subject", "object"))
        graph.add_edge(*ends, key=_plain(key), id=_plain(key), **_edge(row, options))
    return graph


def _actors(dataset: Dataset) -> dict[str, dict[str, Any]]:
    names: dict[str, Counter[str]] = {}
    countries: dict[str, str] = {}
    for row in dataset.triples:
        for end in ("subject", "object"):
            key = _plain(actor_key(row, end))
            names.setdefault(key, Counter())[_plain(row[end])] += 1
            if country := row[f"{end}_country"]:
                countries.setdefault(key, _plain(country))
    return {
        key: {
            "label": _most_frequent(found),
            "kind": key.partition(":")[0],
            "mentions": found.total(),
            **({"country": countries[key]} if key in countries else {}),
        }
        for key, found in names.items()
    }


def _most_frequent(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _edge(row: Mapping[str, Any], options: Options) -> dict[str, Any]:
    symmetric = row["relation"] in options.ontology and options.ontology[row["relation"]].symmetric
    told = {name: _value(value) for name, value in row.items() if value is not None and name not in _NOT_ON_EDGES}
    return {
        "label": _plain(row["relation"]),
        "symmetric": symmetric,
        "further": len(row["further_evidence"] or ()),
        **told,
    }


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return printable(text)
