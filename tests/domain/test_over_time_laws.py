"""Laws of rules over time, and thousands of random histories against a second opinion."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain import naive
from domain.naive import History, How
from domain.over_time import DOWN, HALF, METRIC, NAME, UP, availability, facts, outcome, removed, setting
from tmf623.domain import fact_digest
from tmf623.domain.availability import Method
from tmf623.domain.choices import Effect, EmptyInterval, IntervalTotal, QuantumRounding, SourcePolicy
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.facts import Facts, StateInterval
from tmf623.domain.instants import Interval
from tmf623.domain.intervals import Reading
from tmf623.domain.outages import OutageCount, Weight
from tmf623.domain.states import Merging
from tmf623.domain.timeline import Change, MissingData
from tmf623.domain.timeslices import IntervalAverage, MefAvailability, Slicing, Timeslices

LENGTH = 60
PERIOD = Interval(0, LENGTH)
QUARTER = Fraction(1, 4)
impacts = st.sampled_from([None, UP, QUARTER, HALF, DOWN])
sources = st.sampled_from(["a", "b", "c"])
changes = st.lists(st.builds(Change, st.integers(-5, LENGTH + 5), impacts, sources, st.integers(1, 3)), max_size=12)
spans = st.tuples(st.integers(-5, LENGTH), st.integers(1, 20)).map(lambda drawn: (drawn[0], sum(drawn)))
intervals = st.lists(
    st.builds(StateInterval, spans.map(lambda pair: Interval(*pair)), impacts, sources, st.integers(1, 3)), max_size=4
)
histories = st.builds(
    History, st.just(LENGTH), changes, intervals, st.lists(spans, max_size=2), st.lists(spans, max_size=2)
)
small = st.sampled_from([0, 0, 1, 2, 3, 5, 8])


def stepped(impact: Fraction) -> Fraction:
    return DOWN if impact >= HALF else Fraction(0)


hows = st.builds(
    How,
    missing=st.sampled_from([str(word) for word in MissingData]),
    carry=st.integers(1, 9),
    hold=st.none() | st.integers(1, 20),
    policy=st.sampled_from(["worst", "best", "quorum", "priority"]),
    quorum=st.integers(1, 3),
    sources=st.just(["b", "a"]),
    min_qualifying=small,
    deductible=small,
    quantum=small,
    ceiling=st.booleans(),
    weight=st.sampled_from([stepped, lambda impact: impact]),
    fixed=st.none() | st.integers(40, 90),
)


def method_of(how: How) -> Method:
    rounding = QuantumRounding.CEILING if how.ceiling else QuantumRounding.FLOOR
    weights = (Weight(HALF, DOWN),) if how.weight is stepped else ()
    return Method(
        MissingData(how.missing),
        how.fixed,
        carry=how.carry,
        hold=how.hold,
        merging=Merging(SourcePolicy(how.policy), how.quorum, tuple(how.sources)),
        count=OutageCount(how.min_qualifying, how.deductible, how.quantum, rounding, weights),
    )


def where(history: History) -> Setting:
    excluded = [removed(*span) for span in history.removed]
    excluded += [removed(*span, Effect.EXCUSE) for span in history.excused]
    return setting(Interval(0, history.length), excluded)


def known(history: History) -> Facts:
    return facts(history.changes, history.intervals)


def judged(history: History, how: How) -> Outcome:
    return outcome(availability(method_of(how)), known(history), where(history))


# ------------------------------------------------------------------ availability


@settings(max_examples=1500, deadline=None)
@given(histories, hows)
def test_availability_is_what_counting_instant_by_instant_gives(history: History, how: How) -> None:
    found = judged(history, how)
    assert found.delivered.level == naive.availability(history, how)
    assert found.evidence.coverage == naive.coverage(history, how)


@given(histories, hows, st.randoms(use_true_random=False))
def test_order_and_repetition_of_reports_change_nothing(history: History, how: How, random: Random) -> None:
    again = [*history.changes, *history.changes]
    spoken = [*history.intervals, *history.intervals]
    random.shuffle(again)
    random.shuffle(spoken)
    shuffled = History(LENGTH, again, spoken, history.removed, history.excused)
    assert judged(shuffled, how) == judged(history, how)
    needs = Needs(series=frozenset({(NAME, METRIC)}))
    assert fact_digest.digest(known(shuffled), needs, PERIOD) == fact_digest.digest(known(history), needs, PERIOD)


@given(histories, hows, st.integers(1, 19))
def test_splitting_an_interval_changes_nothing(history: History, how: How, at: int) -> None:
    split = [
        each._replace(span=part)
        for each in history.intervals
        for part in (
            Interval(each.span.start, min(each.span.start + at, each.span.end)),
            Interval(min(each.span.start + at, each.span.end), each.span.end),
        )
        if part.start < part.end
    ]
    cut = History(LENGTH, history.changes, split, history.removed, history.excused)
    assert judged(cut, how) == judged(history, how)
    needs = Needs(series=frozenset({(NAME, METRIC)}))
    assert fact_digest.digest(known(cut), needs, PERIOD) == fact_digest.digest(known(history), needs, PERIOD)


@given(st.lists(spans, min_size=1, max_size=6))
def test_overlapping_outages_count_once(down: list[tuple[int, int]]) -> None:
    told = [StateInterval(PERIOD, UP, "a", 1), *(StateInterval(Interval(*span), DOWN, "a", 2) for span in down)]
    instants = {instant for start, end in down for instant in range(max(start, 0), min(end, LENGTH))}
    found = outcome(availability(), facts((), told), setting(PERIOD))
    assert found.delivered.level == Fraction(100 * (LENGTH - len(instants)), LENGTH)


@given(histories, hows, spans)
def test_more_down_time_never_improves_availability(history: History, how: How, worse: tuple[int, int]) -> None:
    """Except in quanta: two short outages may cost more than the one they become, or parts of it that weigh less."""
    assume(not how.quantum)
    complete = [Change(-9, UP, name, 1) for name in "ab"]
    some = [change for change in history.changes if change.impact is not None]
    before = History(LENGTH, [*complete, *some], [], history.removed, history.excused)
    down = [StateInterval(Interval(*worse), DOWN, name, 9) for name in "ab"]
    after = History(LENGTH, before.changes, down, history.removed, history.excused)
    always = How(**{**how.__dict__, "hold": None, "policy": "worst"})
    was, becomes = judged(before, always).delivered.level, judged(after, always).delivered.level
    assert was is None or (becomes is not None and becomes <= was)


@given(histories, hows, st.integers(0, LENGTH))
def test_while_a_period_is_open_its_end_stays_within_the_bounds(history: History, how: How, as_of: int) -> None:
    """What is known so far is all that changes from then on: up or down, and never unknown."""
    rule = availability(method_of(How(**{**how.__dict__, "hold": None, "policy": "worst"})))
    past = [change for change in history.changes if change.time < as_of]
    excluded = where(history).excluded
    found = outcome(rule, facts(past), setting(PERIOD, excluded, as_of=as_of)).delivered
    for rest in (UP, DOWN):
        later = [Change(as_of, rest, source, 9) for source in "ab"]
        final = outcome(rule, facts([*past, *later]), setting(PERIOD, excluded)).delivered.level
        if final is not None and as_of < LENGTH:
            assert found.low <= final
            assert found.high is not None
            assert final <= found.high


# ------------------------------------------------------------------ intervals


def as_is(value: Fraction) -> Fraction:
    return value


def rest(value: Fraction) -> Fraction:
    return 1 - value


def slicing(each: int, reading: Reading, **more: Any) -> Slicing:
    return Slicing((NAME,), METRIC, Fraction(100), each, reading, **more)


@pytest.mark.parametrize("empty", list(EmptyInterval))
@settings(max_examples=200, deadline=None)
@given(changes, st.integers(1, 17), st.sampled_from([HALF, DOWN]), st.booleans())
def test_rules_over_intervals_are_what_counting_intervals_gives(
    empty: EmptyInterval,
    reported: list[Change],
    each: int,
    target: Fraction,
    everything: bool,  # noqa: FBT001 - drawn
) -> None:
    values = naive.up_shares(History(LENGTH, reported), How(), each)
    base = slicing(each, Reading(as_is, as_is, as_is), empty=empty)
    total = IntervalTotal.ALL if everything else IntervalTotal.OBSERVED
    slices = outcome(Timeslices(base, lambda value: value >= target, total), facts(reported), setting(PERIOD))
    expected = naive.timeslices(values, target, empty, everything=everything)
    assert slices.delivered.level == expected
    average = outcome(IntervalAverage(base), facts(reported), setting(PERIOD))
    assert average.delivered.level == naive.interval_average(values, empty)
    assert average.evidence.coverage == Fraction(sum(value is not None for value in values), len(values))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([UP, HALF, DOWN]), min_size=1, max_size=LENGTH), st.integers(1, 6))
def test_runs_of_loss_are_what_the_recursive_definition_gives(losses: list[Fraction], consecutive: int) -> None:
    told = [Change(instant, loss) for instant, loss in enumerate(losses)]
    rule = MefAvailability(slicing(1, Reading(rest, rest, as_is), with_loss=True), HALF, consecutive)
    found = outcome(rule, facts(told), setting(Interval(0, len(losses))))
    available, high = naive.mef(losses, HALF, consecutive)
    assert found.delivered.level == Fraction(100 * available, len(losses))
    assert found.evidence.high_loss == high


@settings(max_examples=200, deadline=None)
@given(changes, st.integers(1, 9), st.integers(0, LENGTH))
def test_intervals_of_an_open_period_stay_within_the_bounds(reported: list[Change], each: int, as_of: int) -> None:
    rule = Timeslices(slicing(each, Reading(as_is, as_is, as_is)), lambda value: value >= 1)
    past = [change for change in reported if change.time < as_of]
    found = outcome(rule, facts(past), setting(PERIOD, as_of=as_of)).delivered
    for state in (UP, DOWN):
        later = [Change(as_of, state, source, 9) for source in "abc"]
        final = outcome(rule, facts([*past, *later]), setting(PERIOD)).delivered.level
        if final is not None and as_of < LENGTH:
            assert found.low <= final
            assert found.high is not None
            assert final <= found.high


@given(histories, hows)
def test_the_same_facts_give_the_same_outcome(history: History, how: How) -> None:
    assert judged(history, how) == judged(history, how)
