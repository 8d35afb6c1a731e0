"""Hubs: what may be registered, what became of their events, and what to do about it.

Two hubs may be alike, as TMF630 does not forbid it: each gets every event it asks for.
"""

from typing import NamedTuple

from tmf.sla.v1.event_pb2 import Hub
from tmf623.contract.profiles import Profile
from tmf623.errors import Conflict, NotFound, Reason
from tmf623.query.hubs import parse_hub_query
from tmf623.sinks import addresses
from tmf623.store.deliveries import LogEntry
from tmf623.store.subscriptions import ACTIVE, Subscription
from tmf623.store.transaction import Transaction


class Health(NamedTuple):
    """How a hub is doing."""

    state: str
    """"active", or "disabled": its receiver answered 410 and gets nothing any more."""
    reason: str | None
    """Why it was disabled."""
    deliveries: dict[str, int]
    """How many are "pending", "failed" (to be tried again), "delivered" and "parked" (given up)."""


def check(hub: Hub, profile: Profile, *, private: bool) -> None:
    """Refuse a hub whose events could not be sent, or which asks for what no event has.

    `private` allows callbacks on addresses that are not public.

    Raises:
        Invalid: the callback is not an http(s) URL or not public; the query is not one on events of the profile.
    """
    addresses.checked(hub.callback, private=private)
    parse_hub_query(hub.query, profile)


def health(tx: Transaction, hub_id: int) -> Health:
    """How a hub is doing; NotFound when there is none."""
    hub = _subscription(tx, hub_id)
    return Health(hub.state, hub.state_reason, tx.deliveries.counts(hub_id))


def deliveries(
    tx: Transaction, hub_id: int, *, state: str | None = None, after: int = 0, limit: int = 100
) -> list[LogEntry]:
    """A hub's delivery log behind a position, in the order of events; of one state when it is given."""
    _subscription(tx, hub_id)
    return tx.deliveries.log(hub_id, state=state, after=after, limit=limit)


def replay(tx: Transaction, hub_id: int, position: int | None = None) -> int:
    """Begin again with the delivery that was given up, or with all of them; how many there are.

    Raises:
        NotFound: there is no such hub, or no such delivery was given up.
        Conflict: the hub is disabled.
    """
    hub = _subscription(tx, hub_id)
    if hub.state != ACTIVE:
        raise Conflict(Reason.STATE_CONFLICT, f"hub {hub_id} is {hub.state} ({hub.state_reason}): enable it first")
    number = tx.deliveries.replay(hub_id, position)
    if position is not None and not number:
        raise NotFound(Reason.NOT_FOUND, f"hub {hub_id} has given up no delivery {position}")
    return number


def enable(tx: Transaction, hub_id: int) -> None:
    """Send events to a disabled hub again, from now on; what it missed can be replayed as far as it was enqueued."""
    if _subscription(tx, hub_id).state != ACTIVE:
        tx.subscriptions.enable(hub_id)


def _subscription(tx: Transaction, hub_id: int) -> Subscription:
    hub = tx.subscriptions.get(hub_id)
    if hub is None:
        raise NotFound(Reason.NOT_FOUND, f"there is no hub with id {hub_id}")
    return hub
