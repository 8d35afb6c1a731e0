"""Consequences: a schedule with everything a contract says around it."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from fractions import Fraction

from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.charges import Base
from tmf623.domain.credit.schedule import Schedule
from tmf623.domain.instants import Interval
from tmf623.domain.periods import Cycle, billing, monthly, period_at, quarterly, yearly
from tmf623.domain.zones import instant_of, local

_MONTHS = 12


class Aggregate(StrEnum):
    """What several credits of one period come to."""

    SUM = "sum"
    MAX = "max"
    """The largest alone."""
    FIRST = "first"
    """The first that gives something, in the order of the agreement's rules and of time, alone."""
    EXCLUSIVE = "exclusive"
    """Of those for one set of overlapping events the largest alone; those of different sets are added."""


class CapPer(StrEnum):
    """What a cap bounds."""

    EVENT = "event"
    """Each line by itself."""
    PERIOD = "period"
    """The credit's own period."""
    QUARTER = "quarter"
    YEAR = "year"
    CONTRACT_YEAR = "contractYear"
    """Years counted from the day the agreement came into force."""
    TRAILING_MONTHS = "trailingMonths"
    """The last `months` months, this period included."""
    CONTRACT = "contract"


class Across(StrEnum):
    """Whose credits count against a cap."""

    CONSEQUENCE = "consequence"
    GROUP = "group"
    AGREEMENT = "agreement"


class RoundingPer(StrEnum):
    """What is rounded."""

    TOTAL = "total"
    """The credit once; its lines share it out."""
    LINE = "line"
    """Each line; the credit is their sum."""


class CreditPeriod(StrEnum):
    """Which judgements one credit covers."""

    CONFORMANCE_PERIOD = "conformancePeriod"
    """Those of one conformance period."""
    MONTH = "calendarMonth"
    """Those whose span ends in one month; also for the others."""
    QUARTER = "calendarQuarter"
    YEAR = "calendarYear"
    EVENT = "event"
    """One case."""


class ClaimMode(StrEnum):
    """Whether a customer must ask for a credit."""

    AUTOMATIC = "automatic"
    ON_REQUEST = "onRequest"


class ReviewMode(StrEnum):
    """Whether a person must approve a credit."""

    NEVER = "never"
    ABOVE = "above"
    """One above an amount."""
    ALWAYS = "always"


class TriggerMeasure(StrEnum):
    """What a consequence other than money follows from."""

    VIOLATIONS = "violations"
    """Violated periods or cases."""
    OUTAGES = "outages"
    """Outages, those at least as long as `min_outage`."""
    DOWNTIME = "downtime"
    """Hours of outage."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The most there is to pay."""

    per: CapPer
    percent: Fraction | None = None
    """Of `base`."""
    amount: Fraction | None = None
    base: Base | None = None
    """None: the consequence's own."""
    months: int = 1
    """For TRAILING_MONTHS."""
    across: Across = Across.CONSEQUENCE
    currency: str = ""
    """Of `amount`; "": the consequence's."""


@dataclass(frozen=True, slots=True)
class Claim:
    """How long a customer may ask for a credit, from the end of its period."""

    mode: ClaimMode = ClaimMode.AUTOMATIC
    days: int | None = None
    billing_cycles: int | None = None
    """To the end of this many following months."""

    def until(self, end: int, zone: tzinfo) -> int | None:
        """First instant too late for a claim, for a period that ended at `end`; None: there is no such limit."""
        last = local(zone, end).date()
        if self.days is not None:
            return instant_of(zone, last + timedelta(days=self.days))
        if self.billing_cycles is not None:
            return instant_of(zone, months_later(last, self.billing_cycles))
        return None


@dataclass(frozen=True, slots=True)
class Review:
    """Which credits wait for people."""

    mode: ReviewMode = ReviewMode.NEVER
    above: Fraction = Fraction(0)
    four_eyes: bool = True
    """Whether the one who proposes approval and the one who gives it must be different people."""

    def demands(self, change: Fraction) -> bool:
        """Whether a change of what is due by this much must be reviewed."""
        return self.mode is ReviewMode.ALWAYS or (self.mode is ReviewMode.ABOVE and abs(change) > self.above)


@dataclass(frozen=True, slots=True)
class EarnBack:
    """A credit the provider earns back by keeping the promise afterwards."""

    periods_met: int
    """This many following conformance periods, all met."""
    percent: Fraction = Fraction(100)
    """How much of the credit is earned back."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """When something other than money follows."""

    kind: str
    """E.g. "terminationRight", "report", "notice"."""
    measure: TriggerMeasure
    at_least: Fraction
    within: int
    """Conformance periods looked back over, the present one included."""
    consecutive: bool = False
    """Whether the violations must follow each other without a gap."""
    min_outage: Fraction = Fraction(0)
    """Minutes."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a rule."""

    schedule: Schedule | None
    """None: nothing in money."""
    currency: str = ""
    base: Base | None = None
    caps: tuple[Cap, ...] = ()
    aggregate: Aggregate | None = None
    """None: unsaid; several credits are then added."""
    group: str = ""
    """Consequences of one agreement with the same group are aggregated together; "": it stands alone."""
    rounding: RoundingMode = RoundingMode.HALF_UP
    rounding_per: RoundingPer = RoundingPer.TOTAL
    period: CreditPeriod | None = None
    """None: CONFORMANCE_PERIOD for periods, MONTH for cases."""
    claim: Claim = Claim()
    review: Review = Review()
    earn_back: EarnBack | None = None
    triggers: tuple[Trigger, ...] = ()


_CYCLES = {CreditPeriod.MONTH: monthly, CreditPeriod.QUARTER: quarterly, CreditPeriod.YEAR: yearly}


def period_of(consequence: Consequence, judged: Interval, zone: tzinfo, *, is_case: bool) -> Interval:
    """The credit's period for a judgement of `judged`."""
    default = CreditPeriod.MONTH if is_case else CreditPeriod.CONFORMANCE_PERIOD
    kind = consequence.period or default
    if kind in {CreditPeriod.CONFORMANCE_PERIOD, CreditPeriod.EVENT}:
        if not is_case or kind is CreditPeriod.EVENT:
            return judged
        kind = CreditPeriod.MONTH
    return period_at(_CYCLES[kind], zone, max(judged.start, judged.end - 1))


def window_of(cap: Cap, period: Interval, zone: tzinfo, since: int) -> Interval:
    """The span whose credits share a cap; it ends with `period`. `since`: when the agreement came into force."""
    starts: dict[CapPer, Cycle] = {CapPer.QUARTER: quarterly, CapPer.YEAR: yearly}
    if cap.per in starts:
        return Interval(period_at(starts[cap.per], zone, period.start).start, period.end)
    if cap.per is CapPer.CONTRACT_YEAR:
        return Interval(_anniversary(period.start, zone, since), period.end)
    if cap.per is CapPer.TRAILING_MONTHS:
        first = months_later(local(zone, period.end).date(), -cap.months)
        return Interval(min(instant_of(zone, first), period.start), period.end)
    return Interval(since, period.end) if cap.per is CapPer.CONTRACT else period


def months_later(day: date, months: int) -> date:
    """The same day this many months later, or the last one of a shorter month."""
    index = day.year * _MONTHS + day.month - 1 + months
    first = date(index // _MONTHS, index % _MONTHS + 1, 1)
    end = billing(1)(first)[1]
    return min(first + timedelta(days=day.day - 1), end - timedelta(days=1))


def _anniversary(instant: int, zone: tzinfo, since: int) -> int:
    """The last return of the day of `since`, not after `instant`."""
    start, now = local(zone, since).date(), local(zone, instant).date()
    years = max(now.year - start.year, 0)
    while years and instant_of(zone, months_later(start, _MONTHS * years)) > instant:
        years -= 1
    return max(instant_of(zone, months_later(start, _MONTHS * years)), since) if years else since
