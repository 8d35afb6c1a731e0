"""Open, settling, final, reopened, locked; and what a period is bound for."""

from fractions import Fraction

import pytest

from tmf623.domain.assessment import Delivered, State
from tmf623.domain.instants import DAY, HOUR
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.outlook import Outlook, outlook
from tmf623.domain.settlement import Amending, PeriodState, Windows

END = 1000 * DAY
SETTLED = END + 72 * HOUR


@pytest.mark.parametrize(
    ("now", "first", "revision", "state"),
    [
        (END - 1, None, 0, PeriodState.OPEN),
        (END, None, 0, PeriodState.SETTLING),
        (SETTLED, None, 0, PeriodState.SETTLING),
        (SETTLED, SETTLED, 1, PeriodState.FINAL),
        (SETTLED + DAY, SETTLED, 2, PeriodState.REOPENED),
        (SETTLED + 365 * DAY - 1, SETTLED, 1, PeriodState.FINAL),
        (SETTLED + 365 * DAY, SETTLED, 1, PeriodState.LOCKED),
        (SETTLED + 365 * DAY, SETTLED, 7, PeriodState.LOCKED),
        (END + 4000 * DAY, END + 4000 * DAY, 1, PeriodState.FINAL),
    ],
)
def test_where_a_period_stands(now: int, first: int | None, revision: int, state: PeriodState) -> None:
    assert Windows().state(END, now, first, revision) is state


@pytest.mark.parametrize(
    ("after", "who"),
    [
        (0, Amending.ANYTHING),
        (90 * DAY - 1, Amending.ANYTHING),
        (90 * DAY, Amending.REQUEST),
        (365 * DAY - 1, Amending.REQUEST),
        (365 * DAY, Amending.APPROVAL),
    ],
)
def test_who_may_have_it_judged_again(after: int, who: Amending) -> None:
    assert Windows().amending(SETTLED + after, SETTLED) is who


@pytest.mark.parametrize(
    ("operator", "level", "low", "high", "bound_for"),
    [
        (Operator.GE, 99, 98, 100, Outlook.ON_TRACK),
        (Operator.GE, 98, 97, 100, Outlook.JEOPARDY),
        (Operator.GE, 98, 97, 98, Outlook.CERTAIN_BREACH),
        (Operator.GE, 100, 99, 100, Outlook.CERTAIN_MET),
        (Operator.LE, 99, 99, None, Outlook.ON_TRACK),
        (Operator.LE, 100, 100, None, Outlook.CERTAIN_BREACH),
        (Operator.LE, 98, 98, 99, Outlook.CERTAIN_MET),
        (Operator.GE, None, 0, 100, Outlook.UNKNOWN),
    ],
)
def test_what_a_period_is_bound_for(
    operator: Operator, level: int | None, low: int, high: int | None, bound_for: Outlook
) -> None:
    delivered = Delivered(
        level=None if level is None else Fraction(level),
        low=Fraction(low),
        high=None if high is None else Fraction(high),
        state=State.PROVISIONAL,
    )
    assert outlook(Objective(operator, Fraction(99)), delivered) is bound_for
