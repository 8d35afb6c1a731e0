"""Listen: keep each event once, and make of the resource it is about what all of its events say together."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import orjson
from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.service.listeners import alarms, announced, orders, tickets
from tmf623.service.listeners.folding import Told
from tmf623.service.listeners.notices import ALARM, PERFORMANCE_FILE, PRODUCT_ORDER, TROUBLE_TICKET, Notice
from tmf623.service.timestamps import microseconds
from tmf623.store.received import About
from tmf623.store.transaction import Transaction


class Outcome(StrEnum):
    """What became of a notice."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """The same event had come before."""
    WAITING = "waiting"
    """It is kept, and counts when it is known when the resource began to be."""
    IGNORED = "ignored"
    """It is about nothing that is listened to."""


class _Listener(NamedTuple):
    read: Callable[[Notice], Told]
    """What a notice tells; Invalid, Refused."""
    record: Callable[[Transaction, Notice, Sequence[Told]], bool]
    """Record what follows from all events of a resource; False: not yet."""


_LISTENERS: Mapping[str, _Listener] = {
    TROUBLE_TICKET: _Listener(tickets.read, tickets.record),
    PRODUCT_ORDER: _Listener(orders.read, orders.record),
    ALARM: _Listener(alarms.read, alarms.record),
    PERFORMANCE_FILE: _Listener(announced.read, announced.record),
}


def check(notice: Notice) -> None:
    """Refuse what cannot be used: Invalid, Refused."""
    _ = notice.resource_id
    _LISTENERS[notice.topic].read(notice)


def listen(tx: Transaction, notice: Notice) -> Outcome:
    """Keep what a notice tells, and record what follows from all that is known of its resource.

    Raises:
        Invalid, Refused: an attribute cannot be used, or contradicts another.
    """
    listener = _LISTENERS[notice.topic]
    about = About(notice.topic, notice.source, notice.resource_id)
    tells = listener.read(notice)
    when = notice.time or tells["age"]
    document = orjson.dumps(tells, option=orjson.OPT_SORT_KEYS).decode()
    if not tx.received.add(about, notice.event_id, _instant(when), document):
        return Outcome.REPEATED
    events: list[Told] = [orjson.loads(kept) for kept in tx.received.of(about)]
    return Outcome.RECORDED if listener.record(tx, notice, events) else Outcome.WAITING


def _instant(text: str | None) -> int:
    """Microseconds since 1970 UTC; 1970 for an event that does not say when it was."""
    stamp = Timestamp()
    if text is not None:
        stamp.FromJsonString(text)
    return microseconds(stamp)
