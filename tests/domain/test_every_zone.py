"""Conformance periods tile the years 2010 to 2030 in every IANA zone, whatever its clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from domain.written import us
from tmf623.domain.instants import DAY, Interval
from tmf623.domain.periods import (
    Cycle,
    billing,
    daily,
    monthly,
    period_at,
    periods_of,
    quarterly,
    rolling,
    weekly,
    yearly,
)
from tmf623.service.zones import zone

YEARS = Interval(us("2010-01-01"), us("2031-01-01"))
DATES = [datetime(2009, 12, 31, tzinfo=UTC) + timedelta(days=number) for number in range(7672)]
KINDS: dict[str, Cycle] = {
    "day": daily,
    "ISO week": weekly,
    "month": monthly,
    "quarter": quarterly,
    "year": yearly,
    "from the 29th": billing(29),
    "from the 31st": billing(31),
    "three of seven days": rolling(3, 7, date(2012, 2, 29)),
}


@cache
def distinct() -> dict[str, list[str]]:
    """The names of every zone, those with the same rules together."""
    same: dict[bytes, list[str]] = {}
    for name in files("tzdata").joinpath("zones").read_text("ascii").split():
        same.setdefault(files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes(), []).append(name)
    return {names[0]: names for names in same.values()}


def changes(there: ZoneInfo) -> Iterator[int]:
    """The midnights in UTC before each change of the clocks."""
    offsets = [moment.astimezone(there).utcoffset() for moment in DATES]
    for number, (before, after) in enumerate(pairwise(offsets)):
        if before != after:
            yield YEARS.start + (number - 1) * DAY


def tile(cycle: Cycle, there: ZoneInfo, bounds: Interval) -> None:
    for period, following in pairwise(periods_of(cycle, there, bounds)):
        assert period.start < period.end
        assert following.end > period.end
        assert following.start == period.end or cycle is KINDS["three of seven days"]
        assert period_at(cycle, there, period.end - 1) == period
        assert period_at(cycle, there, period.end) == following


def test_every_zone_is_looked_at() -> None:
    names = [name for names in distinct().values() for name in names]
    assert len(names) == len(set(names)) > 590


@pytest.mark.parametrize("kind", ["month", "quarter", "year", "from the 31st"])
def test_long_periods_follow_each_other_through_all_the_years(kind: str) -> None:
    for name in distinct():
        for period, following in pairwise(periods_of(KINDS[kind], zone(name), YEARS)):
            assert period.start < period.end == following.start


def test_every_kind_of_period_tiles_the_days_around_every_change_of_the_clocks() -> None:
    seen = 0
    for name in distinct():
        there = zone(name)
        for midnight in changes(there):
            seen += 1
            around = Interval(midnight - DAY, midnight + 3 * DAY)
            tile(daily, there, around)
            for kind in ("ISO week", "month", "from the 29th", "three of seven days"):
                tile(KINDS[kind], there, around)
    assert seen > 5000


def test_a_rolling_window_ends_with_its_step_and_is_as_long_as_agreed() -> None:
    windows = list(
        periods_of(rolling(30, 7, date(2025, 1, 6)), zone("UTC"), Interval(us("2025-01-06"), us("2025-01-20")))
    )
    assert windows == [
        Interval(us("2024-12-14"), us("2025-01-13")),
        Interval(us("2024-12-21"), us("2025-01-20")),
    ]
