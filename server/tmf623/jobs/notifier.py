"""The notifier: a thread that brings events from the outbox to the hubs, in one process at a time.

At least once, under the same event id, in order within a resource. Committed events survive a crash at any point:
whoever holds the lease next goes on where the last one stopped, and repeats what was not recorded as delivered.
"""

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from tmf623.errors import Unavailable
from tmf623.jobs.dispatch import Dispatch
from tmf623.jobs.fanout import FanOut
from tmf623.jobs.retries import Retries
from tmf623.jobs.term import LASTING, RENEWALS, Term, TermEnded
from tmf623.jobs.tidying import tidy
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store

log = logging.getLogger(__name__)

_PAUSE_S = 1.0
"""After a failure nobody foresaw."""


class Notifier:
    """Delivers the events of a store, from `start` to `stop`."""

    def __init__(
        self, store: Store, sink: Webhook, retries: Retries | None = None, *, lease: timedelta = LASTING
    ) -> None:
        """Nothing happens before `start`. `lease` is how long a process that stopped silently holds others off."""
        self._store = store
        self._sink = sink
        self._retries = retries or Retries()
        self._lasting = lease
        self._holder = secrets.token_hex(8)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="notifier", daemon=True)
        self._started = threading.Event()
        self._stopping, self._woken = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin: events committed before are delivered first."""
        self._thread.start()
        self._started.wait()
        self._store.on_commit(self.wake)

    def stop(self) -> None:
        """End: what is under way may finish for a moment, all else waits for the next start."""
        self._call(self._stopping.set)
        self._thread.join()

    def wake(self) -> None:
        """Look for new events now; from any thread."""
        self._call(self._woken.set)

    def _call(self, what: Callable[[], None]) -> None:
        try:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(what)
        except RuntimeError:
            self._loop = None  # it has ended

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._started.set()
        async with self._sink:
            while not self._stopping.is_set():
                try:
                    await self._serve()
                except Unavailable as error:
                    log.warning("nothing is delivered: %s", error.message)
                    await self._pause(_PAUSE_S)
                except Exception:  # the job's loop: it begins anew
                    log.exception("the notifier failed; it begins anew")
                    await self._pause(_PAUSE_S)

    async def _serve(self) -> None:
        """Deliver while the lease is held; return soon when it is not to be had, or lost."""
        term = await Term.begin(self._store, self._holder, self._lasting)
        if term is None:
            await self._pause(self._lasting.total_seconds() / RENEWALS)
            return
        log.info("delivering events under lease %d", term.fence)
        dispatch = Dispatch(self._store, self._sink, self._retries, term)
        fan_out = FanOut(self._store, term, dispatch.expect)
        keeping = [asyncio.ensure_future(work) for work in (term.keep(self._store), dispatch.mark())]
        works = (fan_out.run(self._woken), dispatch.watch(), dispatch.load(), tidy(self._store, term))
        working = [asyncio.ensure_future(work) for work in works]
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([stopping, *keeping, *working], return_when=asyncio.FIRST_COMPLETED)
            await _ended(working)
            await dispatch.drain()
            await _ended([stopping, *keeping])
            await term.end(self._store)
        except TermEnded:
            log.warning("lease %d on delivering is lost", term.fence)
        finally:
            dispatch.stop()
            await asyncio.gather(*_cancelled([stopping, *keeping, *working]), return_exceptions=True)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _cancelled(tasks: Sequence[asyncio.Future[Any]]) -> Sequence[asyncio.Future[Any]]:
    for task in tasks:
        task.cancel()
    return tasks


async def _ended(tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Cancel tasks; raise what one of them had raised by itself."""
    for outcome in await asyncio.gather(*_cancelled(tasks), return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome
