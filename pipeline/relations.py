"""The ontology: which relations there are, how their ends behave, which words may tell them, which codes they have.

Read from ``configs/relations.yaml`` and validated on load; users add relations there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from pipeline.records import MENTION_LABELS, ROLES, STATUSES, Role

NONE = "none"
"""The label of a candidate trigger that tells no relation."""

_FIELDS = {"reads", "group", "symmetric", "cancel_family", "bilateral", "types", "triggers", "cameo", "plover"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation.

    ``triggers`` are lemmas or lower-case forms of single words that may tell it; ``types`` the mention labels that may
    fill a role, where not all may; ``bilateral``: who speaks with several has spoken with each, and they not with each other.
    """

    name: str
    reads: str
    group: Literal["core", "stance"]
    symmetric: bool
    cancel_family: bool
    bilateral: bool
    types: Mapping[Role, frozenset[str]]
    triggers: frozenset[str]
    cameo: Mapping[str, str]
    plover: Mapping[str, str]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that an event of this relation may have."""
        if self.symmetric:
            return frozenset({"Side", "Place", "Time", "Occasion", "Source"})
        if self.cancel_family:
            return frozenset(ROLES)
        return frozenset({"Subject", "Object", "Place", "Time", "Occasion", "Source"})


@dataclass(frozen=True)
class Ontology:
    """All relations, in the order of the file."""

    relations: Mapping[str, Relation]
    occasions: frozenset[str]
    """Lemmas of nouns for things that can be called off."""

    def __getitem__(self, name: str) -> Relation:
        return self.relations[name]

    def __contains__(self, name: object) -> bool:
        return name in self.relations

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(self.relations)

    def select(self, *, group: str | None = None, cancel_family: bool | None = None) -> frozenset[str]:
        """The names of the relations of a group, or of the cancel family."""
        return frozenset(
            name
            for name, relation in self.relations.items()
            if (group is None or relation.group == group)
            and (cancel_family is None or relation.cancel_family == cancel_family)
        )

    @cached_property
    def lexicon(self) -> Mapping[str, frozenset[str]]:
        """From a trigger word to the relations that it may tell."""
        words: dict[str, set[str]] = {}
        for relation in self.relations.values():
            for word in relation.triggers:
                words.setdefault(word, set()).add(relation.name)
        return {word: frozenset(names) for word, names in words.items()}


def load_ontology(path: Path) -> Ontology:
    """Read and validate ``configs/relations.yaml``.

    Raises:
        ValueError: naming the file, the relation and the field, what was expected and what was found.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: is not YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("relations"), dict) or not content["relations"]:
        raise ValueError(f"{path}: expected a mapping 'relations' with at least one relation")
    relations = {str(name): _relation(path, str(name), fields) for name, fields in content["relations"].items()}
    return Ontology(relations, frozenset(_words(content.get("occasions", []), f"{path}: occasions")))


def _relation(path: Path, name: str, fields: Any) -> Relation:
    where = f"{path}: relation {name!r}"
    if not isinstance(fields, dict):
        raise ValueError(f"{where}: expected a mapping of fields, found {fields!r}")
    if unknown := set(fields) - _FIELDS:
        raise ValueError(f"{where}: unknown field {min(unknown)!r}; expected {sorted(_FIELDS)}")
    if name == NONE or not name.isidentifier():
        raise ValueError(f"{where}: a name is letters, digits and underscores, and not {NONE!r}")
    if fields.get("group", "core") not in ("core", "stance"):
        raise ValueError(f"{where}: group: expected core or stance, found {fields['group']!r}")
    for flag in ("symmetric", "cancel_family", "bilateral"):
        if not isinstance(fields.get(flag, False), bool):
            raise ValueError(f"{where}: {flag}: expected true or false, found {fields[flag]!r}")
    triggers = _words(fields.get("triggers"), f"{where}: triggers")
    if not triggers:
        raise ValueError(f"{where}: triggers: expected at least one word, found none")
    for codes in ("cameo", "plover"):
        found = fields.get(codes, {})
        if (
            not isinstance(found, dict)
            or set(found) - set(STATUSES)
            or not all(isinstance(v, str) for v in found.values())
        ):
            raise ValueError(f"{where}: {codes}: expected codes by status (in quotes), found {found!r}")
    if fields.get("symmetric") and fields.get("cancel_family"):
        raise ValueError(f"{where}: symmetric: expected false for a relation of the cancel family, found true")
    return Relation(
        name=name,
        reads=str(fields.get("reads", name)),
        group=fields.get("group", "core"),
        symmetric=fields.get("symmetric", False),
        cancel_family=fields.get("cancel_family", False),
        bilateral=fields.get("bilateral", False),
        types=_types(fields.get("types", {}), f"{where}: types"),
        triggers=frozenset(triggers),
        cameo=fields.get("cameo", {}),
        plover=fields.get("plover", {}),
    )


def _types(value: Any, where: str) -> dict[Role, frozenset[str]]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: expected mention labels by role, found {value!r}")
    found: dict[Role, frozenset[str]] = {}
    for name, labels in value.items():
        role = next((role for role in ROLES if role == name), None)
        if role is None or not isinstance(labels, list) or set(labels) - set(MENTION_LABELS):
            raise ValueError(
                f"{where}: expected a list of {', '.join(MENTION_LABELS)} by role, found {name!r}: {labels!r}"
            )
        found[role] = frozenset(labels)
    return found


def _words(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{where}: expected a list of words (quote no, yes, on and off), found {value!r}")
    if bad := [word for word in value if word != word.lower() or " " in word]:
        raise ValueError(f"{where}: expected single lower-case words, found {bad[0]!r}")
    return value
