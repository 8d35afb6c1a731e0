"""Schedules: a contract's table of credits as data. Everything a contract may leave unsaid can be unsaid here too.

A schedule measures something about judgements (`Measure`), for each event by itself or all together, cuts the
measured value as the contract says (minimum, quantum, allowance), finds the tier that holds it, and adds up the tier's
awards. An award is a percent of the base, an amount, or days of the fee; once, or for each unit of the value (`Each`).
With these few parts every pattern of `docs/credits.md` is written.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tmf623.domain.credit.bounds import Range
from tmf623.domain.rounding import Rounding


class Measure(StrEnum):
    """What decides about a credit."""

    LEVEL = "level"
    """The delivered level: attainment, mean, percentile, whatever the rule measures."""
    DEVIATION = "deviation"
    """How far the delivered level is worse than the target, in percent of the target or in the rule's unit."""
    DOWNTIME = "downtime"
    """Outage time, of all outages together or of each (`per`), degraded time weighted by its impact."""
    OUTAGE_COUNT = "outageCount"
    """Number of outages of the period."""
    OUTAGE_DAYS = "outageDays"
    """Number of local days on which there was an outage."""
    BREACH = "breach"
    """Number of violations: 1 for each violated judgement, so failing days of a daily rule, late cases, breaches."""
    ELAPSED = "elapsed"
    """Time each case took, as the rule counts it."""
    LATE = "late"
    """Time each case took beyond its due date, by the clock on the wall."""
    ELAPSED_DAYS = "elapsedDays"
    """Local days from the opening of each case to its end."""
    LATE_DAYS = "lateDays"
    """Local days from the due date of each case to its end: days late, business days late."""


CASE_MEASURES = frozenset({Measure.ELAPSED, Measure.LATE, Measure.ELAPSED_DAYS, Measure.LATE_DAYS})
"""Measures of cases: tickets, orders."""
LEVEL_MEASURES = frozenset({Measure.LEVEL, Measure.DEVIATION})
"""Measures of a whole judgement."""
OUTAGE_MEASURES = frozenset({Measure.DOWNTIME, Measure.OUTAGE_COUNT, Measure.OUTAGE_DAYS})
DURATION_MEASURES = frozenset({Measure.DOWNTIME, Measure.ELAPSED, Measure.LATE})
DAY_MEASURES = frozenset({Measure.ELAPSED_DAYS, Measure.LATE_DAYS})
WHOLE_MEASURES = DAY_MEASURES | {Measure.OUTAGE_COUNT, Measure.OUTAGE_DAYS, Measure.BREACH}
"""Measures that are whole numbers."""


class DeviationType(StrEnum):
    """How a deviation is expressed."""

    PERCENT = "percent"
    """100 * (actual - target) / target, positive for worse."""
    ABSOLUTE = "absolute"
    """In the rule's unit, positive for worse."""


class Part(StrEnum):
    """What becomes of a unit that is not complete."""

    FLOOR = "floor"
    """It does not count: each complete unit."""
    CEIL = "ceil"
    """It counts as one: each unit or part thereof."""
    EXACT = "exact"
    """It counts as what it is: pro rata."""


class Per(StrEnum):
    """What something is applied to."""

    EVENT = "event"
    """Each outage or case by itself."""
    PERIOD = "period"
    """All of the period together."""


class DayKind(StrEnum):
    """Which days are counted."""

    CALENDAR = "calendar"
    BUSINESS = "business"


class GapRule(StrEnum):
    """What a value that falls between two tiers is worth, when the contract says so."""

    NONE = "none"
    """Nothing."""
    BETTER = "better"
    """What the tier for better service gives."""
    WORSE = "worse"
    """What the tier for worse service gives."""


@dataclass(frozen=True, slots=True)
class Quantum:
    """The measured time is counted in pieces of this length before anything else."""

    length: Fraction
    """In the schedule's unit, above zero."""
    rounding: Part | None
    """None: unsaid."""
    per: Per | None
    """Whether each event or the sum is counted so; None: unsaid."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What of the measured value never counts: a deductible."""

    amount: Fraction
    """In the schedule's unit, or in percent of the length of the period."""
    percent_of_period: bool
    per: Per
    """Taken off each event, or once off the sum."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How local days from one instant to another are counted."""

    kind: DayKind
    first: bool | None
    """Whether the day of the first instant counts; None: unsaid."""
    last: bool | None
    """Whether the day of the last instant, the day of the fix, counts; None: unsaid."""


@dataclass(frozen=True, slots=True)
class Each:
    """An award for each unit of the measured value."""

    length: Fraction
    """Of the unit, in the schedule's unit, above zero."""
    rounding: Part | None
    """None: unsaid."""
    beyond: Fraction = Fraction(0)
    """Units are counted from this value on."""
    up_to: Fraction | None = None
    """Units are counted up to this value; None: without end."""
    at_most: Fraction | None = None
    """The largest number of units; None: any."""


class AwardKind(StrEnum):
    """In what an award is expressed."""

    PERCENT = "percent"
    """Percent of the base."""
    AMOUNT = "amount"
    """Money."""
    DAYS = "days"
    """Days of the base, which is the fee of `divisor` days."""


@dataclass(frozen=True, slots=True)
class Award:
    """What one part of a tier gives."""

    kind: AwardKind
    value: Fraction
    divisor: Fraction | None = None
    """For DAYS: how many days the base pays for; None: the days of the credit's period."""
    each: Each | None = None
    """None: given once."""
    classes: frozenset[str] = frozenset()
    """Service classes it is for; empty: all."""
    currency: str = ""
    """Of an AMOUNT; "": the consequence's."""


@dataclass(frozen=True, slots=True)
class Tier:
    """What the values of one range give."""

    range: Range
    awards: tuple[Award, ...]
    """Added up; none: no credit."""
    classes: frozenset[str] = frozenset()
    """Service classes it is for; empty: all."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A table of credits."""

    measure: Measure
    unit: str
    """Of the tiers' bounds, one of the words of `domain.units`; "" for counts."""
    tiers: tuple[Tier, ...]
    """The first that holds the value decides."""
    target: Fraction | None = None
    """What a deviation is from; None: the level the rule agrees on."""
    deviation: DeviationType = DeviationType.PERCENT
    per: Per | None = None
    """Whether tiers and units see each event by itself, or the sum of the period; None: unsaid. Levels are of the
    whole judgement whatever is said."""
    minimum: Fraction = Fraction(0)
    """Events shorter than this do not count, in the schedule's unit; longer ones count in full."""
    quantum: Quantum | None = None
    allowance: Allowance | None = None
    day_count: DayCount | None = None
    places: Rounding | None = None
    """A contract's own rounding of the measured value before it is looked up."""
    gap_rule: GapRule | None = None
    """None: unsaid; then a value between two tiers gives nothing, and the lint refuses the schedule."""
    only_violated: bool = False
    """Whether only a judgement of "violated" gives anything."""
    rewards: bool = False
    """Whether awards below zero are meant: the customer pays for better service."""

    @property
    def classes(self) -> tuple[str, ...]:
        """Every service class it names, in order."""
        of_tiers = {name for tier in self.tiers for name in tier.classes}
        of_awards = {name for tier in self.tiers for award in tier.awards for name in award.classes}
        return tuple(sorted(of_tiers | of_awards))

    def of_class(self, name: str) -> "tuple[Tier, ...]":
        """The tiers one class sees, each with its own awards alone; "" is the class of none."""
        return tuple(
            Tier(tier.range, tuple(award for award in tier.awards if not award.classes or name in award.classes))
            for tier in self.tiers
            if not tier.classes or name in tier.classes
        )
