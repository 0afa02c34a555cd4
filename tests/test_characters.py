"""Text that a format, a spreadsheet or a terminal can hold."""

import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from pipeline.characters import for_terminal, json_line, one_line, printable

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_printable_text_comes_back_from_xml(text: str) -> None:
    element = ET.Element("a", {"b": printable(text)})
    element.text = printable(text)
    read = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.text or "") == printable(text)
    assert read.get("b") == printable(text)


@given(TEXT)
def test_a_line_of_json_is_one_line_to_every_reader_and_comes_back(text: str) -> None:
    line = json_line({"a": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"a": text}


@given(TEXT)
def test_what_goes_to_a_terminal_is_one_line_without_controls(text: str) -> None:
    shown = for_terminal(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


def test_controls_are_replaced_and_the_rest_stays() -> None:
    assert printable("a\x00b\x1b[31m\r\nc\td\re") == "a�b�[31m\nc\td\ne"
    assert one_line(" a\t b\r\nc ") == "a b c"
    assert for_terminal("a\u202eb") == "a�b"
    assert for_terminal("Zoë – “ok” 🕊️ שלום") == "Zoë – “ok” 🕊️ שלום"
    assert json_line({"a": "Zoë\u2028\x9b"}) == '{"a": "Zoë\\u2028\\u009b"}'
