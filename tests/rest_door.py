"""A REST door of its own, over a real store and real sockets, whose every answer is held against the contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from databases import database
from tmf623.app import now
from tmf623.rest import app, serving
from tmf623.settings import Settings
from tmf623.store.store import Store

V2 = "/tmf-api/slaManagement/v2"
V4 = "/tmf-api/slaManagement/v4"
QOS = "/tmf-api/customerQosManagement/v1"


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
