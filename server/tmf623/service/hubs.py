"""Hubs: what may be registered, what became of their events, and what to do about it.

Two hubs may be alike, as TMF630 does not forbid it: each gets every event it asks for.
"""

from typing import NamedTuple

from google.protobuf.message import Message

from tmf.sla.v1.event_pb2 import Hub
from tmf623.contract.kinds import HUB
from tmf623.contract.profiles import Profile
from tmf623.errors import Conflict, Invalid, NotFound, Reason
from tmf623.query.hubs import parse_hub_query
from tmf623.sinks import addresses, cloudevents, signature
from tmf623.store.deliveries import LogEntry
from tmf623.store.subscriptions import ACTIVE, Subscription
from tmf623.store.transaction import Transaction

ENVELOPES = ("tmf", cloudevents.ENVELOPE)
"""TMF630's own is what a hub gets that asks for none."""
_MOST_KEYS = 2


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
        Invalid: the callback is not an http(s) URL or not public; the query is not one on events of the profile; the
            secret holds no key, or more than two; the envelope is not known.
    """
    addresses.checked(hub.callback, private=private)
    parse_hub_query(hub.query, profile)
    keys = signature.keys(hub.secret if hub.HasField("secret") else None)
    if len(keys) > _MOST_KEYS:
        raise Invalid(Reason.INVALID_VALUE, f"secret holds more than {_MOST_KEYS} keys", attribute="secret")
    if hub.HasField("envelope") and hub.envelope not in ENVELOPES:
        raise Invalid(
            Reason.INVALID_VALUE,
            f"envelope {hub.envelope[:64]!r} is none of {', '.join(ENVELOPES)}",
            attribute="envelope",
        )


def kept(message: Message, profile: Profile, base: str) -> tuple[Hub, dict[str, str]]:
    """A hub as its resource is stored, without the secret, and the columns of its row that clients never read."""
    hub = Hub.FromString(message.SerializeToString())
    columns = {"profile": profile.name, "base_url": base}
    columns |= {name: getattr(hub, name) for name in ("secret", "envelope") if getattr(hub, name)}
    hub.ClearField("secret")
    return hub, columns


def rotate(tx: Transaction, hub_id: int, secret: str) -> None:
    """Sign with a new key from now on, and with the one before it as well until the next rotation.

    Raises:
        NotFound: there is no such hub.
        Invalid: `secret` is not one key.
    """
    hub = _subscription(tx, hub_id)
    signature.key(secret)
    tx.audit.note("rotateHubSecret", HUB.name, hub_id)
    tx.subscriptions.sign(hub_id, " ".join([secret, *(hub.secret or "").split()[:1]]))


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
    tx.audit.note("replayHub", HUB.name, hub_id)
    if position is not None and not number:
        raise NotFound(Reason.NOT_FOUND, f"hub {hub_id} has given up no delivery {position}")
    return number


def enable(tx: Transaction, hub_id: int) -> None:
    """Send events to a disabled hub again, from now on; what it missed can be replayed as far as it was enqueued."""
    if _subscription(tx, hub_id).state != ACTIVE:
        tx.audit.note("activateHub", HUB.name, hub_id)
        tx.subscriptions.enable(hub_id)


def _subscription(tx: Transaction, hub_id: int) -> Subscription:
    hub = tx.subscriptions.get(hub_id)
    if hub is None:
        raise NotFound(Reason.NOT_FOUND, f"there is no hub with id {hub_id}")
    return hub
