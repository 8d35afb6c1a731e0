"""A database for one test or one server: SQLite in a folder, or one of its own on a real PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

POSTGRES = os.environ.get("TMF623_TEST_POSTGRES", "")
"""URL of a PostgreSQL server whose user may create databases; empty: tests run on SQLite."""


@contextmanager
def database(folder: Path, backend: str = "postgresql" if POSTGRES else "sqlite") -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'tmf623.db'}"
        return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    name = f"t{uuid4().hex}"
    server = POSTGRES.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    try:
        yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]
