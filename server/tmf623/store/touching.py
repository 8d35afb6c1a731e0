"""What a change of a resource says about which time of which objects: the touches it leaves on the agenda.

Whatever room or door writes evidence or agreements, it is noticed here, in the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract.kinds import Kind
from tmf623.domain.instants import EARLIEST
from tmf623.store.agenda import Agenda, Cause, Touch, Touched
from tmf623.store.promoted import microseconds


def leave(agenda: Agenda, kind: Kind, id: int, before: Any, after: Any) -> None:  # noqa: A002 - the contract's own word
    """Note what a change of one of KINDS concerns; `before` None: created, `after` None: deleted."""
    for touch in _TOUCHES[kind.name](id, before, after):
        agenda.touch(touch)


def _batch(_id: int, before: Any, after: Any) -> Iterator[Touch]:
    batch = before if after is None else after
    first, last = microseconds(batch.first_time), microseconds(batch.last_time)
    yield Touch(Touched.SERIES, batch.object, batch.metric, first, last)


def _event(kind: Touched) -> Callable[[int, Any, Any], Iterator[Touch]]:
    def touches(id_: int, before: Any, after: Any) -> Iterator[Touch]:
        messages = [message for message in (before, after) if message is not None]
        instants = [instant for message in messages for instant in _instants(message)]
        names = {entity.id for message in messages for entity in message.related_entity if entity.id}
        types = {getattr(message, "ticket_type", "") for message in messages}
        for name, type_ in sorted(product(names, types)):
            yield Touch(kind, name, type_, min(instants), max(instants), event_id=id_)

    return touches


def _instants(message: Any) -> list[int]:
    """When anything happened to a case, an order or a contact, or is expected to."""
    values = [value for _, value in message.ListFields() if isinstance(value, Timestamp)]
    return [microseconds(value) for value in values] or [EARLIEST]


def _agreement(id_: int, _before: Any, _after: Any) -> Iterator[Touch]:
    yield Touch(Touched.TERMS, str(id_), "", EARLIEST, EARLIEST, Cause.TERMS)


_TOUCHES: Mapping[str, Callable[[int, Any, Any], Iterator[Touch]]] = {
    "measurementBatch": _batch,
    "case": _event(Touched.CASE),
    "order": _event(Touched.ORDER),
    "contact": _event(Touched.CONTACT),
    "sla": _agreement,
}
"""By `Kind.name`."""
KINDS = frozenset(_TOUCHES)
"""Kinds whose changes concern what is judged."""
