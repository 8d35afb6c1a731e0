"""Ratios of what was measured: good of all, one count by another, samples in target. Levels are parts of a whole.

Level = whole * good / total, exactly; nothing counted gives no level. Time an exclusion removes is out of both
sides; where one excuses, nothing counts as bad.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain import observed
from tmf623.domain.assessment import Delivered, State
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.counting import Basis
from tmf623.domain.evidence import Evidence, ExcludedAmount, LateEvent
from tmf623.domain.facts import Facts
from tmf623.domain.observed import EVERYBODY, Count, Sources


class Tally(NamedTuple):
    """What a ratio rests on."""

    good: Fraction
    total: Fraction
    """Of what is decided; the good included."""
    undecided: int = 0
    """Events that will count, and may still turn out good or bad."""
    excluded: tuple[ExcludedAmount, ...] = ()
    late: tuple[LateEvent, ...] = ()
    samples: int | None = None
    """How many measurements the totals were added up from; None: the totals are the events themselves."""


def of_tally(tally: Tally, setting: Setting, basis: Basis, whole: Fraction) -> Outcome:
    """The level of what was counted.

    While the period goes on anything can still happen; afterwards, only what is undecided.
    """
    good, total, undecided = tally.good, tally.total, tally.undecided
    level = whole * good / total if total else None
    all_of_it = total + undecided
    state = State.PROVISIONAL if undecided or setting.state is State.PROVISIONAL else State.FINAL
    low, high = Fraction(0), whole
    if setting.state is State.FINAL and all_of_it:
        low, high = whole * good / all_of_it, whole * (good + undecided) / all_of_it
    number = int(total) if tally.samples is None else tally.samples
    everything_excluded = not all_of_it and any(amount.count for amount in tally.excluded)
    delivered = Delivered(level, low, high, state, shortage=basis.shortage(number), excluded=everything_excluded)
    evidence = Evidence(
        good=good,
        total=total,
        denominator=total,
        unknown=undecided or None,
        excluded=tally.excluded,
        samples=tally.samples,
        late=tally.late,
    )
    return Outcome(delivered, evidence, average=level)


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
        return _series(self.basis, self.metric)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of what was counted in the period."""
        found = list(_counted(self.basis, setting, facts, self.metric, self.sources))
        total = observed.total(count.total for count, _ in found)
        lost = observed.total(count.total - count.good for count, excused in found if not excused)
        good = lost if self.bad else total - lost
        return of_tally(Tally(good, total, samples=len(found)), setting, self.basis, self.whole)


@dataclass(frozen=True, slots=True)
class CountsRatio:
    """The totals of one metric by those of another."""

    basis: Basis
    numerator: str
    denominator: str
    whole: Fraction
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """The counts of both metrics of every object."""
        return _series(self.basis, self.numerator) | _series(self.basis, self.denominator)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The ratio of what was counted in the period; above the whole when the one exceeds the other."""
        good, total = (
            [count for count, _ in _counted(self.basis, setting, facts, metric, self.sources)]
            for metric in (self.numerator, self.denominator)
        )
        tally = Tally(
            observed.total(count.total for count in good),
            observed.total(count.total for count in total),
            samples=len(total),
        )
        return of_tally(tally, setting, self.basis, self.whole)


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
        return _series(self.basis, self.metric)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of the period's samples."""
        good = total = 0
        for name in self.basis.objects:
            counted = self.basis.counted(setting, facts, name)
            for sample in observed.samples(facts.of(name, self.metric), self.sources):
                if sample.time in counted.scope:
                    total += 1
                    good += self.kept(sample.value) or sample.time in counted.excused
        tally = Tally(Fraction(good), Fraction(total), samples=total)
        return of_tally(tally, setting, self.basis, self.whole)


def _series(basis: Basis, metric: str) -> Needs:
    return Needs(series=frozenset((name, metric) for name in basis.objects)) | basis.needs()


def _counted(basis: Basis, setting: Setting, facts: Facts, metric: str, sources: Sources) -> "list[tuple[Count, bool]]":
    """What was counted in the period, and whether it is excused."""
    found: list[tuple[Count, bool]] = []
    for name in basis.objects:
        counted = basis.counted(setting, facts, name)
        found += (
            (count, count.instant in counted.excused)
            for count in _all_counts(facts, name, metric, sources)
            if count.instant in counted.scope
        )
    return found


def _all_counts(facts: Facts, name: str, metric: str, sources: Sources) -> list[Count]:
    """Counts, and samples as counts: a sample of a count is what came in up to it."""
    series = facts.of(name, metric)
    sampled = (Count(each.time, each.value, each.value) for each in observed.samples(series, sources))
    return [*observed.counts(series, sources), *sampled]
