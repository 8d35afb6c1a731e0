"""Processes that deliver until they are killed.

Reads database URLs from stdin, one a line; each begins a new process over it, whose id is printed once it works.
They are forked from this one, which has imported everything: a start takes no time.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta

from tmf623.jobs.notifier import Notifier
from tmf623.jobs.retries import Retries
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store


def deliver(url: str) -> None:
    store = Store.open(url, clock=lambda: datetime.now(UTC))
    retries = Retries(first_s=0.01, longest_s=0.05)
    Notifier(store, Webhook(private=True), retries, lease=timedelta(seconds=0.9)).start()
    os.write(sys.stdout.fileno(), b"%d\n" % os.getpid())
    while True:
        signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if not os.fork():
            deliver(line.strip())
