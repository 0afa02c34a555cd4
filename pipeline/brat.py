"""brat standoff: one article's labels to records and back.

What is read of the format (https://brat.nlplab.org/standoff.html): ``T`` text-bound annotations (contiguous), ``E``
events, ``A`` the attribute *Status* of events, ``N`` normalisations (``Actor:`` and ``EDTF:``), ``*`` *Equiv* for
coreference, ``#`` notes (passed over). Anything else is refused, and so is a line that points to nothing.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from pipeline.markup import Advice, Markup, labels_of
from pipeline.records import Event, Labels, Mention
from pipeline.relations import Ontology

_LINE: Final = re.compile(r"(?P<id>[TEANR]\d+|\*|#\d*)\t(?P<body>.*)", re.ASCII)
_KEY: Final = re.compile(r"\b[TE]\d+\b", re.ASCII)
_ADVICE: Final = Advice(status="a line 'A1<tab>Status {key} occurred'", value="add an N line")


def parse_standoff(content: str, text: str, doc_id: str, where: str, ontology: Ontology) -> Labels:
    """Labels from the content of an ``.ann`` file.

    Args:
        content: the file's text; Windows line ends are fine.
        text: the article's text, into which the offsets point.
        doc_id: the article.
        where: the file's path, for messages.
        ontology: tells the relations and which roles they take.

    Raises:
        ValueError: everything that is wrong, a line each, naming file, line and annotation, what was expected and what
            was found.
    """
    markup = Markup(_ADVICE)
    for number, line in enumerate(content.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            _read_line(markup, line.removesuffix("\r"), f"{where}:{number}", number, text, ontology)
    return labels_of(markup, text, doc_id, ontology)


def _read_line(markup: Markup, line: str, where: str, number: int, text: str, ontology: Ontology) -> None:
    match = _LINE.fullmatch(line)
    key = match["id"] if match else ""
    place = f"{where}: {key}" if key and key != "*" else where
    try:
        if match is None:
            expected = "an annotation such as 'T1<tab>PERSON 0 6<tab>Aliyev'"
            raise ValueError(f"expected {expected}, found {line!r}")
        if key[0] in "TEAN" and key in markup.places:
            first = markup.places[key][0]
            place = where
            raise ValueError(f"{key} is used twice (first on line {first})")
        markup.places[key] = (number, place)
        _read_body(markup, key, match["body"], text, ontology)
    except ValueError as error:
        markup.problems.append((number, f"{place}: {error}"))
        markup.doubtful |= set(_KEY.findall(line))


def _read_body(markup: Markup, key: str, body: str, text: str, ontology: Ontology) -> None:
    readers: dict[str, Callable[[], None]] = {
        "T": lambda: _read_span(markup, key, body, text, ontology),
        "E": lambda: _read_event(markup, key, body),
        "A": lambda: _read_attribute(markup, body, *markup.places[key]),
        "N": lambda: _read_normalisation(markup, body, *markup.places[key]),
        "*": lambda: _read_equivalence(markup, body, *markup.places[key]),
        "#": lambda: None,
    }
    if key[0] not in readers:
        raise ValueError("brat relations are not used here; events carry the roles")
    readers[key[0]]()


def _read_span(markup: Markup, key: str, body: str, text: str, ontology: Ontology) -> None:
    head, _, covered = body.partition("\t")
    parts = head.split(" ")
    if len(parts) != 3 or not parts[1].isdecimal() or not parts[2].isdecimal():
        raise ValueError(f"expected 'LABEL START END' (one contiguous span), found {head!r}")
    start, end = int(parts[1]), int(parts[2])
    markup.add_span(key, parts[0], start, end, text, ontology)
    if _on_one_line(text[start:end]) != covered:
        changed = "was the text changed after labelling?"
        raise ValueError(f"{covered!r} is not at {start}-{end} (found {text[start:end]!r}); {changed}")


def _on_one_line(text: str) -> str:
    return re.sub(r"[\r\n]", " ", text)


def _read_event(markup: Markup, key: str, body: str) -> None:
    parts = [tuple(part.split(":", 1)) for part in body.split()]
    if not parts or any(len(part) != 2 for part in parts):
        raise ValueError(f"expected 'relation:T1 Role:T2 ...', found {body!r}")
    markup.events[key] = [(part[0], part[1]) for part in parts]


def _read_attribute(markup: Markup, body: str, order: int, place: str) -> None:
    parts = body.split()
    if len(parts) != 3 or parts[0] != "Status":
        raise ValueError(f"expected 'Status E1 occurred', found {body!r}")
    markup.add_status(parts[1], parts[2])
    markup.pointers.append((parts[1], "event", order, place))


def _read_normalisation(markup: Markup, body: str, order: int, place: str) -> None:
    head, _, name = body.partition("\t")
    parts = head.split(" ", 2)
    if len(parts) != 3 or parts[0] != "Reference" or ":" not in parts[2]:
        expected = "'Reference T1 Actor:KEY<tab>name' or 'Reference T1 EDTF:date'"
        raise ValueError(f"expected {expected}, found {body!r}")
    scheme, _, value = parts[2].partition(":")
    if scheme == "EDTF":
        markup.add_date(parts[1], value)
    elif scheme == "Actor" and name.strip():
        markup.names.setdefault(parts[1], []).append(name.strip())
    else:
        raise ValueError(f"expected Actor: with a name after a tab, or EDTF:, found {body!r}")
    markup.pointers.append((parts[1], "mention", order, place))


def _read_equivalence(markup: Markup, body: str, order: int, place: str) -> None:
    parts = body.split()
    if len(parts) < 3 or parts[0] != "Equiv":
        raise ValueError(f"expected 'Equiv T1 T2 ...', found {body!r}")
    markup.chains.append(parts[1:])
    markup.pointers += [(key, "mention", order, place) for key in parts[1:]]


def render_standoff(labels: Labels) -> str:
    """The content of an ``.ann`` file that :func:`parse_standoff` reads back as the same labels.

    What a model is not sure of carries its confidence as a note, which brat shows.
    """
    keys: dict[tuple[int, int, str], str] = {}
    for number, mention in enumerate(labels.mentions, start=1):
        keys[mention.start, mention.end, mention.label] = f"T{number}"
    triggers: dict[tuple[int, int, str], str] = {}
    for event in labels.events:
        place = (event.trigger_start, event.trigger_end, event.relation)
        triggers.setdefault(place, f"T{len(labels.mentions) + len(triggers) + 1}")
    words = {(event.trigger_start, event.trigger_end): event.trigger for event in labels.events}
    lines = [
        f"{keys[m.start, m.end, m.label]}\t{m.label} {m.start} {m.end}\t{_on_one_line(m.text)}" for m in labels.mentions
    ]
    lines += [f"{key}\t{name} {start} {end}\t{words[start, end]}" for (start, end, name), key in triggers.items()]
    lines += [f"E{number}\t{_parts(event, triggers, keys)}" for number, event in enumerate(labels.events, start=1)]
    lines += [f"A{number}\tStatus E{number} {event.status}" for number, event in enumerate(labels.events, start=1)]
    notes = [f"Reference {keys[m.start, m.end, m.label]} {note}" for m in labels.mentions for note in _notes(m)]
    lines += [f"N{number}\t{note}" for number, note in enumerate(notes, start=1)]
    unsure = [(number, event.score) for number, event in enumerate(labels.events, start=1) if event.score < 1]
    lines += [
        f"#{n}\tAnnotatorNotes E{number}\tconfidence {score:.2f}" for n, (number, score) in enumerate(unsure, start=1)
    ]
    return "".join(f"{line}\n" for line in lines)


def _parts(event: Event, triggers: dict[tuple[int, int, str], str], keys: dict[tuple[int, int, str], str]) -> str:
    parts = [f"{event.relation}:{triggers[event.trigger_start, event.trigger_end, event.relation]}"]
    counts: Counter[str] = Counter()
    for argument in event.arguments:
        counts[argument.role] += 1
        number = counts[argument.role] if counts[argument.role] > 1 else ""
        parts.append(f"{argument.role}{number}:{keys[argument.start, argument.end, argument.label]}")
    return " ".join(parts)


def _notes(mention: Mention) -> list[str]:
    names = [f"Actor:{'_'.join(name.split())}\t{name}" for name in mention.names]
    return names + ([f"EDTF:{mention.edtf}\t{mention.edtf}"] if mention.edtf else [])
