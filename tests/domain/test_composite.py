"""Composites: several rules judged as one."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from domain.over_time import DOWN, UP, availability, outages, outcome, setting
from tmf623.domain.assessment import Verdict, judge
from tmf623.domain.choices import Combination, NoDataPart
from tmf623.domain.composite import Composite, Part
from tmf623.domain.facts import Facts, Series
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.timeline import Change

WHOLE = Fraction(100)
MINUTES = 10_000


def part(name: str, reference: str = "90", weight: int = 1) -> Part:
    rule = replace(availability(), objects=(name,))
    return Part(name, rule, Objective(Operator.GE, Fraction(reference)), WHOLE, Fraction(weight))


def composite(combination: Combination, *parts: Part, **more: Any) -> Composite:
    return Composite(parts, combination, WHOLE, **more)


def seen(**down: Any) -> Facts:
    """Each named object is down for its spans; None: nothing is known of it."""
    return Facts(
        {
            (name, "availability"): Series(changes=[] if spans is None else outages(*spans))
            for name, spans in down.items()
        }
    )


A, B = part("a"), part("b")
BOTH = seen(a=[(0, 5)], b=[(50, 70)])
"""a is up 95 of 100, b 80 of 100, and they are down at different times."""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(composite(Combination.ALL, A, B), 0, id="all: b breaks its promise"),
        pytest.param(composite(Combination.ALL, A, part("b", "80")), 100, id="all: both keep theirs"),
        pytest.param(composite(Combination.ANY, A, B), 100, id="any: a keeps its"),
        pytest.param(composite(Combination.ANY, part("a", "99"), B), 0, id="any: none does"),
        pytest.param(composite(Combination.WEIGHTED, part("a", weight=3), B), Fraction(365, 4), id="(3*95 + 80)/4"),
        pytest.param(composite(Combination.SERIAL, A, B), 76, id="0.95 * 0.80"),
        pytest.param(composite(Combination.BAD_IF_ANY, A, B), 75, id="25 of 100 bad"),
        pytest.param(composite(Combination.BAD_IF_ANY, A, B, interval=10), 70, id="3 of 10 intervals bad"),
    ],
)
def test_parts_are_combined(rule: Composite, expected: Fraction) -> None:
    assert outcome(rule, BOTH).delivered.level == expected


def test_components_in_series_multiply_exactly() -> None:
    """99.95 %, 99.9 % and 99.99 %: 99.840064995 % (probability of independent components)."""
    down = {"a": [(0, 5)], "b": [(0, 10)], "c": [(0, 1)]}
    rule = composite(Combination.SERIAL, part("a"), part("b"), part("c"))
    found = outcome(rule, seen(**down), setting(Interval(0, MINUTES))).delivered.level
    assert found == Fraction("99.840064995")


def test_a_part_within_its_tolerance_keeps_its_promise() -> None:
    tolerant = replace(B, objective=Objective(Operator.GE, Fraction(90), Fraction(10)))
    found = outcome(composite(Combination.ALL, A, tolerant), BOTH)
    assert found.delivered.level == 100
    assert [each.verdict for each in found.evidence.parts] == [Verdict.MET, Verdict.DEGRADED]


@pytest.mark.parametrize(
    ("no_data", "level", "verdict"),
    [
        pytest.param(NoDataPart.FAIL, None, Verdict.INDETERMINATE, id="fail: no verdict"),
        pytest.param(NoDataPart.RENORMALISE, Fraction(95), Verdict.MET, id="renormalise: of a alone"),
    ],
)
@pytest.mark.parametrize("combination", [Combination.WEIGHTED, Combination.SERIAL])
def test_a_part_without_data_fails_or_is_left_out(
    combination: Combination, no_data: NoDataPart, level: Fraction | None, verdict: Verdict
) -> None:
    found = outcome(composite(combination, A, B, no_data=no_data), seen(a=[(0, 5)], b=None))
    judgement = judge(Objective(Operator.GE, Fraction(90)), found.delivered)
    assert judgement.verdict is verdict
    assert level is None or found.delivered.level == level
    assert ("b" in judgement.reason) is (no_data is NoDataPart.FAIL)


def test_without_any_data_there_is_none() -> None:
    for combination in Combination:
        found = outcome(composite(combination, A, B, no_data=NoDataPart.RENORMALISE), seen(a=None, b=None))
        assert judge(Objective(Operator.GE, Fraction(90)), found.delivered).verdict is Verdict.NO_DATA


def test_composites_can_be_parts() -> None:
    inner = composite(Combination.BAD_IF_ANY, A, B)
    outer = composite(Combination.BAD_IF_ANY, Part("inner", inner, A.objective, WHOLE), part("c"))
    known = Facts({**BOTH.series, **seen(c=[(90, 100)]).series})
    assert outcome(outer, known).delivered.level == 65


def test_while_open_the_bounds_are_those_of_the_parts() -> None:
    """At 50 of 100, a is down for 10 and b for none: a ends between 40 and 90, b between 50 and 100."""
    known = seen(a=[(0, 10)], b=[])
    half = setting(Interval(0, 100), as_of=50)
    weighted = outcome(composite(Combination.WEIGHTED, A, B), known, half).delivered
    assert (weighted.level, weighted.low, weighted.high) == (Fraction(90), Fraction(45), Fraction(95))
    serial = outcome(composite(Combination.SERIAL, A, B), known, half).delivered
    assert (serial.low, serial.high) == (Fraction(20), Fraction(90))
    every = outcome(composite(Combination.ALL, part("a", "91"), B), known, half).delivered
    assert (every.level, every.low, every.high) == (0, 0, 0)  # a can no longer reach 91


def test_where_no_part_is_bad_and_one_is_unknown_nothing_is_known() -> None:
    known = Facts(
        {
            ("a", "availability"): Series(changes=[Change(0, UP), Change(40, None)]),
            ("b", "availability"): Series(changes=[Change(0, UP), Change(80, DOWN)]),
        }
    )
    found = outcome(composite(Combination.BAD_IF_ANY, A, B), known)
    assert found.evidence.unknown_time == 40  # from 40 to 80; from 80 on b is down
    assert found.delivered.level == Fraction(100 * 40, 60)
