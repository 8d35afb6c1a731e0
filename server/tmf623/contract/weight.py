"""How many messages serialised bytes hold, told before they are read: two bytes make a message that takes a hundred.

Only what foreign senders fill is weighed: protocols whose messages this service did not shape.
"""

from functools import cache
from typing import Any, TypeAlias

from tmf623.contract.wire import LENGTH_DELIMITED

Table: TypeAlias = dict[int, "Table"]
"""Of each field that holds a message, by its key: the fields of that message."""

_MORE = 0x80
_LOW = 0x7F
_WIRE_TYPE = 7
_VARINT, _EIGHT_BYTES, _FOUR_BYTES = 0, 1, 5


def parts(raw: bytes, descriptor: Any, most: int) -> int:
    """How many messages are inside a message of that type, at any depth; counting ends at one more than `most`.

    Of bytes that are no message the count is that of some beginning of them.
    """
    count = at = 0
    end, table = len(raw), _table(descriptor)
    waiting: list[tuple[int, int, Table]] = []
    try:
        while count <= most:
            if at >= end:
                if not waiting:
                    return count
                at, end, table = waiting.pop()
                continue
            tag, at = _varint(raw, at)
            if tag & _WIRE_TYPE != LENGTH_DELIMITED:
                at = _after(raw, at, tag & _WIRE_TYPE)
                continue
            length, at = _varint(raw, at)
            below = table.get(tag)
            if below is None or at + length > len(raw):
                at += length
                continue
            count += 1
            if length:
                waiting.append((at + length, end, table))
                end, table = at + length, below
    except IndexError:  # the bytes end too soon: whoever reads them will say so
        return count
    return count


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    byte = raw[at]
    at += 1
    if byte < _MORE:
        return byte, at
    value, shift = byte & _LOW, 7
    while byte >= _MORE:
        byte = raw[at]
        at += 1
        value |= (byte & _LOW) << shift
        shift += 7
    return value, at


def _after(raw: bytes, at: int, wire_type: int) -> int:
    """Where the field ends; the keys that begin and end a group have nothing of their own."""
    if wire_type == _VARINT:
        return _varint(raw, at)[1]
    return at + {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}.get(wire_type, 0)


@cache
def _table(descriptor: Any) -> Table:
    """Types may hold themselves, so a table is known before it is filled."""
    return _filled(descriptor, {})


def _filled(descriptor: Any, known: dict[str, Table]) -> Table:
    table = known.get(descriptor.full_name)
    if table is None:
        table = known[descriptor.full_name] = {}
        for field in descriptor.fields:
            if field.message_type is not None:
                table[field.number << 3 | LENGTH_DELIMITED] = _filled(field.message_type, known)
    return table
