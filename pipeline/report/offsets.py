"""Offsets as JavaScript counts them: UTF-16 units, where the tables count code points."""

from collections.abc import Callable


def utf16(text: str) -> Callable[[int], int]:
    """From an offset in code points to one in UTF-16 units; most texts have nothing beyond the first plane, and need no table."""
    if not text or max(text) <= "\uffff":
        return lambda offset: offset
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    return units.__getitem__
