"""OTLP/gRPC by hand: what hostile senders get."""

import grpc
import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)

from rpc.served import Served

EXPORT = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"


def export(served: Served, raw: bytes, compression: grpc.Compression | None = None) -> ExportMetricsServiceResponse:
    call = served.channel.unary_unary(EXPORT, response_deserializer=ExportMetricsServiceResponse.FromString)
    answer: ExportMetricsServiceResponse = call(raw, compression=compression, timeout=60)
    return answer


def test_an_empty_request_is_one(served: Served) -> None:
    assert export(served, b"") == ExportMetricsServiceResponse()


def test_a_packed_request_is_unpacked_and_what_was_refused_is_told(served: Served) -> None:
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="nobody wants this")
    metric.summary.data_points.add()
    assert export(served, request.SerializeToString(), grpc.Compression.Gzip) == ExportMetricsServiceResponse()


@pytest.mark.parametrize(
    ("raw", "compression", "code"),
    [
        pytest.param(b"\xff" * 50, None, grpc.StatusCode.INVALID_ARGUMENT, id="no protobuf"),
        pytest.param(b"\x0a\x7fabc", None, grpc.StatusCode.INVALID_ARGUMENT, id="protobuf that ends too soon"),
        pytest.param(b"\x0a\x00" * 500_000, None, grpc.StatusCode.RESOURCE_EXHAUSTED, id="a million small messages"),
        pytest.param(bytes(30_000_000), grpc.Compression.Gzip, grpc.StatusCode.RESOURCE_EXHAUSTED, id="a bomb"),
    ],
)
def test_bad_requests_are_refused(
    served: Served, raw: bytes, compression: grpc.Compression | None, code: grpc.StatusCode
) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        export(served, raw, compression)
    assert refused.value.code() is code
