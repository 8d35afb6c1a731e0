"""Run the REST door: uvicorn on a socket of ours, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import uvicorn

from tmf623.rest.connection import Connection

Scope: TypeAlias = MutableMapping[str, Any]
Application: TypeAlias = Callable[
    [Scope, Callable[[], Awaitable[Scope]], Callable[[Scope], Awaitable[None]]], Awaitable[None]
]

BACKLOG = 2048
"""Connections the system holds until they are accepted."""
WORKERS = 8
"""Threads for what would keep the event loop from its other clients: lists, and reads from a database server."""
KEEP_ALIVE_S = 60
"""How long an idle connection stays open: longer than clients' pools usually keep theirs."""
GRACE_S = 10
"""How long requests under way may take to end when the server stops."""


def bind(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A listening socket; port 0 lets the system choose, `shared` lets other processes listen on the same port.

    Raises:
        OSError: the address is in use or may not be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=shared)


@dataclass(frozen=True, slots=True)
class Running:
    """A REST door that answers."""

    port: int
    _server: "_Server"
    _thread: threading.Thread

    def stop(self) -> None:
        """Refuse new requests, let those under way end, at most `GRACE_S` long, and end the thread."""
        self._server.should_exit = True
        self._thread.join()


def serve(application: Application, listener: socket.socket) -> Running:
    """Serve `application` on `listener` until `stop`; returns when it answers."""
    port = listener.getsockname()[1]
    server = _Server(_config(application))
    thread = threading.Thread(target=server.run, args=([listener],), name="rest", daemon=True)
    thread.start()
    server.ready.wait()
    if not server.started:
        raise RuntimeError("the HTTP server did not start; its log says why")
    return Running(port, server, thread)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            super().run(sockets)
        finally:
            self.ready.set()  # also when it did not start: nobody may wait for ever

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WORKERS, "rest"))
        await super().startup(sockets)
        self.ready.set()


def _config(application: Application) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # `Links` decides whom to believe
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
