"""What a rule agrees on: an agreement's text read into domain values, once.

The only reader of `referenceValue`, `operator`, `unit`, `tolerance` and `spec`. TMF623's own attributes take any
text; a rule they cannot be read from is kept, and not assessable. Only what this service added is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import Calendar, RuleSpec
from tmf623.contract.codec import canonical
from tmf623.contract.faults import shown
from tmf623.domain import periods, zones
from tmf623.domain.assessment import SpecType
from tmf623.domain.choices import RoundingMode
from tmf623.domain.decimals import fraction_of
from tmf623.domain.instants import EARLIEST, Interval
from tmf623.domain.objective import Objective, Operator, ToleranceType, operator_of
from tmf623.domain.periods import CYCLES, ConformancePeriod, Cycle
from tmf623.domain.rounding import Rounding
from tmf623.domain.units import PERCENT, Plain, Unit, unit_of
from tmf623.errors import SlaError
from tmf623.service import (
    business_calendars,
    metrics,
    spec_references,
    specs,
    terms_of_cases,
    terms_of_events,
    terms_over_time,
)
from tmf623.service.rule_reading import RuleReading, Unreadable, objects_of
from tmf623.service.spec_values import read
from tmf623.service.timestamps import interval

__all__ = ["Terms", "Unreadable", "check", "digest", "objects_of", "terms_of"]

_PATH = "spec"
_ANY_UNIT = frozenset({SpecType.MEAN, SpecType.PERCENTILE, SpecType.COUNT})
"""Kinds whose levels may be in units this service need not know."""

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Terms(Generic[C]):
    """A rule that can be assessed."""

    objective: Objective
    unit: Unit
    zone: ZoneInfo
    in_force: Interval
    computation: C
    """A `Computation`; for EventDuration what is about single cases."""
    conformance: ConformancePeriod
    cycle: Cycle | None
    """How time is cut into periods; None: it is not, the rule is about cases or the whole contract."""

    def period_at(self, instant: int) -> Interval | None:
        """The conformance period that holds an instant; None when the rule judges each case by itself."""
        if self.conformance is ConformancePeriod.EVENT:
            return None
        return self.in_force if self.cycle is None else periods.period_at(self.cycle, self.zone, instant)


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


def terms_of(sla: Sla, rule: Rule) -> Terms[Any]:
    """Read a rule of a stored agreement.

    Raises:
        Unreadable: it cannot be assessed.
    """
    try:
        specs.check(sla, rule, _PATH, None)
        completed = metrics.completed(rule)
        kind = _kind(completed)
        specs.check_kind(completed.spec, _PATH, kind)
        return _terms(sla, completed, kind)
    except SlaError as error:
        raise Unreadable(error.message) from error


def _terms(sla: Sla, rule: Rule, kind: SpecType) -> Terms[Any]:
    if kind not in _COMPUTATIONS:
        raise Unreadable(f"this version of the service keeps rules of {kind}, and does not compute them")
    unit = _unit(rule, kind)
    objective = _objective(rule, unit)
    in_force, zone = interval(sla.valid_for), business_calendars.zone_of(sla)
    conformance, cycle = _cycle(rule.spec, kind, in_force, zone)
    given = RuleReading(sla, rule, unit, objective, lambda rule_id: _other(sla, rule_id))
    return Terms(objective, unit, zone, in_force, _COMPUTATIONS[kind](given), conformance, cycle)


def _other(sla: Sla, rule_id: str) -> Terms[Any]:
    [other] = spec_references.named(sla, rule_id)
    return terms_of(sla, other)


def digest(sla: Sla, rule: Rule) -> str:
    """SHA-256 of the terms a judgement of `rule` applies, hexadecimal.

    Taken from the canonical JSON of an agreement that has nothing but this rule and the rules it rests on, with what
    the metric library says where they do not; the calendars they refer to, the zone, the scope and the validity.
    """
    applied = Sla(rule=map(metrics.completed, _resting(sla, rule)), scope=sla.scope, calendar=_calendars(sla, rule))
    if sla.HasField("time_zone"):
        applied.time_zone = sla.time_zone
    if sla.HasField("valid_for"):
        applied.valid_for.CopyFrom(sla.valid_for)
    return sha256(canonical(applied)).hexdigest()


def calendar_digest(sla: Sla, rule: Rule) -> str:
    """SHA-256 of the calendars a judgement of `rule` counts by, hexadecimal; empty when it counts by none.

    Taken from the canonical JSON of an agreement that has nothing but these, in its order.
    """
    calendars = _calendars(sla, rule)
    return sha256(canonical(Sla(calendar=calendars))).hexdigest() if calendars else ""


def _resting(sla: Sla, rule: Rule) -> list[Rule]:
    """The rule, and the rules it rests on."""
    return [rule, *(other for other in spec_references.reached(sla, rule) if other is not rule)]


def _calendars(sla: Sla, rule: Rule) -> list[Calendar]:
    """The calendars a rule and those it rests on refer to."""
    rules = _resting(sla, rule)
    used = {each.spec.calendar_ref for each in rules} | {row.calendar_ref for each in rules for row in each.spec.target}
    return [calendar for calendar in sla.calendar if calendar.id in used - {""}]


def _kind(rule: Rule) -> SpecType:
    if rule.spec.HasField("at_type"):
        return SpecType(rule.spec.at_type)
    raise Unreadable(f"the metric {shown(rule.metric)} is not in the metric library, and the rule has no spec.@type")


def _unit(rule: Rule, kind: SpecType) -> Unit:
    if not rule.unit.strip():
        raise Unreadable("the rule has no unit")
    unit = unit_of(rule.unit)
    if unit is None and kind in _ANY_UNIT:
        return Plain(rule.unit.strip())
    if unit is None:
        raise Unreadable(f"the unit {shown(rule.unit)} is not one this service computes")
    return unit


def _objective(rule: Rule, unit: Unit) -> Objective:
    operator = operator_of(rule.operator)
    if operator is None:
        raise Unreadable(f"the operator {shown(rule.operator)} is none this service knows")
    reference = _number(rule.reference_value, unit, "referenceValue")
    tolerance = Fraction(0)
    if operator is not Operator.NE and rule.tolerance.strip():
        tolerance = _tolerance(rule, unit, reference)
    if tolerance < 0:
        raise Unreadable(f"the tolerance {shown(rule.tolerance)} is negative")
    spec = rule.spec
    warning = read(spec, "warning_target")
    try:
        return Objective(operator, reference, tolerance, warning, read(spec, "tolerance_period", 0), _rounding(spec))
    except ValueError as error:
        raise Unreadable(f"spec.warningTarget is {shown(spec.warning_target)}: {error}") from error


def _rounding(spec: RuleSpec) -> Rounding | None:
    if not spec.HasField("rounding"):
        return None
    return Rounding(spec.rounding.scale, read(spec.rounding, "mode", RoundingMode.HALF_UP))


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


def _cycle(
    spec: RuleSpec, kind: SpecType, in_force: Interval, zone: ZoneInfo
) -> tuple[ConformancePeriod, Cycle | None]:
    """What a rule judges, and how that cuts time."""
    default = ConformancePeriod.EVENT if kind is SpecType.EVENT_DURATION else ConformancePeriod.CALENDAR_MONTH
    period = specs.period_of(spec) or default
    if period is ConformancePeriod.BILLING_MONTH:
        return period, periods.billing(read(spec, "anchor_day", 1))
    if period is ConformancePeriod.ROLLING:
        anchor = date(1970, 1, 1) if in_force.start == EARLIEST else zones.local(zone, in_force.start).date()
        length, step = read(spec.rolling, "length"), read(spec.rolling, "step", 1)
        return period, periods.rolling(length, step, anchor)
    return period, CYCLES.get(period)


_COMPUTATIONS: Mapping[SpecType, Callable[[RuleReading], Any]] = {
    **terms_over_time.COMPUTATIONS,
    **terms_of_events.COMPUTATIONS,
    SpecType.EVENT_DURATION: terms_of_cases.event_duration,
}
