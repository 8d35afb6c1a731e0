"""Histograms with other bounds, put together."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.buckets import Distribution, growth, together

values = st.lists(st.integers(0, 20), max_size=30)
bounds = st.lists(st.integers(-2, 22), unique=True, max_size=8).map(sorted)


def distribution(numbers: list[int], ends: list[int]) -> Distribution:
    counts = [0] * (len(ends) + 1)
    for number in numbers:
        counts[next((index for index, end in enumerate(ends) if number <= end), len(ends))] += 1
    return Distribution(tuple(map(Decimal, ends)), tuple(counts))


def told(found: Distribution) -> list[tuple[int, int]]:
    """How many values are at most each bound."""
    return [(int(bound), sum(found.counts[: index + 1])) for index, bound in enumerate(found.bounds)]


@given(st.lists(st.tuples(values, bounds), min_size=1, max_size=4))
def test_together_they_say_what_is_true_of_all_values_by_at_least_the_common_bounds(
    parts: list[tuple[list[int], list[int]]],
) -> None:
    found = together(distribution(numbers, ends) for numbers, ends in parts)
    everything = [number for numbers, _ in parts for number in numbers]
    assert sum(found.counts) == len(everything)
    assert told(found) == [(end, sum(number <= end for number in everything)) for end, _ in told(found)]
    common = set.intersection(*(set(ends) for _, ends in parts))
    assert common <= {end for end, _ in told(found)}


@given(values, values, bounds, bounds)
def test_what_came_in_between_two_readings_is_what_came_in(
    before: list[int], new: list[int], first: list[int], second: list[int]
) -> None:
    found = growth(distribution(before + new, second), distribution(before, first))
    assert found is not None
    assert sum(found.counts) == len(new)
    assert told(found) == [(end, sum(number <= end for number in new)) for end, _ in told(found)]
    assert set(first) & set(second) <= {end for end, _ in told(found)}


def test_what_became_less_did_not_go_on() -> None:
    assert growth(distribution([1], [2]), distribution([1, 1], [2])) is None
    assert growth(distribution([3, 3], [2]), distribution([1, 1], [2])) is None
