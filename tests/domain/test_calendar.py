"""Working time: published cases, tables, and a naive count of minutes as the second opinion."""

import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import span, us
from tmf623.domain.calendar import Calendar, Hours, Weekday, round_the_clock
from tmf623.domain.instants import DAY, HOUR, LATEST, MINUTE, SECOND, Interval
from tmf623.domain.zones import local
from tmf623.service.zones import zone

WEEK = list(Weekday)
CASES = json.loads((Path(__file__).parents[1] / "golden" / "time_to_repair.json").read_text("utf-8"))["cases"]
each_case = pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


def calendar(
    name: str = "Europe/London",
    hours: Sequence[Sequence[str]] = (("09:00", "17:00"),),
    days: Sequence[str] = WEEK[:5],
    holidays: Sequence[str] = (),
) -> Calendar:
    opened = [Hours(Weekday(day), clock(start), clock(end)) for day in days for start, end in hours]
    return Calendar(zone(name), opened, [date.fromisoformat(day) for day in holidays])


def golden(case: dict[str, Any]) -> tuple[Calendar, list[Interval]]:
    stops = [span(start, end) for start, end in case["stops"]]
    return calendar(case["timeZone"], case["hours"], case["days"], case["holidays"]), stops


@each_case
def test_elapsed_time_is_working_time_outside_stops(case: dict[str, Any]) -> None:
    there, stops = golden(case)
    assert there.elapsed(span(case["created"], case["resolved"]), stops) == case["elapsedSeconds"] * SECOND
    assert (case["elapsedSeconds"] <= case["targetSeconds"]) is case["met"]


@each_case
def test_a_case_is_due_at_the_earliest_instant_the_target_has_elapsed(case: dict[str, Any]) -> None:
    there, stops = golden(case)
    assert there.reached(us(case["created"]), case["targetSeconds"] * SECOND, stops) == us(case["due"])


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param("2025-06-02T10:00+01:00", 1, "2025-06-03T10:00+01:00", id="the same time the next day"),
        pytest.param("2025-06-06T10:00+01:00", 1, "2025-06-09T10:00+01:00", id="over a weekend"),
        pytest.param("2025-05-02T10:00+01:00", 1, "2025-05-06T10:00+01:00", id="over a weekend and a holiday"),
        pytest.param(
            "2025-06-07T22:00+01:00", 1, "2025-06-10T09:00+01:00", id="created on Saturday: from Monday's opening"
        ),
        pytest.param(
            "2025-06-02T17:00+01:00", 1, "2025-06-04T09:00+01:00", id="created at closing: from the next opening"
        ),
        pytest.param("2025-06-02T08:00+01:00", 2, "2025-06-04T09:00+01:00", id="created before opening"),
        pytest.param("2025-03-28T10:00+00:00", 1, "2025-03-31T10:00+01:00", id="the clock's time, over a change"),
        pytest.param("2025-06-02T10:00+01:00", 0, "2025-06-02T10:00+01:00", id="no day"),
        pytest.param("2025-06-02T10:00+01:00", Fraction(1, 2), "2025-06-02T14:00+01:00", id="half a day"),
        pytest.param("2025-06-02T15:00+01:00", Fraction(3, 2), "2025-06-04T11:00+01:00", id="a day and a half"),
    ],
)
def test_a_working_day_later_is_the_same_local_time_on_the_next_working_day(
    start: str, days: int | Fraction, due: str
) -> None:
    there = calendar(holidays=["2025-05-05"])
    assert there.days_reached(us(start), Fraction(days)) == us(due)
    assert there.days(Interval(us(start), us(due))) == days


UNEQUAL = Calendar(
    zone("Europe/London"),
    [
        Hours(Weekday.MONDAY, 8 * HOUR, 12 * HOUR),
        Hours(Weekday.MONDAY, 13 * HOUR, 18 * HOUR),
        Hours(Weekday.TUESDAY, 10 * HOUR, 15 * HOUR),
        Hours(Weekday.WEDNESDAY, 16 * HOUR, 20 * HOUR),
    ],
)
"""2 June 2025 is a Monday."""


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param("2025-06-02T09:00+01:00", 1, "2025-06-03T10:00+01:00", id="before opening: the opening"),
        pytest.param("2025-06-02T17:00+01:00", 1, "2025-06-03T15:00+01:00", id="after closing: the closing"),
        pytest.param(
            "2025-06-02T17:00+01:00", 2, "2025-06-04T17:00+01:00", id="the time of day is not lost on the way"
        ),
        pytest.param("2025-06-03T12:30+01:00", 2, "2025-06-09T13:00+01:00", id="in a break: when it ends"),
    ],
)
def test_a_time_that_is_not_worked_moves_into_the_opening_hours_of_its_day(start: str, days: int, due: str) -> None:
    assert UNEQUAL.days_reached(us(start), Fraction(days)) == us(due)
    assert UNEQUAL.days(Interval(us(start), us(due))) == days


def test_between_two_whole_days_the_count_grows_evenly_with_working_time() -> None:
    """From 17:00 on Monday, one hour to closing and five on Tuesday make the first day."""
    start = us("2025-06-02T17:00+01:00")
    levels = [UNEQUAL.days(Interval(start, start + worked)) for worked in (0, HOUR // 2, HOUR)]
    assert levels == [0, Fraction(1, 12), Fraction(1, 6)]
    assert UNEQUAL.days(span("2025-06-02T17:00+01:00", "2025-06-03T12:30+01:00")) == Fraction(7, 12)


@pytest.mark.parametrize(
    ("name", "start", "days", "due"),
    [
        pytest.param("Europe/London", "2025-03-29T15:00Z", 1, "2025-03-30T15:00+01:00", id="23 hours"),
        pytest.param("Europe/London", "2025-10-25T15:00+01:00", 1, "2025-10-26T15:00Z", id="25 hours"),
        pytest.param("Europe/London", "2025-03-29T01:30Z", 1, "2025-03-30T01:00Z", id="a time in the gap"),
        pytest.param("Europe/London", "2025-10-26T01:30Z", 1, "2025-10-27T01:30Z", id="from the second 01:30"),
        pytest.param("Europe/London", "2025-10-25T01:30+01:00", 1, "2025-10-26T01:30+01:00", id="to the first 01:30"),
        pytest.param("Pacific/Apia", "2011-12-29T12:00-10:00", 1, "2011-12-31T12:00+14:00", id="a date that never was"),
        pytest.param("America/New_York", "2015-02-20T10:00-05:00", 30, "2015-03-22T10:00-04:00", id="30 days"),
    ],
)
def test_a_calendar_day_later_the_clock_shows_the_same(name: str, start: str, days: int, due: str) -> None:
    always = round_the_clock(zone(name))
    assert always.days_reached(us(start), Fraction(days)) == us(due)
    assert always.days(Interval(us(start), us(due))) == days


def test_round_the_clock_every_microsecond_counts() -> None:
    some = span("2025-03-29T15:00:00.000001", "2025-03-31T15:00")
    assert round_the_clock(zone("Europe/London")).elapsed(some) == some.length


def test_opening_hours_in_a_gap_shrink_and_in_a_doubled_hour_run_once_through_it() -> None:
    nights = calendar(hours=[("00:30", "02:30")], days=WEEK)
    assert nights.elapsed(span("2025-03-30T00:00Z", "2025-03-30T12:00Z")) == HOUR
    assert nights.elapsed(span("2025-10-26T00:00+01:00", "2025-10-26T12:00Z")) == 3 * HOUR
    assert calendar(hours=[("01:10", "01:50")], days=WEEK).elapsed(span("2025-03-30T00:00Z", "2025-03-30T12:00Z")) == 0


def test_hours_of_a_day_may_overlap_and_touch() -> None:
    twice = calendar(hours=[("09:00", "12:00"), ("11:00", "13:00"), ("13:00", "17:00")])
    week = span("2025-06-02T00:00+01:00", "2025-06-09T00:00+01:00")
    assert twice.spans(week) == calendar().spans(week)


def test_spans_of_working_time_are_clipped_to_what_is_asked() -> None:
    assert calendar().spans(span("2025-06-02T16:00+01:00", "2025-06-03T10:00+01:00")) == [
        span("2025-06-02T16:00+01:00", "2025-06-02T17:00+01:00"),
        span("2025-06-03T09:00+01:00", "2025-06-03T10:00+01:00"),
    ]


def test_a_stop_outside_working_time_changes_nothing() -> None:
    case = span("2025-06-02T10:00+01:00", "2025-06-04T10:00+01:00")
    night = [span("2025-06-02T18:00+01:00", "2025-06-03T08:00+01:00")]
    assert calendar().elapsed(case, night) == calendar().elapsed(case)
    assert calendar().days_reached(case.start, Fraction(2), night) == case.end


def test_a_stop_moves_a_deadline_in_days_by_the_working_time_it_takes() -> None:
    start, stop = us("2025-06-02T10:00+01:00"), span("2025-06-03T16:00+01:00", "2025-06-04T10:00+01:00")
    assert calendar().days_reached(start, Fraction(2), [stop]) == us("2025-06-04T12:00+01:00")
    assert calendar().days(Interval(start, us("2025-06-04T12:00+01:00")), [stop]) == 2


def test_a_stop_that_begins_at_the_deadline_or_later_does_not_move_it() -> None:
    start, due = us("2025-06-02T10:00+01:00"), us("2025-06-02T12:00+01:00")
    later = [Interval(due, due + HOUR), Interval(due + HOUR, due + 2 * HOUR)]
    assert calendar().reached(start, 2 * HOUR, later) == due


def test_a_deadline_beyond_the_calendars_end_is_none() -> None:
    start = us("2025-06-02T10:00Z")
    assert calendar().reached(start, LATEST) is None
    assert calendar().days_reached(start, Fraction(100_000)) is None
    assert calendar().days_reached(start, Fraction(10**30)) is None
    assert calendar().days_reached(start, Fraction(10**4, 3)) is not None
    mondays = Calendar(zone("UTC"), [Hours(Weekday.MONDAY, 0, DAY)], [])
    assert mondays.days_reached(LATEST - DAY, Fraction(600)) is None
    last = 0
    while mondays.days_reached(LATEST - DAY, Fraction(last + 1)) is not None:
        last += 1
    assert mondays.days_reached(LATEST - DAY, Fraction(2 * last + 1, 2)) is None


def test_without_working_time_nothing_elapses_and_nothing_is_due() -> None:
    never = Calendar(zone("UTC"), [])
    case = span("2025-06-02T10:00", "2025-06-04T10:00")
    assert (never.elapsed(case), never.days(case), never.spans(case)) == (0, 0, [])
    assert (never.reached(case.start, 1), never.days_reached(case.start, Fraction(1))) == (None, None)


def test_one_calendar_counts_the_same_whatever_it_was_asked_before() -> None:
    case = span("2015-06-02T10:00Z", "2016-06-04T10:00Z")
    asked = calendar()
    for year in (2014, 2100, 1990, 2016):
        asked.elapsed(span(f"{year}-01-01", f"{year + 1}-01-01"))
    assert asked.elapsed(case) == calendar().elapsed(case)
    assert asked.days(case) == calendar().days(case)


# ------------------------------------------------------------------ a naive second opinion


class Drawn(NamedTuple):
    """A calendar as it was drawn: opening hours of Monday to Sunday in minutes, all multiples of 30."""

    zone: str
    week: list[list[tuple[int, int]]]
    holidays: frozenset[date]

    @property
    def calendar(self) -> Calendar:
        hours = [Hours(WEEK[i], a * MINUTE, b * MINUTE) for i, spans in enumerate(self.week) for a, b in spans]
        return Calendar(zone(self.zone), hours, self.holidays)

    def counted(self, some: Interval) -> int:
        """Working time by looking at the clock every ten minutes."""
        return sum(10 * MINUTE for instant in range(some.start, some.end, 10 * MINUTE) if self._is_open(instant))

    def _is_open(self, instant: int) -> bool:
        shown = local(zone(self.zone), instant)
        minute = shown.hour * 60 + shown.minute
        hours = self.week[shown.weekday()]
        return shown.date() not in self.holidays and any(start <= minute < end for start, end in hours)

    def goes_forward(self, some: Interval) -> bool:
        """Whether clocks do not go back: of an hour that comes twice, opening hours mean the first on purpose."""
        shown = [local(zone(self.zone), instant) for instant in range(some.start, some.end, 10 * MINUTE)]
        return all(later > earlier for earlier, later in pairwise(shown))


minutes = st.integers(0, 48).map(lambda half_hours: half_hours * 30)
opening = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
openings = st.lists(opening, max_size=2)
weeks = st.lists(openings, min_size=7, max_size=7).filter(any)
holidays = st.frozensets(st.dates(date(2017, 10, 1), date(2018, 4, 30)), max_size=20)
zones = st.sampled_from(("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"))
calendars = st.builds(Drawn, zones, weeks, holidays)
starts = st.integers(us("2017-10-10") // MINUTE, us("2018-04-10") // MINUTE).map(lambda minute: minute * MINUTE)
lengths = st.integers(0, 12 * 24 * 60).map(lambda minute: minute * MINUTE)
spans = st.builds(lambda start, length: Interval(start, start + length), starts, lengths)
every_ten_minutes = spans.map(lambda some: Interval(*(edge // (10 * MINUTE) * 10 * MINUTE for edge in some)))


@given(calendars, every_ten_minutes)
def test_elapsed_working_time_is_what_looking_at_the_clock_counts(drawn: Drawn, some: Interval) -> None:
    if drawn.goes_forward(some):
        assert drawn.calendar.elapsed(some) == drawn.counted(some)


@given(calendars, starts, st.integers(1, 20 * HOUR))
def test_a_deadline_is_the_earliest_instant_with_the_target_elapsed(drawn: Drawn, start: int, target: int) -> None:
    there = drawn.calendar
    due = there.reached(start, target)
    assert due is not None
    assert there.elapsed(Interval(start, due)) == target
    assert there.elapsed(Interval(start, due - 1)) == target - 1


@given(calendars, spans, lengths, st.lists(spans, max_size=4))
def test_elapsed_time_adds_up_and_stops_only_take_away(
    drawn: Drawn, first: Interval, more: int, stops: list[Interval]
) -> None:
    there = drawn.calendar
    second = Interval(first.end, first.end + more)
    both = Interval(first.start, second.end)
    assert there.elapsed(both, stops) == there.elapsed(first, stops) + there.elapsed(second, stops)
    assert 0 <= there.elapsed(both, stops) <= there.elapsed(both) <= both.length


@given(calendars, spans, st.fractions(0, 9, max_denominator=8))
def test_the_count_of_days_is_within_a_target_exactly_until_its_deadline(
    drawn: Drawn, case: Interval, days: Fraction
) -> None:
    there = drawn.calendar
    due = there.days_reached(case.start, days)
    assert due is not None
    allowed = there.elapsed(Interval(case.start, due))
    for end in (case.end, due, due + 1, due + HOUR):
        taken = Interval(case.start, end)
        assert (there.days(taken) <= days) is (there.elapsed(taken) <= allowed)


@given(st.lists(opening, min_size=1, max_size=2), holidays, spans)
def test_with_equal_days_the_count_of_days_is_elapsed_time_over_their_length(
    hours: list[tuple[int, int]], off: frozenset[date], some: Interval
) -> None:
    there = Drawn("UTC", [hours] * 5 + [[], []], off).calendar
    a_day = there.elapsed(span("2017-09-04", "2017-09-05"))
    assert there.days(some) == Fraction(there.elapsed(some), a_day)
