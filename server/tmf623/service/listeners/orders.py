"""Product orders of TMF622 (v4 and v5) as orders: the first date that was promised is the one that counts."""

from collections.abc import Sequence
from typing import Any

from tmf.sla.v1.order_pb2 import Order
from tmf.sla.v1.order_service_pb2 import RecordOrderRequest
from tmf623.contract.codec import message_of
from tmf623.service.listeners.folding import STATUS, Folded, Told, since, states, told
from tmf623.service.listeners.foreign import (
    Payload,
    each_of,
    instant_at,
    object_at,
    parties,
    present,
    text_at,
)
from tmf623.service.listeners.notices import Notice
from tmf623.service.listeners.tickets import channel
from tmf623.service.orders import record_orders
from tmf623.store.transaction import Transaction

_TEXTS = ("description", "category", "priority")
_DATES = (
    "requestedStartDate",
    "requestedCompletionDate",
    "expectedCompletionDate",
    "completionDate",
    "cancellationDate",
)
_PROMISE = "expectedCompletionDate"
_ENDS = {"completed": "completionDate", "cancelled": "cancellationDate"}
"""States that say by themselves that an order is over, and the date that says when."""


def read(notice: Notice) -> Told:
    """What a notice tells of an order; Invalid and Refused as in `foreign`."""
    body, path = notice.body, notice.path
    items = _items(body, path)
    attributes = present(
        **{name: text_at(body, name, path) for name in _TEXTS},
        **{name: instant_at(body, name, path) for name in _DATES},
        creationDate=instant_at(body, "creationDate", path) or instant_at(body, "orderDate", path),  # v4's word
        channel=channel(body, path),
        relatedParty=parties(body, path) if "relatedParty" in body else None,
        productOrderItem=items,
        relatedEntity=None if items is None else [item["product"] for item in items if "product" in item],
        productOrderMilestone=_milestones(body, path),
        productOrderJeopardyAlert=_alerts(body, path),
        **{STATUS: text_at(body, "state", path)},
    )
    age = instant_at(body, "lastUpdate", path) or notice.time
    return told(age or attributes.get("creationDate"), attributes, [])


def record(tx: Transaction, notice: Notice, events: Sequence[Told]) -> bool:
    """Record the order that follows from all events about it; False while nobody said when it was placed.

    The state that promised first is recorded before the present one: its age says which promise is the first.
    """
    known = [state for state in states(events) if "creationDate" in state.attributes]
    if not known:
        return False
    promising = next((state for state in known if _PROMISE in state.attributes), known[-1])
    wanted = [promising, known[-1]] if promising is not known[-1] else [promising]
    orders = [message_of(Order, _order(notice.resource_id, state)) for state in wanted]
    record_orders(tx, RecordOrderRequest(source=notice.source, order=orders))
    return True


def _order(external_id: str, known: Folded) -> dict[str, Any]:
    order = {"externalId": external_id} | known.attributes
    state = order.pop(STATUS, None)
    for ended, date in _ENDS.items():
        if state == ended and date not in order:
            order |= present(**{date: since(known.history, frozenset({ended}))})
    return order | present(state=state, lastUpdate=known.age)


def _items(body: Payload, path: str) -> list[dict[str, Any]] | None:
    name = "productOrderItem" if "productOrderItem" in body else "orderItem"  # v2's word
    if name not in body:
        return None
    found = []
    for each, here in each_of(body, name, path):
        product = object_at(each, "product", here) or {}
        identifier = text_at(product, "id", f"{here}product.")
        named = {key: text_at(product, key, f"{here}product.") for key in ("href", "name")}
        words = {key: text_at(each, key, here) for key in ("id", "action", "state")}
        entity = present(id=identifier, **named) if identifier and identifier.strip() else None
        found.append(present(**words, product=entity))
    return found


def _milestones(body: Payload, path: str) -> list[dict[str, Any]] | None:
    name = "productOrderMilestone"
    if name not in body:
        return None
    return [
        present(
            **{key: text_at(each, key, here) for key in ("id", "name", "description", "status", "message")},
            milestoneDate=instant_at(each, "milestoneDate", here),
        )
        for each, here in each_of(body, name, path)
    ]


def _alerts(body: Payload, path: str) -> list[dict[str, Any]] | None:
    name = "productOrderJeopardyAlert"
    if name not in body:
        return None
    return [
        present(
            **{key: text_at(each, key, here) for key in ("id", "name", "jeopardyType", "exception", "message")},
            alertDate=instant_at(each, "alertDate", here),
        )
        for each, here in each_of(body, name, path)
    ]
