"""The store: reads in the caller's thread, each on one snapshot; changes in one thread, committed in groups.

What a crash loses: nothing that was answered. A change is answered after its commit, which is on disk
(SQLite: synchronous=FULL; PostgreSQL: synchronous_commit, unless its operator chose otherwise).
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Self, TypeVar

from tmf623.errors import SlaError
from tmf623.store import schema
from tmf623.store.backend import Backend
from tmf623.store.connection import Connection
from tmf623.store.examination import Examination
from tmf623.store.readers import Readers
from tmf623.store.timing import AHEAD, Timing
from tmf623.store.transaction import Transaction
from tmf623.store.writer import Writer

T = TypeVar("T")


class Store:
    """One database, open."""

    def __init__(self, backend: Backend, clock: Callable[[], datetime], ahead: timedelta) -> None:
        """Use `open`: it looks after the schema, and starts the writer."""
        self.local_reads = backend.local
        """Whether a point read is quick enough to need no thread of its own."""
        self._settle = backend.settle
        self._timing = Timing(clock, ahead)
        self._readers = Readers(backend)
        self._writer = Writer(backend, self._timing)
        self._examination = Examination(backend)

    @classmethod
    def open(cls, url: str, *, clock: Callable[[], datetime], ahead: timedelta = AHEAD) -> Self:
        """Open the database at a SQLAlchemy URL; an empty one gets its tables.

        `clock` gives the present instant, aware; what is observed more than `ahead` of it does not count yet.

        Raises:
            SchemaError: it cannot be used; the text is one line for the operator.
        """
        backend = schema.backend_of(url)
        schema.prepare(backend)
        store = cls(backend, clock, ahead)
        store._examination.start()
        store._writer.start()
        return store

    def read(self, work: Callable[[Transaction], T]) -> T:
        """The result of `work`, in the caller's thread, on one snapshot.

        Raises:
            Unavailable: the database does not answer, or is damaged.
        """

        def reading(connection: Connection) -> T:
            return work(Transaction(connection, self._timing.reading()))

        self._examination.demand()
        return self._readers.read(reading)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """The result of `work`, once what it did is committed; see `submit`. Never called inside a work."""
        if self._writer.is_current_thread():
            raise TypeError("a work that writes cannot wait for another")
        return self.submit(work).result()

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Have `work` carried out in a transaction; the future is resolved after the commit.

        `work` may be called twice, when another process interferes with the first attempt: all it does must be
        done through its transaction. What it raises undoes what it did, and nothing else.

        Raises:
            Unavailable: too many works wait already, or the store is closed; in the future: the database does
                not answer (UNAVAILABLE) or has no space left (STORAGE_FULL), and nothing is stored. When the
                connection broke during the commit the work may have been stored all the same: repeat it under
                the same key.
        """
        self._examination.demand()
        return self._writer.submit(work)

    def cut(self) -> datetime:
        """The present as a cut of knowledge: everything that will ever be known at it can be read from now on.

        What other processes were writing is waited for, and what they write later is known later, as far as
        their clocks agree with this one.

        Raises:
            Unavailable: as for `submit`.
        """
        settle = self._settle
        if settle is None:
            return self.write(lambda tx: tx.now)

        def settled(connection: Connection) -> datetime:
            connection.command(settle)
            return self._timing.reading().now

        return self._readers.read(settled)

    def on_commit(self, told: Callable[[], None]) -> None:
        """Have `told` called after each commit of this process, in the writer's thread: quick, and never failing."""
        self._writer.listeners.append(told)

    def unavailable(self) -> str | None:
        """Why the store cannot do its work now, or None. Tries what failed last, so it notices when it is over."""
        try:
            self._examination.demand()
            if self._writer.trouble is not None:
                self.write(lambda tx: tx.leases.acquire("probe", "probe", timedelta()))
            self._readers.read(lambda connection: connection.value("SELECT count(*) FROM alembic_version"))
        except SlaError as error:
            return error.message
        return None

    def close(self) -> None:
        """Carry out what waits, then close every connection."""
        self._examination.stop()
        self._writer.close()
        self._readers.close()
