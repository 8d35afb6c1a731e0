"""Outages as contracts count them; several sources, objects and cases made one."""

from fractions import Fraction

import pytest

from domain.over_time import DOWN, HALF, UP, WHOLE, availability, facts, level, outages, outcome, removed, setting
from tmf623.domain.availability import Method, OfCases
from tmf623.domain.choices import OutageEnd, OutageStart, Pooling, QuantumRounding, SourcePolicy
from tmf623.domain.evidence import Outage
from tmf623.domain.facts import Case, Facts, Series, StateInterval
from tmf623.domain.instants import Interval
from tmf623.domain.outages import OutageCount, Weight
from tmf623.domain.states import Merging
from tmf623.domain.timeline import Change


@pytest.mark.parametrize(
    ("count", "down"),
    [
        pytest.param(OutageCount(), 4 + 6 + 9, id="each counts"),
        pytest.param(OutageCount(min_qualifying=6), 6 + 9, id="shorter than 6 vanish, others count in full"),
        pytest.param(OutageCount(deductible=5), 1 + 4, id="the first 5 of each never count"),
        pytest.param(OutageCount(min_qualifying=5, deductible=5), 1 + 4, id="both"),
        pytest.param(OutageCount(quantum=4), 4 + 4 + 8, id="whole fours"),
        pytest.param(OutageCount(quantum=4, rounding=QuantumRounding.CEILING), 4 + 8 + 12, id="started fours"),
        pytest.param(OutageCount(deductible=2, quantum=2), 2 + 4 + 6, id="quanta of what is left"),
    ],
)
def test_outages_qualify_are_deducted_and_counted_in_quanta(count: OutageCount, down: int) -> None:
    """Outages of 4, 6 and 9 instants."""
    found = outcome(availability(Method(count=count)), facts(outages((0, 4), (20, 26), (50, 59))))
    assert (found.delivered.level, found.evidence.down) == (100 - down, down)


def test_an_outage_is_as_long_as_the_time_of_it_that_counts() -> None:
    """Down from 0 to 20, but 5 to 18 is excluded: 7 instants are too few to qualify as 8."""
    where = setting(excluded=[removed(5, 18)])
    assert level(outages((0, 20)), Method(count=OutageCount(min_qualifying=7)), where) == WHOLE * (87 - 7) / 87
    assert level(outages((0, 20)), Method(count=OutageCount(min_qualifying=8)), where) == 100


def test_impacts_weigh_what_the_contract_says() -> None:
    quarter = Fraction(1, 4)
    changes = [Change(0, quarter), Change(10, HALF), Change(20, DOWN), Change(30, UP)]
    bands = (Weight(HALF, DOWN),)
    assert level(changes, Method(count=OutageCount(weights=bands))) == 80  # half and more is down, less is up
    bands = (Weight(Fraction(1, 100), HALF), Weight(DOWN, DOWN))
    assert level(changes, Method(count=OutageCount(weights=bands))) == 80  # any degradation counts half


def test_a_deductible_is_taken_off_the_beginning_of_a_mixed_outage() -> None:
    """10 at half and 10 down, without the first 10: 10 down are left."""
    changes = [Change(0, HALF), Change(10, DOWN), Change(20, UP)]
    assert level(changes, Method(count=OutageCount(deductible=10))) == 90


def test_outages_in_scope_are_listed_in_order_and_joined_only_where_they_touch() -> None:
    changes = [Change(0, DOWN), Change(30, HALF), Change(40, UP)]
    where = setting(excluded=[removed(0, 5), removed(20, 25), removed(35, 100)])
    found = outcome(availability(), facts(changes), where)
    assert found.evidence.outages == (
        Outage(Interval(5, 20), DOWN),
        Outage(Interval(25, 30), DOWN),
        Outage(Interval(30, 35), HALF),
    )
    assert found.evidence.outage_count == 1


def test_the_mean_during_outages_is_weighted_by_time() -> None:
    """20 s at 0 % and 60 s at 50 % have a mean of 37.5 %."""
    changes = [Change(0, DOWN), Change(20, UP), Change(40, HALF)]
    assert outcome(availability(), facts(changes)).average == Fraction("37.5")


# ------------------------------------------------------------------ sources, objects, cases

THREE = [Change(0, UP, "a"), Change(0, UP, "b"), Change(0, UP, "c"),
         Change(10, DOWN, "a"), Change(20, DOWN, "b"), Change(30, DOWN, "c"), Change(40, None, "a")]  # fmt: skip


@pytest.mark.parametrize(
    ("merging", "expected"),
    [
        pytest.param(Merging(), 10, id="worst: down from 10 on, since b and c go on"),
        pytest.param(Merging(SourcePolicy.BEST), 30, id="best: down from 30 on"),
        pytest.param(Merging(SourcePolicy.QUORUM, quorum=2), 20, id="two of three: down from 20 on"),
        pytest.param(Merging(SourcePolicy.PRIORITY, sources=("c", "a")), 30, id="c speaks first"),
        pytest.param(Merging(SourcePolicy.WORST, sources=("b",)), 20, id="only b counts"),
    ],
)
def test_several_sources_are_one_by_policy(merging: Merging, expected: int) -> None:
    assert level(THREE, Method(merging=merging)) == expected


def test_a_quorum_of_fewer_sources_than_know_is_unknown() -> None:
    found = outcome(availability(Method(merging=Merging(SourcePolicy.QUORUM, quorum=2))), facts([Change(0, UP, "a")]))
    assert found.delivered.level is None


def test_intervals_say_what_was_the_case_between_changes() -> None:
    """A source that is up since 0 reports afterwards that it was down from 20 to 30; outside it stays up."""
    late = [StateInterval(Interval(20, 30), DOWN, "a", 2)]
    assert outcome(availability(), facts([Change(0, UP, "a", 1)], late)).delivered.level == 90


def test_a_state_is_known_only_as_long_as_updates_come() -> None:
    """Reported up at 0, 10 and 50; good for 10: known for 30."""
    changes = [Change(0, UP), Change(10, UP), Change(50, UP)]
    assert outcome(availability(Method(hold=10)), facts(changes)).evidence.unknown_time == 70


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        pytest.param(Pooling.SUM, Fraction(75), id="minutes of both are added up: 150 of 200"),
        pytest.param(Pooling.ANY_DOWN, Fraction(60), id="down while one is"),
        pytest.param(Pooling.ALL_DOWN, Fraction(90), id="down while both are"),
    ],
)
def test_several_objects_are_one(pooling: Pooling, expected: Fraction) -> None:
    """One is down from 10 to 40, the other from 30 to 50."""
    known = Facts({(name, "m"): Series(changes=outages(span)) for name, span in (("a", (10, 40)), ("b", (30, 50)))})
    rule = availability(Method(pooling=pooling), objects=("a", "b"), metric="m")
    assert outcome(rule, known).delivered.level == expected


def test_where_objects_are_one_and_knowledge_does_not_decide_the_state_is_unknown() -> None:
    known = Facts({("a", "m"): Series(changes=outages((10, 40)))})
    rule = availability(Method(pooling=Pooling.ANY_DOWN), objects=("a", "b"), metric="m")
    assert outcome(rule, known).evidence.unknown_time == 70
    assert outcome(rule, known).delivered.level == 0


def test_cases_can_be_the_outages() -> None:
    """Lumen, Comcast: from the ticket's opening, or the customer's report, to its restoration or closing."""
    cases = [Case(20, 30, priority="1", reported=15, closed=40), Case(25, None, priority="3")]
    where = Facts(cases=cases)
    chosen = OfCases(lambda case: case.priority == "1")
    assert outcome(availability(of_cases=chosen), where).delivered.level == 90
    wide = OfCases(chosen.counts, OutageStart.CASE_REPORTED, OutageEnd.CASE_CLOSED)
    assert outcome(availability(of_cases=wide), where).delivered.level == 75
    everything = OfCases(lambda _: True)
    assert outcome(availability(of_cases=everything), where).delivered.level == 20  # the open one is down to the end
