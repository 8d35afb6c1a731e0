"""Means and counts: exact, of samples, of events, of counted totals, of outages.

Mean = sum / number, or with time as the weight: each sample holds until the next one of its object and source.
MTTR = down time / outages; MTBF = up time / outages, so that availability is MTBF / (MTBF + MTTR).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from tmf623.domain import observed
from tmf623.domain.assessment import Delivered, State
from tmf623.domain.computation import Computation, Needs, Outcome, Setting
from tmf623.domain.counting import Basis, shortage
from tmf623.domain.evidence import Evidence
from tmf623.domain.facts import Facts, Sample
from tmf623.domain.instants import Interval, intersection, length
from tmf623.domain.observed import EVERYBODY, Sources
from tmf623.domain.percentile import UNBOUNDED
from tmf623.domain.quantities import Quantity, SampleValues
from tmf623.domain.ratio import counted


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a quantity."""

    quantity: Quantity

    def needs(self) -> Needs:
        """What the quantity must be told."""
        return self.quantity.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The mean of the period's values."""
        found = self.quantity.values(setting, facts)
        number = len(found.values)
        level = total(found.values) / number if number else None
        state = State.PROVISIONAL if found.undecided else setting.state
        evidence = Evidence(samples=number, excluded=found.excluded, unknown=found.undecided or None)
        return Outcome(settled(level, state, shortage(number, self.quantity.min_sample)), evidence, average=level)


@dataclass(frozen=True, slots=True)
class TimeWeightedMean:
    """The mean of samples over the time they hold."""

    samples: SampleValues
    hold: int | None = None
    """How long a sample holds at most, microseconds; None: until the next one."""

    def needs(self) -> Needs:
        """The series of every object."""
        return self.samples.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The mean of the period's samples, of those before it nothing."""
        weights = weighted = Fraction(0)
        number = 0
        for name, each in groupby(self.samples.samples(setting, facts), key=lambda found: found[0]):
            scope = self.samples.basis.hours.scope(setting, facts, name).past
            for sample, held in held_spans((sample for _, sample in each), setting.past.end, self.hold):
                weight = length(intersection([held], scope))
                weights, weighted, number = weights + weight, weighted + Fraction(sample.value) * weight, number + 1
        level = weighted / weights if weights else None
        lack = shortage(number, self.samples.min_sample)
        return Outcome(settled(level, setting.state, lack), Evidence(samples=number), average=level)


@dataclass(frozen=True, slots=True)
class Count:
    """How many values a quantity has: cases, orders, contacts, samples."""

    quantity: Quantity

    def needs(self) -> Needs:
        """What the quantity must be told."""
        return self.quantity.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The number in the period; it can only grow while the period goes on."""
        found = self.quantity.values(setting, facts)
        return number_of(
            Fraction(len(found.values)), setting, Evidence(samples=len(found.values), excluded=found.excluded)
        )


@dataclass(frozen=True, slots=True)
class TotalCount:
    """The total of what was counted of a metric."""

    basis: Basis
    metric: str
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """The counts of every object."""
        return self.basis.needs(self.metric)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The total of the period; none when nothing was counted."""
        found = [count for count, _ in counted(self.basis, setting, facts, self.metric, self.sources)]
        if not found:
            return Outcome(settled(None, setting.state, ""), Evidence(samples=0))
        total_of = observed.total(count.total for count in found)
        return number_of(total_of, setting, Evidence(samples=len(found), total=total_of))


@dataclass(frozen=True, slots=True)
class OutageNumber:
    """How many outages there were, as an availability rule counts them."""

    outages: Computation

    def needs(self) -> Needs:
        """What the outages are of."""
        return self.outages.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The number in the period; none when nothing is known."""
        found = self.outages.outcome(setting, facts)
        if found.delivered.level is None:
            return Outcome(settled(None, setting.state, found.delivered.shortage), found.evidence)
        number = number_of(Fraction(found.evidence.outage_count or 0), setting, found.evidence)
        return Outcome(number.delivered, found.evidence, number.average, found.bad, found.unknown)


@dataclass(frozen=True, slots=True)
class OutageMean:
    """Mean time to restore, or mean time between failures: down or up time by the number of outages."""

    outages: Computation
    unit: int
    """Microseconds of the unit."""
    up: bool = False
    """Whether it is the up time."""

    def needs(self) -> Needs:
        """What the outages are of."""
        return self.outages.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The mean of the period; none without outages."""
        found = self.outages.outcome(setting, facts)
        evidence, number = found.evidence, found.evidence.outage_count or 0
        down = evidence.down or Fraction(0)
        time = (evidence.in_scope or 0) - (evidence.unknown_time or 0) - down if self.up else down
        level = time / number / self.unit if number else None
        delivered = settled(level, setting.state, found.delivered.shortage)
        return Outcome(delivered, evidence, level, found.bad, found.unknown)


def total(values: Iterable[Decimal | Fraction]) -> Fraction:
    """The sum, exactly."""
    decimals, others = [], Fraction(0)
    for value in values:
        if isinstance(value, Decimal):
            decimals.append(value)
        else:
            others += value
    return observed.total(decimals) + others


def held_spans(samples: Iterable[Sample], end: int, hold: int | None) -> Iterator[tuple[Sample, Interval]]:
    """How long each sample of one object holds: to the next of its source, not beyond `end` nor longer than `hold`."""
    by_source: dict[str, list[Sample]] = {}
    for sample in samples:
        by_source.setdefault(sample.source, []).append(sample)
    for each in by_source.values():
        for sample, following in zip(each, [*(one.time for one in each[1:]), end], strict=True):
            past = following if hold is None else min(following, sample.time + hold)
            yield sample, Interval(sample.time, past)


def number_of(number: Fraction, setting: Setting, evidence: Evidence) -> Outcome:
    """A count: it can only grow while the period goes on."""
    high = None if setting.state is State.PROVISIONAL else number
    return Outcome(Delivered(number, number, high, setting.state), evidence, average=number)


def settled(level: Fraction | None, state: State, lack: str) -> Delivered:
    """A level that nothing bounds while it is provisional."""
    if state is State.FINAL and level is not None:
        return Delivered(level, level, level, state, lack)
    return Delivered(level, UNBOUNDED, None, state, lack)
