"""Series: what was observed of one object and metric, as the domain wants it, as of a cut of knowledge.

The observations of a period are those inside it, those whose span reaches into it, and of each source the last
change of state and the last cumulative reading before it. Which ones these are depends on what was recorded alone:
not on the order it came in, and not on what was sealed with what.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from tmf623.domain.decimals import fraction_of
from tmf623.domain.facts import GoodTotal, Histogram, Sample, Series, StateInterval
from tmf623.domain.instants import Interval
from tmf623.domain.timeline import DOWN, UP, Change, State
from tmf623.store import chunks
from tmf623.store.chunks import Chunk
from tmf623.store.connection import Connection
from tmf623.store.observations import ObservationKind, Row

_FIRST_LOOK = 2
"""Chunks looked at for the last observation before a period; each further look sees four times as many."""


class Told(NamedTuple):
    """One observation, and how it is known."""

    row: Row
    source: str
    known_at: int


_Key: TypeAlias = Callable[[Row], int | None]
"""The last instant an observation that speaks for what follows it has seen; None: it does not speak for that."""


def series(connection: Connection, of: chunks.Subject, period: Interval, as_of: int) -> Series:
    """The observations of a period; `as_of` in microseconds since 1970 UTC."""
    found: dict[ObservationKind, list[Any]] = {kind: [] for kind in ObservationKind}
    for kind, source in chunks.sources(connection, of):
        place = {**of.keys(), "kind": kind, "source": source, "as_of": as_of}
        if kind is ObservationKind.SAMPLE:
            found[kind] += _samples(chunks.between(connection, place, period.start, period.end), period)
        else:
            found[kind] += map(_FACTS[kind], told(connection, place, kind, period))
    return Series(
        changes=sorted(found[ObservationKind.STATE_CHANGE], key=_by_time),
        intervals=sorted(found[ObservationKind.STATE_INTERVAL], key=_by_time),
        samples=sorted(found[ObservationKind.SAMPLE]),
        counts=sorted(found[ObservationKind.GOOD_TOTAL]),
        histograms=sorted(found[ObservationKind.HISTOGRAM]),
    )


def told(connection: Connection, place: dict[str, object], kind: ObservationKind, period: Interval) -> list[Told]:
    """The observations of one kind and source that belong to a period, in no order; samples not among them."""
    lasting, inside = _LASTING.get(kind), _INSIDE[kind]
    seen = list(_told(chunks.between(connection, place, period.start, period.end)))
    chosen = [each for each in seen if inside(each.row, period)]
    if lasting is not None:
        chosen += _last_before(connection, place, period.start, seen, lasting)
    return chosen


def _last_before(
    connection: Connection, place: dict[str, object], start: int, seen: list[Told], lasting: _Key
) -> list[Told]:
    """What was last said before the period, all of it when it was said at one instant."""

    def latest(observations: Iterable[Told]) -> tuple[int | None, list[Told]]:
        at: int | None = None
        found: list[Told] = []
        for each in observations:
            said = lasting(each.row)
            if said is not None and said < start and (at is None or said >= at):
                found = [*found, each] if said == at else [each]
                at = said
        return at, found

    limit = _FIRST_LOOK
    while True:
        rows = chunks.before(connection, place, start, limit)
        at, found = latest([*seen, *_told(chunk for _, chunk in rows)])
        if len(rows) < limit or (at is not None and rows[-1][0] < at):
            return found
        limit *= 4


def _told(found: Iterable[Chunk]) -> Iterator[Told]:
    for chunk in found:
        rows = chunk.content.rows()
        for start, end, known_at in chunk.counted:
            for row in rows[start:end]:
                yield Told(row, chunk.source, known_at)


def _samples(found: Iterable[Chunk], period: Interval) -> Iterator[Sample]:
    for chunk in found:
        (times,), source = chunk.content.instants, chunk.source
        values: list[Decimal] = chunk.content.numbers[0].decimals()
        for start, end, known_at in chunk.counted:
            first = bisect_left(times, period.start, start, end)
            last = bisect_left(times, period.end, first, end)
            for at in range(first, last):
                yield Sample(times[at], values[at], source, known_at)


def _during(row: Row, period: Interval) -> bool:
    return bool(row[0] < period.end and row[1] > period.start)


def _read(row: Row, period: Interval) -> bool:
    """A cumulative reading belongs to the period it was read in; counts of a span alone, to all the span is in."""
    return _during(row, period) and not (_is_cumulative(row) and row[1] > period.end)


def _is_cumulative(row: Row) -> bool:
    return any(part is True for part in row)


_INSIDE: dict[ObservationKind, Callable[[Row, Interval], bool]] = {
    ObservationKind.STATE_CHANGE: lambda row, period: bool(period.start <= row[0] < period.end),
    ObservationKind.STATE_INTERVAL: _during,
    ObservationKind.GOOD_TOTAL: _read,
    ObservationKind.HISTOGRAM: _read,
}
_LASTING: dict[ObservationKind, _Key] = {
    ObservationKind.STATE_CHANGE: lambda row: int(row[0]),
    ObservationKind.GOOD_TOTAL: lambda row: row[1] - 1 if _is_cumulative(row) else None,
    ObservationKind.HISTOGRAM: lambda row: row[1] - 1 if _is_cumulative(row) else None,
}


def _interval(each: Told) -> StateInterval:
    start, end, state, impact = each.row
    return StateInterval(Interval(start, end), loss(state, impact), each.source, each.known_at)


def _change(each: Told) -> Change:
    time, state, impact = each.row
    return Change(time, loss(state, impact), each.source, each.known_at)


def _good_total(each: Told) -> GoodTotal:
    start, end, good, total, cumulative = each.row
    return GoodTotal(Interval(start, end), good, total, each.source, each.known_at, cumulative)


def _histogram(each: Told) -> Histogram:
    start, end, bounds, cumulative, counts = each.row
    return Histogram(Interval(start, end), tuple(map(Decimal, bounds)), counts, each.source, each.known_at, cumulative)


_FACTS: dict[ObservationKind, Callable[[Told], Any]] = {
    ObservationKind.STATE_CHANGE: _change,
    ObservationKind.STATE_INTERVAL: _interval,
    ObservationKind.GOOD_TOTAL: _good_total,
    ObservationKind.HISTOGRAM: _histogram,
}


@lru_cache(maxsize=4096)
def loss(state: str, impact: str) -> Fraction | None:
    """The share of the service that is lost in a state; None when it is unknown."""
    if state == State.DEGRADED:
        return fraction_of(impact)
    return {State.UP: UP, State.DOWN: DOWN}.get(State(state))


def _by_time(fact: Any) -> tuple[Any, ...]:
    """Order for facts that may not know the impact."""
    when, impact, *rest = fact
    return (when, *rest, impact is None, impact or UP)
