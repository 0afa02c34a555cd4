"""One article's labels as a file tells them, before they are checked: what every format is read into first.

Everything that is wrong is collected; what hangs on a line that cannot be read is passed over, as nobody can tell whether it
is right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.edtf import is_edtf
from pipeline.label_rules import Filler, ends_problem, filler_problem, overlaps, role_named
from pipeline.records import MENTION_LABELS, STATUSES, Argument, Event, Labels, Mention, MentionLabel, Status
from pipeline.relations import Ontology


@dataclass(frozen=True, slots=True)
class Advice:
    """How to add what is missing, in the words of a format; ``status`` may hold ``{key}``."""

    status: str
    value: str


@dataclass(slots=True)
class Markup:
    """Spans, events and what is told of them, by the keys of the file.

    ``events`` are a list of (relation or role, key), the trigger first; ``pointers`` what else points to something: key,
    kind, and its place. A place is an order in the file, and what a message begins with.
    """

    advice: Advice
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    chains: list[list[str]] = field(default_factory=list)
    pointers: list[tuple[str, str, int, str]] = field(default_factory=list)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def add_span(self, key: str, label: str, start: int, end: int, text: str, ontology: Ontology) -> None:
        """Add a mention or trigger.

        Raises:
            ValueError: an unknown label, a span off the text, a trigger of several words; without the place.
        """
        if label not in MENTION_LABELS and label not in ontology:
            known = ", ".join((*MENTION_LABELS, *ontology.names))
            raise ValueError(f"unknown label {label!r}; expected {known}")
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} is off the text, which has {len(text)} characters")
        if label in ontology and re.search(r"\s", text[start:end]):
            raise ValueError(f"expected a trigger of one word, found {text[start:end]!r}")
        self.spans[key] = (label, start, end)

    def add_date(self, key: str, value: str) -> None:
        """Add a date's value.

        Raises:
            ValueError: it is no EDTF, or the mention has another; without the place.
        """
        if not is_edtf(value):
            raise ValueError(f"expected an EDTF date such as 2023-12-26, found {value!r}")
        if self.dates.setdefault(key, value) != value:
            raise ValueError(f"{key} has another EDTF value already: {self.dates[key]}")

    def add_status(self, key: str, status: str) -> None:
        """Add an event's status.

        Raises:
            ValueError: there is no such status, or the event has one already; without the place.
        """
        if status not in STATUSES:
            raise ValueError(f"unknown status {status!r}; expected {', '.join(STATUSES)}")
        if key in self.statuses:
            raise ValueError(f"{key} has a status already: {self.statuses[key]}")
        self.statuses[key] = status


def labels_of(markup: Markup, text: str, doc_id: str, ontology: Ontology) -> Labels:
    """Labels from what a file tells.

    Raises:
        ValueError: everything that is wrong, a line each, in the order of the file.
    """
    _check_pointers(markup)
    _spread_over_chains(markup)
    mentions = _mentions(markup, text, doc_id)
    events = []
    for key in markup.events:
        if not markup.doubtful & {key, *(filler for _, filler in markup.events[key])}:
            try:
                events.append(_event(markup, key, mentions, text, doc_id, ontology))
            except ValueError as error:
                order, place = markup.places[key]
                markup.problems.append((order, f"{place}: {error}"))
    _check_triggers(markup)
    for left, right, problem in overlaps(mentions):
        order, place = max(markup.places[left], markup.places[right])
        markup.problems.append((order, f"{place}: {problem}"))
    if markup.problems:
        raise ValueError("\n".join(problem for _, problem in sorted(markup.problems)))
    ordered = sorted(mentions.values(), key=lambda mention: (mention.start, -mention.end, mention.label))
    return Labels(tuple(ordered), tuple(sorted(events, key=lambda event: (event.trigger_start, event.event_id))))


def _mentions(markup: Markup, text: str, doc_id: str) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    for key, (label, start, end) in markup.spans.items():
        if known := _mention_label(label):
            names = tuple(markup.names.get(key, ()))
            found[key] = Mention(doc_id, start, end, text[start:end], known, names=names, edtf=markup.dates.get(key))
    return found


def _mention_label(name: str) -> MentionLabel | None:
    return next((label for label in MENTION_LABELS if label == name), None)


def _check_pointers(markup: Markup) -> None:
    """Report what points to nothing, and an EDTF value or a name where there can be none."""
    mentions = {key for key, (label, _, _) in markup.spans.items() if label in MENTION_LABELS}
    known = {"event": set(markup.events), "mention": mentions}
    for key, kind, order, place in markup.pointers:
        if key not in known[kind] and key not in markup.doubtful:
            markup.problems.append((order, f"{place}: {key} is no {kind} of this file"))
    for key, (label, _, _) in markup.spans.items():
        order, place = markup.places[key]
        if key in markup.dates and label != "DATE":
            markup.problems.append((order, f"{place}: has an EDTF value, but is labelled {label}; expected DATE"))
        if key in markup.names and label == "DATE":
            name = markup.names[key][0]
            markup.problems.append((order, f"{place}: has the canonical name {name!r}, but is labelled DATE"))


def _check_triggers(markup: Markup) -> None:
    triggers = {parts[0][1] for parts in markup.events.values()}
    for key, (label, _, _) in markup.spans.items():
        if label not in MENTION_LABELS and key not in triggers and key not in markup.doubtful:
            order, place = markup.places[key]
            markup.problems.append((order, f"{place}: is a trigger ({label}) that no event has"))


def _spread_over_chains(markup: Markup) -> None:
    for chain in markup.chains:
        named = next((markup.names[key] for key in chain if key in markup.names), None)
        for key in chain:
            if named and key not in markup.names:
                markup.names[key] = list(named)


def _event(markup: Markup, key: str, mentions: dict[str, Mention], text: str, doc_id: str, ontology: Ontology) -> Event:
    (relation, trigger), *_ = markup.events[key]
    if relation not in ontology:
        raise ValueError(f"unknown relation {relation!r}; expected {', '.join(ontology.names)}")
    if trigger not in markup.spans:
        raise ValueError(f"its trigger {trigger} does not exist")
    label, start, end = markup.spans[trigger]
    if label != relation:
        raise ValueError(f"expected a trigger labelled {relation}, found {trigger} labelled {label}")
    if key not in markup.statuses:
        raise ValueError(f"has no status; expected {markup.advice.status.format(key=key)}")
    arguments = tuple(_arguments(markup, key, mentions, ontology))
    status: Status = next(status for status in STATUSES if status == markup.statuses[key])
    if problem := ends_problem(arguments, ontology[relation]):
        raise ValueError(problem)
    return Event(doc_id, relation, status, start, end, text[start:end], arguments)


def _arguments(markup: Markup, key: str, mentions: dict[str, Mention], ontology: Ontology) -> Iterator[Argument]:
    (name, _), *fillers = markup.events[key]
    relation = ontology[name]
    for numbered, filler in fillers:
        role = role_named(numbered, relation)
        if filler not in mentions:
            raise ValueError(f"{role} is {filler}, which is no mention of this file")
        mention = mentions[filler]
        if problem := filler_problem(Filler(role, filler, mention), relation, markup.advice.value):
            raise ValueError(problem)
        names = mention.names or ((mention.text,) if mention.label not in ("DATE", "OCCASION") else ())
        yield Argument(role, mention.start, mention.end, mention.text, mention.label, names, mention.edtf)
