"""OpenTelemetry's own SDK exports to our server, over gRPC and over HTTP, and rules are judged by what it sent."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import grpc
import httpx
import pytest
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HttpExporter
from opentelemetry.metrics import CallbackOptions, Meter, Observation
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2_grpc import MetricsServiceStub
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource

from conftest import rest_url
from doors import QOS
from tmf623 import app

V4 = "/tmf-api/slaManagement/v4"
EXPORTERS = ("grpc", "http", "http gzip")


@pytest.fixture
def api(server: app.Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=rest_url(server), trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(params=EXPORTERS)
def exporter(request: pytest.FixtureRequest, server: app.Running) -> MetricExporter:
    if request.param == "grpc":
        return GrpcExporter(endpoint=f"127.0.0.1:{server.grpc_port}", insecure=True)
    compression = Compression.Gzip if "gzip" in request.param else Compression.NoCompression
    return HttpExporter(endpoint=f"{rest_url(server)}/v1/metrics", compression=compression)


def bind(api: httpx.Client, **terms: Any) -> None:
    answer = api.post(f"{QOS}/measurementBinding", json={"name": "test", "protocol": "otlp"} | terms)
    assert answer.status_code == 201, answer.text


def agree(api: httpx.Client, line: str, rule: dict[str, Any]) -> str:
    body = {"name": line, "timeZone": "UTC", "scope": [{"id": line}], "rule": [{"id": "r"} | rule]}
    answer = api.post(f"{V4}/sla", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def judge(api: httpx.Client, sla: str) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    answer = api.post(f"{QOS}/assessment", json={"slaId": sla, "ruleId": "r", "at": at})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["assessment"]
    return found


def test_the_sdk_reports_a_line_up_and_down_and_its_availability_is_judged(
    api: httpx.Client, exporter: MetricExporter
) -> None:
    """The reader exports on its own every 50 ms; the line is down in half of the callbacks, one after the other."""
    line = f"line/{uuid4()}"
    wanted = [{"name": "resource.service.name", "value": ["probe"]}, {"name": "line", "value": [line]}]
    bind(api, metricName="line.up", objectAttribute="line", kind="stateChange", source="sdk", attribute=wanted)
    availability = {"metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.9"}
    sla = agree(api, line, availability | {"spec": {"@type": "Availability", "object": line}})
    states: list[int] = []

    def observed(_: CallbackOptions) -> Iterator[Observation]:
        states.append(len(states) % 2)
        yield Observation(states[-1], {"line": line})
        yield Observation(1, {"line": "another"})

    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=50)
    provider = MeterProvider([reader], resource=Resource({"service.name": "probe"}))
    provider.get_meter("test").create_observable_gauge("line.up", [observed])
    until(lambda: len(states) > 6)
    provider.shutdown()
    found = judge(api, sla)
    assert found["verdict"] == "violated"
    assert len(found["evidence"]["outage"]) == states.count(0)  # each between two reports of being up


def until(condition: Any, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def recorded(api: httpx.Client, name: str, metric: str) -> list[dict[str, Any]]:
    """Every batch recorded of an object and metric, with its observations."""
    batches = api.get(f"{QOS}/measurementBatch", params={"object": name, "metric": metric}).json()
    return [api.get(f"{QOS}/measurementBatch/{batch['id']}/observation").json() for batch in batches]


def exported(exporter: MetricExporter, record: Any) -> None:
    """Let `record` use a meter, collect once and export."""
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=3_600_000)
    views = [View(instrument_name="exponential", aggregation=ExponentialBucketHistogramAggregation())]
    provider = MeterProvider([reader], resource=Resource({"service.name": "shop"}), views=views)
    record(provider.get_meter("test"))
    provider.shutdown()


def test_a_histogram_of_latencies_is_recorded_in_the_unit_of_the_rule(
    api: httpx.Client, exporter: MetricExporter
) -> None:
    """Seconds become milliseconds; the sum of the buckets is what was recorded."""
    line = f"line/{uuid4()}"
    matcher = [{"name": "line", "value": [line]}]
    percentile = {"metric": "latency", "unit": "ms", "operator": ".le", "referenceValue": "250"}
    slas = [
        agree(api, line, percentile | {"spec": {"@type": "Percentile", "percentile": {"p": p}}}) for p in ("66", "67")
    ]
    bind(api, metricName="request.duration", objectAttribute="line", attribute=matcher, kind="histogram",
         metric="latency", factor="1000", source="sdk")  # fmt: skip
    bind(api, metricName="request.duration", objectAttribute="line", attribute=matcher, kind="goodTotal",
         metric="fast", goodAtMost="250", factor="1000", source="sdk")  # fmt: skip

    def record(meter: Meter) -> None:
        histogram = meter.create_histogram("request.duration", explicit_bucket_boundaries_advisory=[0.1, 0.25, 0.5])
        for seconds in (0.05, 0.1, 0.2, 0.25, 0.3, 0.7):
            histogram.record(seconds, {"line": line})

    exported(exporter, record)
    (batch,) = recorded(api, line, "latency")
    (histogram,) = batch["histogram"]
    assert (histogram["bound"], histogram["count"]) == (["100", "250", "500"], ["2", "2", "1", "1"])
    assert histogram["cumulative"] is True
    assert batch["source"].startswith("sdk#")
    (counts,) = recorded(api, line, "fast")[0]["goodTotal"]
    assert (counts["good"], counts["total"]) == ("4", "6")
    assert [judge(api, sla)["verdict"] for sla in slas] == ["met", "violated"]  # rank ceil(3.96) of 6, ceil(4.02)


def test_an_exponential_histogram_is_recorded_with_its_bounds_written_out(
    api: httpx.Client, exporter: MetricExporter
) -> None:
    """1, 2 and 4 lie on bounds of every scale: each is in the bucket that ends with it."""
    line = f"line/{uuid4()}"
    bind(api, metricName="exponential", objectAttribute="line", attribute=[{"name": "line", "value": [line]}],
         kind="histogram", metric="latency")  # fmt: skip

    def record(meter: Meter) -> None:
        histogram = meter.create_histogram("exponential")
        for value in (1, 2, 2, 4, 0):
            histogram.record(value, {"line": line})

    exported(exporter, record)
    (histogram,) = recorded(api, line, "latency")[0]["histogram"]
    counted = dict(zip(histogram["bound"], histogram["count"], strict=False))
    assert (counted["0"], counted["1"], counted["2"], counted["4"]) == ("1", "1", "2", "1")
    assert sum(int(count) for count in histogram["count"]) == 5


def test_requests_split_by_status_are_good_and_all(api: httpx.Client, exporter: MetricExporter) -> None:
    line = f"line/{uuid4()}"
    success = {"metric": "success", "unit": "%", "operator": ".ge", "referenceValue": "99"}
    sla = agree(api, line, success | {"spec": {"@type": "Ratio", "ratio": {"style": "goodTotal"}}})
    bind(api, metricName="requests", objectAttribute="line", kind="goodTotal", metric="success", source="sdk",
         attribute=[{"name": "line", "value": [line]}], good=[{"name": "status", "pattern": "[23].."}])  # fmt: skip

    def record(meter: Meter) -> None:
        counter = meter.create_counter("requests")
        for status, count in (("200", 90), ("302", 5), ("500", 4), ("503", 1)):
            counter.add(count, {"line": line, "status": status})

    exported(exporter, record)
    batches = recorded(api, line, "success")
    assert len({batch["source"] for batch in batches}) == 4
    counts = [each for batch in batches for each in batch["goodTotal"]]
    assert (sum(int(each["good"]) for each in counts), sum(int(each["total"]) for each in counts)) == (95, 100)
    found = judge(api, sla)
    assert (found["verdict"], found["actualValue"]) == ("violated", "95")


def test_a_metric_of_what_was_good_and_one_of_all_belong_together(api: httpx.Client, exporter: MetricExporter) -> None:
    line = f"line/{uuid4()}"
    bind(api, metricName="calls", goodMetricName="calls.answered", objectAttribute="line", kind="goodTotal",
         metric="answered", attribute=[{"name": "line", "value": [line]}])  # fmt: skip

    def record(meter: Meter) -> None:
        for name, count in (("calls", 10), ("calls.answered", 9)):
            meter.create_counter(name).add(count, {"line": line, "region": "north"})

    exported(exporter, record)
    (batch,) = recorded(api, line, "answered")
    assert [(each["good"], each["total"]) for each in batch["goodTotal"]] == [("9", "10")]


def test_a_gauge_is_recorded_as_the_decimal_that_was_meant(api: httpx.Client, exporter: MetricExporter) -> None:
    """0.1 as a double is 0.1000000000000000055…; its shortest text is 0.1, and a thousand times that is 100."""
    line = f"line/{uuid4()}"
    bind(api, metricName="delay", objectAttribute="resource.service.name", kind="sample", metric="wobble",
         attribute=[{"name": "line", "value": [line]}], factor="1000", source="sdk",
         sourceAttribute="line")  # fmt: skip

    def record(meter: Meter) -> None:
        meter.create_gauge("delay").set(0.1, {"line": line})

    exported(exporter, record)
    batches = [each for each in recorded(api, "shop", "wobble") if each["source"] == f"sdk/{line}"]
    assert [sample["value"] for batch in batches for sample in batch["sample"]] == ["100"]


def test_what_is_exported_twice_is_recorded_once(api: httpx.Client, server: app.Running) -> None:
    line = f"line/{uuid4()}"
    bind(api, metricName="up", object=line, kind="stateChange", attribute=[{"name": "line", "value": [line]}])
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="up")
    point = metric.gauge.data_points.add(time_unix_nano=1_740_787_200_000_000_000, as_int=1)
    point.attributes.add(key="line").value.string_value = line
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        for _ in range(2):
            assert MetricsServiceStub(channel).Export(request) == ExportMetricsServiceResponse()
    (batch,) = recorded(api, line, "availability")
    assert batch["stateChange"] == [{"time": "2025-03-01T00:00:00Z", "state": "up"}]
