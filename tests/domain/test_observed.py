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


@pytest.mark.parametrize("policy", [SourcePolicy.POOLED, SourcePolicy.PRIORITY])
def test_a_source_is_named_with_all_of_its_series(policy: SourcePolicy) -> None:
    found = [reading(10, 1, 1, source, 0) for source in ("probe", "probe#1", "probe#2", "probes", "other#probe")]
    sources = Sources(policy, ("none", "probe"))
    assert [each.source for each in sources.heard(found)] == ["probe", "probe#1", "probe#2"]
