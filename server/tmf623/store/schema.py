"""The schema: made in an empty database, brought up to date on request, and refused when it is another's.

empty                       → made when the server starts
older than this program     → refused; `tmf623 db upgrade` brings it up to date
newer, or not tmf623's      → refused
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from tmf623.store import postgres, sqlite
from tmf623.store.backend import Backend, Fault, SchemaError
from tmf623.store.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["HEAD", "SchemaError", "backend_of", "current", "downgrade", "prepare", "upgrade"]

log = logging.getLogger(__name__)

_ONE_AT_A_TIME = 623_000_001
"""PostgreSQL's advisory lock for changes of the schema."""


def backend_of(url: str) -> Backend:
    """The database a SQLAlchemy URL names, not yet connected; SchemaError when it names none we know."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SchemaError(f"{url[:200]!r} is no database URL: sqlite:///tmf623.db, or postgresql://…") from error
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        return sqlite.backend(parsed)
    if parsed.drivername in {"postgresql", "postgresql+psycopg"}:
        return postgres.backend(parsed)
    raise SchemaError(f"{parsed.drivername!r} databases are not supported: sqlite or postgresql")


def prepare(backend: Backend) -> None:
    """Make the schema when the database is empty; SchemaError when it is not this program's."""
    with _alone(backend) as connection:
        revision = _revision(backend, connection)
        if revision is None:
            _run(connection, "upgrade", "head")
            log.info("made the schema %s in %s", HEAD, backend.url)
        elif revision != HEAD:
            raise SchemaError(_refusal(backend, revision))


def upgrade(url: str) -> str:
    """Bring the schema up to date, or make it; its revision. SchemaError when it is newer or another's."""
    backend = backend_of(url)
    with _alone(backend) as connection:
        revision = _revision(backend, connection)
        if revision is not None and revision not in _known():
            raise SchemaError(_refusal(backend, revision))
        if revision != HEAD:
            _run(connection, "upgrade", "head")
    return HEAD


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to an earlier revision, or to none with "base"; what only later ones hold is lost."""
    backend = backend_of(url)
    with _alone(backend) as connection:
        _run(connection, "downgrade", revision)


def current(url: str) -> str | None:
    """The revision of the schema; None when the database is empty."""
    backend = backend_of(url)
    with _alone(backend) as connection:
        return _revision(backend, connection)


def _revision(backend: Backend, connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
        if row is not None:
            return str(row[0])
    if set(tables) - {"alembic_version"}:
        raise SchemaError(f"{backend.url}: the database holds tables that are not tmf623's, e.g. {min(tables)!r}")
    return None


def _refusal(backend: Backend, revision: str) -> str:
    if revision in _known():
        return f"{backend.url}: the schema is {revision}, older than {HEAD}: run `tmf623 db upgrade`"
    return f"{backend.url}: the schema is {revision[:64]!r}, newer than this program, which knows {HEAD}"


def _known() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - only a schema that is not current needs alembic

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _run(connection: Connection, direction: str, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    config = _config()
    config.attributes["connection"] = connection
    getattr(command, direction)(config, revision)


@contextmanager
def _alone(backend: Backend) -> Iterator[Connection]:
    """A connection inside a transaction that nobody else changes the schema beside."""
    try:
        connection = backend.writer()
    except backend.errors as error:
        raise SchemaError(_trouble(backend, error)) from error
    try:
        connection.begin()  # sends nothing in autocommit mode, but keeps alembic from committing by itself
        cursor = connection.connection.cursor()
        for command in backend.begin_write:
            cursor.execute(command)
        if backend.shared_writing:
            cursor.execute(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        yield connection
        cursor.execute("COMMIT")
    except backend.errors as error:
        raise SchemaError(_trouble(backend, error)) from error
    finally:
        connection.invalidate()
        connection.close()


def _trouble(backend: Backend, error: Exception) -> str:
    words = str(getattr(error, "orig", None) or error).strip().splitlines()
    what = "no space left" if backend.fault(error) is Fault.FULL else words[0] if words else type(error).__name__
    return f"{backend.url}: cannot use the database: {what}"
