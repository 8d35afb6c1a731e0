"""The opening hours of a run of dates, laid out as instants for search by bisection.

Working time is counted along one axis: `worked[i]` microseconds lie between the table's beginning and its span i.
Two instants with the same count, a closing time and the next opening, differ by nothing that counts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import date, timedelta, tzinfo
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.instants import DAY, Interval, union
from tmf623.domain.zones import instant_of, local

Week = tuple[tuple[Interval, ...], ...]
"""Opening hours of Monday to Sunday, in microseconds of local time since 00:00; disjoint and ascending."""


class WorkingDay(NamedTuple):
    """A date with working time."""

    date: date
    midnight: int
    """The instant it begins, in the zone."""
    regular: bool
    """Whether it has 24 hours: then its clocks run without a change, as no zone changes them twice in a day."""
    first: int
    """Index of its first span."""
    past: int
    """Index after its last span."""


class Timetable:
    """Working time from one date to another, the second not included. Immutable."""

    __slots__ = ("_before", "_days", "_ends", "_midnights", "_starts", "_worked", "_zone", "dates", "past", "since")

    def __init__(self, zone: tzinfo, week: Week, holidays: Collection[date], dates: tuple[date, date]) -> None:
        """Lay out `dates`, from the first to before the second."""
        self._zone = zone
        self.dates = dates
        self.since, self.past = instant_of(zone, dates[0]), instant_of(zone, dates[1])
        self._days: list[WorkingDay] = []
        spans: list[Interval] = []
        for day, midnight, regular in _dates(zone, *dates):
            first = len(spans)
            if day not in holidays:
                spans += _opened(zone, day, midnight if regular else None, week[day.weekday()])
            if len(spans) > first:
                self._days.append(WorkingDay(day, midnight, regular, first, len(spans)))
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        self._worked = _cumulated(spans)
        self._midnights = [day.midnight for day in self._days]
        self._before = [self._worked[day.first] for day in self._days]

    @property
    def total(self) -> int:
        """All working time of the table."""
        return self._worked[-1]

    @property
    def last_midnight(self) -> int:
        """When the last working day begins; the table's beginning when it has none."""
        return self._midnights[-1] if self._midnights else self.since

    def until(self, instant: int) -> int:
        """Working time from the table's beginning to `instant`."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return 0
        return self._worked[index] + min(instant, self._ends[index]) - self._starts[index]

    def opening(self, instant: int) -> int | None:
        """`instant` when it is working time, else the next opening; None when the table has none."""
        index = bisect_right(self._ends, instant)
        return max(instant, self._starts[index]) if index < len(self._starts) else None

    def reached(self, worked: int) -> int | None:
        """The earliest instant with `worked` since the table's beginning; None when the table ends before.

        Nothing is worked before the first opening, so 0 is reached there and not earlier.
        """
        if worked > self.total or not self._starts:
            return None
        index = max(bisect_left(self._worked, worked) - 1, 0)
        return self._starts[index] + worked - self._worked[index]

    def spans(self, bounds: Interval) -> list[Interval]:
        """The working time inside `bounds`."""
        first, past = bisect_right(self._ends, bounds.start), bisect_left(self._starts, bounds.end)
        spans = (Interval(self._starts[i], self._ends[i]) for i in range(first, past))
        return union(part for span in spans if (part := span.clip(bounds)))

    def days_after(self, start: int, days: Fraction) -> int | None:
        """When `days` working days from `start` or from the next opening are over; None as for `days_later`.

        A share of a day is that share of the working time up to the next whole number.
        """
        opened = self.opening(start)
        if opened is None:
            return None
        whole, part = divmod(days, 1)
        earlier = self.days_later(opened, whole)
        if not part or earlier is None:
            return earlier
        later = self.days_later(opened, whole + 1)
        if later is None:
            return None
        low, high = self.until(earlier), self.until(later)
        return self.reached(low + part * (high - low) // 1)

    def days_later(self, opened: int, days: int) -> int | None:
        """The instant `days` working days after `opened`, itself working time; None when the table ends before.

        It has the same local time of day, moved to the next opening of its day when that is not worked, or to
        the closing when there is none.
        """
        if not days:
            return opened
        index = self._day_of(opened) + days
        if index >= len(self._days):
            return None
        return self._clamped(self._days[index], self._time_of_day(opened))

    def days_between(self, opened: int, worked: int) -> Fraction:
        """Working days from `opened`, itself working time, to where `worked` since the beginning is reached.

        Whole numbers are reached at `days_later`; between two of them the count grows evenly with working time.
        """
        if worked <= self.until(opened):
            return Fraction(0)
        days = bisect_left(self._before, worked) - 1 - self._day_of(opened)
        upper = self._worked_in(opened, days)
        if upper < worked:
            days += 1
            lower, upper = upper, self._worked_in(opened, days)
        else:
            lower = self._worked_in(opened, days - 1)
        step = upper - lower
        return Fraction(days * step - (upper - worked), step)

    def _worked_in(self, opened: int, days: int) -> int:
        """Working time until `days` working days after `opened`; beyond the table, all there is."""
        later = self.days_later(opened, days)
        return self.total if later is None else self.until(later)

    def _day_of(self, opened: int) -> int:
        return bisect_right(self._midnights, opened) - 1

    def _time_of_day(self, opened: int) -> int:
        day = self._days[self._day_of(opened)]
        if day.regular:
            return opened - day.midnight
        shown = local(self._zone, opened)
        since_midnight = shown - shown.replace(hour=0, minute=0, second=0, microsecond=0)
        return since_midnight // timedelta(microseconds=1)

    def _clamped(self, day: WorkingDay, time_of_day: int) -> int:
        instant = day.midnight + time_of_day if day.regular else instant_of(self._zone, day.date, time_of_day)
        index = bisect_right(self._ends, instant, day.first, day.past)
        return max(instant, self._starts[index]) if index < day.past else self._ends[day.past - 1]


def _dates(zone: tzinfo, first: date, past: date) -> list[tuple[date, int, bool]]:
    """Each date from `first` to before `past` with its midnight, and whether its clocks run without a change."""
    days = [date.fromordinal(number) for number in range(first.toordinal(), past.toordinal() + 1)]
    midnights = [instant_of(zone, day) for day in days]
    bounds = zip(days, midnights, midnights[1:], strict=False)
    return [(day, start, end - start == DAY) for day, start, end in bounds]


def _opened(zone: tzinfo, day: date, midnight: int | None, hours: Sequence[Interval]) -> list[Interval]:
    """The opening hours of one date as instants; `midnight` is given when its clocks run without a change."""
    if midnight is not None:
        return [Interval(midnight + span.start, midnight + span.end) for span in hours]
    spans = [Interval(instant_of(zone, day, span.start), instant_of(zone, day, span.end)) for span in hours]
    return [span for span in spans if span.start < span.end]


def _cumulated(spans: Sequence[Interval]) -> list[int]:
    """Working time before each span, and after the last."""
    sums = [0]
    for span in spans:
        sums.append(sums[-1] + span.length)
    return sums
