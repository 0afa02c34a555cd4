"""``params.yaml``: the sections, read into the frozen dataclasses that the stages declare."""

import dataclasses
import types
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import yaml

_P = TypeVar("_P")


def load_params(params: type[_P], section: str, path: Path = Path("params.yaml")) -> _P:
    """Read one section into a dataclass of scalars; every field must be there, and no other.

    Raises:
        ValueError: naming the file, the section and the field, the type expected and the value found.
    """
    if not path.exists():
        raise ValueError(f"{path}: no such file; run from the project's root")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: is not YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get(section), dict):
        raise ValueError(f"{path}: expected a section {section!r}")
    return build(params, content[section], f"{path}: {section}")


def build(params: type[_P], values: dict[str, Any], where: str) -> _P:
    """A dataclass from a mapping, each value checked against its field's type; ``where`` begins the error message."""
    fields = {field.name: field for field in dataclasses.fields(params)}  # type: ignore[arg-type]
    if unknown := sorted(set(values) - set(fields)):
        raise ValueError(f"{where}: unknown setting {unknown[0]!r}; expected {sorted(fields)}")
    if missing := sorted(set(fields) - set(values)):
        raise ValueError(f"{where}: setting {missing[0]!r} is missing")
    hints = get_type_hints(params)
    return params(**{name: _checked(values[name], hints[name], f"{where}.{name}") for name in fields})


def _checked(value: Any, expected: Any, where: str) -> Any:
    kinds = get_args(expected) if isinstance(expected, types.UnionType) else (expected,)
    if float in kinds and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if any(type(value) is kind for kind in kinds):
        return value
    wanted = " or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)
    hint = " (write 1.0e-4: YAML reads 1e-4 as text)" if float in kinds and isinstance(value, str) else ""
    raise ValueError(f"{where}: expected {wanted}, found {value!r}{hint}")
