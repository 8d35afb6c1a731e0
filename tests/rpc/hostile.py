"""Messages of any type of the contract, drawn from its descriptor: plausible, out of range, and hostile."""

from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from hypothesis import strategies as st

WORDS = [
    *("", "*", "1", "7", "none", "name", "Gold", "id", "@type", "@schemaLocation", "rule.metric", "-name", '"1"'),
    *("name=Gold", "name.gt=a&version.lt=2", "name.regex=(a+)+$", "validFor.startDateTime", "eventType=SlaCreateEvent"),
    *("$[?(@.name=='x')]", "relatedParty[?(@.role=='a')]", "http://127.0.0.1/x", "'; DROP TABLE sla; --"),
    *("2026-01-01T00:00:00Z", "Availability", "EventDuration", "calendarMonth", "99.9", ".ge", "%", "up", "down"),
    *("PT1H", "Europe/Paris", "monday", "08:00", "24:00", "\0", "\ud7ff", "\U0010ffff", "9" * 400, "1e308"),
]
"""Texts that lead further into the server than random letters do."""


def messages(descriptor: Descriptor, depth: int = 0) -> st.SearchStrategy[Message]:
    """Messages of a type: some fields set, in and out of range."""
    fields = [field for field in descriptor.fields if depth < 5 or field.message_type is None]
    chosen = st.lists(st.sampled_from(fields), unique_by=lambda field: field.number) if fields else st.just([])
    return chosen.flatmap(
        lambda some: st.fixed_dictionaries({field.name: _values(field, depth) for field in some}).map(
            lambda values: GetMessageClass(descriptor)(**values)
        )
    )


def _values(field: FieldDescriptor, depth: int) -> st.SearchStrategy[Any]:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return st.dictionaries(
            _texts(), messages(field.message_type.fields_by_name["value"].message_type, depth + 1), max_size=2
        )
    one = messages(field.message_type, depth + 1) if field.message_type is not None else _SCALARS[field.type]()
    return st.lists(one, max_size=3) if field.is_repeated else one


def _texts() -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS) | st.text(max_size=10)


_SCALARS = {
    FieldDescriptor.TYPE_STRING: _texts,
    FieldDescriptor.TYPE_BOOL: st.booleans,
    FieldDescriptor.TYPE_INT32: lambda: st.integers(-(2**31), 2**31 - 1) | st.integers(-2, 2),
    FieldDescriptor.TYPE_INT64: lambda: st.integers(-(2**63), 2**63 - 1) | st.integers(-2, 2),
    FieldDescriptor.TYPE_DOUBLE: st.floats,
    FieldDescriptor.TYPE_ENUM: lambda: st.just(0),
}
