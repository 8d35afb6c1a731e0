"""The assessor: a thread that judges what is due, beside those of other processes over the same store.

Marking what recorded things concern is one lease, judging is cut into shares by agreement, each under a lease of its
own. Every change is made under the lease it belongs to, checked inside its transaction: a process that was stopped
and goes on after another took over changes nothing.
"""

import logging
import threading
import time
from datetime import timedelta

from tmf623.domain.settlement import Windows
from tmf623.errors import Conflict, Unavailable
from tmf623.jobs.duty import LASTING, Office, OfficeLost
from tmf623.jobs.offices import Offices
from tmf623.service import assessing
from tmf623.service.settling import DEFAULT
from tmf623.store.agenda import SHARES
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

_PAUSE_S = 1.0
"""After a failure nobody foresaw."""
_MARKING = SHARES
"""The lease after those on the shares."""


class Assessor:
    """Judges what is due, from `start` to `stop`."""

    def __init__(
        self,
        store: Store,
        windows: Windows = DEFAULT,
        *,
        every: timedelta = timedelta(seconds=0.25),
        lasting: timedelta = LASTING,
    ) -> None:
        """Nothing happens before `start`. `windows` are for rules that do not say their own.

        `every`: between two looks at what is due; `lasting`: how long a process that stopped without a word keeps
        others from taking over.
        """
        self._store, self._windows = store, windows
        self._every, self._renewal_s = every.total_seconds(), lasting.total_seconds() / 3
        self._offices = Offices("assessor", SHARES + 1, lasting=lasting)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._main, name="assessor", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the work under way; the leases are given up."""
        self._stopping.set()
        self._thread.join()

    def _main(self) -> None:
        renewed = float("-inf")
        while not self._stopping.is_set():
            more = False
            try:
                if time.monotonic() >= renewed + self._renewal_s:
                    renewed = time.monotonic()
                    self._offices.renew(self._store)
                more = self._turn(renewed + self._renewal_s)
            except OfficeLost:
                log.warning("a lease on judging is lost")
                renewed = float("-inf")
            except (Unavailable, Conflict) as error:
                log.warning("judging waits: %s", error.message)
                self._stopping.wait(_PAUSE_S)
            except Exception:  # the job's loop: it begins anew
                log.exception("judging failed; it begins anew")
                self._stopping.wait(_PAUSE_S)
            if not more:
                self._stopping.wait(self._every)
        self._given_up()

    def _turn(self, until: float) -> bool:
        """One piece of work of each office that has any; whether more may wait."""
        more = False
        held = {office.name: office for office in self._offices.held}
        marking = held.pop(self._offices.lease(_MARKING), None)
        if marking is not None:
            more = self._marked(marking)
        due = self._store.read(lambda tx: tx.agenda.shares_due())
        for share in sorted(due):
            office = held.get(self._offices.lease(share))
            if office is not None and not self._stopping.is_set() and time.monotonic() < until:
                more |= self._judged(share, office)
        return more

    def _marked(self, office: Office) -> bool:
        if not self._store.read(lambda tx: tx.agenda.touches(1)):
            return False

        def mark(tx: Transaction) -> bool:
            office.demand(tx)
            return assessing.mark(tx)

        return self._store.write(mark)

    def _judged(self, share: int, office: Office) -> bool:
        more = assessing.judge_events(self._store, share, office.demand, self._windows)
        return assessing.look_at_rules(self._store, share, office.demand, self._windows) or more

    def _given_up(self) -> None:
        try:
            self._offices.give_up(self._store)
        except Unavailable:
            log.warning("the leases on judging run out by themselves")
