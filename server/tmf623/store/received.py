"""Events of other APIs, kept as they came: each once, found by the resource they are about."""

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment
from tmf623.store.tables import ReceivedEventRow, table

_EVENTS = table(ReceivedEventRow)
_ABOUT = (
    _EVENTS.c.topic == bindparam("topic"),
    _EVENTS.c.source == bindparam("source"),
    _EVENTS.c.resource_id == bindparam("resource_id"),
)
_SAME = Statement(select(_EVENTS.c.id).where(*_ABOUT, _EVENTS.c.event_id == bindparam("event_id")))
_ADD = Statement(insert(_EVENTS).values({column.name: bindparam(column.name) for column in _EVENTS.c}))
_OF = Statement(
    select(_EVENTS.c.document).where(*_ABOUT).order_by(_EVENTS.c.event_time, _EVENTS.c.event_id, _EVENTS.c.id)
)
_ALL = Statement(
    select(_EVENTS.c.document)
    .where(_EVENTS.c.topic == bindparam("topic"))
    .order_by(_EVENTS.c.event_time, _EVENTS.c.event_id, _EVENTS.c.id)
)


class About(NamedTuple):
    """The resource of another API an event is about."""

    topic: str
    """Its kind, e.g. "troubleTicket"."""
    source: str
    """The system that sent the event."""
    resource_id: str
    """Its identifier there."""


class Received:
    """The events, as one transaction sees and adds to them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment

    def add(self, about: About, event_id: str, event_time: int, document: str) -> bool:
        """Keep an event, unless one of that identifier about that resource is kept already; whether it was new.

        `event_time` is in microseconds since 1970 UTC; `document` is JSON.
        """
        key = {**_keys(about), "event_id": bounds.key(event_id)}
        if self._connection.one(_SAME, key) is not None:
            return False
        row = {
            **key,
            "id": self._moment.ids.take("receivedEvent"),
            "event_time": event_time,
            "received_at": self._moment.recorded_us,
            "digest": sha256(document.encode()).digest(),
            "document": document,
        }
        self._connection.run(_ADD, row)
        return True

    def of(self, about: About) -> list[str]:
        """Every event about a resource, in order of event time and identifier."""
        return [row[0] for row in self._connection.all(_OF, _keys(about))]

    def all_of(self, topic: str) -> list[str]:
        """Every event of a topic, in the same order."""
        return [row[0] for row in self._connection.all(_ALL, {"topic": topic})]


def _keys(about: About) -> dict[str, object]:
    return {"topic": about.topic, "source": bounds.key(about.source), "resource_id": bounds.key(about.resource_id)}
