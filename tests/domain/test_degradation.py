"""Degradation reports: what may follow what, and when one is escalated."""

from itertools import product
from zoneinfo import ZoneInfo

import pytest

from tmf623.domain.calendar import Calendar, Hours, Weekday, round_the_clock
from tmf623.domain.degradation import REPORT, Policy, ReportState, Standing, Step, standing
from tmf623.domain.instants import DAY, HOUR, Interval

S = ReportState
FOLLOWING = {
    (S.CREATED, S.ACKNOWLEDGED),
    (S.ACKNOWLEDGED, S.ASSIGNED),
    (S.ASSIGNED, S.IN_PROGRESS),
    (S.IN_PROGRESS, S.PENDING),
    (S.PENDING, S.IN_PROGRESS),
    (S.IN_PROGRESS, S.CLEARED),
    (S.CLEARED, S.CLOSED),
    *((state, S.CANCELLED) for state in (S.CREATED, S.ACKNOWLEDGED, S.ASSIGNED, S.IN_PROGRESS, S.PENDING)),
}
ALWAYS = Policy(round_the_clock(ZoneInfo("UTC")), jeopardy_after=3 * HOUR, steps=(Step(4 * HOUR, 2), Step(2 * HOUR, 1)))
MONDAY = 4 * DAY  # 1970-01-05
OFFICE = Calendar(ZoneInfo("UTC"), [Hours(day, 9 * HOUR, 17 * HOUR) for day in list(Weekday)[:5]])


@pytest.mark.parametrize(("before", "after"), [*product(S, S)])
def test_a_report_goes_through_its_states_in_order_and_is_closed_only_when_cleared(before: S, after: S) -> None:
    assert REPORT.allows(before, after) == (before is after or (before, after) in FOLLOWING)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, Standing(0, in_jeopardy=False, next_at=2 * HOUR)),
        (2, Standing(1, in_jeopardy=False, next_at=3 * HOUR)),
        (3, Standing(1, in_jeopardy=True, next_at=4 * HOUR)),
        (4, Standing(2, in_jeopardy=True, next_at=None)),
        (50, Standing(2, in_jeopardy=True, next_at=None)),
    ],
)
def test_a_report_is_escalated_step_by_step(hours: int, expected: Standing) -> None:
    assert standing(ALWAYS, 0, [], hours * HOUR, runs=True) == expected


def test_pending_time_moves_the_next_step_on() -> None:
    waited = [Interval(HOUR, 6 * HOUR)]
    assert standing(ALWAYS, 0, waited, 6 * HOUR, runs=True) == Standing(0, in_jeopardy=False, next_at=7 * HOUR)


def test_nothing_new_comes_while_the_clock_stands_still() -> None:
    waiting = [Interval(HOUR, 6 * HOUR)]
    assert standing(ALWAYS, 0, waiting, 6 * HOUR, runs=False) == Standing(0, in_jeopardy=False, next_at=None)


def test_time_is_counted_by_the_calendar() -> None:
    policy = Policy(OFFICE, jeopardy_after=None, steps=(Step(4 * HOUR, 3),))
    created = MONDAY + 15 * HOUR
    assert standing(policy, created, [], created, runs=True).next_at == MONDAY + DAY + 11 * HOUR
