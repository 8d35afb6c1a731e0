"""Instants and spans of time as whole numbers: microseconds since 1970-01-01T00:00:00Z, spans half-open.

Sets of spans are lists of `Interval`. Results are disjoint, ascending and as long as possible; arguments may
overlap and come in any order.
"""

from collections.abc import Iterable
from typing import NamedTuple

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EARLIEST = -2_208_988_800 * SECOND
"""1900-01-01T00:00:00Z: no evidence may be older."""
LATEST = 7_258_118_400 * SECOND
"""2200-01-01T00:00:00Z: no evidence may be as late."""


class Interval(NamedTuple):
    """A span of time, half-open: `start` belongs to it, `end` does not. Not empty where it counts as evidence."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Microseconds from start to end."""
        return self.end - self.start

    def clip(self, bounds: "Interval") -> "Interval | None":
        """The part inside `bounds`; None when there is none."""
        start, end = max(self.start, bounds.start), min(self.end, bounds.end)
        return Interval(start, end) if start < end else None


def union(spans: Iterable[Interval]) -> list[Interval]:
    """Every instant that is in some of `spans`."""
    merged: list[Interval] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def length(spans: Iterable[Interval]) -> int:
    """Microseconds in some of `spans`, each counted once."""
    return sum(span.end - span.start for span in union(spans))


def intersection(left: Iterable[Interval], right: Iterable[Interval]) -> list[Interval]:
    """Every instant that is in some of `left` and in some of `right`."""
    lefts, rights = union(left), union(right)
    common: list[Interval] = []
    i = j = 0
    while i < len(lefts) and j < len(rights):
        part = lefts[i].clip(rights[j])
        if part:
            common.append(part)
        if lefts[i].end < rights[j].end:
            i += 1
        else:
            j += 1
    return common


def difference(left: Iterable[Interval], right: Iterable[Interval]) -> list[Interval]:
    """Every instant that is in some of `left` and in none of `right`."""
    lefts = union(left)
    if not lefts:
        return []
    return intersection(lefts, _complement(union(right), Interval(lefts[0].start, lefts[-1].end)))


def _complement(spans: list[Interval], bounds: Interval) -> list[Interval]:
    """What is left of `bounds`; `spans` are disjoint and ascending."""
    edges = [bounds.start, *(edge for span in spans for edge in span), bounds.end]
    return [Interval(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
