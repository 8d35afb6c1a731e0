"""Decimal text read and written exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.decimals import displayed, exact, fraction_of, ratio


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.95", Fraction(9995, 100)),
        ("0.20", Fraction(1, 5)),
        (" 1024 ", Fraction(1024)),
        ("-.5", Fraction(-1, 2)),
        ("+3.", Fraction(3)),
        ("1E3", Fraction(1000)),
        ("25e-2", Fraction(1, 4)),
    ],
)
def test_decimal_text_is_read_exactly(text: str, value: Fraction) -> None:
    assert fraction_of(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "available", "0.0.5", "1/3", "99,9", "NaN", "inf", "1_000", "٣", "0x10", "1e1000", "9" * 101, "--1", "."],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a decimal number"):
        fraction_of(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Fraction(2, 3), "0.6666666667", id="rounded"),
        pytest.param(Fraction(100 * 44472, 44580), "99.7577388964", id="99.75773889636…"),
        pytest.param(Fraction(5, 10**11), "0", id="half to even: down"),
        pytest.param(Fraction(15, 10**11), "0.0000000002", id="half to even: up"),
        pytest.param(Fraction(-1, 4), "-0.25", id="negative"),
        pytest.param(Fraction(-1, 10**12), "0", id="no negative zero"),
        pytest.param(Fraction(300), "300", id="zeros of a whole number stay"),
    ],
)
def test_a_value_is_shown_with_ten_places_rounded_half_even(value: Fraction, text: str) -> None:
    assert displayed(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=14))
def test_what_came_from_decimal_text_is_written_in_full(number: object) -> None:
    value = fraction_of(str(number))
    assert fraction_of(exact(value)) == value


def test_a_third_has_no_decimal_text() -> None:
    with pytest.raises(ValueError, match="no finite decimal text"):
        exact(Fraction(1, 3))


def test_an_exact_value_is_written_in_lowest_terms() -> None:
    assert (ratio(Fraction(6, 4)), ratio(Fraction(99)), ratio(Fraction(-1, 3))) == ("3/2", "99/1", "-1/3")
