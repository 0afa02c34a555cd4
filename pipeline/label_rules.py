"""What labels must obey in whatever format they come (``docs/guidelines.md``); a broken rule is said in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, get_args

from pipeline.records import ACTOR_ROLES, DATE_ROLES, ROLES, Argument, Mention, Role
from pipeline.relations import Relation

_NEEDS_NAME: Final[frozenset[str]] = frozenset({"NORP", "ROLE", "PRONOUN"})
_ROLES_BY_NAME: Final[dict[str, Role]] = {role: role for role in get_args(Role)}


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role; ``key`` is what its file calls it."""

    role: Role
    key: str
    mention: Mention


def role_named(numbered: str, relation: Relation) -> Role:
    """The role of a name that may be numbered (``Side2``).

    Raises:
        ValueError: there is no such role, or the relation does not have it.
    """
    role = _ROLES_BY_NAME.get(numbered.rstrip("0123456789"))
    if role is None:
        raise ValueError(f"unknown role {numbered!r}; expected {', '.join(ROLES)}")
    if role not in relation.roles:
        raise ValueError(f"{relation.name} has no role {role}; expected {', '.join(sorted(relation.roles))}")
    return role


def filler_problem(filler: Filler, relation: Relation, advice: str) -> str | None:
    """Why a mention cannot fill a role, or None; ``advice`` tells how a missing name or value is added."""
    role, mention = filler.role, filler.mention
    wrong_occasion = role == "Occasion" and mention.label not in ("OCCASION", "EVENT")
    lone_occasion = mention.label == "OCCASION" and not (role == "Occasion" and relation.cancel_family)
    if (role in DATE_ROLES) != (mention.label == "DATE") or wrong_occasion or lone_occasion:
        return f"{role} is {filler.key} ({mention.text!r}), labelled {mention.label}"
    if role in DATE_ROLES and mention.edtf is None:
        return f"{role} {filler.key} ({mention.text!r}) has no EDTF value; {advice}"
    if role in ACTOR_ROLES and mention.label in _NEEDS_NAME and not mention.names:
        return f"{role} {filler.key} ({mention.text!r}) has no canonical name; {advice}"
    return None


def ends_problem(arguments: Sequence[Argument], relation: Relation) -> str | None:
    """Why an event yields no triple, or None."""
    roles = {argument.role for argument in arguments}
    sides, subjects, objects = (
        {name for argument in arguments if argument.role == role for name in argument.names}
        for role in ("Side", "Subject", "Object")
    )
    cancelled_occasion = relation.cancel_family and "Occasion" in roles
    if not roles & {"Subject", "Side"}:
        return f"{relation.name} has nobody in a role Subject or Side"
    if {"Subject", "Side"} <= roles:
        return f"{relation.name} has both Subject and Side; Side is for events whose initiator is not told"
    if relation.symmetric and len(sides) < 2:
        return f"{relation.name} needs two different sides, found {sorted(sides)}"
    if sides and len(sides | objects) < 2 and not cancelled_occasion:
        return f"{relation.name} has no second party and no Occasion"
    if subjects and not objects and not cancelled_occasion:
        return f"{relation.name} has no Object"
    if subjects and objects and not any(s != o for s, o in product(subjects, objects)):
        return f"{relation.name} has {min(subjects)} as Subject and Object"
    return None


def overlaps(mentions: Mapping[str, Mention]) -> Iterator[tuple[str, str, str]]:
    """Mentions that overlap and may not: both keys, and the problem. Only an OCCASION may contain others."""
    flat = [(key, mention) for key, mention in mentions.items() if mention.label != "OCCASION"]
    pairs = list(pairwise(sorted(flat, key=lambda item: item[1].start)))
    occasions = [(key, mention) for key, mention in mentions.items() if mention.label == "OCCASION"]
    pairs += [(left, right) for left, right in product(occasions, mentions.items()) if left[0] != right[0]]
    told: set[frozenset[str]] = set()
    for (left_key, left), (right_key, right) in pairs:
        both = frozenset((left_key, right_key))
        if both not in told and clash(left, right):
            told.add(both)
            spans = " and ".join(f"{m.text!r} ({m.start}-{m.end})" for m in (left, right))
            yield left_key, right_key, f"mentions {spans} overlap; only an OCCASION may contain others"


def clash(left: Mention, right: Mention) -> bool:
    """Whether two mentions overlap in a way that labels may not."""
    overlap = left.start < right.end and right.start < left.end
    inside = left.label == "OCCASION" and left.start <= right.start and right.end <= left.end
    same = (left.start, left.end, left.label) == (right.start, right.end, right.label)
    around = right.label == "OCCASION" and right.start <= left.start and left.end <= right.end
    return overlap and (same or not (inside or around))
