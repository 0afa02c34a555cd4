"""Data and code inside a page: nothing that an article says can end a script, and no script but ours runs."""

import base64
import hashlib
import json
from collections.abc import Iterable

from markupsafe import Markup

_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_for_script(value: object) -> Markup:
    """Compact JSON for the inside of a script element: ``<``, ``>``, ``&`` and the line separators are escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))


def code_for_script(code: str, name: str) -> Markup:
    """JavaScript for the inside of a script element.

    Raises:
        ValueError: it holds what would end the element, or a comment in which an opening tag would count.
    """
    lowered = code.lower()
    for end in ("</script", "<!--"):
        if end in lowered:
            raise ValueError(f"{name}: expected JavaScript that can stand in a page, found {end!r} in it")
    return Markup(code)


def content_policy(scripts: Iterable[str]) -> str:
    """A content security policy that runs these scripts and no other, and loads nothing from anywhere."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
