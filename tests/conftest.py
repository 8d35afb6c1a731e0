"""The server every behavioural test talks to, and the doors it talks through."""

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

from databases import database
from doors import DOORS, Door, Grpc, Rest
from tmf623 import app
from tmf623.settings import Settings

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, print_blob=False)
hypothesis_settings.load_profile("ci")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Running]:
    """A running server over a database of its own; shared by the tests of one process."""
    with database(tmp_path_factory.mktemp("server")) as url:
        settings = Settings(rest_port=0, grpc_port=0, database_url=url, allow_private_callbacks=True, assess=False)
        running = app.start(settings)
        yield running
        running.stop()


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest, server: app.Running) -> Iterator[Door]:
    """One door of the server after the other."""
    name = request.param
    client = Grpc(f"127.0.0.1:{server.grpc_port}") if name == "gRPC" else Rest(rest_url(server), name)
    yield client
    client.close()


def rest_url(server: app.Running) -> str:
    return f"http://127.0.0.1:{server.rest_port}"
