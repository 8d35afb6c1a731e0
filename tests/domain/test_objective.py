"""Objectives: operators under all their names, and what a tolerance forgives."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.objective import Objective, Operator, operator_of

GE, GT, LE, LT, EQ, NE = (Operator(f".{name}") for name in ("ge", "gt", "le", "lt", "eq", "ne"))
levels = st.fractions(-5, 5, max_denominator=4)
tolerances = st.fractions(0, 3, max_denominator=4)


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        (
            GE,
            [".ge", "ge", ".GTE", ">=", "≥", "GREATER_EQUAL", "greater than or equal to", "GreaterOrEqual", "at least"],
        ),
        (GT, [".gt", ".g", ">", "GREATER", "greater-than"]),
        (LE, [".le", ".lte", "<=", "≤", "LESS_EQUAL", "less than or equal", "at most"]),
        (LT, [".lt", ".l", "<", "LESS", " Less Than "]),
        (EQ, [".eq", "=", "==", "EQUAL", "equals", "equal to"]),
        (NE, [".ne", "NEQ", "!=", "<>", "≠", "NOT_EQUAL", "not equal to"]),
    ],
)
def test_an_operator_is_known_by_many_names(operator: Operator, words: list[str]) -> None:
    assert {word: operator_of(word) for word in words} == dict.fromkeys(words, operator)


@pytest.mark.parametrize("text", ["", ".", "between", "to", "ge le", ">>"])
def test_other_words_name_no_operator(text: str) -> None:
    assert operator_of(text) is None


KEPT, DEGRADED, VIOLATED = "kept", "degraded", "violated"


def outcome(objective: Objective, level: Fraction) -> str:
    if objective.kept(level):
        return KEPT
    return DEGRADED if objective.tolerated(level) else VIOLATED


@pytest.mark.parametrize(
    ("operator", "outcomes"),
    [
        pytest.param(GE, (VIOLATED, DEGRADED, DEGRADED, KEPT, KEPT, KEPT, KEPT), id="at least 10"),
        pytest.param(GT, (VIOLATED, VIOLATED, DEGRADED, DEGRADED, KEPT, KEPT, KEPT), id="more than 10"),
        pytest.param(LE, (KEPT, KEPT, KEPT, KEPT, DEGRADED, DEGRADED, VIOLATED), id="at most 10"),
        pytest.param(LT, (KEPT, KEPT, KEPT, DEGRADED, DEGRADED, VIOLATED, VIOLATED), id="less than 10"),
        pytest.param(EQ, (VIOLATED, DEGRADED, DEGRADED, KEPT, DEGRADED, DEGRADED, VIOLATED), id="10 exactly"),
        pytest.param(NE, (KEPT, KEPT, KEPT, VIOLATED, KEPT, KEPT, KEPT), id="anything but 10"),
    ],
)
def test_a_level_is_kept_degraded_within_two_or_violated(operator: Operator, outcomes: tuple[str, ...]) -> None:
    """Levels 7 to 13 around an agreed 10 with a tolerance of 2 (7, 8, 9, 10, 11, 12, 13)."""
    objective = Objective(operator, Fraction(10), Fraction(2))
    assert tuple(outcome(objective, Fraction(level)) for level in range(7, 14)) == outcomes


@pytest.mark.parametrize(("operator", "target"), [(GE, 8), (GT, 8), (LE, 12), (LT, 12), (EQ, 10), (NE, 10)], ids=str)
def test_the_tolerance_moves_the_target_to_the_lenient_side(operator: Operator, target: int) -> None:
    assert Objective(operator, Fraction(10), Fraction(2)).target == target


@given(st.sampled_from(Operator), levels, levels)
def test_without_tolerance_nothing_is_degraded(operator: Operator, reference: Fraction, level: Fraction) -> None:
    assert outcome(Objective(operator, reference), level) != DEGRADED


@given(st.sampled_from([(GE, LE), (GT, LT), (EQ, EQ), (NE, NE)]), levels, tolerances, levels)
def test_operators_mirror_each_other(
    pair: tuple[Operator, Operator], reference: Fraction, tolerance: Fraction, level: Fraction
) -> None:
    one, other = Objective(pair[0], reference, tolerance), Objective(pair[1], -reference, tolerance)
    assert outcome(one, level) == outcome(other, -level)


@given(st.sampled_from(Operator), levels, tolerances, tolerances, levels)
def test_more_tolerance_never_makes_it_worse(
    operator: Operator, reference: Fraction, some: Fraction, more: Fraction, level: Fraction
) -> None:
    order = [VIOLATED, DEGRADED, KEPT]
    small, large = Objective(operator, reference, some), Objective(operator, reference, some + more)
    assert order.index(outcome(small, level)) <= order.index(outcome(large, level))


@given(st.sampled_from(Operator), levels, tolerances, levels, tolerances)
def test_a_range_of_levels_is_lost_exactly_when_each_of_them_is(
    operator: Operator, reference: Fraction, tolerance: Fraction, low: Fraction, width: Fraction
) -> None:
    objective = Objective(operator, reference, tolerance)
    high = low + width
    between = [low + width * Fraction(step, 48) for step in range(49)]
    assert objective.lost(low, high) is not any(objective.tolerated(level) for level in [*between, *_inside(low, high)])


def _inside(low: Fraction, high: Fraction) -> list[Fraction]:
    """Quarters and eighths of the range: where levels drawn in quarters can meet."""
    steps = range(int(low * 8) - 8, int(high * 8) + 8)
    return [Fraction(step, 8) for step in steps if low <= Fraction(step, 8) <= high]


@pytest.mark.parametrize(
    ("operator", "low", "lost"),
    [(GE, 0, False), (LE, 11, True), (LE, 10, False), (EQ, 11, True), (EQ, 9, False), (NE, 10, False)],
    ids=str,
)
def test_a_level_that_can_still_grow_without_limit_is_lost_only_above_a_ceiling(
    operator: Operator,
    low: int,
    lost: bool,  # noqa: FBT001
) -> None:
    assert Objective(operator, Fraction(10)).lost(Fraction(low), None) is lost


def test_text_is_equal_or_not() -> None:
    available = Objective(EQ, "available")
    assert (available.kept("available"), available.kept("lost"), available.tolerated("lost")) == (True, False, False)
    assert Objective(NE, "lost").kept("available")


@pytest.mark.parametrize("operator", [GE, GT, LE, LT])
def test_text_has_no_order(operator: Operator) -> None:
    with pytest.raises(ValueError, match="no order"):
        Objective(operator, "available")


def test_a_tolerance_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Objective(GE, Fraction(1), Fraction(-1))
