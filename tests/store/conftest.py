"""A store over a database of its own: on SQLite always, on PostgreSQL too where tests may use one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from clock import Clock
from databases import POSTGRES, database
from tmf623.store.store import Store

collect_ignore = [] if POSTGRES else ["test_postgres_faults.py"]
BACKENDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    with database(tmp_path, request.param) as empty:
        yield empty


@pytest.fixture
def opened(url: str, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Opens the same database as often as called: each store is like another process."""
    with ExitStack() as stores:

        def another() -> Store:
            store = Store.open(url, clock=clock)
            stores.callback(store.close)
            return store

        yield another


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    """A store over an empty database, on a standing clock."""
    return opened()
