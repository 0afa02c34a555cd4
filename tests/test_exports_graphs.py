"""GraphML and RDF, read back by networkx and rdflib, asked in SPARQL and checked by SHACL."""

import re
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from pipeline.characters import printable
from pipeline.dataset import Dataset, actor_key
from pipeline.exports import rdf
from pipeline.exports.terms import OURS, SCHEMA, SEM, Base
from pipeline.exports.turtle import turtle
from tests.exporting import MADE_BY, bare, dataset_of, hostile, options, write
from tests.told import HOSTILE, ROOT, told, triples

BASE: Final = "https://communique.example/"
EDTF: Final = Namespace("http://id.loc.gov/datatypes/edtf/")
PREFIXES: Final = (
    "prefix : <https://communique.example/vocabulary#> prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> "
    "prefix schema: <https://schema.org/> prefix prov: <http://www.w3.org/ns/prov#> "
)


def read_graphml(path: Path) -> Any:
    return nx.read_graphml(path, force_multigraph=True)


def test_graphml_has_a_node_an_actor_and_an_edge_a_triple(tmp_path: Path) -> None:
    out, written = write("graphml", tmp_path, triples())
    graph = read_graphml(out)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert graph.number_of_edges() == written.count == len(triples())
    aliyev = graph.nodes["person:ilham-aliyev:AZE"]
    assert aliyev == {"label": "Ilham Aliyev", "kind": "person", "country": "AZE", "mentions": 6}
    assert "country" not in graph.nodes["person:charles-michel"]
    assert graph.nodes["occasion:visit to batumi"]["kind"] == "occasion"
    edges = {data["id"]: data for _, _, data in graph.edges(data=True)}
    first = edges[triples()[0]["triple_id"]]
    assert (first["label"], first["symmetric"], first["date_start"], first["further"]) == ("met", True, "2023-07-01", 1)
    assert first["confidence"] == 0.9
    assert "occasion" not in first
    assert edges[triples()[6]["triple_id"]]["symmetric"] is False
    assert graph.graph["communique.model"] == printable(MADE_BY["communique.model"])


def test_graphml_holds_no_none_and_gives_all_text_back(tmp_path: Path) -> None:
    out, _ = write("graphml", tmp_path, [*hostile(), bare()])
    assert "None" not in out.read_text(encoding="utf-8")
    graph = read_graphml(out)
    assert graph.number_of_edges() == len(HOSTILE) + 1
    held = {data["evidence"] for _, _, data in graph.edges(data=True) if "evidence" in data}
    assert held == {printable(f"{text}evidence") for text in HOSTILE}


def test_graphml_keeps_edges_whose_ids_are_the_same(tmp_path: Path) -> None:
    out, _ = write("graphml", tmp_path, [told("A", "met", "B", triple_id="t")] * 3)
    assert sorted(data["id"] for _, _, data in read_graphml(out).edges(data=True)) == ["t", "t-2", "t-3"]


def test_an_actor_has_its_most_frequent_name(tmp_path: Path) -> None:
    names = ["Kyiv", "Kiev", "Kyiv"]
    rows = [told("A", "visited", name, object_id="place:kyiv", doc_id=f"d{n}") for n, name in enumerate(names)]
    out, _ = write("graphml", tmp_path, rows)
    assert read_graphml(out).nodes["place:kyiv"]["label"] == "Kyiv"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The told triples in Turtle, parsed again."""
    out, _ = write("rdf", tmp_path_factory.mktemp("rdf"), triples())
    return Graph().parse(out, format="turtle")


def asked(graph: Graph, query: str) -> list[tuple[str | None, ...]]:
    rows = [tuple(None if value is None else str(value) for value in row) for row in graph.query(PREFIXES + query)]  # type: ignore[union-attr]
    return sorted(rows, key=str)


def conforms(graph: Graph) -> tuple[bool, str]:
    shapes = Graph().parse(ROOT / "docs/schemas/shapes.ttl", format="turtle")
    found, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return found, report


def test_sparql_finds_who_met_whom_where_and_when(graph: Graph) -> None:
    query = """select ?a ?b ?where ?when where {
        ?s rdf:predicate :met ; rdf:subject/rdfs:label ?a ; rdf:object/rdfs:label ?b ; :status "occurred" ; :tells ?e .
        ?e sem:hasPlace/rdfs:label ?where ; sem:hasTimeStamp ?when }"""
    assert asked(graph, query) == [
        ("Ilham Aliyev", "Nikol Pashinian", "Brussels", "2022-05-22"),
        ("Ilham Aliyev", "Nikol Pashinian", "Brussels", "2023-07"),
    ]


def test_sparql_finds_what_was_called_off_and_when_it_had_been_due(graph: Graph) -> None:
    query = """select ?who ?what ?status ?due ?new where {
        ?s rdf:subject/rdfs:label ?who ; :tells/:concerns ?o . ?o rdfs:label ?what
        optional { ?o schema:eventStatus ?status } optional { ?o schema:previousStartDate ?due } optional { ?o schema:startDate ?new } }"""
    assert asked(graph, query) == [
        ("Ana Mavric", "a visit to Batumi", f"{SCHEMA}EventCancelled", None, None),
        ("Ilham Aliyev", "more such talks", f"{SCHEMA}EventCancelled", "2023-10", None),
        ("Jeyhun Bayramov", "a November 20 meeting", None, "2023-11-20", None),
        ("United States", "the visit", f"{SCHEMA}EventRescheduled", "2023-06-01", "2023-09"),
    ]


def test_dates_have_the_type_of_what_is_told(graph: Graph) -> None:
    found = {
        (str(value), str(value.datatype).rpartition("#")[2])
        for event in graph.subjects(RDF.type, SEM.Event)
        for term in (SEM.hasTimeStamp, SEM.hasBeginTimeStamp, SEM.hasEndTimeStamp)
        for value in graph.objects(event, term)
        if isinstance(value, Literal)
    }
    assert found == {
        ("2023-07", "gYearMonth"), ("2022-05-22", "date"), ("2020", "gYear"), ("2023-05-02", "date"), ("2021", "gYear"),
        ("2023-05-01", "date"),
    }  # fmt: skip
    edtf = {
        str(value)
        for value in graph.objects(None, OURS.date)
        if isinstance(value, Literal) and value.datatype == EDTF.EDTF
    }
    assert edtf >= {"2023-07", "2022-05-22", "2023-05-01/2023-05-02"}


def test_a_planned_event_is_scheduled_and_has_not_taken_place(graph: Graph) -> None:
    query = "select ?start where { ?e schema:eventStatus schema:EventScheduled ; :due ?start ; sem:eventType :met }"
    assert asked(graph, query) == [("2024-02",)]
    assert asked(graph, "select ?e where { ?e schema:eventStatus schema:EventScheduled ; sem:hasTimeStamp ?t }") == []


def test_evidence_source_and_model_are_told_in_prov(graph: Graph) -> None:
    query = """select ?said ?by ?text ?title where {
        ?s prov:wasAttributedTo ?by ; prov:hadPrimarySource ?said . ?said prov:value ?text ; dcterms:isPartOf/schema:headline ?title }"""
    assert asked(graph, query) == [
        (f"{BASE}article/a1#char=400,439", f"{BASE}source/nazeli%20baghdasarian", "Aliyev twice cancelled more such talks.", "Talks & more")
    ]  # fmt: skip
    assert asked(graph, "select ?t where { ?s prov:wasDerivedFrom/prov:value ?t . ?s a rdf:Statement }") == [
        ("They talked for hours.",)
    ]
    model = asked(graph, "select distinct ?m where { ?s prov:wasGeneratedBy/prov:wasAssociatedWith/:model ?m }")
    assert model == [(MADE_BY["communique.model"],)]


def test_numbers_keep_their_digits(graph: Graph) -> None:
    assert {str(value) for value in graph.objects(None, OURS.confidence)} == {"0.9", "0.123456789012"}


def test_cases_have_their_life_in_order(graph: Graph) -> None:
    query = """select ?n ?step ?doc where { ?case a :Case ; :state "held" ; :hasStep ?s .
        ?s :number ?n ; :step ?step ; prov:wasDerivedFrom ?doc }"""
    assert [row[:2] for row in asked(graph, query)] == [("1", "announced"), ("2", "postponed"), ("3", "held")]
    assert asked(graph, 'select ?case where { ?case :state "planned" ; schema:eventStatus schema:EventScheduled }') == [
        (f"{BASE}case/c_once",)
    ]


@pytest.mark.parametrize("rows", [triples(), [bare()], hostile(), []], ids=["told", "bare", "hostile", "empty"])
def test_rdf_conforms_to_its_shapes_and_is_written_alike_twice(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    rows = [row | {"subject_country": None, "object_country": None} for row in rows]
    out, written = write("rdf", tmp_path, rows)
    again, _ = write("rdf", tmp_path / "again", list(reversed(rows)))
    assert out.read_bytes() == again.read_bytes()
    parsed = Graph().parse(out, format="turtle")
    assert len(parsed) == written.count
    found, report = conforms(parsed)
    assert found, report


@pytest.mark.parametrize(
    "change",
    [
        (RDF.subject, None), (OURS.status, Literal("maybe")), (OURS.confidence, Literal(0.5)), (OURS.tells, None),
        (RDF.object, URIRef(f"{BASE}nothing")), (OURS.initiatorTold, Literal("yes")),
    ],
)  # fmt: skip
def test_the_shapes_refuse_a_statement_that_is_none(tmp_path: Path, change: tuple[URIRef, Any]) -> None:
    dataset = dataset_of(tmp_path, triples()[:1])
    graph = rdf.build(Dataset(dataset.path, dataset.triples), options())
    (statement,) = graph.subjects(RDF.type, RDF.Statement)
    assert conforms(graph)[0]
    term, value = change
    graph.remove((statement, term, None))
    if value is not None:
        graph.add((statement, term, value))
    assert not conforms(graph)[0]


@pytest.mark.parametrize(
    ("kind", "term", "value"),
    [
        (SEM.Event, SEM.hasTimeStamp, Literal("2023")),
        (SEM.Event, SCHEMA.eventStatus, SCHEMA.EventMovedOnline),
        (SEM.Event, OURS.date, Literal("2023-07")),
        (SEM.Actor, OURS.country, Literal("Armenia")),
        (SCHEMA.Event, SCHEMA.eventStatus, SCHEMA.EventRescheduled),
    ],
)
def test_the_shapes_refuse_untyped_dates_and_unknown_states(
    tmp_path: Path, kind: URIRef, term: URIRef, value: Literal | URIRef
) -> None:
    dataset = dataset_of(tmp_path, triples()[4:5])
    graph = rdf.build(Dataset(dataset.path, dataset.triples), options())
    assert conforms(graph)[0]
    for thing in list(graph.subjects(RDF.type, kind)):
        graph.add((thing, term, value))
    assert not conforms(graph)[0]


def test_turtle_gives_all_text_back(tmp_path: Path) -> None:
    out, _ = write("rdf", tmp_path, hostile())
    graph = Graph().parse(out, format="turtle")
    labels = {str(label) for label in graph.objects(None, RDFS.label)}
    assert {text.replace("\x00", "\ufffd") for text in HOSTILE} <= labels


def test_turtle_holds_the_graph_that_was_built(tmp_path: Path) -> None:
    rows = [*triples(), *(row | {"subject_country": None, "object_country": None} for row in hostile())]
    built = rdf.build(dataset_of(tmp_path / "built", rows), options())
    out, _ = write("rdf", tmp_path, rows)
    assert set(Graph().parse(out, format="turtle")) == set(built)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_is_one_literal_of_turtle(text: str) -> None:
    graph = Graph()
    graph.add((URIRef("urn:a"), RDFS.label, Literal(text)))
    read = Graph().parse(data=turtle(graph, {}).encode(), format="turtle")
    assert [str(value) for value in read.objects()] == [text]


def test_a_relation_of_ones_own_is_a_term_whatever_its_name(tmp_path: Path) -> None:
    out, _ = write("rdf", tmp_path, [told("A", "met <with> a b", "B")])
    graph = Graph().parse(out, format="turtle")
    assert {str(term) for term in graph.objects(None, RDF.predicate)} == {f"{OURS}met%20%3Cwith%3E%20a%20b"}


def test_every_term_of_ours_is_in_the_vocabulary(graph: Graph) -> None:
    vocabulary = Graph().parse(ROOT / "docs/schemas/vocabulary.ttl", format="turtle")
    defined = {str(term) for term in vocabulary.subjects()}
    relations = {f"{OURS}{name}" for name in options().ontology.names}
    metadata = {f"{OURS}model"}
    used = {str(term) for triple in graph for term in triple if str(term).startswith(str(OURS))}
    assert used - relations - metadata <= defined
    assert defined - used == set()


def test_uris_come_from_ids_under_the_base(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, triples())
    graph = rdf.build(dataset, options("https://example.org/news#"))
    assert (URIRef("https://example.org/news#actor/state:ARM"), RDF.type, SEM.Actor) in graph
    assert not [term for term in graph.subjects() if not str(term).startswith("https://example.org/news#")]


@pytest.mark.parametrize(
    "base", ["", "news", "https://", "https://x.org", "https://x.org/ /", "https://x.org/<>/", "urn:", "/x/"]
)
def test_a_base_that_is_no_uri_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="--base: expected a URI that ends in"):
        Base(base)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_id_makes_a_uri_of_its_own(name: str) -> None:
    uri = Base("urn:x:")("actor", name)
    assert re.fullmatch(r"urn:x:actor/[\w%:~.\-]+", uri, re.ASCII)
    assert Base("urn:x:")("actor", name + "x") != uri


def test_keys_of_actors_are_the_nodes_of_both_graphs(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, triples())
    nodes = set(read_graphml(write("graphml", tmp_path / "g", triples())[0]).nodes)
    actors = set(rdf.build(Dataset(dataset.path, dataset.triples), options()).subjects(RDF.type, SEM.Actor))
    keys = {actor_key(row, end) for row in triples() for end in ("subject", "object")}
    assert nodes == keys
    assert actors == {Base(BASE)("actor", key) for key in keys if not key.startswith("occasion:")}
