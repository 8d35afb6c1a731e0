"""Conformance periods: how a zone's calendar cuts time into spans that are judged one by one.

A cycle maps a local date to the first day of its period and the first day of the next one. A period starts at
local midnight of its first day and ends where the next one starts: the periods of a cycle tile time. Rolling
windows alone overlap: it is their steps that tile time, and each window ends where its step ends.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias

from tmf623.domain.instants import Interval
from tmf623.domain.zones import instant_of, local

Cycle: TypeAlias = Callable[[date], tuple[date, date]]

_ONE_DAY = timedelta(days=1)
_MONTHS = 12
_QUARTER = 3


class ConformancePeriod(StrEnum):
    """Which spans a rule judges (`RuleSpec.conformancePeriod`; the name is TMF657's)."""

    DAY = "day"
    ISO_WEEK = "isoWeek"
    CALENDAR_MONTH = "calendarMonth"
    QUARTER = "quarter"
    YEAR = "year"
    BILLING_MONTH = "billingMonth"
    ROLLING = "rolling"
    WHOLE_CONTRACT = "wholeContract"
    """The time the agreement is in force, as one period."""
    EVENT = "event"
    """Each case by itself."""


def daily(day: date) -> tuple[date, date]:
    """Every day by itself."""
    return day, day + _ONE_DAY


def weekly(day: date) -> tuple[date, date]:
    """Weeks from Monday to Sunday (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def monthly(day: date) -> tuple[date, date]:
    """Calendar months."""
    first = day.replace(day=1)
    return first, _months_later(first, 1, 1)


def quarterly(day: date) -> tuple[date, date]:
    """Quarters of the calendar year."""
    first = date(day.year, day.month - (day.month - 1) % _QUARTER, 1)
    return first, _months_later(first, _QUARTER, 1)


def yearly(day: date) -> tuple[date, date]:
    """Calendar years."""
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)


def billing(anchor: int) -> Cycle:
    """Months that start on day `anchor`, 1 to 31, or on the last day of a month that has no such day."""

    def cycle(day: date) -> tuple[date, date]:
        first = _months_later(day, 0, anchor)
        if first > day:
            first = _months_later(day, -1, anchor)
        return first, _months_later(first, 1, anchor)

    return cycle


def rolling(days: int, step: int, anchor: date) -> Cycle:
    """Windows of `days` days, one for every `step` days counted from `anchor`: it ends where those days end.

    Both are positive. The window of a date is the one whose step holds it.
    """

    def cycle(day: date) -> tuple[date, date]:
        following = day + timedelta(days=step - (day - anchor).days % step)
        return following - timedelta(days=days), following

    return cycle


CYCLES: Mapping[ConformancePeriod, Cycle] = {
    ConformancePeriod.DAY: daily,
    ConformancePeriod.ISO_WEEK: weekly,
    ConformancePeriod.CALENDAR_MONTH: monthly,
    ConformancePeriod.QUARTER: quarterly,
    ConformancePeriod.YEAR: yearly,
}
"""How a conformance period cuts time; the others need to know more than a date, or cut none."""


def period_at(cycle: Cycle, zone: tzinfo, instant: int) -> Interval:
    """The period of `cycle` in `zone` that holds `instant`."""
    first, following = cycle(local(zone, instant).date())
    end = instant_of(zone, following)
    while end <= instant:  # clocks set back over midnight show the old date in the new period
        first, following = cycle(following)
        end = instant_of(zone, following)
    return Interval(instant_of(zone, first), end)


def periods_of(cycle: Cycle, zone: tzinfo, bounds: Interval) -> Iterator[Interval]:
    """The periods of `cycle` in `zone` that touch `bounds`, in order; of rolling windows, those whose step does."""
    instant = bounds.start
    while instant < bounds.end:
        period = period_at(cycle, zone, instant)
        yield period
        instant = period.end


def _months_later(day: date, months: int, anchor: int) -> date:
    """Day `anchor` of the month `months` after that of `day`, or its last day."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = index // _MONTHS, index % _MONTHS + 1
    return date(year, month, min(anchor, monthrange(year, month)[1]))
