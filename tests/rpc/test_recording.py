"""`StreamMeasurement`: each request answered after its commit, in order; a refusal ends the stream and says where."""

from collections.abc import Iterator
from queue import Queue
from threading import Event
from typing import Any
from uuid import uuid4

import grpc
import pytest

from rpc.served import Served, serving
from tmf.sla.v1.measurement_pb2 import MeasurementBatch, SampleColumns
from tmf.sla.v1.measurement_service_pb2 import (
    ListMeasurementBatchRequest,
    StreamMeasurementRequest,
    StreamMeasurementResponse,
)
from tmf.sla.v1.measurement_service_pb2_grpc import MeasurementServiceStub

FIRST_S = 1_767_225_600


def request(source: str, number: int, size: int = 10) -> StreamMeasurementRequest:
    columns = SampleColumns(step=[1_000_000] * size, mantissa=range(size), scale=1)
    columns.start.FromSeconds(FIRST_S + number * size)
    batch = MeasurementBatch(source=source, external_id=str(number), object="o", metric="m", sample_columns=columns)
    return StreamMeasurementRequest(batch=[batch])


def stub(served: Served) -> Any:
    return MeasurementServiceStub(served.channel)


def recorded(served: Served, source: str) -> int:
    return int(stub(served).ListMeasurementBatch(ListMeasurementBatchRequest(filter=f"source={source}")).total_count)


@pytest.fixture
def source() -> str:
    return f"probe-{uuid4().hex}"


def test_every_request_is_answered_in_order(served: Served, source: str) -> None:
    answers = list(stub(served).StreamMeasurement(request(source, number) for number in range(300)))
    assert [answer.receipt[0].status for answer in answers] == ["recorded"] * 300
    again = list(stub(served).StreamMeasurement(request(source, number) for number in range(300)))
    assert [answer.receipt[0].status for answer in again] == ["repeated"] * 300
    assert [one.receipt[0].id for one in again] == [one.receipt[0].id for one in answers]
    assert recorded(served, source) == 300


def test_an_answer_comes_before_the_next_request_is_sent(served: Served, source: str) -> None:
    sending: Queue[StreamMeasurementRequest | None] = Queue()
    answers = stub(served).StreamMeasurement(iter(sending.get, None), timeout=30)
    for number in range(3):
        sending.put(request(source, number))
        assert next(answers).receipt[0].count == 10
        assert recorded(served, source) == number + 1
    sending.put(None)
    assert list(answers) == []


def test_a_refused_request_ends_the_stream_and_all_before_it_is_durable(served: Served, source: str) -> None:
    wrong = request(source, 7)
    wrong.batch[0].sample_columns.ClearField("mantissa")
    sent = [*(request(source, number) for number in range(7)), wrong, *(request(source, 8) for _ in range(3))]
    answers: list[StreamMeasurementResponse] = []
    with pytest.raises(grpc.RpcError) as refused:
        answers.extend(stub(served).StreamMeasurement(iter(sent)))
    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    assert refused.value.details().startswith("request 8: batch[0].sampleColumns has 10 steps and 0 mantissas")
    assert recorded(served, source) == 7


def test_bytes_that_are_no_request_are_the_clients_fault(served: Served) -> None:
    call = served.channel.stream_stream("/tmf.sla.v1.MeasurementService/StreamMeasurement")
    with pytest.raises(grpc.RpcError) as refused:
        list(call(iter([b"\xff\xff"])))
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_client_that_reads_no_answers_is_made_to_wait(served: Served, source: str) -> None:
    """The window, and what HTTP/2 buffers, bound how much of a stream is taken in."""
    receipts, most = 100, 1500
    last = 0

    def requests() -> Iterator[StreamMeasurementRequest]:
        nonlocal last
        for number in range(most):
            last = number
            yield StreamMeasurementRequest(batch=list(request(source, number, size=1).batch) * receipts)

    call = stub(served).StreamMeasurement(requests(), timeout=60)
    next(call)
    seen = -1
    while seen != last:
        seen = last
        Event().wait(1)
    assert last < most - 1
    call.cancel()


def test_a_stream_ends_when_the_server_stops(tmp_path_factory: pytest.TempPathFactory) -> None:
    sending: Queue[StreamMeasurementRequest | None] = Queue()
    with serving(tmp_path_factory.mktemp("stopping")) as door:
        answers = stub(door).StreamMeasurement(iter(sending.get, None), timeout=30)
        sending.put(request("s", 1))
        next(answers)
        door.server.stop(5)
        with pytest.raises(grpc.RpcError) as ended:
            next(answers)
        assert ended.value.code() is grpc.StatusCode.UNAVAILABLE
        sending.put(None)
