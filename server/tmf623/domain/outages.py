"""Outages: spans in which an object was continuously not fully up, and how much of each counts.

The length of an outage is the time in it that is in scope and not excused. In this order: its impact is weighted;
an outage shorter than the qualifying length vanishes, a longer one counts in full; the deductible is taken off its
beginning; what is left is counted in whole quanta from its beginning on (DataMiner tells the first two apart; GCP
counts whole minutes, Rackspace started half hours).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.choices import QuantumRounding
from tmf623.domain.evidence import Outage
from tmf623.domain.instants import Interval
from tmf623.domain.timeline import DOWN, UP, MissingData, Segment


class Weight(NamedTuple):
    """What impacts from one level on weigh."""

    impact: Fraction
    weight: Fraction


@dataclass(frozen=True, slots=True)
class OutageCount:
    """How a rule counts outages; lengths in microseconds."""

    min_qualifying: int = 0
    deductible: int = 0
    quantum: int = 0
    """0: exactly."""
    rounding: QuantumRounding = QuantumRounding.FLOOR
    weights: tuple[Weight, ...] = ()
    """By ascending impact; empty: impacts weigh what they are."""

    def weight(self, impact: Fraction) -> Fraction:
        """What an impact weighs; what was fully up stays so."""
        if not self.weights or not impact:
            return impact
        return next((band.weight for band in reversed(self.weights) if band.impact <= impact), UP)

    def counted(self, time: int) -> int:
        """How much of an outage's time counts."""
        if not time or time < self.min_qualifying:
            return 0
        left = max(time - self.deductible, 0)
        if not self.quantum:
            return left
        whole, part = divmod(left, self.quantum)
        return (whole + (part > 0 and self.rounding is QuantumRounding.CEILING)) * self.quantum

    @property
    def is_unbounded(self) -> bool:
        """Whether more may count than the time there is."""
        return bool(self.quantum) and self.rounding is QuantumRounding.CEILING


class Down(NamedTuple):
    """The outages of one object that count."""

    weighted: Fraction
    """Microseconds that count, each with its weight."""
    growth: Fraction
    """How much more of the outage that goes on counts if only it goes on long enough."""
    time: int
    """Microseconds of the outages that count at all."""
    number: int
    """Of outages that count at all."""
    pieces: tuple[Outage, ...]
    """Their time in scope, in order, neighbours of one weight joined."""


class WeightedTime:
    """Time added up by its weight: whole numbers until the end, for fractions are dear by the million.

    Weights are told apart as objects: equal ones that are not the same only cost an entry.
    """

    __slots__ = ("_times",)

    def __init__(self) -> None:
        """Nothing yet."""
        self._times: dict[int, tuple[Fraction, int]] = {}

    def add(self, weight: Fraction, time: int) -> None:
        """Add some time of a weight, which stays alive as long as this does."""
        known = self._times.get(id(weight))
        self._times[id(weight)] = weight, time if known is None else known[1] + time

    def total(self) -> Fraction:
        """All the time, each with its weight."""
        return sum((weight * time for weight, time in self._times.values()), Fraction(0))


def weighted_time(pieces: Iterable[Outage]) -> Fraction:
    """The time of all pieces, each with its weight."""
    sums = WeightedTime()
    for span, weight, _ in pieces:
        sums.add(weight, span.end - span.start)
    return sums.total()


def assumed(segments: Sequence[Segment], missing: MissingData, carry: int) -> list[Segment]:
    """The segments with what the rule takes unknown time to be; unknown stays what it takes for nothing."""
    if missing is MissingData.CARRY_FORWARD:
        return list(_carried(segments, carry))
    impact = {MissingData.ASSUME_GOOD: UP, MissingData.ASSUME_BAD: DOWN}.get(missing)
    if impact is None:
        return list(segments)
    return [Segment(span, impact if known is None else known) for span, known in segments]


def counted(count: OutageCount, segments: Sequence[Segment], counting: Sequence[Interval]) -> Down:
    """The outages in `segments`, disjoint and ascending, as far as they are inside `counting`, the same."""
    weighted, growth, time, number = WeightedTime(), Fraction(0), 0, 0
    pieces: list[Outage] = []
    now = segments[-1].span.end if segments else 0
    for end, outage in _outages(count, segments, counting):
        lasted = sum(piece.span.end - piece.span.start for piece in outage)
        _weigh(weighted, outage, count.deductible, count.counted(lasted))
        if end == now:
            growth = _growth(count, outage, lasted)
        if lasted and lasted >= count.min_qualifying:
            number += 1
            time += lasted
            pieces += outage
    return Down(weighted.total(), growth, time, number, _joined(pieces))


def _carried(segments: Sequence[Segment], carry: int) -> Iterator[Segment]:
    before: Segment | None = None
    for segment in segments:
        if segment.impact is None and before is not None and before.impact is not None:
            until = min(segment.span.start + carry, segment.span.end)
            yield Segment(Interval(segment.span.start, until), before.impact)
            if until < segment.span.end:
                yield Segment(Interval(until, segment.span.end), None)
        else:
            yield segment
        before = segment


def _outages(
    count: OutageCount, segments: Iterable[Segment], counting: Sequence[Interval]
) -> Iterator[tuple[int, list[Outage]]]:
    """The end of each run of time that is not fully up, and its weighted parts inside `counting`."""
    run: list[Outage] = []
    end, place = None, 0
    for span, weight in _weighted(count, segments):
        if end is not None and span.start > end:
            yield end, run
            run = []
        end = span.end
        while place < len(counting) and counting[place].end <= span.start:
            place += 1
        along = place
        while along < len(counting) and counting[along].start < span.end:
            part = Interval(max(span.start, counting[along].start), min(span.end, counting[along].end))
            run.append(Outage(part, weight))
            along += 1
    if end is not None:
        yield end, run


def _weighted(count: OutageCount, segments: Iterable[Segment]) -> Iterator[tuple[Interval, Fraction]]:
    """The spans that are not fully up, with their weights."""
    weights: dict[int, tuple[Fraction, Fraction]] = {}
    for span, impact in segments:
        if impact:
            known = weights.get(id(impact))
            if known is None:
                known = weights[id(impact)] = impact, count.weight(impact)
            if known[1]:
                yield span, known[1]


def _weigh(sums: WeightedTime, outage: Sequence[Outage], skipped: int, time: int) -> None:
    """Add the time of an outage, without its first `skipped` microseconds, for `time` of them.

    Time beyond its end, of a quantum that has begun, weighs as its last does.
    """
    for piece in outage:
        left = max(piece.span.end - piece.span.start - skipped, 0)
        skipped = max(skipped - piece.span.end + piece.span.start, 0)
        sums.add(piece.impact, min(left, time))
        time -= min(left, time)
    if time:
        sums.add(outage[-1].impact, time)


def _growth(count: OutageCount, outage: Sequence[Outage], lasted: int) -> Fraction:
    """How much more of an outage counts once it has gone on long enough to qualify, and to fill a quantum."""
    whole, counts = WeightedTime(), WeightedTime()
    _weigh(whole, outage, count.deductible, max(lasted - count.deductible, 0))
    _weigh(counts, outage, count.deductible, count.counted(lasted))
    return max(whole.total() - counts.total(), Fraction(0))


def _joined(pieces: Sequence[Outage]) -> tuple[Outage, ...]:
    """Pieces of the same weight that touch, as one."""
    joined: list[Outage] = []
    for piece in pieces:
        if joined and joined[-1].span.end == piece.span.start and joined[-1].impact == piece.impact:
            joined[-1] = Outage(Interval(joined[-1].span.start, piece.span.end), piece.impact)
        else:
            joined.append(piece)
    return tuple(joined)
