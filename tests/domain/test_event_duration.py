"""Event durations: what a case took, is due, and whether it is already lost."""

from fractions import Fraction

import pytest

from domain.written import us
from tmf623.domain import event_duration
from tmf623.domain.assessment import Delivered, State, Verdict, judge
from tmf623.domain.calendar import Calendar, Hours, Weekday, round_the_clock
from tmf623.domain.choices import Milestone
from tmf623.domain.event_duration import (
    Clock,
    Method,
    Run,
    delivered,
    mean_beyond,
    run,
)
from tmf623.domain.facts import Case
from tmf623.domain.instants import HOUR, LATEST
from tmf623.domain.objective import Objective, Operator
from tmf623.service.zones import zone

OFFICE = Calendar(zone("UTC"), [Hours(day, 9 * HOUR, 17 * HOUR) for day in list(Weekday)[:5]])
FOUR_HOURS = Objective(Operator.LE, Fraction(4))
HOURS = Clock(OFFICE, HOUR)
CREATED = us("2025-06-02T15:00")  # a Monday
AS_OF = us("2025-06-10T00:00")


def taken(one: Case, as_of: int) -> Run:
    return run(Method(), Milestone.RESTORE, one, as_of)


def case(resolved: str | None) -> Case:
    return Case(CREATED, None if resolved is None else us(resolved))


@pytest.mark.parametrize(
    ("resolved", "as_of", "level", "verdict", "state", "established"),
    [
        ("2025-06-03T11:00", "2025-06-10", 4, Verdict.MET, State.FINAL, False),
        ("2025-06-03T11:00:00.000001", "2025-06-10", 4 + Fraction(1, HOUR), Verdict.VIOLATED, State.FINAL, True),
        ("2025-06-03T08:00", "2025-06-10", 2, Verdict.MET, State.FINAL, False),
        (None, "2025-06-03T10:00", 3, Verdict.MET, State.PROVISIONAL, False),
        (None, "2025-06-03T11:00", 4, Verdict.MET, State.PROVISIONAL, False),
        (None, "2025-06-03T12:00", 5, Verdict.VIOLATED, State.PROVISIONAL, True),
        ("2025-06-03T12:00", "2025-06-03T10:00", 3, Verdict.MET, State.PROVISIONAL, False),
        (None, "2025-06-01", 0, Verdict.MET, State.PROVISIONAL, False),
    ],
    ids=[
        "resolved in time",
        "a microsecond late",
        "resolved out of hours",
        "open, in time so far",
        "open, at the deadline",
        "open and past the deadline: violated, whatever follows",
        "resolved only after the cut: still open",
        "opened only after the cut",
    ],
)
def test_a_case_is_judged_by_its_working_time(  # noqa: PLR0917
    resolved: str | None,
    as_of: str,
    level: Fraction,
    verdict: Verdict,
    state: State,
    established: bool,  # noqa: FBT001
) -> None:
    found = delivered(HOURS, taken(case(resolved), us(as_of)))
    judgement = judge(FOUR_HOURS, found)
    assert found.level == level
    assert (judgement.verdict, judgement.state, judgement.established) == (verdict, state, established)


def test_an_open_case_is_never_lost_by_a_promise_to_take_long() -> None:
    slow = Objective(Operator.GE, Fraction(4))
    judgement = judge(slow, delivered(HOURS, taken(case(None), CREATED + HOUR)))
    assert (judgement.verdict, judgement.established) == (Verdict.VIOLATED, False)


@pytest.mark.parametrize(
    ("clock", "level", "due"),
    [
        pytest.param(HOURS, Fraction(4), "2025-06-03T11:00", id="working hours"),
        pytest.param(Clock(OFFICE, None), Fraction(1), "2025-06-03T15:00", id="working days"),
        pytest.param(Clock(round_the_clock(zone("UTC")), HOUR), Fraction(4), "2025-06-02T19:00", id="hours"),
        pytest.param(Clock(OFFICE, 1), Fraction(5, 2), "2025-06-02T15:00:00.000002", id="cut to a whole microsecond"),
    ],
)
def test_a_case_is_due_when_the_agreed_time_has_been_counted(clock: Clock, level: Fraction, due: str) -> None:
    assert clock.due(CREATED, level) == us(due)


@pytest.mark.parametrize("level", [Fraction(-1), Fraction(LATEST)], ids=["before it began", "beyond calendars"])
def test_some_times_are_never_due(level: Fraction) -> None:
    assert HOURS.due(CREATED, level) is None
    assert Clock(OFFICE, None).due(CREATED, level) is None


@pytest.mark.parametrize(
    ("operator", "due"),
    [
        (Operator.LE, us("2025-06-03T11:00")),
        (Operator.LT, us("2025-06-03T11:00")),
        (Operator.GE, None),
        (Operator.EQ, None),
    ],
)
def test_only_a_promise_not_to_exceed_a_time_sets_a_deadline(operator: Operator, due: int | None) -> None:
    assert event_duration.due(HOURS, taken(case(None), AS_OF), Objective(operator, Fraction(4), Fraction(1))) == due


@pytest.mark.parametrize(
    ("level", "mean"),
    [
        pytest.param(Fraction(10), Fraction(15, 2), id="from 5 to 10 hours the count grows evenly: 7.5 on average"),
        pytest.param(Fraction(5), None, id="never beyond"),
        pytest.param(None, None, id="nothing counted"),
    ],
)
def test_the_mean_beyond_the_target_lies_halfway_to_the_level(level: Fraction | None, mean: Fraction | None) -> None:
    target = Objective(Operator.LE, Fraction(4), Fraction(1))
    assert mean_beyond(Delivered(level), target) == mean
