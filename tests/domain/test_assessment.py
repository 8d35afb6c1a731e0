"""Verdicts on delivered levels."""

from fractions import Fraction
from typing import Any

import pytest

from tmf623.domain.assessment import Delivered, State, Verdict, judge
from tmf623.domain.choices import RoundingMode
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.rounding import Rounding

NINETY = Objective(Operator.GE, Fraction(90), Fraction(5))


@pytest.mark.parametrize(
    ("level", "verdict", "established"),
    [
        pytest.param(Fraction(90), Verdict.MET, False, id="as agreed"),
        pytest.param(Fraction(8999, 100), Verdict.DEGRADED, False, id="within the tolerance"),
        pytest.param(Fraction(85), Verdict.DEGRADED, False, id="at its edge"),
        pytest.param(Fraction(8499, 100), Verdict.VIOLATED, True, id="beyond it"),
        pytest.param(None, Verdict.NO_DATA, False, id="nothing known"),
    ],
)
def test_a_final_level_has_a_verdict(level: Fraction | None, verdict: Verdict, established: bool) -> None:  # noqa: FBT001
    judgement = judge(NINETY, Delivered(level))
    assert (judgement.verdict, judgement.state, judgement.established) == (verdict, State.FINAL, established)


def test_a_shortage_of_knowledge_goes_before_any_verdict() -> None:
    judgement = judge(NINETY, Delivered(Fraction(10), shortage="too little is known"))
    assert (judgement.verdict, judgement.established) == (Verdict.INDETERMINATE, False)
    assert judgement.reason == "too little is known"


# ------------------------------------------------------------------ all verdicts


def delivered(level: str, **more: Any) -> Delivered:
    return Delivered(Fraction(level), **more)


FLOOR = Objective(Operator.GE, Fraction("99.9"), Fraction("0.1"), warning=Fraction("99.95"))
CEILING = Objective(Operator.LE, Fraction(100), Fraction(10), warning=Fraction(80))


@pytest.mark.parametrize(
    ("objective", "level", "verdict"),
    [
        (FLOOR, "99.95", Verdict.MET),
        (FLOOR, "99.949999", Verdict.WARNED),
        (FLOOR, "99.9", Verdict.WARNED),
        (FLOOR, "99.899999", Verdict.DEGRADED),
        (FLOOR, "99.8", Verdict.DEGRADED),
        (FLOOR, "99.799999", Verdict.VIOLATED),
        (CEILING, "80", Verdict.MET),
        (CEILING, "80.000001", Verdict.WARNED),
        (CEILING, "100", Verdict.WARNED),
        (CEILING, "110", Verdict.DEGRADED),
        (CEILING, "110.000001", Verdict.VIOLATED),
    ],
)
def test_warning_line_agreed_level_and_tolerance_part_the_verdicts(
    objective: Objective, level: str, verdict: Verdict
) -> None:
    assert judge(objective, delivered(level)).verdict is verdict


def test_being_beyond_the_target_for_less_than_the_tolerance_period_is_degraded() -> None:
    objective = Objective(Operator.GE, Fraction(99), tolerance_period=60)
    assert judge(objective, delivered("50", beyond=59)).verdict is Verdict.DEGRADED
    assert judge(objective, delivered("50", beyond=60)).verdict is Verdict.VIOLATED
    assert judge(objective, delivered("50")).verdict is Verdict.VIOLATED


@pytest.mark.parametrize(
    ("rounding", "verdict"),
    [
        pytest.param(None, Verdict.VIOLATED, id="never rounded by itself: 99.895 is less than 99.9"),
        pytest.param(Rounding(1), Verdict.MET, id="to one place it is 99.9"),
        pytest.param(Rounding(2), Verdict.MET, id="to two places, half up, 99.90"),
        pytest.param(Rounding(2, RoundingMode.HALF_DOWN), Verdict.VIOLATED, id="half down, 99.89"),
        pytest.param(Rounding(1, RoundingMode.FLOOR), Verdict.VIOLATED, id="cut, 99.8"),
    ],
)
def test_a_level_is_rounded_before_it_is_compared_only_when_the_rule_says_so(
    rounding: Rounding | None, verdict: Verdict
) -> None:
    assert judge(Objective(Operator.GE, Fraction("99.9"), rounding=rounding), delivered("99.895")).verdict is verdict


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (RoundingMode.HALF_UP, [3, -3, 2]),
        (RoundingMode.HALF_EVEN, [2, -2, 2]),
        (RoundingMode.HALF_DOWN, [2, -2, 2]),
        (RoundingMode.UP, [3, -3, 3]),
        (RoundingMode.DOWN, [2, -2, 2]),
        (RoundingMode.CEILING, [3, -2, 3]),
        (RoundingMode.FLOOR, [2, -3, 2]),
    ],
)
def test_every_mode_of_rounding(mode: RoundingMode, expected: list[int]) -> None:
    assert [Rounding(0, mode).of(Fraction(value)) for value in ("2.5", "-2.5", "2.1")] == expected


def test_what_leaves_no_level_has_its_own_verdicts() -> None:
    objective = Objective(Operator.GE, Fraction(99))
    assert judge(objective, Delivered(None)).verdict is Verdict.NO_DATA
    assert judge(objective, delivered("100", shortage="too little")).verdict is Verdict.INDETERMINATE
    assert judge(objective, Delivered(None, excluded=True)).verdict is Verdict.EXCLUDED


@pytest.mark.parametrize(
    ("operator", "warning"), [(Operator.GE, "98"), (Operator.LE, "100"), (Operator.EQ, "99"), (Operator.NE, "99")]
)
def test_a_warning_line_is_on_the_good_side_of_the_agreed_level(operator: Operator, warning: str) -> None:
    with pytest.raises(ValueError, match="warning line"):
        Objective(operator, Fraction(99), warning=Fraction(warning))
