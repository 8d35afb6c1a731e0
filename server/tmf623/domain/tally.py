"""Tallies: how many there were and how many of them were good, and the level that gives.

Level = whole * good / total, exactly; nothing counted gives no level. While the period goes on anything can still
become of it; afterwards, only what is undecided: the bounds suppose all of that bad, or good.
"""

from dataclasses import dataclass
from fractions import Fraction

from tmf623.domain.assessment import Delivered, State
from tmf623.domain.computation import Outcome, Setting
from tmf623.domain.counting import shortage
from tmf623.domain.evidence import Evidence, ExcludedAmount, LateEvent


@dataclass(frozen=True, slots=True)
class Tally:
    """What a share rests on."""

    good: Fraction
    total: Fraction
    """Of what is decided, the good included."""
    undecided: int = 0
    """Events that may still turn out good or bad."""
    excluded: tuple[ExcludedAmount, ...] = ()
    late: tuple[LateEvent, ...] = ()
    samples: int | None = None
    """How many measurements the totals were added up from; None: the totals are events themselves."""

    def outcome(self, setting: Setting, whole: Fraction, min_sample: int) -> Outcome:
        """The level, in parts of `whole`."""
        level = whole * self.good / self.total if self.total else None
        low, high = self._bounds(setting, whole)
        number = int(self.total) if self.samples is None else self.samples
        delivered = Delivered(
            level,
            low,
            high,
            State.PROVISIONAL if self.undecided or setting.state is State.PROVISIONAL else State.FINAL,
            shortage=shortage(number, min_sample),
            excluded=not self.total and not self.undecided and any(amount.count for amount in self.excluded),
        )
        evidence = Evidence(
            good=self.good,
            total=self.total,
            denominator=self.total,
            unknown=self.undecided or None,
            excluded=self.excluded,
            samples=self.samples,
            late=self.late,
        )
        return Outcome(delivered, evidence, average=level)

    def _bounds(self, setting: Setting, whole: Fraction) -> tuple[Fraction, Fraction]:
        everything = self.total + self.undecided
        if setting.state is State.PROVISIONAL or not everything:
            return Fraction(0), whole
        return whole * self.good / everything, whole * (self.good + self.undecided) / everything
