"""Availability: worked examples, bounds of open periods, and the parameters contracts differ in."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from domain.over_time import (
    DOWN,
    HALF,
    HUNDRED,
    NAME,
    UP,
    WHOLE,
    availability,
    facts,
    level,
    outages,
    outcome,
    removed,
    setting,
)
from domain.written import span, us
from tmf623.domain.assessment import State, Verdict, judge
from tmf623.domain.availability import Method
from tmf623.domain.calendar import Calendar, Hours, Weekday
from tmf623.domain.choices import Effect, QuantumRounding
from tmf623.domain.computation import Setting
from tmf623.domain.decimals import displayed
from tmf623.domain.evidence import ExcludedAmount, Outage
from tmf623.domain.facts import Facts
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND, Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.outages import OutageCount
from tmf623.domain.scope import Hours as Service
from tmf623.domain.timeline import Change, MissingData
from tmf623.service.zones import zone

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
MONTHS = json.loads((GOLDEN / "calendar_months.json").read_text("utf-8"))["cases"]
AVAILABILITIES = json.loads((GOLDEN / "availability.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in AVAILABILITIES])
def test_availability_is_up_time_over_up_and_down_time(case: dict[str, Any]) -> None:
    begins = [HOUR * 10 * number for number, _ in enumerate(case["outagesSeconds"])]
    spans = [(at, at + long * SECOND) for at, long in zip(begins, case["outagesSeconds"], strict=True)]
    found = level(outages(*spans), where=setting(Interval(0, case["periodSeconds"] * SECOND)))
    assert found is not None
    assert displayed(found) == case["availability"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in MONTHS])
def test_the_allowed_downtime_of_a_month_is_met_and_a_microsecond_more_is_not(case: dict[str, Any]) -> None:
    month = span(case["start"], case["end"])
    allowed = Fraction(case["allowedDowntimeSecondsAt99.9"]) * SECOND
    objective = Objective(Operator.GE, Fraction("99.9"))
    before = [Change(month.start - 1, UP)]
    kept, broken = (
        level([*before, Change(month.start, DOWN), Change(month.start + int(allowed) + more, UP)], where=setting(month))
        for more in (0, 1)
    )
    assert kept is not None
    assert broken is not None
    assert (objective.kept(kept), objective.kept(broken)) == (True, False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], None, id="nothing known"),
        pytest.param([Change(0, None)], None, id="reported unknown"),
        pytest.param([Change(0, UP)], Fraction(100), id="up"),
        pytest.param([Change(0, DOWN)], Fraction(0), id="down"),
        pytest.param(outages((10, 20), (30, 35)), Fraction(85), id="two outages"),
        pytest.param([Change(0, UP), Change(40, HALF), Change(60, UP)], Fraction(90), id="half degraded counts half"),
        pytest.param([Change(50, UP), Change(75, DOWN)], Fraction(50), id="unknown time is excluded"),
    ],
)
def test_availability_of_a_hundred_instants(changes: list[Change], expected: Fraction | None) -> None:
    assert level(changes) == expected


@pytest.mark.parametrize(
    ("missing", "expected", "verdict"),
    [
        pytest.param(MissingData.EXCLUDE, Fraction(200, 3), Verdict.MET, id="exclude: 40 of 60"),
        pytest.param(MissingData.ASSUME_GOOD, Fraction(80), Verdict.MET, id="assumeGood: 80 of 100"),
        pytest.param(MissingData.ASSUME_BAD, Fraction(40), Verdict.VIOLATED, id="assumeBad: 40 of 100"),
        pytest.param(MissingData.CARRY_FORWARD, Fraction(400, 7), Verdict.MET, id="carried for 10: 40 of 70"),
        pytest.param(MissingData.FAIL_CLOSED, Fraction(200, 3), Verdict.INDETERMINATE, id="failClosed: no verdict"),
    ],
)
def test_a_rule_says_what_missing_data_means(missing: MissingData, expected: Fraction, verdict: Verdict) -> None:
    """Up for 40, down for 20, unknown for 40; coverage is 60 % whatever is assumed."""
    known = facts([Change(0, UP), Change(40, DOWN), Change(60, None)])
    found = outcome(availability(Method(missing, carry=10)), known)
    assert found.delivered.level == expected
    assert (found.evidence.unknown_time, found.evidence.coverage) == (40, Fraction(60, 100))
    assert judge(Objective(Operator.GE, Fraction(50)), found.delivered).verdict is verdict


def test_time_assumed_to_be_bad_is_among_the_outages() -> None:
    found = outcome(availability(Method(MissingData.ASSUME_BAD)), facts([Change(0, UP), Change(90, None)]))
    assert found.evidence.outages == (Outage(Interval(90, 100), DOWN),)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [pytest.param(79, Verdict.INDETERMINATE, id="79 %"), pytest.param(80, Verdict.MET, id="80 % is enough")],
)
def test_less_than_the_coverage_a_rule_demands_is_no_verdict(known: int, verdict: Verdict) -> None:
    method = Method(min_coverage=Fraction(4, 5))
    found = outcome(availability(method), facts([Change(0, UP), Change(known, None)]))
    judgement = judge(Objective(Operator.GE, Fraction(99)), found.delivered)
    assert judgement.verdict is verdict
    assert bool(judgement.reason) is (verdict is Verdict.INDETERMINATE)


def test_nothing_measured_is_no_data_whatever_coverage_is_demanded() -> None:
    found = outcome(availability(Method(min_coverage=Fraction(1))), facts())
    assert judge(Objective(Operator.GE, Fraction(99)), found.delivered).verdict is Verdict.NO_DATA


# ------------------------------------------------------------------ denominators and exclusions


def test_a_fixed_denominator_divides_the_down_time_of_every_month_alike() -> None:
    """Verizon's contracts count 43,200 minutes in every month: 43.2 minutes down are 99.9 % in July and February."""
    method = Method(fixed=43_200 * MINUTE)
    for days in (28, 31):
        assert level(outages((0, 2592 * SECOND)), method, setting(Interval(0, days * DAY))) == Fraction("99.9")


def test_a_fixed_denominator_is_scaled_to_the_share_of_the_period_in_force() -> None:
    half = Setting(Interval(0, 30 * DAY), Interval(0, 15 * DAY), 15 * DAY)
    assert level(outages((0, DAY)), Method(fixed=30 * DAY), half) == WHOLE * Fraction(14, 15)


def test_more_down_time_than_the_fixed_denominator_is_no_availability_at_all() -> None:
    assert level([Change(-1, DOWN)], Method(fixed=30 * DAY), setting(Interval(0, 31 * DAY))) == 0


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        pytest.param(Effect.REMOVE, "99.8603351955", id="removed from both sides: 42,960 minutes divide"),
        pytest.param(Effect.EXCUSE, "99.8611111111", id="only excused: 43,200 minutes divide"),
        pytest.param(Effect.CLOCK_STOP, "99.7916666667", id="stopping clocks does nothing to availability"),
    ],
)
def test_an_exclusion_is_removed_from_both_sides_or_only_excuses(effect: Effect, expected: str) -> None:
    """Down from minute 330 to 420, excluded from 120 to 360: 60 minutes count (synthetic-exclusions-caps-revision)."""
    where = setting(Interval(0, 43_200 * MINUTE), [removed(120 * MINUTE, 360 * MINUTE, effect)])
    found = outcome(availability(), facts(outages((330 * MINUTE, 420 * MINUTE))), where)
    assert displayed(found.delivered.level or Fraction(0)) == expected
    if effect is not Effect.CLOCK_STOP:
        assert found.evidence.excluded == (ExcludedAmount("plannedMaintenance", duration=240 * MINUTE),)


def test_overlapping_exclusions_are_subtracted_once() -> None:
    where = setting(excluded=[removed(0, 60, category="b"), removed(40, 80, category="a")])
    found = outcome(availability(), facts(outages((70, 90))), where)
    assert found.delivered.level == 50  # of the 20 instants left, 10 are down
    assert found.evidence.excluded == (ExcludedAmount("a", duration=40), ExcludedAmount("b", duration=40))


def test_a_period_that_is_excluded_as_a_whole_has_that_verdict() -> None:
    found = outcome(availability(), facts(outages((0, 100))), setting(excluded=[removed(0, 100)]))
    assert judge(Objective(Operator.GE, Fraction(99)), found.delivered).verdict is Verdict.EXCLUDED


def test_an_exclusion_of_other_objects_changes_nothing() -> None:
    other = removed(0, 50)._replace(objects=frozenset({"another"}))
    assert level(outages((0, 10)), where=setting(excluded=[other])) == 90


# ------------------------------------------------------------------ an open period


def opened(down: int, method: Method | None = None, period: int = 200, as_of: int = 100) -> Any:
    return outcome(availability(method), facts(outages((0, down))), setting(Interval(0, period), as_of=as_of)).delivered


def test_while_a_period_is_open_its_end_is_bounded_by_the_best_and_the_worst_case() -> None:
    """10 of 100 down; of 200 at the end at least 90 are up, and at most 190."""
    for method in (Method(), Method(fixed=200)):
        found = opened(10, method)
        assert (found.level, found.low, found.high) == (Fraction(90), Fraction(45), Fraction(95))


def test_excluded_time_to_come_cannot_be_bad() -> None:
    """Of the 100 to come 60 are excused, and 20 removed: 180 count, of which at most 30 are down."""
    excluded = [removed(100, 160, Effect.EXCUSE), removed(160, 180)]
    found = outcome(availability(), facts(outages((0, 10))), setting(Interval(0, 200), excluded, as_of=100)).delivered
    assert (found.low, found.high) == (WHOLE * 150 / 180, WHOLE * 170 / 180)


def test_started_quanta_have_no_bound_below() -> None:
    started = Method(count=OutageCount(quantum=30, rounding=QuantumRounding.CEILING))
    assert (opened(10, started).low, opened(10, started).high) == (0, Fraction(85))


@pytest.mark.parametrize(
    ("down", "verdict", "established"),
    [
        pytest.param(10, Verdict.MET, False, id="met so far"),
        pytest.param(11, Verdict.VIOLATED, False, id="violated so far, can recover"),
        pytest.param(20, Verdict.VIOLATED, False, id="can just recover"),
        pytest.param(21, Verdict.VIOLATED, True, id="can no longer recover"),
    ],
)
def test_a_violation_is_established_early_only_when_nothing_can_mend_it(
    down: int,
    verdict: Verdict,
    established: bool,  # noqa: FBT001
) -> None:
    judgement = judge(Objective(Operator.GE, Fraction(90)), opened(down))
    assert (judgement.verdict, judgement.state, judgement.established) == (verdict, State.PROVISIONAL, established)


def test_a_period_that_has_not_begun_has_no_level_and_open_bounds() -> None:
    found = opened(0, period=100, as_of=0)
    assert (found.level, found.low, found.high) == (None, 0, 100)
    assert judge(Objective(Operator.GE, Fraction(90)), found).verdict is Verdict.NO_DATA


@pytest.mark.parametrize(
    ("as_of", "past", "ahead", "state"),
    [
        pytest.param(us("2025-06-01"), 0, 16 * HOUR, State.PROVISIONAL, id="before it"),
        pytest.param(us("2025-06-02T12:00"), 3 * HOUR, 13 * HOUR, State.PROVISIONAL, id="in the middle"),
        pytest.param(us("2025-06-04"), 16 * HOUR, 0, State.FINAL, id="at its end"),
    ],
)
def test_the_scope_is_the_service_time_in_force_up_to_the_cut(as_of: int, past: int, ahead: int, state: State) -> None:
    """In force on Monday and Tuesday of the eight days of the period; open from 9 to 17."""
    office = Calendar(zone("UTC"), [Hours(day, 9 * HOUR, 17 * HOUR) for day in Weekday])
    where = Setting(span("2025-06-01", "2025-06-09"), span("2025-06-02", "2025-06-04"), as_of)
    scope = Service(office).scope(where, Facts(), NAME)
    assert (sum(part.length for part in scope.past), sum(part.length for part in scope.ahead)) == (past, ahead)
    assert where.state is state


def test_a_period_without_service_time_has_no_level() -> None:
    never = Calendar(zone("UTC"), [Hours(Weekday.SUNDAY, 0, HOUR)])
    where = setting(span("2025-06-02", "2025-06-03"))
    found = outcome(availability(hours=Service(never)), facts([Change(0, UP)]), where)
    assert (found.delivered.level, found.evidence.coverage, found.delivered.excluded) == (None, 0, False)


# ------------------------------------------------------------------ the shipped month


def test_the_shipped_month_of_observations_gives_the_availability_its_read_me_says() -> None:
    month = span("2025-03-01T00:00:00+01:00", "2025-04-01T00:00:00+02:00")
    assert month.length == 44_580 * MINUTE
    batches = json.loads((ROOT / "examples" / "updown" / "observations.json").read_text("utf-8"))["batch"]
    states = {"up": UP, "down": DOWN, "unknown": None}
    found = {
        batch["object"]: level(
            [
                Change(us(change["time"]), states.get(change["state"], Fraction(change.get("impact", 0))))
                for change in batch["stateChange"]
            ],
            where=setting(month),
        )
        for batch in batches
    }
    assert found == {
        "line/paris": WHOLE * (44_580 - 18 - 60 - 30) / 44_580,
        "line/lyon": WHOLE * (44_580 - 20) / 44_580,
        "line/lille": WHOLE * (44_580 - 120 - 50) / (44_580 - 120),
    }


def test_a_hundred_instants_are_the_period_of_these_tests() -> None:
    assert HUNDRED.length == 100
