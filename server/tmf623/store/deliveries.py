"""Deliveries: which events go to which hubs, what is due, and what became of it.

Of the open deliveries of one resource to one hub, its lane, only the first has a time for its next attempt. The
others wait without one, and the next of them gets it when the first is delivered or given up: so the order is kept,
and a dead hub's queue costs nothing until the hub is back.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, cast, delete, exists, func, insert, null, or_, select, text, update

from tmf623.contract.documents import EventRecord
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment, instant, microseconds
from tmf623.store.outbox import EVENT_COLUMNS, Sequenced, event_records
from tmf623.store.subscriptions import ACTIVE
from tmf623.store.tables import DeliveryRow, EventRow, HubRow, table

_DELIVERIES, _EVENTS, _HUBS = table(DeliveryRow), table(EventRow), table(HubRow)
_NUMBER = _DELIVERIES.c.position.type

PENDING, FAILED, DELIVERED, PARKED = "pending", "failed", "delivered", "parked"

_AT_ONCE = text("0")
"""An attempt that need not wait: due whatever the clock says, in the order of positions."""


def _bind(name: str) -> Any:
    return bindparam(name, type_=_NUMBER)


_KIND = cast(bindparam("kind_", type_=_DELIVERIES.c.kind.type), _DELIVERIES.c.kind.type)


def _open(deliveries: Any) -> Any:
    return text(f"{deliveries.name}.state IN ('pending', 'failed')")  # spelled as the index on it


_OF_HUB = _DELIVERIES.c.hub_id == _bind("hub")
_THIS = and_(_OF_HUB, _DELIVERIES.c.position == _bind("place"))
_LANE = and_(
    _OF_HUB,
    _DELIVERIES.c.kind == _KIND,
    _DELIVERIES.c.resource_id == _bind("resource"),
    _open(_DELIVERIES),
)
_HEAD = _DELIVERIES.c.next_attempt_at.is_not(None)
_WAITS = select(text("1")).where(
    _DELIVERIES.c.hub_id == _HUBS.c.id,
    _DELIVERIES.c.kind == _KIND,
    _DELIVERIES.c.resource_id == _bind("resource"),
    _open(_DELIVERIES),
)
_IS_THERE = select(text("1")).where(_DELIVERIES.c.hub_id == _HUBS.c.id, _DELIVERIES.c.position == _bind("place"))
_QUEUED = (
    "hub_id", "position", "event_id", "kind", "resource_id", "state", "attempts", "opened_at", "next_attempt_at",
)  # fmt: skip


def _to_queue(hubs: Any) -> Any:
    return select(
        _HUBS.c.id,
        _bind("place"),
        _bind("event"),
        _KIND,
        _bind("resource"),
        text(f"'{PENDING}'"),
        text("0"),
        _bind("now"),
        case((exists(_WAITS.correlate(_HUBS)), null()), else_=_AT_ONCE),
    ).where(
        hubs,
        _HUBS.c.state == text(f"'{ACTIVE}'"),
        _HUBS.c.after_position < _bind("place"),
        ~exists(_IS_THERE.correlate(_HUBS)),
    )


_ENQUEUE = Statement(insert(_DELIVERIES).from_select(_QUEUED, _to_queue(_HUBS.c.id == _bind("hub"))))
_FEW = 16
"""Up to here a statement for each hub is quicker; above, one for all, which lets other threads go first only once."""
_MANY = _to_queue(_HUBS.c.id.in_(bindparam("hubs", type_=_NUMBER, expanding=True)))
_FIRST_OPEN = select(func.min(_DELIVERIES.c.position)).where(_LANE).scalar_subquery()
_ADVANCE = Statement(
    update(_DELIVERIES).where(_OF_HUB, _DELIVERIES.c.position == _FIRST_OPEN, ~_HEAD).values(next_attempt_at=_AT_ONCE)
)
_OTHER = _DELIVERIES.alias("other")
_SAME_LANE = and_(
    _OTHER.c.hub_id == _bind("hub"),
    _OTHER.c.kind == _DELIVERIES.c.kind,
    _OTHER.c.resource_id == _DELIVERIES.c.resource_id,
    _open(_OTHER),
)
_ADVANCE_ALL = Statement(
    update(_DELIVERIES)
    .where(
        _OF_HUB,
        _open(_DELIVERIES),
        ~_HEAD,
        ~exists(
            select(text("1"))
            .select_from(_OTHER)
            .where(_SAME_LANE, or_(_OTHER.c.position < _DELIVERIES.c.position, _OTHER.c.next_attempt_at.is_not(None)))
        ),
    )
    .values(next_attempt_at=_AT_ONCE)
)
_LOCK_HEADS = Statement(select(_DELIVERIES.c.position).where(_OF_HUB, _HEAD).with_for_update())
_DUE = Statement(
    select(
        _DELIVERIES.c.hub_id, _DELIVERIES.c.position, _DELIVERIES.c.attempts, _DELIVERIES.c.opened_at, *EVENT_COLUMNS
    )
    .join(_EVENTS, _EVENTS.c.id == _DELIVERIES.c.event_id)
    .where(_OF_HUB, _DELIVERIES.c.next_attempt_at <= _bind("now"))
    .order_by(_DELIVERIES.c.next_attempt_at, _DELIVERIES.c.position)
    .limit(_bind("limit"))
)
_NEXT_ATTEMPT = Statement(
    select(func.min(_DELIVERIES.c.next_attempt_at)).where(_OF_HUB, _DELIVERIES.c.next_attempt_at > _bind("now"))
)
_WAITING = Statement(
    select(_HUBS.c.id).where(
        exists(
            select(text("1"))
            .select_from(_DELIVERIES)
            .where(_DELIVERIES.c.hub_id == _HUBS.c.id, _DELIVERIES.c.next_attempt_at <= _bind("now"))
        )
    )
)
_MARK_ANY = (
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
_MARK = Statement(_MARK_ANY)
_MARK_AGAIN = Statement(_MARK_ANY.where(_open(_DELIVERIES)))  # what was given up meanwhile stays so
_REOPENED = {"state": PENDING, "attempts": 0, "opened_at": _bind("now"), "next_attempt_at": None}
_IS_PARKED = _DELIVERIES.c.state == text(f"'{PARKED}'")
_REPLAY = Statement(update(_DELIVERIES).where(_THIS, _IS_PARKED).values(_REOPENED))
_REPLAY_ALL = Statement(update(_DELIVERIES).where(_OF_HUB, _IS_PARKED).values(_REOPENED))
_PARK = Statement(
    update(_DELIVERIES)
    .where(_OF_HUB, _open(_DELIVERIES), _DELIVERIES.c.opened_at <= _bind("before"))
    .values(state=PARKED, next_attempt_at=None, last_error=bindparam("error"))
)
_FIRST_OPEN_OF_ALL = Statement(select(func.min(_DELIVERIES.c.position)).where(_open(_DELIVERIES)))
_FORGET = Statement(
    delete(_DELIVERIES).where(
        _OF_HUB, _DELIVERIES.c.position < _bind("place"), text(f"delivery.state IN ('{DELIVERED}', '{PARKED}')")
    )
)
_COUNTS = Statement(select(_DELIVERIES.c.state, func.count()).where(_OF_HUB).group_by(_DELIVERIES.c.state))


class Due(NamedTuple):
    """A delivery whose time has come."""

    hub_id: int
    position: int
    """Of the event; with the hub it names the delivery."""
    attempts: int
    """Made so far."""
    opened_at: datetime
    """Since when it waits: enqueued or replayed."""
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
    """Only of a failed one; None: at once."""


class LogEntry(NamedTuple):
    """One line of a hub's delivery log."""

    position: int
    event_id: int
    kind: str
    resource_id: int
    state: str
    attempts: int
    next_attempt_at: int | None
    """Microseconds since 1970 UTC, 0 for at once; None: not due, or behind an earlier event of its resource."""
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

    def enqueue(self, hub_ids: Collection[int], event: Sequenced) -> None:
        """Have an event delivered to hubs; to enqueue it again changes nothing.

        Hubs that were removed, disabled or registered after the event get nothing.
        """
        record = event.event
        common = {
            "place": event.position,
            "event": record.id,
            "kind_": record.kind.name,
            "resource": record.resource_id,
            "now": self._moment.now_us,
        }
        if len(hub_ids) <= _FEW:
            self._connection.run_many(_ENQUEUE, [{**common, "hub": hub_id} for hub_id in hub_ids])
            return
        many = _MANY.params({**common, "hubs": list(hub_ids)})
        self._connection.change(insert(_DELIVERIES).from_select(_QUEUED, many))

    def waiting(self) -> list[int]:
        """The hubs something is to be sent to now."""
        return [row[0] for row in self._connection.all(_WAITING, {"now": self._moment.now_us})]

    def due(self, hub_id: int, limit: int) -> list[Due]:
        """A hub's deliveries to try now, the longest waiting first.

        Never one of a resource whose earlier event the hub has not received yet.
        """
        parameters = {"hub": hub_id, "now": self._moment.now_us, "limit": limit}
        rows = self._connection.all(_DUE, parameters)
        events = event_records(self._connection, [row[4:] for row in rows])
        return [Due(row[0], row[1], row[2], instant(row[3]), event) for row, event in zip(rows, events, strict=True)]

    def next_attempt_at(self, hub_id: int) -> datetime | None:
        """When the first of a hub's deliveries that are not due yet will be; None when there is none."""
        at = self._connection.one(_NEXT_ATTEMPT, {"hub": hub_id, "now": self._moment.now_us})[0]
        return None if at is None else instant(at)

    def mark(self, delivery: Due, outcome: Outcome) -> None:
        """Record an attempt; when it was the last one, the resource's next event becomes due."""
        again = outcome.state == FAILED
        at = outcome.next_attempt_at
        self._connection.run(
            _MARK_AGAIN if again else _MARK,
            {
                "hub": delivery.hub_id,
                "place": delivery.position,
                "state_": outcome.state,
                "next": (0 if at is None else microseconds(at)) if again else None,
                "status": outcome.status,
                "error": outcome.error,
                "delivered": self._moment.now_us if outcome.state == DELIVERED else None,
            },
        )
        if not again:
            event = delivery.event
            lane = {"hub": delivery.hub_id, "kind_": event.kind.name, "resource": event.resource_id}
            self._connection.run(_ADVANCE, lane)

    def replay(self, hub_id: int, position: int | None = None) -> int:
        """Begin again with a delivery that was given up, or with all of a hub's; how many there were.

        Each takes its place in the order of its resource, before later events that still wait.
        """
        parameters = {"hub": hub_id, "now": self._moment.now_us}
        if position is None:
            changed = self._connection.run(_REPLAY_ALL, parameters)
        else:
            changed = self._connection.run(_REPLAY, {**parameters, "place": position})
        if changed:
            self._advance_all(hub_id)
        return changed

    def park(self, hub_id: int, why: str, before: datetime | None = None) -> int:
        """Give up what waits for a hub, all of it or what was opened until `before`; how much. It can be replayed."""
        before_us = self._moment.now_us if before is None else microseconds(before)
        changed = self._connection.run(_PARK, {"hub": hub_id, "before": before_us, "error": why})
        if changed:
            self._advance_all(hub_id)
        return changed

    def counts(self, hub_id: int) -> dict[str, int]:
        """How many of a hub's deliveries are in each state; states without any are left out."""
        return {row[0]: row[1] for row in self._connection.all(_COUNTS, {"hub": hub_id})}

    def log(
        self, hub_id: int, *, state: str | None = None, after: int = 0, offset: int = 0, limit: int | None = 100
    ) -> list[LogEntry]:
        """A hub's deliveries after a position, in order, `offset` of them passed over; of one state when it is given.

        At most `limit`; None: all.
        """
        statement = (
            select(*(_DELIVERIES.c[name] for name in LogEntry._fields))
            .where(_DELIVERIES.c.hub_id == hub_id, _DELIVERIES.c.position > after)
            .order_by(_DELIVERIES.c.position)
            .limit(limit)
            .offset(offset)
        )
        if state is not None:
            statement = statement.where(_DELIVERIES.c.state == state)
        return [LogEntry(*row) for row in self._connection.select(statement)]

    def first_open(self) -> int | None:
        """The position of the first event some hub waits for; None when there is none."""
        at: int | None = self._connection.one(_FIRST_OPEN_OF_ALL, {})[0]
        return at

    def forget(self, hub_id: int, position: int) -> int:
        """Forget what became of a hub's events before a position; how many. What is still to be delivered stays."""
        return self._connection.run(_FORGET, {"hub": hub_id, "place": position})

    def _advance_all(self, hub_id: int) -> None:
        """Give every lane of a hub that has none its head.

        The heads there are get locked first: one that is being marked at this moment counts as it will be.
        """
        self._connection.all(_LOCK_HEADS, {"hub": hub_id})
        self._connection.run(_ADVANCE_ALL, {"hub": hub_id})
