"""Intervals: a period cut into spans of one length from its start on, and what was measured in each.

An interval is in scope when its first instant is, and excused when that is. What was counted over a span belongs to
the interval that holds its last microsecond. Intervals are kept as runs of equal ones: a month of quiet seconds is
one run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from tmf623.domain import observed
from tmf623.domain.choices import Aggregation, EmptyInterval, SourcePolicy
from tmf623.domain.facts import GoodTotal, Sample, Series
from tmf623.domain.instants import Interval
from tmf623.domain.states import Merging, segments
from tmf623.domain.timeline import MissingData, Segment

_Observation = TypeVar("_Observation", GoodTotal, Sample)


class Run(NamedTuple):
    """Intervals in a row of which the same is known."""

    first: int
    past: int
    """First one after."""
    value: Fraction | None
    """None: nothing was measured."""


class Grid(NamedTuple):
    """A period's intervals, numbered from 0."""

    start: int
    length: int

    def place(self, instant: int) -> int:
        """The interval that holds an instant."""
        return (instant - self.start) // self.length

    def following(self, instant: int) -> int:
        """The first interval that starts at an instant or after it."""
        return -((self.start - instant) // self.length)

    def begins(self, number: int) -> int:
        """When an interval starts."""
        return self.start + number * self.length

    def span(self, first: int, past: int, bounds: Interval) -> Interval:
        """The time of intervals in a row, as far as it is inside `bounds`."""
        return Interval(max(self.begins(first), bounds.start), min(self.begins(past), bounds.end))


@dataclass(frozen=True, slots=True)
class Reading:
    """How an interval's value is read from what was observed."""

    of_states: Callable[[Fraction], Fraction]
    """Value of a share of time that was up."""
    of_counts: Callable[[Fraction], Fraction]
    """Value of a share of events that were good."""
    of_samples: Callable[[Fraction], Fraction]
    """Value of samples put together."""
    aggregation: Aggregation = Aggregation.MEAN
    worst: Callable[[Iterable[Fraction]], Fraction] = min
    """Which of several values is the worst."""
    best: Callable[[Iterable[Fraction]], Fraction] = max
    min_events: int = 1
    merging: Merging = field(default_factory=lambda: Merging(SourcePolicy.POOLED))
    hold: int | None = None


def measured(reading: Reading, series: Series, grid: Grid, span: Interval) -> list[Run]:
    """The values of the intervals that start in `span`, as runs that tile them.

    Counts are read before samples, and samples before states, where a series has several.
    """
    first, past = grid.following(span.start), grid.following(span.end)
    if series.counts:
        values = _by_source(reading, series.counts, grid, _counted)
    elif series.samples:
        values = _by_source(reading, series.samples, grid, _sampled)
    else:
        whole = Interval(grid.begins(first), span.end) if first < past else span
        merging = reading.merging
        if merging.policy is SourcePolicy.POOLED:
            merging = replace(merging, policy=SourcePolicy.WORST)
        return _of_states(reading, segments(series, whole, merging, reading.hold), grid, first, past)
    return list(_runs(values, first, past))


def filled(runs: Iterable[Run], carried: int) -> list[Run]:
    """The runs with the value before carried over up to so many empty intervals in a row."""
    found: list[Run] = []
    last: Fraction | None = None
    for run in runs:
        if run.value is not None or last is None or not carried:
            found.append(run)
        else:
            until = min(run.first + carried, run.past)
            found.append(Run(run.first, until, last))
            if until < run.past:
                found.append(Run(until, run.past, None))
        last = run.value
    return found


def emptiness(missing: MissingData, empty: EmptyInterval | None) -> EmptyInterval:
    """What an interval without measurement is."""
    if empty is not None:
        return empty
    assumed = {MissingData.ASSUME_GOOD: EmptyInterval.GOOD, MissingData.ASSUME_BAD: EmptyInterval.BAD}
    return assumed.get(missing, EmptyInterval.SKIPPED)


def inside(runs: Iterable[Run], spans: Sequence[Interval], grid: Grid) -> Iterator[Run]:
    """The parts of runs, ascending and disjoint, whose intervals start in `spans`, the same."""
    bounds = [(grid.following(span.start), grid.following(span.end)) for span in spans]
    place = 0
    for run in runs:
        while place < len(bounds) and bounds[place][1] <= run.first:
            place += 1
        along = place
        while along < len(bounds) and bounds[along][0] < run.past:
            first, past = max(run.first, bounds[along][0]), min(run.past, bounds[along][1])
            if first < past:
                yield Run(first, past, run.value)
            along += 1


def number(runs: Iterable[Run]) -> int:
    """How many intervals."""
    return sum(run.past - run.first for run in runs)


def _runs(values: Mapping[int, Fraction], first: int, past: int) -> Iterator[Run]:
    """The intervals from `first` to `past`; neighbours with the same value are one run."""
    at, held = first, first
    value: Fraction | None = None
    for place in sorted(place for place in values if first <= place < past):
        if place == at and values[place] is value:
            at += 1
            continue
        if held < at:
            yield Run(held, at, value)
        if at < place:
            yield Run(at, place, None)
        held, at, value = place, place + 1, values[place]
    if held < at:
        yield Run(held, at, value)
    if at < past:
        yield Run(at, past, None)


def _by_source(
    reading: Reading,
    observations: Iterable[_Observation],
    grid: Grid,
    values_of: Callable[[Reading, list[_Observation], Grid], dict[int, Fraction]],
) -> dict[int, Fraction]:
    """The value of each interval, with the sources made one."""
    merging = reading.merging
    heard = [each for each in observations if not merging.sources or each.source in merging.sources]
    if merging.policy is SourcePolicy.POOLED:
        return values_of(reading, heard, grid)
    sources: dict[str, list[_Observation]] = {}
    for each in heard:
        sources.setdefault(each.source, []).append(each)
    order = [name for name in (merging.sources or sorted(sources)) if name in sources]
    told: dict[int, list[Fraction]] = {}
    for name in order:
        for place, value in values_of(reading, sources[name], grid).items():
            told.setdefault(place, []).append(value)
    chosen = ((place, _chosen(reading, values)) for place, values in told.items())
    return {place: value for place, value in chosen if value is not None}


def _chosen(reading: Reading, values: list[Fraction]) -> Fraction | None:
    policy, quorum = reading.merging.policy, reading.merging.quorum
    if policy is SourcePolicy.PRIORITY:
        return values[0]
    if policy is SourcePolicy.BEST:
        return reading.best(values)
    if policy is SourcePolicy.QUORUM:
        left = list(values)
        for _ in range(quorum - 1):
            if left:
                left.remove(reading.worst(left))
        return reading.worst(left) if left else None
    return reading.worst(values)


def _counted(reading: Reading, counts: list[GoodTotal], grid: Grid) -> dict[int, Fraction]:
    gathered: dict[int, list[observed.Count]] = {}
    for count in observed.counts(Series(counts=counts)):
        gathered.setdefault(grid.place(count.instant), []).append(count)
    values: dict[tuple[Decimal | Fraction, Decimal | Fraction], Fraction] = {}  # few different ones among many
    found = {}
    for place, each in gathered.items():
        if len(each) == 1:
            pair: tuple[Decimal | Fraction, Decimal | Fraction] = each[0].good, each[0].total
        else:
            pair = observed.total(count.good for count in each), observed.total(count.total for count in each)
        if pair[1] and pair[1] >= reading.min_events:
            value = values.get(pair)
            if value is None:
                value = values[pair] = reading.of_counts(Fraction(pair[0]) / Fraction(pair[1]))
            found[place] = value
    return found


def _sampled(reading: Reading, samples: list[Sample], grid: Grid) -> dict[int, Fraction]:
    gathered: dict[int, list[Decimal]] = {}
    for sample in observed.samples(Series(samples=samples)):
        gathered.setdefault(grid.place(sample.time), []).append(sample.value)
    together = _TOGETHER[reading.aggregation]
    return {
        place: reading.of_samples(together(values))
        for place, values in gathered.items()
        if len(values) >= reading.min_events
    }


_TOGETHER: Mapping[Aggregation, Callable[[list[Decimal]], Fraction]] = {
    Aggregation.MEAN: lambda values: observed.total(values) / len(values),
    Aggregation.MIN: lambda values: Fraction(min(values)),
    Aggregation.MAX: lambda values: Fraction(max(values)),
    Aggregation.SUM: observed.total,
    Aggregation.LAST: lambda values: Fraction(values[-1]),
}


def _of_states(reading: Reading, states: Sequence[Segment], grid: Grid, first: int, past: int) -> list[Run]:
    """Runs of intervals that lie in one state, and between them those that states share, one by one."""
    shares: dict[int, tuple[int, Fraction]] = {}
    runs: list[Run] = []
    for span, impact in states:
        inner = grid.following(span.start), grid.place(span.end)
        if inner[0] < inner[1]:
            value = None if impact is None else reading.of_states(1 - impact)
            runs.append(Run(max(inner[0], first), min(inner[1], past), value))
        for place in {grid.place(span.start), grid.place(span.end - 1)}:
            if impact is not None and not inner[0] <= place < inner[1]:
                part = span.clip(Interval(grid.begins(place), grid.begins(place + 1)))
                known, up = shares.get(place, (0, Fraction(0)))
                length = 0 if part is None else part.length
                shares[place] = known + length, up + length * (1 - impact)
    mixed = {place: reading.of_states(up / known) for place, (known, up) in shares.items() if known}
    return list(_woven(runs, mixed, first, past))


def _woven(runs: Sequence[Run], single: Mapping[int, Fraction], first: int, past: int) -> Iterator[Run]:
    """Runs and single intervals, disjoint, in order; empty ones between them."""
    parts = sorted(
        [*runs, *(Run(place, place + 1, value) for place, value in single.items())], key=lambda run: run.first
    )
    at = first
    for run in parts:
        if run.first < first or run.first >= past or run.first >= run.past:
            continue
        if at < run.first:
            yield Run(at, run.first, None)
        yield run
        at = run.past
    if at < past:
        yield Run(at, past, None)
