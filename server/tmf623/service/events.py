"""Which events a change of a resource gives (TMF630 event model; TMF623 R14.5.1 for the creation of violations)."""

from collections.abc import Iterator

from google.protobuf.message import Message

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import Kind
from tmf623.store.outbox import NewEvent

STATE = "state"


def created(kind: Kind, stored: Stored) -> list[NewEvent]:
    """The event of a new resource; none for kinds that have no events."""
    return [NewEvent(kind, stored, "Create")] if kind.has_events else []


def deleted(kind: Kind, stored: Stored) -> list[NewEvent]:
    """The event of a deletion, with the resource as it was."""
    return [NewEvent(kind, stored, "Delete")] if kind.has_events else []


def changed(kind: Kind, before: Message, after: Message, stored: Stored) -> list[NewEvent]:
    """The events of a change: one for the state, and one for all other attributes that differ together."""
    if not kind.has_events:
        return []
    names = set(_differing(before, after))
    changes = []
    if STATE in names:
        changes.append("StateChange")
    if names - {STATE}:
        changes.append("AttributeValueChange")
    return [NewEvent(kind, stored, change) for change in changes]


def _differing(before: Message, after: Message) -> Iterator[str]:
    for field in before.DESCRIPTOR.fields:
        if field.name in {"id", "href"}:
            continue
        if _value(before, field.name) != _value(after, field.name):
            yield field.name


def _value(message: Message, name: str) -> object:
    """The value of a field, or None when it is not set: unset and empty are different contents."""
    return next((value for field, value in message.ListFields() if field.name == name), None)
