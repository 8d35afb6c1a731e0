"""Which events a change of a resource gives (TMF630 event model; TMF623 R14.5.1 for the creation of violations)."""

from google.protobuf.message import Message

from tmf623.contract.documents import OWNED, Stored
from tmf623.contract.kinds import Kind
from tmf623.store.outbox import NewEvent

STATE = "state"


def created(kind: Kind, stored: Stored) -> list[NewEvent]:
    """The event of a new resource; none for kinds that have no events."""
    return [NewEvent(kind, stored, "Create")] if kind.has_events else []


def deleted(kind: Kind, stored: Stored) -> list[NewEvent]:
    """The event of a deletion, with the resource as it was."""
    return [NewEvent(kind, stored, "Delete")] if kind.has_events else []


def changed(kind: Kind, names: set[str], stored: Stored) -> list[NewEvent]:
    """The events of a change of these fields: one for the state, and one for all others together."""
    if not kind.has_events:
        return []
    changes = []
    if STATE in names:
        changes.append("StateChange")
    if names - {STATE}:
        changes.append("AttributeValueChange")
    return [NewEvent(kind, stored, change) for change in changes]


def differing(before: Message, after: Message) -> set[str]:
    """Names of the fields whose content differs, `id` and `href` apart; unset and empty are different contents."""
    old, new = _values(before), _values(after)
    names = (old.keys() | new.keys()) - set(OWNED)
    return {name for name in names if old.get(name) != new.get(name)}


def _values(message: Message) -> dict[str, object]:
    return {field.name: value for field, value in message.ListFields()}
