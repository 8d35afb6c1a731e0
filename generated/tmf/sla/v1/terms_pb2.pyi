import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TimePeriod(_message.Message):
    __slots__ = ("start_date_time", "end_date_time")
    START_DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    start_date_time: _timestamp_pb2.Timestamp
    end_date_time: _timestamp_pb2.Timestamp
    def __init__(self, start_date_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_date_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RuleSpec(_message.Message):
    __slots__ = ("at_type", "conformance_period", "object", "calendar_ref", "tolerance_type", "denominator", "fixed_denominator", "missing_data", "min_coverage", "population", "objects", "pooling", "metric", "anchor_day", "rolling", "amendment", "warning_target", "tolerance_period", "grace_times", "update_interval", "rounding", "carry_forward_max", "min_sample", "outage", "sources", "exclusion_policy", "interval", "mef", "ratio", "percentile", "quantity", "target", "milestone", "clock_stop", "reopen", "priority_change", "clock_start", "order", "contact", "composite", "available_rule", "status_meaning", "weighting", "settlement")
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_REF_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    FIXED_DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    MISSING_DATA_FIELD_NUMBER: _ClassVar[int]
    MIN_COVERAGE_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    OBJECTS_FIELD_NUMBER: _ClassVar[int]
    POOLING_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    ANCHOR_DAY_FIELD_NUMBER: _ClassVar[int]
    ROLLING_FIELD_NUMBER: _ClassVar[int]
    AMENDMENT_FIELD_NUMBER: _ClassVar[int]
    WARNING_TARGET_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    GRACE_TIMES_FIELD_NUMBER: _ClassVar[int]
    UPDATE_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    CARRY_FORWARD_MAX_FIELD_NUMBER: _ClassVar[int]
    MIN_SAMPLE_FIELD_NUMBER: _ClassVar[int]
    OUTAGE_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_POLICY_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MEF_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    PERCENTILE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    MILESTONE_FIELD_NUMBER: _ClassVar[int]
    CLOCK_STOP_FIELD_NUMBER: _ClassVar[int]
    REOPEN_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_CHANGE_FIELD_NUMBER: _ClassVar[int]
    CLOCK_START_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    COMPOSITE_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_RULE_FIELD_NUMBER: _ClassVar[int]
    STATUS_MEANING_FIELD_NUMBER: _ClassVar[int]
    WEIGHTING_FIELD_NUMBER: _ClassVar[int]
    SETTLEMENT_FIELD_NUMBER: _ClassVar[int]
    at_type: str
    conformance_period: str
    object: str
    calendar_ref: str
    tolerance_type: str
    denominator: str
    fixed_denominator: str
    missing_data: str
    min_coverage: str
    population: Population
    objects: _containers.RepeatedScalarFieldContainer[str]
    pooling: str
    metric: str
    anchor_day: int
    rolling: Rolling
    amendment: str
    warning_target: str
    tolerance_period: str
    grace_times: int
    update_interval: str
    rounding: Rounding
    carry_forward_max: str
    min_sample: int
    outage: OutageRule
    sources: SourceRule
    exclusion_policy: ExclusionPolicy
    interval: IntervalRule
    mef: MefRule
    ratio: RatioRule
    percentile: PercentileRule
    quantity: str
    target: _containers.RepeatedCompositeFieldContainer[TargetRow]
    milestone: str
    clock_stop: ClockStop
    reopen: str
    priority_change: str
    clock_start: str
    order: OrderRule
    contact: ContactRule
    composite: CompositeRule
    available_rule: str
    status_meaning: StatusMeaning
    weighting: str
    settlement: Settlement
    def __init__(self, at_type: _Optional[str] = ..., conformance_period: _Optional[str] = ..., object: _Optional[str] = ..., calendar_ref: _Optional[str] = ..., tolerance_type: _Optional[str] = ..., denominator: _Optional[str] = ..., fixed_denominator: _Optional[str] = ..., missing_data: _Optional[str] = ..., min_coverage: _Optional[str] = ..., population: _Optional[_Union[Population, _Mapping]] = ..., objects: _Optional[_Iterable[str]] = ..., pooling: _Optional[str] = ..., metric: _Optional[str] = ..., anchor_day: _Optional[int] = ..., rolling: _Optional[_Union[Rolling, _Mapping]] = ..., amendment: _Optional[str] = ..., warning_target: _Optional[str] = ..., tolerance_period: _Optional[str] = ..., grace_times: _Optional[int] = ..., update_interval: _Optional[str] = ..., rounding: _Optional[_Union[Rounding, _Mapping]] = ..., carry_forward_max: _Optional[str] = ..., min_sample: _Optional[int] = ..., outage: _Optional[_Union[OutageRule, _Mapping]] = ..., sources: _Optional[_Union[SourceRule, _Mapping]] = ..., exclusion_policy: _Optional[_Union[ExclusionPolicy, _Mapping]] = ..., interval: _Optional[_Union[IntervalRule, _Mapping]] = ..., mef: _Optional[_Union[MefRule, _Mapping]] = ..., ratio: _Optional[_Union[RatioRule, _Mapping]] = ..., percentile: _Optional[_Union[PercentileRule, _Mapping]] = ..., quantity: _Optional[str] = ..., target: _Optional[_Iterable[_Union[TargetRow, _Mapping]]] = ..., milestone: _Optional[str] = ..., clock_stop: _Optional[_Union[ClockStop, _Mapping]] = ..., reopen: _Optional[str] = ..., priority_change: _Optional[str] = ..., clock_start: _Optional[str] = ..., order: _Optional[_Union[OrderRule, _Mapping]] = ..., contact: _Optional[_Union[ContactRule, _Mapping]] = ..., composite: _Optional[_Union[CompositeRule, _Mapping]] = ..., available_rule: _Optional[str] = ..., status_meaning: _Optional[_Union[StatusMeaning, _Mapping]] = ..., weighting: _Optional[str] = ..., settlement: _Optional[_Union[Settlement, _Mapping]] = ...) -> None: ...

class Settlement(_message.Message):
    __slots__ = ("settle_time", "correction_window", "dispute_window")
    SETTLE_TIME_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_WINDOW_FIELD_NUMBER: _ClassVar[int]
    DISPUTE_WINDOW_FIELD_NUMBER: _ClassVar[int]
    settle_time: str
    correction_window: str
    dispute_window: str
    def __init__(self, settle_time: _Optional[str] = ..., correction_window: _Optional[str] = ..., dispute_window: _Optional[str] = ...) -> None: ...

class Rolling(_message.Message):
    __slots__ = ("length", "step")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    length: str
    step: str
    def __init__(self, length: _Optional[str] = ..., step: _Optional[str] = ...) -> None: ...

class Rounding(_message.Message):
    __slots__ = ("scale", "mode")
    SCALE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    scale: int
    mode: str
    def __init__(self, scale: _Optional[int] = ..., mode: _Optional[str] = ...) -> None: ...

class OutageRule(_message.Message):
    __slots__ = ("min_qualifying", "deductible", "quantum", "quantum_rounding", "impact_weight", "start_at", "end_at")
    MIN_QUALIFYING_FIELD_NUMBER: _ClassVar[int]
    DEDUCTIBLE_FIELD_NUMBER: _ClassVar[int]
    QUANTUM_FIELD_NUMBER: _ClassVar[int]
    QUANTUM_ROUNDING_FIELD_NUMBER: _ClassVar[int]
    IMPACT_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    START_AT_FIELD_NUMBER: _ClassVar[int]
    END_AT_FIELD_NUMBER: _ClassVar[int]
    min_qualifying: str
    deductible: str
    quantum: str
    quantum_rounding: str
    impact_weight: _containers.RepeatedCompositeFieldContainer[ImpactWeight]
    start_at: str
    end_at: str
    def __init__(self, min_qualifying: _Optional[str] = ..., deductible: _Optional[str] = ..., quantum: _Optional[str] = ..., quantum_rounding: _Optional[str] = ..., impact_weight: _Optional[_Iterable[_Union[ImpactWeight, _Mapping]]] = ..., start_at: _Optional[str] = ..., end_at: _Optional[str] = ...) -> None: ...

class ImpactWeight(_message.Message):
    __slots__ = ("impact", "weight")
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    impact: str
    weight: str
    def __init__(self, impact: _Optional[str] = ..., weight: _Optional[str] = ...) -> None: ...

class SourceRule(_message.Message):
    __slots__ = ("policy", "quorum", "source")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    QUORUM_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    policy: str
    quorum: int
    source: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, policy: _Optional[str] = ..., quorum: _Optional[int] = ..., source: _Optional[_Iterable[str]] = ...) -> None: ...

class ExclusionPolicy(_message.Message):
    __slots__ = ("category", "effect", "notice_required", "budget_per_period", "budget_category", "notice_category")
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    NOTICE_REQUIRED_FIELD_NUMBER: _ClassVar[int]
    BUDGET_PER_PERIOD_FIELD_NUMBER: _ClassVar[int]
    BUDGET_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    NOTICE_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    category: _containers.RepeatedScalarFieldContainer[str]
    effect: str
    notice_required: str
    budget_per_period: str
    budget_category: _containers.RepeatedScalarFieldContainer[str]
    notice_category: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, category: _Optional[_Iterable[str]] = ..., effect: _Optional[str] = ..., notice_required: _Optional[str] = ..., budget_per_period: _Optional[str] = ..., budget_category: _Optional[_Iterable[str]] = ..., notice_category: _Optional[_Iterable[str]] = ...) -> None: ...

class IntervalRule(_message.Message):
    __slots__ = ("length", "empty", "total", "aggregation", "operator", "target", "min_events")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    AGGREGATION_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    MIN_EVENTS_FIELD_NUMBER: _ClassVar[int]
    length: str
    empty: str
    total: str
    aggregation: str
    operator: str
    target: str
    min_events: int
    def __init__(self, length: _Optional[str] = ..., empty: _Optional[str] = ..., total: _Optional[str] = ..., aggregation: _Optional[str] = ..., operator: _Optional[str] = ..., target: _Optional[str] = ..., min_events: _Optional[int] = ...) -> None: ...

class MefRule(_message.Message):
    __slots__ = ("loss_threshold", "consecutive")
    LOSS_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CONSECUTIVE_FIELD_NUMBER: _ClassVar[int]
    loss_threshold: str
    consecutive: int
    def __init__(self, loss_threshold: _Optional[str] = ..., consecutive: _Optional[int] = ...) -> None: ...

class RatioRule(_message.Message):
    __slots__ = ("style", "numerator_metric", "denominator_metric", "operator", "target")
    STYLE_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_METRIC_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_METRIC_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    style: str
    numerator_metric: str
    denominator_metric: str
    operator: str
    target: str
    def __init__(self, style: _Optional[str] = ..., numerator_metric: _Optional[str] = ..., denominator_metric: _Optional[str] = ..., operator: _Optional[str] = ..., target: _Optional[str] = ...) -> None: ...

class PercentileRule(_message.Message):
    __slots__ = ("p", "of", "distance")
    P_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_FIELD_NUMBER: _ClassVar[int]
    p: str
    of: str
    distance: str
    def __init__(self, p: _Optional[str] = ..., of: _Optional[str] = ..., distance: _Optional[str] = ...) -> None: ...

class TargetRow(_message.Message):
    __slots__ = ("priority", "severity", "ticket_type", "milestone", "target", "unit", "calendar_ref")
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TICKET_TYPE_FIELD_NUMBER: _ClassVar[int]
    MILESTONE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_REF_FIELD_NUMBER: _ClassVar[int]
    priority: _containers.RepeatedScalarFieldContainer[str]
    severity: _containers.RepeatedScalarFieldContainer[str]
    ticket_type: _containers.RepeatedScalarFieldContainer[str]
    milestone: str
    target: str
    unit: str
    calendar_ref: str
    def __init__(self, priority: _Optional[_Iterable[str]] = ..., severity: _Optional[_Iterable[str]] = ..., ticket_type: _Optional[_Iterable[str]] = ..., milestone: _Optional[str] = ..., target: _Optional[str] = ..., unit: _Optional[str] = ..., calendar_ref: _Optional[str] = ...) -> None: ...

class ClockStop(_message.Message):
    __slots__ = ("status", "reason")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    status: _containers.RepeatedScalarFieldContainer[str]
    reason: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, status: _Optional[_Iterable[str]] = ..., reason: _Optional[_Iterable[str]] = ...) -> None: ...

class StatusMeaning(_message.Message):
    __slots__ = ("resolved", "responded", "dropped")
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    RESPONDED_FIELD_NUMBER: _ClassVar[int]
    DROPPED_FIELD_NUMBER: _ClassVar[int]
    resolved: _containers.RepeatedScalarFieldContainer[str]
    responded: _containers.RepeatedScalarFieldContainer[str]
    dropped: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, resolved: _Optional[_Iterable[str]] = ..., responded: _Optional[_Iterable[str]] = ..., dropped: _Optional[_Iterable[str]] = ...) -> None: ...

class OrderRule(_message.Message):
    __slots__ = ("commit_source", "grace", "open_past_commit", "customer_caused", "rolled_back", "failed", "partial", "forecast", "above_forecast")
    COMMIT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    GRACE_FIELD_NUMBER: _ClassVar[int]
    OPEN_PAST_COMMIT_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_CAUSED_FIELD_NUMBER: _ClassVar[int]
    ROLLED_BACK_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    PARTIAL_FIELD_NUMBER: _ClassVar[int]
    FORECAST_FIELD_NUMBER: _ClassVar[int]
    ABOVE_FORECAST_FIELD_NUMBER: _ClassVar[int]
    commit_source: str
    grace: str
    open_past_commit: str
    customer_caused: str
    rolled_back: str
    failed: str
    partial: str
    forecast: int
    above_forecast: str
    def __init__(self, commit_source: _Optional[str] = ..., grace: _Optional[str] = ..., open_past_commit: _Optional[str] = ..., customer_caused: _Optional[str] = ..., rolled_back: _Optional[str] = ..., failed: _Optional[str] = ..., partial: _Optional[str] = ..., forecast: _Optional[int] = ..., above_forecast: _Optional[str] = ...) -> None: ...

class ContactRule(_message.Message):
    __slots__ = ("formula", "threshold", "short", "repeat_within", "wait_from")
    FORMULA_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    SHORT_FIELD_NUMBER: _ClassVar[int]
    REPEAT_WITHIN_FIELD_NUMBER: _ClassVar[int]
    WAIT_FROM_FIELD_NUMBER: _ClassVar[int]
    formula: str
    threshold: str
    short: str
    repeat_within: str
    wait_from: str
    def __init__(self, formula: _Optional[str] = ..., threshold: _Optional[str] = ..., short: _Optional[str] = ..., repeat_within: _Optional[str] = ..., wait_from: _Optional[str] = ...) -> None: ...

class CompositeRule(_message.Message):
    __slots__ = ("combination", "part", "no_data")
    COMBINATION_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    NO_DATA_FIELD_NUMBER: _ClassVar[int]
    combination: str
    part: _containers.RepeatedCompositeFieldContainer[CompositePart]
    no_data: str
    def __init__(self, combination: _Optional[str] = ..., part: _Optional[_Iterable[_Union[CompositePart, _Mapping]]] = ..., no_data: _Optional[str] = ...) -> None: ...

class CompositePart(_message.Message):
    __slots__ = ("rule", "weight")
    RULE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    weight: str
    def __init__(self, rule: _Optional[str] = ..., weight: _Optional[str] = ...) -> None: ...

class Population(_message.Message):
    __slots__ = ("ticket_type", "priority", "severity", "status", "channel", "action", "reason", "attribute", "excluded", "counted_by")
    TICKET_TYPE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    COUNTED_BY_FIELD_NUMBER: _ClassVar[int]
    ticket_type: _containers.RepeatedScalarFieldContainer[str]
    priority: _containers.RepeatedScalarFieldContainer[str]
    severity: _containers.RepeatedScalarFieldContainer[str]
    status: _containers.RepeatedScalarFieldContainer[str]
    channel: _containers.RepeatedScalarFieldContainer[str]
    action: _containers.RepeatedScalarFieldContainer[str]
    reason: _containers.RepeatedScalarFieldContainer[str]
    attribute: _containers.RepeatedCompositeFieldContainer[AttributeCondition]
    excluded: _containers.RepeatedCompositeFieldContainer[ExcludedPopulation]
    counted_by: str
    def __init__(self, ticket_type: _Optional[_Iterable[str]] = ..., priority: _Optional[_Iterable[str]] = ..., severity: _Optional[_Iterable[str]] = ..., status: _Optional[_Iterable[str]] = ..., channel: _Optional[_Iterable[str]] = ..., action: _Optional[_Iterable[str]] = ..., reason: _Optional[_Iterable[str]] = ..., attribute: _Optional[_Iterable[_Union[AttributeCondition, _Mapping]]] = ..., excluded: _Optional[_Iterable[_Union[ExcludedPopulation, _Mapping]]] = ..., counted_by: _Optional[str] = ...) -> None: ...

class AttributeCondition(_message.Message):
    __slots__ = ("name", "value", "negated")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    NEGATED_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: _containers.RepeatedScalarFieldContainer[str]
    negated: bool
    def __init__(self, name: _Optional[str] = ..., value: _Optional[_Iterable[str]] = ..., negated: _Optional[bool] = ...) -> None: ...

class ExcludedPopulation(_message.Message):
    __slots__ = ("category", "attribute")
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    category: str
    attribute: _containers.RepeatedCompositeFieldContainer[AttributeCondition]
    def __init__(self, category: _Optional[str] = ..., attribute: _Optional[_Iterable[_Union[AttributeCondition, _Mapping]]] = ...) -> None: ...

class Calendar(_message.Message):
    __slots__ = ("id", "time_zone", "working_time", "holiday")
    ID_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    WORKING_TIME_FIELD_NUMBER: _ClassVar[int]
    HOLIDAY_FIELD_NUMBER: _ClassVar[int]
    id: str
    time_zone: str
    working_time: _containers.RepeatedCompositeFieldContainer[WorkingTime]
    holiday: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., time_zone: _Optional[str] = ..., working_time: _Optional[_Iterable[_Union[WorkingTime, _Mapping]]] = ..., holiday: _Optional[_Iterable[str]] = ...) -> None: ...

class WorkingTime(_message.Message):
    __slots__ = ("day", "start", "end")
    DAY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    day: _containers.RepeatedScalarFieldContainer[str]
    start: str
    end: str
    def __init__(self, day: _Optional[_Iterable[str]] = ..., start: _Optional[str] = ..., end: _Optional[str] = ...) -> None: ...
