"""Counts whose beginning nobody saw, and sources of which several series come."""

from decimal import Decimal

import pytest

from tmf623.domain.choices import SourcePolicy
from tmf623.domain.facts import GoodTotal, Histogram, Series
from tmf623.domain.instants import EARLIEST, Interval
from tmf623.domain.observed import Count, Sources, counts, histograms


def reading(end: int, good: int, total: int, source: str = "a", start: int = EARLIEST) -> GoodTotal:
    return GoodTotal(Interval(start, end), Decimal(good), Decimal(total), source, cumulative=True)


def test_of_a_count_nobody_saw_begin_only_the_growth_is_known() -> None:
    """100 of 120, then 4 of 5 more; then a restart, whose 2 of 3 came in since."""
    series = Series(counts=[reading(10, 100, 120), reading(20, 104, 125), reading(30, 2, 3)])
    assert counts(series) == [Count(19, Decimal(4), Decimal(5)), Count(29, Decimal(2), Decimal(3))]


def test_each_source_has_a_first_reading_of_its_own() -> None:
    series = Series(counts=[reading(10, 1, 1), reading(10, 7, 7, "b"), reading(20, 2, 2), reading(20, 9, 9, "b")])
    assert sum(count.total for count in counts(series)) == 1 + 2


def test_of_a_count_that_says_when_it_began_the_first_reading_counts() -> None:
    assert counts(Series(counts=[reading(10, 3, 4, start=5)])) == [Count(9, Decimal(3), Decimal(4))]


def test_histograms_are_the_same() -> None:
    bounds = (Decimal(1),)
    first, second = (
        Histogram(Interval(EARLIEST, end), bounds, found, "a", cumulative=True)
        for end, found in ((10, (5, 5)), (20, (6, 8)))
    )
    assert [(instant, each.counts) for instant, each in histograms(Series(histograms=[first, second]))] == [
        (19, (1, 3))
    ]


def grown(*readings: tuple[int, tuple[str, ...], tuple[int, ...]]) -> list[tuple[int, tuple[int, ...]]]:
    found = [
        Histogram(Interval(EARLIEST, end), tuple(map(Decimal, bounds)), counted, "a", cumulative=True)
        for end, bounds, counted in readings
    ]
    return [(instant, each.counts) for instant, each in histograms(Series(histograms=found))]


def test_a_histogram_that_lost_buckets_on_the_way_is_left_out_and_costs_no_count() -> None:
    both = ("1", "2")
    assert grown((10, both, (1, 1, 1)), (20, ("2",), (4, 1)), (30, both, (5, 2, 1)), (40, both, (5, 3, 1))) == [
        (29, (4, 1, 0)),
        (39, (0, 1, 0)),
    ]


def test_one_that_lost_buckets_before_the_first_whole_one_tells_less_and_counts_right() -> None:
    """From (2, 1) to (5, 1) at the bound both have; then all of it."""
    both = ("1", "2")
    assert grown((10, ("2",), (2, 1)), (20, both, (4, 1, 1)), (30, both, (5, 1, 1))) == [(19, (3, 0)), (29, (1, 0, 0))]


def test_bounds_that_move_with_the_values_lose_nothing() -> None:
    """An exponential histogram grows to larger and smaller values; then every second bound goes."""
    assert grown(
        (10, ("1", "2", "4"), (0, 3, 1, 0)),
        (20, ("0.5", "1", "2", "4", "8"), (0, 2, 4, 1, 1, 0)),
        (30, ("1", "4", "16"), (2, 5, 2, 0)),
    ) == [(19, (0, 2, 1, 0, 1, 0)), (29, (0, 0, 1, 0))]


@pytest.mark.parametrize("policy", [SourcePolicy.POOLED, SourcePolicy.PRIORITY])
def test_a_source_is_named_with_all_of_its_series(policy: SourcePolicy) -> None:
    found = [reading(10, 1, 1, source, 0) for source in ("probe", "probe#1", "probe#2", "probes", "other#probe")]
    sources = Sources(policy, ("none", "probe"))
    assert [each.source for each in sources.heard(found)] == ["probe", "probe#1", "probe#2"]
