"""Messages and JSON values drawn at random: from the contract's descriptors, so that a new field is drawn too."""

from decimal import Decimal
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tmf623.contract.profiles import V2

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3).map(str)
LARGEST_ID = 2**53 - 1
DRAWN = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For laws over whole messages, which take long to draw."""


def json_values(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
    )


ANY_JSON = json_values(st.none() | st.booleans() | st.integers() | DOUBLES | TEXT)


@st.composite
def timestamps(draw: st.DrawFn) -> Timestamp:
    seconds = draw(st.integers(-62_135_596_800, 253_402_300_799))
    nanos = draw(st.sampled_from([0, 1, 1000, 500_000_000, 999_999_999]) | st.integers(0, 999_999_999))
    return Timestamp(seconds=seconds, nanos=nanos)


SCALARS = {
    FieldDescriptor.TYPE_BOOL: st.booleans(),
    FieldDescriptor.TYPE_INT64: st.integers(1, LARGEST_ID),
    FieldDescriptor.TYPE_INT32: st.integers(-(2**31), 2**31 - 1),
    FieldDescriptor.TYPE_STRING: TEXT,
}


def value_of(field: FieldDescriptor, *, extended: bool) -> st.SearchStrategy[Any]:
    if field.message_type is Timestamp.DESCRIPTOR:
        return timestamps()
    if field.message_type is not None:
        return messages(field.message_type._concrete_class, extended=extended)  # type: ignore[attr-defined]
    if field.full_name == "tmf.sla.v1.Hub.id":
        return SCALARS[FieldDescriptor.TYPE_INT64].map(str)
    if f"{field.containing_type.name}.{field.json_name}" in V2.numbers and field.name != "id":
        return DECIMALS
    return SCALARS[field.type]


@st.composite
def messages(draw: st.DrawFn, cls: type[Message], *, extended: bool = False) -> Message:
    """A message with any of its fields set; `extended` adds announced extensions."""
    message: Any = cls()
    fields = [field for field in cls.DESCRIPTOR.fields if field.message_type is not Struct.DESCRIPTOR]
    for field in draw(st.lists(st.sampled_from(fields), unique=True, max_size=len(fields))):
        value = value_of(field, extended=extended)
        if field.is_repeated:
            getattr(message, field.name).extend(draw(st.lists(value, max_size=2)))
        elif field.message_type is not None:
            getattr(message, field.name).CopyFrom(draw(value))
        else:
            setattr(message, field.name, draw(value))
    if extended and "extension" in cls.DESCRIPTOR.fields_by_name and draw(st.booleans()):
        _extend(message, draw(extensions(cls)))
    return message


def extensions(cls: type[Message]) -> st.SearchStrategy[dict[str, Any]]:
    taken = {name for field in cls.DESCRIPTOR.fields for name in (field.name, field.json_name)}
    leaves = st.none() | st.booleans() | DOUBLES.map(lambda number: number + 0.0) | TEXT
    return st.dictionaries(
        NAMES.filter(lambda name: name not in taken),
        json_values(leaves).filter(lambda value: value is not None),
        min_size=1,
        max_size=3,
    )


def _extend(message: Any, attributes: dict[str, Any]) -> None:
    message.at_type = "Drawn"
    message.at_schema_location = "https://example.com/drawn.json"
    message.extension.update(attributes)


def same_number(literal: str, value: float | Decimal) -> bool:
    """Whether a number read from a literal is that very number."""
    return Decimal(literal) == (Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
