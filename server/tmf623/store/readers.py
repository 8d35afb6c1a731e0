"""The connections that read: one for each reader at a time, kept open between."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TypeVar

from tmf623.errors import SlaError
from tmf623.store.backend import Backend, Fault, unavailable
from tmf623.store.connection import Connection

T = TypeVar("T")


class Readers:
    """The reading side of a store."""

    def __init__(self, backend: Backend) -> None:
        """Nothing is opened before the first read."""
        self._backend = backend
        self._idle: deque[Connection] = deque()
        self._permits: AbstractContextManager[object] = nullcontext()
        if backend.most_readers is not None:
            self._permits = threading.Semaphore(backend.most_readers)

    def read(self, work: Callable[[Connection], T]) -> T:
        """The result of `work` on one snapshot; done again once when its connection turns out to be dead.

        Raises:
            Unavailable: the database does not answer.
        """
        try:
            return self._read(work)
        except self._backend.errors as error:
            if self._backend.fault(error) is not Fault.LOST:
                raise self._told(error) from error
        self.close()
        try:
            return self._read(work)
        except self._backend.errors as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Close every connection nobody is using."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._permits:
            connection = self._taken()
            try:
                connection.command(*self._backend.begin_read)
                result = work(connection)
                connection.command("COMMIT")
            except SlaError:
                connection.command("ROLLBACK")
                self._idle.append(connection)
                raise
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)
        return result

    def _taken(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return Connection(self._backend.reader(), self._backend.version)

    def _told(self, error: Exception) -> Exception:
        fault = self._backend.fault(error)
        return error if fault is Fault.OTHER else unavailable(fault, error)
