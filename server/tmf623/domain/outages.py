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
    weighted, growth, time, number = Fraction(0), Fraction(0), 0, 0
    pieces: list[Outage] = []
    now = segments[-1].span.end if segments else 0
    for end, outage in _outages(count, segments, counting):
        lasted = sum(piece.span.end - piece.span.start for piece in outage)
        counts = _weight(outage, count.deductible, count.counted(lasted))
        weighted += counts
        if end == now:
            growth = _weight(outage, count.deductible, max(lasted - count.deductible, 0)) - counts
        if lasted and lasted >= count.min_qualifying:
            number += 1
            time += lasted
            pieces += outage
    return Down(weighted, max(growth, Fraction(0)), time, number, _joined(pieces))


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
    weights: dict[Fraction, Fraction] = {}
    for span, impact in segments:
        if impact:
            weight = weights.get(impact)
            if weight is None:
                weight = weights[impact] = count.weight(impact)
            if weight:
                yield span, weight


def _weight(outage: Sequence[Outage], skipped: int, time: int) -> Fraction:
    """The weighted time of an outage, without its first `skipped` microseconds, for `time` of them.

    Time beyond its end, of a quantum that has begun, weighs as its last does.
    """
    total = Fraction(0)
    for piece in outage:
        left = max(piece.span.length - skipped, 0)
        skipped = max(skipped - piece.span.length, 0)
        total += min(left, time) * piece.impact
        time -= min(left, time)
    return total + time * outage[-1].impact if outage else total


def _joined(pieces: Sequence[Outage]) -> tuple[Outage, ...]:
    """Pieces of the same weight that touch, as one."""
    joined: list[Outage] = []
    for piece in pieces:
        if joined and joined[-1].span.end == piece.span.start and joined[-1].impact == piece.impact:
            joined[-1] = Outage(Interval(joined[-1].span.start, piece.span.end), piece.impact)
        else:
            joined.append(piece)
    return tuple(joined)
