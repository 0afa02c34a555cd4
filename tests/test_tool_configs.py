"""The configurations of labelling tools agree with the ontology, and with what is read from those tools."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.label_studio import EDTF, LABEL, NAME, STATUS, TEXT
from pipeline.records import DATE_ROLES, MENTION_LABELS, ROLES, STATUSES
from pipeline.relations import Ontology, load_ontology
from pipeline.tool_configs import annotation_conf, labelling_xml, visual_conf, write_configs

ROOT = Path(__file__).resolve().parent.parent


def sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            found[match[1]] = []
        elif line and not line.startswith("#"):
            list(found.values())[-1].append(line)
    return found


def test_what_is_shipped_is_what_the_ontology_gives(tmp_path: Path) -> None:
    (tmp_path / "relations.yaml").write_bytes((ROOT / "configs/relations.yaml").read_bytes())
    write_configs(tmp_path)
    for name in ("annotation.conf", "visual.conf", "labelstudio.xml"):
        shipped = (ROOT / "configs" / name).read_bytes()
        assert shipped == (tmp_path / name).read_bytes(), f"configs/{name}: run `python -m pipeline label configs`"


def test_brat_knows_every_label_relation_role_and_status(ontology: Ontology) -> None:
    found = sections(annotation_conf(ontology))
    assert set(found) == {"entities", "relations", "events", "attributes"}
    assert tuple(found["entities"]) == MENTION_LABELS
    assert [line.split("\t")[0] for line in found["events"]] == list(ontology.names)
    for line in found["events"]:
        name, _, arguments = line.partition("\t")
        roles = dict(argument.split("*:") for argument in arguments.split(", "))
        assert set(roles) == ontology[name].roles
        for role, labels in roles.items():
            assert (labels == "DATE") == (role in DATE_ROLES)
            assert set(labels.split("|")) <= set(MENTION_LABELS)
        assert ("OCCASION" in roles["Occasion"]) == ontology[name].cancel_family
    assert found["attributes"] == [f"Status\tArg:<EVENT>, Value:{'|'.join(STATUSES)}"]


def test_brat_has_a_colour_for_everything_and_a_sign_for_every_status(ontology: Ontology) -> None:
    drawn = dict(line.split("\t") for line in sections(visual_conf(ontology))["drawing"])
    assert {*MENTION_LABELS, *ontology.names} <= set(drawn)
    assert len(drawn["Status"].removeprefix("glyph:").split("|")) == len(STATUSES)


def test_label_studio_has_the_controls_that_are_read(ontology: Ontology) -> None:
    view = ElementTree.fromstring(labelling_xml(ontology))
    assert {tag.get("name") for tag in view if tag.get("name")} == {LABEL, NAME, EDTF, STATUS, TEXT}
    assert [tag.get("value") for tag in view.iter("Label")] == [*MENTION_LABELS, *ontology.names]
    assert [tag.get("value") for tag in view.iter("Choice")] == list(STATUSES)
    assert [tag.get("value") for tag in view.iter("Relation")] == list(ROLES)
    shown = {tag.get("name"): (tag.get("whenLabelValue") or "").split(",") for tag in view if tag.get("perRegion")}
    assert shown[STATUS] == list(ontology.names)
    assert shown[EDTF] == ["DATE"]
    assert set(shown[NAME]) == set(MENTION_LABELS) - {"DATE", "OCCASION"}


@pytest.mark.parametrize("reads", ['A said "no" to B', "A < B & C"])
def test_a_relation_of_yours_is_in_all_of_them(tmp_path: Path, reads: str) -> None:
    text = (ROOT / "configs/relations.yaml").read_text(encoding="utf-8")
    own = f"  recognised:\n    reads: {reads!r}\n    triggers: [recognise]\n"
    (tmp_path / "relations.yaml").write_text(text + own, encoding="utf-8")
    ontology = load_ontology(tmp_path / "relations.yaml")
    assert "recognised\tSubject*:" in annotation_conf(ontology)
    assert "recognised\tbgColor:" in visual_conf(ontology)
    (label,) = (
        t for t in ElementTree.fromstring(labelling_xml(ontology)).iter("Label") if t.get("value") == "recognised"
    )
    assert label.get("hint") == reads
