"""Write resources with the events that tells of it, unasked: what rooms of the service use for each other's kinds.

Clients' requests go through `service.resources`, which asks a kind's behaviour first.
"""

from google.protobuf.message import Message

from tmf623.contract.documents import Difference, Stored
from tmf623.contract.kinds import Kind
from tmf623.service import events
from tmf623.store.transaction import Transaction


def add(
    tx: Transaction,
    kind: Kind,
    message: Message,
    *,
    natural_key: str | None = None,
    id: int | None = None,  # noqa: A002 - the contract's own word
) -> Stored:
    """Store a new resource and its creation event; `id` and `natural_key` as in `Resources.insert`."""
    stored = tx.resources.insert(kind, message, natural_key=natural_key, id=id)
    tx.outbox.append(events.created(kind, stored))
    return stored


def put(tx: Transaction, kind: Kind, stored: Stored, before: Message, after: Message) -> Stored:
    """Store the next revision of a resource and its events; the same content changes nothing."""
    names = events.differing(before, after)
    if not names:
        return stored
    replaced = tx.resources.replace(kind, stored.id, after, Difference(stored.document, names))
    tx.outbox.append(events.changed(kind, names, replaced))
    return replaced
