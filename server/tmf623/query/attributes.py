"""Which attributes a resource has, how each is typed, and where a path runs through arrays: read off the contract.

A query names an attribute by its dotted path of JSON names (`rule.spec.@type`). In a term of a query string an
unknown name is refused: almost always it is a misspelt one, and a filter that silently selects nothing, or
everything, is worse than an error. Attributes a resource announces for itself by `@type` and `@schemaLocation`
are known to nobody in advance, so only JSONPath reaches them: there the literal says the type, and RFC 9535 says
that a name that is not there selects nothing.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract.faults import cut, shown
from tmf623.contract.kinds import Kind
from tmf623.contract.profiles import PROFILES
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import Path, ValueType

DEEPEST = 16
"""Steps of the longest path a query may name; the contract's own attributes need six."""

_NUMBERS = frozenset().union(*(profile.numbers for profile in PROFILES.values()))
_NO_TEXT = {FieldDescriptor.TYPE_BOOL, FieldDescriptor.TYPE_INT32}
_INTEGERS = {FieldDescriptor.TYPE_INT32, FieldDescriptor.TYPE_INT64}


class Attribute(NamedTuple):
    """What the contract says of an attribute."""

    type: ValueType | None
    """How its value is compared; None when it is an object."""
    is_array: bool
    """Whether it holds an array of such values."""
    below: Descriptor | None
    """The message of the object or of the array's elements; None for a scalar."""
    is_text: bool = False
    """Whether documents hold it as text, as they do instants, decimals and 64-bit numbers: what a pattern searches."""


def root(kind: Kind) -> Descriptor:
    """Where the paths of a query on `kind` start."""
    descriptor: Descriptor = kind.message.DESCRIPTOR  # type: ignore[assignment]
    return descriptor


@cache
def attributes(message: Descriptor) -> dict[str, Attribute]:
    """The attributes of one message, by JSON name."""
    return {
        field.json_name: _attribute(field) for field in message.fields if field.message_type is not Struct.DESCRIPTOR
    }


def is_extensible(message: Descriptor) -> bool:
    """Whether resources may announce attributes of their own in this message."""
    return any(field.message_type is Struct.DESCRIPTOR for field in message.fields)


def _attribute(field: FieldDescriptor) -> Attribute:
    if field.message_type is None or field.message_type is Timestamp.DESCRIPTOR:
        return Attribute(_type(field), field.is_repeated, None, field.type not in _NO_TEXT)
    return Attribute(None, field.is_repeated, field.message_type)


def _type(field: FieldDescriptor) -> ValueType:
    if field.message_type is not None:
        return ValueType.INSTANT
    if field.type == FieldDescriptor.TYPE_BOOL:
        return ValueType.BOOLEAN
    if field.type in _INTEGERS or _qualified(field) in _NUMBERS:
        return ValueType.NUMBER
    return ValueType.TEXT


def _qualified(field: FieldDescriptor) -> str:
    owner = field.containing_type
    return f"{owner.name}.{field.json_name}" if owner else field.json_name


def found(message: Descriptor | None, path: Path) -> Attribute | None:
    """The attribute at `path` below `message`; None when the contract does not know it."""
    attribute = None
    for name in path:
        attribute = attributes(message).get(name) if message is not None else None
        if attribute is None:
            return None
        message = attribute.below
    return attribute


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a filter may use for the attributes of one kind of resource."""

    kind: Kind
    prefixes: tuple[str, ...] = ()
    """What may stand before the path, such as "event.sla."; a name with one of them is read without it first."""

    def scalar(self, name: str) -> "Named | None":
        """The attribute a name means; None unless it is one the contract knows and types."""
        readings = [name.removeprefix(prefix) for prefix in self.prefixes if name.startswith(prefix)]
        for reading in (*readings, name):
            path = path_of(reading)
            attribute = found(root(self.kind), path) if path else None
            if attribute is not None and attribute.type is not None:
                return Named(path, attribute)
        return None

    def unknown(self, name: str) -> Invalid:
        """The refusal of a name that is no attribute, or that of an object where a value is needed."""
        attribute = found(root(self.kind), path_of(name))
        known = attribute is not None and attribute.type is None
        what = "has no value of its own" if known else f"is not an attribute of {self.kind.name}"
        return Invalid(Reason.INVALID_QUERY, f"{shown(name)} {what}", attribute=cut(name))


class Named(NamedTuple):
    """An attribute with a value, and where it is."""

    path: Path
    attribute: Attribute


def path_of(name: str) -> Path:
    """Split a dotted path; () when it is none: an empty step, or too many."""
    path = tuple(name.split("."))
    return path if all(path) and len(path) <= DEEPEST else ()
