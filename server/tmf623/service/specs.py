"""A rule's typed part, `spec`: refused when nothing could be computed by it.

Each attribute is read by itself first (`spec_values`); here is what they mean together. What only one kind of
computation has is refused for the others by name, so that nothing a contract says is passed over in silence.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import ExclusionPolicy, OutageRule, RatioRule, RuleSpec, SourceRule
from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Denominator
from tmf623.domain.choices import Combination, Pooling, QuantumRounding, RatioStyle, SourcePolicy
from tmf623.domain.exclusion import Category
from tmf623.domain.objective import ToleranceType
from tmf623.domain.periods import ConformancePeriod
from tmf623.domain.timeline import MissingData
from tmf623.domain.units import Duration, unit_of
from tmf623.errors import Reason, Refused
from tmf623.service import business_calendars, spec_events, spec_references, spec_values
from tmf623.service.life_cycles import state_of
from tmf623.service.spec_values import read

_ANY = [
    "at_type",
    "conformance_period",
    "object",
    "objects",
    "calendar_ref",
    "tolerance_type",
    "anchor_day",
    "rolling",
    "amendment",
    "warning_target",
    "rounding",
    "exclusion_policy",
    "settlement",
]
_SERIES = [
    "missing_data",
    "carry_forward_max",
    "min_coverage",
    "min_sample",
    "metric",
    "grace_times",
    "update_interval",
    "sources",
    "pooling",
]
_OVER_TIME = ["tolerance_period", "available_rule"]
_EVENTS = [
    "population", "target", "milestone", "clock_stop", "status_meaning", "reopen", "priority_change", "clock_start",
]  # fmt: skip
_OTHERS = ["order", "contact", "quantity", "outage", "available_rule"]
_OWN: Mapping[SpecType, Sequence[str]] = {
    SpecType.AVAILABILITY: [*_SERIES, *_OVER_TIME, "denominator", "fixed_denominator", "outage", "population"],
    SpecType.INTERVAL_AVERAGE: [*_SERIES, *_OVER_TIME, "interval"],
    SpecType.TIMESLICES: [*_SERIES, *_OVER_TIME, "interval"],
    SpecType.MEF_AVAILABILITY: [*_SERIES, "tolerance_period", "interval", "mef"],
    SpecType.RATIO: [*_SERIES, *_EVENTS, "order", "contact", "available_rule", "ratio"],
    SpecType.PERCENTILE: [*_SERIES, *_EVENTS, *_OTHERS, "percentile"],
    SpecType.MEAN: [*_SERIES, *_EVENTS, *_OTHERS, "weighting"],
    SpecType.COUNT: [*_SERIES, *_EVENTS, *_OTHERS],
    SpecType.EVENT_DURATION: [*_EVENTS, "tolerance_period"],
    SpecType.COMPOSITE: ["composite", "interval", "min_coverage", "tolerance_period"],
}
"""Attributes of each kind, beside those every rule may have."""
_INTERVALS: Mapping[SpecType, Sequence[str]] = {
    SpecType.INTERVAL_AVERAGE: ["length", "empty", "min_events"],
    SpecType.TIMESLICES: ["length", "empty", "min_events", "total", "aggregation", "operator", "target"],
    SpecType.MEF_AVAILABILITY: ["length", "empty", "min_events"],
    SpecType.COMPOSITE: ["length"],
}
"""Attributes of the intervals of each kind that has some."""
_DEMANDED: Mapping[SpecType, str] = {SpecType.PERCENTILE: "percentile", SpecType.COMPOSITE: "composite"}


def check(sla: Sla, rule: Rule, path: str, kind: SpecType | None) -> None:
    """Refuse a spec that nothing could be computed by; `kind` None: the rule is of no known kind.

    Raises:
        Invalid: an attribute has a value it cannot have, or must be given and is not.
        Refused: attributes contradict each other, or refer to what the agreement does not have.
    """
    spec = rule.spec
    spec_values.check(spec, path)
    _check_objects(sla, spec, path)
    _check_together(spec, path)
    _check_outage(spec.outage, f"{path}.outage")
    if spec.HasField("sources"):
        _check_sources(spec.sources, f"{path}.sources")
    if spec.HasField("ratio"):
        _check_ratio(spec.ratio, f"{path}.ratio")
    for ref, attribute in _calendars(spec, path):
        business_calendars.calendar_of(sla, ref, attribute)
    _check_units(spec, path)
    spec_references.check(sla, rule, path)
    if kind is not None:
        check_kind(spec, path, kind)


def check_kind(spec: RuleSpec, path: str, kind: SpecType) -> None:
    """Refuse a spec with attributes that are not for this kind of computation, or without one it must have."""
    period = period_of(spec)
    per_event = kind is SpecType.EVENT_DURATION
    if period is not None and (period is ConformancePeriod.EVENT) is not per_event:
        judged = "each case by itself" if per_event else "a period"
        raise contradiction(f"{path}.conformancePeriod", f"is {period}, but {kind} judges {judged}")
    allowed = {*_ANY, *_OWN[kind]}
    for field, _ in spec.ListFields():
        if field.name not in allowed:
            raise contradiction(f"{path}.{field.json_name}", f"is not for {kind}")
    demanded = _DEMANDED.get(kind)
    if demanded and not spec.HasField(demanded):
        raise contradiction(f"{path}.{demanded}", f"is missing: {kind} must say")
    _check_idle(spec, path, kind)
    spec_events.check(spec, path, kind)


def _check_idle(spec: RuleSpec, path: str, kind: SpecType) -> None:
    """Refuse what would say nothing about this kind, though attributes beside it do."""
    of_states = kind is SpecType.AVAILABILITY
    if of_states and spec.HasField("population") and not spec.outage.HasField("start_at"):
        raise contradiction(f"{path}.population", "needs outage.startAt: else outages are of states, not of cases")
    if of_states and spec.HasField("min_sample"):
        raise contradiction(f"{path}.minSample", f"is not for {kind}")
    if of_states and read(spec.sources, "policy") is SourcePolicy.POOLED:
        raise contradiction(f"{path}.sources.policy", "is pooled: an object is in one state at a time")
    if not of_states and read(spec, "pooling", Pooling.SUM) is not Pooling.SUM:
        raise contradiction(f"{path}.pooling", f"is {spec.pooling}, which is only for {SpecType.AVAILABILITY}")
    for field, _ in spec.interval.ListFields():
        if field.name not in _INTERVALS.get(kind, ()):
            raise contradiction(f"{path}.interval.{field.json_name}", f"is not for {kind}")
    by_time = spec.composite.combination == Combination.BAD_IF_ANY
    if kind is SpecType.COMPOSITE and spec.HasField("min_coverage") and not by_time:
        raise contradiction(f"{path}.minCoverage", f"is only for the combination {Combination.BAD_IF_ANY}")


def period_of(spec: RuleSpec) -> ConformancePeriod | None:
    """Which spans the rule judges; None when the spec does not say."""
    period: ConformancePeriod | None = read(spec, "conformance_period")
    return period


def tolerance_type(spec: RuleSpec) -> ToleranceType | None:
    """How the rule's tolerance is meant; None when the spec does not say."""
    kind: ToleranceType | None = read(spec, "tolerance_type")
    return kind


def contradiction(attribute: str, sentence: str) -> Refused:
    """The refusal of an attribute that makes no sense beside the others."""
    return Refused(Reason.RULE_REFUSED, f"{attribute} {sentence}", attribute=attribute)


def _check_objects(sla: Sla, spec: RuleSpec, path: str) -> None:
    in_scope = {entity.id for entity in sla.scope}
    if spec.HasField("object") and spec.objects:
        raise contradiction(f"{path}.objects", "stands beside object: one of them says it all")
    if spec.HasField("object") and in_scope and spec.object not in in_scope:
        raise contradiction(f"{path}.object", f"is {shown(spec.object)}, which is not in the agreement's scope")
    for index, name in enumerate(spec.objects):
        attribute = f"{path}.objects[{index}]"
        if in_scope and name not in in_scope:
            raise contradiction(attribute, f"is {shown(name)}, which is not in the agreement's scope")
        if name in spec.objects[:index]:
            raise contradiction(attribute, f"is {shown(name)} again")


def _check_together(spec: RuleSpec, path: str) -> None:
    """Attributes of which one needs the other."""
    period, missing = period_of(spec), read(spec, "missing_data")
    pairs = (
        ("fixedDenominator", "denominator fixed", spec.HasField("fixed_denominator"),
         read(spec, "denominator") is Denominator.FIXED),
        ("rolling", "conformancePeriod rolling", spec.HasField("rolling"), period is ConformancePeriod.ROLLING),
        ("carryForwardMax", "missingData carryForward", spec.HasField("carry_forward_max"),
         missing is MissingData.CARRY_FORWARD),
    )  # fmt: skip
    for name, other, has_it, needs_it in pairs:
        if has_it is not needs_it:
            raise contradiction(f"{path}.{name}", f"and {other} need each other")
    if spec.HasField("anchor_day") and period is not ConformancePeriod.BILLING_MONTH:
        raise contradiction(f"{path}.anchorDay", "is only for conformancePeriod billingMonth")
    _check_policy(spec.exclusion_policy, f"{path}.exclusionPolicy")
    if spec.grace_times and not (spec.HasField("update_interval") or spec.HasField("interval")):
        raise contradiction(f"{path}.graceTimes", "needs updateInterval to say when an update is missing")


def _check_policy(policy: ExclusionPolicy, path: str) -> None:
    if policy.budget_category and not policy.HasField("budget_per_period"):
        raise contradiction(f"{path}.budgetCategory", "needs budgetPerPeriod")
    if policy.notice_category and not policy.HasField("notice_required"):
        raise contradiction(f"{path}.noticeCategory", "needs noticeRequired")
    named = {"category": policy.category, "budgetCategory": policy.budget_category}
    for name, texts in (named | {"noticeCategory": policy.notice_category}).items():
        for index, text in enumerate(texts):
            state_of(text, Category, f"{path}.{name}[{index}]")


def _check_outage(outage: OutageRule, path: str) -> None:
    if outage.HasField("quantum_rounding") and not outage.HasField("quantum"):
        raise contradiction(f"{path}.quantumRounding", f"is {QuantumRounding(outage.quantum_rounding)} of no quantum")
    if outage.HasField("end_at") and not outage.HasField("start_at"):
        raise contradiction(f"{path}.endAt", "needs startAt")
    bands = sorted(
        (read(band, "impact"), read(band, "weight"), index) for index, band in enumerate(outage.impact_weight)
    )
    for (impact, weight, _), (next_impact, next_weight, index) in pairwise(bands):
        if impact == next_impact:
            raise contradiction(f"{path}.impactWeight[{index}].impact", "is there already")
        if weight > next_weight:
            raise contradiction(f"{path}.impactWeight[{index}].weight", "is below the weight of a smaller impact")


def _check_sources(sources: SourceRule, path: str) -> None:
    policy = read(sources, "policy")
    if sources.HasField("quorum") is not (policy is SourcePolicy.QUORUM):
        raise contradiction(f"{path}.quorum", "and policy quorum need each other")
    if policy is SourcePolicy.PRIORITY and not sources.source:
        raise contradiction(f"{path}.source", "is empty: the policy priority needs their order")
    if len(set(sources.source)) < len(sources.source):
        raise contradiction(f"{path}.source", "names a source twice")


def _check_ratio(ratio: RatioRule, path: str) -> None:
    style = read(ratio, "style", RatioStyle.GOOD_TOTAL)
    for field, name in (("numerator_metric", "numeratorMetric"), ("denominator_metric", "denominatorMetric")):
        if ratio.HasField(field) is not (style is RatioStyle.COUNTS):
            raise contradiction(f"{path}.{name}", "and style counts need each other")
    if ratio.HasField("target") is not (style is RatioStyle.SAMPLES_IN_TARGET):
        raise contradiction(f"{path}.target", "and style samplesInTarget need each other")
    if ratio.HasField("operator") and style is not RatioStyle.SAMPLES_IN_TARGET:
        raise contradiction(f"{path}.operator", "is only for style samplesInTarget")


def _check_units(spec: RuleSpec, path: str) -> None:
    for index, row in enumerate(spec.target):
        unit = unit_of(row.unit) if row.HasField("unit") else None
        if row.HasField("unit") and not isinstance(unit, Duration):
            raise contradiction(f"{path}.target[{index}].unit", f"is {shown(row.unit)}, no unit of durations")
        if isinstance(unit, Duration) and unit.business and not (row.HasField("calendar_ref") or spec.calendar_ref):
            raise contradiction(f"{path}.target[{index}].unit", "needs calendarRef to say what is working time")


def _calendars(spec: RuleSpec, path: str) -> list[tuple[str, str]]:
    """The calendars a spec refers to, and where it does."""
    found = [(spec.calendar_ref, f"{path}.calendarRef")] if spec.HasField("calendar_ref") else []
    return found + [
        (row.calendar_ref, f"{path}.target[{index}].calendarRef")
        for index, row in enumerate(spec.target)
        if row.HasField("calendar_ref")
    ]
