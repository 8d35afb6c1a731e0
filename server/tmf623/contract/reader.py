"""The strict JSON reader in front of everything: RFC 8259, and nothing that two readers could read differently.

orjson parses; what it lets pass is found by counting, and only where counting leaves a doubt the text is read
again, slowly and exactly.
"""

import json
import re
from decimal import Decimal
from typing import Any

import orjson

from tmf623.contract.faults import cut, shown
from tmf623.errors import Invalid, Reason

DEEPEST = 64
"""Levels of arrays and objects that hold something."""

_SHALLOW = 8
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"{}[]")
_MOST_DIGITS = 100
_LARGEST_EXPONENT = 400
_SHAPE = bytes(ord("0") if byte in b"0123456789" else ord("e") if byte == ord("E") else byte for byte in range(256))
_SIXTEEN_DIGITS = b"0" * 16
_THREE_DIGIT_EXPONENT = b"0e000"
_NUMBER = re.compile(r"-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?", re.ASCII)


def read_json(raw: bytes) -> Any:
    """Read one JSON text.

    Numbers come as int or float; one that a double would change comes as Decimal.

    Raises:
        Invalid: INVALID_JSON, saying what is wrong and where: not UTF-8, not JSON, a byte order mark, half a
            surrogate pair, a name twice in one object, deeper than DEEPEST, a number too long to be meant.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Invalid(Reason.INVALID_JSON, f"the body is not JSON: {error}") from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and not _is_shallow(raw):
        _check_depth(value)
    if _may_repeat_a_name(raw, value) or _may_lose_digits(raw):
        return _read_exactly(raw)
    return value


def _is_shallow(raw: bytes) -> bool:
    """Whether the brackets of a text alone show that it is not deep, as those of a long list of records do.

    Each round takes away what holds nothing any more. Brackets in strings may leave some over: no is not deep.
    """
    brackets = raw.translate(None, _NO_BRACKETS)
    for _ in range(_SHALLOW):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
        if not brackets:
            return True
    return False


def _check_depth(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node if type(node) is list else ())
            if child and type(child) in (dict, list)
        ]
        if not level:
            return
    raise Invalid(Reason.INVALID_JSON, f"the body is nested deeper than {DEEPEST} levels")


def _may_repeat_a_name(raw: bytes, value: object) -> bool:
    """Whether an object may have a name twice, of which orjson keeps the last.

    Each name has its colon, and a colon in a string is written as it is: unless the text escapes one by number,
    writing the value gives fewer colons exactly when members were dropped.
    """
    if b"\\" in raw and (b"\\u003a" in raw or b"\\u003A" in raw):
        return True
    return raw.count(b":") != orjson.dumps(value).count(b":")


def _may_lose_digits(raw: bytes) -> bool:
    """Whether a number may have digits a double has no room for, or an exponent it has none for.

    Any decimal of 15 digits and an exponent of two is a double's own spelling. Digits in strings raise the doubt
    too, and cost only time.
    """
    shape = raw.translate(_SHAPE, b".+-")
    return _SIXTEEN_DIGITS in shape or _THREE_DIGIT_EXPONENT in shape


def _read_exactly(raw: bytes) -> Any:
    """Read again what orjson has found to be JSON; so what Python's reader takes beyond JSON does not matter."""
    return json.loads(raw, object_pairs_hook=_object, parse_int=_whole, parse_float=_number)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        name = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise Invalid(Reason.INVALID_JSON, f"the name {shown(name)} occurs twice in one object")
    return found


def _whole(literal: str) -> int:
    if len(literal) > _MOST_DIGITS:
        raise Invalid(Reason.INVALID_JSON, f"the number {cut(literal)} has more than {_MOST_DIGITS} digits")
    return int(literal)


def _number(literal: str) -> float | Decimal:
    match = _NUMBER.fullmatch(literal)
    exponent = match[3] if match else None
    if len(literal) > _MOST_DIGITS:
        raise Invalid(Reason.INVALID_JSON, f"the number {cut(literal)} has more than {_MOST_DIGITS} digits")
    if exponent is not None and abs(int(exponent)) > _LARGEST_EXPONENT:
        raise Invalid(Reason.INVALID_JSON, f"the number {cut(literal)} is out of range")
    exact, nearest = Decimal(literal), float(literal)
    return nearest if Decimal(repr(nearest)) == exact else exact
