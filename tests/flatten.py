"""Nested metrics by dotted name, as ``dvc metrics show`` prints them."""

from collections.abc import Mapping


def flat(report: Mapping[str, object], prefix: str = "") -> dict[str, float | int]:
    found: dict[str, float | int] = {}
    for name, value in report.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, (int, float)):
            found[f"{prefix}{name}"] = value
    return found
