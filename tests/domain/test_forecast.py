"""Forecasts: budgets, bounds, jeopardy and burn rates."""

from fractions import Fraction

import pytest

from domain.over_time import DOWN, UP, WHOLE, availability, facts, outages, outcome, setting
from tmf623.domain.forecast import PAIRS, burns, forecast
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND, Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.timeline import Change

MONTH = Interval(0, 30 * DAY)
THREE_NINES = Objective(Operator.GE, Fraction("99.9"))


def test_the_error_budget_of_three_nines_in_thirty_days() -> None:
    """2592 s (SRE workbook); a quarter of an hour is used half way through."""
    found = outcome(availability(), facts(outages((0, 15 * MINUTE))), setting(MONTH, as_of=15 * DAY))
    told = forecast(THREE_NINES, found, WHOLE)
    assert told.budget is not None
    assert (told.budget.total, told.budget.used, told.budget.left, told.budget.unit) == (
        2592 * SECOND,
        900 * SECOND,
        1692 * SECOND,
        "us",
    )
    assert (told.certain_breach, told.certain_met, told.jeopardy) == (False, False, False)
    assert told.burn_rate == Fraction(900, 1296)  # of the 1296 s that 15 days allow


@pytest.mark.parametrize(
    ("minutes", "breach", "met", "jeopardy"),
    [
        pytest.param(20, False, False, False, id="within what 15 days allow"),
        pytest.param(30, False, False, True, id="more than 21.6 minutes in 15 days"),
        pytest.param(44, True, False, False, id="more than 43.2 minutes in all"),
    ],
)
def test_what_a_period_is_bound_for(minutes: int, breach: bool, met: bool, jeopardy: bool) -> None:  # noqa: FBT001
    found = outcome(availability(), facts(outages((0, minutes * MINUTE))), setting(MONTH, as_of=15 * DAY))
    told = forecast(THREE_NINES, found, WHOLE)
    assert (told.certain_breach, told.certain_met, told.jeopardy) == (breach, met, jeopardy)
    assert (told.best, told.worst) == (
        WHOLE * (1 - Fraction(minutes * MINUTE, MONTH.length)),
        WHOLE * (Fraction(1, 2) - Fraction(minutes * MINUTE, MONTH.length)),
    )


def test_keeping_a_promise_is_certain_when_even_the_worst_rest_keeps_it() -> None:
    found = outcome(availability(), facts(outages()), setting(MONTH, as_of=MONTH.end - 43 * MINUTE))
    assert forecast(THREE_NINES, found, WHOLE).certain_met


def test_nothing_known_forecasts_nothing() -> None:
    told = forecast(THREE_NINES, outcome(availability(), facts(), setting(MONTH, as_of=DAY)), WHOLE)
    assert (told.level, told.budget, told.burn_rate, told.certain_breach, told.jeopardy) == (
        None,
        None,
        None,
        False,
        False,
    )


def test_a_promise_of_a_duration_has_bounds_and_no_budget() -> None:
    rule = availability(per=MINUTE)
    found = outcome(rule, facts(outages((0, 30 * MINUTE))), setting(MONTH, as_of=DAY))
    told = forecast(Objective(Operator.LE, Fraction(40)), found, None)
    assert (told.level, told.best, told.worst) == (30, 30, 30 + 29 * 24 * 60)
    assert (told.budget, told.burn_rate) == (None, None)


def test_the_windows_are_those_of_the_workbook() -> None:
    """SRE workbook ch. 5, section 6: they spend 2, 5, 10 and 10 % of a budget of 30 days."""
    shares = [pair.threshold * pair.long / MONTH.length for pair in PAIRS]
    assert shares == [Fraction(2, 100), Fraction(5, 100), Fraction(1, 10), Fraction(1, 10)]
    assert [pair.long // pair.short for pair in PAIRS] == [12, 12, 12, 12]


def test_a_fast_burn_is_one_both_windows_show() -> None:
    """Down for the last two minutes: 2/5 bad over five minutes, 2/60 over an hour, against 1/1000 allowed."""
    now = 10 * DAY
    changes = [Change(-1, UP), Change(now - 2 * MINUTE, DOWN)]
    found = burns(availability(), THREE_NINES, WHOLE, setting(MONTH, as_of=now), facts(changes))
    hour = found[0]
    assert (hour.long, hour.short) == (Fraction(2, 60) * 1000, Fraction(2, 5) * 1000)
    assert hour.is_fast
    assert found[2].long == Fraction(2, 24 * 60) * 1000
    assert not found[2].is_fast


def test_before_a_period_there_is_nothing_to_burn() -> None:
    early = burns(availability(), THREE_NINES, WHOLE, setting(MONTH, as_of=-HOUR), facts())
    assert all(burn.long is None and not burn.is_fast for burn in early)
