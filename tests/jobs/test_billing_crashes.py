"""A biller that is killed again and again, by a billing system that fails as well: nothing is posted twice.

`TMF623_TEST_KILLS` says how often; `make faults` asks for 200.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clock import Clock
from databases import database
from jobs.billing import Billing
from service.owing import HALF_A_DAY, JANUARY, Owing
from tmf623.store.store import Store

SCRIPT = Path(__file__).parent / "billing_crashing.py"
KILLS = int(os.environ.get("TMF623_TEST_KILLS", "20"))
DEADLINE_S = 60 + 3 * KILLS
SEED = 623


class Killer:
    """Ends the process under way at a moment of its choice: before billing books, after, or after it has answered."""

    def __init__(self, billing: Billing) -> None:
        self._dice = random.Random(SEED)  # noqa: S311 - the same moments in every run
        self._lock = threading.Lock()
        self.pid, self.kills, self.dead = 0, 0, threading.Event()
        self.dead.set()
        billing.manner, billing.answered = self.manner, self.answered

    def kill(self) -> None:
        with self._lock, suppress(ProcessLookupError):
            if self.kills < KILLS and not self.dead.is_set():
                self.dead.set()
                os.kill(self.pid, signal.SIGKILL)
                self.kills += 1

    def manner(self, _nth: int) -> str:
        moment = self._dice.randrange(8)
        if moment == 0:
            self.kill()
            return "drop"
        if moment == 1:
            self.kill()
            return "book drop"
        return {2: "500", 3: "book 500", 4: "book drop"}.get(moment, "book answer")

    def answered(self, _nth: int) -> None:
        """Within what the process needs to store the answer, before, amid or after."""
        if self._dice.randrange(3) == 0:
            threading.Timer(self._dice.random() / 50, self.kill).start()


def owed(url: str, billing: Billing, number: int) -> None:
    """So many credits of 250.00 EUR; every other one is then due no more, before anything is sent."""
    clock = Clock()
    store = Store.open(url, clock=clock)
    owing = Owing(store, clock)
    owing.connector(type="appliedCustomerBillingRate", url=billing.url)
    consequence = owing.consequence()
    owing.observe(HALF_A_DAY)
    for _ in range(number):
        owing.assess(owing.owe(consequence), "up", at=JANUARY)
    store.close()


class Nursery:
    """Where billers come from, one after the other."""

    def __init__(self, parent: "subprocess.Popen[str]", url: str, ahead: int) -> None:
        self._parent, self._line = parent, f"{url} {ahead}\n"

    def born(self) -> int:
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(self._line)
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())


def killed_often(nursery: Nursery, killer: Killer, is_done: Callable[[], bool]) -> None:
    """Processes one after the other, until all is done by one that lives on."""
    deadline = time.monotonic() + DEADLINE_S
    while not is_done():
        killer.pid = nursery.born()
        killer.dead.clear()
        while not (killer.dead.wait(0.05) or is_done()):
            assert time.monotonic() < deadline, f"{killer.kills} kills"


def test_no_adjustment_is_booked_twice_and_none_is_lost_under_kills(tmp_path: Path) -> None:
    number = 5 * KILLS
    with database(tmp_path) as url, Billing() as billing:
        owed(url, billing, number)
        killer = Killer(billing)
        ahead = (Clock().now + timedelta(seconds=1) - datetime.now(UTC)) // timedelta(microseconds=1)
        store = Store.open(url, clock=lambda: datetime.now(UTC) + timedelta(microseconds=ahead))
        owing = Owing(store, Clock())
        with subprocess.Popen(
            [sys.executable, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as parent:
            try:
                killed_often(
                    Nursery(parent, url, ahead), killer, lambda: {one.state for one in owing.credits()} == {"accepted"}
                )
            finally:
                if not killer.dead.is_set():
                    os.kill(killer.pid, signal.SIGKILL)
                parent.kill()
        references = [record["name"] for record in billing.booked]
        assert len(references) == len(set(references)) == number
        assert {each.accepted for each in owing.credits()} == {"250.00"}
        assert sum(billing.sums().values()) == 250 * number
        assert killer.kills == KILLS
        store.close()
        sys.stderr.write(f"{killer.kills} kills, {number} adjustments, {len(billing.posts)} posts, 0 booked twice\n")
