"""The outbox: events recorded with the change they tell of, and put in one order afterwards.

A position is given after the commit, by whoever holds the notifier's lease: so positions have no gaps, nothing
appears before a position that was already read, and the events of a resource are in the order of its revisions.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from tmf623.contract.documents import EventRecord, Stored
from tmf623.contract.kinds import KINDS, Kind
from tmf623.store.connection import Connection, Statement
from tmf623.store.contents import Revision, contents
from tmf623.store.moment import Moment, instant, microseconds
from tmf623.store.promoted import sla_id
from tmf623.store.tables import EventRow, table

_EVENTS = table(EventRow)
EVENT_COLUMNS = (
    _EVENTS.c.id,
    _EVENTS.c.kind,
    _EVENTS.c.resource_id,
    _EVENTS.c.revision,
    _EVENTS.c.change,
    _EVENTS.c.event_time,
    _EVENTS.c.position,
)
"""What `event_records` reads."""
_NUMBER = _EVENTS.c.id.type
_LIMIT = bindparam("limit", type_=_NUMBER)
_APPEND = Statement(insert(_EVENTS).values({column.name: bindparam(column.name) for column in _EVENTS.c}))
_UNSEQUENCED = Statement(
    select(*EVENT_COLUMNS)
    .where(_EVENTS.c.position.is_(None))
    .order_by(_EVENTS.c.event_time, _EVENTS.c.revision, _EVENTS.c.ordinal, _EVENTS.c.id)
    .limit(_LIMIT)
)
_LAST = Statement(select(func.max(_EVENTS.c.position)))
_FIRST = Statement(select(func.min(_EVENTS.c.position)))
_SEQUENCE = Statement(
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("event_id", type_=_NUMBER), _EVENTS.c.position.is_(None))
    .values(position=bindparam("place", type_=_NUMBER))
)
_AFTER = Statement(
    select(*EVENT_COLUMNS)
    .where(_EVENTS.c.position > bindparam("position", type_=_NUMBER))
    .order_by(_EVENTS.c.position)
    .limit(_LIMIT)
)
_GET = Statement(select(*EVENT_COLUMNS).where(_EVENTS.c.id == bindparam("event_id", type_=_NUMBER)))
_NEWEST = select(func.max(_EVENTS.c.position)).scalar_subquery()
_FORGET_BEFORE = Statement(delete(_EVENTS).where(_EVENTS.c.position < bindparam("position", type_=_NUMBER)))
_FORGET = Statement(
    delete(_EVENTS).where(_EVENTS.c.position < _NEWEST, _EVENTS.c.event_time < bindparam("before", type_=_NUMBER))
)


_DELETION = 1000
"""Ordinal of a deletion: it comes after whatever else its revision gave, in another transaction too."""


class NewEvent(NamedTuple):
    """An event to record: what changed, and the resource after it (before it, for a deletion)."""

    kind: Kind
    stored: Stored
    change: str
    """"Create", "AttributeValueChange", "StateChange" or "Delete"."""


class Sequenced(NamedTuple):
    """An event at its place in the order of all events."""

    position: int
    """From 1, without gaps."""
    event: EventRecord


class Outbox:
    """The events, as one transaction sees and appends to them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment

    def append(self, events: Sequence[NewEvent]) -> None:
        """Record events with the change they tell of; those of one revision in the order given."""
        for ordinal, event in enumerate(events):
            self._connection.run(_APPEND, self._row(event, ordinal))

    def unsequenced(self, limit: int) -> list[EventRecord]:
        """Committed events that have no position yet, in the order they shall get one."""
        return event_records(self._connection, self._connection.all(_UNSEQUENCED, {"limit": limit}))

    def sequence(self, events: Sequence[EventRecord]) -> list[Sequenced]:
        """Give the events the next positions, in the order given: that of `unsequenced`.

        One process at a time, under a lease; a second one fails on the unique position and changes nothing.
        """
        last = self.last_position()
        sequenced = [Sequenced(last + number, event) for number, event in enumerate(events, 1)]
        if sequenced:
            self._connection.run_many(
                _SEQUENCE, [{"event_id": event.id, "place": position} for position, event in sequenced]
            )
        return sequenced

    def after(self, position: int, limit: int) -> list[Sequenced]:
        """The events that follow a position, in order; 0 is before the first."""
        rows = self._connection.all(_AFTER, {"position": position, "limit": limit})
        return [
            Sequenced(row[6], event) for row, event in zip(rows, event_records(self._connection, rows), strict=True)
        ]

    def event(self, id: int) -> EventRecord | None:  # noqa: A002 - the contract's own word
        """One event, or None when there is none or it was forgotten."""
        rows = self._connection.all(_GET, {"event_id": id})
        return event_records(self._connection, rows)[0] if rows else None

    def last_position(self) -> int:
        """The position of the newest event; 0 when there is none."""
        return self._connection.one(_LAST, {})[0] or 0

    def first_position(self) -> int:
        """The position of the oldest event still kept; one more than the last when none is."""
        return self._connection.one(_FIRST, {})[0] or 1

    def forget(self, before: datetime) -> int:
        """Forget the events of before an instant; how many. The newest stays: the next position follows from it."""
        return self._connection.run(_FORGET, {"before": microseconds(before)})

    def forget_before(self, position: int) -> int:
        """Forget the events before a position; how many. Nothing may be left to deliver of them."""
        return self._connection.run(_FORGET_BEFORE, {"position": position})

    def _row(self, event: NewEvent, ordinal: int) -> dict[str, object]:
        kind, stored = event.kind, event.stored
        return {
            "id": self._moment.ids.take("event"),
            "position": None,
            "kind": kind.name,
            "resource_id": stored.id,
            "revision": stored.revision,
            "ordinal": ordinal + (_DELETION if event.change == "Delete" else 0),
            "change": event.change,
            "event_time": self._moment.changed_at(kind.name, stored.id),
            "sla_id": sla_id(kind, stored.id, stored.message),
        }


def event_records(connection: Connection, rows: Sequence[Sequence[Any]]) -> list[EventRecord]:
    """The events in rows of EVENT_COLUMNS, with the revisions they tell of."""
    told = contents(connection, [Revision(row[1], row[2], row[3]) for row in rows])
    return [
        EventRecord(row[0], KINDS[row[1]], row[2], row[3], row[4], instant(row[5]), what.document, what.message)
        for row, what in zip(rows, told, strict=True)
    ]
