"""Events to triples: who is paired with whom, and which tellings are one fact."""

import re
from collections.abc import Callable, Sequence

import pytest

from pipeline.documents import Document
from pipeline.records import Argument, Event, Role, Status, Triple
from pipeline.relations import Ontology
from pipeline.triples import derive, ends, occasion_name

TEXT = """Aliyev, Pashinian to Meet

Ilham Aliyev and Nikol Pashinian met in Brussels in July, an official said.

Aliyev twice cancelled more such talks with Pashinian.

They also met in Prague in October and again met Michel.
"""
Parsed = Callable[..., Document]


@pytest.fixture(scope="module")
def document(parsed: Parsed) -> Document:
    return parsed(TEXT)


def event(
    relation: str,
    trigger: str,
    *arguments: tuple[Role, str, Sequence[str]],
    status: Status = "occurred",
    occurrence: int = 0,
    edtf: str | None = None,
    score: float = 1.0,
) -> Event:
    """An event at the given occurrence of its trigger; arguments are (role, words of the text, names)."""
    start = [match.start() for match in re.finditer(rf"\b{trigger}\b", TEXT)][occurrence]
    filled = tuple(
        Argument(
            role,
            at,
            at + len(text),
            text,
            "DATE" if role in ("Time", "Due", "NewDate") else "PERSON",
            tuple(names),
            edtf if role == "Time" else None,
        )
        for role, text, names in arguments
        for at in [TEXT.index(text)]
    )
    return Event("a1", relation, status, start, start + len(trigger), trigger, filled, score)


def sides(*names: str) -> tuple[tuple[Role, str, Sequence[str]], ...]:
    return tuple(("Side", "Aliyev", [name]) for name in names)


def shown(triples: Sequence[Triple]) -> list[tuple[str, str, str]]:
    return [(triple.subject, triple.relation, triple.object) for triple in triples]


# -- pairs ---------------------------------------------------------------------------------------------------------


def test_all_pairs_of_sides_in_alphabetical_order(ontology: Ontology) -> None:
    met = event("met", "met", *sides("Putin", "Aliyev", "Pashinian"))
    assert [pair[:2] for pair in ends(met, ontology["met"])] == [
        ("Aliyev", "Pashinian"),
        ("Aliyev", "Putin"),
        ("Pashinian", "Putin"),
    ]


def test_the_alphabet_knows_no_case(ontology: Ontology) -> None:
    met = event("met", "met", *sides("de Gaulle", "Zhou Enlai", "Adenauer"))
    assert ends(met, ontology["met"])[0][:2] == ("Adenauer", "de Gaulle")


def test_a_group_stands_for_its_members(ontology: Ontology) -> None:
    met = event("met", "met", ("Side", "They", ["Pashinian", "Aliyev"]))
    assert ends(met, ontology["met"]) == [("Aliyev", "Pashinian", "entity", None)]


def test_a_side_named_twice_is_one_side(ontology: Ontology) -> None:
    met = event("met", "met", *sides("Aliyev", "Pashinian", "Aliyev"))
    assert len(ends(met, ontology["met"])) == 1
    assert ends(event("met", "met", *sides("Aliyev", "Aliyev")), ontology["met"]) == []


def test_of_calls_with_several_each_is_a_pair_with_the_caller_only(ontology: Ontology) -> None:
    called = event("spoke_with", "met", ("Subject", "Michel", ["Michel"]), ("Object", "They", ["Pashinian", "Aliyev"]))
    assert ends(called, ontology["spoke_with"]) == [
        ("Aliyev", "Michel", "entity", None),
        ("Michel", "Pashinian", "entity", None),
    ]


def test_every_subject_goes_with_every_object(ontology: Ontology) -> None:
    hosted = event("hosted", "met", ("Subject", "Michel", ["Michel"]), ("Object", "Aliyev", ["Putin", "Aliyev"]))
    assert ends(hosted, ontology["hosted"]) == [
        ("Michel", "Putin", "entity", None),
        ("Michel", "Aliyev", "entity", None),
    ]


def test_a_party_is_never_its_own_object(ontology: Ontology) -> None:
    both: tuple[tuple[Role, str, Sequence[str]], ...] = (
        ("Subject", "They", ["Iran", "Iraq"]),
        ("Object", "They", ["Iran", "Iraq"]),
    )
    postponed = event("postponed", "cancelled", *both)
    assert ends(postponed, ontology["postponed"]) == [
        ("Iran", "Iraq", "entity", True),
        ("Iraq", "Iran", "entity", True),
    ]


def test_called_off_by_nobody_is_one_triple_per_pair_with_the_initiator_not_told(ontology: Ontology) -> None:
    cancelled = event("cancelled", "cancelled", *sides("Putin", "Aliyev"), ("Object", "Michel", ["Michel"]))
    assert ends(cancelled, ontology["cancelled"]) == [
        ("Aliyev", "Michel", "entity", False),
        ("Aliyev", "Putin", "entity", False),
        ("Michel", "Putin", "entity", False),
    ]


@pytest.mark.parametrize(("role", "told"), [("Subject", True), ("Side", False)])
def test_without_another_party_the_occasion_is_the_object(ontology: Ontology, role: Role, told: bool) -> None:
    cancelled = event("cancelled", "cancelled", (role, "Aliyev", ["Aliyev"]), ("Occasion", "more such talks", []))
    assert ends(cancelled, ontology["cancelled"]) == [("Aliyev", "talks", "occasion", told)]


def test_with_another_party_the_occasion_is_a_circumstance(document: Document, ontology: Ontology) -> None:
    cancelled = event(
        "cancelled", "cancelled", ("Subject", "Aliyev", ["Aliyev"]), ("Object", "Michel", ["Michel"]), ("Occasion", "more such talks", [])
    )  # fmt: skip
    (triple,) = derive(document, [cancelled], ontology)
    assert (triple.object, triple.object_kind, triple.occasion, triple.initiator_told) == (
        "Michel",
        "entity",
        "more such talks",
        True,
    )


def test_an_event_without_parties_gives_nothing(document: Document, ontology: Ontology) -> None:
    lone = [
        event("met", "met", *sides("Aliyev")),
        event("visited", "met", ("Subject", "Aliyev", ["Aliyev"])),
        event("cancelled", "cancelled"),
    ]
    assert derive(document, lone, ontology) == []


def test_an_occasion_is_no_object_outside_the_cancel_family(ontology: Ontology) -> None:
    hosted = event("hosted", "met", ("Subject", "Aliyev", ["Aliyev"]), ("Occasion", "more such talks", []))
    assert ends(hosted, ontology["hosted"]) == []


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("talks", "talks"),
        ("the talks", "talks"),
        ("more such talks", "talks"),
        ("a planned visit to Batumi", "visit to Batumi"),
        ("her visit to Batumi", "visit to Batumi"),
        ("Aliyev’s trip", "trip"),
        ("Aliyev's upcoming trip", "trip"),
        ("the", "the"),
        ("theatre visit", "theatre visit"),
        ("all further talks", "talks"),
    ],
)
def test_an_occasion_is_named_without_determiners(phrase: str, name: str) -> None:
    assert occasion_name(phrase) == name


# -- circumstances and evidence --------------------------------------------------------------------------------------


def test_circumstances_come_from_the_arguments(document: Document, ontology: Ontology) -> None:
    met = event(
        "met", "met", *sides("Ilham Aliyev", "Nikol Pashinian"), ("Place", "Brussels", ["Brussels"]), ("Time", "July", []), ("Source", "official", ["Armenia"]),
        edtf="2023-07", score=0.8,
    )  # fmt: skip
    (triple,) = derive(document, [met], ontology)
    assert (triple.date, triple.place, triple.source, triple.occasion) == ("2023-07", "Brussels", "Armenia", None)
    assert (triple.confidence, triple.event_id, triple.initiator_told) == (0.8, met.event_id, None)


def test_evidence_is_the_sentence_of_the_trigger(document: Document, ontology: Ontology) -> None:
    (triple,) = derive(document, [event("met", "met", *sides("A", "B"))], ontology)
    assert triple.evidence is not None
    assert triple.evidence.text == "Ilham Aliyev and Nikol Pashinian met in Brussels in July, an official said."
    assert TEXT[triple.evidence.start : triple.evidence.end] == triple.evidence.text
    assert triple.further_evidence == ()


# -- one fact or two -------------------------------------------------------------------------------------------------


def test_headline_and_lead_are_one_triple_with_the_lead_as_evidence(document: Document, ontology: Ontology) -> None:
    headline = event("met", "Meet", *sides("A", "B"))
    lead = event("met", "met", *sides("A", "B"), ("Place", "Brussels", ["Brussels"]))
    (triple,) = derive(document, [headline, lead], ontology)
    assert triple.evidence is not None
    assert triple.evidence.text.startswith("Ilham Aliyev and")
    assert [further.text for further in triple.further_evidence] == ["Aliyev, Pashinian to Meet"]
    assert triple.event_id == lead.event_id


def test_a_headline_that_plans_is_what_the_story_tells_as_happened(document: Document, ontology: Ontology) -> None:
    headline = event("met", "Meet", *sides("A", "B"), status="planned")
    lead = event("met", "met", *sides("A", "B"))
    for events in ([headline, lead], [lead, headline]):
        (triple,) = derive(document, events, ontology)
        assert triple.status == "occurred"
        assert len(triple.further_evidence) == 1


def test_a_headline_that_tells_as_done_what_the_story_plans_stays_apart(document: Document, ontology: Ontology) -> None:
    plan = event("met", "met", *sides("A", "B"), status="planned")
    assert len(derive(document, [event("met", "Meet", *sides("A", "B")), plan], ontology)) == 2


def test_a_plan_told_in_the_story_is_another_triple(document: Document, ontology: Ontology) -> None:
    happened = event("met", "met", *sides("A", "B"))
    plan = event("met", "met", *sides("A", "B"), status="planned", occurrence=1)
    assert sorted(triple.status for triple in derive(document, [happened, plan], ontology)) == ["occurred", "planned"]


def test_what_was_denied_is_not_what_happened(document: Document, ontology: Ontology) -> None:
    headline = event("met", "Meet", *sides("A", "B"), status="negated")
    assert len(derive(document, [headline, event("met", "met", *sides("A", "B"))], ontology)) == 2


def test_two_dates_stay_two(document: Document, ontology: Ontology) -> None:
    july = event("met", "met", *sides("A", "B"), ("Time", "July", []), edtf="2023-07")
    october = event("met", "met", *sides("A", "B"), ("Time", "October", []), edtf="2023-10", occurrence=1)
    undated = event("met", "met", *sides("A", "B"), occurrence=2)
    triples = derive(document, [july, undated, october], ontology)
    assert [triple.date for triple in triples] == ["2023-07", "2023-10"]
    assert [len(triple.further_evidence) for triple in triples] == [1, 0]
    assert len({triple.triple_id for triple in triples}) == 2


def test_dates_that_may_be_one_are_merged_to_the_finest(document: Document, ontology: Ontology) -> None:
    month = event("met", "met", *sides("A", "B"), ("Time", "July", []), edtf="2023-07", score=0.9)
    day = event("met", "met", *sides("A", "B"), ("Time", "October", []), edtf="2023-07-14", occurrence=1, score=0.7)
    (triple,) = derive(document, [month, day], ontology)
    assert triple.date == "2023-07-14"
    assert triple.confidence == 0.9


def test_the_fact_told_twice_is_filled_up_from_both_tellings(document: Document, ontology: Ontology) -> None:
    first = event("met", "met", *sides("A", "B"), ("Place", "Brussels", ["Brussels"]))
    second = event("met", "met", *sides("B", "A"), ("Source", "official", ["Armenia"]), occurrence=1)
    (triple,) = derive(document, [first, second], ontology)
    assert (triple.place, triple.source) == ("Brussels", "Armenia")
    assert len(triple.further_evidence) == 1


def test_one_sentence_that_tells_it_twice_is_one_evidence(document: Document, ontology: Ontology) -> None:
    once = event("met", "met", *sides("A", "B"), occurrence=1)
    again = event("met", "met", *sides("A", "B"), occurrence=2)
    (triple,) = derive(document, [once, again], ontology)
    assert triple.further_evidence == ()


def test_who_called_it_off_matters(document: Document, ontology: Ontology) -> None:
    one = event("cancelled", "cancelled", ("Subject", "Aliyev", ["A"]), ("Object", "Pashinian", ["B"]))
    other = event("cancelled", "cancelled", ("Subject", "Aliyev", ["B"]), ("Object", "Pashinian", ["A"]))
    assert shown(derive(document, [one, other], ontology)) == [("A", "cancelled", "B"), ("B", "cancelled", "A")]


def test_triples_come_in_the_order_of_their_evidence_whatever_the_order_of_events(
    document: Document, ontology: Ontology
) -> None:
    events = [
        event("met", "met", *sides("A", "C"), occurrence=2),
        event("cancelled", "cancelled", ("Subject", "Aliyev", ["A"]), ("Object", "Pashinian", ["B"])),
        event("met", "met", *sides("A", "B")),
    ]
    expected = [("A", "met", "B"), ("A", "cancelled", "B"), ("A", "met", "C")]
    assert shown(derive(document, events, ontology)) == expected
    assert derive(document, events[::-1], ontology) == derive(document, events, ontology)


def test_a_sentence_of_the_story_is_better_evidence_than_the_headline(document: Document, ontology: Ontology) -> None:
    headline = event("met", "Meet", *sides("A", "B"), score=0.99)
    story = event("met", "met", ("Side", "They", ["A", "B"]), occurrence=1, score=0.6)
    (triple,) = derive(document, [headline, story], ontology)
    assert triple.event_id == story.event_id
