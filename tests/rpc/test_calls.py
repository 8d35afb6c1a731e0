"""What nobody foresaw is answered without a word about the inside, and written down once."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest

from rpc.served import refused
from tmf623.rpc import calls

INSIDE = "postgresql://user:password@host"


def fail(_request: object, _context: object) -> bytes:
    raise ZeroDivisionError(INSIDE)


def fail_later(_requests: object, _context: object) -> Iterator[bytes]:
    yield b"first"
    raise ZeroDivisionError(INSIDE)


@pytest.fixture
def channel() -> Iterator[grpc.Channel]:
    """A channel to a server whose rpcs fail."""
    handlers = {
        "Fail": grpc.stream_unary_rpc_method_handler(calls.unary(fail)),
        "FailLater": grpc.stream_stream_rpc_method_handler(calls.streaming(fail_later)),
    }
    with ThreadPoolExecutor(2) as pool:
        server = grpc.server(pool)
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("new.Failing", handlers),))
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield channel
        server.stop(1).wait()


def _fail(channel: grpc.Channel) -> Any:
    return channel.unary_unary("/new.Failing/Fail")(b"", timeout=30)


def _fail_later(channel: grpc.Channel) -> Any:
    return list(channel.unary_stream("/new.Failing/FailLater")(b"", timeout=30))


@pytest.mark.parametrize("call", [_fail, _fail_later])
def test_an_unforeseen_failure_is_internal_and_logged_once(
    channel: grpc.Channel, caplog: pytest.LogCaptureFixture, call: Any
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(grpc.RpcError) as failed:
        call(channel)
    answer = refused(failed.value)
    assert (answer.code, answer.info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert INSIDE not in str(failed.value)
    logged = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in logged] == ["tmf623.rpc.calls"]
    assert logged[0].exc_info is not None
    assert INSIDE in str(logged[0].exc_info[1])
