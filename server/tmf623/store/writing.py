"""The connection that writes: works in one transaction, each in a savepoint of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from tmf623.store import ids
from tmf623.store.backend import Backend, Fault, unavailable
from tmf623.store.connection import Connection
from tmf623.store.timing import Timing
from tmf623.store.transaction import Transaction


@dataclass(slots=True, eq=False)
class Job:
    """A work that waits, and what became of it."""

    work: Callable[[Transaction], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None
    lost_a_race: bool = False
    """Another process was quicker; done again, the work will see what that one did."""


class Writing:
    """One transaction after the other, on a connection that is opened anew when it was lost."""

    def __init__(self, backend: Backend, timing: Timing) -> None:
        """Nothing is opened before the first commit."""
        self._backend = backend
        self._timing = timing
        self._connection: Connection | None = None
        self._apart: Connection | None = None
        self._ids = ids.Ids(self._allocated_apart if backend.shared_writing else self._allocated)

    def commit(self, jobs: Sequence[Job]) -> None:
        """Carry out the works and commit what they did; a work that fails undoes itself alone.

        Raises one of `Backend.errors` when nothing is stored of any of them.
        """
        connection = self._begun()
        self._timing.begin()
        try:
            for job in jobs:
                self._do(connection, job)
            connection.command("COMMIT")
        except BaseException:
            self._abandon()
            raise
        finally:
            self._timing.end()

    def close(self) -> None:
        """Close what is open."""
        for connection in (self._connection, self._apart):
            if connection is not None:
                connection.close()
        self._connection = self._apart = None

    def _begun(self) -> Connection:
        """A connection in a new transaction: a new one when the one in hand is dead."""
        if self._connection is not None:
            try:
                self._connection.command(self._backend.begin_write)
            except self._backend.errors as error:
                if self._backend.fault(error) is not Fault.LOST:
                    raise
                self.close()
            else:
                return self._connection
        self._connection = Connection(self._backend.writer())
        self._connection.command(self._backend.begin_write)
        return self._connection

    def _do(self, connection: Connection, job: Job) -> None:
        held = self._ids.mark()
        connection.command("SAVEPOINT work")
        try:
            job.result = job.work(Transaction(connection, self._timing.writing(self._ids)))
        except self._backend.errors as error:
            fault = self._backend.fault(error)
            if fault in {Fault.FULL, Fault.LOST}:
                raise
            job.error = error if fault is Fault.OTHER else unavailable(fault, error)
            job.lost_a_race = fault is Fault.RACE
        except BaseException as error:  # noqa: BLE001 - a job loop: what a work raises is for whoever waits for it
            job.error = error
        if job.error is not None:
            connection.command("ROLLBACK TO SAVEPOINT work")
            self._ids.restore(held)
        connection.command("RELEASE SAVEPOINT work")

    def _abandon(self) -> None:
        """Undo everything, as far as the database still answers; what it recorded is not known."""
        self._ids.drop()
        try:
            if self._connection is not None:
                self._connection.command("ROLLBACK")
        except self._backend.errors:
            self.close()

    def _allocated(self, name: str, count: int) -> int:
        if self._connection is None:
            raise TypeError("ids are taken inside a transaction")
        return ids.allocate(self._connection, name, count)

    def _allocated_apart(self, name: str, count: int) -> int:
        if self._apart is None:
            self._apart = Connection(self._backend.writer())
        for attempt in (1, 2):
            self._apart.command("BEGIN")
            try:
                first = ids.allocate(self._apart, name, count)
                self._apart.command("COMMIT")
            except self._backend.errors as error:
                self._apart.command("ROLLBACK")
                if attempt == 2 or self._backend.fault(error) is not Fault.RACE:  # noqa: PLR2004 - the last one
                    raise
            else:
                return first
        raise AssertionError("unreachable")
