"""CAMEO and PLOVER codes of a triple.

Sources: CAMEO codebook 1.1b3 (Schrodt, 2012); PLOVER manual (Open Event Data Alliance). Base codes stand in
``configs/relations.yaml``; what depends on the circumstances is here.
"""

import re
from collections.abc import Mapping
from typing import Final

from pipeline.records import Triple
from pipeline.relations import Relation

_NEGOTIATION: Final = frozenset(
    "negotiate negotiation negotiations negotiating negotiated bargaining talks parley deliberations".split()
)
_TALKS: Final = ("talk", "negotiation", "dialogue")
_BODIES: Final = frozenset(
    "agreement treaty accord pact convention protocol council organisation organization commission union bloc forum group "
    "committee alliance".split()
)
_SIGNED: Final = frozenset(
    "sign signed signing signature ink inked initial initialled initialed ratify ratified seal sealed".split()
)


def plover(triple: Triple, relation: Relation, trigger: str) -> str | None:
    """The PLOVER event type; None for negated and uncertain."""
    base = _base(relation.plover, triple.status)
    if triple.relation == "agreed_with" and base and trigger.lower() in _SIGNED:
        return "SUPPORT"
    return base


def cameo(triple: Triple, relation: Relation, trigger: str, third_place: bool, object_is_body: bool) -> str | None:
    """The CAMEO code; None for negated and uncertain.

    Args:
        triple: what is coded.
        relation: its relation, with the base code.
        trigger: the word that tells it: negotiations have a code of their own.
        third_place: whether it took place in a state of neither end.
        object_is_body: whether the object is a body: leaving one is reducing relations.
    """
    base = _base(relation.cameo, triple.status)
    if base is None or (triple.status in relation.cameo and triple.status != "occurred"):
        return base
    if triple.relation == "met":
        return "046" if trigger.lower() in _NEGOTIATION else "044" if third_place else base
    occasion = (triple.occasion or "").lower()
    if triple.relation in ("cancelled", "postponed") and any(word in occasion for word in _TALKS):
        return "164"
    if triple.relation == "withdrew_from" and (object_is_body or _BODIES & set(re.findall(r"\w+", occasion))):
        return "161"
    return base


def _base(codes: Mapping[str, str], status: str) -> str | None:
    """The code of a status; what is planned and has no code of its own (a decided withdrawal) has that of the deed."""
    if status == "planned":
        return codes.get("planned", codes.get("occurred"))
    return codes.get(status)
