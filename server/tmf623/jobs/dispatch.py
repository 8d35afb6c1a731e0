"""From the hubs' queues to their callbacks: in order within a resource, beside each other otherwise.

A delivery taken from its queue is held here until what became of it is recorded; the next event of its resource is
not due before that. So a crash repeats at most what was held, and never reorders.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, TypeVar

from tmf623.errors import SlaError, Unavailable
from tmf623.jobs import recording
from tmf623.jobs.bodies import Bodies, headers, target
from tmf623.jobs.line import Line
from tmf623.jobs.places import Grant, Places
from tmf623.jobs.retries import Retries, Verdict, verdict
from tmf623.jobs.term import Term
from tmf623.jobs.work import done_at_last, seen
from tmf623.sinks.webhook import Answer, Webhook
from tmf623.store.deliveries import Due
from tmf623.store.store import Store
from tmf623.store.subscriptions import ACTIVE, Subscription
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)
T = TypeVar("T")

_HUBS_AT_ONCE = 64
_GRACE_S = 2.0
"""How long deliveries under way may take to end when the server stops; the others are repeated by whoever is next."""
_PAUSE_S = 0.5
_LOOK_EVERY_S = 1.0
_SOONEST_S = 0.001


class Load(NamedTuple):
    """What the queue of a hub that is served holds at one instant."""

    hub: Subscription
    at: datetime
    due: list[Due]
    is_all: bool
    """Whether there is no more that is due."""
    next_s: float | None
    """Seconds until there will be more; None: none is waiting for its time."""


class Sent(NamedTuple):
    """An attempt, and where it belongs."""

    line: Line
    attempt: recording.Attempt
    doubtful: bool


class Dispatch:
    """Delivers for as long as a term runs."""

    def __init__(self, store: Store, sink: Webhook, retries: Retries, term: Term) -> None:
        """Nothing is delivered before `load` runs; `sink` must be open by then."""
        self._store = store
        self._sink = sink
        self._retries = retries
        self._term = term
        self._loop = asyncio.get_running_loop()
        self._lines: dict[int, Line] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._places = Places()
        self._bodies = Bodies()
        self._sending: set[asyncio.Task[None]] = set()
        self._sent: list[Sent] = []
        self._recorded: list[Sent] = []
        self._reading = False
        self._some_sent = asyncio.Event()
        self._all_marked = asyncio.Event()
        self._all_marked.set()

    def expect(self, hub_ids: Collection[int]) -> None:
        """Look into the queues of these hubs: there is something new."""
        for hub_id in hub_ids:
            line = self._lines.get(hub_id)
            if line is None:
                line = self._lines[hub_id] = Line(hub_id)
            self._feed(line)

    async def load(self) -> None:
        """Take deliveries from the queues and send them, until cancelled."""
        while True:
            grants = [grant for grant in await self._places.granted(_HUBS_AT_ONCE) if self._is_up(grant)]
            for grant in grants:
                grant.line.more = False
            self._reading = True
            loads = await self._seen(partial(_loads, grants))
            self._reading = False
            for grant, load in zip(grants, loads, strict=True):
                started = self._started(grant, load) if load else 0
                self._places.give_back(grant.number - started, doubtful=grant.doubtful)
                self._settle(grant.line, load)
            self._release()

    async def watch(self) -> None:
        """Look for queues nobody told of, until cancelled: those of earlier terms, replays, retries that are due."""
        while True:
            self.expect(await self._seen(lambda tx: tx.deliveries.waiting()))
            await asyncio.sleep(_LOOK_EVERY_S)

    async def mark(self) -> None:
        """Record what came of attempts, until cancelled: all there are, in one transaction. Raises TermEnded."""
        while True:
            await self._some_sent.wait()
            await self._mark_sent()

    async def drain(self) -> None:
        """Let what is under way end for a moment, and be recorded by `mark`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_S):
                await asyncio.gather(*self._sending)
                await self._all_marked.wait()

    def stop(self) -> None:
        """Give up what is under way."""
        for timer in self._timers.values():
            timer.cancel()
        for sending in self._sending:
            sending.cancel()

    async def _mark_sent(self) -> None:
        self._some_sent.clear()
        sent, self._sent = self._sent, []
        attempts = [one.attempt for one in sent]

        def record(tx: Transaction) -> None:
            self._term.demand(tx)
            recording.record(tx, attempts, self._retries)

        await done_at_last(self._store, record)
        self._recorded += sent
        if not self._reading:
            self._release()
        if not self._sent:
            self._all_marked.set()

    def _release(self) -> None:
        """Let go what is recorded; never while the queues are read: the reading may be of before the record."""
        recorded, self._recorded = self._recorded, []
        for line, attempt, doubtful in recorded:
            line.held.discard(attempt.due.position)
            self._places.give_back(1, doubtful=doubtful)
            self._feed(line)

    def _is_up(self, grant: Grant) -> bool:
        """Whether the hub does not rest; one that began to after it asked gives its places back."""
        if not grant.line.rest_s(self._loop.time()):
            return True
        self._places.give_back(grant.number, doubtful=grant.doubtful)
        self._feed(grant.line)
        return False

    def _feed(self, line: Line) -> None:
        """Have a hub's queue looked into, as soon as the hub may get more."""
        line.more = True
        rest_s = line.rest_s(self._loop.time())
        if rest_s:
            self._later(line, rest_s)
        elif line.room:
            self._places.ask(line)

    def _later(self, line: Line, seconds: float) -> None:
        timer = self._timers.get(line.hub_id)
        if timer:
            timer.cancel()
        self._timers[line.hub_id] = self._loop.call_later(seconds, self._woken, line)

    def _woken(self, line: Line) -> None:
        del self._timers[line.hub_id]
        self._feed(line)

    def _started(self, grant: Grant, load: Load) -> int:
        """Send what is not held yet; how many those are."""
        fresh = [due for due in load.due if due.position not in grant.line.held][: grant.number]
        for due in fresh:
            grant.line.held.add(due.position)
            sending = self._loop.create_task(self._send(grant, due, load))
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)
        return len(fresh)

    def _settle(self, line: Line, load: Load | None) -> None:
        """See to it that the queue is looked into again when there is more, or forget the line."""
        if load and load.next_s is not None:
            self._later(line, load.next_s)
        if line.more or (load and not load.is_all):
            self._feed(line)
        elif not line.held and line.hub_id not in self._timers:
            self._lines.pop(line.hub_id, None)

    async def _send(self, grant: Grant, due: Due, load: Load) -> None:
        answer = await self._answer(due, load)
        self._learn(grant.line, due, answer)
        self._sent.append(Sent(grant.line, recording.Attempt(due, answer), grant.doubtful))
        self._all_marked.clear()
        self._some_sent.set()

    async def _answer(self, due: Due, load: Load) -> Answer:
        await self._term.running()
        try:
            where = target(load.hub)
            body = self._bodies.body(due.event, where.style)
            return await self._sink.post(where.callback, body, headers(where, due.event, load.at, body))
        except SlaError as error:
            return Answer(None, error.message)
        except Exception:  # one event's fault must not stop the others
            log.exception("event %d cannot be sent to hub %d", due.event.id, due.hub_id)
            return Answer(None, "the event cannot be sent; the server's log says why")

    def _learn(self, line: Line, due: Due, answer: Answer) -> None:
        meaning = verdict(answer.status)
        if meaning is Verdict.LATER:
            lane = (due.event.kind.name, due.event.resource_id)
            line.failed(lane, self._loop.time(), self._retries.delay_s)
        else:
            line.answered(taken=meaning is Verdict.DELIVERED)

    async def _seen(self, work: Callable[[Transaction], T]) -> T:
        """The result of a work that reads, as soon as the store answers."""
        while True:
            try:
                return await seen(self._store, work)
            except Unavailable as error:
                log.warning("deliveries wait: %s", error.message)
                await asyncio.sleep(_PAUSE_S)


def _loads(grants: Sequence[Grant], tx: Transaction) -> list[Load | None]:
    return [_loaded(tx, grant.line.hub_id, len(grant.line.held) + grant.number) for grant in grants]


def _loaded(tx: Transaction, hub_id: int, limit: int) -> Load | None:
    """A hub's deliveries that are due, held ones included; None when the hub was removed or disabled."""
    hub = tx.subscriptions.get(hub_id)
    if hub is None or hub.state != ACTIVE:
        return None
    due = tx.deliveries.due(hub_id, limit)
    at = tx.deliveries.next_attempt_at(hub_id) if len(due) < limit else None
    next_s = None if at is None else max((at - tx.now) / timedelta(seconds=1), _SOONEST_S)
    return Load(hub, tx.now, due, len(due) < limit, next_s)
