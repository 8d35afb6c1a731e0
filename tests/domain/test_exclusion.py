"""Which exclusions a rule honours: conditions, budgets, overlaps, and what is told of the rest."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.calendar import Calendar, Hours, Weekday
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Excluded
from tmf623.domain.decimals import displayed
from tmf623.domain.exclusion import (
    ALL,
    EXCLUSION,
    Category,
    Cause,
    Exclusion,
    Policy,
    State,
    honoured,
)
from tmf623.domain.instants import HOUR, MINUTE, Interval, difference, intersection, length, union

PERIOD = Interval(0, 43_200 * MINUTE)
PLANNED = Category.PLANNED_MAINTENANCE


def window(start: int, end: int, unit: int = MINUTE) -> Interval:
    return Interval(start * unit, end * unit)


def approved(id: str, span: Interval, **more: object) -> Exclusion:
    return Exclusion(id, State.APPROVED, **({"category": PLANNED, "window": span} | more))  # type: ignore[arg-type]


def spans(excluded: Iterable[Excluded]) -> list[Interval]:
    return union(each.span for each in excluded)


@pytest.mark.parametrize("state", State)
def test_only_an_approved_one_is_honoured(state: State) -> None:
    asked = Exclusion("1", state, PLANNED, window(0, 60))
    result = honoured([asked], Policy(), PERIOD)
    if state is State.APPROVED:
        assert result.excluded == (Excluded(window(0, 60), Effect.REMOVE, PLANNED, "1"),)
        assert result.dishonoured == ()
    else:
        assert result.excluded == ()
        assert [(each.span, each.cause) for each in result.dishonoured] == [(window(0, 60), Cause.STATE)]


@pytest.mark.parametrize("category", Category)
def test_only_the_rules_categories_are_honoured(category: Category) -> None:
    policy = Policy(categories=frozenset({PLANNED, Category.FORCE_MAJEURE}))
    result = honoured([approved("1", window(0, 60), category=category)], policy, PERIOD)
    assert bool(result.excluded) is (category in {*policy.categories, Category.DISPUTE})
    assert [each.cause for each in result.dishonoured] == [] if result.excluded else [Cause.CATEGORY]


@pytest.mark.parametrize(("given_at", "kept"), [(-72 * HOUR, True), (-72 * HOUR + 1, False), (None, False)])
def test_notice_is_enough_or_not(given_at: int | None, *, kept: bool) -> None:
    policy = Policy(notice=72 * HOUR, notice_categories=frozenset({PLANNED}))
    result = honoured([approved("1", window(0, 60), notice_given_at=given_at)], policy, PERIOD)
    assert bool(result.excluded) is kept
    assert [each.cause for each in result.dishonoured] == ([] if kept else [Cause.NOTICE])
    majeure = approved("2", window(0, 60), category=Category.FORCE_MAJEURE)
    assert honoured([majeure], policy, PERIOD).excluded


def test_a_budget_is_spent_earliest_first_and_the_rest_counts() -> None:
    """Four hours a period: three and three are asked for, in whatever order."""
    asked = [approved("b", window(10, 13, HOUR)), approved("a", window(0, 3, HOUR))]
    policy = Policy(budget=4 * HOUR)
    for order in permutations(asked):
        result = honoured(order, policy, PERIOD)
        assert [(each.exclusion_id, each.span) for each in result.excluded] == [
            ("a", window(0, 3, HOUR)),
            ("b", window(10, 11, HOUR)),
        ]
        assert [(each.exclusion_id, each.span, each.cause) for each in result.dishonoured] == [
            ("b", window(11, 13, HOUR), Cause.BUDGET)
        ]


def test_a_budget_is_spent_on_service_time_and_on_its_categories_alone() -> None:
    """Monday 5 January 1970, working from 08:00 to 18:00 UTC: of 06:00 to 12:00 four hours are service time."""
    hours = Calendar(ZoneInfo("UTC"), [Hours(Weekday.MONDAY, 8 * HOUR, 18 * HOUR)])
    monday = 4 * 24
    asked = [
        approved("a", window(monday + 6, monday + 12, HOUR)),
        approved("b", window(monday + 13, monday + 14, HOUR)),
    ]
    policy = Policy(budget=4 * HOUR, budget_categories=frozenset({PLANNED}))
    assert [each.exclusion_id for each in honoured(asked, policy, PERIOD, hours).excluded] == ["a"]
    assert [each.exclusion_id for each in honoured(asked, policy, PERIOD).dishonoured] == ["a", "b"]
    majeure = approved("c", window(200, 210, HOUR), category=Category.FORCE_MAJEURE)
    assert "c" in {each.exclusion_id for each in honoured([*asked, majeure], policy, PERIOD, hours).excluded}


def test_a_rule_may_say_what_exclusions_do() -> None:
    result = honoured([approved("1", window(0, 60))], Policy(effect=Effect.EXCUSE), PERIOD)
    assert [each.effect for each in result.excluded] == [Effect.EXCUSE]


def test_removal_goes_before_excuse_and_clocks_are_apart() -> None:
    asked = [
        approved("excuse", window(0, 60), effect=Effect.EXCUSE),
        approved("remove", window(30, 90)),
        approved("stop", window(0, 90), effect=Effect.CLOCK_STOP),
    ]
    assert [(each.exclusion_id, each.span) for each in honoured(asked, Policy(), PERIOD).excluded] == [
        ("excuse", window(0, 30)),
        ("stop", window(0, 90)),
        ("remove", window(30, 90)),
    ]


def test_what_is_about_one_object_leaves_the_others_alone() -> None:
    """An hour of each of two objects spends one hour, not two; an hour of all of them needs no other."""
    a = approved("a", window(0, 1, HOUR), objects=frozenset({"a"}))
    b = approved("b", window(0, 1, HOUR), objects=frozenset({"b"}))
    later = approved("later", window(2, 4, HOUR))
    result = honoured([a, b, later], Policy(budget=2 * HOUR), PERIOD)
    assert [(each.exclusion_id, each.span, each.objects) for each in result.excluded] == [
        ("a", window(0, 1, HOUR), {"a"}),
        ("b", window(0, 1, HOUR), {"b"}),
        ("later", window(2, 3, HOUR), frozenset()),
    ]
    everything = approved("all", window(0, 1, HOUR))
    assert [each.exclusion_id for each in honoured([a, b, everything], Policy(), PERIOD).excluded] == ["all"]


def test_time_an_agreement_stood_still_is_removed_whatever_the_policy() -> None:
    nothing = Policy(categories=frozenset())
    result = honoured([], nothing, PERIOD, suspended=[window(-10, 10)])
    assert result.excluded == (Excluded(window(0, 10), Effect.REMOVE, Category.SUSPENSION, ""),)


@pytest.mark.parametrize(
    ("outages", "exclusions", "effect", "expected"),
    [
        pytest.param([(330, 420)], [(120, 360)], "remove", (240, 60, "99.8603351955"), id="overlap-remove"),
        pytest.param([(330, 420)], [(120, 360)], "excuse", (240, 60, "99.8611111111"), id="overlap-excuse"),
        pytest.param([(100, 130), (120, 150), (150, 160)], [], "remove", (0, 60, "99.8611111111"), id="union"),
        pytest.param(
            [(0, 600)], [(0, 300), (100, 200), (300, 500)], "remove", (500, 100, "99.7658079625"), id="nested"
        ),
        pytest.param([(360, 420)], [(300, 360)], "remove", (60, 60, "99.8609179416"), id="touching"),
        pytest.param([(10_000, 10_042)], [(0, 2000)], "remove", (2000, 42, "99.8980582524"), id="tier-remove"),
        pytest.param([(10_000, 10_042)], [(0, 2000)], "excuse", (2000, 42, "99.9027777778"), id="tier-excuse"),
    ],
)
def test_availability_with_exclusions(
    outages: list[tuple[int, int]], exclusions: list[tuple[int, int]], effect: str, expected: tuple[int, int, str]
) -> None:
    """Minutes excluded and down, and availability, of 43,200: excluded time leaves the whole, or stays in it."""
    asked = [approved(str(n), window(*span), effect=Effect(effect)) for n, span in enumerate(exclusions)]
    result = honoured(asked, Policy(), PERIOD).excluded
    excluded = sum(each.span.length for each in result)
    counted = length(difference((window(*span) for span in outages), (each.span for each in result)))
    whole = PERIOD.length - (excluded if effect == "remove" else 0)
    attained = displayed(100 * (1 - Fraction(counted, whole)))
    assert (excluded // MINUTE, counted // MINUTE, attained) == expected


SPANS = st.builds(lambda start, size: window(start, start + size), st.integers(-50, 300), st.integers(1, 80))
ASKED = st.lists(
    st.builds(
        Exclusion,
        st.uuids().map(str),
        st.sampled_from(State),
        st.sampled_from([each for each in Category if each is not Category.DISPUTE]),
        SPANS,
        st.sampled_from(Effect),
        st.none(),
        st.none() | st.integers(-100, 300).map(lambda minute: minute * MINUTE),
    ),
    max_size=6,
)
POLICIES = st.builds(
    Policy,
    st.frozensets(st.sampled_from(Category)),
    st.integers(0, 60).map(lambda minute: minute * MINUTE),
    st.just(ALL),
    st.none() | st.integers(0, 200).map(lambda minute: minute * MINUTE),
    st.just(ALL),
    st.none() | st.sampled_from(Effect),
)
SHORT = window(0, 240)


@given(ASKED, POLICIES)
def test_no_instant_is_subtracted_twice_and_none_outside_the_period(asked: list[Exclusion], policy: Policy) -> None:
    excluded = honoured(asked, policy, SHORT).excluded
    for clocks in (True, False):
        group = [each.span for each in excluded if (each.effect is Effect.CLOCK_STOP) is clocks]
        assert sum(span.length for span in group) == length(group)
    assert difference(spans(excluded), [SHORT]) == []


@given(ASKED, POLICIES)
def test_the_order_of_exclusions_does_not_matter(asked: list[Exclusion], policy: Policy) -> None:
    assert honoured(asked, policy, SHORT) == honoured(reversed(asked), policy, SHORT)


@given(ASKED, POLICIES)
def test_what_is_asked_for_is_honoured_or_told(asked: list[Exclusion], policy: Policy) -> None:
    result = honoured(asked, policy, SHORT)
    everything = intersection((each.window for each in asked), [SHORT])
    told = union([*(each.span for each in result.excluded), *(each.span for each in result.dishonoured)])
    assert told == everything


@given(ASKED, POLICIES)
def test_no_more_than_the_budget_is_excluded(asked: list[Exclusion], policy: Policy) -> None:
    excluded = spans(honoured(asked, policy, SHORT).excluded)
    if policy.budget is not None:
        assert length(excluded) <= policy.budget
    assert length(excluded) <= length(
        each.window for each in asked if each.state is State.APPROVED and each.category in policy.categories
    )


@given(ASKED, POLICIES, st.integers(0, 100))
def test_a_larger_budget_excludes_no_less(asked: list[Exclusion], policy: Policy, more: int) -> None:
    if policy.budget is not None:
        larger = Policy(policy.categories, policy.notice, ALL, policy.budget + more * MINUTE, ALL, policy.effect)
        less, greater = (spans(honoured(asked, each, SHORT).excluded) for each in (policy, larger))
        assert difference(less, greater) == []


@pytest.mark.parametrize("before", [None, *State])
@pytest.mark.parametrize("after", State)
def test_the_life_of_an_exclusion(before: State | None, after: State) -> None:
    allowed = {
        (None, State.REQUESTED),
        (State.REQUESTED, State.APPROVED),
        (State.REQUESTED, State.REJECTED),
        (State.APPROVED, State.REVOKED),
    }
    assert EXCLUSION.allows(before, after) is ((before, after) in allowed or before is after)


def test_an_upheld_dispute_is_honoured_whatever_the_rule_says() -> None:
    policy = Policy(categories=frozenset(), notice=HOUR, budget=0, effect=Effect.REMOVE)
    asked = approved("1", window(0, 60), category=Category.DISPUTE, effect=Effect.EXCUSE)
    [excluded] = honoured([asked], policy, PERIOD).excluded
    assert (excluded.span, excluded.effect) == (window(0, 60), Effect.EXCUSE)
