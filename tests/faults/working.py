"""Processes that serve or assess until they are killed.

Reads commands from stdin, one a line: "serve URL" or "assess URL". Each begins a process over that database, forked
from this one, which has imported everything; its id, and the port of a server, are printed once it works.
"""

import os
import signal
import sys
from datetime import timedelta

from tmf623 import app
from tmf623.jobs.assessor import Assessor
from tmf623.settings import Settings
from tmf623.store.store import Store

LEASE = timedelta(seconds=0.9)


def work(command: str, url: str) -> None:
    port = 0
    if command == "serve":
        settings = Settings(rest_port=0, grpc_port=0, database_url=url, assess=False, automatic_states=False)
        port = app.start(settings).rest_port
    else:
        store = Store.open(url, clock=app.now)
        Assessor(store, every=timedelta(seconds=0.02), lasting=LEASE).start()
    os.write(sys.stdout.fileno(), b"%d %d\n" % (os.getpid(), port))
    while True:
        signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if not os.fork():
            work(*line.split())
