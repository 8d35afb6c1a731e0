"""One client of the running server, on each profile."""

from collections.abc import Iterator

import httpx
import pytest

from conformance.kit import Api
from tmf623 import app


@pytest.fixture(scope="session")
def http(server: app.Running) -> Iterator[httpx.Client]:
    """An HTTP client that follows no redirect and heeds no proxy."""
    with httpx.Client(base_url=f"http://127.0.0.1:{server.rest_port}", trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(params=["v2", "v4"])
def api(request: pytest.FixtureRequest, http: httpx.Client) -> Api:
    """A client of each profile."""
    return Api(http, request.param)
