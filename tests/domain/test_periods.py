"""Conformance periods: published months, and the law that periods tile time in every zone."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import span, us
from tmf623.domain.instants import SECOND
from tmf623.domain.periods import (
    CYCLES,
    ConformancePeriod,
    Cycle,
    billing,
    daily,
    monthly,
    period_at,
    quarterly,
    weekly,
    yearly,
)
from tmf623.domain.zones import local
from tmf623.service.zones import zone

MONTHS = json.loads((Path(__file__).parents[1] / "golden" / "calendar_months.json").read_text("utf-8"))["cases"]
ZONES = sorted(files("tzdata").joinpath("zones").read_text("ascii").split())
KINDS = {
    "day": daily,
    "week": weekly,
    "month": monthly,
    "quarter": quarterly,
    "year": yearly,
    "from the 1st": billing(1),
    "from the 15th": billing(15),
    "from the 31st": billing(31),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in MONTHS])
def test_a_month_starts_and_ends_at_local_midnight(case: dict[str, Any]) -> None:
    period = period_at(monthly, zone(case["timeZone"]), us(case["within"]))
    assert period == span(case["start"], case["end"])
    assert period.length == case["seconds"] * SECOND


@pytest.mark.parametrize(
    ("cycle", "name", "within", "start", "end"),
    [
        pytest.param(daily, "UTC", "2024-02-29T12:00", "2024-02-29", "2024-03-01", id="day"),
        pytest.param(weekly, "UTC", "2025-01-01T12:00", "2024-12-30", "2025-01-06", id="ISO week over the new year"),
        pytest.param(weekly, "UTC", "2025-01-05T23:59:59", "2024-12-30", "2025-01-06", id="Sunday ends the week"),
        pytest.param(quarterly, "UTC", "2025-12-31T23:59", "2025-10-01", "2026-01-01", id="last quarter"),
        pytest.param(yearly, "UTC", "2025-07-01", "2025-01-01", "2026-01-01", id="year"),
        pytest.param(billing(31), "UTC", "2025-02-28", "2025-02-28", "2025-03-31", id="31st: the last of February"),
        pytest.param(billing(31), "UTC", "2024-02-28", "2024-01-31", "2024-02-29", id="31st: leap year"),
        pytest.param(billing(15), "UTC", "2025-01-14T23:59", "2024-12-15", "2025-01-15", id="15th over the new year"),
        pytest.param(billing(30), "UTC", "2025-03-01", "2025-02-28", "2025-03-30", id="30th after February"),
        pytest.param(
            daily, "Pacific/Apia", "2011-12-30T09:59", "2011-12-29T10:00", "2011-12-30T10:00", id="the day before none"
        ),
        pytest.param(
            daily, "Pacific/Apia", "2011-12-30T10:00", "2011-12-30T10:00", "2011-12-31T10:00", id="the day after none"
        ),
        pytest.param(
            daily, "America/Havana", "2025-11-02T04:30", "2025-11-02T04:00", "2025-11-03T05:00", id="25 hours"
        ),
    ],
)
def test_a_period_is_cut_by_the_calendar(cycle: Cycle, name: str, within: str, start: str, end: str) -> None:
    assert period_at(cycle, zone(name), us(within)) == span(start, end)


def test_when_clocks_go_back_over_midnight_the_day_that_began_goes_on() -> None:
    """In St John's they went from 00:01 on 29 October 2006 back to 23:01 on the 28th."""
    johns = zone("America/St_Johns")
    began = us("2006-10-29T02:30")  # 00:00 there, for the first time
    shown_again = us("2006-10-29T02:45")
    assert local(johns, shown_again).date() == date(2006, 10, 28)
    assert period_at(daily, johns, shown_again).start == began


@given(
    name=st.sampled_from(ZONES),
    instant=st.integers(us("1970-01-01"), us("2037-12-31")),
    kind=st.sampled_from(sorted(KINDS)),
)
def test_periods_tile_time_in_every_zone(name: str, instant: int, kind: str) -> None:
    cycle, there = KINDS[kind], zone(name)
    period = period_at(cycle, there, instant)
    assert period.start <= instant < period.end
    assert period_at(cycle, there, period.start) == period
    assert period_at(cycle, there, period.end - 1) == period
    assert period_at(cycle, there, period.end).start == period.end


@pytest.mark.parametrize("name", ["Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "America/New_York"])
@pytest.mark.parametrize("kind", ["day", "month"])
def test_periods_follow_each_other_through_thirty_years(name: str, kind: str) -> None:
    cycle, there = KINDS[kind], zone(name)
    instant, last = us("1995-01-01"), us("2025-01-01")
    period = period_at(cycle, there, instant)
    while period.end < last:
        following = period_at(cycle, there, period.end)
        assert following.start == period.end < following.end
        period = following


def test_a_rule_over_events_cuts_no_periods() -> None:
    told_more = {ConformancePeriod.BILLING_MONTH, ConformancePeriod.ROLLING, ConformancePeriod.WHOLE_CONTRACT}
    assert set(CYCLES) == set(ConformancePeriod) - {ConformancePeriod.EVENT} - told_more
