"""Business calendars: opening hours, holidays and time zone, and how working time is counted by them.

Opening hours are local times, turned into instants first; only then is anything counted. What happens outside
them changes nothing. A working day later is the same local time on the next working day.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, tzinfo
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.instants import DAY, LATEST, Interval, union
from tmf623.domain.timetable import Timetable, Week
from tmf623.domain.zones import local

_YEARS_AHEAD = 2
_LAST_YEAR = 2210
"""Timetables end here: some years after the last evidence."""
_MOST_DAYS = 366 * (_LAST_YEAR - 1900)


class Weekday(StrEnum):
    """Days of the week, as a contract's opening hours name them."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Hours(NamedTuple):
    """Opening hours of one weekday: microseconds of local time since 00:00, half-open, up to a whole day."""

    day: Weekday
    start: int
    end: int


class Calendar:
    """Working time in one zone. Its value never changes; the laid-out timetable grows with what is asked."""

    __slots__ = ("_holidays", "_table", "_week", "_zone")

    def __init__(self, zone: tzinfo, hours: Iterable[Hours], holidays: Collection[date] = ()) -> None:
        """Hours of one weekday may overlap; a weekday without any is not worked, nor is a holiday."""
        self._zone = zone
        self._week = _week(hours)
        self._holidays = frozenset(holidays)
        self._table: Timetable | None = None

    def elapsed(self, span: Interval, stops: Iterable[Interval] = ()) -> int:
        """Working time in `span` outside `stops`: overlapping stops count once."""
        table = self._covering(span.start, span.end)
        stopped = [part for stop in union(stops) if (part := stop.clip(span))]
        return _between(table, span) - sum(_between(table, stop) for stop in stopped)

    def reached(self, start: int, worked: int, stops: Iterable[Interval] = ()) -> int | None:
        """The earliest instant at which `worked` has elapsed since `start` outside `stops`.

        None when timetables end before, some years after `LATEST`.
        """
        instant = self._after(start, worked)
        for stop in union(stops):
            if instant is None or stop.start >= instant:
                break
            worked += self.elapsed(Interval(max(stop.start, start), max(stop.end, start)))
            instant = self._after(start, worked)
        return instant

    def days(self, span: Interval, stops: Iterable[Interval] = ()) -> Fraction:
        """Working days in `span` outside `stops`: whole ones, and the share of working time of the one begun.

        With equal opening hours each working day this is the elapsed working time over their length.
        """
        worked = self.elapsed(span, stops)
        table = self._covering(span.start, span.end)
        opened = table.opening(span.start)
        return Fraction(0) if opened is None else table.days_between(opened, table.until(span.start) + worked)

    def days_reached(self, start: int, days: Fraction, stops: Iterable[Interval] = ()) -> int | None:
        """When `days` working days from `start`, or from the next opening, are over; None as for `reached`.

        Working time inside `stops` moves the instant on.
        """
        if days > _MOST_DAYS:
            return None
        later = self._search(start, lambda table: table.days_after(start, days))
        if later is None:
            return None
        span = Interval(start, later)
        worked = self.elapsed(span)
        return self.reached(start, worked, stops) if self.elapsed(span, stops) < worked else later

    def spans(self, bounds: Interval) -> list[Interval]:
        """The working time inside `bounds`."""
        return self._covering(bounds.start, bounds.end).spans(bounds)

    def _after(self, start: int, worked: int) -> int | None:
        """The earliest instant, not before `start`, with `worked` between them."""
        instant = self._search(start, lambda table: table.reached(table.until(start) + worked))
        return None if instant is None else max(start, instant)

    def _search(self, start: int, search: Callable[[Timetable], int | None]) -> int | None:
        """What `search` finds in a timetable from `start` on, grown until it finds something or is the last."""
        table = self._covering(start, start)
        while (found := search(table)) is None and not _is_last(table):
            table = self._covering(start, table.past)
        return found

    def _covering(self, since: int, past: int) -> Timetable:
        """A timetable from before `since` to a working day that begins after `past`, or to the last year."""
        table = self._table
        while table is None or table.since > since or (past >= table.last_midnight and not _is_last(table)):
            first, last = local(self._zone, since).year - 1, local(self._zone, min(past, LATEST)).year + _YEARS_AHEAD
            if table is not None:
                known = table.dates[0].year, table.dates[1].year
                doubled = 2 * known[1] - known[0] if past >= table.last_midnight else known[1]
                first, last = min(first, known[0]), max(last, doubled)
            dates = date(first, 1, 1), date(min(last, _LAST_YEAR), 1, 1)
            table = self._table = Timetable(self._zone, self._week, self._holidays, dates)
        return table


def round_the_clock(zone: tzinfo) -> Calendar:
    """The calendar by which every instant counts: its working days are the days of the zone."""
    return Calendar(zone, [Hours(day, 0, DAY) for day in Weekday])


def _week(hours: Iterable[Hours]) -> Week:
    """Opening hours by weekday from Monday on, overlaps joined."""
    by_day: Mapping[Weekday, list[Interval]] = {day: [] for day in Weekday}
    for opened in hours:
        by_day[opened.day].append(Interval(opened.start, opened.end))
    return tuple(tuple(union(spans)) for spans in by_day.values())


def _between(table: Timetable, span: Interval) -> int:
    return table.until(span.end) - table.until(span.start)


def _is_last(table: Timetable) -> bool:
    return table.dates[1].year >= _LAST_YEAR
