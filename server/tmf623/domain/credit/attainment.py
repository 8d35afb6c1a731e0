"""Attainments: what a final judgement says that a credit can depend on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from fractions import Fraction

from tmf623.domain.assessment import Verdict
from tmf623.domain.credit.schedule import DayCount, DayKind
from tmf623.domain.evidence import Outage
from tmf623.domain.instants import Interval
from tmf623.domain.zones import local

_ONE_DAY = timedelta(days=1)
UNJUDGED = frozenset({Verdict.NO_DATA, Verdict.INDETERMINATE, Verdict.EXCLUDED, Verdict.NOT_ASSESSABLE})
"""Verdicts that give no credit, for there is no delivered level."""


class Uncountable(Exception):
    """A schedule asks for what a judgement does not say; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Attainment:
    """A final judgement of one rule over one period, or of one case."""

    rule: str
    """Identifier of the rule."""
    subject: str
    """What was judged, as in `Assessment.subject`."""
    verdict: Verdict
    period: Interval
    """The span judged: a period, or a case from its opening to its end."""
    whole: Interval | None = None
    """The calendar's period, also where the agreement is in force only in part of it; None: `period`."""
    level: Fraction | None = None
    """Delivered level in the rule's unit; None when there is none."""
    unit: str = ""
    """The rule's unit, as the contract writes it."""
    target: Fraction | None = None
    """The agreed level."""
    more_is_better: bool = True
    """Whether the promise is a floor (availability) or a ceiling (delay, time to repair)."""
    in_scope: int = 0
    """Microseconds of the period that count, their state being known; 0 when the rule is not about time."""
    outages: tuple[Outage, ...] = ()
    """Disjoint, in order."""
    outages_left_out: int = 0
    """How many there were beside `outages`: a judgement names the first thousand."""
    elapsed: int | None = None
    """Counted time of a case, microseconds; None: it is no case."""
    due: int | None = None
    """When a case had to be resolved, microseconds since 1970 UTC."""

    @property
    def counted_in(self) -> Interval:
        """The span that says which credit it belongs to."""
        return self.whole or self.period

    @property
    def is_case(self) -> bool:
        """Whether one case was judged."""
        return self.elapsed is not None


@dataclass(frozen=True, slots=True)
class LocalDays:
    """The dates of one zone, and which of them are worked."""

    zone: tzinfo
    worked: Callable[[date], bool] | None = None
    """None: the agreement has no business calendar."""

    def between(self, start: int, end: int, count: DayCount) -> int:
        """Days from the date of `start` to the date of `end`; 0 when `end` is not after `start`.

        Days in between always count. Business days are those worked, whichever end they are.

        Raises:
            Uncountable: business days without a calendar.
        """
        if end <= start:
            return 0
        first, last = local(self.zone, start).date(), local(self.zone, end).date()
        if first == last:
            return int(self._counts(first, count.kind) and bool(count.first) and bool(count.last))
        total = sum(self._counts(first + _ONE_DAY * i, count.kind) for i in range(1, (last - first).days))
        total += self._counts(first, count.kind) and bool(count.first)
        return total + (self._counts(last, count.kind) and bool(count.last))

    def touched(self, outages: tuple[Outage, ...]) -> int:
        """Number of dates on which there was some of `outages`."""
        dates: set[date] = set()
        for outage in outages:
            first, last = (local(self.zone, edge).date() for edge in (outage.span.start, outage.span.end - 1))
            dates.update(first + _ONE_DAY * i for i in range((last - first).days + 1))
        return len(dates)

    def _counts(self, day: date, kind: DayKind) -> bool:
        if kind is DayKind.CALENDAR:
            return True
        if self.worked is None:
            raise Uncountable("business days are counted, but the agreement has no business calendar for the rule")
        return self.worked(day)
