"""Candidates to what the event model reads, and the model's opinions to events."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from pipeline.candidates import Candidate, Filler
from pipeline.cues import filler_cues, hashed, trigger_cues
from pipeline.event_model import MARK, ROLE_NAMES, EventModel, Opinion, Reading
from pipeline.records import ACTOR_ROLES, DATE_ROLES, ROLES, STATUSES, Argument, Event, Role
from pipeline.relations import Ontology, Relation

_KINDS: Final = {
    "PERSON": "person",
    "GPE": "country",
    "ORG": "organization",
    "NORP": "foreign",
    "FAC": "building",
    "LOC": "region",
}
_SEVERAL: Final = 3
_LEAST: Final = 0.1
"""The probability from which a filler may be the party that an event lacks."""
_SINGLE: Final[frozenset[Role]] = frozenset({"Place", "Time", "Due", "NewDate", "Occasion", "Source"})


def read(candidate: Candidate, ontology: Ontology, gold: Sequence[Event] = ()) -> Reading:
    """What the model reads of a candidate, with the gold numbers if its events are given (none: it tells nothing)."""
    words, place = _words(candidate)
    return Reading(
        words=words,
        trigger=place[candidate.trigger],
        trigger_cues=hashed(trigger_cues(candidate, ontology)),
        fillers=tuple((place[filler.first], place[filler.last - 1] + 1) for filler in candidate.fillers),
        filler_cues=tuple(hashed(filler_cues(candidate, filler)) for filler in candidate.fillers),
        relation=1 + ontology.names.index(gold[0].relation) if gold else 0,
        status=STATUSES.index(gold[0].status) if gold else -1,
        roles=_gold_roles(candidate, gold) if gold else (),
    )


def _words(candidate: Candidate) -> tuple[tuple[str, ...], Mapping[int, int]]:
    """The words of the sentence before and of the window, the trigger between marks; from token number to word number.

    Names are read as one word for their kind: who it was says nothing of what happened, and names of many cultures
    fall into many pieces.
    """
    kinds = {
        index: (filler.first, _KINDS[filler.mention.label])
        for filler in candidate.fillers
        if filler.mention.label in _KINDS
        for index in range(filler.first, filler.last)
    }
    words: list[str] = []
    place: dict[int, int] = {}
    for index in (*range(*candidate.context), *range(*candidate.window)):
        if index == candidate.trigger:
            words.append(MARK)
        first, kind = kinds.get(index, (index, candidate.document.tokens[index].text))
        if first != index and first in place:
            place[index] = place[first]
        else:
            place[index] = len(words)
            words.append(kind)
        if index == candidate.trigger:
            words.append(MARK)
    return tuple(words), place


def _gold_roles(candidate: Candidate, gold: Sequence[Event]) -> tuple[int, ...]:
    """Role numbers of the fillers; an occasion is known by its head word, anything else by its span."""
    by_span = {
        (a.start, a.end): a.role for event in reversed(gold) for a in reversed(event.arguments) if a.label != "OCCASION"
    }
    by_root = {
        candidate.document.root_of(*candidate.document.covering(a.start, a.end)): a.role
        for event in gold
        for a in event.arguments
        if a.label == "OCCASION"
    }
    return tuple(
        ROLE_NAMES.index(by_root.get(f.root, "none"))
        if f.mention.label == "OCCASION"
        else ROLE_NAMES.index(by_span.get((f.mention.start, f.mention.end), "none"))
        for f in candidate.fillers
    )


def decide(
    candidate: Candidate, opinion: Opinion, model: EventModel, ontology: Ontology, min_score: float
) -> Event | None:
    """The event that a candidate tells, or None: the likeliest relation above ``min_score``, roles that it allows.

    Names of what the arguments stand for are filled in later; an event without enough parties is dropped then.
    """
    number = int(opinion.relations[1:].argmax()) + 1
    score = float(opinion.relations[number])
    if score < min_score:
        return None
    relation = ontology[model.relations[number]]
    arguments = _arguments(candidate, opinion, relation)
    document, token = candidate.document, candidate.document.tokens[candidate.trigger]
    status = STATUSES[int(opinion.statuses.argmax())]
    return Event(document.article.doc_id, relation.name, status, token.start, token.end, token.text, arguments, score)


def _arguments(candidate: Candidate, opinion: Opinion, relation: Relation) -> tuple[Argument, ...]:
    allowed = np.array([name == "none" or name in relation.roles for name in ROLE_NAMES])
    chosen: list[tuple[Filler, Role, float]] = []
    for filler, probs in zip(candidate.fillers, opinion.roles, strict=True):
        fitting = np.where(allowed & _fits(filler, relation), probs, 0)
        number = int(fitting.argmax())
        if number:
            chosen.append((filler, ROLES[number - 1], float(fitting[number])))
    if relation.bilateral:
        chosen = _each_with_each_other_end(candidate, chosen)
    elif any(role == "Subject" for _, role, _ in chosen):
        chosen = [item for item in chosen if item[1] != "Side"]
    for role in _SINGLE:
        best = max((item for item in chosen if item[1] == role), key=lambda item: item[2], default=None)
        chosen = [item for item in chosen if item[1] != role or item is best]
    return tuple(
        Argument(role, f.mention.start, f.mention.end, f.mention.text, f.mention.label, score=score)
        for f, role, score in sorted(chosen, key=lambda item: item[0].first)
    )


def supplements(candidate: Candidate, opinion: Opinion, event: Event, relation: Relation) -> list[Argument]:
    """What may be the party that an event lacks, the likeliest first: an event without parties tells nothing, so that the
    likeliest filler of the open role is one, unless the model is sure of *none*."""
    taken = {(argument.start, argument.end) for argument in event.arguments}
    found = [
        Argument(role, f.mention.start, f.mention.end, f.mention.text, f.mention.label, score=float(probs[number]))
        for f, probs in zip(candidate.fillers, opinion.roles, strict=True)
        for role in _open_roles(event, relation)
        for number in [ROLE_NAMES.index(role)]
        if (f.mention.start, f.mention.end) not in taken and _fits(f, relation)[number] and probs[number] >= _LEAST
    ]
    return sorted(found, key=lambda argument: -argument.score)


def _open_roles(event: Event, relation: Relation) -> list[Role]:
    told = {argument.role for argument in event.arguments}
    if "Subject" in told or "Object" in told:
        missing: list[Role] = ["Object"] if "Subject" in told else ["Subject"]
    else:
        missing = ["Side"]
    return [role for role in missing if role in relation.roles]


def _each_with_each_other_end(
    candidate: Candidate, chosen: list[tuple[Filler, Role, float]]
) -> list[tuple[Filler, Role, float]]:
    """Calls have two ends: *A spoke with B and C* is A with B and A with C. Sides before and behind a verb become its
    subject and object where one of them stands alone; a joint call (*A, B and C conferred*) keeps its sides."""
    verb = candidate.document.tokens[candidate.trigger]
    sides = [item for item in chosen if item[1] == "Side"]
    before = [item for item in sides if item[0].first < candidate.trigger]
    behind = [item for item in sides if item[0].first > candidate.trigger]
    if verb.pos != "VERB" or len(sides) < _SEVERAL or not before or not behind:
        return chosen
    roles: dict[int, Role] = dict.fromkeys(map(id, before), "Subject")
    roles.update(dict.fromkeys(map(id, behind), "Object"))
    return [(filler, roles.get(id(item), role), score) for item in chosen for filler, role, score in [item]]


def _fits(filler: Filler, relation: Relation) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Dates fill date roles, occasions that of an occasion, names the rest."""
    label = filler.mention.label
    if label == "DATE":
        fitting = {"none", *DATE_ROLES}
    elif label == "OCCASION":
        fitting = {"none", "Occasion"}
    elif label == "EVENT":
        fitting = {"none", "Occasion", "Object", "Place"}
    else:
        fitting = {"none", *ACTOR_ROLES, "Place", "Source"}
    barred = {role for role, labels in relation.types.items() if label not in labels}
    return np.array([name in fitting and name not in barred for name in ROLE_NAMES])
