"""OpenTelemetry's own SDK exports to our server, over gRPC and over HTTP, and rules are judged by what it sent."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HttpExporter
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, PeriodicExportingMetricReader
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
