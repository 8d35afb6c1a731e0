"""Availability: worked examples, laws, and a count second by second as the second opinion."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.written import span, us
from tmf623.domain.assessment import State, Verdict, judge
from tmf623.domain.availability import Method, Outage, Scope, Uptime, delivered, mean_during, scope_of, uptime
from tmf623.domain.calendar import Calendar, Hours, Weekday
from tmf623.domain.decimals import displayed
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND, Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.timeline import Change, MissingData, Segment, timeline
from tmf623.service.zones import zone

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
MONTHS = json.loads((GOLDEN / "calendar_months.json").read_text("utf-8"))["cases"]
AVAILABILITIES = json.loads((GOLDEN / "availability.json").read_text("utf-8"))["cases"]
UP, HALF, DOWN = Fraction(0), Fraction(1, 2), Fraction(1)
WHOLE = Fraction(100)
HUNDRED = Interval(0, 100)


def level(changes: list[Change], scope: list[Interval], method: Method | None = None) -> Fraction | None:
    method = method or Method()
    bounds = Interval(min(part.start for part in scope), max(part.end for part in scope))
    seen = uptime(timeline(changes, bounds), scope, method.missing_data)
    return delivered(method, Scope(scope), seen, WHOLE).level


def outages(*spans: tuple[int, int]) -> list[Change]:
    """Up all the time but in these spans, which do not overlap."""
    return [Change(-1, UP), *(Change(at, impact) for start, end in spans for at, impact in ((start, DOWN), (end, UP)))]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in AVAILABILITIES])
def test_availability_is_up_time_over_up_and_down_time(case: dict[str, Any]) -> None:
    begins = [HOUR * 10 * number for number, _ in enumerate(case["outagesSeconds"])]
    spans = [(at, at + long * SECOND) for at, long in zip(begins, case["outagesSeconds"], strict=True)]
    found = level(outages(*spans), [Interval(0, case["periodSeconds"] * SECOND)])
    assert found is not None
    assert displayed(found) == case["availability"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in MONTHS])
def test_the_allowed_downtime_of_a_month_is_met_and_a_microsecond_more_is_not(case: dict[str, Any]) -> None:
    month = span(case["start"], case["end"])
    allowed = Fraction(case["allowedDowntimeSecondsAt99.9"]) * SECOND
    objective = Objective(Operator.GE, Fraction("99.9"))
    kept = level(outages((month.start, month.start + int(allowed))), [month])
    broken = level(outages((month.start, month.start + int(allowed) + 1)), [month])
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
    assert level(changes, [HUNDRED]) == expected


@pytest.mark.parametrize(
    ("missing", "expected", "verdict"),
    [
        pytest.param(MissingData.EXCLUDE, Fraction(200, 3), Verdict.MET, id="exclude: 40 of 60"),
        pytest.param(MissingData.ASSUME_GOOD, Fraction(80), Verdict.MET, id="assumeGood: 80 of 100"),
        pytest.param(MissingData.ASSUME_BAD, Fraction(40), Verdict.VIOLATED, id="assumeBad: 40 of 100"),
        pytest.param(MissingData.FAIL_CLOSED, Fraction(200, 3), Verdict.INDETERMINATE, id="failClosed: no verdict"),
    ],
)
def test_a_rule_says_what_missing_data_means(missing: MissingData, expected: Fraction, verdict: Verdict) -> None:
    """Up for 40, down for 20, unknown for 40; coverage is 60 % whatever is assumed."""
    changes = [Change(0, UP), Change(40, DOWN), Change(60, None)]
    method = Method(missing)
    seen = uptime(timeline(changes, HUNDRED), [HUNDRED], missing)
    found = delivered(method, Scope([HUNDRED]), seen, WHOLE)
    assert (found.level, seen.unknown, seen.coverage) == (expected, 40, Fraction(60, 100))
    assert judge(Objective(Operator.GE, Fraction(50)), found).verdict is verdict


def test_time_assumed_to_be_bad_is_among_the_outages() -> None:
    seen = uptime(timeline([Change(0, UP), Change(90, None)], HUNDRED), [HUNDRED], MissingData.ASSUME_BAD)
    assert seen.outages == (Outage(Interval(90, 100), DOWN),)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [pytest.param(79, Verdict.INDETERMINATE, id="79 %"), pytest.param(80, Verdict.MET, id="80 % is enough")],
)
def test_less_than_the_coverage_a_rule_demands_is_no_verdict(known: int, verdict: Verdict) -> None:
    method = Method(min_coverage=Fraction(4, 5))
    seen = uptime(timeline([Change(0, UP), Change(known, None)], HUNDRED), [HUNDRED], method.missing_data)
    judgement = judge(Objective(Operator.GE, Fraction(99)), delivered(method, Scope([HUNDRED]), seen, WHOLE))
    assert judgement.verdict is verdict
    assert bool(judgement.reason) is (verdict is Verdict.INDETERMINATE)


def test_a_fixed_denominator_divides_the_down_time_of_every_month_alike() -> None:
    """Verizon's contracts count 43,200 minutes in every month: 43.2 minutes down are 99.9 % in July and February."""
    method = Method(fixed=43_200 * MINUTE)
    for days in (28, 31):
        assert level(outages((0, 2592 * SECOND)), [Interval(0, days * DAY)], method) == Fraction("99.9")


def test_a_fixed_denominator_is_scaled_to_the_share_of_the_period_in_force() -> None:
    method = Method(fixed=30 * DAY)
    seen = uptime(timeline(outages((0, DAY)), Interval(0, 15 * DAY)), [Interval(0, 15 * DAY)], method.missing_data)
    half = Scope([Interval(0, 15 * DAY)], share=Fraction(1, 2))
    assert delivered(method, half, seen, WHOLE).level == WHOLE * Fraction(14, 15)


def test_more_down_time_than_the_fixed_denominator_is_no_availability_at_all() -> None:
    assert level([Change(-1, DOWN)], [Interval(0, 31 * DAY)], Method(fixed=30 * DAY)) == 0


def test_outages_in_scope_are_listed_in_order_and_joined_only_where_they_touch() -> None:
    segments = [Segment(Interval(0, 10), DOWN), Segment(Interval(10, 30), DOWN), Segment(Interval(30, 40), HALF)]
    seen = uptime(segments, [Interval(5, 20), Interval(25, 35)], MissingData.EXCLUDE)
    assert seen.outages == (
        Outage(Interval(5, 20), DOWN),
        Outage(Interval(25, 30), DOWN),
        Outage(Interval(30, 35), HALF),
    )
    touching = [Segment(Interval(0, 10), DOWN), Segment(Interval(10, 20), None)]
    assert uptime(touching, [HUNDRED], MissingData.ASSUME_BAD).outages == (Outage(Interval(0, 20), DOWN),)


def test_the_mean_during_outages_is_weighted_by_time() -> None:
    """20 s at 0 % and 60 s at 50 % have a mean of 37.5 %."""
    some = [Outage(Interval(0, 20), DOWN), Outage(Interval(40, 100), HALF)]
    assert mean_during(some, WHOLE) == Fraction("37.5")


# ------------------------------------------------------------------ an open period


def open_period(
    down: int, ahead: int, method: Method | None = None
) -> tuple[Fraction | None, Fraction, Fraction | None]:
    method = method or Method()
    past = Interval(0, 100)
    seen = uptime(timeline(outages((0, down)), past), [past], method.missing_data)
    scope = Scope([past], ahead, Fraction(100, 100 + ahead), Fraction(ahead, 100 + ahead), State.PROVISIONAL)
    found = delivered(method, scope, seen, WHOLE)
    return found.level, found.low, found.high


def test_while_a_period_is_open_its_end_is_bounded_by_the_best_and_the_worst_case() -> None:
    """10 of 100 down; of 200 at the end at least 90 are up, and at most 190."""
    assert open_period(10, 100) == (Fraction(90), Fraction(45), Fraction(95))
    assert open_period(10, 100, Method(fixed=200)) == (Fraction(90), Fraction(45), Fraction(95))


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
    past = Interval(0, 100)
    seen = uptime(timeline(outages((0, down)), past), [past], MissingData.EXCLUDE)
    scope = Scope([past], 100, Fraction(1, 2), Fraction(1, 2), State.PROVISIONAL)
    judgement = judge(Objective(Operator.GE, Fraction(90)), delivered(Method(), scope, seen, WHOLE))
    assert (judgement.verdict, judgement.state, judgement.established) == (verdict, State.PROVISIONAL, established)


def test_a_period_that_has_not_begun_has_no_level_and_open_bounds() -> None:
    scope = Scope([], 100, Fraction(0), Fraction(1), State.PROVISIONAL)
    found = delivered(Method(), scope, uptime([], [], MissingData.EXCLUDE), WHOLE)
    assert (found.level, found.low, found.high) == (None, 0, 100)
    assert judge(Objective(Operator.GE, Fraction(90)), found).verdict is Verdict.NO_DATA


@pytest.mark.parametrize(
    ("as_of", "past", "ahead", "state"),
    [
        pytest.param(us("2025-06-01"), [], 16 * HOUR, State.PROVISIONAL, id="before it"),
        pytest.param(
            us("2025-06-02T12:00"),
            [span("2025-06-02T09:00", "2025-06-02T12:00")],
            13 * HOUR,
            State.PROVISIONAL,
            id="in the middle",
        ),
        pytest.param(
            us("2025-06-04"),
            [span("2025-06-02T09:00", "2025-06-02T17:00"), span("2025-06-03T09:00", "2025-06-03T17:00")],
            0,
            State.FINAL,
            id="at its end",
        ),
    ],
)
def test_the_scope_is_the_service_time_in_force_up_to_the_cut(
    as_of: int, past: list[Interval], ahead: int, state: State
) -> None:
    """In force on Monday and Tuesday of the eight days of the period."""
    period, valid = span("2025-06-01", "2025-06-09"), span("2025-06-02", "2025-06-04")
    office = Calendar(zone("UTC"), [Hours(day, 9 * HOUR, 17 * HOUR) for day in Weekday])
    scope = scope_of(period, valid, as_of, office)
    assert (scope.past, scope.ahead, scope.state) == (past, ahead, state)
    assert scope.share + scope.share_ahead == Fraction(2, 8)
    assert scope_of(period, valid, us("2025-06-04"), None).past == [valid]


def test_a_period_without_service_time_has_no_level() -> None:
    found = delivered(Method(), Scope([]), uptime([], [], MissingData.EXCLUDE), WHOLE)
    assert (found.level, found.high, uptime([], [], MissingData.EXCLUDE).coverage) == (None, 100, 0)


# ------------------------------------------------------------------ laws

impacts = st.sampled_from([None, UP, HALF, DOWN])
reports = st.tuples(st.integers(-10, 110), impacts).map(lambda drawn: Change(*drawn))
histories = st.lists(reports, max_size=10, unique_by=lambda change: change.time)
spans = st.tuples(st.integers(0, 90), st.integers(1, 30)).map(lambda drawn: Interval(drawn[0], sum(drawn)))
scopes = st.lists(spans, min_size=1, max_size=3)
methods = st.builds(Method, st.sampled_from(MissingData), st.none() | st.integers(50, 200), st.just(Fraction(0)))


def counted(changes: list[Change], scope: list[Interval], method: Method) -> Fraction | None:
    """The formula, one instant after the other."""
    up, down, unknown = Fraction(0), Fraction(0), 0
    for instant in sorted({instant for part in scope for instant in range(part.start, part.end)}):
        said = [change.impact for change in sorted(changes) if change.time <= instant]
        impact = said[-1] if said else None
        if impact is None:
            unknown += 1
        else:
            down, up = down + impact, up + 1 - impact
    if method.missing_data is MissingData.ASSUME_GOOD:
        up += unknown
    if method.missing_data is MissingData.ASSUME_BAD:
        down += unknown
    if up + down == 0:
        return None
    if method.fixed is None:
        return 100 * up / (up + down)
    return max(100 * (method.fixed - down) / method.fixed, Fraction(0))


@given(histories, scopes, methods)
def test_availability_is_what_counting_instants_gives(
    changes: list[Change], scope: list[Interval], method: Method
) -> None:
    assert level(changes, scope, method) == counted(changes, scope, method)


@given(histories, scopes, methods, st.integers(0, 99))
def test_a_report_that_repeats_the_state_changes_nothing(
    changes: list[Change], scope: list[Interval], method: Method, at: int
) -> None:
    said = [change for change in sorted(changes) if change.time <= at]
    again = [*changes, Change(at, said[-1].impact if said else None)]
    assert level(again, scope, method) == level(changes, scope, method)


@given(histories, scopes, methods, st.integers(0, 99), st.integers(1, 30))
def test_more_down_time_never_improves_availability(
    changes: list[Change], scope: list[Interval], method: Method, start: int, long: int
) -> None:
    """A second source reports an outage where the first one knows the state."""
    known = [Change(-10, UP), *(change for change in changes if change.impact is not None)]
    worse = [*known, Change(start, DOWN, "second"), Change(start + long, None, "second")]
    before, after = level(known, scope, method), level(worse, scope, method)
    assert before is not None
    assert after is not None
    assert after <= before


@given(histories, scopes)
def test_coverage_is_the_known_share_of_the_scope(changes: list[Change], scope: list[Interval]) -> None:
    seen: Uptime = uptime(timeline(changes, Interval(0, 200)), scope, MissingData.EXCLUDE)
    assert 0 <= seen.coverage <= 1
    assert seen.in_scope == len({instant for part in scope for instant in range(part.start, part.end)})


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
            [month],
        )
        for batch in batches
    }
    assert found == {
        "line/paris": WHOLE * (44_580 - 18 - 60 - 30) / 44_580,
        "line/lyon": WHOLE * (44_580 - 20) / 44_580,
        "line/lille": WHOLE * (44_580 - 120 - 50) / (44_580 - 120),
    }
