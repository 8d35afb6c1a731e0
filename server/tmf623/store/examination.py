"""Is the structure of the database whole? Looked at when the store opens, before a damaged page answers anybody.

A small database is looked at before the first answer. A large one takes seconds to minutes, so the look runs beside
the work, and the store stops answering when it finds something. Whether what the rows say is still what was written
is another question: `verification` answers it.
"""

import logging
import threading
from contextlib import suppress
from typing import Any

from tmf623.errors import Reason, Unavailable
from tmf623.store.backend import Backend, SchemaError

log = logging.getLogger(__name__)

AT_ONCE_BYTES = 32 * 2**20
"""A database up to this size is looked at before the store opens: less than a second."""


class Examination:
    """One look at the whole database."""

    def __init__(self, backend: Backend) -> None:
        """Nothing happens before `start`."""
        self.damage: str | None = None
        """What was found; None: nothing so far."""
        self._backend = backend
        self._thread: threading.Thread | None = None
        self._connection: Any = None
        self._stopped = False

    def start(self) -> None:
        """Look now at a small database, and beside the work at a large one.

        Raises:
            SchemaError: a small one is damaged.
        """
        if self._backend.examine is None:
            return
        if self._backend.size() <= AT_ONCE_BYTES:
            self._look(self._backend.examine)
            if self.damage is not None:
                raise SchemaError(self.damage)
        else:
            self._thread = threading.Thread(
                target=self._look, args=(self._backend.examine,), name="store-examination", daemon=True
            )
            self._thread.start()

    def demand(self) -> None:
        """Raise Unavailable when the database is damaged."""
        if self.damage is not None:
            raise Unavailable(Reason.UNAVAILABLE, self.damage)

    def stop(self) -> None:
        """End the look, finished or not."""
        self._stopped = True
        if self._thread is not None:
            driver = self._connection
            with suppress(*self._backend.errors):  # it has just ended by itself
                if driver is not None:
                    driver.interrupt()
            self._thread.join()

    def _look(self, question: str) -> None:
        try:
            with self._backend.reader() as connection:
                self._connection = connection.connection.dbapi_connection
                found = connection.exec_driver_sql(question).scalar()
                self._connection = None
        except self._backend.errors as error:
            found = str(getattr(error, "orig", None) or error)
        if found != "ok" and not self._stopped:
            self.damage = f"{self._backend.url}: the database is damaged: {str(found).splitlines()[0]}"
            log.error(self.damage)
