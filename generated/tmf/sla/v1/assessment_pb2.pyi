import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Assessment(_message.Message):
    __slots__ = ("id", "href", "sla_id", "sla_revision", "rule_id", "subject", "revision", "conformance_period", "verdict", "state", "actual_value", "actual_ratio", "reference_value", "effective_target", "unit", "operator", "coverage", "evidence", "as_of", "reason", "terms_digest", "data_digest", "tz_version", "semantics", "violation_id", "cause", "supersedes", "calendar_digest", "exclusion_digest", "reopening", "warning_target")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    SLA_REVISION_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_RATIO_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TARGET_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TERMS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    DATA_DIGEST_FIELD_NUMBER: _ClassVar[int]
    TZ_VERSION_FIELD_NUMBER: _ClassVar[int]
    SEMANTICS_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_DIGEST_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REOPENING_FIELD_NUMBER: _ClassVar[int]
    WARNING_TARGET_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    sla_id: str
    sla_revision: int
    rule_id: str
    subject: str
    revision: int
    conformance_period: _terms_pb2.TimePeriod
    verdict: str
    state: str
    actual_value: str
    actual_ratio: str
    reference_value: str
    effective_target: str
    unit: str
    operator: str
    coverage: str
    evidence: Evidence
    as_of: _timestamp_pb2.Timestamp
    reason: str
    terms_digest: str
    data_digest: str
    tz_version: str
    semantics: int
    violation_id: str
    cause: str
    supersedes: str
    calendar_digest: str
    exclusion_digest: str
    reopening: Reopening
    warning_target: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., sla_id: _Optional[str] = ..., sla_revision: _Optional[int] = ..., rule_id: _Optional[str] = ..., subject: _Optional[str] = ..., revision: _Optional[int] = ..., conformance_period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., verdict: _Optional[str] = ..., state: _Optional[str] = ..., actual_value: _Optional[str] = ..., actual_ratio: _Optional[str] = ..., reference_value: _Optional[str] = ..., effective_target: _Optional[str] = ..., unit: _Optional[str] = ..., operator: _Optional[str] = ..., coverage: _Optional[str] = ..., evidence: _Optional[_Union[Evidence, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ..., terms_digest: _Optional[str] = ..., data_digest: _Optional[str] = ..., tz_version: _Optional[str] = ..., semantics: _Optional[int] = ..., violation_id: _Optional[str] = ..., cause: _Optional[str] = ..., supersedes: _Optional[str] = ..., calendar_digest: _Optional[str] = ..., exclusion_digest: _Optional[str] = ..., reopening: _Optional[_Union[Reopening, _Mapping]] = ..., warning_target: _Optional[str] = ...) -> None: ...

class Reopening(_message.Message):
    __slots__ = ("reason", "requested_by", "approved_by")
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    reason: str
    requested_by: str
    approved_by: str
    def __init__(self, reason: _Optional[str] = ..., requested_by: _Optional[str] = ..., approved_by: _Optional[str] = ...) -> None: ...

class Evidence(_message.Message):
    __slots__ = ("in_scope_us", "unknown_us", "down_us", "outage", "due", "elapsed_us", "outage_count", "excluded", "denominator", "good", "total", "unknown", "sample_count", "percentile_rank", "high_loss_count", "budget", "event", "part")
    IN_SCOPE_US_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_US_FIELD_NUMBER: _ClassVar[int]
    DOWN_US_FIELD_NUMBER: _ClassVar[int]
    OUTAGE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_US_FIELD_NUMBER: _ClassVar[int]
    OUTAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    PERCENTILE_RANK_FIELD_NUMBER: _ClassVar[int]
    HIGH_LOSS_COUNT_FIELD_NUMBER: _ClassVar[int]
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    in_scope_us: str
    unknown_us: str
    down_us: str
    outage: _containers.RepeatedCompositeFieldContainer[Outage]
    due: _timestamp_pb2.Timestamp
    elapsed_us: str
    outage_count: str
    excluded: _containers.RepeatedCompositeFieldContainer[ExcludedAmount]
    denominator: str
    good: str
    total: str
    unknown: str
    sample_count: str
    percentile_rank: str
    high_loss_count: str
    budget: ErrorBudget
    event: _containers.RepeatedCompositeFieldContainer[EventEvidence]
    part: _containers.RepeatedCompositeFieldContainer[PartEvidence]
    def __init__(self, in_scope_us: _Optional[str] = ..., unknown_us: _Optional[str] = ..., down_us: _Optional[str] = ..., outage: _Optional[_Iterable[_Union[Outage, _Mapping]]] = ..., due: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., elapsed_us: _Optional[str] = ..., outage_count: _Optional[str] = ..., excluded: _Optional[_Iterable[_Union[ExcludedAmount, _Mapping]]] = ..., denominator: _Optional[str] = ..., good: _Optional[str] = ..., total: _Optional[str] = ..., unknown: _Optional[str] = ..., sample_count: _Optional[str] = ..., percentile_rank: _Optional[str] = ..., high_loss_count: _Optional[str] = ..., budget: _Optional[_Union[ErrorBudget, _Mapping]] = ..., event: _Optional[_Iterable[_Union[EventEvidence, _Mapping]]] = ..., part: _Optional[_Iterable[_Union[PartEvidence, _Mapping]]] = ...) -> None: ...

class ExcludedAmount(_message.Message):
    __slots__ = ("category", "duration_us", "count")
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DURATION_US_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    category: str
    duration_us: str
    count: str
    def __init__(self, category: _Optional[str] = ..., duration_us: _Optional[str] = ..., count: _Optional[str] = ...) -> None: ...

class ErrorBudget(_message.Message):
    __slots__ = ("unit", "total", "used", "left")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    USED_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    unit: str
    total: str
    used: str
    left: str
    def __init__(self, unit: _Optional[str] = ..., total: _Optional[str] = ..., used: _Optional[str] = ..., left: _Optional[str] = ...) -> None: ...

class EventEvidence(_message.Message):
    __slots__ = ("subject", "actual_value", "due")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    subject: str
    actual_value: str
    due: _timestamp_pb2.Timestamp
    def __init__(self, subject: _Optional[str] = ..., actual_value: _Optional[str] = ..., due: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PartEvidence(_message.Message):
    __slots__ = ("rule_id", "verdict", "actual_value", "actual_ratio", "weight")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_RATIO_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    verdict: str
    actual_value: str
    actual_ratio: str
    weight: str
    def __init__(self, rule_id: _Optional[str] = ..., verdict: _Optional[str] = ..., actual_value: _Optional[str] = ..., actual_ratio: _Optional[str] = ..., weight: _Optional[str] = ...) -> None: ...

class Outage(_message.Message):
    __slots__ = ("period", "impact", "object")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    period: _terms_pb2.TimePeriod
    impact: str
    object: str
    def __init__(self, period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., impact: _Optional[str] = ..., object: _Optional[str] = ...) -> None: ...

class VerdictCount(_message.Message):
    __slots__ = ("verdict", "state", "count")
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    verdict: str
    state: str
    count: int
    def __init__(self, verdict: _Optional[str] = ..., state: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...
