"""One REST door for the tests of one process."""

from collections.abc import Iterator

import httpx
import pytest

from rest_door import V4, serve


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of one door, shared by the tests of one process."""
    with serve(tmp_path_factory.mktemp("rest"), max_body_bytes=200_000) as served:
        yield served


@pytest.fixture(scope="session")
def api(port: int) -> Iterator[httpx.Client]:
    """An HTTP client of that door; it follows no redirect."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def sla(api: httpx.Client) -> str:
    """The id of a new agreement."""
    return str(api.post(f"{V4}/sla", json={"name": "Gold"}).json()["id"])
