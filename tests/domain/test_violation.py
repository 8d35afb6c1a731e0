"""The life of a violation: every state, and what may follow it."""

from itertools import product

import pytest

from tmf623.domain.violation import FOLLOW_UP, JUDGING, ViolationState

S = ViolationState
STANDING = {S.CONFIRMED, S.NOTIFIED, S.IN_RESOLUTION, S.RESOLVED, S.CLOSED, S.DISPUTED}
FOLLOWED = {
    (S.DETECTED, S.CONFIRMED),
    (S.CONFIRMED, S.NOTIFIED),
    (S.NOTIFIED, S.IN_RESOLUTION),
    (S.NOTIFIED, S.RESOLVED),
    (S.IN_RESOLUTION, S.RESOLVED),
    (S.RESOLVED, S.CLOSED),
}
JUDGED = {
    (S.DETECTED, S.CONFIRMED),
    *product({*STANDING, S.DETECTED}, {S.EXCUSED, S.SUPERSEDED}),
    *product({S.EXCUSED, S.SUPERSEDED}, {S.DETECTED, S.CONFIRMED}),
    (S.EXCUSED, S.SUPERSEDED),
    (S.SUPERSEDED, S.EXCUSED),
}


@pytest.mark.parametrize(("before", "after"), [*product(S, S)])
def test_those_who_follow_it_up_take_the_steps_of_the_process_in_order(before: S, after: S) -> None:
    assert FOLLOW_UP.allows(before, after) == (before is after or (before, after) in FOLLOWED)


@pytest.mark.parametrize(("before", "after"), [*product(S, S)])
def test_judging_again_lets_it_fall_or_stand_again(before: S, after: S) -> None:
    assert JUDGING.allows(before, after) == (before is after or (before, after) in JUDGED)
