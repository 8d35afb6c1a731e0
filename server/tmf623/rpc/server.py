"""The gRPC door: services, limits and threads of one grpcio server, from start to stop."""

import errno
import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.reflection import ReflectionServicer

from tmf623.contract.profiles import V4
from tmf623.rpc.acting import actor_of
from tmf623.rpc.door import Door
from tmf623.rpc.health import Health
from tmf623.rpc.lanes import LANE_THREADS, Streams, Workers
from tmf623.rpc.otlp import MetricsReceiver
from tmf623.rpc.registration import Rpcs, Threads
from tmf623.rpc.servicers import Servicer, servicers
from tmf623.service import settling
from tmf623.service.behaviour import Origin
from tmf623.service.telemetry.reception import Reception
from tmf623.settings import Settings
from tmf623.store.store import Store

HEALTH = health_pb2.DESCRIPTOR.services_by_name["Health"]
REFLECTION = reflection_pb2.DESCRIPTOR.services_by_name["ServerReflection"]
REFLECTION_V1 = "grpc.reflection.v1.ServerReflection"
"""The same messages as v1alpha under the name newer clients ask for first."""

EVENT_STREAMS = 64
"""Open streams of events and measurements; each waits in a thread of its own, so that none takes one from other
calls."""
SIDE_STREAMS = 16
"""Open streams of health and reflection."""
CALLS_PER_CONNECTION = 128
"""Calls one connection may have open: one client cannot take all places that wait."""
IDLE_PING_S = 30
"""After how long without a word the server asks whether the client is still there."""
PING_ANSWER_S = 10
"""How long the answer may take."""
CLIENT_PING_S = 5
"""How often clients may ask the same."""
ENVELOPE_BYTES = 64 * 1024
"""What an answer adds to the largest resource a client may send: id, href, entity tag."""


class Server:
    """A grpcio server with its threads; as `grpc.Server`, but it ends them."""

    def __init__(
        self, store: Store, settings: Settings, reception: Reception | None = None, *, shared: bool = False
    ) -> None:
        """Compile every rpc; LookupError names one nothing implements. `reception` and `shared` as in `bound`."""
        self._stopping = threading.Event()
        self._workers = Workers(settings.grpc_workers)
        self._lane = ThreadPoolExecutor(LANE_THREADS, thread_name_prefix="grpc-lane")
        self._events = Streams(EVENT_STREAMS, "events and measurements")
        self._side = Streams(SIDE_STREAMS, "health and reflection")
        self._rpcs = Rpcs(self._workers, self._lane, actor_of(settings))
        self._serve(store, settings, reception or Reception(store))
        options = _options(settings, shared=shared)
        self._server = grpc.server(self._workers, handlers=(self._rpcs,), options=options)

    def _serve(self, store: Store, settings: Settings, reception: Reception) -> None:
        origin = Origin(V4, settings.public_url, settings.allow_private_callbacks)
        chosen = settling.chosen(settings)
        door = Door(store, origin, settings.max_page, settings.max_body_bytes, self._stopping, chosen)
        threads = Threads(self._workers, self._events)
        served: list[Servicer | MetricsReceiver] = [*servicers(door), MetricsReceiver(reception)]
        for servicer in served:
            self._rpcs.register(servicer.DESCRIPTOR, servicer, threads)
        self._serve_operators(store, [servicer.DESCRIPTOR.full_name for servicer in served])

    def _serve_operators(self, store: Store, names: list[str]) -> None:
        """Health and reflection, in threads of their own: they answer when the workers cannot."""
        threads = Threads(self._lane, self._side)
        self._rpcs.register(HEALTH, Health(store.unavailable, names, self._stopping), threads)
        reflection = ReflectionServicer([*names, HEALTH.full_name, REFLECTION.full_name])
        for name in (REFLECTION.full_name, REFLECTION_V1):
            self._rpcs.register(REFLECTION, reflection, threads, name)

    def bind(self, host: str, port: int) -> int:
        """Listen on an address; returns the port, which the system chooses for 0. Call before `start`.

        Raises:
            OSError: the address is in use or may not be bound.
        """
        literal = f"[{host}]" if ":" in host else host
        try:
            return int(self._server.add_insecure_port(f"{literal}:{port}"))
        except RuntimeError:
            raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL), f"{literal}:{port}") from None

    def start(self) -> None:
        """Begin to answer."""
        self._server.start()

    def stop(self, grace: float) -> threading.Event:
        """Refuse new calls, let those under way end within `grace` seconds; the event is set when all have.

        Streams end at once: their clients come back and go on elsewhere.
        """
        self._stopping.set()
        quiet, ended = self._server.stop(grace), threading.Event()
        threading.Thread(target=self._end, args=(quiet, ended), name="grpc-stop", daemon=True).start()
        return ended

    def _end(self, quiet: threading.Event, ended: threading.Event) -> None:
        quiet.wait()
        for pool in (self._workers, self._lane, self._events.pool, self._side.pool):
            pool.shutdown()
        ended.set()


def build(store: Store, settings: Settings) -> Server:
    """A server that listens nowhere yet."""
    return Server(store, settings)


def bound(
    store: Store, settings: Settings, reception: Reception | None = None, *, shared: bool = False
) -> tuple[Server, int]:
    """A server that listens where `settings` say, and on which port; it answers once started.

    `reception` takes telemetry, and is shared with the other door; None: one of its own does.
    `shared` lets other processes listen on the same port: the system deals connections out among them.

    Raises:
        OSError: the address is in use or may not be bound.
    """
    if not shared:
        _demand_free(settings.host, settings.grpc_port)
    server = Server(store, settings, reception, shared=shared)
    try:
        return server, server.bind(settings.host, settings.grpc_port)
    except OSError:
        server.stop(0).wait()
        raise


def _demand_free(host: str, port: int) -> None:
    """Fail with the system's own reason; grpcio would say only that it failed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, port), family=family).close()


def _options(settings: Settings, *, shared: bool) -> list[tuple[str, Any]]:
    return [
        ("grpc.so_reuseport", int(shared)),
        ("grpc.max_receive_message_length", settings.max_body_bytes),
        ("grpc.max_send_message_length", settings.max_body_bytes + ENVELOPE_BYTES),
        ("grpc.max_concurrent_streams", CALLS_PER_CONNECTION),
        ("grpc.keepalive_time_ms", IDLE_PING_S * 1000),
        ("grpc.keepalive_timeout_ms", PING_ANSWER_S * 1000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", CLIENT_PING_S * 1000),
        ("grpc.http2.min_recv_ping_interval_without_data_ms", CLIENT_PING_S * 1000),
    ]
