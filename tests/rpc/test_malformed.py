"""Whatever bytes a client sends, the fault is named as the client's: never INTERNAL, never UNKNOWN."""

import os

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rpc.hostile import messages
from rpc.served import METHODS, UNARY, Served, path, refused

REFUSED_STREAM = "RST_STREAM with error code 7"
"""HTTP/2 did not let the call in (RFC 9113, 8.7), as a machine that is busy may: nothing has seen the message yet."""
TRIES = 5
OURS = {grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN, grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DATA_LOSS}
"""Statuses that say the server failed."""

HEALTH = "/grpc.health.v1.Health/Check"
REFLECTION = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"

EXAMPLES = int(os.environ.get("TMF623_FUZZ_EXAMPLES", "8"))
"""Messages each rpc gets, of each sort; `make fuzz` sends more."""
FUZZ = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])

BAD_BYTES = [
    pytest.param(b"\xff", id="half a key"),
    pytest.param(b"\x0a\x05ab", id="less than its length says"),
    pytest.param(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", id="a length beyond everything"),
    pytest.param(b"\x00", id="field number 0"),
    pytest.param(b"\x0f", id="a wire type there is not"),
    pytest.param(b"\x0b" * 200, id="groups without end"),
    pytest.param(b"{}", id="JSON"),
]


@pytest.mark.parametrize("raw", BAD_BYTES)
@pytest.mark.parametrize("name", METHODS)
def test_bytes_that_are_no_message_are_refused(served: Served, name: str, raw: bytes) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        _send(served, METHODS[name], raw)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(wrong.value).info.reason == "INVALID_VALUE"
    assert METHODS[name].input_type.full_name in refused(wrong.value).message


@pytest.mark.parametrize(
    ("rpc", "raw"),
    [
        pytest.param("RetrieveSla", b"\x0a\x01\xff", id="a lone byte"),
        pytest.param("RetrieveSla", b"\x0a\x02\xc0\x80", id="NUL in two bytes"),
        pytest.param("RetrieveSla", b"\x0a\x03\xed\xa0\x80", id="half a surrogate pair"),
        pytest.param("CreateSla", b"\x0a\x03\x1a\x01\xff", id="in the resource"),
        pytest.param("ListSla", b"\x0a\x01\xff", id="in a filter"),
    ],
)
def test_text_that_is_not_utf8_is_refused(served: Served, rpc: str, raw: bytes) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        served.raw(path(rpc), raw)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize("raw", BAD_BYTES)
def test_health_refuses_them_too(served: Served, raw: bytes) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        served.raw(HEALTH, raw)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize("raw", BAD_BYTES)
def test_reflection_refuses_them_too(served: Served, raw: bytes) -> None:
    good = reflection_pb2.ServerReflectionRequest(list_services="").SerializeToString()
    with pytest.raises(grpc.RpcError) as wrong:
        list(served.channel.stream_stream(REFLECTION)(iter([good, raw]), timeout=30))
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize("name", UNARY)
@FUZZ
@given(raw=st.binary(max_size=200))
def test_no_bytes_at_all_make_the_server_fail(served: Served, name: str, raw: bytes) -> None:
    _demand_no_failure(served, METHODS[name], raw)


@pytest.mark.parametrize("name", UNARY)
@FUZZ
@given(data=st.data())
def test_no_message_makes_the_server_fail(served: Served, name: str, data: st.DataObject) -> None:
    message = data.draw(messages(METHODS[name].input_type))
    _demand_no_failure(served, METHODS[name], message.SerializeToString())


@pytest.mark.parametrize("name", UNARY)
@FUZZ
@given(data=st.data())
def test_no_damaged_message_makes_the_server_fail(served: Served, name: str, data: st.DataObject) -> None:
    raw = bytearray(data.draw(messages(METHODS[name].input_type)).SerializeToString())
    for _ in range(data.draw(st.integers(1, 3))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _demand_no_failure(served, METHODS[name], bytes(raw))


@FUZZ
@given(request=st.binary(max_size=60))
def test_no_bytes_make_health_or_reflection_fail(served: Served, request: bytes) -> None:
    _demand_no_failure(served, health_pb2.DESCRIPTOR.services_by_name["Health"].methods_by_name["Check"], request)
    reflection = reflection_pb2.DESCRIPTOR.services_by_name["ServerReflection"].methods_by_name["ServerReflectionInfo"]
    _demand_no_failure(served, reflection, request)


def _send(served: Served, method: MethodDescriptor, raw: bytes) -> None:
    name = f"/{method.containing_service.full_name}/{method.name}"
    if method.client_streaming:
        list(served.channel.stream_stream(name)(iter([raw]), timeout=30))
    elif method.server_streaming:
        stream = served.channel.unary_stream(name)(raw, timeout=30)
        next(stream)
        stream.cancel()
    else:
        served.raw(name, raw)


def _demand_no_failure(served: Served, method: MethodDescriptor, raw: bytes) -> None:
    errors = (_failure(served, method, raw) for _ in range(TRIES))
    error = next((each for each in errors if each is None or REFUSED_STREAM not in (each.details() or "")), None)
    if error is not None:
        assert error.code() not in OURS, (method.name, raw, error)
        assert refused(error).message


def _failure(served: Served, method: MethodDescriptor, raw: bytes) -> grpc.RpcError | None:
    try:
        _send(served, method, raw)
    except grpc.RpcError as error:
        return error
    return None
