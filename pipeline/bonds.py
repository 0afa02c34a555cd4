"""How strong the case is that two tellings are of one event: the same parties, days that go together, nothing against it.

Precision first: each thing that is only likely (a state in place of the person who acts for it, a month or the day of
publication in place of a day) has to be made up for by the others being exact.
"""

import datetime as dt
from typing import Final

from pipeline.identity import Actor
from pipeline.tellings import Span, Telling

FINE: Final = 7
"""Days up to which a date is exact enough to tell two meetings of one pair apart."""
_COARSE: Final = 31
_OFF: Final = frozenset({"called off", "withdrawn", "declined"})
_NO_DAY_NO_MATCH: Final = frozenset({"denied", "postponed"})
_AHEAD: Final = frozenset({"announced", "uncertain", "invited", "proposed"})


def weigh(left: Telling, right: Telling) -> int | None:
    """How weak the case is: 0 for the same parties on the same day; None where there is no case."""
    parties, days = _parties(left, right), _days(left, right)
    if parties is None or days is None or contradict(left, right):
        return None
    if days == 0:
        in_place = left.place and right.place and one_place(left.place, right.place)
        return None if parties > 1 and not in_place else parties
    apart = left.place and right.place and not one_place(left.place, right.place)
    return None if parties or apart or not _in_order(left, right) else 2 + days


def contradict(left: Telling, right: Telling) -> bool:
    """What is called off is not held by the same parties; what is denied or put off without a day is not what was held."""
    steps = {left.step, right.step}
    if "held" not in steps or len(steps) == 1 or _parties(left, right) is None:
        return False
    return bool(steps & _OFF) or (bool(steps & _NO_DAY_NO_MATCH) and not (left.told and right.told))


def _parties(left: Telling, right: Telling) -> int | None:
    """0: the same; 1: at one end the state for the person, or a visitor and a host; 2: states for both; None: others."""
    if (left.is_visit or right.is_visit) and (visit := _visit_parties(left, right)) is not None:
        return visit
    if left.object is None or right.object is None:
        same = left.object is right.object and left.row["object"] == right.row["object"]
        return 0 if same and left.subject == right.subject else None
    ways = [((left.subject, right.subject), (left.object, right.object))]
    relation = left.relation
    if left.family == "statement" and right.relation != relation:
        return None
    if relation != right.relation or left.is_mutual:
        ways.append(((left.subject, right.object), (left.object, right.subject)))
    levels = ([_level(*pair) for pair in way] for way in ways)
    return min((sum(way) for way in levels if None not in way), default=None)  # type: ignore[arg-type]


def _level(left: Actor, right: Actor) -> int | None:
    if left.actor_id == right.actor_id:
        return 0
    state = "state:" in (left.actor_id[:6], right.actor_id[:6])
    return 1 if state and left.bloc == right.bloc else None


def _visit_parties(left: Telling, right: Telling) -> int | None:
    """A visit and what is told of it: the same traveller, and the same destination or a host of that state."""
    one, other = (left, right) if left.is_visit and left.place else (right, left)
    travellers = set(one.travellers) & set(other.travellers)
    if one.place is None or not travellers:
        return None
    if other.place and one_place(one.place, other.place):
        return 0
    hosts = (actor for actor in other.ends if actor not in travellers)
    return 1 if any(one.place.country and one.place.country == host.country for host in hosts) else None


def one_place(left: Actor, right: Actor) -> bool:
    """The same place, or a state and a place in it."""
    if left.actor_id == right.actor_id:
        return True
    return left.bloc == right.bloc and "state:" in (left.actor_id[:6], right.actor_id[:6])


def _days(left: Telling, right: Telling) -> int | None:
    """0: the same day; 1: days that go together; 2: one told, one from publication; 3: both from publication; None: apart."""
    told = left.told and right.told
    meeting = [(a, b) for a in left.told for b in right.told if meet(a, b, _slack(left, right, a, b))]
    if told and not meeting:
        return None
    one_act = left.relation == right.relation
    if one_act and _same_saying(left, right):
        return 0
    if told:
        longest = min(max(length(a), length(b)) for a, b in meeting)
        return 0 if longest <= FINE else 1 if longest <= _COARSE else None
    return _guessed_days(left, right, one_act)


def _same_saying(left: Telling, right: Telling) -> bool:
    """Whether both say on which day it was called off or offered, and it is the same."""
    if not left.said or not right.said:
        return False
    return meet(left.said, right.said) and max(length(left.said), length(right.said)) <= FINE


def _slack(left: Telling, right: Telling, a: Span, b: Span) -> int:
    """The visitor may arrive the day before the talks."""
    return int(left.is_visit != right.is_visit and max(length(a), length(b)) <= FINE)


def _guessed_days(left: Telling, right: Telling, one_act: bool) -> int | None:
    """Where one at least tells no day for the event."""
    if left.reach is None or right.reach is None or not meet(left.reach, right.reach):
        return None
    longest = max((length(span) for telling in (left, right) for span in telling.told), default=0)
    if longest > FINE:
        return None
    if left.family == "statement" and days_between(left, right) > 1:
        return None
    if not one_act and left.is_off and right.is_off:
        return None  # two call-offs in two words, and nothing says that it was one thing
    return 2 if left.told or right.told else 3


def _in_order(left: Telling, right: Telling) -> bool:
    """Where days are guessed: a plan is published before what came of it, and nothing is planned anew once it is over."""
    first, second = sorted((left, right), key=lambda telling: telling.doc_date or dt.date.min)
    if first.doc_date == second.doc_date and first.step != second.step:
        return "held" not in (first.step, second.step) or not _AHEAD & {first.step, second.step}
    return not (second.step in _AHEAD and (first.step == "held" or first.step in _OFF))


def meet(left: Span, right: Span, slack: int = 0) -> bool:
    """Whether two spans share a day, or lie at most ``slack`` days apart."""
    return max((left[0] - right[1]).days, (right[0] - left[1]).days) <= slack


def length(span: Span) -> int:
    """Days, first and last included."""
    return (span[1] - span[0]).days + 1


def days_between(left: Telling, right: Telling) -> int:
    """Days between the publication of both; very many where one is unknown."""
    if left.doc_date is None or right.doc_date is None:
        return 10**6
    return abs((left.doc_date - right.doc_date).days)
