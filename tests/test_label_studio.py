"""Label Studio's tasks: what is written is read back; exports of people and of other projects are read or refused by name."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.brat import parse_standoff
from pipeline.label_studio import Exported, read_export, task
from pipeline.records import Article, Labels
from pipeline.relations import Ontology
from tests.test_brat import GOOD, TEXT

ARTICLE = Article("a1", TEXT, date="2023-12-26")
Task = dict[str, Any]


@pytest.fixture(scope="module")
def labels(ontology: Ontology) -> Labels:
    return parse_standoff(GOOD, TEXT, "a1", "a1.ann", ontology)


@pytest.fixture
def good(labels: Labels) -> Task:
    return copy.deepcopy(task(ARTICLE, labels, draft=False))


@pytest.fixture
def read(tmp_path: Path, ontology: Ontology) -> Callable[..., Exported]:
    def read(*tasks: Task, article: Article = ARTICLE) -> Exported:
        path = tmp_path / "export.json"
        path.write_text(json.dumps(tasks), encoding="utf-8")
        return read_export(path, {article.doc_id: article}, ontology)

    return read


def regions(one: Task, label: str) -> list[dict[str, Any]]:
    return [part for part in one["annotations"][0]["result"] if part.get("value", {}).get("labels") == [label]]


def test_what_is_written_is_read(good: Task, labels: Labels, read: Callable[..., Exported]) -> None:
    found = read(good)
    assert (found.problems, found.unsubmitted) == ([], [])
    assert found.labels == {"a1": labels}


def test_a_task_has_regions_for_mentions_and_triggers_and_relations_for_roles(good: Task) -> None:
    assert good["data"] == {"doc_id": "a1", "text": TEXT, "date": "2023-12-26", "title": "Aliyev, Pashinian Meet"}
    result = good["annotations"][0]["result"]
    assert result[0]["value"] == {"start": 0, "end": 6, "text": "Aliyev", "labels": ["PERSON"]}
    by_id = {part["id"]: part["value"]["text"] for part in result if part.get("from_name") == "label"}
    told = {(by_id[p["from_id"]], by_id[p["to_id"]], *p["labels"]) for p in result if p["type"] == "relation"}
    assert ("cancelled", "more such talks", "Occasion") in told
    (status,) = (part for part in result if part.get("from_name") == "status" and by_id[part["id"]] == "met")
    assert status["value"]["choices"] == ["occurred"]


def test_a_draft_is_a_prediction_and_comes_back_once_somebody_submits_it(
    labels: Labels, read: Callable[..., Exported]
) -> None:
    draft = copy.deepcopy(task(ARTICLE, labels, draft=True))
    assert "annotations" not in draft
    assert read(draft).unsubmitted == ["a1"]
    draft["annotations"] = [{"result": [], "was_cancelled": True}]
    assert read(draft).unsubmitted == ["a1"]
    draft["annotations"].append({"result": draft["predictions"][0]["result"], "was_cancelled": False})
    assert read(draft).labels == {"a1": labels}


def test_two_roles_of_one_mention_are_one_relation_with_two_labels(
    read: Callable[..., Exported], ontology: Ontology
) -> None:
    content = GOOD.replace("Object:T8", "Object:T8 Place:T8")
    own = parse_standoff(content, TEXT, "a1", "a1.ann", ontology)
    one = copy.deepcopy(task(ARTICLE, own, draft=False))
    assert ["Object", "Place"] in [part.get("labels") for part in one["annotations"][0]["result"]]
    assert read(one).labels == {"a1": own}


def test_windows_line_ends_and_characters_outside_the_plane_keep_their_offsets(
    read: Callable[..., Exported], ontology: Ontology
) -> None:
    text = "😀 Talks\r\n\r\nJosé\r\nPeña met Łukasz 🇦🇿 Nowak.\r\n"
    spans = [("PERSON", "José\r\nPeña"), ("PERSON", "Łukasz 🇦🇿 Nowak"), ("met", "met")]
    lines = [
        f"T{n}\t{label} {text.index(s)} {text.index(s) + len(s)}\t{s.replace(chr(13), ' ').replace(chr(10), ' ')}"
        for n, (label, s) in enumerate(spans)
    ]
    content = "\n".join([*lines, "E1\tmet:T2 Side:T0 Side2:T1", "A1\tStatus E1 planned"])
    article = Article("a1", text)
    own = parse_standoff(content, text, "a1", "a1.ann", ontology)
    one = task(article, own, draft=False)
    assert "\r" not in json.dumps(one).replace("\\r", "\r")
    shown = one["data"]["text"]
    for part in one["annotations"][0]["result"]:
        if part.get("from_name") == "label":
            value = part["value"]
            assert shown[value["start"] : value["end"]] == value["text"]
    assert read(one, article=article).labels == {"a1": own}


def test_a_selection_with_a_space_behind_it_is_the_word(
    good: Task, labels: Labels, read: Callable[..., Exported]
) -> None:
    (region,) = regions(good, "DATE")
    (trigger,) = regions(good, "met")
    trigger["value"] |= {"end": trigger["value"]["end"] + 1, "text": "met "}
    region["value"] |= {"start": region["value"]["start"] - 1, "text": " Tuesday"}
    assert read(good).labels == {"a1": labels}


def test_what_people_do_otherwise_is_read_too(good: Task, labels: Labels, read: Callable[..., Exported]) -> None:
    """Relations drawn the other way and marked so, names on lines of one field, no text in a region."""
    for part in good["annotations"][0]["result"]:
        if part["type"] == "relation":
            part |= {"from_id": part["to_id"], "to_id": part["from_id"], "direction": "left"}
        elif part["from_name"] == "name" and len(part["value"]["text"]) > 1:
            part["value"]["text"] = "\n".join(part["value"]["text"])
        elif part["from_name"] == "label":
            del part["value"]["text"]
    assert read(good).labels == {"a1": labels}


def spoiled(one: Task, how: str) -> Task:
    annotation = one["annotations"][0]
    result = annotation["result"]
    (date,), (baku, _), (met,) = regions(one, "DATE"), regions(one, "GPE"), regions(one, "met")
    if how == "deleted":
        annotation["result"] = [part for part in result if part.get("id") != baku["id"]]
    elif how == "label":
        baku["value"]["labels"] = ["City"]
    elif how == "labels":
        baku["value"]["labels"] = ["GPE", "LOC"]
    elif how == "control":
        baku["from_name"] = "ner"
    elif how == "text":
        baku["value"]["text"] = "Bonn"
    elif how == "off":
        date["value"]["end"] = 9999
    elif how == "status":
        annotation["result"] = [p for p in result if (p.get("id"), p.get("from_name")) != (met["id"], "status")]
    elif how == "overlap":
        baku["value"] |= {"start": date["value"]["start"], "end": date["value"]["end"], "text": "Tuesday"}
    elif how == "backwards":
        relation = next(part for part in result if part["type"] == "relation")
        relation |= {"from_id": relation["to_id"], "to_id": relation["from_id"]}
    elif how == "role":
        next(part for part in result if part["type"] == "relation")["labels"] = ["Agent"]
    elif how == "no role":
        next(part for part in result if part["type"] == "relation")["labels"] = []
    elif how == "date":
        next(p for p in result if p.get("from_name") == "edtf")["value"]["text"] = ["Tuesday"]
    elif how == "other text":
        one["data"]["text"] += "More."
    elif how == "other project":
        one["data"] = {"text": "Buy now"}
    elif how == "two":
        one["annotations"].append(annotation)
    elif how == "damaged":
        del baku["value"]
    return one


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("deleted", "(a1): region e2: Subject is m5, which is no mention of this file"),
        ("label", "region m5: unknown label 'City'; expected PERSON, ORG"),
        ("labels", "region m5: expected one label, found ['GPE', 'LOC']"),
        (
            "control",
            "region m5: expected a control label, name, edtf, status, found 'ner'; is this the export of another",
        ),
        ("text", "region m5: 'Bonn' is not at 56-60 (found 'Baku')"),
        ("off", "region m4: span 47-9999 is off the text"),
        ("status", "region e1: has no status; expected a choice of 'status' on its region"),
        ("overlap", "region m5: mentions 'Tuesday' (47-54) and 'Tuesday' (47-54) overlap"),
        ("backwards", "relation from m3 to e1: expected it to start at a trigger, found a mention"),
        ("role", "region e1: unknown role 'Agent'; expected Subject"),
        ("no role", "relation from e1 to m3: expected a role as its label, found none"),
        ("date", "region m4: expected an EDTF date such as 2023-12-26, found 'Tuesday'"),
        ("other text", "(a1): data.text is another text than that of a1.txt"),
        (
            "other project",
            "expected data.doc_id to be an article of ours, found None; is this the export of another project?",
        ),
        ("two", "(a1): expected one annotation, found 2"),
        ("damaged", "expected a task as Label Studio exports it; KeyError: 'value'"),
    ],
)
def test_what_is_wrong_is_said_with_task_and_region(
    good: Task, read: Callable[..., Exported], how: str, message: str
) -> None:
    found = read(spoiled(good | {"id": 17}, how))
    assert found.labels == {}
    assert any("export.json: task 17" in problem and message in problem for problem in found.problems), found.problems


def test_an_article_twice_is_refused(good: Task, read: Callable[..., Exported]) -> None:
    assert "a second task for a1" in read(good, good).problems[0]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"id": 1, "text": "x", "label": []}]', "id,text\n1,x\n"])
def test_another_kind_of_file_is_refused(tmp_path: Path, ontology: Ontology, content: str) -> None:
    (tmp_path / "export.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"export\.json: expected Label Studio's export as JSON"):
        read_export(tmp_path / "export.json", {}, ontology)


def test_what_label_studio_itself_exported_is_read(ontology: Ontology) -> None:
    """Version 1.23.2: one draft taken over with a status changed and submitted, one left as it was."""
    path = Path(__file__).parent / "data/label_studio_1.23.2.json"
    texts = {one["data"]["doc_id"]: one["data"]["text"] for one in json.loads(path.read_text(encoding="utf-8"))}
    found = read_export(path, {doc_id: Article(doc_id, text) for doc_id, text in texts.items()}, ontology)
    assert (found.problems, found.unsubmitted, list(found.labels)) == ([], ["new-two"], ["new-one"])
    labels = found.labels["new-one"]
    assert len(labels.mentions) == 24
    assert [(e.relation, e.status) for e in labels.events] == [
        ("met", "occurred"), ("met", "occurred"), ("cancelled", "occurred"), ("met", "uncertain"), ("accused", "occurred"),
    ]  # fmt: skip
    assert labels.events[3].of("Side")[0].names == ("Viktor Orbán", "Emmanuel Macron")
