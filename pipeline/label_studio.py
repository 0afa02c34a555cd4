"""Label Studio's JSON: labels to tasks, and the annotations that people made of them back to labels.

A mention is a region; an event is a region on its trigger, with a status, and a relation to each mention in a role. Label
Studio counts code points as we do, but shows a Windows line end as two lines; tasks have plain ones, and offsets are mapped.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pipeline.markup import Advice, Markup, labels_of
from pipeline.records import MENTION_LABELS, Article, Labels
from pipeline.relations import Ontology

LABEL, NAME, EDTF, STATUS, TEXT = "label", "name", "edtf", "status", "text"
"""The names of the controls, and of the text, in the labelling configuration."""

_CONTROLS: Final = (LABEL, NAME, EDTF, STATUS)
_ADVICE: Final = Advice(status="a choice of 'status' on its region", value="fill in the field of its region")
_ANOTHER: Final = "is this the export of another project? Use configs/labelstudio.xml and `label export`"


def task(article: Article, labels: Labels, draft: bool) -> dict[str, Any]:
    """A task as Label Studio imports it: labels are an annotation, a draft is a prediction for a person to correct."""
    data = {"doc_id": article.doc_id, TEXT: plain(article.text), "date": article.date, "title": article.title}
    result = list(_result(labels, _offsets(article.text)))
    told: dict[str, Any] = {"result": result, "model_version": "draft"} if draft else {"result": result}
    return {"data": data, "predictions" if draft else "annotations": [told]}


def plain(text: str) -> str:
    """With plain line ends, as the text is shown."""
    return text.replace("\r\n", "\n")


def _offsets(text: str) -> Callable[[int], int]:
    """From an offset in a text to the one with plain line ends."""
    ends = [index for index, pair in enumerate(pairwise(text)) if pair == ("\r", "\n")]
    return lambda offset: offset - sum(end < offset for end in ends)


def _result(labels: Labels, at: Callable[[int], int]) -> Iterator[dict[str, Any]]:
    keys = {}
    for number, m in enumerate(labels.mentions, start=1):
        key, span = f"m{number}", {"start": at(m.start), "end": at(m.end)}
        keys[m.start, m.end, str(m.label)] = key
        yield _part(key, LABEL, "labels", {**span, "text": plain(m.text), "labels": [m.label]})
        if m.names:
            yield _part(key, NAME, "textarea", {**span, "text": list(m.names)})
        if m.edtf:
            yield _part(key, EDTF, "textarea", {**span, "text": [m.edtf]})
    for number, event in enumerate(labels.events, start=1):
        key, span = f"e{number}", {"start": at(event.trigger_start), "end": at(event.trigger_end)}
        yield _part(key, LABEL, "labels", {**span, "text": event.trigger, "labels": [event.relation]})
        yield _part(key, STATUS, "choices", {**span, "choices": [event.status]})
        roles: dict[str, list[str]] = {}
        for a in event.arguments:
            roles.setdefault(keys[a.start, a.end, a.label], []).append(a.role)
        for filler, names in roles.items():  # Label Studio knows one relation between two regions, with several labels
            yield {"type": "relation", "from_id": key, "to_id": filler, "direction": "right", "labels": names}


def _part(key: str, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


@dataclass(slots=True)
class Exported:
    """What a file of Label Studio holds: labels by article, articles that nobody has submitted, and what is wrong."""

    labels: dict[str, Labels] = field(default_factory=dict)
    unsubmitted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_export(path: Path, articles: Mapping[str, Article], ontology: Ontology) -> Exported:
    """Labels from a file that Label Studio exported as JSON.

    Raises:
        ValueError: the file is no such export; what is wrong in it task by task comes back as problems.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path}: expected Label Studio's export as JSON, found: {error}") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and "data" in task for task in tasks):
        raise ValueError(f"{path}: expected Label Studio's export as JSON (not JSON-MIN): a list of tasks with 'data'")
    found = Exported()
    for number, one in enumerate(tasks, start=1):
        where = f"{path}: task {one.get('id', number)}"
        try:
            _read_task(one, where, articles, ontology, found)
        except (KeyError, TypeError, AttributeError) as error:
            found.problems.append(
                f"{where}: expected a task as Label Studio exports it; {type(error).__name__}: {error}"
            )
        except ValueError as error:
            found.problems += str(error).splitlines()
    return found


def _read_task(
    one: dict[str, Any], where: str, articles: Mapping[str, Article], ontology: Ontology, found: Exported
) -> None:
    doc_id = one["data"].get("doc_id")
    if doc_id not in articles:
        raise ValueError(f"{where}: expected data.doc_id to be an article of ours, found {doc_id!r}; {_ANOTHER}")
    where = f"{where} ({doc_id})"
    article = articles[doc_id]
    if one["data"].get(TEXT) != plain(article.text):
        raise ValueError(
            f"{where}: data.text is another text than that of {doc_id}.txt; was it changed after the export?"
        )
    submitted = [a for a in one.get("annotations", ()) if not a.get("was_cancelled")]
    if len(submitted) > 1:
        raise ValueError(f"{where}: expected one annotation, found {len(submitted)}; delete all but the one that holds")
    if doc_id in found.labels or doc_id in found.unsubmitted:
        raise ValueError(f"{where}: a second task for {doc_id}")
    if submitted:
        found.labels[doc_id] = _read_annotation(submitted[0]["result"], where, article, ontology)
    else:
        found.unsubmitted.append(doc_id)


def _read_annotation(parts: Iterable[Any], where: str, article: Article, ontology: Ontology) -> Labels:
    markup = Markup(_ADVICE)
    relations = []
    back = _positions(article.text)
    for order, part in enumerate(parts, start=1):
        if part["type"] == "relation":
            relations.append(part)
            continue
        place = f"{where}: region {part['id']}"
        try:
            _read_part(markup, part, (order, place), article.text, back, ontology)
        except ValueError as error:
            markup.problems.append((order, f"{place}: {error}"))
            markup.doubtful.add(part["id"])
    for key, (name, _, _) in markup.spans.items():
        if name in ontology:
            markup.events[key] = [(name, key)]
    for part in relations:
        _read_relation(markup, part, where)
    return labels_of(markup, article.text, article.doc_id, ontology)


def _positions(text: str) -> Sequence[int]:
    """For each offset in the text with plain line ends, and its end, the offset in the text."""
    return [index for index in range(len(text) + 1) if text[index : index + 2] != "\r\n"]


def _read_part(
    markup: Markup, part: Mapping[str, Any], place: tuple[int, str], text: str, back: Sequence[int], ontology: Ontology
) -> None:
    key, control, value = part["id"], part["from_name"], part["value"]
    if control not in _CONTROLS or part["to_name"] != TEXT:
        raise ValueError(f"expected a control {', '.join(_CONTROLS)}, found {control!r}; {_ANOTHER}")
    if control == LABEL:
        markup.places[key] = place
        _read_region(markup, key, value, text, back, ontology)
        return
    markup.pointers.append((key, "event" if control == STATUS else "mention", *place))
    if control == STATUS:
        markup.add_status(key, _only(value["choices"], "status"))
    elif control == EDTF:
        markup.add_date(key, _only(value["text"], "EDTF value").strip())
    else:
        told = value["text"] if isinstance(value["text"], list) else [value["text"]]
        markup.names.setdefault(key, []).extend(
            name.strip() for line in told for name in line.split("\n") if name.strip()
        )


def _read_region(
    markup: Markup, key: str, value: Mapping[str, Any], text: str, back: Sequence[int], ontology: Ontology
) -> None:
    first, last = int(value["start"]), int(value["end"])
    if not 0 <= first < last < len(back):
        raise ValueError(f"span {first}-{last} is off the text, which has {len(back) - 1} characters")
    start, end = back[first], back[last]
    if (covered := value.get("text")) is not None and covered.split() != text[start:end].split():
        raise ValueError(f"{covered!r} is not at {first}-{last} (found {text[start:end]!r})")
    while end > start and text[end - 1].isspace():  # a selection by mouse takes the space behind a word with it
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    markup.add_span(key, _only(value["labels"], "label"), start, end, text, ontology)


def _only(values: Any, what: str) -> str:
    if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str):
        return values[0]
    if isinstance(values, str):
        return values
    raise ValueError(f"expected one {what}, found {values!r}")


def _read_relation(markup: Markup, part: Mapping[str, Any], where: str) -> None:
    source, target = part["from_id"], part["to_id"]
    place = f"{where}: relation from {source} to {target}"
    if part.get("direction") == "left":
        source, target = target, source
    if source in markup.doubtful or target in markup.doubtful:
        return
    if source not in markup.events:
        label = markup.spans.get(source, ("no region",))[0]
        kind = "a mention" if label in MENTION_LABELS else label
        markup.problems.append((len(markup.places), f"{place}: expected it to start at a trigger, found {kind}"))
    elif not part.get("labels"):
        markup.problems.append((len(markup.places), f"{place}: expected a role as its label, found none"))
    else:
        markup.events[source] += [(role, target) for role in part["labels"]]
