"""Deliveries: which events go to which hubs, what is due, and what became of it.

Of the open deliveries of one resource to one hub only the first has a time for its next attempt. The others wait
without one, and the next of them gets it when the first is delivered or given up: so the order is kept, and a dead
hub's queue costs nothing until the hub is back.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, exists, func, insert, null, select, text, update

from tmf623.contract.documents import EventRecord, Stored
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment, instant, microseconds
from tmf623.store.outbox import EVENT_COLUMNS, Sequenced, event_record
from tmf623.store.tables import DeliveryRow, EventRow, HubRow, table

_DELIVERIES, _EVENTS, _HUBS = table(DeliveryRow), table(EventRow), table(HubRow)
_NUMBER = _DELIVERIES.c.position.type

PENDING, FAILED, DELIVERED, PARKED = "pending", "failed", "delivered", "parked"
ACTIVE, DISABLED = "active", "disabled"

_OPEN = text("delivery.state IN ('pending', 'failed')")  # spelled as the index on it


def _bind(name: str) -> Any:
    return bindparam(name, type_=_NUMBER)


_THIS = and_(_DELIVERIES.c.hub_id == _bind("hub"), _DELIVERIES.c.position == _bind("place"))
_QUEUE = and_(
    _DELIVERIES.c.hub_id == _bind("hub"),
    _DELIVERIES.c.kind == bindparam("kind_"),
    _DELIVERIES.c.resource_id == _bind("resource"),
    _OPEN,
)
_ENQUEUE = Statement(
    insert(_DELIVERIES).from_select(
        ["hub_id", "position", "event_id", "kind", "resource_id", "state", "attempts", "next_attempt_at"],
        select(
            _HUBS.c.id,
            _bind("place"),
            _bind("event"),
            bindparam("kind_"),
            _bind("resource"),
            text(f"'{PENDING}'"),
            text("0"),
            case((exists(select(text("1")).select_from(_DELIVERIES).where(_QUEUE)), null()), else_=_bind("now")),
        ).where(_HUBS.c.id == _bind("hub"), _HUBS.c.state == text(f"'{ACTIVE}'")),
    )
)
_FIRST_OPEN = select(func.min(_DELIVERIES.c.position)).where(_QUEUE).scalar_subquery()
_ADVANCE = Statement(
    update(_DELIVERIES)
    .where(
        _DELIVERIES.c.hub_id == _bind("hub"),
        _DELIVERIES.c.position == _FIRST_OPEN,
        _DELIVERIES.c.next_attempt_at.is_(None),
    )
    .values(next_attempt_at=_bind("now"))
)
_DUE = (
    select(
        _DELIVERIES.c.hub_id,
        _DELIVERIES.c.position,
        _DELIVERIES.c.attempts,
        *EVENT_COLUMNS,
    )
    .join(_EVENTS, _EVENTS.c.id == _DELIVERIES.c.event_id)
    .order_by(_DELIVERIES.c.next_attempt_at, _DELIVERIES.c.position)
)
_CLAIM = Statement(update(_DELIVERIES).where(_THIS, _OPEN).values(next_attempt_at=_bind("until")))
_MARK = Statement(
    update(_DELIVERIES)
    .where(_THIS)
    .values(
        state=bindparam("state_"),
        attempts=_DELIVERIES.c.attempts + 1,
        next_attempt_at=_bind("next"),
        last_status=_bind("status"),
        last_error=bindparam("error"),
        delivered_at=_bind("delivered"),
    )
)
_REPLAY = Statement(
    update(_DELIVERIES)
    .where(_THIS, _DELIVERIES.c.state == text(f"'{PARKED}'"))
    .values(state=PENDING, next_attempt_at=_bind("now"))
)
_PARK_ALL = Statement(
    update(_DELIVERIES)
    .where(_DELIVERIES.c.hub_id == _bind("hub"), _OPEN)
    .values(state=PARKED, next_attempt_at=None, last_error=bindparam("error"))
)
_SET_STATE = Statement(
    update(_HUBS).where(_HUBS.c.id == _bind("hub")).values(state=bindparam("state_"), state_reason=bindparam("error"))
)
_NEXT_DUE = Statement(select(func.min(_DELIVERIES.c.next_attempt_at)).where(_DELIVERIES.c.next_attempt_at.is_not(None)))
_LOG_COLUMNS = [column for column in _DELIVERIES.c if column.name not in {"hub_id", "next_attempt_at"}]


class Subscription(NamedTuple):
    """A hub and how it is served."""

    stored: Stored
    profile: str
    """`Profile.name`: events are written in it."""
    base_url: str
    """Scheme, host and prefix that `href` in its events starts with."""
    state: str
    """ACTIVE or DISABLED."""
    state_reason: str | None
    """Why it was disabled."""
    secret: str | None
    """Signs its deliveries; None: they are not signed."""
    envelope: str | None
    """How its events are wrapped; None: as TMF630 says."""


class Due(NamedTuple):
    """A delivery whose time has come."""

    hub_id: int
    position: int
    """Of the event; with the hub it names the delivery."""
    attempts: int
    """Made so far."""
    event: EventRecord


class Outcome(NamedTuple):
    """What an attempt ended with."""

    state: str
    """DELIVERED; FAILED, to be tried again at `next_attempt_at`; PARKED, given up."""
    status: int | None
    """HTTP status of the answer; None when there was none."""
    error: str | None = None
    """What went wrong, for people."""
    next_attempt_at: datetime | None = None


class LogEntry(NamedTuple):
    """One line of a hub's delivery log."""

    position: int
    event_id: int
    kind: str
    resource_id: int
    state: str
    attempts: int
    last_status: int | None
    last_error: str | None
    delivered_at: int | None
    """Microseconds since 1970 UTC."""


class Deliveries:
    """The deliveries, as one transaction sees and changes them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time of the transaction."""
        self._connection = connection
        self._moment = moment

    def subscriptions(self) -> list[Subscription]:
        """Every hub, by id."""
        columns = (_HUBS.c[name] for name in ("id", "revision", "document", "message", *Subscription._fields[1:]))
        rows = self._connection.select(select(*columns).order_by(_HUBS.c.id))
        return [Subscription(Stored(row[0], row[1], row[2].encode(), row[3]), *row[4:]) for row in rows]

    def subscription(self, hub_id: int) -> Subscription | None:
        """One hub, or None when it was removed."""
        return next((hub for hub in self.subscriptions() if hub.stored.id == hub_id), None)

    def enqueue(self, hub_ids: Collection[int], event: Sequenced) -> None:
        """Have an event delivered to hubs. Hubs that were removed or disabled meanwhile get nothing."""
        record = event.event
        common = {
            "place": event.position,
            "event": record.id,
            "kind_": record.kind.name,
            "resource": record.resource_id,
            "now": self._moment.now_us,
        }
        if hub_ids:
            self._connection.run_many(_ENQUEUE, [{**common, "hub": hub_id} for hub_id in hub_ids])

    def due(self, limit: int, excluding: Collection[int] = ()) -> list[Due]:
        """Deliveries to try now, the longest waiting first, none to the hubs in `excluding`.

        Never one of a resource whose earlier event the same hub has not received yet.
        """
        statement = _DUE.where(_DELIVERIES.c.next_attempt_at <= self._moment.now_us).limit(limit)
        if excluding:
            statement = statement.where(_DELIVERIES.c.hub_id.not_in(sorted(excluding)))
        return [Due(row[0], row[1], row[2], event_record(row[3:])) for row in self._connection.select(statement)]

    def next_due_at(self) -> datetime | None:
        """When the next delivery is due, or was; None when all is delivered or given up."""
        at = self._connection.one(_NEXT_DUE, {})[0]
        return None if at is None else instant(at)

    def claim(self, deliveries: Sequence[Due], until: datetime) -> None:
        """Keep deliveries from being due before `until`: somebody is at them."""
        if deliveries:
            until_us = microseconds(until)
            self._connection.run_many(
                _CLAIM, [{"hub": due.hub_id, "place": due.position, "until": until_us} for due in deliveries]
            )

    def mark(self, delivery: Due, outcome: Outcome) -> None:
        """Record an attempt; when it was the last one, the resource's next event becomes due."""
        again = outcome.state == FAILED
        at = outcome.next_attempt_at if again else None
        self._connection.run(
            _MARK,
            {
                "hub": delivery.hub_id,
                "place": delivery.position,
                "state_": outcome.state,
                "next": (self._moment.now_us if again else None) if at is None else microseconds(at),
                "status": outcome.status,
                "error": outcome.error,
                "delivered": self._moment.now_us if outcome.state == DELIVERED else None,
            },
        )
        if not again:
            self._advance(delivery.hub_id, delivery.event)

    def replay(self, hub_id: int, position: int) -> bool:
        """Try a delivery again that was given up; False when there is no such one."""
        changed = self._connection.run(_REPLAY, {"hub": hub_id, "place": position, "now": self._moment.now_us})
        return changed > 0

    def disable(self, hub_id: int, why: str) -> None:
        """Send nothing to a hub any more; what was waiting for it is given up, and can be replayed."""
        self._connection.run(_SET_STATE, {"hub": hub_id, "state_": DISABLED, "error": why})
        self._connection.run(_PARK_ALL, {"hub": hub_id, "error": why})

    def enable(self, hub_id: int) -> None:
        """Send events to a hub again, from now on."""
        self._connection.run(_SET_STATE, {"hub": hub_id, "state_": ACTIVE, "error": None})

    def log(self, hub_id: int, *, state: str | None = None, after: int = 0, limit: int = 100) -> list[LogEntry]:
        """A hub's deliveries after a position, in order; of one state when it is given."""
        statement = (
            select(*_LOG_COLUMNS)
            .where(_DELIVERIES.c.hub_id == hub_id, _DELIVERIES.c.position > after)
            .order_by(_DELIVERIES.c.position)
            .limit(limit)
        )
        if state is not None:
            statement = statement.where(_DELIVERIES.c.state == state)
        return [LogEntry(*row) for row in self._connection.select(statement)]

    def _advance(self, hub_id: int, event: EventRecord) -> None:
        queue = {"hub": hub_id, "kind_": event.kind.name, "resource": event.resource_id, "now": self._moment.now_us}
        self._connection.run(_ADVANCE, queue)
