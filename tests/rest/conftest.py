"""A REST door of its own, over a real store and real sockets, whose every answer is held against the contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from databases import database
from rest_paths import V4
from tmf623.app import now
from tmf623.rest import app, serving
from tmf623.settings import Settings
from tmf623.store.store import Store


@contextmanager
def serve(folder: Path, **settings: Any) -> Iterator[int]:
    """The port of a door over an empty store."""
    with database(folder) as url:
        store = Store.open(url, clock=now)
        application = app.build(store, Settings(allow_private_callbacks=True, **settings), validate_responses=True)
        running = serving.serve(application, serving.bind("127.0.0.1", 0))
        yield running.port
        running.stop()
        store.close()


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of one door, shared by the tests of one process."""
    with serve(tmp_path_factory.mktemp("rest"), max_body_bytes=200_000) as served:
        yield served


@pytest.fixture
def api(port: int) -> Iterator[httpx.Client]:
    """An HTTP client of that door; it follows no redirect."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def sla(api: httpx.Client) -> str:
    """The id of a new agreement."""
    return str(api.post(f"{V4}/sla", json={"name": "Gold"}).json()["id"])
