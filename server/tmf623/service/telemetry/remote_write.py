"""Prometheus remote write 1.0, offered as series and points.

A sample does not say what it is: to a binding of kind stateChange or sample it is a level, to others a counter that
began before everybody looked, of which only the growth is known. A staleness marker says that nothing is observed
any more. The series of a classic histogram (`x_bucket` by `le`) are offered one by one, and put together as `x`;
a native histogram is offered as it is. An instant is a whole millisecond.

Source: Prometheus remote write specification 1.0.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import accumulate
from typing import Any

from tmf.sla.v1.remote_write_pb2 import RemoteWriteRequest
from tmf623.contract.weight import parts
from tmf623.domain.decimals import fraction_of
from tmf623.domain.telemetry import MOST_BUCKETS, Buckets, Dropped, Form, Point, consistent, exponential
from tmf623.errors import Invalid, Reason, TooLarge
from tmf623.service.telemetry.points import Metric, Series, exact, instant

NAME, BOUND, BUCKET, INFINITY = "__name__", "le", "_bucket", "+Inf"
STALE = struct.pack("<Q", 0x7FF0000000000002)
"""The not-a-number that ends a series."""
MOST_SAMPLES = 400_000
"""Series, samples and labels of one request; Prometheus sends 2,000 samples at most unless told otherwise."""
_MILLISECOND_NS = 1_000_000

Labels = Mapping[str, str]


def parsed(raw: bytes) -> RemoteWriteRequest:
    """Read a request.

    Raises:
        TooLarge: it holds more than MOST_SAMPLES series, samples and labels.
        DecodeError: it is none.
    """
    if parts(raw, RemoteWriteRequest.DESCRIPTOR, MOST_SAMPLES) > MOST_SAMPLES:
        raise TooLarge(Reason.TOO_LARGE, f"the request holds more than {MOST_SAMPLES} series, samples and labels")
    return RemoteWriteRequest.FromString(raw)


def offered(request: RemoteWriteRequest) -> list[Metric]:
    """What the request holds.

    Raises:
        Invalid: a series has no name, or a label twice.
    """
    by_name: dict[str, list[tuple[Labels, Any]]] = {}
    for index, series in enumerate(request.timeseries):
        labels = _labels(series, f"timeseries[{index}]")
        by_name.setdefault(labels[NAME], []).append((labels, series))
    metrics = []
    for name, group in by_name.items():
        size = sum(len(series.samples) + len(series.histograms) for _, series in group)
        metrics.append(Metric(name, partial(_plain, group), size))
        if name.endswith(BUCKET):
            metrics.append(Metric(name.removesuffix(BUCKET), partial(_classic, group), size, derived=True))
    return metrics


def _labels(series: Any, path: str) -> Labels:
    labels = {label.name: label.value for label in series.labels}
    if len(labels) != len(series.labels):
        raise Invalid(Reason.INVALID_VALUE, f"{path}.labels names one label twice", attribute=f"{path}.labels")
    if not labels.get(NAME):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path}.labels has no {NAME}", attribute=f"{path}.labels")
    return labels


def _key(labels: Labels) -> bytes:
    return "\0".join(f"{name}\0{value}" for name, value in sorted(labels.items())).encode()


def _plain(group: Sequence[tuple[Labels, Any]]) -> Iterator[Series]:
    for labels, series in group:
        size = len(series.samples) + len(series.histograms)
        yield Series(_key(labels), partial(_attributes, labels), partial(_points, series), size)


def _attributes(labels: Labels) -> dict[str, str]:
    """The labels but the metric's name, which is asked for by itself."""
    return {name: value for name, value in labels.items() if name != NAME}


def _points(series: Any) -> Iterator[Point | Dropped]:
    yield from map(_point, series.samples)
    yield from map(_native, series.histograms)


def _point(sample: Any) -> Point | Dropped:
    time = instant(sample.timestamp * _MILLISECOND_NS)
    if time is None:
        return Dropped.OUT_OF_TIME
    value = exact(sample.value)
    if value is None and struct.pack("<d", sample.value) != STALE:
        return Dropped.OUT_OF_RANGE
    return Point(Form.CUMULATIVE, time, None, value)


def _native(histogram: Any) -> Point | Dropped:
    time = instant(histogram.timestamp * _MILLISECOND_NS)
    threshold = exact(histogram.zero_threshold)
    if time is None:
        return Dropped.OUT_OF_TIME
    positive = _counts(histogram.positive_spans, histogram.positive_deltas)
    negative = _counts(histogram.negative_spans, histogram.negative_deltas)
    if histogram.HasField("count_float") or threshold is None or positive is None or negative is None:
        return Dropped.BAD_BUCKETS
    buckets = exponential(histogram.schema, (histogram.zero_count_int, threshold), positive, negative)
    if buckets is None or not consistent(buckets) or sum(buckets.counts) != histogram.count_int:
        return Dropped.BAD_BUCKETS
    return Point(Form.CUMULATIVE, time, None, buckets)


def _counts(spans: Any, deltas: Any) -> tuple[int, list[int]] | None:
    """Index of the first bucket as OpenTelemetry numbers them, and every count from there on; None: contradictory."""
    index = 0
    indexes: list[int] = []
    for span in spans:
        index += span.offset
        if span.length > MOST_BUCKETS or len(indexes) + span.length > MOST_BUCKETS:
            return None
        indexes += range(index, index + span.length)
        index += span.length
    if len(indexes) != len(deltas):
        return None
    if not indexes:
        return 0, []
    first, size = indexes[0], indexes[-1] - indexes[0] + 1
    if not 0 < size <= MOST_BUCKETS:
        return None
    counts = [0] * size
    for place, count in zip(indexes, accumulate(deltas), strict=True):
        if not 0 <= place - first < size:
            return None
        counts[place - first] = count
    return first - 1, counts


def _classic(group: Sequence[tuple[Labels, Any]]) -> Iterator[Series]:
    """Classic histograms, each put together from the series that differ in `le` alone."""
    found: dict[bytes, tuple[dict[str, str], list[tuple[str, Any]]]] = {}
    for labels, series in group:
        rest = {name: value for name, value in labels.items() if name != BOUND}
        rest[NAME] = rest[NAME].removesuffix(BUCKET)
        found.setdefault(_key(rest), (rest, []))[1].append((labels.get(BOUND, ""), series))
    for key, (rest, buckets) in found.items():
        points = list(_assembled(buckets))
        yield Series(key, partial(_attributes, rest), partial(iter, points), len(points))


def _assembled(parted: Sequence[tuple[str, Any]]) -> Iterator[Point | Dropped]:
    readings: dict[int, dict[str, int | None]] = {}
    for bound, series in parted:
        for sample in series.samples:
            whole = int(sample.value) if sample.value.is_integer() else None
            readings.setdefault(sample.timestamp, {})[bound] = whole
    for milliseconds, totals in sorted(readings.items()):
        time = instant(milliseconds * _MILLISECOND_NS)
        buckets = _buckets(totals)
        if time is None:
            yield Dropped.OUT_OF_TIME
        else:
            yield Dropped.BAD_BUCKETS if buckets is None else Point(Form.CUMULATIVE, time, None, buckets)


def _buckets(totals: Mapping[str, int | None]) -> Buckets | None:
    """Buckets from totals up to each bound; None when one is missing or they contradict each other."""
    known = {_bound(text): total for text, total in totals.items() if total is not None and text != INFINITY}
    whole = totals.get(INFINITY)
    if whole is None or not known or None in known or len(known) != len(totals) - 1:
        return None
    ordered = sorted((bound, total) for bound, total in known.items() if bound is not None)
    up_to = [total for _, total in ordered] + [whole]
    counts = tuple(upper - lower for lower, upper in zip([0, *up_to], up_to, strict=False))
    buckets = Buckets(tuple(bound for bound, _ in ordered), counts)
    return buckets if consistent(buckets) else None


def _bound(text: str) -> Decimal | None:
    try:
        fraction_of(text)
    except ValueError:
        return None
    return Decimal(text.strip())
