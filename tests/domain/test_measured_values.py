"""Percentiles, means, ratios and counts against naive ones, and the laws they obey."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.written import us
from tmf623.domain.assessment import State
from tmf623.domain.choices import Effect, PercentileOf, SourcePolicy
from tmf623.domain.computation import Computation, Excluded, Setting
from tmf623.domain.counting import Basis
from tmf623.domain.coverage import Covered
from tmf623.domain.facts import Facts, GoodTotal, Histogram, Sample, Series
from tmf623.domain.instants import SECOND, Interval
from tmf623.domain.mean import Count, Mean, TimeWeightedMean, TotalCount
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.observed import Sources
from tmf623.domain.percentile import SamplePercentile, nearest_rank
from tmf623.domain.quantities import SampleValues
from tmf623.domain.ratio import CountsRatio, GoodTotalRatio, SamplesInTarget

START = us("2025-03-01")
PERIOD = Interval(START, START + 100 * SECOND)
JUDGED = Setting(PERIOD, PERIOD, PERIOD.end)
LINE = Basis(("line",))
DELAY = SampleValues(LINE, "m")
WHOLE = Fraction(100)
numbers = st.decimals(-1000, 1000, places=3)
shares = st.fractions(Fraction(1, 1000), 100)


def told(**series: Any) -> Facts:
    return Facts(series={("line", "m"): Series(**series)})


def samples(values: Sequence[Any], source: str = "") -> list[Sample]:
    return [Sample(START + number * SECOND, Decimal(value), source, number) for number, value in enumerate(values)]


def level(rule: Computation, facts: Facts, setting: Setting = JUDGED) -> Fraction | None:
    return rule.outcome(setting, facts).delivered.level


@settings(max_examples=1000)
@given(values=st.lists(numbers, min_size=1, max_size=60), share=shares)
def test_a_percentile_is_the_smallest_value_with_so_many_not_above_it(values: list[Decimal], share: Fraction) -> None:
    enough = [value for value in values if 100 * sum(other <= value for other in values) >= share * len(values)]
    assert nearest_rank(sorted(values), share).value == Fraction(min(enough))


RULES: dict[str, Computation] = {
    "percentile": SamplePercentile(DELAY, Fraction(95)),
    "range": SamplePercentile(DELAY, Fraction(95), PercentileOf.RANGE),
    "variation": SamplePercentile(DELAY, Fraction(95), PercentileOf.VARIATION),
    "mean": Mean(DELAY),
    "mean by time": TimeWeightedMean(DELAY),
    "count": Count(DELAY),
    "in target": SamplesInTarget(LINE, "m", lambda value: value >= 0, WHOLE),
}


@pytest.mark.parametrize("name", sorted(RULES))
@given(values=st.lists(numbers, max_size=20), chance=st.randoms(use_true_random=False))
def test_order_and_repetition_of_samples_change_nothing(name: str, values: list[Decimal], chance: Any) -> None:
    once = samples(values)
    again = [*once, *(sample._replace(known_at=sample.known_at + 1) for sample in once[:3])]
    chance.shuffle(again)
    assert level(RULES[name], told(samples=once)) == level(RULES[name], told(samples=again))


@given(values=st.lists(numbers, min_size=1, max_size=30), chance=st.randoms(use_true_random=False))
def test_a_later_report_of_the_same_instant_corrects_the_earlier_one(values: list[Decimal], chance: Any) -> None:
    wrong = [sample._replace(value=sample.value + 1, known_at=-1) for sample in samples(values)]
    both = [*wrong, *samples(values)]
    chance.shuffle(both)
    assert level(Mean(DELAY), told(samples=both)) == Fraction(sum(map(Fraction, values))) / len(values)


@pytest.mark.parametrize(
    ("of", "expected"),
    [(PercentileOf.VALUE, 9), (PercentileOf.RANGE, 8), (PercentileOf.VARIATION, 5)],
)
def test_what_a_percentile_is_of(of: PercentileOf, expected: int) -> None:
    """Values 4, 1, 6, 9: the largest; that minus the least; the largest step from one to the next, 5."""
    assert level(SamplePercentile(DELAY, WHOLE, of), told(samples=samples([4, 1, 6, 9]))) == expected


def test_variation_is_between_values_of_one_source_so_far_apart() -> None:
    """Two seconds apart: |6 - 4| and |9 - 1|; the one lost a second later has no partner, nor has the other source."""
    found = [*samples([4, 1, 6, 9]), *samples([100, 0], source="other")]
    rule = SamplePercentile(DELAY, WHOLE, PercentileOf.VARIATION, 2 * SECOND)
    assert level(rule, told(samples=found)) == 8
    lost = [sample for sample in found if sample.value != 9]
    assert level(rule, told(samples=lost)) == 2


def test_a_mean_by_time_weighs_how_long_each_value_holds() -> None:
    found = [Sample(START, Decimal(10)), Sample(START + 30 * SECOND, Decimal(20))]
    assert level(TimeWeightedMean(DELAY), told(samples=found)) == Fraction(10 * 30 + 20 * 70, 100)
    assert level(TimeWeightedMean(DELAY, 10 * SECOND), told(samples=found)) == 15


def readings(*totals: tuple[int, int, int], begin: int = 0, cumulative: bool = True) -> list[GoodTotal]:
    """(second, good, total), counted since second `begin`."""
    return [
        GoodTotal(
            Interval(START + begin * SECOND, START + at * SECOND), Decimal(good), Decimal(all_), cumulative=cumulative
        )
        for at, good, all_ in totals
    ]


@pytest.mark.parametrize(
    ("counts", "good", "total"),
    [
        pytest.param(readings((10, 5, 6), (20, 9, 10)), 9, 10, id="growth"),
        pytest.param(readings((-5, 3, 4), (10, 5, 6), begin=-50), 2, 2, id="since the reading before the period"),
        pytest.param(readings((0, 3, 4), (10, 5, 6), begin=-50), 2, 2, id="what was read as it began is of before"),
        pytest.param(readings((50, 5, 6), (100, 9, 10)), 9, 10, id="what is read as it ends belongs to it"),
        pytest.param(readings((10, 5, 6), (20, 2, 3)), 7, 9, id="it shows less: a reset"),
        pytest.param([*readings((10, 5, 6)), *readings((20, 9, 10), begin=12)], 14, 16, id="a new start: a reset"),
        pytest.param(readings((10, 5, 6), (20, 5, 6), (20, 5, 6)), 5, 6, id="no growth"),
        pytest.param(readings((10, 5, 6), (20, 9, 10), cumulative=False), 14, 16, id="not cumulative"),
    ],
)
def test_counts_are_what_came_in_since(counts: list[GoodTotal], good: int, total: int) -> None:
    for order in (counts, counts[::-1], [*counts, *counts]):
        found = GoodTotalRatio(LINE, "m", WHOLE).outcome(JUDGED, told(counts=order))
        assert (found.evidence.good, found.evidence.total) == (good, total)
        assert found.delivered.level == 100 * Fraction(good, total)
        assert level(GoodTotalRatio(LINE, "m", WHOLE, bad=True), told(counts=order)) == 100 * Fraction(
            total - good, total
        )
        assert level(TotalCount(LINE, "m"), told(counts=order)) == total


@given(steps=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8), at=st.integers(0, 8))
def test_a_counter_read_more_often_says_the_same(steps: list[tuple[int, int]], at: int) -> None:
    good = all_ = 0
    reads = []
    for number, (more_good, more_bad) in enumerate(steps, start=1):
        good, all_ = good + more_good, all_ + more_good + more_bad
        reads.append((number, good, all_))
    seldom = [read for number, read in enumerate(reads) if number != at or read == reads[-1]]
    rule = GoodTotalRatio(LINE, "m", WHOLE)
    assert level(rule, told(counts=readings(*reads))) == level(rule, told(counts=readings(*seldom)))


def test_one_metric_by_another() -> None:
    series = {("line", "sent"): Series(counts=readings((10, 8, 8))), ("line", "got"): Series(samples=samples([3, 4]))}
    assert level(CountsRatio(LINE, "got", "sent", WHOLE), Facts(series=series)) == 100 * Fraction(7, 8)


@pytest.mark.parametrize(
    ("effect", "expected"), [(Effect.REMOVE, Fraction(100)), (Effect.EXCUSE, Fraction(100)), (Effect.CLOCK_STOP, 50)]
)
def test_an_exclusion_takes_measurements_out_or_lets_nothing_be_bad(effect: Effect, expected: Fraction) -> None:
    bad = Excluded(Interval(START + 15 * SECOND, START + 20 * SECOND), effect)
    counts = [*readings((10, 4, 4), cumulative=False), *readings((20, 0, 4), cumulative=False)]
    found = GoodTotalRatio(LINE, "m", WHOLE).outcome(Setting(PERIOD, PERIOD, PERIOD.end, (bad,)), told(counts=counts))
    assert found.delivered.level == expected
    assert found.evidence.total == (4 if effect is Effect.REMOVE else 8)


def histogram(bounds: Sequence[int], counts: Sequence[int]) -> Histogram:
    return Histogram(PERIOD, tuple(map(Decimal, bounds)), tuple(counts))


@pytest.mark.parametrize(
    ("target", "expected", "decided"),
    [(100, 100, True), (250, 100, True), (60, 100, False), (50, 100, True), (49, 100, True)],
)
def test_a_histogram_gives_a_verdict_where_its_bounds_decide(target: int, expected: int, decided: bool) -> None:  # noqa: FBT001
    """95 of 100 lie above 50 up to 100: whatever the value is, 100 is kept and 50 is not; 60 may be."""
    rule = SamplePercentile(DELAY, Fraction(95), objective=Objective(Operator.LE, Fraction(target)))
    found = rule.outcome(JUDGED, told(histograms=[histogram([50, 100, 250], [10, 85, 5, 0])])).delivered
    assert (found.level, not found.shortage) == (expected, decided)


def test_beyond_the_last_bound_a_promise_not_to_exceed_it_is_broken() -> None:
    objective = Objective(Operator.LE, Fraction(100))
    rule = SamplePercentile(DELAY, Fraction(95), objective=objective)
    found = rule.outcome(JUDGED, told(histograms=[histogram([50, 100], [50, 40, 10])])).delivered
    assert not found.shortage
    assert found.level is not None
    assert not objective.kept(found.level)


@settings(max_examples=300)
@given(
    values=st.lists(st.integers(0, 300), min_size=1, max_size=40),
    share=shares,
    chance=st.randoms(use_true_random=False),
)
def test_histograms_of_different_bounds_bracket_the_true_percentile(
    values: list[int], share: Fraction, chance: Any
) -> None:
    parts: dict[tuple[int, ...], list[int]] = {(50, 100, 200): [], (20, 50, 200): [], (): []}
    for value in values:
        parts[chance.choice(list(parts))].append(value)
    buckets = []
    for number, bounds in enumerate(bounds for bounds in parts if bounds):
        edges = zip((-1, *bounds), (*bounds, 999), strict=True)
        inside = [sum(low < value <= high for value in parts[bounds]) for low, high in edges]
        buckets.append(histogram(bounds, inside)._replace(source=str(number)))
    found = level(SamplePercentile(DELAY, share), told(histograms=buckets, samples=samples(parts[()])))
    true = nearest_rank(sorted(map(Decimal, values)), share).value
    assert found is not None
    assert found >= min(true, 200)


def test_coverage_is_the_time_samples_speak_for() -> None:
    found = samples([1] * 30)  # one a second, of 100 seconds
    covered: Callable[[Fraction], Covered] = lambda least: Covered(Mean(DELAY), LINE, ("m",), 2 * SECOND, least)  # noqa: E731
    outcome = covered(Fraction(1, 2)).outcome(JUDGED, told(samples=found))
    assert outcome.evidence.coverage == Fraction(31, 100)
    assert "0.31 of the period" in outcome.delivered.shortage
    assert not covered(Fraction(31, 100)).outcome(JUDGED, told(samples=found)).delivered.shortage


def test_too_few_samples_give_no_verdict_and_none_no_level() -> None:
    rule = Mean(SampleValues(Basis(("line",), min_sample=3), "m"))
    assert "2 of at least 3" in rule.outcome(JUDGED, told(samples=samples([1, 2]))).delivered.shortage
    assert not rule.outcome(JUDGED, told(samples=samples([1, 2, 3]))).delivered.shortage
    nothing = rule.outcome(JUDGED, told()).delivered
    assert (nothing.level, nothing.shortage) == (None, "")


def test_sources_count_by_priority_or_together() -> None:
    found = [*samples([1, 1], "a"), *samples([3, 3], "b")]
    first = SampleValues(LINE, "m", Sources(SourcePolicy.PRIORITY, ("z", "b", "a")))
    only = SampleValues(LINE, "m", Sources(SourcePolicy.POOLED, ("a",)))
    facts = told(samples=found)
    assert (level(Mean(DELAY), facts), level(Mean(first), facts), level(Mean(only), facts)) == (2, 3, 1)


def test_an_open_period_is_provisional_and_bounded_by_what_can_still_come() -> None:
    half = Setting(PERIOD, PERIOD, START + 50 * SECOND)
    facts = told(counts=readings((10, 4, 8)), samples=samples([5]))
    share = GoodTotalRatio(LINE, "m", WHOLE).outcome(half, facts).delivered
    assert (share.state, share.low, share.high) == (State.PROVISIONAL, 0, 100)
    number = Count(DELAY).outcome(half, facts).delivered
    assert (number.state, number.low, number.high) == (State.PROVISIONAL, 1, None)
    mean = Mean(DELAY).outcome(half, facts).delivered
    assert not Objective(Operator.LE, Fraction(-5)).lost(mean.low, mean.high)
