"""Why a triple is wrong: each step between mention and triple, on one sentence."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.causes import Told, cause_of_made_up, cause_of_missed
from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer
from pipeline.judging import Judge
from pipeline.records import Argument, Event, Mention, Triple
from pipeline.relations import Ontology

TEXT = "Baku met Yerevan on Tuesday, officials said.\n"
BAKU = Mention("d1", 0, 4, "Baku", "GPE", names=("Azerbaijan",))
YEREVAN = Mention("d1", 9, 16, "Yerevan", "GPE", names=("Armenia",))
FIRST, SECOND = (Argument("Side", m.start, m.end, m.text, m.label, m.names) for m in (BAKU, YEREVAN))
EVENT = Event("d1", "met", "occurred", 5, 8, "met", (FIRST, SECOND))
MET = Triple("d1", "Armenia", "met", "Azerbaijan", "occurred")


@pytest.fixture(scope="module")
def judge(ontology: Ontology, gazetteer: Gazetteer) -> Judge:
    return Judge(ontology, gazetteer)


@pytest.fixture(scope="module")
def document(parsed: Callable[..., Document]) -> Document:
    return parsed(TEXT, "d1")


def found(second: Argument | None) -> tuple[Event]:
    """The event as found, with another second side, or none."""
    return (replace(EVENT, arguments=(FIRST, second) if second else (FIRST,)),)


@pytest.mark.parametrize(
    ("events", "mentions", "cause"),
    [
        ((), (BAKU, YEREVAN), "trigger missed"),
        ((replace(EVENT, relation="visited"),), (BAKU, YEREVAN), "relation: visited"),
        (found(None), (BAKU,), "actor missed: Yerevan"),
        (found(None), (BAKU, replace(YEREVAN, label="PERSON")), "actor mistyped: Yerevan"),
        (found(None), (BAKU, YEREVAN), "role missed: Yerevan"),
        (found(replace(SECOND, role="Place")), (BAKU, YEREVAN), "role: Yerevan as Place"),
        (found(replace(SECOND, names=("Turkey",))), (BAKU, YEREVAN), "actor misnamed: Yerevan as Turkey"),
        (found(replace(SECOND, names=())), (BAKU, YEREVAN), "actor misnamed: Yerevan as nobody"),
        ((EVENT,), (BAKU, YEREVAN), "merged"),
    ],
)
def test_a_missed_triple_has_its_cause(
    document: Document, judge: Judge, events: tuple[Event, ...], mentions: tuple[Mention, ...], cause: str
) -> None:
    told = Told(document, [EVENT], [BAKU, YEREVAN], events, mentions)
    assert cause_of_missed(MET, told, judge) == cause


def test_a_trigger_that_no_list_holds_is_told_apart(parsed: Callable[..., Document], judge: Judge) -> None:
    event = replace(EVENT, trigger_start=20, trigger_end=27, trigger="Tuesday")
    told = Told(parsed(TEXT, "d1"), [event], [BAKU, YEREVAN], [], [])
    assert cause_of_missed(MET, told, judge) == "trigger not listed"


def test_hand_written_gold_without_a_labelled_event_says_so(document: Document, judge: Judge) -> None:
    assert cause_of_missed(MET, Told(document, [], [], [EVENT], []), judge) == "no labelled event"


def test_the_telling_that_came_furthest_counts(document: Document, judge: Judge) -> None:
    again = replace(EVENT, trigger_start=29, trigger_end=38, trigger="officials")
    told = Told(document, [again, EVENT], [BAKU, YEREVAN], found(None), [BAKU])
    assert cause_of_missed(MET, told, judge) == "actor missed: Yerevan"


@pytest.mark.parametrize(
    ("gold", "cause"),
    [
        ((), "trigger made up"),
        ((replace(EVENT, relation="visited"),), "relation: visited"),
        (found(None), "role missed: Yerevan"),
        (found(replace(SECOND, names=("Turkey",))), "actor misnamed: Yerevan as Turkey"),
        ((EVENT,), "merged"),
    ],
)
def test_a_made_up_triple_has_its_cause(document: Document, judge: Judge, gold: tuple[Event, ...], cause: str) -> None:
    told = Told(document, gold, [BAKU, YEREVAN], [EVENT], [BAKU, YEREVAN])
    assert cause_of_made_up(MET, told, judge) == cause
