"""Telemetry as every protocol offers it: metrics, their series, their points. Read only as far as a binding asks."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from tmf623.domain.instants import EARLIEST, LATEST
from tmf623.domain.telemetry import Dropped, Point
from tmf623.service.telemetry.bindings import Attributes


class Series(NamedTuple):
    """The points of one series in one request."""

    key: bytes
    """Stands for the attributes: two series of a metric with one key have the same ones."""
    attributes: Callable[[], Attributes]
    points: Callable[[], Iterator[Point | Dropped]]
    """The points, or why one cannot be used."""
    size: int
    """How many points there are."""


class Metric(NamedTuple):
    """The series of one metric in one request."""

    name: str
    series: Callable[[], Iterator[Series]]
    size: int
    """How many points all series have."""
    derived: bool = False
    """Whether the same points are offered under another name too, where they are counted."""


def exact(value: float) -> Decimal | None:
    """The decimal a double is written as: its shortest text that reads back as the same; None when not finite.

    A sender that means 0.1 sends the double nearest to it, whose exact value has 55 digits: the shortest text is
    what was meant.
    """
    return Decimal(repr(value)) if isfinite(value) else None


def instant(nanoseconds: int) -> int | None:
    """Microseconds since 1970 UTC, rounded down; None outside the years that can be recorded."""
    microseconds = nanoseconds // 1_000
    return microseconds if EARLIEST <= microseconds < LATEST else None
