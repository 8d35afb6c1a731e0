"""What hand-made points of every type become, and what becomes of those that contradict themselves."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import cramjam
import httpx
import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.metrics.v1.metrics_pb2 import AggregationTemporality

from rest_door import QOS
from tmf.sla.v1.remote_write_pb2 import RemoteWriteRequest

PROTOBUF = "application/x-protobuf"
T0 = 1_740_787_200  # 2025-03-01T00:00:00Z
DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE


@pytest.fixture
def line() -> str:
    return f"line/{uuid4()}"


def bind(api: httpx.Client, protocol: str, line: str, **terms: Any) -> None:
    body = {"name": "x", "protocol": protocol, "object": line, "metricName": "m",
            "attribute": [{"name": "line", "value": [line]}], "metric": "wobble"} | terms  # fmt: skip
    answer = api.post(f"{QOS}/measurementBinding", json=body)
    assert answer.status_code == 201, answer.text


def observed(api: httpx.Client, line: str, kind: str) -> list[dict[str, Any]]:
    batches = api.get(f"{QOS}/measurementBatch", params={"object": line}).json()
    whole = [api.get(f"{QOS}/measurementBatch/{batch['id']}/observation").json() for batch in batches]
    return sorted((each for batch in whole for each in batch[kind]), key=lambda each: str(each.get("end")))


def metric(request: ExportMetricsServiceRequest) -> Any:
    return request.resource_metrics.add().scope_metrics.add().metrics.add(name="m")


def at(point: Any, line: str, start: int | None, end: int) -> Any:
    point.attributes.add(key="line").value.string_value = line
    point.time_unix_nano = (T0 + end) * 10**9
    if start is not None:
        point.start_time_unix_nano = (T0 + start) * 10**9
    return point


def export(api: httpx.Client, request: ExportMetricsServiceRequest) -> int:
    """How many points were refused."""
    answer = api.post("/v1/metrics", content=request.SerializeToString(), headers={"Content-Type": PROTOBUF})
    assert answer.status_code == 200
    return int(ExportMetricsServiceResponse.FromString(answer.content).partial_success.rejected_data_points)


def write(api: httpx.Client, *series: tuple[dict[str, str], list[tuple[float, int]]], native: Any = None) -> None:
    request = RemoteWriteRequest()
    for labels, samples in series:
        added = request.timeseries.add()
        for name, value in labels.items():
            added.labels.add(name=name, value=value)
        for value, seconds in samples:
            added.samples.add(value=value, timestamp=(T0 + seconds) * 1000)
        if native is not None:
            added.histograms.add().CopyFrom(native)
    packed = bytes(cramjam.snappy.compress_raw(request.SerializeToString()))
    answer = api.post("/api/v1/write", content=packed, headers={"Content-Encoding": "snappy", "Content-Type": PROTOBUF})
    assert answer.status_code == 204, answer.text


def test_a_binding_counts_from_the_next_request_and_to_the_last(api: httpx.Client, line: str) -> None:
    request = ExportMetricsServiceRequest()
    at(metric(request).gauge.data_points.add(as_int=1), line, None, 0)
    export(api, request)
    assert observed(api, line, "sample") == []
    bind(api, "otlp", line, kind="sample")
    export(api, request)
    assert observed(api, line, "sample") == [{"time": "2025-03-01T00:00:00Z", "value": "1"}]
    (binding,) = api.get(f"{QOS}/measurementBinding", params={"object": line}).json()
    assert api.delete(f"{QOS}/measurementBinding/{binding['id']}").status_code == 204
    request.resource_metrics[0].scope_metrics[0].metrics[0].gauge.data_points[0].as_int = 2
    export(api, request)
    assert len(observed(api, line, "sample")) == 1


@pytest.mark.parametrize(("temporality", "cumulative"), [(DELTA, {}), (CUMULATIVE, {"cumulative": True})])
def test_sums_count_from_their_start(
    api: httpx.Client, line: str, temporality: int, cumulative: dict[str, bool]
) -> None:
    bind(api, "otlp", line, kind="goodTotal", good=[{"name": "ok", "value": ["true"]}])
    request = ExportMetricsServiceRequest()
    counter = metric(request).sum
    counter.is_monotonic, counter.aggregation_temporality = True, temporality
    at(counter.data_points.add(as_double=2.5), line, 0, 60).attributes.add(key="ok").value.bool_value = True
    assert export(api, request) == 0
    assert observed(api, line, "goodTotal") == [
        {"start": "2025-03-01T00:00:00Z", "end": "2025-03-01T00:01:00Z", "good": "2.5", "total": "2.5"} | cumulative
    ]


def test_counts_that_contradict_themselves_are_refused(api: httpx.Client, line: str) -> None:
    bind(api, "otlp", line, kind="goodTotal", good=[{"name": "ok", "value": ["true"]}])
    request = ExportMetricsServiceRequest()
    counter = metric(request).sum
    counter.is_monotonic, counter.aggregation_temporality = True, DELTA
    at(counter.data_points.add(as_int=1), line, 60, 60)  # no time at all
    at(counter.data_points.add(as_int=1), line, 61, 60)  # ends before it starts
    at(counter.data_points.add(as_int=1), line, None, 60)  # a delta since nobody knows when
    at(counter.data_points.add(as_int=-1), line, 0, 60)
    at(counter.data_points.add(as_double=1e200), line, 0, 60)
    nobody_knows = metric(request).sum
    nobody_knows.is_monotonic = True
    at(nobody_knows.data_points.add(as_int=1), line, 0, 60)  # no temporality
    at(metric(request).gauge.data_points.add(as_int=1), line, None, 60)
    assert export(api, request) == 7
    assert observed(api, line, "goodTotal") == []


@pytest.mark.parametrize(
    ("bounds", "counts", "count"),
    [
        ([1, 2], [1, 2], 3),
        ([2, 1], [1, 1, 1], 3),
        ([1, 2], [1, 1, 1], 4),
        ([1, float("inf")], [1, 1, 1], 3),
        ([float("nan")], [1, 1], 2),
        (range(1_100), [0] * 1_101, 0),
    ],
)
def test_buckets_that_contradict_themselves_are_refused(
    api: httpx.Client, line: str, bounds: Any, counts: list[int], count: int
) -> None:
    bind(api, "otlp", line, kind="histogram")
    request = ExportMetricsServiceRequest()
    histogram = metric(request).histogram
    histogram.aggregation_temporality = DELTA
    at(histogram.data_points.add(explicit_bounds=bounds, bucket_counts=counts, count=count), line, 0, 60)
    assert export(api, request) == 1


def test_a_histogram_without_buckets_is_one_bucket(api: httpx.Client, line: str) -> None:
    bind(api, "otlp", line, kind="histogram")
    request = ExportMetricsServiceRequest()
    histogram = metric(request).histogram
    histogram.aggregation_temporality = DELTA
    at(histogram.data_points.add(count=7, sum=3), line, 0, 60)
    assert export(api, request) == 0
    assert observed(api, line, "histogram")[0]["count"] == ["7"]


def test_numbers_keep_their_digits_up_to_forty(api: httpx.Client, line: str) -> None:
    bind(api, "otlp", line, kind="sample")
    request = ExportMetricsServiceRequest()
    gauge = metric(request).gauge
    for second, value in enumerate((1e39, -2.5e-30, 1e40, 1e-300, 0.0, -0.0)):
        at(gauge.data_points.add(as_double=value), line, None, second)
    at(gauge.data_points.add(as_int=-(2**63)), line, None, 9)
    assert export(api, request) == 2
    expected = [Decimal("1e39"), Decimal("-2.5e-30"), 0, 0, -(2**63)]
    assert [Decimal(each["value"]) for each in observed(api, line, "sample")] == expected


def test_part_of_a_classic_histogram_is_dropped_and_the_whole_recorded(api: httpx.Client, line: str) -> None:
    bind(api, "prometheus", line, kind="histogram")

    def bucket(bound: str, *samples: tuple[float, int]) -> tuple[dict[str, str], list[tuple[float, int]]]:
        return {"__name__": "m_bucket", "line": line, "le": bound}, list(samples)

    write(api, bucket("0.5", (3, 0), (4, 15)), bucket("+Inf", (5, 0), (7, 15), (9, 30)))
    write(api, bucket("0.5", (1, 45)))
    found = observed(api, line, "histogram")
    assert [(each["end"], each["bound"], each["count"]) for each in found] == [
        ("2025-03-01T00:00:00Z", ["0.5"], ["3", "2"]),
        ("2025-03-01T00:00:15Z", ["0.5"], ["4", "3"]),
    ]
    assert {each["start"] for each in found} == {"1900-01-01T00:00:00Z"}


def test_a_native_histogram_is_recorded_with_its_bounds(api: httpx.Client, line: str) -> None:
    """Schema 0: bucket i holds (2 ** (i - 1), 2 ** i]; spans leave bucket 2 out; deltas 1, +2, -1 are 1, 3, 2."""
    bind(api, "prometheus", line, kind="histogram")
    native = (
        RemoteWriteRequest()
        .timeseries.add()
        .histograms.add(
            count_int=8,
            zero_count_int=2,
            zero_threshold=0.001,
            schema=0,
            timestamp=T0 * 1000,
            positive_deltas=[1, 2, -1],
        )
    )
    native.positive_spans.add(offset=0, length=2)
    native.positive_spans.add(offset=1, length=1)
    write(api, ({"__name__": "m", "line": line}, []), native=native)
    (found,) = observed(api, line, "histogram")
    assert (found["bound"], found["count"]) == (
        ["0.001", "0.5", "1", "2", "4", "8"],
        ["2", "0", "1", "3", "0", "2", "0"],
    )


@pytest.mark.parametrize("change", ["count", "deltas", "span", "schema", "float"])
def test_a_native_histogram_that_contradicts_itself_is_dropped(api: httpx.Client, line: str, change: str) -> None:
    bind(api, "prometheus", line, kind="histogram")
    native = RemoteWriteRequest().timeseries.add().histograms.add(count_int=3, timestamp=T0 * 1000, positive_deltas=[3])
    native.positive_spans.add(offset=1, length=1)
    if change == "count":
        native.count_int = 4
    elif change == "deltas":
        native.positive_deltas.append(1)
    elif change == "span":
        native.positive_spans[0].length = 2**32 - 1
    elif change == "schema":
        native.schema = -53
    else:
        native.count_float = 3
    write(api, ({"__name__": "m", "line": line}, []), native=native)
    assert observed(api, line, "histogram") == []
