"""Readings put together to batches: one for each source, object and metric, as clients would send them."""

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623.service.telemetry.bindings import Target
from tmf623.service.telemetry.readings import (
    CountReading,
    HistogramReading,
    Reading,
    SampleReading,
    StateReading,
    number_text,
)
from tmf623.service.timestamps import stamp

MOST_IN_BATCH = 10_000
"""Readings of one batch; what is more goes into a further one."""


class Batches:
    """The batches of one request."""

    def __init__(self) -> None:
        """There are none yet."""
        self._open: dict[tuple[str, str, str, type], Any] = {}
        self._sizes: dict[tuple[str, str, str, type], int] = {}
        self._made: list[MeasurementBatch] = []

    def add(self, target: Target, reading: Reading) -> None:
        """Put a reading where it belongs."""
        kind = type(reading)
        source = f"{target.source}#{target.series}" if kind in _BY_SERIES else target.source
        key = source, target.object, target.binding.metric, kind
        batch = self._open.get(key)
        if batch is None or self._sizes[key] >= MOST_IN_BATCH:
            batch = MeasurementBatch(source=source, object=target.object, metric=target.binding.metric)
            self._made.append(batch)
            self._open[key], self._sizes[key] = batch, 0
        self._sizes[key] += 1
        _ADD[kind](batch, reading)

    def made(self) -> list[MeasurementBatch]:
        """All of them, in the order they were begun."""
        return self._made


_BY_SERIES = frozenset({CountReading, HistogramReading})
"""Counts of several series add up, each with its own start: each is a source of its own."""


def _add_state(batch: Any, reading: StateReading) -> None:
    change = batch.state_change.add(state=reading.state, impact=reading.impact or None)
    _put(change.time, reading.time)


def _add_sample(batch: Any, reading: SampleReading) -> None:
    _put(batch.sample.add(value=reading.value).time, reading.time)


def _add_count(batch: Any, reading: CountReading) -> None:
    counted = batch.good_total.add(
        good=number_text(reading.good), total=number_text(reading.value), cumulative=reading.cumulative or None
    )
    _put(counted.start, reading.span.start)
    _put(counted.end, reading.span.end)


def _add_histogram(batch: Any, reading: HistogramReading) -> None:
    added = batch.histogram.add(bound=reading.bounds, count=reading.counts, cumulative=reading.cumulative or None)
    _put(added.start, reading.span.start)
    _put(added.end, reading.span.end)


_ADD: Mapping[type, Callable[[Any, Any], None]] = {
    StateReading: _add_state,
    SampleReading: _add_sample,
    CountReading: _add_count,
    HistogramReading: _add_histogram,
}


def _put(target: Timestamp, instant: int) -> None:
    target.CopyFrom(stamp(instant))
