"""Messages that hold nothing JSON could not carry: told at a glance, for most messages are such.

A glance may say no of a message that is one; it never says yes of one that is not.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract import scalars

_LITERAL = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?", re.ASCII)

_Check = Callable[[Any], bool]


def is_plain(message: Message, is_decimal: Callable[[FieldDescriptor], bool]) -> bool:
    """Whether the message is the one its JSON would be read as, `id` apart.

    `is_decimal` tells the fields whose text must be a number. Text is not looked at one by one: a message
    without a zero byte has none in its texts either, and protobuf itself sees to UTF-8.
    """
    if b"\0" in message.SerializeToString():
        return False
    check = _check(message.DESCRIPTOR, is_decimal)
    return check is None or check(message)


@cache
def _check(descriptor: Descriptor, is_decimal: Callable[[FieldDescriptor], bool]) -> _Check | None:
    """What is left to check of messages of a type; None when nothing is."""
    steps = tuple(_steps(descriptor, is_decimal))
    if not steps:
        return None

    def check(message: Any) -> bool:
        for name, is_repeated, holds in steps:
            if is_repeated:
                for element in getattr(message, name):
                    if not holds(element):
                        return False
            elif message.HasField(name) and not holds(getattr(message, name)):
                return False
        return True

    return check


def _steps(descriptor: Descriptor, is_decimal: Callable[[FieldDescriptor], bool]) -> Iterator[tuple[str, bool, _Check]]:
    for field in descriptor.fields:
        if field.message_type is Timestamp.DESCRIPTOR:
            yield field.name, field.is_repeated, scalars.is_instant
        elif field.message_type is Struct.DESCRIPTOR:
            yield field.name, field.is_repeated, _never
        elif field.message_type is not None:
            below = _check(field.message_type, is_decimal)
            if below is not None:
                yield field.name, field.is_repeated, below
        elif field.type == FieldDescriptor.TYPE_STRING and is_decimal(field):
            yield field.name, field.is_repeated, _is_literal


def _never(_value: object) -> bool:
    return False


def _is_literal(text: str) -> bool:
    return _LITERAL.fullmatch(text) is not None
