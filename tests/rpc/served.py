"""A gRPC door over a store of its own, and a client that knows the contract by its descriptors alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from databases import database
from tmf623.contract.services import SERVICES
from tmf623.rpc.server import Server, bound
from tmf623.settings import Settings
from tmf623.store.store import Store

METHODS = {method.name: method for service in SERVICES for method in service.methods}
UNARY = {name: method for name, method in METHODS.items() if not method.server_streaming}


class Served(NamedTuple):
    """A server that answers, what stands behind it, and a channel to it."""

    store: Store
    server: Server
    port: int
    channel: grpc.Channel

    def call(self, rpc: str, request: Message | None = None, timeout: float = 30, **fields: Any) -> Any:
        """Call an rpc of the contract with a request, or with one of these fields."""
        method = METHODS[rpc]
        answer = self.raw(path(rpc), _made(method, request, fields).SerializeToString(), timeout=timeout)
        return GetMessageClass(method.output_type).FromString(answer)

    def raw(self, path: str, request: bytes, timeout: float = 30) -> bytes:
        """Call an rpc with any bytes; returns the bytes of its answer."""
        answer: bytes = self.channel.unary_unary(path)(request, timeout=timeout)
        return answer

    def stream(self, rpc: str, timeout: float | None = 30, **fields: Any) -> Any:
        """Call an rpc that answers with a stream."""
        method = METHODS[rpc]
        return self.channel.unary_stream(
            path(rpc), response_deserializer=GetMessageClass(method.output_type).FromString
        )(_made(method, None, fields).SerializeToString(), timeout=timeout)


class Refused(NamedTuple):
    """What a client learns of an error."""

    code: grpc.StatusCode
    message: str
    info: ErrorInfo
    attributes: list[str]
    retry: RetryInfo | None


def refused(error: grpc.RpcError) -> Refused:
    """Read the rich error of a failed call."""
    status = rpc_status.from_call(error)
    assert status is not None, error
    info, retry = _detail(status, ErrorInfo), _detail(status, RetryInfo)
    bad = _detail(status, BadRequest) or BadRequest()
    assert info is not None, status
    return Refused(error.code(), status.message, info, [each.field for each in bad.field_violations], retry)


def path(rpc: str) -> str:
    """The path of an rpc of the contract."""
    return f"/{METHODS[rpc].containing_service.full_name}/{rpc}"


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Served]:
    """Serve a new store until the block ends."""
    with database(folder) as url:
        store = Store.open(url, clock=_clock())
        server, port = bound(store, replace(Settings(grpc_port=0, database_url=url), **settings))
        server.start()
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            yield Served(store, server, port, channel)
        server.stop(1).wait()
        store.close()


def _clock() -> Any:
    ticks = count()
    return lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=next(ticks))


def _made(method: Any, request: Message | None, fields: dict[str, Any]) -> Message:
    return GetMessageClass(method.input_type)(**fields) if request is None else request


def _detail(status: Status, cls: Any) -> Any:
    for packed in status.details:
        if packed.Is(cls.DESCRIPTOR):
            detail = cls()
            packed.Unpack(detail)
            return detail
    return None
