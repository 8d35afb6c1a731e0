"""Times to clear, summed up."""

from fractions import Fraction

import pytest

from tmf623.domain.process import Times, times


def test_of_nothing_there_are_no_times() -> None:
    assert times([]) is None


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([5], Times(Fraction(5), 5, 5, 5)),
        ([4, 1, 3, 2], Times(Fraction(10, 4), 2, 4, 4)),
        (list(range(1, 11)), Times(Fraction(55, 10), 5, 9, 10)),
        (list(range(1, 12)), Times(Fraction(6), 6, 10, 11)),
    ],
)
def test_percentiles_are_the_smallest_values_that_enough_do_not_exceed(taken: list[int], expected: Times) -> None:
    assert times(taken) == expected
