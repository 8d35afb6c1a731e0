"""Services and servicers as grpcio asks for them, made from the descriptors.

The generated `add_…_to_server` would take messages only, and answer INTERNAL to bytes that are none. One table of
all paths also takes grpcio less time per call than its registered methods and an interceptor before them.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeAlias

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message_factory import GetMessageClass

from tmf623.rpc import calls
from tmf623.rpc.errors import Busy
from tmf623.rpc.lanes import Streams, Workers

_HANDLERS: Mapping[tuple[bool, bool], Callable[..., Any]] = {
    (False, False): grpc.unary_unary_rpc_method_handler,
    (False, True): grpc.unary_stream_rpc_method_handler,
    (True, False): grpc.stream_unary_rpc_method_handler,
    (True, True): grpc.stream_stream_rpc_method_handler,
}
"""grpcio's handlers, by whether requests and whether responses stream."""


Reader: TypeAlias = Callable[[bytes], Any]


class Threads(NamedTuple):
    """Who answers the calls of a service."""

    calls: ThreadPoolExecutor
    """Those with one answer."""
    streams: Streams
    """Those whose answers or requests stream."""


class Rpcs(grpc.GenericRpcHandler):  # type: ignore[misc] # grpcio is untyped
    """Every rpc of a server, by path. Calls the workers could not answer soon are refused at once."""

    def __init__(self, workers: Workers, lane: ThreadPoolExecutor, actor: calls.Actor | None = None) -> None:
        """`lane` is where refusals are spoken; `actor` tells who makes a call."""
        self._actor = actor
        self._workers = workers
        self._handlers: dict[str, Any] = {}
        self._ordinary: set[str] = set()  # those the workers answer
        refuse = _in(lane, calls.unary(_refuse))
        self._refusal = grpc.stream_unary_rpc_method_handler(refuse)  # streaming: it needs no request to be read

    def register(self, service: ServiceDescriptor, servicer: object, threads: Threads, name: str = "") -> None:
        """Serve `service`, under its own name or another, by the methods of `servicer`.

        A servicer with a `parse` reads its requests by it.
        """
        for method in service.methods:
            path = f"/{name or service.full_name}/{method.name}"
            reader = calls.reader(GetMessageClass(method.input_type), getattr(servicer, "parse", None))
            self._handlers[path] = _handler(method, getattr(servicer, method.name), threads, reader, self._actor)
            if threads.calls is self._workers and not method.server_streaming:
                self._ordinary.add(path)

    def service(self, handler_call_details: Any) -> Any:
        """What grpcio asks for each call; None is an rpc there is not."""
        path = handler_call_details.method
        if self._workers.is_full and path in self._ordinary:
            return self._refusal
        return self._handlers.get(path)


def _handler(
    method: MethodDescriptor,
    behaviour: calls.Behaviour,
    threads: Threads,
    reader: Reader,
    actor: calls.Actor | None,
) -> Any:
    if method.server_streaming:
        guarded = _in(threads.streams.pool, calls.streaming(threads.streams.bounded(behaviour), actor))
    else:
        guarded = _in(threads.calls, calls.unary(behaviour, actor))
    return _HANDLERS[method.client_streaming, method.server_streaming](
        guarded,
        request_deserializer=reader,
        response_serializer=calls.written,
    )


def _in(pool: ThreadPoolExecutor, behaviour: calls.Behaviour) -> calls.Behaviour:
    behaviour.experimental_thread_pool = pool  # type: ignore[attr-defined] # how grpcio is told
    return behaviour


def _refuse(_requests: object, _context: calls.Context) -> None:
    raise Busy("as many calls wait as may")
