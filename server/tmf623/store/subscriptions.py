"""Hubs as the notifier serves them: what a hub's row says beside the resource."""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, text, update

from tmf623.contract.documents import Stored
from tmf623.store.connection import Connection, Statement
from tmf623.store.tables import EventRow, HubRow, table

_HUBS, _EVENTS = table(HubRow), table(EventRow)
_THIS = _HUBS.c.id == bindparam("hub", type_=_HUBS.c.id.type)

ACTIVE, DISABLED = "active", "disabled"


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


_ROSTER = Statement(
    select(_HUBS.c.id, _HUBS.c.revision).where(_HUBS.c.state == text(f"'{ACTIVE}'")).order_by(_HUBS.c.id)
)
_IDS = Statement(select(_HUBS.c.id).order_by(_HUBS.c.id))
_GET = Statement(
    select(
        *(_HUBS.c[name] for name in ("id", "revision", "document", "message")),
        *(_HUBS.c[name] for name in Subscription._fields[1:]),
    ).where(_THIS)
)
_SET_STATE = Statement(update(_HUBS).where(_THIS).values(state=bindparam("state_"), state_reason=bindparam("reason")))
_SIGN = Statement(update(_HUBS).where(_THIS).values(secret=bindparam("secret_")))
_START = Statement(
    update(_HUBS)
    .where(_THIS)
    .values(
        after_position=select(func.coalesce(func.max(_EVENTS.c.position), text("0"))).scalar_subquery()
        + select(func.count()).select_from(_EVENTS).where(_EVENTS.c.position.is_(None)).scalar_subquery()
    )
)


class Subscriptions:
    """The hubs, as one transaction sees and changes them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection

    def roster(self) -> list[tuple[int, int]]:
        """Id and revision of every active hub, by id."""
        return [(row[0], row[1]) for row in self._connection.all(_ROSTER, {})]

    def ids(self) -> list[int]:
        """The id of every hub, active or not."""
        return [row[0] for row in self._connection.all(_IDS, {})]

    def get(self, hub_id: int) -> Subscription | None:
        """One hub, or None when it was removed."""
        row: Any = self._connection.one(_GET, {"hub": hub_id})
        return None if row is None else Subscription(Stored(row[0], row[1], row[2].encode(), row[3]), *row[4:])

    def disable(self, hub_id: int, why: str) -> None:
        """Enqueue nothing for a hub any more; `Deliveries.park` sees to what waits already."""
        self._connection.run(_SET_STATE, {"hub": hub_id, "state_": DISABLED, "reason": why})

    def enable(self, hub_id: int) -> None:
        """Send events to a hub again, from now on."""
        self._connection.run(_SET_STATE, {"hub": hub_id, "state_": ACTIVE, "reason": None})
        start(self._connection, hub_id)

    def sign(self, hub_id: int, secret: str) -> None:
        """Sign a hub's deliveries with these keys from now on."""
        self._connection.run(_SIGN, {"hub": hub_id, "secret_": secret})


def start(connection: Connection, hub_id: int) -> None:
    """Let a hub's events begin behind all that are recorded now, whether they have a position yet or not."""
    connection.run(_START, {"hub": hub_id})
