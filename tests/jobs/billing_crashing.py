"""Processes that hand adjustments to billing until they are killed.

Reads lines from stdin, a database URL and how many microseconds its clock is ahead of ours; each begins a new process
over it, whose id is printed once it works. They are forked from this one, which has imported everything.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta

from tmf623.jobs.biller import Means, biller
from tmf623.store.store import Store

MEANS = Means(private=True, recovery_ms=100, first_pause_ms=20, total_s=1.0)


def bill(url: str, ahead: timedelta) -> None:
    store = Store.open(url, clock=lambda: datetime.now(UTC) + ahead)
    biller(store, MEANS, every=timedelta(seconds=0.02), lasting=timedelta(seconds=1.5)).start()
    os.write(sys.stdout.fileno(), b"%d\n" % os.getpid())
    while True:
        signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        url, ahead = line.split()
        if not os.fork():
            bill(url, timedelta(microseconds=int(ahead)))
