"""Recurring windows: local clocks across changes of the clocks, and rules that are refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import span, us
from tmf623.domain.instants import HOUR, SECOND, Interval
from tmf623.domain.recurrence import Recurrence, check, occurrences

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = span("2026-01-04T01:00+01:00", "2026-01-04T05:00+01:00")
WEEKLY = Recurrence("FREQ=WEEKLY;BYDAY=SU", PARIS)


def test_a_window_keeps_its_local_hours_when_clocks_are_set_forward() -> None:
    """Clocks in Paris went from 02:00 to 03:00 on 29 March 2026 (tz database)."""
    check(SUNDAY, WEEKLY)
    assert occurrences(SUNDAY, WEEKLY, span("2026-03-20T00:00Z", "2026-04-07T00:00Z")) == [
        span("2026-03-22T01:00+01:00", "2026-03-22T05:00+01:00"),
        span("2026-03-29T01:00+01:00", "2026-03-29T05:00+02:00"),  # three hours
        span("2026-04-05T01:00+02:00", "2026-04-05T05:00+02:00"),
    ]


def test_a_window_keeps_its_local_hours_when_clocks_are_set_back() -> None:
    """Clocks in Paris went from 03:00 to 02:00 on 25 October 2026."""
    [window] = occurrences(SUNDAY, WEEKLY, span("2026-10-24T00:00Z", "2026-10-26T00:00Z"))
    assert window == span("2026-10-25T01:00+02:00", "2026-10-25T05:00+01:00")
    assert window.length == 5 * HOUR


def test_a_window_inside_the_gap_of_the_clocks_does_not_take_place() -> None:
    first = span("2026-03-27T02:10+01:00", "2026-03-27T02:40+01:00")
    daily = Recurrence("FREQ=DAILY", PARIS)
    found = occurrences(first, daily, span("2026-03-27T00:00Z", "2026-03-31T00:00Z"))
    assert [datetime.fromtimestamp(each.start // SECOND, PARIS).day for each in found] == [27, 28, 30]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=1SU", ["2026-01-04", "2026-02-01", "2026-03-01"]),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=SU", ["2026-01-04", "2026-02-01", "2026-03-01", "2026-03-29"]),
        ("FREQ=WEEKLY;BYDAY=SU;COUNT=2", ["2026-01-04", "2026-01-11"]),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260111", ["2026-01-04", "2026-01-11"]),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260111T000000Z", ["2026-01-04", "2026-01-11"]),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260110T235959Z", ["2026-01-04"]),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260111T005959", ["2026-01-04"]),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2;COUNT=3", ["2026-01-04", "2026-02-07", "2026-03-07"]),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=SU;BYSETPOS=1", ["2026-01-04"]),
        ("FREQ=DAILY;INTERVAL=30", ["2026-01-04", "2026-02-03", "2026-03-05"]),
    ],
)
def test_days_are_those_of_rfc_5545(rule: str, days: list[str]) -> None:
    recurrence = Recurrence(rule, PARIS)
    check(SUNDAY, recurrence)
    found = occurrences(SUNDAY, recurrence, span("2026-01-01T00:00Z", "2026-03-31T00:00Z"))
    assert [datetime.fromtimestamp(each.start // SECOND, PARIS).date().isoformat() for each in found] == days


def test_exceptions_do_not_take_place() -> None:
    recurrence = Recurrence("FREQ=DAILY;COUNT=3", PARIS, frozenset({us("2026-01-05T00:00Z")}))
    check(SUNDAY, recurrence)
    found = occurrences(SUNDAY, recurrence, span("2026-01-01T00:00Z", "2026-02-01T00:00Z"))
    assert [each.start for each in found] == [SUNDAY.start, us("2026-01-06T00:00Z")]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "no part"),
        ("INTERVAL=2", "FREQ is missing"),
        ("FREQ=HOURLY", "none of DAILY"),
        ("FREQ=DAILY;FREQ=DAILY", "twice"),
        ("FREQ=DAILY;BYEASTER=1", "BYEASTER"),
        ("FREQ=DAILY;COUNT=1;UNTIL=20270101", "exclude each other"),
        ("FREQ=DAILY;COUNT=0", "COUNT"),
        ("FREQ=DAILY;INTERVAL=1,2", "INTERVAL"),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=4", "does not go with"),
        ("FREQ=WEEKLY;BYDAY=1SU", "counts weekdays"),
        ("FREQ=WEEKLY;BYDAY=XX", "names no weekdays"),
        ("FREQ=MONTHLY;BYDAY=0SU", "names no weekdays"),
        ("FREQ=WEEKLY;WKST=8", "WKST"),
        ("FREQ=DAILY;UNTIL=20260231", "no date"),
        ("FREQ=DAILY;UNTIL=tomorrow", "no date"),
        ("FREQ=DAILY;UNTIL=20250101", "no occurrence"),
        ("FREQ=WEEKLY;BYDAY=MO", "no occurrence"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "no occurrence"),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=6", "no occurrence"),
        ("FREQ=MONTHLY;BYSETPOS=1", "another BY part"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40", "25 times a day"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check(SUNDAY, Recurrence(rule, PARIS))


def test_a_window_that_recurs_starts_at_a_second_and_ends_within_a_year() -> None:
    for window in (Interval(SUNDAY.start + 1, SUNDAY.end), Interval(SUNDAY.start, SUNDAY.start + 367 * 24 * HOUR)):
        with pytest.raises(ValueError, match="whole second"):
            check(window, WEEKLY)


@given(st.integers(0, 200), st.integers(1, 60))
def test_a_part_of_time_has_the_windows_the_whole_has_there(first: int, days: int) -> None:
    whole = occurrences(SUNDAY, WEEKLY, span("2026-01-01T00:00Z", "2027-01-01T00:00Z"))
    start = us("2026-01-01T00:00Z") + first * 24 * HOUR
    part = Interval(start, start + days * 24 * HOUR)
    assert occurrences(SUNDAY, WEEKLY, part) == [each for each in whole if each.clip(part)]
