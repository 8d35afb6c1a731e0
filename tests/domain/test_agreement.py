"""The life of an agreement, state by state, and what time does to it."""

import pytest

from tmf623.domain.agreement import AGREEMENT, AgreementState, Step, Turn, suspensions, turn_of
from tmf623.domain.instants import Interval

D, P, A, O, S, C, T, R = AgreementState  # noqa: E741 - the table below is read by its letters
FOLLOWING = {
    None: {D, P, A, O},
    D: {P, R},
    P: {A, R, D},
    A: {O, T},
    O: {S, C, T},
    S: {O, T},
    C: set(),
    T: set(),
    R: set(),
}


@pytest.mark.parametrize("before", list(FOLLOWING))
@pytest.mark.parametrize("after", AgreementState)
def test_which_state_may_follow_which(before: AgreementState | None, after: AgreementState) -> None:
    assert AGREEMENT.allows(before, after) is (after in FOLLOWING[before] or before is after)


@pytest.mark.parametrize("state", AgreementState)
def test_time_brings_into_force_and_ends(state: AgreementState) -> None:
    expected = {A: Turn(10, O), O: Turn(20, C)}
    assert turn_of(state, Interval(10, 20)) == expected.get(state)


@pytest.mark.parametrize(
    ("steps", "as_of", "spans"),
    [
        ([], 99, []),
        ([Step(0, O), Step(10, S), Step(30, O)], 99, [Interval(10, 30)]),
        ([Step(0, O), Step(10, S), Step(30, O)], 30, [Interval(10, 30)]),
        ([Step(0, O), Step(10, S), Step(30, O)], 29, [Interval(10, 100)]),
        ([Step(0, O), Step(10, S), Step(30, O)], 9, []),
        ([Step(0, O), Step(10, S), Step(30, T)], 99, [Interval(10, 30)]),
        ([Step(0, O), Step(10, S), Step(10, O)], 99, []),
        ([Step(0, S), Step(5, O), Step(7, S)], 99, [Interval(0, 5), Interval(7, 100)]),
    ],
)
def test_when_an_agreement_stood_still(steps: list[Step], as_of: int, spans: list[Interval]) -> None:
    assert suspensions(steps, as_of, 100) == spans
