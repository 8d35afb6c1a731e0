"""The operations that record cases, orders and contacts."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from google.protobuf.message import Message

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest
from tmf.sla.v1.contact_service_pb2 import RecordContactRequest
from tmf.sla.v1.order_service_pb2 import RecordOrderRequest
from tmf623.contract.codec import canonical, message_of
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import cases, contacts, orders
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction


class _Use(NamedTuple):
    """One use case."""

    request: type[Message]
    record: Callable[[Transaction, Any], Message]
    check: Callable[[Any], None]


_USES: Mapping[str, _Use] = {
    "RecordCase": _Use(RecordCaseRequest, cases.record_cases, cases.check),
    "RecordOrder": _Use(RecordOrderRequest, orders.record_orders, orders.check),
    "RecordContact": _Use(RecordContactRequest, contacts.record_contacts, contacts.check),
}


def operations(store: Store) -> dict[str, Operation]:
    """The operations, by the name of their rpc."""
    return {name: _operation(store, use) for name, use in _USES.items()}


def _operation(store: Store, use: _Use) -> Operation:
    def read(_media: str, value: object) -> Any:
        return message_of(use.request, value)

    def explain(media: str, value: object) -> None:
        use.check(read(media, value))

    async def record(request: Request) -> Answer:
        message = request.body
        recorded = await asyncio.wrap_future(store.submit(lambda tx: use.record(tx, message)))
        return json_answer(201, canonical(recorded), [])

    return Operation(record, read, explain)
