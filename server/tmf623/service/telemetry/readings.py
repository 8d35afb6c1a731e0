"""What a point becomes under a binding: a report of a state, a value, counts, a distribution."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from tmf623.domain.instants import EARLIEST, Interval
from tmf623.domain.telemetry import Buckets, Dropped, Form, MeasurementKind, Point, good_of, scaled, state_of
from tmf623.domain.timeline import State
from tmf623.service.telemetry.bindings import Role, Target

MOST_DIGITS = 40
"""Digits of a recorded number, on either side of the point."""


class StateReading(NamedTuple):
    """From `time` on the object is in `state`."""

    time: int
    state: str
    impact: str
    """Decimal text; empty unless degraded."""


class SampleReading(NamedTuple):
    """A value at an instant."""

    time: int
    value: str


class CountReading(NamedTuple):
    """A count; which of good and total it is of, its role says."""

    span: Interval
    value: Decimal
    good: Decimal
    """Of the value, how much was good; with a role of its own, not known."""
    cumulative: bool


class HistogramReading(NamedTuple):
    """A distribution."""

    span: Interval
    bounds: tuple[str, ...]
    counts: tuple[int, ...]
    cumulative: bool


Reading = StateReading | SampleReading | CountReading | HistogramReading


def reading_of(target: Target, point: Point) -> Reading | Dropped:
    """What the point becomes, or why it becomes nothing."""
    return _BY_KIND[target.binding.kind](target, point)


def _state(target: Target, point: Point) -> Reading | Dropped:
    if point.value is None:
        return StateReading(point.time, State.UNKNOWN, "")
    if isinstance(point.value, Buckets):
        return Dropped.WRONG_TYPE
    rule = state_of(target.binding.states, point.value)
    return Dropped.NO_STATE if rule is None else StateReading(point.time, rule.state, rule.impact)


def _sample(target: Target, point: Point) -> Reading | Dropped:
    if point.value is None:
        return Dropped.NO_VALUE
    if isinstance(point.value, Buckets):
        return Dropped.WRONG_TYPE
    text = number_text(scaled(point.value, target.binding.factor))
    return Dropped.OUT_OF_RANGE if text is None else SampleReading(point.time, text)


def _count(target: Target, point: Point) -> Reading | Dropped:
    span = _span(point)
    if point.value is None:
        return Dropped.NO_VALUE
    if point.form is Form.GAUGE or span is None:
        return Dropped.WRONG_TYPE
    counted = _counted(target, point.value)
    if isinstance(counted, Dropped):
        return counted
    value, good = counted
    if value < 0 or number_text(value) is None:
        return Dropped.OUT_OF_RANGE
    return CountReading(span, value, good if target.role is Role.TOTAL else value, point.form is Form.CUMULATIVE)


def _counted(target: Target, value: Decimal | Buckets) -> tuple[Decimal, Decimal] | Dropped:
    """How many there were, and how many of them were good as far as a histogram says."""
    at_most = target.binding.good_at_most
    if not isinstance(value, Buckets):
        return (value, Decimal(0)) if at_most is None else Dropped.WRONG_TYPE
    fast = 0 if at_most is None else good_of(_scaled(value, target.binding.factor), at_most)
    return Dropped.BAD_BUCKETS if fast is None else (Decimal(sum(value.counts)), Decimal(fast))


def _histogram(target: Target, point: Point) -> Reading | Dropped:
    if point.value is None:
        return Dropped.NO_VALUE
    span = _span(point)
    if not isinstance(point.value, Buckets) or span is None:
        return Dropped.WRONG_TYPE
    buckets = _scaled(point.value, target.binding.factor)
    bounds = [text for bound in buckets.bounds if (text := number_text(bound)) is not None]
    if len(bounds) != len(buckets.bounds) or max(buckets.counts) >= 1 << 63:
        return Dropped.OUT_OF_RANGE
    return HistogramReading(span, tuple(bounds), buckets.counts, point.form is Form.CUMULATIVE)


_BY_KIND: Mapping[MeasurementKind, Callable[[Target, Point], Reading | Dropped]] = {
    MeasurementKind.STATE_CHANGE: _state,
    MeasurementKind.SAMPLE: _sample,
    MeasurementKind.GOOD_TOTAL: _count,
    MeasurementKind.HISTOGRAM: _histogram,
}


def _span(point: Point) -> Interval | None:
    """What the point counts over. A count whose start nobody knows began before everything: only its growth tells."""
    if point.start is not None:
        return point.span
    return Interval(EARLIEST, point.time) if point.form is Form.CUMULATIVE and point.time > EARLIEST else None


def _scaled(buckets: Buckets, factor: Decimal) -> Buckets:
    return Buckets(tuple(scaled(bound, factor) for bound in buckets.bounds), buckets.counts)


def number_text(number: Decimal) -> str | None:
    """The number as decimal text in full; None when it has more digits than a recorded number may have."""
    plain = format(number, "f")
    whole, _, part = plain.lstrip("-").partition(".")
    part = part.rstrip("0")
    if len(whole) > MOST_DIGITS or len(part) > MOST_DIGITS:
        return None
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
