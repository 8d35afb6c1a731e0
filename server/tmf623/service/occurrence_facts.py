"""Cases, orders and contacts as the domain counts them, out of the messages that were recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_CHARACTERISTIC = "characteristic."
_INSTANT = "google.protobuf.Timestamp"


def case_of(message: CaseMessage, paths: Iterable[str] = ()) -> Case:
    """What of a case counts, with its attributes at `paths`."""
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
        priorities=_changed(priorities),
        attributes=attributes_of(message, paths),
    )


def order_of(message: OrderMessage, paths: Iterable[str] = ()) -> Order:
    """What of an order counts, with its attributes at `paths`."""
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
        attributes=attributes_of(message, paths),
    )


def contact_of(message: ContactMessage, paths: Iterable[str] = ()) -> Contact:
    """What of a contact counts, with its attributes at `paths`."""
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
        attributes=attributes_of(message, paths),
    )


def attributes_of(message: Message, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The values of the attributes at some JSON paths, as text; a characteristic is also found by its name.

    Of an array there are the values of all elements; an attribute that is not there has none.
    """
    found = {path: tuple(_values(message, path.split("."))) for path in paths}
    for each in getattr(message, "characteristic", ()):
        path = f"{_CHARACTERISTIC}{each.name}"
        if path in found:
            found[path] = (*found[path], each.value)
    return {path: values for path, values in found.items() if values}


def _values(message: Any, path: Sequence[str]) -> Iterator[str]:
    field = next((each for each in message.DESCRIPTOR.fields if each.json_name == path[0]), None)
    if field is None or not (field.is_repeated or message.HasField(field.name)):
        return
    value = getattr(message, field.name)
    for each in value if field.is_repeated else (value,):
        if len(path) > 1:
            yield from _values(each, path[1:]) if field.message_type is not None else ()
        elif field.message_type is None:
            yield _boolean(each) if field.type == field.TYPE_BOOL else str(each)
        elif field.message_type.full_name == _INSTANT:
            yield str(each.ToJsonString())


def _boolean(value: bool) -> str:  # noqa: FBT001 - the value itself
    return "true" if value else "false"


def _changed(told: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Priorities in order of time, without those that only repeat the one before."""
    kept: list[tuple[int, str]] = []
    for time, priority in told:
        if not kept or kept[-1][1] != priority:
            kept.append((time, priority))
    return tuple(kept)


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
