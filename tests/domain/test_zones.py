"""Local time turned into instants, in zones whose clocks do every odd thing."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import us
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND
from tmf623.domain.zones import instant_of, local
from tmf623.service.zones import zone

ODD = ("Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "America/New_York", "Asia/Kathmandu", "Africa/Cairo")


@pytest.mark.parametrize(
    ("name", "day", "time_of_day", "expected"),
    [
        pytest.param("UTC", "2025-03-30", 0, "2025-03-30T00:00:00", id="UTC"),
        pytest.param("Asia/Kolkata", "2025-03-30", 9 * HOUR, "2025-03-30T03:30:00", id="half an hour off"),
        pytest.param("Europe/London", "2025-03-30", DAY, "2025-03-30T23:00:00", id="24:00 is the next midnight"),
        pytest.param("Europe/London", "2025-03-30", HOUR + 30 * MINUTE, "2025-03-30T01:00:00", id="gap: its instant"),
        pytest.param("Europe/London", "2025-10-26", HOUR + 30 * MINUTE, "2025-10-26T00:30:00", id="doubled: the first"),
        pytest.param("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00", id="midnight in a gap"),
        pytest.param(
            "America/Sao_Paulo", "2018-02-18", 0, "2018-02-18T03:00:00", id="the midnight after a doubled hour"
        ),
        pytest.param("America/Havana", "2025-11-02", 0, "2025-11-02T04:00:00", id="00:00 twice: the first"),
        pytest.param(
            "Australia/Lord_Howe", "2025-10-05", 2 * HOUR + 15 * MINUTE, "2025-10-04T15:30:00", id="half-hour gap"
        ),
        pytest.param("Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00:00", id="a date that never was"),
        pytest.param("Pacific/Apia", "2011-12-30", 12 * HOUR, "2011-12-30T10:00:00", id="its noon, neither"),
        pytest.param("Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00:00", id="the date after it"),
        pytest.param("America/Toronto", "1919-03-31", 0, "1919-03-31T04:30:00", id="a gap from 23:30 to 00:30"),
        pytest.param("America/Toronto", "1919-03-31", 29 * MINUTE + 7, "1919-03-31T04:30:00", id="late in that gap"),
        pytest.param("Africa/Monrovia", "1972-01-07", 0, "1972-01-07T00:44:30", id="an offset with seconds"),
    ],
)
def test_local_time_is_the_first_instant_the_clock_shows_or_passes_it(
    name: str, day: str, time_of_day: int, expected: str
) -> None:
    assert instant_of(zone(name), date.fromisoformat(day), time_of_day) == us(expected)


def first_shown(name: str, wanted: datetime) -> int:
    """The first second at which the clock shows `wanted` or later, by stepping from two days before."""
    low = us((wanted - timedelta(days=2)).isoformat())
    step = 10 * MINUTE
    instant = low
    while local(zone(name), instant) < wanted:
        instant += step
    instant -= step
    while local(zone(name), instant) < wanted:
        instant += SECOND
    return instant


@given(st.sampled_from(ODD), st.dates(date(2005, 1, 1), date(2019, 12, 31)), st.integers(0, 1440))
def test_stepping_through_time_finds_the_same_instant(name: str, day: date, minute: int) -> None:
    year = [date(day.year, 1, 1) + timedelta(number) for number in range(365)]
    for tried in [day, *(changing for changing in year if is_irregular(name, changing))]:
        wanted = datetime.combine(tried, datetime.min.time()) + timedelta(minutes=minute)
        assert instant_of(zone(name), tried, minute * MINUTE) == first_shown(name, wanted)


def is_irregular(name: str, day: date) -> bool:
    return instant_of(zone(name), day + timedelta(1)) - instant_of(zone(name), day) != DAY


def test_every_local_midnight_shows_its_date_or_the_gap_that_swallowed_it() -> None:
    apia = zone("Pacific/Apia")
    shown = [local(apia, instant_of(apia, date(2011, 12, day))).day for day in range(28, 32)]
    assert shown == [28, 29, 31, 31]
