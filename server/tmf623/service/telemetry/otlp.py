"""OpenTelemetry's metrics (OTLP 1.x), offered as series and points.

    gauge                   a level
    sum                     a counter when monotonic, delta or cumulative; else a level
    histogram               buckets with their bounds
    exponential histogram   buckets with their bounds written out
    summary                 nothing: dropped

Attributes of a point keep their name, those of its resource come after "resource.", the scope's as "scope.name" and
"scope.version". Values that are no text become text: true and false, digits, a double's shortest digits, JSON.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import orjson
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.metrics.v1.metrics_pb2 import AggregationTemporality, DataPointFlags

from tmf623.contract.weight import parts
from tmf623.domain.telemetry import MOST_BUCKETS, Buckets, Dropped, Form, Point, consistent, exponential
from tmf623.errors import Reason, TooLarge
from tmf623.service.telemetry.points import Metric, Series, exact, instant
from tmf623.service.telemetry.recording import Taken, complaint

MOST_POINTS = 100_000
"""Points, metrics, scopes and resources of one request: each takes time and memory, however few bytes it has."""
MOST_PARTS = 400_000
"""Messages of one request: points, attributes, their values and all else; each takes a hundred bytes."""
_FORMS: Mapping[int, Form] = {
    AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA: Form.DELTA,
    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE: Form.CUMULATIVE,
}
_NOTHING_RECORDED = DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK

Read = Callable[[Any], Point | Dropped]


def parsed(raw: bytes) -> ExportMetricsServiceRequest:
    """Read a request.

    Raises:
        TooLarge: it holds more than MOST_PARTS messages.
        DecodeError: it is none.
    """
    if parts(raw, ExportMetricsServiceRequest.DESCRIPTOR, MOST_PARTS) > MOST_PARTS:
        raise TooLarge(Reason.TOO_LARGE, f"the request holds more than {MOST_PARTS} points, attributes and values")
    return ExportMetricsServiceRequest.FromString(raw)


def offered(request: ExportMetricsServiceRequest) -> list[Metric]:
    """What the request holds.

    Raises:
        TooLarge: it holds more than MOST_POINTS points, metrics, scopes and resources.
    """
    metrics: list[Metric] = []
    count = len(request.resource_metrics)
    for resource in request.resource_metrics:
        _demand_moderate(count := count + len(resource.scope_metrics))
        resource_key = resource.resource.SerializeToString()
        for scope in resource.scope_metrics:
            _demand_moderate(count := count + len(scope.metrics))
            around = resource_key + b"\0" + scope.scope.SerializeToString()
            for metric in scope.metrics:
                points, read = _points(metric)
                _demand_moderate(count := count + len(points))
                series = partial(_series, points, read, around, (resource.resource, scope.scope))
                metrics.append(Metric(metric.name, series, len(points)))
    return metrics


def _demand_moderate(count: int) -> None:
    if count > MOST_POINTS:
        raise TooLarge(Reason.TOO_LARGE, f"the request holds more than {MOST_POINTS} points, metrics and resources")


def _points(metric: Any) -> tuple[Any, Read]:
    """The points of a metric, and how one is read."""
    kind = metric.WhichOneof("data")
    if kind is None:
        return (), _summary
    data = getattr(metric, kind)
    if kind == "gauge":
        return data.data_points, partial(_number, Form.GAUGE)
    if kind == "sum":
        return data.data_points, partial(_number, _counted(data) if data.is_monotonic else Form.GAUGE)
    if kind == "histogram":
        return data.data_points, partial(_histogram, _counted(data))
    if kind == "exponential_histogram":
        return data.data_points, partial(_exponential, _counted(data))
    return data.data_points, _summary


def _counted(data: Any) -> Form | None:
    return _FORMS.get(data.aggregation_temporality)


def _series(points: Any, read: Read, around: bytes, owners: tuple[Any, Any]) -> Iterator[Series]:
    for point in points:
        key = around + b"\0" + b"".join([pair.SerializeToString() for pair in point.attributes])
        yield Series(key, partial(_attributes, point, *owners), partial(_one, read, point), 1)


def _one(read: Read, point: Any) -> Iterator[Point | Dropped]:
    yield read(point)


def _attributes(point: Any, resource: Any, scope: Any) -> dict[str, str]:
    named = {f"resource.{pair.key}": _text(pair.value) for pair in resource.attributes}
    named |= {"scope.name": scope.name, "scope.version": scope.version}
    return named | {pair.key: _text(pair.value) for pair in point.attributes}


def _text(value: Any) -> str:
    plain = _plain(value, 0)
    if isinstance(plain, str):
        return plain
    if isinstance(plain, float):
        return repr(plain)
    return orjson.dumps(plain).decode()


_DEEPEST = 16


def _plain(value: Any, depth: int) -> Any:
    kind = value.WhichOneof("value")
    if kind is None or depth > _DEEPEST:
        return ""
    content = getattr(value, kind)
    if kind == "bytes_value":
        return base64.b64encode(content).decode()
    if kind == "array_value":
        return [_plain(each, depth + 1) for each in content.values]
    if kind == "kvlist_value":
        return {pair.key: _plain(pair.value, depth + 1) for pair in content.values}
    return content if isinstance(content, str | bool | int | float) else ""


def _number(form: Form | None, point: Any) -> Point | Dropped:
    if form is None:
        return Dropped.NO_TEMPORALITY
    value: Decimal | None = None
    if not point.flags & _NOTHING_RECORDED:
        kind = point.WhichOneof("value")
        if kind is None:
            return Dropped.NO_VALUE
        value = Decimal(point.as_int) if kind == "as_int" else exact(point.as_double)
        if value is None:
            return Dropped.OUT_OF_RANGE
    return _placed(form, point, value)


def _histogram(form: Form | None, point: Any) -> Point | Dropped:
    if form is None:
        return Dropped.NO_TEMPORALITY
    if point.flags & _NOTHING_RECORDED:
        return _placed(form, point, None)
    if len(point.bucket_counts) > MOST_BUCKETS or len(point.explicit_bounds) > MOST_BUCKETS:
        return Dropped.BAD_BUCKETS
    bounds = [bound for each in point.explicit_bounds if (bound := exact(each)) is not None]
    counts = tuple(point.bucket_counts) or (point.count,)  # no buckets at all: a count and a sum
    buckets = Buckets(tuple(bounds), counts)
    if len(bounds) != len(point.explicit_bounds) or not consistent(buckets) or sum(counts) != point.count:
        return Dropped.BAD_BUCKETS
    return _placed(form, point, buckets)


def _exponential(form: Form | None, point: Any) -> Point | Dropped:
    if form is None:
        return Dropped.NO_TEMPORALITY
    if point.flags & _NOTHING_RECORDED:
        return _placed(form, point, None)
    threshold = exact(point.zero_threshold)
    if threshold is None or threshold < 0:
        return Dropped.BAD_BUCKETS
    buckets = exponential(
        point.scale,
        (point.zero_count, threshold),
        (point.positive.offset, point.positive.bucket_counts),
        (point.negative.offset, point.negative.bucket_counts),
    )
    if buckets is None or sum(buckets.counts) != point.count:
        return Dropped.BAD_BUCKETS
    return _placed(form, point, buckets)


def _summary(_point: Any) -> Dropped:
    return Dropped.SUMMARY


def _placed(form: Form, point: Any, value: Decimal | Buckets | None) -> Point | Dropped:
    """The point at its instant; a start of 0 is one that is not known (OTLP, metrics.proto)."""
    time = instant(point.time_unix_nano) if point.time_unix_nano else None
    if time is None:
        return Dropped.OUT_OF_TIME
    start = instant(point.start_time_unix_nano) if point.start_time_unix_nano and form is not Form.GAUGE else None
    if start is not None and start >= time:
        return Dropped.OUT_OF_TIME
    return Point(form, time, start, value)


def answer(found: Taken) -> ExportMetricsServiceResponse:
    """What a sender is told: nothing when all is well, else how many points were refused, and why."""
    response = ExportMetricsServiceResponse()
    refused = found.refused.total()
    if refused:
        response.partial_success.rejected_data_points = refused
        response.partial_success.error_message = complaint(found)
    return response
