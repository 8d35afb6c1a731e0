"""Durations as contracts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.durations import microseconds_of, written

SECOND = 1_000_000


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT0S", 0),
        ("PT4H", 4 * 3600),
        ("P1DT30M", 86_400 + 1800),
        ("P2W", 14 * 86_400),
        ("PT90M", 5400),
        ("PT1H30M15S", 3600 + 1800 + 15),
        ("P0D", 0),
    ],
)
def test_a_duration_is_the_sum_of_its_parts(text: str, seconds: int) -> None:
    assert microseconds_of(text) == seconds * SECOND


def test_a_fraction_of_a_second_is_read_to_the_microsecond() -> None:
    assert microseconds_of("PT1.5S") == 1_500_000
    assert microseconds_of("PT0.000001S") == 1


@pytest.mark.parametrize("text", ["", "P", "PT", "4H", "P1M", "P1Y", "P1W2D", "PT1.5H", "-PT1S", "PT1H ", "P\u0661D"])
def test_what_is_no_length_is_none(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the text is all it says
        microseconds_of(text)
    assert str(refused.value) == text


@given(st.integers(0, 10**15))
def test_what_is_written_is_read_again(length: int) -> None:
    assert microseconds_of(written(length)) == length
