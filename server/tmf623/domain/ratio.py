"""Ratios of what was measured: good of all, one count by another, samples in target. Levels are parts of a whole.

Time an exclusion removes is out of both sides; where one excuses, nothing counts as bad.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tmf623.domain import observed
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.counting import Basis
from tmf623.domain.facts import Facts
from tmf623.domain.observed import EVERYBODY, Count, Sources
from tmf623.domain.tally import Tally


@dataclass(frozen=True, slots=True)
class GoodTotalRatio:
    """Good of all, or what was not good of all."""

    basis: Basis
    metric: str
    whole: Fraction
    bad: bool = False
    """Whether the level is the share of what was not good."""
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """The counts of every object."""
        return self.basis.needs(self.metric)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of what was counted in the period."""
        found = list(counted(self.basis, setting, facts, self.metric, self.sources))
        total = observed.total(count.total for count, _ in found)
        lost = total - observed.total(count.total if excused else count.good for count, excused in found)
        tally = Tally(lost if self.bad else total - lost, total, samples=len(found))
        return tally.outcome(setting, self.whole, self.basis.min_sample)


@dataclass(frozen=True, slots=True)
class CountsRatio:
    """The total of one metric by that of another."""

    basis: Basis
    numerator: str
    denominator: str
    whole: Fraction
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """The counts of both metrics of every object."""
        return self.basis.needs(self.numerator, self.denominator)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The ratio of what was counted in the period; above the whole when the one exceeds the other.

        An exclusion that excuses changes nothing here: nobody says which of the two is the bad one.
        """
        good, total = (
            [count.total for count, _ in counted(self.basis, setting, facts, metric, self.sources)]
            for metric in (self.numerator, self.denominator)
        )
        tally = Tally(observed.total(good), observed.total(total), samples=len(total))
        return tally.outcome(setting, self.whole, self.basis.min_sample)


@dataclass(frozen=True, slots=True)
class SamplesInTarget:
    """The share of samples that compare well with a value, e.g. of speed tests with enough throughput."""

    basis: Basis
    metric: str
    kept: Callable[[Decimal], bool]
    """Whether a sample is good."""
    whole: Fraction
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """The samples of every object."""
        return self.basis.needs(self.metric)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of the period's samples."""
        good = total = 0
        for name in self.basis.objects:
            times = self.basis.counted(setting, facts, name)
            for sample in observed.samples(facts.of(name, self.metric), self.sources):
                if sample.time in times.scope:
                    total += 1
                    good += self.kept(sample.value) or sample.time in times.excused
        tally = Tally(Fraction(good), Fraction(total), samples=total)
        return tally.outcome(setting, self.whole, self.basis.min_sample)


def counted(
    basis: Basis, setting: Setting, facts: Facts, metric: str, sources: Sources
) -> Iterator[tuple[Count, bool]]:
    """What was counted in the period, and whether it is excused.

    A sample of a count is what came in up to it.
    """
    for name in basis.objects:
        times, series = basis.counted(setting, facts, name), facts.of(name, metric)
        sampled = (Count(each.time, each.value, each.value) for each in observed.samples(series, sources))
        for count in (*observed.counts(series, sources), *sampled):
            if count.instant in times.scope:
                yield count, count.instant in times.excused
