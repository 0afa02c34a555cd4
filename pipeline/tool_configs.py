"""Configurations of labelling tools, written from the ontology: brat's two files and Label Studio's labelling interface.

Formats: https://brat.nlplab.org/configuration.html and https://labelstud.io/tags/.
"""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from pipeline.label_studio import EDTF, LABEL, NAME, STATUS, TEXT
from pipeline.records import DATE_ROLES, MENTION_LABELS, ROLES, STATUSES, MentionLabel, Role
from pipeline.relations import Ontology, Relation, load_ontology
from pipeline.tables import write_text

log = logging.getLogger(__name__)

_MADE: Final = "Written by `python -m pipeline label configs` from configs/relations.yaml: change that, not this."
_COLOURS: Final[Mapping[MentionLabel, str]] = {
    "PERSON": "#ffccaa", "ORG": "#8fb2ff", "GPE": "#7fe2a3", "NORP": "#c5e8b7", "LOC": "#a8dcd9", "FAC": "#9fd3c7",
    "DATE": "#e6e6a0", "EVENT": "#e0b0ff", "ROLE": "#ffd9e8", "PRONOUN": "#d9d9d9", "OCCASION": "#f2b8b5",
}  # fmt: skip
_GROUPS: Final = {"core": "#b4d7ff", "stance": "#e6d5b8", "cancel": "#ff9c9c"}
_NAMED: Final = tuple(label for label in MENTION_LABELS if label not in ("DATE", "OCCASION"))


def _colour(relation: Relation) -> str:
    return _GROUPS["cancel" if relation.cancel_family else relation.group]


def _fillers(role: Role, relation: Relation) -> tuple[str, ...]:
    """The mention labels that may fill a role."""
    if role in DATE_ROLES:
        return ("DATE",)
    if role == "Occasion":
        return ("EVENT", "OCCASION") if relation.cancel_family else ("EVENT",)
    return tuple(label for label in MENTION_LABELS if label not in ("DATE", "OCCASION"))


def annotation_conf(ontology: Ontology) -> str:
    """brat's ``annotation.conf``: which spans, events, roles and attributes there are."""
    lines = [
        f"# {_MADE}",
        "",
        "[entities]",
        *MENTION_LABELS,
        "",
        "[relations]",
        "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
    ]
    lines += ["", "[events]", *(_event_line(relation) for relation in ontology.relations.values())]
    lines += ["", "[attributes]", f"Status\tArg:<EVENT>, Value:{'|'.join(STATUSES)}", ""]
    return "\n".join(lines)


def _event_line(relation: Relation) -> str:
    roles = [role for role in ROLES if role in relation.roles]
    return f"{relation.name}\t" + ", ".join(f"{role}*:{'|'.join(_fillers(role, relation))}" for role in roles)


def visual_conf(ontology: Ontology) -> str:
    """brat's ``visual.conf``: what is shown and in which colours."""
    lines = [f"# {_MADE}", "", "[labels]"]
    lines += [f"{name} | {name.replace('_', ' ')}" for name in ontology.names if "_" in name]
    lines += ["", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    lines += ["ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"]
    lines += [f"{label}\tbgColor:{colour}" for label, colour in _COLOURS.items()]
    lines += [f"{relation.name}\tbgColor:{_colour(relation)}" for relation in ontology.relations.values()]
    lines += [f"Status\tglyph:{'|'.join(_GLYPHS)}", ""]
    return "\n".join(lines)


_GLYPHS: Final = ("✓", "→", "✗", "?")
"""Of the statuses, in their order."""


def labelling_xml(ontology: Ontology) -> str:
    """Label Studio's labelling interface."""
    lines = [f"<!-- {_MADE} -->", "<View>", f'  <Labels name="{LABEL}" toName="{TEXT}" choice="single">']
    lines += [f'    <Label value="{label}" background="{_COLOURS[label]}"/>' for label in MENTION_LABELS]
    lines += [
        f'    <Label value="{r.name}" background="{_colour(r)}" hint={quoteattr(r.reads)}/>'
        for r in ontology.relations.values()
    ]
    lines += ["  </Labels>", f'  <Text name="{TEXT}" value="${TEXT}" granularity="word"/>']
    lines += [f'  <Choices name="{STATUS}" choice="single" showInline="true" {_per_region(ontology.names)}>']
    lines += [f'    <Choice value="{status}"/>' for status in STATUSES]
    lines += ["  </Choices>"]
    lines += [_field(NAME, "canonical names, one a line of its own", _NAMED, 'maxSubmissions="20"')]
    lines += [_field(EDTF, "the date as EDTF, such as 2023-12-26", ("DATE",), 'maxSubmissions="1"')]
    lines += [
        '  <Relations choice="multiple">',
        *(f'    <Relation value="{role}"/>' for role in ROLES),
        "  </Relations>",
    ]
    return "\n".join((*lines, "</View>", ""))


def _per_region(labels: Iterable[str]) -> str:
    return f'toName="{TEXT}" perRegion="true" whenTagName="{LABEL}" whenLabelValue="{",".join(labels)}"'


def _field(name: str, hint: str, labels: Iterable[str], more: str) -> str:
    return f'  <TextArea name="{name}" placeholder="{hint}" editable="true" {more} {_per_region(labels)}/>'


def write_configs(configs: Path) -> None:
    """Write all three beside ``relations.yaml``."""
    ontology = load_ontology(configs / "relations.yaml")
    write_text(configs / "annotation.conf", annotation_conf(ontology))
    write_text(configs / "visual.conf", visual_conf(ontology))
    write_text(configs / "labelstudio.xml", labelling_xml(ontology))
    log.info("label configs: annotation.conf, visual.conf, labelstudio.xml -> %s", configs)
