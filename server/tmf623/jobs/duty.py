"""A duty: work one process at a time repeats under a lease of its own, from start to stop, whatever dies.

Each turn is one call of `work`; it returns whether there is more to do at once. Whoever holds the lease next goes
on from what is stored, so a turn must leave a state that can be gone on from, and every change it makes calls
`Office.demand` inside its transaction: a process that lost the lease without noticing then changes nothing.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tmf623.errors import Unavailable
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

LASTING = timedelta(seconds=9)
"""How long a process that stopped without a word keeps others from taking over."""
_PAUSE_S = 1.0
"""After a failure nobody foresaw."""


class OfficeLost(Exception):
    """Another process may do the work by now."""


@dataclass(frozen=True, slots=True)
class Office:
    """A lease, while it is held."""

    name: str
    holder: str
    fence: int

    def demand(self, tx: Transaction) -> None:
        """Raise OfficeLost unless the lease is held, by its fencing number."""
        if not tx.leases.holds(self.name, self.holder, self.fence):
            raise OfficeLost


class Duty:
    """Repeats a work in a thread of its own, in one process at a time."""

    def __init__(
        self,
        store: Store,
        name: str,
        work: Callable[[Store, Office], bool],
        *,
        every: timedelta,
        lasting: timedelta = LASTING,
    ) -> None:
        """Nothing happens before `start`. `name` is the lease's; a turn must be shorter than `lasting`.

        `every`: the longest pause between two turns; `wake` ends it sooner.
        """
        self._store, self._name, self._work = store, name, work
        self._every, self._lasting = every.total_seconds(), lasting
        self._holder = secrets.token_hex(8)
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the turn under way; the lease is given up."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def wake(self) -> None:
        """Look for work now; from any thread."""
        self._woken.set()

    def _main(self) -> None:
        office: Office | None = None
        while not self._stopping.is_set():
            try:
                office = self._taken(office)
                more = office is not None and self._work(self._store, office)
            except OfficeLost:
                log.warning("the lease on %s is lost", self._name)
                office, more = None, False
            except Unavailable as error:
                log.warning("%s waits: %s", self._name, error.message)
                more = False
            except Exception:  # the job's loop: it begins anew
                log.exception("%s failed; it begins anew", self._name)
                more = False
                self._stopping.wait(_PAUSE_S)
            if not more:
                self._woken.wait(min(self._every, self._lasting.total_seconds() / 3))
                self._woken.clear()
        if office is not None:
            self._given_up(office)

    def _taken(self, office: Office | None) -> Office | None:
        """The lease, renewed or taken anew; None while another process holds it."""
        name, holder, lasting = self._name, self._holder, self._lasting
        if office is not None:
            fence = office.fence
            if self._store.write(lambda tx: tx.leases.renew(name, holder, fence, lasting)):
                return office
        taken = self._store.write(lambda tx: tx.leases.acquire(name, holder, lasting))
        return None if taken is None else Office(name, holder, taken)

    def _given_up(self, office: Office) -> None:
        try:
            self._store.write(lambda tx: tx.leases.release(office.name, office.holder, office.fence))
        except Unavailable:
            log.warning("the lease on %s runs out by itself", self._name)
