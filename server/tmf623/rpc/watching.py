"""`WatchEvents`: the outbox as a stream, in the order the notifier gave it, for as long as the client listens.

Events are read a page at a time and only as the client takes them: a slow client costs a position, not memory.
A page follows the one before without a gap, or the stream ends with OUT_OF_RANGE: nothing is skipped in silence.
"""

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import orjson
from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.event_pb2 import Event, EventPayload
from tmf.sla.v1.sla_service_pb2 import WatchEventsResponse
from tmf623.contract import wire
from tmf623.contract.changes import check_unknown_fields
from tmf623.contract.documents import EventRecord
from tmf623.contract.profiles import CANONICAL, QOS_V1, V4
from tmf623.contract.rendering import event_type, resource_bytes, resource_json
from tmf623.errors import Conflict, Invalid, Reason, Unavailable
from tmf623.query.hubs import HubQuery, parse_hub_query
from tmf623.rpc import tokens
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.projection import projected
from tmf623.rpc.requests import Request, optional
from tmf623.store.outbox import Sequenced
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

PAGE = 32
"""Events read at a time; also how many may be passed over before the client gets a newer token."""
LOOK_EVERY_S = 0.1
"""How soon a new event is seen. All streams together look no oftener than this."""

_PURPOSE = "tmf623.events.1"


class Place(NamedTuple):
    """After which event a stream goes on."""

    position: int
    """0 is before the first."""
    event_id: int
    """Identifier of the event at the position; 0 where there is none. Tells one database from another."""


class Newest:
    """The position of the newest event, looked up once for all who wait for it."""

    def __init__(self, store: Store) -> None:
        """Nothing is looked up yet."""
        self._store, self._lock = store, threading.Lock()
        self._position, self._looked = 0, float("-inf")

    def position(self) -> int:
        """The position, at most LOOK_EVERY_S old."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_EVERY_S:
                self._position = self._store.read(lambda tx: tx.outbox.last_position())
                self._looked = time.monotonic()
            return self._position


def behaviour(door: Door) -> Behaviour:
    """What `WatchEvents` does."""
    newest = Newest(door.store)

    def watch(request: Request, context: Context) -> Iterator[bytes]:
        check_unknown_fields(request)
        query = parse_hub_query(optional(request, "query") or "", QOS_V1, V4)
        place = door.store.read(lambda tx: _start(tx, request))
        yield _answer(place)
        for page in _pages(door, newest, context, place.position):
            told = False
            for position, event in page:
                place, told = Place(position, event.id), _matches(query, event)
                if told:
                    yield _answer(place, _event(event, door.origin.base, query))
            if not told:
                yield _answer(place)

    return watch


def _pages(door: Door, newest: Newest, context: Context, position: int) -> Iterator[list[Sequenced]]:
    """The events after a position, as they come; Unavailable when the server stops."""
    while context.is_active():
        if door.stopping.is_set():
            raise Unavailable(Reason.UNAVAILABLE, "the server stops: go on elsewhere with the last token")
        if newest.position() > position:
            page = door.store.read(partial(_following, position=position))
            yield page
            position = page[-1].position if page else position
        else:
            door.stopping.wait(LOOK_EVERY_S)


def _start(tx: Transaction, request: Request) -> Place:
    if request.resume_token:
        if request.from_start:
            raise Invalid(
                Reason.INVALID_QUERY, "from_start and resume_token exclude each other", attribute="from_start"
            )
        return _resumed(tx, _place(request.resume_token))
    position = tx.outbox.first_position() - 1 if request.from_start else tx.outbox.last_position()
    return _place_at(tx, position)


def _place_at(tx: Transaction, position: int) -> Place:
    at = _at(tx, position)
    return Place(position, at.event.id if at else 0)


def _at(tx: Transaction, position: int) -> Sequenced | None:
    found = tx.outbox.after(position - 1, 1)
    return found[0] if found and found[0].position == position else None


def _resumed(tx: Transaction, place: Place) -> Place:
    """Check that what follows the place is there, and is what followed it when the token was made."""
    if place.position > tx.outbox.last_position() or place.position + 1 < tx.outbox.first_position():
        raise _gone(place.position)
    at = _at(tx, place.position)
    if at is not None and place.event_id not in {0, at.event.id}:
        raise _gone(place.position)
    return place


def _following(tx: Transaction, position: int) -> list[Sequenced]:
    events = tx.outbox.after(position, PAGE)
    if events and events[0].position != position + 1:
        raise _gone(position)
    return events


def _gone(position: int) -> Conflict:
    return Conflict(
        Reason.PAGE_TOKEN_EXPIRED,
        f"the events after position {position} are not kept any more: read the resources anew",
        attribute="resume_token",
    )


def _matches(query: HubQuery, event: EventRecord) -> bool:
    value = orjson.loads(resource_json(event.kind, event.resource, CANONICAL[event.kind.api], ""))
    return query.matches(event.change, event.kind, value)


_FIELDS = WatchEventsResponse.DESCRIPTOR.fields_by_name
_EVENT = wire.key(_FIELDS["event"].number, wire.LENGTH_DELIMITED)
_TOKEN = wire.key(_FIELDS["resume_token"].number, wire.LENGTH_DELIMITED)
_PAYLOAD = wire.key(Event.DESCRIPTOR.fields_by_name["event"].number, wire.LENGTH_DELIMITED)
_RESOURCE = {field.name: wire.key(field.number, wire.LENGTH_DELIMITED) for field in EventPayload.DESCRIPTOR.fields}


def _answer(place: Place, event: bytes | None = None) -> bytes:
    token = wire.delimited(_TOKEN, _token(place).encode())
    return token if event is None else wire.delimited(_EVENT, event) + token


def _event(event: EventRecord, base: str, query: HubQuery) -> bytes:
    at = Timestamp()
    at.FromDatetime(event.event_time)
    envelope = Event(event_id=str(event.id), event_time=at, event_type=event_type(event.kind, event.change, V4))
    resource = projected(event.kind, resource_bytes(event.kind, event.resource, base), query.fields)
    payload = wire.delimited(_RESOURCE[event.kind.field], resource)
    return envelope.SerializeToString() + wire.delimited(_PAYLOAD, payload)


def _token(place: Place) -> str:
    return tokens.sealed(b"%d.%d" % place, _PURPOSE)


def _place(token: str) -> Place:
    content = tokens.opened(token, _PURPOSE)
    if content is None:
        raise Invalid(
            Reason.INVALID_VALUE, f"resume_token {token[:64]!r} is not one a stream gave", attribute="resume_token"
        )
    return Place(*map(int, content.split(b".")))
