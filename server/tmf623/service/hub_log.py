"""What hubs' operators ask: what became of the events, how a hub is doing; and what they have done about it."""

from decimal import Decimal
from typing import Any, NamedTuple

from tmf.sla.v1.hub_pb2 import HubDelivery
from tmf.sla.v1.hub_service_pb2 import (
    ActivateHubRequest,
    ActivateHubResponse,
    ReplayHubRequest,
    ReplayHubResponse,
    RetrieveHubHealthResponse,
    RotateHubSecretRequest,
    RotateHubSecretResponse,
)
from tmf623.contract.codec import json_value
from tmf623.contract.kinds import CUSTOMER_QOS_MANAGEMENT, HUB, Kind
from tmf623.errors import Invalid, NotFound, Reason
from tmf623.query.criteria import All, Comparison, Operator, Order, Predicate, Query, ValueType
from tmf623.query.evaluate import holds
from tmf623.service import hubs
from tmf623.service.behaviour import Origin
from tmf623.service.identifiers import identifier
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import stamp
from tmf623.sinks import signature
from tmf623.store.deliveries import LogEntry
from tmf623.store.transaction import Transaction

HUB_DELIVERY = Kind("hubDelivery", HubDelivery, CUSTOMER_QOS_MANAGEMENT, audited=False)
"""What the query language knows of an entry; entries are made of other rows when they are asked for."""
MOST_SEARCHED = 50_000
"""Entries a filter or an order is worked out on."""


class Entries(NamedTuple):
    """Part of a hub's log."""

    rows: list[HubDelivery]
    total: int
    """How many entries satisfy the query, on this page or not."""
    next: int | None
    """How many to pass over for what follows; None: nothing does."""


def find(tx: Transaction, hub_id: str, query: Query) -> Entries:
    """A page of a hub's log.

    Raises:
        NotFound: there is no such hub.
        Invalid: the log is too long to be searched (NOT_SUPPORTED): `state` narrows it.
    """
    id_ = identifier(HUB, hub_id)
    counts = hubs.health(tx, id_).deliveries
    state = _state(query.where)
    held = sum(counts.values()) if state is None else counts.get(state, 0)
    if query.where in {All(()), _only(state)} and not query.order:
        rows, total = _entries(tx, id_, state, query.offset, query.limit), held
    else:
        found = _searched(tx, id_, state, held, query)
        rows, total = found[query.offset :][: query.limit], len(found)
    end = query.offset + len(rows)
    return Entries(rows, total, end if rows and end < total else None)


def health(tx: Transaction, hub_id: str) -> RetrieveHubHealthResponse:
    """How a hub is doing; NotFound when there is none."""
    id_ = identifier(HUB, hub_id)
    found = hubs.health(tx, id_)
    told = RetrieveHubHealthResponse(id=str(id_), state=found.state, state_reason=found.reason)
    for state in ("pending", "failed", "delivered", "parked"):
        setattr(told, state, found.deliveries.get(state, 0))
    return told


def replay(tx: Transaction, request: ReplayHubRequest, _origin: Origin) -> ReplayHubResponse:
    """Begin again with deliveries that were given up; raises as `hubs.replay`."""
    check_hub(request)
    position = _position(request.position) if request.HasField("position") else None
    number = hubs.replay(tx, identifier(HUB, request.hub_id), position)
    return ReplayHubResponse(hub_id=request.hub_id, replayed=number)


def activate(tx: Transaction, request: ActivateHubRequest, _origin: Origin) -> ActivateHubResponse:
    """Send to a disabled hub again; NotFound when there is none."""
    check_hub(request)
    hubs.enable(tx, identifier(HUB, request.hub_id))
    return ActivateHubResponse(hub_id=request.hub_id, state="active")


def rotate(tx: Transaction, request: RotateHubSecretRequest, _origin: Origin) -> RotateHubSecretResponse:
    """Sign with a new key; raises as `hubs.rotate`."""
    check_secret(request)
    hubs.rotate(tx, identifier(HUB, request.hub_id), request.secret)
    return RotateHubSecretResponse(hub_id=request.hub_id)


def check_hub(request: Any) -> None:
    """Refuse a request that names no hub: Invalid."""
    demanded(request.hub_id, "hubId")


def check_secret(request: RotateHubSecretRequest) -> None:
    """Refuse a request that names no hub or no key: Invalid."""
    check_hub(request)
    demanded(request.secret, "secret")
    signature.key(request.secret)


def _position(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < _DIGITS:
        return int(text)
    raise NotFound(Reason.NOT_FOUND, f"there is no delivery {text[:64]!r}")


_DIGITS = 16
"""A position has fewer."""


def _searched(tx: Transaction, hub_id: int, state: str | None, held: int, query: Query) -> list[HubDelivery]:
    if held > MOST_SEARCHED:
        sentence = f"the log of hub {hub_id} holds {held} such entries; more than {MOST_SEARCHED} are not searched"
        raise Invalid(Reason.NOT_SUPPORTED, f"{sentence}: narrow it by state")
    entries = [(entry, json_value(entry)) for entry in _entries(tx, hub_id, state, 0, None)]
    found = [(entry, value) for entry, value in entries if holds(query.where, value)]
    for order in reversed(query.order):
        present = [pair for pair in found if order.path[0] in pair[1]]
        absent = [pair for pair in found if order.path[0] not in pair[1]]
        present.sort(key=lambda pair, order=order: _key(order, pair[1]), reverse=order.descending)  # type: ignore[misc]
        found = [*present, *absent]
    return [entry for entry, _ in found]


def _key(order: Order, value: dict[str, Any]) -> Any:
    item = value[order.path[0]]
    return Decimal(item) if order.type is ValueType.NUMBER else item


def _entries(tx: Transaction, hub_id: int, state: str | None, offset: int, limit: int | None) -> list[HubDelivery]:
    return [_told(hub_id, entry) for entry in tx.deliveries.log(hub_id, state=state, offset=offset, limit=limit)]


def _state(where: Predicate) -> str | None:
    """The one state a query asks for, if it does."""
    for operand in where.operands if isinstance(where, All) else (where,):
        if isinstance(operand, Comparison) and operand == _only(str(operand.values[0])):
            return str(operand.values[0])
    return None


def _only(state: str | None) -> Predicate:
    return All(()) if state is None else Comparison(("state",), ValueType.TEXT, Operator.EQ, (state,))


def _told(hub_id: int, entry: LogEntry) -> HubDelivery:
    told = HubDelivery(
        id=str(entry.position),
        hub_id=str(hub_id),
        position=entry.position,
        event_id=str(entry.event_id),
        resource=entry.kind,
        resource_id=str(entry.resource_id),
        state=entry.state,
        attempts=entry.attempts,
        last_status=entry.last_status,
        last_error=entry.last_error,
    )
    if entry.next_attempt_at:
        told.next_attempt_at.CopyFrom(stamp(entry.next_attempt_at))
    if entry.delivered_at is not None:
        told.delivered_at.CopyFrom(stamp(entry.delivered_at))
    return told
