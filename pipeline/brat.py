"""brat standoff: one article's labels to records.

What is read of the format (https://brat.nlplab.org/standoff.html): ``T`` text-bound annotations (contiguous), ``E``
events, ``A`` the attribute *Status* of events, ``N`` normalisations (``Actor:`` and ``EDTF:``), ``*`` *Equiv* for
coreference, ``#`` notes (passed over). Anything else is refused, and so is a line that points to nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import get_args

from pipeline.edtf import is_edtf
from pipeline.records import (
    ACTOR_ROLES,
    DATE_ROLES,
    MENTION_LABELS,
    ROLES,
    STATUSES,
    Argument,
    Event,
    Labels,
    Mention,
    MentionLabel,
    Role,
    Status,
)
from pipeline.relations import Ontology

_LINE = re.compile(r"(?P<id>[TEANR]\d+|\*|#\d*)\t(?P<body>.*)", re.ASCII)
_NEEDS_NAME: frozenset[str] = frozenset({"NORP", "ROLE", "PRONOUN"})
_ROLES_BY_NAME: dict[str, Role] = {role: role for role in get_args(Role)}


@dataclass(slots=True)
class _Standoff:
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    chains: list[list[str]] = field(default_factory=list)
    pointers: list[tuple[str, str, str]] = field(default_factory=list)
    """What other lines point to: id, kind (mention or event), place of the pointing line."""
    lines: dict[str, int] = field(default_factory=dict)


def parse_standoff(content: str, text: str, doc_id: str, where: str, ontology: Ontology) -> Labels:
    """Labels from the content of an ``.ann`` file.

    Args:
        content: the file's text; Windows line ends are fine.
        text: the article's text, into which the offsets point.
        doc_id: the article.
        where: the file's path, for messages.
        ontology: tells the relations and which roles they take.

    Raises:
        ValueError: naming file, line and annotation, what was expected and what was found.
    """
    standoff = _Standoff()
    for number, line in enumerate(content.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            _read_line(standoff, line.removesuffix("\r"), number, text, where, ontology)
    _refuse_loose_ends(standoff, where)
    _spread_over_chains(standoff)
    mentions = {
        key: Mention(
            doc_id=doc_id,
            start=start,
            end=end,
            text=text[start:end],
            label=_label(label),
            names=tuple(standoff.names.get(key, ())),
            edtf=standoff.dates.get(key),
        )
        for key, (label, start, end) in standoff.spans.items()
        if label in MENTION_LABELS
    }
    events = [_event(standoff, key, mentions, text, doc_id, where, ontology) for key in standoff.events]
    _refuse_idle_triggers(standoff, where)
    _refuse_overlaps(standoff, mentions, where)
    ordered = sorted(mentions.values(), key=lambda mention: (mention.start, -mention.end, mention.label))
    return Labels(tuple(ordered), tuple(sorted(events, key=lambda event: (event.trigger_start, event.event_id))))


def _label(name: str) -> MentionLabel:
    return next(label for label in MENTION_LABELS if label == name)


def _read_line(standoff: _Standoff, line: str, number: int, text: str, where: str, ontology: Ontology) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        expected = "an annotation such as 'T1<tab>PERSON 0 6<tab>Aliyev'"
        raise ValueError(f"{where}:{number}: expected {expected}, found {line!r}")
    key, body = match["id"], match["body"]
    if key[0] in "TEAN" and key in standoff.lines:
        raise ValueError(f"{where}:{number}: {key} is used twice (first on line {standoff.lines[key]})")
    standoff.lines[key] = number
    readers: dict[str, Callable[[], None]] = {
        "T": lambda: _read_span(standoff, key, body, f"{where}:{number}: {key}", text, ontology),
        "E": lambda: _read_event(standoff, key, body, f"{where}:{number}: {key}"),
        "A": lambda: _read_attribute(standoff, body, f"{where}:{number}: {key}"),
        "N": lambda: _read_normalisation(standoff, body, f"{where}:{number}: {key}"),
        "*": lambda: _read_equivalence(standoff, body, f"{where}:{number}"),
        "#": lambda: None,
    }
    if key[0] not in readers:
        raise ValueError(f"{where}:{number}: {key}: brat relations are not used here; events carry the roles")
    readers[key[0]]()


def _read_span(standoff: _Standoff, key: str, body: str, where: str, text: str, ontology: Ontology) -> None:
    head, _, covered = body.partition("\t")
    parts = head.split(" ")
    if len(parts) != 3 or not parts[1].isdecimal() or not parts[2].isdecimal():
        raise ValueError(f"{where}: expected 'LABEL START END' (one contiguous span), found {head!r}")
    label, start, end = parts[0], int(parts[1]), int(parts[2])
    if label not in MENTION_LABELS and label not in ontology:
        raise ValueError(f"{where}: unknown label {label!r}; expected {', '.join((*MENTION_LABELS, *ontology.names))}")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{where}: span {start}-{end} is off the text, which has {len(text)} characters")
    found = text[start:end]
    if re.sub(r"[\r\n]", " ", found) != covered:
        changed = "was the text changed after labelling?"
        raise ValueError(f"{where}: {covered!r} is not at {start}-{end} (found {found!r}); {changed}")
    if label in ontology and re.search(r"\s", found):
        raise ValueError(f"{where}: expected a trigger of one word, found {found!r}")
    standoff.spans[key] = (label, start, end)


def _read_event(standoff: _Standoff, key: str, body: str, where: str) -> None:
    parts = [tuple(part.split(":", 1)) for part in body.split()]
    if not parts or any(len(part) != 2 for part in parts):
        raise ValueError(f"{where}: expected 'relation:T1 Role:T2 ...', found {body!r}")
    standoff.events[key] = [(part[0], part[1]) for part in parts]


def _read_attribute(standoff: _Standoff, body: str, where: str) -> None:
    parts = body.split()
    if len(parts) != 3 or parts[0] != "Status":
        raise ValueError(f"{where}: expected 'Status E1 occurred', found {body!r}")
    if parts[2] not in STATUSES:
        raise ValueError(f"{where}: unknown status {parts[2]!r}; expected {', '.join(STATUSES)}")
    if parts[1] in standoff.statuses:
        raise ValueError(f"{where}: {parts[1]} has a status already: {standoff.statuses[parts[1]]}")
    standoff.statuses[parts[1]] = parts[2]
    standoff.pointers.append((parts[1], "event", where))


def _read_normalisation(standoff: _Standoff, body: str, where: str) -> None:
    head, _, name = body.partition("\t")
    parts = head.split(" ", 2)
    if len(parts) != 3 or parts[0] != "Reference" or ":" not in parts[2]:
        expected = "'Reference T1 Actor:KEY<tab>name' or 'Reference T1 EDTF:date'"
        raise ValueError(f"{where}: expected {expected}, found {body!r}")
    scheme, _, value = parts[2].partition(":")
    if scheme == "EDTF":
        if not is_edtf(value):
            raise ValueError(f"{where}: expected an EDTF date such as 2023-12-26, found {value!r}")
        if standoff.dates.setdefault(parts[1], value) != value:
            raise ValueError(f"{where}: {parts[1]} has another EDTF value already: {standoff.dates[parts[1]]}")
    elif scheme == "Actor" and name.strip():
        standoff.names.setdefault(parts[1], []).append(name.strip())
    else:
        raise ValueError(f"{where}: expected Actor: with a name after a tab, or EDTF:, found {body!r}")
    standoff.pointers.append((parts[1], "mention", where))


def _read_equivalence(standoff: _Standoff, body: str, where: str) -> None:
    parts = body.split()
    if len(parts) < 3 or parts[0] != "Equiv":
        raise ValueError(f"{where}: expected 'Equiv T1 T2 ...', found {body!r}")
    standoff.chains.append(parts[1:])
    standoff.pointers += [(key, "mention", where) for key in parts[1:]]


def _refuse_loose_ends(standoff: _Standoff, where: str) -> None:
    """Refuse what points to nothing, and an EDTF value or a name where there can be none."""
    known = {"event": set(standoff.events), "mention": {k for k, v in standoff.spans.items() if v[0] in MENTION_LABELS}}
    for key, kind, place in standoff.pointers:
        if key not in known[kind]:
            raise ValueError(f"{place}: {key} is no {kind} of this file")
    for key, (label, _, _) in standoff.spans.items():
        place = f"{where}:{standoff.lines[key]}: {key}"
        if key in standoff.dates and label != "DATE":
            raise ValueError(f"{place}: has an EDTF value, but is labelled {label}; expected DATE")
        if key in standoff.names and label == "DATE":
            raise ValueError(f"{place}: has the canonical name {standoff.names[key][0]!r}, but is labelled DATE")


def _refuse_idle_triggers(standoff: _Standoff, where: str) -> None:
    triggers = {parts[0][1] for parts in standoff.events.values()}
    for key, (label, _, _) in standoff.spans.items():
        if label not in MENTION_LABELS and key not in triggers:
            raise ValueError(f"{where}:{standoff.lines[key]}: {key}: is a trigger ({label}) that no event has")


def _spread_over_chains(standoff: _Standoff) -> None:
    for chain in standoff.chains:
        named = next((standoff.names[key] for key in chain if key in standoff.names), None)
        for key in chain:
            if named and key not in standoff.names:
                standoff.names[key] = list(named)


def _event(
    standoff: _Standoff, key: str, mentions: dict[str, Mention], text: str, doc_id: str, where: str, ontology: Ontology
) -> Event:
    place = f"{where}:{standoff.lines[key]}: {key}"
    (relation, trigger), *fillers = standoff.events[key]
    if relation not in ontology:
        raise ValueError(f"{place}: unknown relation {relation!r}; expected {', '.join(ontology.names)}")
    if trigger not in standoff.spans:
        raise ValueError(f"{place}: its trigger {trigger} does not exist")
    label, start, end = standoff.spans[trigger]
    if label != relation:
        raise ValueError(f"{place}: expected a trigger labelled {relation}, found {trigger} labelled {label}")
    if key not in standoff.statuses:
        raise ValueError(f"{place}: has no status; expected a line 'A1<tab>Status {key} occurred'")
    arguments = tuple(_argument(role, filler, mentions, ontology, relation, place) for role, filler in fillers)
    status: Status = next(status for status in STATUSES if status == standoff.statuses[key])
    _check_ends(arguments, relation, ontology, place)
    return Event(doc_id, relation, status, start, end, text[start:end], arguments)


def _argument(
    numbered: str, filler: str, mentions: dict[str, Mention], ontology: Ontology, relation: str, where: str
) -> Argument:
    role = _ROLES_BY_NAME.get(numbered.rstrip("0123456789"))
    if role is None:
        raise ValueError(f"{where}: unknown role {numbered!r}; expected {', '.join(ROLES)}")
    allowed = ontology[relation].roles
    if role not in allowed:
        raise ValueError(f"{where}: {relation} has no role {role}; expected {', '.join(sorted(allowed))}")
    if filler not in mentions:
        raise ValueError(f"{where}: {role} is {filler}, which is no mention of this file")
    mention = mentions[filler]
    wrong_occasion = role == "Occasion" and mention.label not in ("OCCASION", "EVENT")
    lone_occasion = mention.label == "OCCASION" and not (role == "Occasion" and ontology[relation].cancel_family)
    if (role in DATE_ROLES) != (mention.label == "DATE") or wrong_occasion or lone_occasion:
        raise ValueError(f"{where}: {role} is {filler} ({mention.text!r}), labelled {mention.label}")
    if role in DATE_ROLES and mention.edtf is None:
        raise ValueError(f"{where}: {role} {filler} ({mention.text!r}) has no EDTF value; add an N line")
    if role in ACTOR_ROLES and mention.label in _NEEDS_NAME and not mention.names:
        raise ValueError(f"{where}: {role} {filler} ({mention.text!r}) has no canonical name; add an N line")
    names = mention.names or ((mention.text,) if mention.label not in ("DATE", "OCCASION") else ())
    return Argument(role, mention.start, mention.end, mention.text, mention.label, names, mention.edtf)


def _check_ends(arguments: tuple[Argument, ...], relation: str, ontology: Ontology, where: str) -> None:
    """Refuse an event that yields no triple."""
    roles = {argument.role for argument in arguments}
    sides, subjects, objects = (
        {name for argument in arguments if argument.role == role for name in argument.names}
        for role in ("Side", "Subject", "Object")
    )
    cancelled_occasion = ontology[relation].cancel_family and "Occasion" in roles
    if not roles & {"Subject", "Side"}:
        raise ValueError(f"{where}: {relation} has nobody in a role Subject or Side")
    if {"Subject", "Side"} <= roles:
        raise ValueError(
            f"{where}: {relation} has both Subject and Side; Side is for events whose initiator is not told"
        )
    if ontology[relation].symmetric and len(sides) < 2:
        raise ValueError(f"{where}: {relation} needs two different sides, found {sorted(sides)}")
    if sides and len(sides | objects) < 2 and not cancelled_occasion:
        raise ValueError(f"{where}: {relation} has no second party and no Occasion")
    if subjects and not objects and not cancelled_occasion:
        raise ValueError(f"{where}: {relation} has no Object")
    if subjects and objects and not any(s != o for s, o in product(subjects, objects)):
        raise ValueError(f"{where}: {relation} has {min(subjects)} as Subject and Object")


def _refuse_overlaps(standoff: _Standoff, mentions: dict[str, Mention], where: str) -> None:
    flat = [(key, mention) for key, mention in mentions.items() if mention.label != "OCCASION"]
    pairs = list(pairwise(sorted(flat, key=lambda item: item[1].start)))
    occasions = [(key, mention) for key, mention in mentions.items() if mention.label == "OCCASION"]
    pairs += [(left, right) for left, right in product(occasions, mentions.items()) if left[0] != right[0]]
    for (left_key, left), (right_key, right) in pairs:
        overlap = left.start < right.end and right.start < left.end
        inside = left.label == "OCCASION" and left.start <= right.start and right.end <= left.end
        same = (left.start, left.end, left.label) == (right.start, right.end, right.label)
        around = right.label == "OCCASION" and right.start <= left.start and left.end <= right.end
        if overlap and (same or not (inside or around)):
            line = max(standoff.lines[left_key], standoff.lines[right_key])
            both = " and ".join(f"{m.text!r} ({m.start}-{m.end})" for m in (left, right))
            raise ValueError(f"{where}:{line}: mentions {both} overlap; only an OCCASION may contain others")
