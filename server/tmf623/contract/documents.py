"""A resource at rest: its canonical JSON and its serialised message, written by one function from one message.

Neither holds `id` and `href`: the id is the row's key, and where a resource is read is the reader's point of view.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from google.protobuf.message import Message

from tmf623.contract.codec import canonical, canonical_text, rewritten
from tmf623.contract.kinds import Kind

OWNED = ("id", "href")
"""Attributes of every resource that only the server writes."""


class Encoded(NamedTuple):
    """Both encodings of a resource."""

    document: bytes
    """Canonical JSON (RFC 8785)."""
    message: bytes
    """Serialised message, deterministic."""
    digest: bytes
    """SHA-256 of `document`."""


class Stored(NamedTuple):
    """One revision of a resource, as it was stored."""

    id: int
    revision: int
    document: bytes
    message: bytes


class EventRecord(NamedTuple):
    """One event as the outbox keeps it: the change, and the resource after it (before it, for a deletion)."""

    id: int
    """Identifier of the event, the same in every delivery."""
    kind: Kind
    resource_id: int
    revision: int
    change: str
    """"Create", "AttributeValueChange", "StateChange" or "Delete"."""
    event_time: datetime
    """When the change was made; aware."""
    document: bytes
    message: bytes

    @property
    def resource(self) -> Stored:
        """The resource the event is about."""
        return Stored(self.resource_id, self.revision, self.document, self.message)


class Difference(NamedTuple):
    """In what a message differs from a stored revision of the same resource."""

    document: bytes
    """The document of that revision."""
    names: frozenset[str] | set[str]
    """The fields that differ, by name in the message."""


def encoded(message: Message, difference: Difference | None = None) -> Encoded:
    """Encode a resource for storing, without `id` and `href`.

    `difference` from a stored document only saves the work of writing again what is the same.

    Raises:
        Invalid: the message holds what JSON cannot; see `codec.json_value`.
    """
    bare = without_owned(message)
    document = canonical(bare) if difference is None else _rewritten(bare, difference)
    return Encoded(document, bare.SerializeToString(deterministic=True), sha256(document).digest())


def _rewritten(bare: Message, difference: Difference) -> bytes:
    if _ANNOUNCEMENT in difference.document or not _ANNOUNCING.isdisjoint(difference.names):
        return canonical(bare)  # extensions stand inline, and their numbers in a spelling of their own
    value: dict[str, Any] = orjson.loads(difference.document)
    return canonical_text(rewritten(bare, value, difference.names - set(OWNED)))


_ANNOUNCING = frozenset({"extension", "at_type", "at_schema_location"})
_ANNOUNCEMENT = b'"@schemaLocation"'


def without_owned(message: Message) -> Message:
    """The message without `id` and `href`; the same object when it has none."""
    if not any(message.HasField(name) for name in OWNED):
        return message
    bare = type(message)()
    bare.CopyFrom(message)
    for name in OWNED:
        bare.ClearField(name)
    return bare


def loaded(kind: Kind, stored: Stored) -> Message:
    """The stored message with its `id`, without `href`."""
    message: Any = kind.message.FromString(stored.message)
    message.id = key(kind, stored.id)
    return message  # type: ignore[no-any-return]


def key(kind: Kind, id: int) -> int | str:  # noqa: A002 - the contract's own word
    """The id as the kind's message holds it: a number, or its digits."""
    return id if kind.has_numeric_id else str(id)


def etag(stored: Stored) -> str:
    """The entity tag of a stored revision (RFC 9110 section 8.8.3), strong: '"<revision>"'."""
    return f'"{stored.revision}"'
