"""States, nationalities, capitals, seats of power and bodies, by the names that news uses for them.

Data: ``configs/states.yaml``, ``configs/bodies.yaml``, and ``configs/aliases.yaml`` for a user's own additions.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from pipeline.gender import Gender

Kind = Literal["state", "adjective", "capital", "seat", "body"]

_SHORT: Final = 3
_STATE_FIELDS: Final = {"code", "name", "aliases", "adjectives", "capitals", "seats"}
_BODY_FIELDS: Final = {"key", "name", "aliases", "seats", "country"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: ``key`` is ``state:AZE`` or ``body:EU``; ``country`` the state's code, None for bodies."""

    kind: Kind
    key: str
    name: str
    country: str | None


def normalise(name: str) -> str:
    """A name as it is looked up: no accents, case, full stops, leading *the*, or possessive 's."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("\u00ad", "")
    text = re.sub(r"\s+", " ", text.replace(".", "")).strip().casefold()
    return re.sub(r"^the ", "", re.sub(r"'s?$", "", text))


@dataclass(frozen=True)
class Gazetteer:
    """All entries by normalised name. A name may have several (Georgia is a state; Brussels seats two governments)."""

    entries: Mapping[str, tuple[Entry, ...]]
    names: Mapping[str, Entry]
    """From ``state:AZE`` or ``body:EU`` to its main entry."""
    first_names: Mapping[str, Gender] = field(default_factory=dict)
    """Given names that tell a gender, in lower case."""

    def find(self, name: str) -> tuple[Entry, ...]:
        """Entries of a name as written; short acronyms (US, EU) only in capitals. Empty where there are none."""
        key = normalise(name)
        letters = re.sub(r"[^A-Za-z]", "", name)
        if len(key) <= _SHORT and not letters.isupper():
            return ()
        return self.entries.get(key, ())

    def key_of(self, name: str) -> str | None:
        """The key of a state or body by one of its own names (not a capital or nationality), else None."""
        return next((entry.key for entry in self.find(name) if entry.kind in ("state", "body")), None)

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest name."""
        return max((len(name.split()) for name in self.entries), default=1)


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read and validate the files of a folder; ``aliases.yaml`` and ``first_names.yaml`` may be missing.

    Raises:
        ValueError: naming the file and the row, what was expected and what was found.
    """
    found: dict[str, list[Entry]] = {}
    names: dict[str, Entry] = {}
    for row in _rows(folder / "states.yaml", _STATE_FIELDS, ("code", "name")):
        key, name, code = f"state:{row['code']}", row["name"], row["code"]
        names[key] = Entry("state", key, name, code)
        _add(found, (name, *row.get("aliases", ())), names[key])
        for kind, column in (("adjective", "adjectives"), ("capital", "capitals"), ("seat", "seats")):
            _add(found, row.get(column, ()), Entry(kind, key, name, code))  # type: ignore[arg-type]
    for row in _rows(folder / "bodies.yaml", _BODY_FIELDS, ("key", "name")):
        key, name = f"body:{row['key']}", row["name"]
        names[key] = Entry("body", key, name, row.get("country"))
        _add(found, (name, *row.get("aliases", ())), names[key])
        _add(found, row.get("seats", ()), Entry("seat", key, name, row.get("country")))
    _add_aliases(folder / "aliases.yaml", found, names)
    entries = {name: tuple(listed) for name, listed in found.items()}
    return Gazetteer(entries, names, _first_names(folder / "first_names.yaml"))


def _first_names(path: Path) -> dict[str, Gender]:
    content = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
    if not isinstance(content, dict) or set(content) - {"female", "male"}:
        raise ValueError(f"{path}: expected lists of names under 'female' and 'male', found {sorted(content)}")
    names: dict[str, Gender] = dict.fromkeys(content.get("female", ()), "female")
    names.update(dict.fromkeys(content.get("male", ()), "male"))
    return names


def _add(found: dict[str, list[Entry]], names: Iterable[str], entry: Entry) -> None:
    for name in names:
        entries = found.setdefault(normalise(name), [])
        if entry not in entries:
            entries.append(entry)


def _rows(path: Path, fields: set[str], required: tuple[str, ...]) -> list[dict[str, Any]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise ValueError(f"{path}: expected a list of rows, found {type(content).__name__}")
    seen: set[str] = set()
    for number, row in enumerate(content, start=1):
        where = f"{path}: row {number}"
        if not isinstance(row, dict) or any(not isinstance(row.get(field), str) for field in required):
            raise ValueError(f"{where}: expected text in {', '.join(required)}, found {row!r}")
        if unknown := set(row) - fields:
            raise ValueError(f"{where} ({row['name']}): unknown field {min(unknown)!r}; expected {sorted(fields)}")
        for column, values in row.items():
            if column.endswith("s") and not (isinstance(values, list) and all(isinstance(v, str) for v in values)):
                raise ValueError(f"{where} ({row['name']}): {column}: expected a list of names, found {values!r}")
        if row[required[0]] in seen:
            raise ValueError(f"{where}: {required[0]} {row[required[0]]!r} is used twice")
        seen.add(row[required[0]])
    return content


def _add_aliases(path: Path, found: dict[str, list[Entry]], names: dict[str, Entry]) -> None:
    content = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
    if not isinstance(content, dict):
        raise ValueError(f"{path}: expected a mapping from alias to canonical name, found {type(content).__name__}")
    by_name = {normalise(entry.name): entry for entry in names.values()}
    for alias, name in content.items():
        if not isinstance(alias, str) or not isinstance(name, str):
            raise ValueError(f"{path}: expected 'alias: canonical name', found {alias!r}: {name!r}")
        entry = by_name.get(normalise(name)) or Entry("body", f"body:{name}", name, None)
        names.setdefault(entry.key, entry)
        _add(found, (name, alias), entry)
