"""Characters of articles that a format, a spreadsheet or a terminal cannot hold or would obey."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Controls: XML 1.0 forbids those under U+0020 and discourages the others."""
_TURNS_LINES: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Bidirectional overrides, embeddings and isolates: one that is not closed turns what follows it."""
_RAW_IN_JSON: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
_REPLACEMENT: Final = "\ufffd"


def printable(text: str) -> str:
    """Controls other than tab and line feed become U+FFFD, carriage returns line feeds: what XML holds and gives back."""
    return _NOT_XML.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """``printable`` without tabs and line breaks: white space becomes one space."""
    return re.sub(r"\s+", " ", printable(text)).strip()


def for_terminal(text: str) -> str:
    """``one_line`` without characters that would reverse the line; escape sequences are controls and are gone, too."""
    return _TURNS_LINES.sub(_REPLACEMENT, one_line(text))


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON: UTF-8 as it is, but for what line readers and terminals would take for a command."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _RAW_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
