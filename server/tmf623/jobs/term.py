"""A term of office: the time one process alone delivers, held by a lease that is renewed and can be lost."""

import asyncio
import logging
from datetime import timedelta

from tmf623.errors import Unavailable
from tmf623.jobs.work import done
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

LEASE = "notifier"
LASTING = timedelta(seconds=9)
"""How long a process that stopped without a word keeps others from taking over."""
RENEWALS = 3
"""Attempts to renew within the time a lease lasts."""


class TermEnded(Exception):
    """Another process may deliver by now."""


class Term:
    """One process's lease on delivering."""

    def __init__(self, holder: str, fence: int, lasting: timedelta, asked: float) -> None:
        """`asked`: the loop's time at which the lease was asked for, before it was given."""
        self.holder = holder
        self.fence = fence
        self._lasting = lasting
        self._until = asked + lasting.total_seconds()
        self._renewed = asyncio.Event()

    @classmethod
    async def begin(cls, store: Store, holder: str, lasting: timedelta = LASTING) -> "Term | None":
        """Take the lease; None while another holds it."""
        asked = asyncio.get_running_loop().time()
        fence = await done(store, lambda tx: tx.leases.acquire(LEASE, holder, lasting))
        return None if fence is None else cls(holder, fence, lasting, asked)

    def runs(self) -> bool:
        """Whether no other process can have taken over yet, by this process's own steady clock."""
        return asyncio.get_running_loop().time() < self._until

    async def running(self) -> None:
        """Wait until it runs again, when renewing is late; nothing is sent meanwhile."""
        while not self.runs():
            self._renewed.clear()
            await self._renewed.wait()

    def demand(self, tx: Transaction) -> None:
        """Raise TermEnded unless the lease is held, by its fencing number; inside every change made under it."""
        if not tx.leases.holds(LEASE, self.holder, self.fence):
            raise TermEnded

    async def keep(self, store: Store) -> None:
        """Renew the lease for as long as possible; raises TermEnded when it is lost."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._lasting.total_seconds() / RENEWALS)
            asked = loop.time()
            try:
                renewed = await done(store, lambda tx: tx.leases.renew(LEASE, self.holder, self.fence, self._lasting))
            except Unavailable as error:
                log.warning("the lease on delivering is not renewed: %s", error.message)
                continue
            if not renewed:
                raise TermEnded
            self._until = asked + self._lasting.total_seconds()
            self._renewed.set()

    async def end(self, store: Store) -> None:
        """Give the lease up, so that another process need not wait."""
        await done(store, lambda tx: tx.leases.release(LEASE, self.holder, self.fence))
