"""SQLite: a file in WAL mode, one writer at a time, any number of readers beside it."""

import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from tmf623.store import filters
from tmf623.store.backend import Backend, Fault, SchemaError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for the writer of another process."""
PAGE_BYTES = 8192
"""Two agreements of 3 kB fit; on smaller pages each wastes most of one, on larger ones every change writes more."""
CACHE_KIB = 8 * 1024
"""Page cache of each connection."""

_FAULTS = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_IOERR: Fault.LOST,
    sqlite3.SQLITE_CANTOPEN: Fault.LOST,
    sqlite3.SQLITE_NOTADB: Fault.LOST,
    sqlite3.SQLITE_CORRUPT: Fault.LOST,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Fault.RACE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Fault.RACE,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: Fault.RACE,
}


def backend(url: URL) -> Backend:
    """The database in a file; SchemaError when the URL names none."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise SchemaError(f"{url}: name a file, as in sqlite:///tmf623.db; several connections share it")
    path = Path(url.database)
    if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir, False without permission to look
        raise SchemaError(f"{url}: {path} is a directory")
    if not os.path.isdir(path.parent):  # noqa: PTH112 - as above
        raise SchemaError(f"{url}: there is no directory {path.parent}, or none we may see")
    return Backend(
        url=str(url),
        local=True,
        reader=_engine(url, writes=False).connect,
        writer=_engine(url, writes=True).connect,
        errors=(sqlite3.Error, DBAPIError, OSError, UnicodeDecodeError),  # the last: damage quoted in a message
        fault=_fault,
        begin_read=("BEGIN",),
        begin_write=("BEGIN IMMEDIATE",),
        settle=None,
        shared_writing=False,
        turn=lambda: _Turn(path),
        examine="PRAGMA integrity_check(1)",
        size=lambda: path.stat().st_size,
        version="PRAGMA data_version",
        most_readers=None,
    )


def _engine(url: URL, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        paramstyle="named",
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def tuned(connection: Any, _record: object) -> None:
        for setting in (
            f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
            f"PRAGMA page_size={PAGE_BYTES}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            "PRAGMA temp_store=MEMORY",
            f"PRAGMA cache_size=-{CACHE_KIB}",
            f"PRAGMA query_only={'OFF' if writes else 'ON'}",
        ):
            _set(connection, setting)
        filters.register_functions(connection)

    return engine


def _set(connection: Any, setting: str) -> None:
    try:
        connection.execute(setting)
    except UnicodeDecodeError as error:  # what SQLite says of a damaged schema quotes it, and that need be no text
        raise sqlite3.DatabaseError(f"malformed database schema: {error}") from error


def _fault(error: Exception) -> Fault:
    driver = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(driver, "sqlite_errorcode", None)
    return Fault.OTHER if code is None else _FAULTS.get(code) or _FAULTS.get(code & 0xFF, Fault.OTHER)


class _Turn:
    """A lock beside the database that its writers hold in turn, where the system has such locks.

    SQLite alone would do, but it waits for another process by sleeping ever longer, and whoever comes back at once
    goes first: a process would wait for seconds behind a busy one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}-turn")
        self._held = ExitStack()

    def __enter__(self) -> None:
        if fcntl is not None:
            file = self._held.enter_context(self._path.open("ab"))
            fcntl.flock(file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._held.close()  # and with the file its lock
