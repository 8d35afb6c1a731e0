"""Rules over time, read into how they compute: availability, rules over intervals, composites."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tmf.sla.v1.terms_pb2 import OutageRule, RuleSpec
from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Availability, Method, OfCases
from tmf623.domain.choices import (
    Aggregation,
    Combination,
    IntervalTotal,
    NoDataPart,
    OutageEnd,
    Pooling,
    QuantumRounding,
    SourcePolicy,
)
from tmf623.domain.composite import Composite, Part
from tmf623.domain.instants import MINUTE, SECOND
from tmf623.domain.intervals import Reading
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.outages import OutageCount, Weight
from tmf623.domain.timeline import MissingData
from tmf623.domain.timeslices import IntervalAverage, MefAvailability, Slicing, Timeslices
from tmf623.domain.units import Duration, Share
from tmf623.service.populations import population_of
from tmf623.service.rule_reading import RuleReading, Unreadable
from tmf623.service.spec_values import read

_LENGTHS = {
    SpecType.INTERVAL_AVERAGE: 5 * MINUTE,
    SpecType.TIMESLICES: MINUTE,
    SpecType.MEF_AVAILABILITY: SECOND,
}
"""Length of intervals where a rule does not say."""
_UPWARD = frozenset({Operator.GE, Operator.GT})


def availability(given: RuleReading) -> Availability:
    """The share of a period during which objects were up, or how long they were down."""
    unit = given.unit
    per = unit.microseconds if isinstance(unit, Duration) and not unit.business else None
    if per is None:
        return availability_of(given, given.whole())
    return replace(availability_of(given, Fraction(1)), per=per)


def availability_of(given: RuleReading, whole: Fraction) -> Availability:
    """The same in parts of `whole`, whatever the rule's unit."""
    spec = given.spec
    of_cases = _of_cases(spec) if spec.outage.HasField("start_at") else None
    return Availability(
        objects=given.objects() if of_cases is None else tuple(sorted(given.entities())),
        metric=given.metric,
        whole=whole,
        method=_method(given),
        hours=given.hours(),
        of_cases=of_cases,
    )


def outage_count(outage: OutageRule) -> OutageCount:
    """How a rule counts outages."""
    bands = sorted((read(band, "impact"), read(band, "weight")) for band in outage.impact_weight)
    return OutageCount(
        min_qualifying=read(outage, "min_qualifying", 0),
        deductible=read(outage, "deductible", 0),
        quantum=read(outage, "quantum", 0),
        rounding=read(outage, "quantum_rounding", QuantumRounding.FLOOR),
        weights=tuple(Weight(*band) for band in bands),
    )


def timeslices(given: RuleReading) -> Timeslices:
    """The share of good intervals."""
    interval = given.spec.interval
    good = Objective(read(interval, "operator", Operator.GE), read(interval, "target", Fraction(1)))
    upward = good.operator in _UPWARD
    reading = _reading(given, _as_is, _as_is, worst=min if upward else max, best=max if upward else min)
    total = read(interval, "total", IntervalTotal.OBSERVED)
    return Timeslices(_slicing(given, SpecType.TIMESLICES, reading), good.kept, total)


def interval_average(given: RuleReading) -> IntervalAverage:
    """One minus the mean error rate of the intervals; samples are error rates, 0 to 1."""
    return IntervalAverage(_slicing(given, SpecType.INTERVAL_AVERAGE, _reading(given, _as_is, _rest)))


def mef_availability(given: RuleReading) -> MefAvailability:
    """The share of intervals in available time; samples are loss ratios, 0 to 1."""
    mef = given.spec.mef
    reading = _reading(given, _rest, _as_is, worst=max, best=min)
    return MefAvailability(
        _slicing(given, SpecType.MEF_AVAILABILITY, reading, with_loss=True),
        read(mef, "loss_threshold", Fraction(1, 2)),
        read(mef, "consecutive", 10),
    )


def composite(given: RuleReading) -> Composite:
    """Other rules of the agreement as one."""
    rule = given.spec.composite
    combination: Combination = read(rule, "combination")
    interval = given.spec.interval
    return Composite(
        parts=tuple(_part(given, part.rule, read(part, "weight", Fraction(1)), combination) for part in rule.part),
        combination=combination,
        whole=given.whole(),
        no_data=read(rule, "no_data", NoDataPart.FAIL),
        interval=read(interval, "length", MINUTE) if given.spec.HasField("interval") else None,
        min_coverage=read(given.spec, "min_coverage", Fraction(0)),
        hours=given.hours(),
    )


def _part(given: RuleReading, rule_id: str, weight: Fraction, combination: Combination) -> Part:
    try:
        agreed = given.other(rule_id)
    except Unreadable as error:
        raise Unreadable(f"its part {shown(rule_id)} cannot be judged: {error}") from error
    of_shares = isinstance(agreed.unit, Share)
    if combination in {Combination.WEIGHTED, Combination.SERIAL} and not of_shares:
        raise Unreadable(f"its part {shown(rule_id)} is in {agreed.unit.name}, and {combination} is of shares")
    whole = agreed.unit.whole if of_shares else Fraction(1)
    if combination is Combination.BAD_IF_ANY and not isinstance(agreed.computation, _TIMED):
        raise Unreadable(f"its part {shown(rule_id)} does not say when it was bad")
    return Part(rule_id, agreed.computation, agreed.objective, whole, weight)


_TIMED = (Availability, Timeslices, MefAvailability, Composite)


def _method(given: RuleReading) -> Method:
    spec = given.spec
    return Method(
        missing_data=read(spec, "missing_data", MissingData.EXCLUDE),
        fixed=read(spec, "fixed_denominator"),
        min_coverage=read(spec, "min_coverage", Fraction(0)),
        carry=read(spec, "carry_forward_max", 0),
        hold=given.hold(),
        merging=given.merging(SourcePolicy.WORST),
        pooling=read(spec, "pooling", Pooling.SUM),
        count=outage_count(spec.outage),
    )


def _of_cases(spec: RuleSpec) -> OfCases:
    population = population_of(spec.population)
    return OfCases(
        population.holds,
        read(spec.outage, "start_at"),
        read(spec.outage, "end_at", OutageEnd.CASE_RESOLVED),
        population.paths,
    )


def _reading(
    given: RuleReading,
    of_shares: Callable[[Fraction], Fraction],
    of_samples: Callable[[Fraction], Fraction],
    worst: Any = min,
    best: Any = max,
) -> Reading:
    interval = given.spec.interval
    return Reading(
        of_states=of_shares,
        of_counts=of_shares,
        of_samples=of_samples,
        aggregation=read(interval, "aggregation", Aggregation.MEAN),
        worst=worst,
        best=best,
        min_events=read(interval, "min_events", 1),
        merging=given.merging(SourcePolicy.POOLED),
        hold=given.hold(),
    )


def _slicing(given: RuleReading, kind: SpecType, reading: Reading, *, with_loss: bool = False) -> Slicing:
    spec = given.spec
    length = read(spec.interval, "length", _LENGTHS[kind])
    by_updates = spec.HasField("update_interval")
    return Slicing(
        objects=given.objects(),
        metric=given.metric,
        whole=given.whole(),
        length=length,
        reading=reading,
        missing_data=read(spec, "missing_data", MissingData.EXCLUDE),
        empty=read(spec.interval, "empty"),
        carry=read(spec, "carry_forward_max", 0) // length,
        grace=0 if by_updates else spec.grace_times,
        min_coverage=read(spec, "min_coverage", Fraction(0)),
        min_sample=read(spec, "min_sample", 0),
        hours=given.hours(),
        with_loss=with_loss,
    )


def _as_is(value: Fraction) -> Fraction:
    return value


def _rest(value: Fraction) -> Fraction:
    return 1 - value


COMPUTATIONS: Mapping[SpecType, Callable[[RuleReading], Any]] = {
    SpecType.AVAILABILITY: availability,
    SpecType.INTERVAL_AVERAGE: interval_average,
    SpecType.TIMESLICES: timeslices,
    SpecType.MEF_AVAILABILITY: mef_availability,
    SpecType.COMPOSITE: composite,
}
"""How a rule of each kind is read."""
