"""From the outbox to the hubs' queues: every event gets its position, and each hub that wants it a delivery.

Few rows are written at a time, so that requests need not wait for a fan-out to thousands of hubs; how far it has
come is recorded with the lease, and whoever holds that next goes on from there.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import orjson

from tmf.sla.v1.event_pb2 import Hub
from tmf623.contract.documents import EventRecord
from tmf623.contract.profiles import CANONICAL, PROFILES
from tmf623.contract.rendering import resource_json
from tmf623.errors import Invalid, Unavailable
from tmf623.jobs.term import LEASE, Term
from tmf623.jobs.work import done, seen
from tmf623.query.hubs import HubQuery, parse_hub_query
from tmf623.store.outbox import Sequenced
from tmf623.store.store import Store
from tmf623.store.subscriptions import Subscription
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.2
"""How soon events of other processes are seen; those of this one wake the notifier."""
_EVENTS_AT_ONCE = 200
_ROWS_AT_ONCE = 500


class Wish(NamedTuple):
    """What a hub wants to hear of, as far as it has been read."""

    revision: int
    query: HubQuery | None
    """None: nothing; the query cannot be read any more."""


class Look(NamedTuple):
    """What there is to do."""

    events: list[EventRecord]
    roster: list[tuple[int, int]]
    unread: list[Subscription]
    """Hubs whose query is not read yet."""


Chunk: TypeAlias = Sequence[tuple[int, Sequence[int]]]
"""Places in a list of events, each with hubs that want the event."""


class FanOut:
    """Puts events into the hubs' queues for as long as a term runs."""

    def __init__(self, store: Store, term: Term, expect: Callable[[Collection[int]], None]) -> None:
        """`expect` is told of hubs there is something for, once it can be read."""
        self._store = store
        self._term = term
        self._expect = expect
        self._wishes: dict[int, Wish] = {}

    async def run(self, woken: asyncio.Event) -> None:
        """Work until cancelled; `woken` is set when something was committed. Raises TermEnded."""
        while True:
            try:
                await self._resume()
                await self._follow(woken)
            except Unavailable as error:
                log.warning("events wait: %s", error.message)
                await asyncio.sleep(LOOK_EVERY_S)

    async def _resume(self) -> None:
        """Finish what was left half done: enqueueing again changes nothing."""

        def look(tx: Transaction) -> tuple[list[Sequenced], Look]:
            sequenced = tx.outbox.after(tx.leases.progress(LEASE), _EVENTS_AT_ONCE)
            return sequenced, self._look(tx, [event for _, event in sequenced])

        while True:
            sequenced, found = await seen(self._store, look)
            if not sequenced:
                return
            await self._enqueue(sequenced, await self._plan(found))

    async def _follow(self, woken: asyncio.Event) -> None:
        while True:
            woken.clear()
            found = await seen(self._store, lambda tx: self._look(tx, tx.outbox.unsequenced(_EVENTS_AT_ONCE)))
            if found.events:
                await self._sequence(found.events, await self._plan(found))
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await woken.wait()

    async def _sequence(self, events: Sequence[EventRecord], chunks: Sequence[Chunk]) -> None:
        """Give the events their positions and, in the same transaction, the first rows to their hubs."""

        def record(tx: Transaction) -> list[Sequenced]:
            self._term.demand(tx)
            sequenced = tx.outbox.sequence(events)
            self._record(tx, sequenced, chunks[0], last=len(chunks) == 1)
            return sequenced

        sequenced = await done(self._store, record)
        self._expect(_hubs(chunks[0]))
        await self._enqueue(sequenced, chunks[1:])

    async def _enqueue(self, sequenced: Sequence[Sequenced], chunks: Sequence[Chunk]) -> None:
        for number, chunk in enumerate(chunks, 1):
            record = partial(self._record, sequenced=sequenced, chunk=chunk, last=number == len(chunks))
            await done(self._store, record)
            self._expect(_hubs(chunk))

    def _record(self, tx: Transaction, sequenced: Sequence[Sequenced], chunk: Chunk, *, last: bool) -> None:
        self._term.demand(tx)
        for place, hubs in chunk:
            tx.deliveries.enqueue(hubs, sequenced[place])
        if last:
            tx.leases.advance(LEASE, sequenced[-1].position)

    def _look(self, tx: Transaction, events: list[EventRecord]) -> Look:
        """Read the hubs in the snapshot of the events: who was registered before an event is seen with it."""
        if not events:
            return Look([], [], [])
        roster = tx.subscriptions.roster()
        unread = [hub_id for hub_id, revision in roster if not self._has_read(hub_id, revision)]
        return Look(events, roster, [hub for hub in map(tx.subscriptions.get, unread) if hub])

    def _has_read(self, hub_id: int, revision: int) -> bool:
        wish = self._wishes.get(hub_id)
        return wish is not None and wish.revision == revision

    async def _plan(self, found: Look) -> list[Chunk]:
        """What to enqueue, in parts; at least one, which may be empty."""
        if len(self._wishes) > len(found.roster):
            present = {hub_id for hub_id, _ in found.roster}
            self._wishes = {hub_id: wish for hub_id, wish in self._wishes.items() if hub_id in present}
        self._wishes.update({hub.stored.id: _wish(hub) for hub in found.unread})
        active = {hub_id: self._wishes[hub_id] for hub_id, _ in found.roster if hub_id in self._wishes}
        return await asyncio.to_thread(_planned, found.events, active)


def _wish(hub: Subscription) -> Wish:
    text = Hub.FromString(hub.stored.message).query
    try:
        return Wish(hub.stored.revision, parse_hub_query(text, PROFILES[hub.profile]))
    except Invalid as error:
        log.error("hub %d gets nothing, its query cannot be read: %s", hub.stored.id, error.message)  # noqa: TRY400
        return Wish(hub.stored.revision, None)


def _planned(events: Sequence[EventRecord], wishes: Mapping[int, Wish]) -> list[Chunk]:
    return list(_chunks((place, _wanted(event, wishes)) for place, event in enumerate(events)))


def _wanted(event: EventRecord, wishes: Mapping[int, Wish]) -> list[int]:
    """The hubs that want the event; each distinct query is asked once."""
    value: Any = orjson.loads(resource_json(event.kind, event.resource, CANONICAL[event.kind.api], ""))
    answers: dict[int, bool] = {}
    wanted = []
    for hub_id, (_, query) in wishes.items():
        if query is None:
            continue
        wants = answers.get(id(query))
        if wants is None:
            wants = answers[id(query)] = query.matches(event.change, event.kind, value)
        if wants:
            wanted.append(hub_id)
    return wanted


def _chunks(plan: Iterable[tuple[int, Sequence[int]]]) -> Iterator[Chunk]:
    """The plan in parts of few rows, in order."""
    chunk: list[tuple[int, Sequence[int]]] = []
    room = _ROWS_AT_ONCE
    for place, hubs in plan:
        left = hubs
        while left:
            part, left = left[:room], left[room:]
            chunk.append((place, part))
            room -= len(part)
            if not room:
                yield chunk
                chunk, room = [], _ROWS_AT_ONCE
    yield chunk


def _hubs(chunk: Chunk) -> set[int]:
    return {hub_id for _, hubs in chunk for hub_id in hubs}
