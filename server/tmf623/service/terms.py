"""What a rule agrees on: an agreement's text read into domain values, once.

The only reader of `referenceValue`, `operator`, `unit`, `tolerance` and `spec`. TMF623's own attributes take any
text; a rule they cannot be read from is kept, and not assessable. Only what this service added is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract.codec import canonical
from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Method
from tmf623.domain.calendar import Calendar, round_the_clock
from tmf623.domain.decimals import fraction_of
from tmf623.domain.event_duration import Clock, Population
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Objective, Operator, ToleranceType, operator_of
from tmf623.domain.periods import CYCLES, ConformancePeriod, Cycle, billing
from tmf623.domain.timeline import MissingData
from tmf623.domain.units import PERCENT, Duration, Share, Unit, unit_of
from tmf623.errors import SlaError
from tmf623.service import business_calendars, metrics, spec_references, specs
from tmf623.service.spec_values import read
from tmf623.service.timestamps import interval

_PATH = "spec"


@dataclass(frozen=True, slots=True)
class Availability:
    """A rule about the share of a period during which one object was up."""

    object: str
    series: str
    """Name of the metric whose observations count."""
    method: Method
    hours: Calendar | None
    """The service time; None: all the time."""
    cycle: Cycle
    whole: Fraction
    """What full availability is in the rule's unit: 100 for percent."""


@dataclass(frozen=True, slots=True)
class EventDuration:
    """A rule about the time each case takes."""

    objects: frozenset[str]
    """The entities whose cases count."""
    population: Population
    clock: Clock


C = TypeVar("C", Availability, EventDuration)


@dataclass(frozen=True, slots=True)
class Terms(Generic[C]):
    """A rule that can be assessed."""

    objective: Objective
    unit: Unit
    zone: ZoneInfo
    in_force: Interval
    computation: C


class Unreadable(Exception):
    """A rule does not say what could be assessed; the text is a sentence for people."""


def check(sla: Sla) -> None:
    """Refuse an agreement whose typed terms make no sense.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: attributes contradict each other, or refer to what the agreement does not have.
    """
    business_calendars.check(sla)
    for index, rule in enumerate(sla.rule):
        if rule.HasField("spec"):
            kind = SpecType(rule.spec.at_type) if rule.spec.at_type in set(SpecType) else None
            specs.check(sla, rule, f"rule[{index}].spec", kind)


def terms_of(sla: Sla, rule: Rule) -> Terms[Availability] | Terms[EventDuration]:
    """Read a rule of a stored agreement.

    Raises:
        Unreadable: it cannot be assessed.
    """
    try:
        specs.check(sla, rule, _PATH, None)
        kind = _kind(rule)
        specs.check_kind(rule.spec, _PATH, kind)
        if kind not in _COMPUTATIONS:
            raise Unreadable(f"this version of the service keeps rules of {kind}, and does not compute them")
        unit = _unit(rule)
        return Terms(
            objective=_objective(rule, unit),
            unit=unit,
            zone=business_calendars.zone_of(sla),
            in_force=interval(sla.valid_for),
            computation=_COMPUTATIONS[kind](sla, rule, unit),
        )
    except SlaError as error:
        raise Unreadable(error.message) from error


def digest(sla: Sla, rule: Rule) -> str:
    """SHA-256 of the terms a judgement of `rule` applies, hexadecimal.

    Taken from the canonical JSON of an agreement that has nothing but this rule, the rules it rests on, the calendars
    they refer to, the zone, the scope and the validity.
    """
    rules = [rule, *(other for other in spec_references.reached(sla, rule) if other is not rule)]
    used = {each.spec.calendar_ref for each in rules} | {row.calendar_ref for each in rules for row in each.spec.target}
    applied = Sla(rule=rules, scope=sla.scope)
    applied.calendar.extend(calendar for calendar in sla.calendar if calendar.id in used - {""})
    if sla.HasField("time_zone"):
        applied.time_zone = sla.time_zone
    if sla.HasField("valid_for"):
        applied.valid_for.CopyFrom(sla.valid_for)
    return sha256(canonical(applied)).hexdigest()


def objects_of(sla: Sla) -> frozenset[str]:
    """What measurements and cases must name to count for an agreement."""
    return frozenset(entity.id for entity in sla.scope if entity.id) if sla.scope else frozenset({f"sla/{sla.id}"})


def _kind(rule: Rule) -> SpecType:
    if rule.spec.HasField("at_type"):
        return SpecType(rule.spec.at_type)
    metric = metrics.known(rule.metric)
    if metric is None:
        raise Unreadable(
            f"the metric {shown(rule.metric)} is not in the metric library, and the rule has no spec.@type"
        )
    if not metric.alone and not rule.HasField("spec"):
        raise Unreadable(f"the metric {shown(rule.metric)} needs a spec that says which cases and what time count")
    return metric.type


def _unit(rule: Rule) -> Unit:
    if rule.unit.strip():
        unit = unit_of(rule.unit)
        if unit is None:
            raise Unreadable(f"the unit {shown(rule.unit)} is not one this service computes")
        return unit
    metric = metrics.known(rule.metric)
    if metric is None or metric.unit is None:
        raise Unreadable("the rule has no unit")
    return metric.unit


def _objective(rule: Rule, unit: Unit) -> Objective:
    operator = operator_of(rule.operator)
    if operator is None:
        raise Unreadable(f"the operator {shown(rule.operator)} is none this service knows")
    reference = _number(rule.reference_value, unit, "referenceValue")
    if operator is Operator.NE or not rule.tolerance.strip():
        return Objective(operator, reference)
    tolerance = _tolerance(rule, unit, reference)
    if tolerance < 0:
        raise Unreadable(f"the tolerance {shown(rule.tolerance)} is negative")
    return Objective(operator, reference, tolerance)


def _tolerance(rule: Rule, unit: Unit, reference: Fraction) -> Fraction:
    """The allowed variation in the rule's unit (see `RuleSpec.toleranceType`); "5 %" is a share unless said so."""
    text = rule.tolerance.strip()
    kind = specs.tolerance_type(rule.spec)
    in_percent = text.endswith("%")
    if kind is None:
        kind = ToleranceType.ABSOLUTE if unit is PERCENT and not in_percent else ToleranceType.RELATIVE
    if kind is ToleranceType.ABSOLUTE:
        return _number(text, unit, "tolerance")
    share = _number(text, PERCENT, "tolerance")
    return abs(reference) * (share / 100 if in_percent else share)


def _number(text: str, unit: Unit, name: str) -> Fraction:
    try:
        return fraction_of(text.strip().removesuffix("%") if unit is PERCENT else text)
    except ValueError:
        raise Unreadable(f"the {name} {shown(text)} is not a number") from None


def _availability(sla: Sla, rule: Rule, unit: Unit) -> Availability:
    if not isinstance(unit, Share):
        raise Unreadable(f"availability is a share, and {shown(rule.unit)} is no unit of shares")
    spec, objects = rule.spec, objects_of(sla)
    if not spec.HasField("object") and len(objects) != 1:
        raise Unreadable(f"spec.object must say which of the {len(objects)} entities in scope the rule is about")
    hours = (
        business_calendars.calendar_of(sla, spec.calendar_ref, "calendarRef") if spec.HasField("calendar_ref") else None
    )
    return Availability(
        object=spec.object if spec.HasField("object") else next(iter(objects)),
        series=metrics.series_of(rule.metric),
        method=_method(spec),
        hours=hours,
        cycle=_cycle(spec),
        whole=unit.whole,
    )


def _method(spec: RuleSpec) -> Method:
    return Method(
        missing_data=read(spec, "missing_data", MissingData.EXCLUDE),
        fixed=read(spec, "fixed_denominator"),
        min_coverage=read(spec, "min_coverage", Fraction(0)),
    )


def _cycle(spec: RuleSpec) -> Cycle:
    period = specs.period_of(spec) or ConformancePeriod.CALENDAR_MONTH
    if period is ConformancePeriod.BILLING_MONTH:
        return billing(read(spec, "anchor_day", 1))
    if period not in CYCLES:
        raise Unreadable(f"this version of the service keeps rules over {period}, and does not compute them")
    return CYCLES[period]


def _event_duration(sla: Sla, rule: Rule, unit: Unit) -> EventDuration:
    if not isinstance(unit, Duration):
        raise Unreadable(f"the time a case takes is a duration, and {shown(rule.unit)} is no unit of durations")
    spec = rule.spec
    if unit.business and not spec.HasField("calendar_ref"):
        raise Unreadable(f"the unit {shown(rule.unit)} needs spec.calendarRef to say what is working time")
    if spec.HasField("calendar_ref"):
        calendar = business_calendars.calendar_of(sla, spec.calendar_ref, "calendarRef")
    else:
        calendar = round_the_clock(business_calendars.zone_of(sla))
    objects = frozenset({spec.object}) if spec.HasField("object") else objects_of(sla)
    if not objects:
        raise Unreadable("the scope names no entity by its id")
    return EventDuration(
        objects=objects,
        population=Population(frozenset(spec.population.ticket_type), frozenset(spec.population.priority)),
        clock=Clock(calendar, unit.microseconds),
    )


_COMPUTATIONS: Mapping[SpecType, Callable[[Sla, Rule, Unit], Any]] = {
    SpecType.AVAILABILITY: _availability,
    SpecType.EVENT_DURATION: _event_duration,
}
