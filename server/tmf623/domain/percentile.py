"""Percentiles by nearest rank: the smallest value with at least P percent of all values not above it (MEF 10.x).

No interpolation: of N values in order it is the one at place ceil(P * N / 100). Of histograms it is known up to the
bucket that holds that place; when the bucket's bounds do not decide the verdict there is none.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain import observed
from tmf623.domain.assessment import Delivered, State
from tmf623.domain.buckets import Distribution, together
from tmf623.domain.choices import PercentileOf
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.counting import shortage
from tmf623.domain.decimals import displayed
from tmf623.domain.evidence import Evidence
from tmf623.domain.facts import Facts, Histogram, Sample
from tmf623.domain.objective import Objective
from tmf623.domain.quantities import Quantity, SampleValues

UNBOUNDED = Fraction(-(10**40))
"""Below every level: the least a level can become that nothing bounds."""
JUST_ABOVE = Fraction(1, 10**10)
"""A value above every bound of a histogram is shown as the last bound and this much."""


class Ranked(NamedTuple):
    """What a percentile is."""

    value: Fraction
    rank: int
    """Its place in order, from 1."""


def nearest_rank(values: Sequence[Decimal | Fraction], share: Fraction) -> Ranked:
    """The percentile `share`, above 0 to 100, of values in ascending order, at least one."""
    rank = place(len(values), share)
    return Ranked(Fraction(values[rank - 1]), rank)


def place(count: int, share: Fraction) -> int:
    """Which of `count` values in order is the percentile, from 1."""
    return max(1, -(-share.numerator * count // (share.denominator * 100)))


def variations(samples: Iterable[Sample], distance: int | None) -> Iterator[Decimal]:
    """How far two values lie apart that were measured `distance` apart, by one source in order of time.

    None: one value and the next. Else the partner is the sample nearest to `distance` later, less than half of it
    off; a value without one gives no pair, so a lost packet gives none.
    """
    ordered = sorted(samples, key=lambda sample: sample.time)
    times = [sample.time for sample in ordered]
    for index, sample in enumerate(ordered):
        partner = index + 1 if distance is None else _nearest(times, sample.time + distance, distance)
        if partner is not None and partner < len(ordered):
            yield abs(ordered[partner].value - sample.value)


def _nearest(times: Sequence[int], instant: int, distance: int) -> int | None:
    """The index of the time nearest to `instant`; None when that is half of `distance` off or more."""
    right = bisect_left(times, instant)
    near = min(
        (index for index in (right - 1, right) if 0 <= index < len(times)), key=lambda i: abs(times[i] - instant)
    )
    return near if 2 * abs(times[near] - instant) < distance else None


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile of what happened to cases, orders and contacts."""

    quantity: Quantity
    share: Fraction
    """Above 0 to 100."""
    of: PercentileOf = PercentileOf.VALUE
    """Not `VARIATION`, which is of samples."""

    def needs(self) -> Needs:
        """What the quantity must be told."""
        return self.quantity.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The percentile of the period's values."""
        found = self.quantity.values(setting, facts)
        state = State.PROVISIONAL if found.undecided else setting.state
        evidence = Evidence(excluded=found.excluded, unknown=found.undecided or None)
        return _ranked(sorted(found.values), self.share, self.of, state, evidence, self.quantity.min_sample)


@dataclass(frozen=True, slots=True)
class SamplePercentile:
    """A percentile of the samples, or of the histograms, of one metric."""

    samples: SampleValues
    share: Fraction
    """Above 0 to 100."""
    of: PercentileOf = PercentileOf.VALUE
    distance: int | None = None
    """Microseconds between the two values of a variation; None: one value and the next."""
    objective: Objective | None = None
    """What a histogram's bucket must decide."""

    def needs(self) -> Needs:
        """The samples and histograms of every object."""
        return self.samples.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The percentile of the period."""
        samples, buckets = self._by_source(setting, facts), list(self._buckets(setting, facts))
        if buckets:
            return self._of_buckets(setting, [sample.value for each in samples for sample in each], buckets)
        values = sorted(self._values(samples))
        return _ranked(values, self.share, self.of, setting.state, Evidence(), self.samples.min_sample)

    def _by_source(self, setting: Setting, facts: Facts) -> list[list[Sample]]:
        """The samples of the period, those of one object and source together."""
        found: dict[tuple[str, str], list[Sample]] = {}
        for name, sample in self.samples.samples(setting, facts):
            found.setdefault((name, sample.source), []).append(sample)
        return list(found.values())

    def _buckets(self, setting: Setting, facts: Facts) -> Iterator[Histogram]:
        basis = self.samples.basis
        for name in basis.objects:
            series, scope = facts.of(name, self.samples.metric), basis.counted(setting, facts, name).scope
            for instant, histogram in observed.histograms(series, self.samples.sources):
                if instant in scope:
                    yield histogram

    def _values(self, samples: Iterable[Iterable[Sample]]) -> Iterator[Decimal]:
        for each in samples:
            if self.of is PercentileOf.VARIATION:
                yield from variations(each, self.distance)
            else:
                yield from (sample.value for sample in each)

    def _of_buckets(self, setting: Setting, values: list[Decimal], buckets: list[Histogram]) -> Outcome:
        if self.of is not PercentileOf.VALUE:
            lack = f"histograms do not tell what a percentile of {self.of} needs"
            return Outcome(Delivered(None, UNBOUNDED, state=setting.state, shortage=lack))
        bounds, counts = merged(values, buckets)
        count = sum(counts)
        if not count:
            return Outcome(Delivered(None, UNBOUNDED, state=setting.state), Evidence(samples=0))
        rank = place(count, self.share)
        index = _bucket(counts, rank)
        low = None if index == 0 else Fraction(bounds[index - 1])
        high = None if index == len(bounds) else Fraction(bounds[index])
        level = high if high is not None else (low or Fraction(0)) + JUST_ABOVE
        lack = shortage(count, self.samples.min_sample) or self._undecided(low, high)
        return Outcome(_delivered(level, setting.state, lack), Evidence(samples=count, rank=rank), average=level)

    def _undecided(self, low: Fraction | None, high: Fraction | None) -> str:
        """Why a bucket above `low` up to `high` does not decide the verdict; empty when it does."""
        objective = self.objective
        if objective is None or not isinstance(objective.reference, Fraction):
            return ""
        least = UNBOUNDED if low is None else low + JUST_ABOVE
        most = -UNBOUNDED if high is None else high
        if not _crossed(objective, least, most):
            return ""
        start = "up" if low is None else f"above {displayed(low)} up"
        end = "without limit" if high is None else f"to {displayed(high)}"
        return f"the percentile lies in the histogram's bucket {start} {end}, whose bounds do not decide"


def _crossed(objective: Objective, least: Fraction, most: Fraction) -> bool:
    """Whether two levels are judged differently."""
    return (objective.kept(least), objective.tolerated(least)) != (objective.kept(most), objective.tolerated(most))


def merged(values: Iterable[Decimal], buckets: Sequence[Histogram]) -> tuple[list[Decimal], list[int]]:
    """One histogram out of several and of single values: the bounds all of them tell of, and the counts between."""
    found = together(Distribution(each.bounds, each.counts) for each in buckets)
    bounds, counts = list(found.bounds), list(found.counts)
    for value in values:
        counts[bisect_left(bounds, value)] += 1
    return bounds, counts


def _bucket(counts: Sequence[int], rank: int) -> int:
    """Which bucket holds the value at a place."""
    passed = 0
    for index, count in enumerate(counts):
        passed += count
        if passed >= rank:
            return index
    raise ValueError(f"there is no place {rank} among {passed}")


def _ranked(  # noqa: PLR0913, PLR0917 - what both kinds of percentile end with
    values: Sequence[Decimal | Fraction],
    share: Fraction,
    of: PercentileOf,
    state: State,
    evidence: Evidence,
    min_sample: int,
) -> Outcome:
    """The percentile of ascending values; none of no values."""
    evidence = replace(evidence, samples=len(values))
    if not values:
        return Outcome(Delivered(None, UNBOUNDED, state=state), evidence)
    found, rank = nearest_rank(values, share)
    level = found - Fraction(values[0]) if of is PercentileOf.RANGE else found
    delivered = _delivered(level, state, shortage(len(values), min_sample))
    return Outcome(delivered, replace(evidence, rank=rank), average=level)


def _delivered(level: Fraction, state: State, lack: str) -> Delivered:
    if state is State.FINAL:
        return Delivered(level, level, level, state, lack)
    return Delivered(level, UNBOUNDED, None, state, lack)
