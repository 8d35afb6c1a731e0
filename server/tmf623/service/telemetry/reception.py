"""Receiving: one request's telemetry, recorded before it is answered, and what the receivers have seen so far."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from tmf623.domain.telemetry import Protocol
from tmf623.service.telemetry.points import Metric
from tmf623.service.telemetry.recording import Taken, record, taken
from tmf623.service.telemetry.selection import Selections
from tmf623.store.store import Store

MOST_NAMES = 100
"""Metrics nobody wants, of which the names are kept."""
LONGEST_NAME = 200


@dataclass(slots=True)
class Tally:
    """What one receiver has seen since the process began."""

    requests: int = 0
    recorded: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    """Points no binding fits, by metric; the first MOST_NAMES metrics."""


class Reception:
    """The receivers of one process."""

    def __init__(self, store: Store) -> None:
        """What is received is recorded in `store`."""
        self.store = store
        self._selections = Selections(store)
        self._tallies = {protocol: Tally() for protocol in Protocol}
        self._lock = threading.Lock()

    def receive(self, protocol: Protocol, offered: Callable[[], Iterable[Metric]]) -> Taken:
        """Record what the bindings want of a request; returns when it is committed.

        Raises:
            Unavailable, TooLarge: nothing was recorded.
        """
        found = self.read(protocol, offered)
        if found.batches:
            self.store.write(lambda tx: record(tx, found))
        self.count(protocol, found)
        return found

    def read(self, protocol: Protocol, offered: Callable[[], Iterable[Metric]]) -> Taken:
        """What the bindings want of a request."""
        return taken(offered(), self._selections.of(protocol))

    def submit(self, found: Taken) -> Future[Any] | None:
        """Have it recorded; the future is resolved after the commit. None: there is nothing to record."""
        return self.store.submit(lambda tx: record(tx, found)) if found.batches else None

    def count(self, protocol: Protocol, found: Taken) -> None:
        """Add a request that was carried out to the tally."""
        with self._lock:
            tally = self._tallies[protocol]
            tally.requests += 1
            tally.recorded += found.recorded
            tally.dropped.update(found.dropped)
            for name, size in found.unmatched.items():
                short = name[:LONGEST_NAME]
                if short in tally.unmatched or len(tally.unmatched) < MOST_NAMES:
                    tally.unmatched[short] += size

    def told(self) -> dict[str, Any]:
        """The tallies, as JSON."""
        with self._lock:
            return {
                protocol.value: {
                    "requests": tally.requests,
                    "recorded": tally.recorded,
                    "dropped": {str(reason): count for reason, count in sorted(tally.dropped.items())},
                    "unmatchedMetrics": dict(sorted(tally.unmatched.items())),
                }
                for protocol, tally in self._tallies.items()
            }
