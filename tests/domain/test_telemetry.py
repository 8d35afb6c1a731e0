"""Points of telemetry and the exact numbers in them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.telemetry import (
    UP_IS_ONE,
    Buckets,
    StateRule,
    consistent,
    exponential,
    good_of,
    scaled,
    state_of,
)


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


def test_buckets_of_scale_0_are_powers_of_two() -> None:
    """OpenTelemetry metrics data model: at scale 0 bucket 0 is (1, 2], bucket 1 (2, 4], bucket -1 (0.5, 1]."""
    found = exponential(0, (3, Decimal(0)), (-1, [5, 7, 11]))
    assert found == Buckets(decimals("0", "0.5", "1", "2", "4"), (3, 0, 5, 7, 11, 0))


def test_buckets_of_negative_scale_are_powers_of_a_larger_base() -> None:
    """At scale -1 the base is 4: bucket 0 is (1, 4], bucket 1 (4, 16]."""
    assert exponential(-1, (0, Decimal(0)), (0, [1, 2])) == Buckets(decimals("0", "1", "4", "16"), (0, 0, 1, 2, 0))


def test_bounds_of_positive_scale_are_exact_where_they_are_finite_and_else_of_17_digits() -> None:
    """At scale 1 the base is the square root of 2, 1.41421356237309504880…; its square is 2."""
    found = exponential(1, (0, Decimal(0)), (0, [1, 1]))
    assert found is not None
    assert found.bounds == decimals("0", "1", "1.4142135623730950", "2")


@given(scale=st.integers(-10, 20), index=st.integers(-1000, 1000))
def test_a_bound_is_its_power_of_two_within_17_digits(scale: int, index: int) -> None:
    """Bound ** (2 ** scale) is 2 ** index, to the accuracy of the bound; checked where the power is affordable."""
    index = max(min(index, 1000 >> max(-scale, 0)), -(1000 >> max(-scale, 0)))
    found = exponential(scale, (0, Decimal(0)), (index, [1]))
    assert found is not None
    lower, upper = found.bounds[-2:]
    assert lower < upper
    if scale <= 6:
        steps = 1 << max(scale, 0)
        power = Fraction(2) ** (index << max(-scale, 0))
        assert abs(Fraction(lower) ** steps / power - 1) < Fraction(steps, 10**16)


def test_negative_buckets_mirror_the_positive_ones() -> None:
    found = exponential(0, (2, Decimal("0.25")), (0, [1]), (0, [4, 8]))
    assert found == Buckets(decimals("-4", "-2", "-1", "0.25", "1", "2"), (0, 8, 4, 2, 0, 1, 0))


@pytest.mark.parametrize(
    ("scale", "offset", "counts"),
    [(21, 0, [1]), (-11, 0, [1]), (0, 2000, [1]), (0, -(2**31), [1]), (20, 2**31 - 1, [1]), (0, 0, [0] * 1001)],
)
def test_what_no_double_can_be_in_is_no_bucket(scale: int, offset: int, counts: list[int]) -> None:
    assert exponential(scale, (0, Decimal(0)), (offset, counts)) is None


def test_good_are_the_values_up_to_one_of_the_bounds() -> None:
    buckets = Buckets(decimals("0.1", "0.3"), (5, 7, 11))
    assert (good_of(buckets, Decimal("0.30")), good_of(buckets, Decimal("0.2"))) == (12, None)


@pytest.mark.parametrize(
    ("buckets", "expected"),
    [
        (Buckets((), (3,)), True),
        (Buckets(decimals("1", "2"), (1, 2, 3)), True),
        (Buckets(decimals("1", "2"), (1, 2)), False),
        (Buckets(decimals("2", "1"), (1, 2, 3)), False),
        (Buckets(decimals("1", "1"), (1, 2, 3)), False),
        (Buckets(decimals("1"), (1, -2)), False),
    ],
)
def test_bounds_ascend_and_have_one_count_more(buckets: Buckets, expected: bool) -> None:  # noqa: FBT001
    assert consistent(buckets) is expected


def test_the_first_rule_that_holds_says_the_state() -> None:
    rules = (
        StateRule(None, Decimal("0.9"), None, "up", ""),
        StateRule(None, Decimal("0.5"), Decimal("0.95"), "degraded", "0.5"),
        StateRule(Decimal(0), None, None, "down", ""),
    )
    states = [rule.state if (rule := state_of(rules, Decimal(text))) else None for text in ("0.9", "0.6", "0.0", "0.1")]
    assert states == ["up", "degraded", "down", None]
    assert [rule.state for rule in UP_IS_ONE if rule.holds(Decimal("1.0"))] == ["up"]


def test_scaling_is_exact() -> None:
    """0.1 s of 99 digits, in ms."""
    digits = "1" * 99
    assert scaled(Decimal(f"0.{digits}"), Decimal(1000)) == Decimal(f"111.{digits[3:]}")
