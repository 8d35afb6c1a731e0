"""Threads, and who may wait for them: ordinary calls, calls that last, and the few that must always get through."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from typing import Any

from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.errors import Busy

MOST_WAITING = 512
"""Calls that may wait for a worker thread; more are refused at once, which is kinder than a deadline."""
LANE_THREADS = 2
"""Threads that tell health and refuse calls, whatever the workers do."""


class Workers(ThreadPoolExecutor):
    """The threads that answer ordinary calls."""

    def __init__(self, count: int) -> None:
        """`count` threads, from 1."""
        super().__init__(count, thread_name_prefix="grpc")
        self._most_waiting = MOST_WAITING

    @property
    def is_full(self) -> bool:
        """Whether as many calls wait as may."""
        return self._work_queue.qsize() >= self._most_waiting


class Streams:
    """Calls that last each hold a thread of their own; there are so many places, and no more."""

    def __init__(self, places: int, name: str) -> None:
        """`places` calls at a time, from 1; `name` is what they are called when they are refused."""
        self.pool = ThreadPoolExecutor(places + LANE_THREADS, thread_name_prefix="grpc-stream")
        self._places, self._free, self._name = places, Semaphore(places), name

    def bounded(self, behaviour: Behaviour) -> Behaviour:
        """Run `behaviour`, which gives a stream, only while there is a place; Busy otherwise."""

        def stream(request: Any, context: Context) -> Iterator[Any]:
            if not self._free.acquire(blocking=False):
                raise Busy(f"{self._places} streams of {self._name} are open already")
            try:
                yield from behaviour(request, context)
            finally:
                self._free.release()

        return stream
