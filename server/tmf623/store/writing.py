"""The connection that writes: works in one transaction, each in a savepoint of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from tmf623.store import audit
from tmf623.store.acting import SERVICE
from tmf623.store.backend import Backend, Fault, unavailable
from tmf623.store.connection import Connection
from tmf623.store.ids import Ids, allocate
from tmf623.store.timing import Timing
from tmf623.store.transaction import Transaction

SAVEPOINT = "SAVEPOINT work"


@dataclass(slots=True, eq=False)
class Job:
    """A work that waits, and what became of it."""

    work: Callable[[Transaction], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None
    actor: str = SERVICE
    """Who acts."""
    notes: Sequence[tuple[object, ...]] = ()
    """What it did, for the audit log."""
    lost_a_race: bool = False
    """Another process was quicker; done again, the work will see what that one did."""


class Writing:
    """One transaction after the other, on a connection that is opened anew when it was lost."""

    def __init__(self, backend: Backend, timing: Timing) -> None:
        """Nothing is opened before the first commit."""
        self._backend = backend
        self._timing = timing
        self._turn = backend.turn()
        self._connection: Connection | None = None
        self._apart: Connection | None = None
        self._ids = Ids(self._allocated_apart if backend.shared_writing else self._allocated)

    def commit(self, jobs: Sequence[Job]) -> None:
        """Carry out the works and commit what they did; a work that fails undoes itself alone.

        Raises one of `Backend.errors` when nothing is stored of any of them.
        """
        with self._turn:
            connection = self._begun()
            self._timing.begin()
            try:
                for number, job in enumerate(jobs):
                    if number:
                        connection.command("RELEASE SAVEPOINT work", SAVEPOINT)
                    self._do(connection, job)
                self._note(connection, jobs)
                connection.command("COMMIT")
            except BaseException:
                self._abandon()
                raise
            finally:
                self._timing.end()

    def close(self) -> None:
        """Close what is open."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._leave_apart()

    def _begun(self) -> Connection:
        """A connection in a new transaction, with its first savepoint: a new one when the one in hand is dead."""
        if self._connection is not None:
            try:
                self._connection.command(*self._backend.begin_write, SAVEPOINT)
            except self._backend.errors as error:
                if self._backend.fault(error) is Fault.BUSY:
                    raise
                self.close()
            else:
                return self._connection
        self._connection = Connection(self._backend.writer())
        self._connection.command(*self._backend.begin_write, SAVEPOINT)
        return self._connection

    def _do(self, connection: Connection, job: Job) -> None:
        with _Savepoint(self._backend, connection, self._ids, job):
            moment = self._timing.writing(self._ids)
            moment.actor, job.notes = job.actor, moment.notes
            job.result = job.work(Transaction(connection, moment))

    def _note(self, connection: Connection, jobs: Sequence[Job]) -> None:
        """Record for the audit log what those works did that did not fail."""
        notes = [note for job in jobs if job.error is None for note in job.notes]
        if notes:
            audit.keep(connection, self._timing.writing(self._ids), notes)

    def _abandon(self) -> None:
        """Undo everything, as far as the database still answers; what it recorded is not known."""
        self._ids.drop()
        try:
            if self._connection is not None:
                self._connection.command("ROLLBACK")
        except self._backend.errors as error:
            if self._backend.fault(error) is not Fault.OTHER:  # which is that the database has undone it by itself
                self.close()

    def _allocated(self, name: str, count: int) -> int:
        if self._connection is None:
            raise TypeError("ids are taken inside a transaction")
        return allocate(self._connection, name, count)

    def _allocated_apart(self, name: str, count: int) -> int:
        try:
            return self._block(name, count)
        except self._backend.errors as error:
            self._leave_apart()
            if self._backend.fault(error) not in {Fault.RACE, Fault.LOST}:
                raise
        return self._block(name, count)

    def _block(self, name: str, count: int) -> int:
        if self._apart is None:
            self._apart = Connection(self._backend.writer())
        self._apart.command("BEGIN")
        first = allocate(self._apart, name, count)
        self._apart.command("COMMIT")
        return first

    def _leave_apart(self) -> None:
        if self._apart is not None:
            self._apart.close()
            self._apart = None


class _Savepoint:
    """The bounds of one work: what it raises undoes it alone, and is kept for whoever waits for it."""

    def __init__(self, backend: Backend, connection: Connection, ids: Ids, job: Job) -> None:
        self._backend = backend
        self._connection = connection
        self._ids = ids
        self._job = job

    def __enter__(self) -> None:
        self._held = self._ids.mark()

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> bool:
        if error is not None:
            if not self._keep(error):
                return False
            self._connection.command("ROLLBACK TO SAVEPOINT work")
            if not self._backend.shared_writing:
                self._ids.restore(self._held)  # blocks recorded by the work are undone with it
        return error is not None

    def _keep(self, error: BaseException) -> bool:
        """False when nothing can be done with the database at all: then no work of the transaction is kept."""
        self._job.error = error
        if isinstance(error, self._backend.errors):
            fault = self._backend.fault(error)
            if fault in {Fault.FULL, Fault.LOST}:
                self._job.error = None
                return False
            if fault is not Fault.OTHER:
                self._job.error = unavailable(fault, error)
            self._job.lost_a_race = fault is Fault.RACE
        return True
