"""Services and servicers put on a grpcio server, from the descriptors.

The generated `add_…_to_server` would take messages only, and answer INTERNAL to bytes that are none.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message_factory import GetMessageClass

from tmf623.rpc import calls
from tmf623.rpc.lanes import Streams

_HANDLERS: Mapping[tuple[bool, bool], Callable[..., Any]] = {
    (False, False): grpc.unary_unary_rpc_method_handler,
    (False, True): grpc.unary_stream_rpc_method_handler,
    (True, False): grpc.stream_unary_rpc_method_handler,
    (True, True): grpc.stream_stream_rpc_method_handler,
}
"""grpcio's handlers, by whether requests and whether responses stream."""


class Threads(NamedTuple):
    """Who answers the calls of a service."""

    calls: ThreadPoolExecutor
    """Those with one answer."""
    streams: Streams
    """Those whose answers or requests stream."""


def register(server: Any, service: ServiceDescriptor, servicer: object, threads: Threads, name: str = "") -> None:
    """Serve `service`, under its own name or another, by the methods of `servicer`."""
    handlers = {method.name: _handler(method, getattr(servicer, method.name), threads) for method in service.methods}
    server.add_registered_method_handlers(name or service.full_name, handlers)


def _handler(method: MethodDescriptor, behaviour: calls.Behaviour, threads: Threads) -> Any:
    if method.server_streaming:
        guarded, pool = calls.streaming(threads.streams.bounded(behaviour)), threads.streams.pool
    else:
        guarded, pool = calls.unary(behaviour), threads.calls
    guarded.experimental_thread_pool = pool  # type: ignore[attr-defined] # how grpcio is told
    return _HANDLERS[method.client_streaming, method.server_streaming](
        guarded,
        request_deserializer=calls.reader(GetMessageClass(method.input_type)),
        response_serializer=calls.written,
    )
