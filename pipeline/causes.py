"""Why a triple is wrong: the first step on the way from mention to triple at which gold and prediction part."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.candidates import is_trigger
from pipeline.documents import Document
from pipeline.judging import Judge
from pipeline.records import ACTOR_ROLES, Argument, Event, Mention, Triple
from pipeline.triples import derive


@dataclass(frozen=True)
class Told:
    """One article as the gold and as the pipeline tell it."""

    document: Document
    gold_events: Sequence[Event]
    gold_mentions: Sequence[Mention]
    events: Sequence[Event]
    mentions: Sequence[Mention]


def cause_of_missed(triple: Triple, told: Told, judge: Judge) -> str:
    """Why a gold triple was not found.

    One of: ``no labelled event``, ``trigger not listed``, ``trigger missed``, ``relation: X``, ``actor missed: M``,
    ``actor mistyped: M``, ``role missed: M``, ``role: M as R``, ``actor misnamed: M as N``, ``merged``. Where the gold tells it
    several times, the telling that came furthest counts.
    """
    own = _telling(triple, told.document, told.gold_events, judge)
    return max((_missed(event, triple, told, judge) for event in own), default=(0, "no labelled event"))[1]


def cause_of_made_up(triple: Triple, told: Told, judge: Judge) -> str:
    """Why a triple was made up, in the same words; ``trigger made up`` where the gold tells nothing there."""
    own = _telling(triple, told.document, told.events, judge)
    return max((_made_up(event, triple, told, judge) for event in own), default=(0, "merged"))[1]


def _telling(triple: Triple, document: Document, events: Sequence[Event], judge: Judge) -> list[Event]:
    """The events that tell a triple by themselves."""
    return [e for e in events if any(judge.same(triple, one) for one in derive(document, [e], judge.ontology))]


def _missed(event: Event, triple: Triple, told: Told, judge: Judge) -> tuple[int, str]:
    """How far a gold event came (higher is further), and what stopped it."""
    here = [e for e in told.events if _overlap(e, event)]
    if here:
        return _parting(event, triple, here, told.mentions, judge)
    first, _ = told.document.covering(event.trigger_start, event.trigger_end)
    listed = is_trigger(told.document.tokens[first], judge.ontology)
    return (1, "trigger missed") if listed else (0, "trigger not listed")


def _made_up(event: Event, triple: Triple, told: Told, judge: Judge) -> tuple[int, str]:
    here = [e for e in told.gold_events if _overlap(e, event)]
    return _parting(event, triple, here, told.gold_mentions, judge) if here else (1, "trigger made up")


def _parting(
    event: Event, triple: Triple, here: Sequence[Event], mentions: Sequence[Mention], judge: Judge
) -> tuple[int, str]:
    """Where an event and those on the same trigger on the other side part."""
    other = next((e for e in here if e.relation == event.relation), None)
    if other is None:
        return 2, f"relation: {here[0].relation}"
    causes = (_argument_cause(argument, other, mentions) for argument in _ends(event, triple, judge))
    cause = next((cause for cause in causes if cause), None)
    return (3, cause) if cause else (4, "merged")


def _overlap(left: Event, right: Event) -> bool:
    return left.trigger_start < right.trigger_end and right.trigger_start < left.trigger_end


def _ends(event: Event, triple: Triple, judge: Judge) -> list[Argument]:
    """The event's arguments that stand for the triple's ends."""
    keys = {judge.key(triple.subject), judge.key(triple.object)}
    return [a for a in event.of(*ACTOR_ROLES) if keys & {judge.key(name) for name in a.names}]


def _argument_cause(argument: Argument, other: Event, mentions: Sequence[Mention]) -> str | None:
    """What became of an argument in the other telling of the event; None: it is there, under the same names."""
    there = [a for a in other.arguments if a.start < argument.end and argument.start < a.end]
    same = next((a for a in there if a.role in ACTOR_ROLES), None)
    if same is not None:
        named = set(same.names) == set(argument.names)
        return None if named else f"actor misnamed: {argument.text} as {', '.join(same.names) or 'nobody'}"
    if there:
        return f"role: {argument.text} as {there[0].role}"
    touching = [m for m in mentions if m.start < argument.end and argument.start < m.end]
    if not touching:
        return f"actor missed: {argument.text}"
    exact = any((m.start, m.end, m.label) == (argument.start, argument.end, argument.label) for m in touching)
    return f"role missed: {argument.text}" if exact else f"actor mistyped: {argument.text}"
