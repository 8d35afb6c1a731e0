"""Ratios, percentiles, means and counts, read into how they compute."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Availability
from tmf623.domain.case_targets import CasesInTarget
from tmf623.domain.choices import (
    CommitSource,
    ContactFormula,
    CountedBy,
    Failing,
    Falling,
    OpenPastCommit,
    PercentileOf,
    PriorityChange,
    Quantity,
    RatioStyle,
    Relief,
    SourcePolicy,
    WaitFrom,
    Weighting,
)
from tmf623.domain.chosen import Choice
from tmf623.domain.computation import Computation
from tmf623.domain.contact_shares import ContactMethod, ContactShare
from tmf623.domain.counting import Basis
from tmf623.domain.coverage import Covered
from tmf623.domain.instants import DAY, SECOND
from tmf623.domain.mean import Count, Mean, OutageMean, OutageNumber, TimeWeightedMean, TotalCount
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.observed import Sources
from tmf623.domain.order_timeliness import OrdersOnTime, Timeliness
from tmf623.domain.percentile import Percentile, SamplePercentile
from tmf623.domain.quantities import CaseDurations, ContactWaits, EventNumber, OrderTimes, SampleValues
from tmf623.domain.quantities import Quantity as Values
from tmf623.domain.ratio import CountsRatio, GoodTotalRatio, SamplesInTarget
from tmf623.domain.timeline import MissingData
from tmf623.domain.units import Duration
from tmf623.service import metrics
from tmf623.service.populations import population_of
from tmf623.service.rule_reading import RuleReading, Unreadable
from tmf623.service.spec_values import read
from tmf623.service.terms_of_cases import clock_of, method_of, milestone_of, targets_of
from tmf623.service.terms_over_time import availability_of

_ONE = Fraction(1)


def ratio(given: RuleReading) -> Computation:
    """A share: of what was measured, of cases, orders or contacts."""
    return _STYLES[read(given.spec.ratio, "style", RatioStyle.GOOD_TOTAL)](given)


def percentile(given: RuleReading) -> Computation:
    """A percentile."""
    rule = given.spec.percentile
    share, of = read(rule, "p"), read(rule, "of", PercentileOf.VALUE)
    if _quantity(given) is Quantity.SAMPLE:
        samples = _samples(given)
        distance = read(rule, "distance")
        return _covered(given, SamplePercentile(samples, share, of, distance, given.objective), samples.metric)
    return Percentile(_values(given), share, of)


def mean(given: RuleReading) -> Computation:
    """A mean."""
    quantity = _quantity(given)
    if quantity in {Quantity.OUTAGE_DURATION, Quantity.UPTIME_PER_OUTAGE}:
        return OutageMean(_outages(given), _microseconds(given), up=quantity is Quantity.UPTIME_PER_OUTAGE)
    if quantity is not Quantity.SAMPLE:
        return Mean(_values(given))
    samples = _samples(given)
    by_time = read(given.spec, "weighting", Weighting.SAMPLE) is Weighting.TIME
    rule = TimeWeightedMean(samples, given.hold()) if by_time else Mean(samples)
    return _covered(given, rule, samples.metric)


def count(given: RuleReading) -> Computation:
    """A number."""
    quantity = _quantity(given)
    if quantity is Quantity.OUTAGE:
        return OutageNumber(_outages(given))
    if quantity is Quantity.TOTAL:
        return _covered(given, TotalCount(_basis(given), given.metric, _sources(given)), given.metric)
    if quantity is Quantity.SAMPLE:
        samples = _samples(given)
        return _covered(given, Count(samples), samples.metric)
    return Count(_numbers(given, quantity))


def _good_total(given: RuleReading) -> Computation:
    bad = read(given.spec.ratio, "style", RatioStyle.GOOD_TOTAL) is RatioStyle.BAD_TOTAL
    rule = GoodTotalRatio(_basis(given), given.metric, given.whole(), bad, _sources(given))
    return _covered(given, rule, given.metric)


def _counts(given: RuleReading) -> Computation:
    named = given.spec.ratio
    numerator, denominator = map(metrics.series_of, (named.numerator_metric, named.denominator_metric))
    rule = CountsRatio(_basis(given), numerator, denominator, given.whole(), _sources(given))
    return _covered(given, rule, denominator)


def _samples_in_target(given: RuleReading) -> Computation:
    rule = given.spec.ratio
    good = Objective(read(rule, "operator", Operator.GE), Fraction(read(rule, "target")))

    def kept(value: Decimal) -> bool:
        return good.kept(Fraction(value))

    return _covered(
        given, SamplesInTarget(_basis(given), given.metric, kept, given.whole(), _sources(given)), given.metric
    )


def _cases_in_target(given: RuleReading) -> Computation:
    return CasesInTarget(
        _choice(given),
        tuple(targets_of(given)),
        given.whole(),
        method_of(given.spec),
        read(given.spec, "priority_change", PriorityChange.LATEST),
        _counted_by(given, CountedBy.RESOLVED),
    )


def _orders_on_time(given: RuleReading) -> Computation:
    return OrdersOnTime(_choice(given), given.whole(), _timeliness(given), _counted_by(given, CountedBy.RESOLVED))


def _contact_share(given: RuleReading) -> Computation:
    rule = given.spec.contact
    method = ContactMethod(
        read(rule, "formula", ContactFormula.F1),
        read(rule, "threshold", 20 * SECOND),
        read(rule, "short", 5 * SECOND),
        read(rule, "repeat_within", 7 * DAY),
        read(rule, "wait_from", WaitFrom.QUEUED),
    )
    return ContactShare(_choice(given), given.whole(), method)


def _timeliness(given: RuleReading) -> Timeliness:
    rule = given.spec.order
    return Timeliness(
        commit=read(rule, "commit_source", CommitSource.FIRST_PROMISE),
        grace=read(rule, "grace", 0),
        open_past_commit=read(rule, "open_past_commit", OpenPastCommit.IGNORED),
        customer_caused=read(rule, "customer_caused", Relief.EXCLUDED),
        rolled_back=read(rule, "rolled_back", Falling.LATE),
        failed=read(rule, "failed", Failing.LATE),
        partial=read(rule, "partial", Falling.LATE),
        forecast=read(rule, "forecast"),
        above_forecast=read(rule, "above_forecast", Relief.EXCLUDED),
    )


def _values(given: RuleReading) -> Values:
    """What cases, orders and contacts took."""
    quantity = _quantity(given)
    if quantity is Quantity.CASE_DURATION:
        counted_by = _counted_by(given, CountedBy.RESOLVED)
        clock, milestone = clock_of(given), milestone_of(given.spec)
        return CaseDurations(_choice(given), clock, milestone, method_of(given.spec), counted_by)
    if quantity is Quantity.CONTACT_WAIT:
        wait_from = read(given.spec.contact, "wait_from", WaitFrom.QUEUED)
        return ContactWaits(_choice(given), _microseconds(given), wait_from)
    delay = quantity is Quantity.ORDER_DELAY
    return OrderTimes(_choice(given), clock_of(given), delay, _timeliness(given))


def _numbers(given: RuleReading, quantity: Quantity) -> EventNumber:
    """Cases, orders or contacts as such."""
    default = CountedBy.CREATED
    created = _counted_by(given, default) is CountedBy.CREATED
    dropped = method_of(given.spec).meaning.dropped

    def when(event: Any, as_of: int) -> int | None:
        began = event.offered if quantity is Quantity.CONTACT else event.created
        ended = {Quantity.CASE: "resolved", Quantity.ORDER: "completed", Quantity.CONTACT: "answered"}[quantity]
        at = began if created else getattr(event, ended)
        is_dropped = getattr(event, "status", "") in dropped
        return None if at is None or at > as_of or is_dropped else at

    return EventNumber(_choice(given), f"{quantity}s", when)


def _samples(given: RuleReading) -> SampleValues:
    return SampleValues(_basis(given), given.metric, _sources(given))


def _basis(given: RuleReading) -> Basis:
    return Basis(given.objects(), given.hours(), read(given.spec, "min_sample", 0))


def _choice(given: RuleReading) -> Choice:
    return Choice(given.entities(), population_of(given.spec.population), read(given.spec, "min_sample", 0))


def _counted_by(given: RuleReading, default: CountedBy) -> CountedBy:
    counted_by: CountedBy = read(given.spec.population, "counted_by", default)
    return counted_by


def _quantity(given: RuleReading) -> Quantity:
    quantity: Quantity = read(given.spec, "quantity", Quantity.SAMPLE)
    return quantity


def _sources(given: RuleReading) -> Sources:
    sources = given.spec.sources
    return Sources(read(sources, "policy", SourcePolicy.POOLED), tuple(sources.source))


def _covered(given: RuleReading, rule: Computation, metric: str) -> Computation:
    """The rule with the coverage of what it is of, where it says how often that is reported."""
    spec, hold = given.spec, given.hold()
    if hold is None:
        return rule
    closed = read(spec, "missing_data", MissingData.EXCLUDE) is MissingData.FAIL_CLOSED
    least = read(spec, "min_coverage", Fraction(0))
    return Covered(rule, _basis(given), (metric,), hold, least, closed, _sources(given))


def _outages(given: RuleReading) -> Availability:
    """The outages a rule counts, as a rule about availability would."""
    return availability_of(given, _ONE)


def _microseconds(given: RuleReading) -> int:
    """How long the rule's unit is."""
    unit = given.unit
    if isinstance(unit, Duration) and unit.name == "day":
        return DAY
    if not isinstance(unit, Duration) or unit.microseconds is None:
        raise Unreadable(f"its level is a time, and {shown(given.rule.unit)} is no unit of a fixed length")
    return unit.microseconds


_STYLES: Mapping[RatioStyle, Callable[[RuleReading], Computation]] = {
    RatioStyle.GOOD_TOTAL: _good_total,
    RatioStyle.BAD_TOTAL: _good_total,
    RatioStyle.COUNTS: _counts,
    RatioStyle.SAMPLES_IN_TARGET: _samples_in_target,
    RatioStyle.CASES_IN_TARGET: _cases_in_target,
    RatioStyle.ORDERS_ON_TIME: _orders_on_time,
    RatioStyle.CONTACTS: _contact_share,
}
COMPUTATIONS: Mapping[SpecType, Callable[[RuleReading], Any]] = {
    SpecType.RATIO: ratio,
    SpecType.PERCENTILE: percentile,
    SpecType.MEAN: mean,
    SpecType.COUNT: count,
}
"""How each kind is read."""
