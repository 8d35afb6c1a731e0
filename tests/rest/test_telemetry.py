"""OTLP/HTTP and Prometheus remote write by hand: what is recorded, what is refused, and what hostile senders get."""

import gzip
import json
import struct
from collections.abc import Mapping
from typing import Any

import cramjam
import httpx
import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)

from rest_door import QOS
from tmf.sla.v1.remote_write_pb2 import RemoteWriteRequest

JSON, PROTOBUF = "application/json", "application/x-protobuf"
T0 = 1_740_787_200  # 2025-03-01T00:00:00Z
STALE = struct.unpack("<d", struct.pack("<Q", 0x7FF0000000000002))[0]


@pytest.fixture(scope="module", autouse=True)
def bindings(api: httpx.Client) -> None:
    for protocol in ("otlp", "prometheus"):
        body = {
            "name": "up",
            "protocol": protocol,
            "metricName": "up",
            "objectAttribute": "line",
            "kind": "stateChange",
        }
        assert api.post(f"{QOS}/measurementBinding", json=body).status_code == 201


def export(*values: float, name: str = "up", line: str = "a", start: int = T0) -> ExportMetricsServiceRequest:
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name=name)
    for index, value in enumerate(values):
        point = metric.gauge.data_points.add(time_unix_nano=(start + index) * 10**9, as_double=value)
        point.attributes.add(key="line").value.string_value = line
    return request


def otlp(api: httpx.Client, body: bytes, media: str = PROTOBUF, **headers: str) -> httpx.Response:
    return api.post("/v1/metrics", content=body, headers={"Content-Type": media} | headers)


def write(*samples: tuple[float, int], **labels: str) -> bytes:
    request = RemoteWriteRequest()
    series = request.timeseries.add()
    for name, value in ({"__name__": "up", "line": "a"} | labels).items():
        series.labels.add(name=name, value=value)
    for value, seconds in samples:
        series.samples.add(value=value, timestamp=int(seconds * 1000))
    return request.SerializeToString()


def remote(api: httpx.Client, raw: bytes, **headers: str) -> httpx.Response:
    return push(api, bytes(cramjam.snappy.compress_raw(raw)), **headers)


def push(api: httpx.Client, packed: bytes, **headers: str) -> httpx.Response:
    usual = {"Content-Type": PROTOBUF, "Content-Encoding": "snappy", "X-Prometheus-Remote-Write-Version": "0.1.0"}
    return api.post("/api/v1/write", content=packed, headers=usual | headers)


def seen(api: httpx.Client, protocol: str) -> Mapping[str, Any]:
    answer: dict[str, Any] = api.get("/receivers").json()[protocol]
    return answer


# ------------------------------------------------------------------ OTLP/HTTP


def test_protobuf_is_answered_with_protobuf_and_all_is_well_without_a_word(api: httpx.Client) -> None:
    before = seen(api, "otlp")["recorded"]
    answer = otlp(api, export(1, 0, 1, line="p").SerializeToString())
    assert (answer.status_code, answer.headers["content-type"]) == (200, PROTOBUF)
    assert ExportMetricsServiceResponse.FromString(answer.content) == ExportMetricsServiceResponse()
    assert seen(api, "otlp")["recorded"] == before + 3


def test_json_is_answered_with_json(api: httpx.Client) -> None:
    point = {
        "timeUnixNano": str(T0 * 10**9),
        "asInt": "1",
        "attributes": [{"key": "line", "value": {"stringValue": "j"}}],
    }
    metric = {"name": "up", "gauge": {"dataPoints": [point]}, "futureField": {"x": [1]}}
    body = {"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]}
    before = seen(api, "otlp")["recorded"]
    answer = otlp(api, json.dumps(body).encode(), JSON)
    assert (answer.status_code, answer.headers["content-type"], answer.json()) == (200, JSON, {})
    assert seen(api, "otlp")["recorded"] == before + 1


def test_gzip_is_unpacked(api: httpx.Client) -> None:
    packed = gzip.compress(export(1, line="g").SerializeToString())
    before = seen(api, "otlp")["recorded"]
    assert otlp(api, packed, **{"Content-Encoding": "gzip"}).status_code == 200
    assert seen(api, "otlp")["recorded"] == before + 1


def test_points_nobody_wants_are_counted_by_metric_and_the_sender_need_not_know(api: httpx.Client) -> None:
    before = seen(api, "otlp")["dropped"].get("unmatched", 0)
    answer = otlp(api, export(1, 2, name="nobody.wants.this").SerializeToString())
    assert ExportMetricsServiceResponse.FromString(answer.content) == ExportMetricsServiceResponse()
    after = seen(api, "otlp")
    assert after["dropped"]["unmatched"] == before + 2
    assert after["unmatchedMetrics"]["nobody.wants.this"] == 2


def test_what_is_refused_is_told_by_count_and_reason_and_the_rest_is_recorded(api: httpx.Client) -> None:
    request = export(1, float("nan"), float("inf"), 0.5, line="r")
    request.resource_metrics[0].scope_metrics[0].metrics[0].gauge.data_points.add(as_int=1)
    metric = request.resource_metrics[0].scope_metrics[0].metrics.add(name="up")
    metric.summary.data_points.add(time_unix_nano=T0 * 10**9).attributes.add(key="line").value.string_value = "r"
    answer = ExportMetricsServiceResponse.FromString(otlp(api, request.SerializeToString()).content)
    assert answer.partial_success.rejected_data_points == 5
    for words in (
        "2 with a value that is no finite number",
        "1 with a value no state",
        "1 of summaries",
        "1 without the",
    ):
        assert words in answer.partial_success.error_message


@pytest.mark.parametrize(
    ("body", "media", "headers", "expected"),
    [
        pytest.param(b"\xff" * 40, PROTOBUF, {}, (400, 3), id="no protobuf"),
        pytest.param(b"\x0a\x7fabc", PROTOBUF, {}, (400, 3), id="protobuf that ends too soon"),
        pytest.param(b"{", JSON, {}, (400, 3), id="no JSON"),
        pytest.param(b"[]", JSON, {}, (400, 3), id="JSON of another kind"),
        pytest.param(b'{"resourceMetrics": 7}', JSON, {}, (400, 3), id="JSON of another form"),
        pytest.param(b'{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asDouble":"x"}]}}]}]}]}',
                     JSON, {}, (400, 3), id="JSON of another type"),
        pytest.param(b'{"resourceMetrics":[{}],"resourceMetrics":[{}]}', JSON, {}, (400, 3), id="a name twice"),
        pytest.param(b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", JSON, {}, (400, 3), id="deep JSON"),
        pytest.param(b"abc", PROTOBUF, {"Content-Encoding": "gzip"}, (400, 3), id="no gzip"),
        pytest.param(gzip.compress(b"abc")[:-12], PROTOBUF, {"Content-Encoding": "gzip"}, (400, 3), id="half a gzip"),
        pytest.param(gzip.compress(bytes(200_000_000)), PROTOBUF, {"Content-Encoding": "gzip"}, (413, 8), id="a bomb"),
        pytest.param(b"", PROTOBUF, {"Content-Encoding": "br"}, (415, 3), id="another encoding"),
        pytest.param(b"", "text/plain", {}, (415, 3), id="another type"),
        pytest.param(bytes(200_001), PROTOBUF, {}, (413, 8), id="too large"),
    ],
)  # fmt: skip
def test_bad_requests_are_refused_with_a_status_in_the_senders_encoding(
    api: httpx.Client, body: bytes, media: str, headers: dict[str, str], expected: tuple[int, int]
) -> None:
    answer = otlp(api, body, media, **headers)
    status, code = expected
    assert answer.status_code == status
    if media == JSON:
        assert answer.json()["code"] == code
        assert answer.json()["message"]
    else:
        said = Status.FromString(answer.content)
        assert (said.code, answer.headers["content-type"]) == (code, PROTOBUF)
        assert said.message


def test_other_verbs_are_refused(api: httpx.Client) -> None:
    answer = api.get("/v1/metrics")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")


@pytest.mark.parametrize("nanoseconds", [0, 1, 2**64 - 1, 7_258_118_400 * 10**9], ids=["none", "1970", "2554", "2200"])
def test_instants_that_cannot_be_recorded_are_refused_and_1970_is_one_that_can(
    api: httpx.Client, nanoseconds: int
) -> None:
    request = export(1)
    request.resource_metrics[0].scope_metrics[0].metrics[0].gauge.data_points[0].time_unix_nano = nanoseconds
    answer = ExportMetricsServiceResponse.FromString(otlp(api, request.SerializeToString()).content)
    assert answer.partial_success.rejected_data_points == (0 if nanoseconds == 1 else 1)


def test_huge_and_odd_attributes_are_no_trouble(api: httpx.Client) -> None:
    request = export(1)
    point = request.resource_metrics[0].scope_metrics[0].metrics[0].gauge.data_points[0]
    for index in range(2_000):
        point.attributes.add(key=f"k{index}").value.string_value = "v" * 50
    nested = point.attributes.add(key="deep").value
    for _ in range(30):
        nested = nested.array_value.values.add()
    point.attributes.add(key="bytes").value.bytes_value = b"\xff\x00"
    point.attributes.add(key="not a number").value.double_value = float("nan")
    assert otlp(api, request.SerializeToString()).status_code == 200
    answer = ExportMetricsServiceResponse.FromString(otlp(api, request.SerializeToString()).content)
    assert not answer.HasField("partial_success")


@pytest.mark.parametrize("line", ["", " ", "a\0b"])
def test_an_object_without_a_name_is_none(api: httpx.Client, line: str) -> None:
    answer = otlp(api, export(1, line=line).SerializeToString())
    assert ExportMetricsServiceResponse.FromString(answer.content).partial_success.rejected_data_points == 1


# ------------------------------------------------------------------ remote write


def test_samples_are_recorded_and_answered_with_204(api: httpx.Client) -> None:
    before = seen(api, "prometheus")["recorded"]
    answer = remote(api, write((1, T0), (0, T0 + 15), (STALE, T0 + 30), line="w"))
    assert (answer.status_code, answer.content) == (204, b"")
    assert seen(api, "prometheus")["recorded"] == before + 3


def test_samples_in_any_order_and_again_are_welcome(api: httpx.Client) -> None:
    for samples in (((1, T0 + 60), (0, T0)), ((0, T0), (1, T0 + 60)), ((0, T0 - 60),)):
        assert remote(api, write(*samples, line="o")).status_code == 204


def test_not_a_number_is_dropped_and_counted(api: httpx.Client) -> None:
    before = seen(api, "prometheus")["dropped"].get("outOfRange", 0)
    assert remote(api, write((float("nan"), T0), (float("-inf"), T0), (1, T0), line="n")).status_code == 204
    assert seen(api, "prometheus")["dropped"]["outOfRange"] == before + 2


@pytest.mark.parametrize("milliseconds", [-(2**63), 2**63 - 1, -62_135_596_800_000, 253_402_300_799_000])
def test_samples_of_impossible_instants_are_dropped(api: httpx.Client, milliseconds: int) -> None:
    before = seen(api, "prometheus")["dropped"].get("outOfTime", 0)
    request = RemoteWriteRequest.FromString(write((1, T0), line="t"))
    request.timeseries[0].samples[0].timestamp = milliseconds
    assert remote(api, request.SerializeToString()).status_code == 204
    assert seen(api, "prometheus")["dropped"]["outOfTime"] == before + 1


def test_a_request_of_nothing_is_one(api: httpx.Client) -> None:
    assert remote(api, b"").status_code == 204


@pytest.mark.parametrize(
    ("packed", "headers", "status"),
    [
        pytest.param(b"", {}, 400, id="nothing at all"),
        pytest.param(b"\xff\xff\xff\xff\xff\xff", {}, 400, id="no snappy"),
        pytest.param(bytes(cramjam.snappy.compress_raw(write((1, T0))))[:-3], {}, 400, id="half a snappy"),
        pytest.param(b"\xff\xff\xff\xff\x0f" + b"\x00" * 10, {}, 413, id="a head that promises 4 GiB"),
        pytest.param(bytes(cramjam.snappy.compress_raw(bytes(3_000_000))), {}, 413, id="a bomb"),
        pytest.param(bytes(cramjam.snappy.compress_raw(b"\xff" * 40)), {}, 400, id="no protobuf"),
        pytest.param(bytes(cramjam.snappy.compress_raw(b"\x0a\x04\x12\x02\x08\x01")), {}, 400, id="no name"),
        pytest.param(b"", {"Content-Encoding": "gzip"}, 415, id="gzip"),
        pytest.param(b"", {"Content-Type": "text/plain"}, 415, id="another type"),
        pytest.param(b"", {"X-Prometheus-Remote-Write-Version": "2.0.0"}, 415, id="version 2"),
        pytest.param(
            b"", {"Content-Type": f"{PROTOBUF};proto=io.prometheus.write.v2.Request"}, 415, id="messages of version 2"
        ),
    ],
)
def test_bad_writes_are_refused_with_an_error_that_names_what_is_wrong(
    api: httpx.Client, packed: bytes, headers: dict[str, str], status: int
) -> None:
    answer = push(api, packed, **headers)
    assert answer.status_code == status
    assert answer.json()["status"] == str(status)
