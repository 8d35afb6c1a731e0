"""Verdicts on delivered levels."""

from fractions import Fraction

import pytest

from tmf623.domain.assessment import Delivered, State, Verdict, judge
from tmf623.domain.objective import Objective, Operator

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
