"""The server around the rpcs: limits, health, reflection, deadlines, start and stop."""

import queue
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import descriptor_pb2
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2

from rpc.served import Served, path, refused, serving
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.services import SERVICES
from tmf623.rpc import lanes, operations
from tmf623.rpc.door import Door
from tmf623.rpc.health import Health
from tmf623.rpc.server import bound
from tmf623.service.behaviour import Origin
from tmf623.settings import Settings

NAMES = [*(service.full_name for service in SERVICES), "opentelemetry.proto.collector.metrics.v1.MetricsService"]
HEALTH = "grpc.health.v1.Health"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with one worker, a short queue and a small idea of a message."""
    monkeypatch.setattr(lanes, "MOST_WAITING", 64)
    with serving(tmp_path, grpc_workers=1, max_body_bytes=10_000) as door:
        yield door


@pytest.fixture
def halted(small: Served) -> Iterator[threading.Event]:
    """The small server's store, holding up every write until this event is set."""
    release, begun = threading.Event(), threading.Event()

    def wait(_tx: object) -> None:
        begun.set()
        release.wait(60)

    done = small.store.submit(wait)
    begun.wait(60)
    yield release
    release.set()
    done.result()


def create(served: Served, **metadata: Any) -> grpc.Future:
    request = b"\x0a\x03\x1a\x01x"  # CreateSlaRequest{sla{name: "x"}}
    return served.channel.unary_unary(path("CreateSla")).future(request, **metadata)


def until_calls_are_answered(served: Served, count: int) -> None:
    """Wait until the server has taken this many calls; nothing outside it tells."""
    while served.server._server._state.active_rpc_count < count:
        pass


def health(served: Served, service: str) -> Any:
    request = health_pb2.HealthCheckRequest(service=service).SerializeToString()
    return health_pb2.HealthCheckResponse.FromString(served.raw(f"/{HEALTH}/Check", request)).status


def test_a_request_larger_than_allowed_is_refused(small: Served) -> None:
    with pytest.raises(grpc.RpcError) as large:
        small.call("CreateSla", sla=Sla(name="x", description="d" * 10_000))
    assert large.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert small.call("ListSla").total_count == 0


def test_the_largest_resource_that_was_taken_can_be_read_back(small: Served) -> None:
    description = "d" * 9_980
    created = small.call("CreateSla", sla=Sla(name="x", description=description))
    assert small.call("RetrieveSla", id=str(created.sla.id)).sla.description == description
    assert small.call("ListSla").sla[0].description == description


def test_an_rpc_there_is_not_is_unimplemented(served: Served) -> None:
    for name in ("/tmf.sla.v1.SlaService/Nothing", "/nothing.Service/CreateSla", "/x"):
        with pytest.raises(grpc.RpcError) as unknown:
            served.raw(name, b"")
        assert unknown.value.code() is grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize("service", ["", *NAMES])
def test_health_is_told_for_the_server_and_each_service(served: Served, service: str) -> None:
    assert health(served, service) == health_pb2.HealthCheckResponse.SERVING


def test_health_of_a_service_there_is_not_is_not_found(served: Served) -> None:
    with pytest.raises(grpc.RpcError) as unknown:
        health(served, "nothing")
    assert refused(unknown.value).code is grpc.StatusCode.NOT_FOUND


def test_health_lists_all_services(served: Served) -> None:
    answer = health_pb2.HealthListResponse.FromString(served.raw(f"/{HEALTH}/List", b""))
    assert {name: each.status for name, each in answer.statuses.items()} == dict.fromkeys(["", *NAMES], 1)


def test_a_watcher_of_health_hears_that_the_server_stops(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        request = health_pb2.HealthCheckRequest().SerializeToString()
        stream = served.channel.unary_stream(f"/{HEALTH}/Watch")(request, timeout=30)
        first = health_pb2.HealthCheckResponse.FromString(next(stream))
        ended = served.server.stop(5)
        rest = [health_pb2.HealthCheckResponse.FromString(each).status for each in stream]
        ended.wait()
    assert first.status == health_pb2.HealthCheckResponse.SERVING
    assert rest == [health_pb2.HealthCheckResponse.NOT_SERVING]


def test_health_is_not_serving_while_there_is_trouble() -> None:
    trouble: list[str | None] = ["the database does not answer", None]
    checked = Health(lambda: trouble.pop(0), NAMES, threading.Event())
    request = health_pb2.HealthCheckRequest(service=NAMES[0])
    assert checked.Check(request, None).status == health_pb2.HealthCheckResponse.NOT_SERVING
    assert checked.Check(request, None).status == health_pb2.HealthCheckResponse.SERVING


def test_a_store_that_takes_nothing_makes_the_server_unavailable(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.store.close()
        with pytest.raises(grpc.RpcError) as down:
            served.call("CreateSla", sla=Sla(name="x"))
        assert refused(down.value).code is grpc.StatusCode.UNAVAILABLE
        assert refused(down.value).retry is not None


@pytest.mark.parametrize("version", ["v1alpha", "v1"])
def test_reflection_tells_every_service_and_all_it_is_made_of(served: Served, version: str) -> None:
    requests = [reflection_pb2.ServerReflectionRequest(list_services="")] + [
        reflection_pb2.ServerReflectionRequest(file_containing_symbol=name) for name in NAMES
    ]
    call = served.channel.stream_stream(
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    listed, *files = call(iter(requests), timeout=30)
    assert {*NAMES, HEALTH} <= {each.name for each in listed.list_services_response.service}
    protos: dict[str, descriptor_pb2.FileDescriptorProto] = {}
    for answer in files:
        for raw in answer.file_descriptor_response.file_descriptor_proto:
            proto = descriptor_pb2.FileDescriptorProto.FromString(raw)
            protos[proto.name] = proto
    pool = _pool(protos)
    for service in SERVICES:
        assert {method.name for method in pool.FindServiceByName(service.full_name).methods} == {
            method.name for method in service.methods
        }


def _pool(protos: dict[str, descriptor_pb2.FileDescriptorProto]) -> DescriptorPool:
    pool = DescriptorPool()

    def add(name: str) -> None:
        proto = protos.pop(name, None)
        if proto is not None:
            for dependency in proto.dependency:
                add(dependency)
            pool.Add(proto)  # type: ignore[attr-defined]

    for name in list(protos):
        add(name)
    return pool


def test_a_port_in_use_is_an_os_error_that_says_so(served: Served) -> None:
    with pytest.raises(OSError, match="in use") as busy:
        bound(served.store, Settings(grpc_port=served.port))
    assert busy.value.errno


def test_an_address_of_another_machine_is_an_os_error(served: Served) -> None:
    with pytest.raises(OSError, match="assign"):
        bound(served.store, Settings(host="192.0.2.1", grpc_port=0))


def test_processes_may_share_a_port_when_asked_to(served: Served) -> None:
    first, port = bound(served.store, Settings(grpc_port=0), shared=True)
    second, same = bound(served.store, Settings(grpc_port=port), shared=True)
    assert same == port
    for server in (first, second):
        server.stop(0).wait()


def test_an_rpc_nothing_implements_stops_the_start(served: Served) -> None:
    file = descriptor_pb2.FileDescriptorProto(name="new.proto", package="new", syntax="proto3")
    file.message_type.add(name="Empty")
    file.service.add(name="New").method.add(name="PaintSla", input_type=".new.Empty", output_type=".new.Empty")
    pool = DescriptorPool()
    pool.Add(file)  # type: ignore[attr-defined]
    door = Door(served.store, Origin(), 10, 10_000, threading.Event())
    with pytest.raises(LookupError, match=r"new\.New\.PaintSla"):
        operations.behaviours(door, pool.FindServiceByName("new.New"))


def test_work_whose_deadline_has_passed_is_not_begun(small: Served, halted: threading.Event) -> None:
    holding = create(small)
    until_calls_are_answered(small, 1)
    late = create(small, timeout=0.2)
    assert late.exception(30).code() is grpc.StatusCode.DEADLINE_EXCEEDED
    halted.set()
    assert holding.result(30)
    assert small.call("ListSla").total_count == 1


def test_work_that_was_cancelled_is_not_begun(small: Served, halted: threading.Event) -> None:
    holding = create(small)
    until_calls_are_answered(small, 1)
    cancelled = create(small)
    until_calls_are_answered(small, 2)
    cancelled.cancel()
    health(small, "")  # by now the server knows: one connection keeps its order
    halted.set()
    assert holding.result(30)
    assert small.call("ListSla").total_count == 1


def test_more_calls_than_can_be_answered_soon_are_refused_and_health_is_still_told(
    small: Served, halted: threading.Event
) -> None:
    ended: queue.Queue[grpc.Future] = queue.Queue()
    calls = [create(small, timeout=60) for _ in range(100)]
    for call in calls:
        call.add_done_callback(ended.put)
    answers = [refused(ended.get(timeout=30).exception()) for _ in range(30)]
    assert {answer.code for answer in answers} == {grpc.StatusCode.RESOURCE_EXHAUSTED}
    assert answers[0].info.reason == "UNAVAILABLE"
    assert answers[0].retry is not None
    assert health(small, "") == health_pb2.HealthCheckResponse.SERVING
    halted.set()
    answered = [call for call in calls if call.exception(30) is None]
    assert small.call("ListSla").total_count == len(answered) >= 64


def test_calls_whose_request_never_comes_leave_threads_for_the_others(served: Served) -> None:
    nothing: queue.Queue[bytes] = queue.Queue()
    method = served.channel.stream_unary(path("CreateSla"))  # a client that opens a call, and says no more
    silent = [method.future(iter(nothing.get, b"")) for _ in range(16)]
    until_calls_are_answered(served, 16)
    assert served.call("CreateSla", sla=Sla(name="x")).etag
    for call in silent:
        call.cancel()
        nothing.put(b"")


def test_a_stopping_server_ends_what_it_began_and_begins_nothing(tmp_path: Path) -> None:
    release, begun = threading.Event(), threading.Event()

    def wait(_tx: object) -> None:
        begun.set()
        release.wait(60)

    with serving(tmp_path) as served:
        done = served.store.submit(wait)
        begun.wait(60)
        under_way = create(served)
        until_calls_are_answered(served, 1)
        ended = served.server.stop(30)
        release.set()
        assert under_way.result(30)
        ended.wait()
        done.result()
        with pytest.raises(grpc.RpcError) as refusal:
            served.call("ListSla", timeout=5)
        assert refusal.value.code() is grpc.StatusCode.UNAVAILABLE
        socket.create_server(("127.0.0.1", served.port)).close()


def test_a_stopped_server_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with serving(tmp_path) as served:
        served.call("ListSla")
        health(served, "")
        served.server.stop(5).wait()
        left = {thread.name for thread in set(threading.enumerate()) - before if thread.name.startswith("grpc")}
    assert left <= {"grpc-stop"}
