"""Outages: spans in which an object was continuously not fully up, and how much of each counts.

The length of an outage is the time in it that is in scope and not excused. In this order: its impact is weighted;
an outage shorter than the qualifying length vanishes, a longer one counts in full; the deductible is taken off its
beginning; what is left is counted in whole quanta (DataMiner tells the first two apart; GCP counts whole minutes,
Rackspace started half hours).
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


def counted(count: OutageCount, segments: Iterable[Segment], counting: Sequence[Interval]) -> Down:
    """The outages in `segments`, disjoint and ascending, as far as they are inside `counting`, the same."""
    weighted, time, number = Fraction(0), 0, 0
    pieces: list[Outage] = []
    for outage in _outages(count, segments, counting):
        lasted = sum(piece.span.end - piece.span.start for piece in outage)
        counts = count.counted(lasted)
        if counts:
            weighted += _mean(outage, lasted, count.deductible) * counts
        if lasted and lasted >= count.min_qualifying:
            number += 1
            time += lasted
            pieces += outage
    return Down(weighted, time, number, _joined(pieces))


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


def _outages(count: OutageCount, segments: Iterable[Segment], counting: Sequence[Interval]) -> Iterator[list[Outage]]:
    """Runs of time that is not fully up, each as its weighted parts inside `counting`; touching segments are one."""
    run: list[Outage] = []
    end, place = None, 0
    for span, weight in _weighted(count, segments):
        if end is not None and span.start > end:
            yield run
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
        yield run


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


def _mean(outage: Sequence[Outage], lasted: int, deductible: int) -> Fraction:
    """Mean weight of an outage without its first `deductible` microseconds."""
    first = outage[0].impact
    if all(piece.impact is first for piece in outage):
        return first
    total, skipped = Fraction(0), deductible
    for piece in outage:
        long = piece.span.length
        total += max(long - skipped, 0) * piece.impact
        skipped = max(skipped - long, 0)
    return total / (lasted - deductible) if lasted > deductible else first


def _joined(pieces: Sequence[Outage]) -> tuple[Outage, ...]:
    """Pieces of the same weight that touch, as one."""
    joined: list[Outage] = []
    for piece in pieces:
        if joined and joined[-1].span.end == piece.span.start and joined[-1].impact == piece.impact:
            joined[-1] = Outage(Interval(joined[-1].span.start, piece.span.end), piece.impact)
        else:
            joined.append(piece)
    return tuple(joined)
