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
_SECTIONS: Final = {"offices", "bodies"}


@dataclass(frozen=True, slots=True)
class ActorCode:
    """``state`` is an ISO code or an international one such as IGO; ``sector`` what follows it, "" where not known."""

    state: str
    sector: str = ""

    def __str__(self) -> str:
        return self.state + self.sector


@dataclass(frozen=True)
class ActorCodes:
    """``offices`` are words and the sector that they stand for, the first that fits counts; ``bodies`` codes by key."""

    offices: Sequence[tuple[re.Pattern[str], str]]
    bodies: Mapping[str, str]

    def of(self, dataset: Dataset, row: Mapping[str, Any], end: str) -> ActorCode:
        """The code of an end (``subject`` or ``object``) of a triple; offices are known where entities are."""
        key, country = actor_key(row, end), row[f"{end}_country"] or ""
        kind, _, name = key.partition(":")
        state = country if _ISO.fullmatch(country) else UNKNOWN
        if kind == "body" and (code := self.bodies.get(name)):
            return ActorCode(state, code) if state != UNKNOWN else ActorCode(code[:3], code[3:])
        if kind == "body" and state != UNKNOWN:  # in that state, and what it is there is not known
            return ActorCode(state, "CVL")
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
    bodies: dict[str, str] = {}
    for code, keys in content["bodies"].items():
        for key in keys:
            if key in bodies:
                raise ValueError(f"{path}: bodies: {key} has two codes, {bodies[key]} and {code}")
            bodies[key] = code
    return ActorCodes(offices, bodies)
