"""PostgreSQL through psycopg 3."""

from contextlib import nullcontext
from typing import Any

from sqlalchemy import URL, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from tmf623.store.backend import Backend, Fault, SchemaError

CONNECT_TIMEOUT_S = 5
READERS = 16
"""Each is a process of the database server."""

_WRITING = 623_000_002
"""Advisory lock that every writing transaction shares, so that one can wait for all."""

_FULL = {"53100"}  # disk_full
_RACE = {"23503", "23505", "40001", "40P01"}  # foreign_key_ and unique_violation, serialization_failure, deadlock
_BUSY = {"55P03", "57014", "53300"}  # lock_not_available, query_canceled, too_many_connections


def backend(url: URL) -> Backend:
    """The database at `url`; SchemaError when the driver is not installed."""
    try:
        import psycopg  # noqa: PLC0415 - an extra: SQLite alone needs no driver
    except ImportError as error:
        raise SchemaError(f"PostgreSQL needs its driver: pip install 'tmf623[postgres]' ({error})") from error
    url = url.set(drivername="postgresql+psycopg")
    arguments: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S}
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=arguments)
    return Backend(
        url=url.render_as_string(hide_password=True),
        local=False,
        reader=engine.connect,
        writer=engine.connect,
        errors=(psycopg.Error, DBAPIError),
        fault=_fault,
        begin_read=("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",),
        begin_write=("BEGIN", f"SELECT pg_advisory_xact_lock_shared({_WRITING})"),
        settle=f"SELECT pg_advisory_xact_lock({_WRITING})",
        shared_writing=True,
        turn=nullcontext,
        examine=None,
        size=lambda: 0,
        version=None,
        most_readers=READERS,
    )


def _fault(error: Exception) -> Fault:
    import psycopg  # noqa: PLC0415 - as above

    driver: Any = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(driver, "sqlstate", None)
    for codes, fault in ((_FULL, Fault.FULL), (_RACE, Fault.RACE), (_BUSY, Fault.BUSY)):
        if code in codes:
            return fault
    if isinstance(driver, psycopg.OperationalError | psycopg.InterfaceError):
        return Fault.LOST
    return Fault.OTHER
