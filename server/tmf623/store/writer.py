"""The one thread that changes the database: works that wait together are committed together.

Nobody is answered before the commit: a future that holds a result holds something that survives a crash.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

from tmf623.errors import Conflict, Reason, Unavailable
from tmf623.store.acting import ACTOR
from tmf623.store.backend import Backend, unavailable
from tmf623.store.timing import Timing
from tmf623.store.transaction import Transaction
from tmf623.store.writing import Job, Writing

T = TypeVar("T")
log = logging.getLogger(__name__)

MOST_WAITING = 10_000
"""Works that may wait; more are refused at once, so that callers learn of the load while it can still sink."""
MOST_TOGETHER = 256
"""Works committed together."""


class Writer:
    """The writing side of a store."""

    def __init__(self, backend: Backend, timing: Timing) -> None:
        """Nothing runs before `start`."""
        self.trouble: Unavailable | None = None
        """Why the last transaction was not stored; None when it was."""
        self.listeners: list[Callable[[], None]] = []
        """Called after each commit, in the writer's thread: what is recorded now can be read. Quick, never failing."""
        self._backend = backend
        self._writing = Writing(backend, timing)
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._at_work: list[Job] = []
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Have `work` carried out and committed; Unavailable when too many wait already."""
        if self._waiting.qsize() >= MOST_WAITING:
            raise Unavailable(Reason.UNAVAILABLE, f"{MOST_WAITING} changes are waiting already")
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise _ended()
            self._waiting.put(Job(work, future, actor=ACTOR.get()))
        return future

    def is_current_thread(self) -> bool:
        """Whether the caller is a work: one that waited for another would wait for ever."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Carry out what waits, then end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            more = True
            while more:
                jobs, more = self._gathered()
                self._at_work = [job for job in jobs if job.future.set_running_or_notify_cancel()]
                if self._at_work:
                    self._carry_out(self._at_work)
        finally:
            self._end()

    def _end(self) -> None:
        """Leave nobody waiting, also when the thread ends by a fault of its own: then the store stays closed."""
        with self._closing:
            self._closed = True
        self.trouble = _ended()
        waiting = self._at_work
        while not self._waiting.empty():
            waiting.extend(job for job in self._gathered()[0] if job.future.set_running_or_notify_cancel())
        for job in waiting:
            if not job.future.done():
                job.future.set_exception(_ended())
        self._writing.close()

    def _gathered(self) -> tuple[list[Job], bool]:
        """Who waits, and whether more may come."""
        jobs: list[Job] = []
        job = self._waiting.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_TOGETHER:
                return jobs, True
            try:
                job = self._waiting.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _carry_out(self, jobs: list[Job]) -> None:
        try:
            self._writing.commit(jobs)
        except self._backend.errors as error:
            log.warning("%d changes are not stored: %s", len(jobs), error)
            fault = self._backend.fault(error)
            self.trouble = unavailable(fault, error)
            for job in jobs:
                _answer(job, unavailable(fault, error))
            return
        self._tell()
        raced = [job for job in jobs if job.lost_a_race]
        for job in jobs:
            if not job.lost_a_race:
                _answer(job)
        for job in raced:
            self._once_more(job)

    def _once_more(self, job: Job) -> None:
        """Carry out again, alone, a work another process interfered with."""
        job.lost_a_race, job.error = False, None
        failure = None
        try:
            self._writing.commit([job])
            self._tell()
        except self._backend.errors as error:
            failure = unavailable(self._backend.fault(error), error)
        if job.lost_a_race:
            job.error = Conflict(
                Reason.STATE_CONFLICT, "another request has made or changed the same thing already; read it again"
            )
        _answer(job, failure)

    def _tell(self) -> None:
        """Say that something was committed."""
        self.trouble = None
        for told in self.listeners:
            told()


def _ended() -> Unavailable:
    return Unavailable(Reason.UNAVAILABLE, "the store is closed")


def _answer(job: Job, failure: Exception | None = None) -> None:
    """Resolve the future; `failure` is why what was done is not kept."""
    error = job.error or failure
    if error is None:
        job.future.set_result(job.result)
    else:
        job.future.set_exception(error)
