"""Cases, orders and contacts as the domain counts them, out of the messages that were recorded."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from google.protobuf.message import Message

from tmf.sla.v1.contact_pb2 import Contact as ContactMessage
from tmf.sla.v1.measurement_pb2 import Case as CaseMessage
from tmf.sla.v1.order_pb2 import Order as OrderMessage
from tmf623.contract.kinds import CASE, CONTACT, ORDER
from tmf623.domain.event_duration import CaseStatus
from tmf623.domain.facts import Case, Contact, Order, StatusChange
from tmf623.service.recording import instant, subject_of
from tmf623.service.timestamps import microseconds

CUSTOMER = "customer"
"""Who caused a delay, or what the role of a party is: compared without case."""
_OWNED = frozenset({"id", "href"})


def case_of(message: CaseMessage) -> Case:
    """What of a case counts."""
    told = sorted(message.status_change, key=lambda each: (microseconds(each.change_date), each.sequence))
    history = tuple(StatusChange(microseconds(each.change_date), each.status, each.change_reason) for each in told)
    changes: list[Any] = [*message.priority_change, *(each for each in told if each.priority)]
    priorities = sorted(((microseconds(each.change_date), each.priority) for each in changes), key=itemgetter(0))
    return Case(
        created=microseconds(message.creation_date),
        resolved=instant(message, "resolution_date"),
        ticket_type=message.ticket_type,
        priority=message.priority,
        status=message.status,
        severity=message.severity,
        channel=message.channel,
        subject=subject_of(CASE, message),
        entities=_entities(message),
        reported=instant(message, "reported_date"),
        responded=instant(message, "response_date"),
        closed=_closed(history),
        updates=tuple(microseconds(note.date) for note in message.note if note.HasField("date")),
        history=history,
        priorities=tuple(dict.fromkeys(priorities)),
        attributes=attributes_of(message),
    )


def order_of(message: OrderMessage) -> Order:
    """What of an order counts."""
    return Order(
        created=microseconds(message.creation_date),
        completed=instant(message, "completion_date"),
        status=message.state,
        actions=tuple(sorted({item.action for item in message.product_order_item if item.action})),
        first_promised=instant(message, "promised_date"),
        last_promised=instant(message, "expected_completion_date"),
        requested=instant(message, "requested_completion_date"),
        customer_caused=message.delay_caused_by.strip().casefold() == CUSTOMER,
        rolled_back=message.rolled_back,
        channel=message.channel,
        priority=message.priority,
        subject=subject_of(ORDER, message),
        entities=_entities(message),
        attributes=attributes_of(message),
    )


def contact_of(message: ContactMessage) -> Contact:
    """What of a contact counts."""
    return Contact(
        offered=microseconds(message.offered_date),
        queued=instant(message, "queued_date"),
        answered=instant(message, "answered_date"),
        abandoned=instant(message, "abandoned_date"),
        resolved=message.resolved,
        customer=_customer(message),
        topic=message.topic,
        channel=message.channel,
        subject=subject_of(CONTACT, message),
        entities=_entities(message),
        attributes=attributes_of(message),
    )


def attributes_of(message: Message) -> Mapping[str, tuple[str, ...]]:
    """The values of every attribute by its JSON path, as text, and of each characteristic by its name."""
    found: dict[str, list[str]] = {}
    for path, value in _leaves(message, ""):
        found.setdefault(path, []).append(value)
    for each in getattr(message, "characteristic", ()):
        found.setdefault(f"characteristic.{each.name}", []).append(each.value)
    return {path: tuple(values) for path, values in found.items() if path not in _OWNED}


def _leaves(message: Message, prefix: str) -> Iterator[tuple[str, str]]:
    kind: Any = type(message)
    fields = _fields(kind)
    for field, value in message.ListFields():
        name, write = fields[field.name]
        path = f"{prefix}{name}"
        for each in value if field.is_repeated else (value,):
            if write is None:
                yield from _leaves(each, f"{path}.")
            else:
                yield path, write(each)


@lru_cache(maxsize=64)
def _fields(kind: Any) -> Mapping[str, tuple[str, Callable[[Any], str] | None]]:
    """By name of the field: its JSON name, and how its value is written; None for a message."""
    found: dict[str, tuple[str, Callable[[Any], str] | None]] = {}
    for field in kind.DESCRIPTOR.fields:
        write: Callable[[Any], str] | None = str
        if field.message_type is not None:
            is_instant = field.message_type.full_name == "google.protobuf.Timestamp"
            write = (lambda stamp: str(stamp.ToJsonString())) if is_instant else None
        elif field.type == field.TYPE_BOOL:
            write = _boolean
        found[field.name] = (field.json_name, write)
    return found


def _boolean(value: bool) -> str:  # noqa: FBT001 - the value itself
    return "true" if value else "false"


def _entities(message: Any) -> tuple[str, ...]:
    return tuple(sorted({entity.id for entity in message.related_entity if entity.id}))


def _closed(history: tuple[StatusChange, ...]) -> int | None:
    """When the case was closed for good; None when its last status is another."""
    last = max(reversed(history), key=lambda change: change.time, default=None)  # of one instant the last one
    return last.time if last is not None and last.status == CaseStatus.CLOSED else None


def _customer(message: ContactMessage) -> str:
    """Who makes the contact: the party in the role of the customer, else the first one."""
    parties = [*(party for party in message.related_party if party.role.casefold() == CUSTOMER), *message.related_party]
    return next((party.id or party.href or party.name for party in parties), "")
