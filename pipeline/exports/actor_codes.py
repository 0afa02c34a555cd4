"""Actor codes of event data: the state's ISO 3166 alpha-3 code, and what the actor is within it.

Source: CAMEO codebook 1.1b3 (Schrodt, 2012), chapter 3; data: ``configs/actor_codes.yaml``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.dataset import Dataset, actor_key

UNKNOWN: Final = "---"
"""An actor whose state is not known, or no actor at all, as CAMEO coders write it."""
_ISO: Final = re.compile(r"[A-Z]{3}")
_CODE: Final = re.compile(r"([A-Z]{3})+")
_SECTIONS: Final = {"offices", "international", "domestic"}


@dataclass(frozen=True, slots=True)
class ActorCode:
    """``state`` is an ISO code or an international one such as IGO; ``sector`` what follows it, "" where not known."""

    state: str
    sector: str = ""

    def __str__(self) -> str:
        return self.state + self.sector


@dataclass(frozen=True)
class ActorCodes:
    """``offices`` are words and the sector that they stand for, the first that fits counts;
    ``international`` and ``domestic`` are codes by the key of a body: whole ones, and those that follow a state's."""

    offices: Sequence[tuple[re.Pattern[str], str]]
    international: Mapping[str, str]
    domestic: Mapping[str, str]

    def of(self, dataset: Dataset, row: Mapping[str, Any], end: str) -> ActorCode:
        """The code of an end (``subject`` or ``object``) of a triple; offices are known where entities are."""
        key, country = actor_key(row, end), row[f"{end}_country"] or ""
        kind, _, name = key.partition(":")
        state = country if _ISO.fullmatch(country) else UNKNOWN
        if kind == "body" and name in self.international:
            code = self.international[name]
            return ActorCode(code[:3], code[3:])
        if kind == "body":  # in that state, and what it is there may be unknown
            return ActorCode(state, self.domestic.get(name, "" if state == UNKNOWN else "CVL"))
        entity = dataset.entity_of.get((row["doc_id"], row[end])) if kind == "person" else None
        return ActorCode(state, self.sector(entity["role"] if entity else None))

    def sector(self, office: str | None) -> str:
        """``Foreign Minister of Armenia`` is GOV; "" where none fits or no office is told."""
        words = (office or "").casefold().replace("-", " ")
        return next((sector for pattern, sector in self.offices if pattern.search(words)), "")


def load_actor_codes(path: Path) -> ActorCodes:
    """Read and validate ``configs/actor_codes.yaml``.

    Raises:
        ValueError: naming the file and the entry, what was expected and what was found.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: is not YAML: {error}") from error
    if not isinstance(content, dict) or set(content) != _SECTIONS:
        raise ValueError(f"{path}: expected the sections {sorted(_SECTIONS)}, found {content!r:.80}")
    for section in sorted(_SECTIONS):
        for code, listed in content[section].items():
            if not _CODE.fullmatch(str(code)):
                raise ValueError(f"{path}: {section}: expected codes of three capitals or more of them, found {code!r}")
            if not isinstance(listed, list) or not all(isinstance(value, str) for value in listed):
                raise ValueError(f"{path}: {section}: {code}: expected a list of names, found {listed!r}")
    offices = [
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"), sector)
        for sector, words in content["offices"].items()
    ]
    international, domestic = (_by_key(content[section], path) for section in ("international", "domestic"))
    if twice := sorted(set(international) & set(domestic)):
        raise ValueError(f"{path}: bodies that are international and of a state: {', '.join(twice)}")
    return ActorCodes(offices, international, domestic)


def _by_key(codes: Mapping[str, Sequence[str]], path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, keys in codes.items():
        for key in keys:
            if key in found:
                raise ValueError(f"{path}: {key} has two codes, {found[key]} and {code}")
            found[key] = code
    return found
