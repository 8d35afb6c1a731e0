"""Canonical text (RFC 8785): order and spelling."""

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.drawn import DOUBLES, TEXT
from contract.examples import ANNOUNCED
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical, json_value, message_of
from tmf623.contract.reader import read_json
from tmf623.contract.scalars import number_text


@given(st.dictionaries(TEXT, DOUBLES | TEXT | st.booleans(), max_size=4))
def test_canonical_text_is_utf_16_sorted_and_minimal(attributes: dict[str, Any]) -> None:
    message = Sla(at_type="t", at_schema_location="s")
    message.extension.update({f"x{name}": value for name, value in attributes.items()})
    value = json_value(message)
    order = sorted(value, key=lambda name: name.encode("utf-16-be"))
    text = canonical(message)
    assert list(read_json(text)) == order
    assert text == b"{%b}" % b",".join(b"%b:%b" % (jcs(name), jcs(value[name])) for name in order)


def jcs(value: object) -> bytes:
    """RFC 8785 section 3.2.2 for scalars, written from the rules."""
    if isinstance(value, bool):
        return str(value).lower().encode()
    if isinstance(value, int | float):
        return number_text(float(value)).encode()
    assert isinstance(value, str)
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    escaped = "".join(short.get(c, f"\\u{ord(c):04x}" if c < " " else c) for c in value)
    return f'"{escaped}"'.encode()


def test_names_are_sorted_by_utf_16_code_units() -> None:
    """The order of RFC 8785 section 3.2.3's example."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    value = message_of(Sla, {**ANNOUNCED, "all": dict.fromkeys(names, True)})
    written = read_json(canonical(value))["all"]
    assert list(written) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_doubles_are_spelled_as_in_rfc_8785_appendix_b(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    message = Sla(at_type="t", at_schema_location="s")
    message.extension["n"] = number
    assert canonical(message) == b'{"@schemaLocation":"s","@type":"t","n":%b}' % text.encode()


@given(DOUBLES)
def test_a_double_as_text_reads_back_as_that_double(number: float) -> None:
    assert float(number_text(number)) == number
