import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import assessment_pb2 as _assessment_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class QosReport(_message.Message):
    __slots__ = ("id", "href", "name", "sla_id", "related_party_id", "period", "time_zone", "as_of", "state", "agreement", "exclusion", "violation", "credit", "constraint", "change", "total", "previous_report_id", "scope", "digest")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    CONSTRAINT_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    sla_id: _containers.RepeatedScalarFieldContainer[str]
    related_party_id: str
    period: _terms_pb2.TimePeriod
    time_zone: str
    as_of: _timestamp_pb2.Timestamp
    state: str
    agreement: _containers.RepeatedCompositeFieldContainer[ReportedAgreement]
    exclusion: _containers.RepeatedCompositeFieldContainer[ReportedExclusion]
    violation: _containers.RepeatedCompositeFieldContainer[ReportedViolation]
    credit: _containers.RepeatedCompositeFieldContainer[ReportedCredit]
    constraint: _containers.RepeatedCompositeFieldContainer[ReportedConstraint]
    change: _containers.RepeatedCompositeFieldContainer[ReportedChange]
    total: ReportTotals
    previous_report_id: str
    scope: str
    digest: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., sla_id: _Optional[_Iterable[str]] = ..., related_party_id: _Optional[str] = ..., period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., time_zone: _Optional[str] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., agreement: _Optional[_Iterable[_Union[ReportedAgreement, _Mapping]]] = ..., exclusion: _Optional[_Iterable[_Union[ReportedExclusion, _Mapping]]] = ..., violation: _Optional[_Iterable[_Union[ReportedViolation, _Mapping]]] = ..., credit: _Optional[_Iterable[_Union[ReportedCredit, _Mapping]]] = ..., constraint: _Optional[_Iterable[_Union[ReportedConstraint, _Mapping]]] = ..., change: _Optional[_Iterable[_Union[ReportedChange, _Mapping]]] = ..., total: _Optional[_Union[ReportTotals, _Mapping]] = ..., previous_report_id: _Optional[str] = ..., scope: _Optional[str] = ..., digest: _Optional[str] = ...) -> None: ...

class ReportedAgreement(_message.Message):
    __slots__ = ("sla_id", "href", "name", "revision", "rule")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    sla_id: str
    href: str
    name: str
    revision: int
    rule: _containers.RepeatedCompositeFieldContainer[ReportedRule]
    def __init__(self, sla_id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., revision: _Optional[int] = ..., rule: _Optional[_Iterable[_Union[ReportedRule, _Mapping]]] = ...) -> None: ...

class ReportedRule(_message.Message):
    __slots__ = ("rule_id", "metric", "operator", "reference_value", "tolerance", "unit", "judgement", "verdict_count", "trend")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    JUDGEMENT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_COUNT_FIELD_NUMBER: _ClassVar[int]
    TREND_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    metric: str
    operator: str
    reference_value: str
    tolerance: str
    unit: str
    judgement: _containers.RepeatedCompositeFieldContainer[ReportedJudgement]
    verdict_count: _containers.RepeatedCompositeFieldContainer[_assessment_pb2.VerdictCount]
    trend: _containers.RepeatedCompositeFieldContainer[ReportedJudgement]
    def __init__(self, rule_id: _Optional[str] = ..., metric: _Optional[str] = ..., operator: _Optional[str] = ..., reference_value: _Optional[str] = ..., tolerance: _Optional[str] = ..., unit: _Optional[str] = ..., judgement: _Optional[_Iterable[_Union[ReportedJudgement, _Mapping]]] = ..., verdict_count: _Optional[_Iterable[_Union[_assessment_pb2.VerdictCount, _Mapping]]] = ..., trend: _Optional[_Iterable[_Union[ReportedJudgement, _Mapping]]] = ...) -> None: ...

class ReportedJudgement(_message.Message):
    __slots__ = ("assessment_id", "href", "revision", "subject", "conformance_period", "verdict", "state", "actual_value", "effective_target", "coverage", "evidence", "violation_id")
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TARGET_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    href: str
    revision: int
    subject: str
    conformance_period: _terms_pb2.TimePeriod
    verdict: str
    state: str
    actual_value: str
    effective_target: str
    coverage: str
    evidence: _assessment_pb2.Evidence
    violation_id: str
    def __init__(self, assessment_id: _Optional[str] = ..., href: _Optional[str] = ..., revision: _Optional[int] = ..., subject: _Optional[str] = ..., conformance_period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., verdict: _Optional[str] = ..., state: _Optional[str] = ..., actual_value: _Optional[str] = ..., effective_target: _Optional[str] = ..., coverage: _Optional[str] = ..., evidence: _Optional[_Union[_assessment_pb2.Evidence, _Mapping]] = ..., violation_id: _Optional[str] = ...) -> None: ...

class ReportedExclusion(_message.Message):
    __slots__ = ("exclusion_id", "href", "category", "effect", "state", "window", "recurrence", "reason", "requested_by", "approved_by", "remark")
    EXCLUSION_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    RECURRENCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    REMARK_FIELD_NUMBER: _ClassVar[int]
    exclusion_id: str
    href: str
    category: str
    effect: str
    state: str
    window: _terms_pb2.TimePeriod
    recurrence: str
    reason: str
    requested_by: str
    approved_by: str
    remark: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, exclusion_id: _Optional[str] = ..., href: _Optional[str] = ..., category: _Optional[str] = ..., effect: _Optional[str] = ..., state: _Optional[str] = ..., window: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., recurrence: _Optional[str] = ..., reason: _Optional[str] = ..., requested_by: _Optional[str] = ..., approved_by: _Optional[str] = ..., remark: _Optional[_Iterable[str]] = ...) -> None: ...

class ReportedViolation(_message.Message):
    __slots__ = ("violation_id", "href", "sla_id", "rule_id", "date", "state", "reference_value", "actual_value", "unit", "comment")
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    violation_id: str
    href: str
    sla_id: str
    rule_id: str
    date: _timestamp_pb2.Timestamp
    state: str
    reference_value: str
    actual_value: str
    unit: str
    comment: str
    def __init__(self, violation_id: _Optional[str] = ..., href: _Optional[str] = ..., sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., reference_value: _Optional[str] = ..., actual_value: _Optional[str] = ..., unit: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class ReportedCredit(_message.Message):
    __slots__ = ("credit_id", "href", "sla_id", "consequence", "period", "state", "due", "accepted", "currency", "working")
    CREDIT_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    WORKING_FIELD_NUMBER: _ClassVar[int]
    credit_id: str
    href: str
    sla_id: str
    consequence: str
    period: _terms_pb2.TimePeriod
    state: str
    due: str
    accepted: str
    currency: str
    working: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, credit_id: _Optional[str] = ..., href: _Optional[str] = ..., sla_id: _Optional[str] = ..., consequence: _Optional[str] = ..., period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., state: _Optional[str] = ..., due: _Optional[str] = ..., accepted: _Optional[str] = ..., currency: _Optional[str] = ..., working: _Optional[_Iterable[str]] = ...) -> None: ...

class ReportedConstraint(_message.Message):
    __slots__ = ("degradation_report_id", "href", "name", "severity", "state", "creation_date", "resolution_date", "escalation_level")
    DEGRADATION_REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_LEVEL_FIELD_NUMBER: _ClassVar[int]
    degradation_report_id: str
    href: str
    name: str
    severity: str
    state: str
    creation_date: _timestamp_pb2.Timestamp
    resolution_date: _timestamp_pb2.Timestamp
    escalation_level: int
    def __init__(self, degradation_report_id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., severity: _Optional[str] = ..., state: _Optional[str] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., escalation_level: _Optional[int] = ...) -> None: ...

class ReportedChange(_message.Message):
    __slots__ = ("sla_id", "rule_id", "subject", "revision_before", "revision_after", "verdict_before", "verdict_after", "actual_value_before", "actual_value_after", "cause")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REVISION_BEFORE_FIELD_NUMBER: _ClassVar[int]
    REVISION_AFTER_FIELD_NUMBER: _ClassVar[int]
    VERDICT_BEFORE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_AFTER_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_BEFORE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_AFTER_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    sla_id: str
    rule_id: str
    subject: str
    revision_before: int
    revision_after: int
    verdict_before: str
    verdict_after: str
    actual_value_before: str
    actual_value_after: str
    cause: str
    def __init__(self, sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., subject: _Optional[str] = ..., revision_before: _Optional[int] = ..., revision_after: _Optional[int] = ..., verdict_before: _Optional[str] = ..., verdict_after: _Optional[str] = ..., actual_value_before: _Optional[str] = ..., actual_value_after: _Optional[str] = ..., cause: _Optional[str] = ...) -> None: ...

class ReportTotals(_message.Message):
    __slots__ = ("agreement_count", "rule_count", "violation_count", "verdict_count", "credit")
    AGREEMENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_COUNT_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_COUNT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    agreement_count: int
    rule_count: int
    violation_count: int
    verdict_count: _containers.RepeatedCompositeFieldContainer[_assessment_pb2.VerdictCount]
    credit: _containers.RepeatedCompositeFieldContainer[CurrencyTotal]
    def __init__(self, agreement_count: _Optional[int] = ..., rule_count: _Optional[int] = ..., violation_count: _Optional[int] = ..., verdict_count: _Optional[_Iterable[_Union[_assessment_pb2.VerdictCount, _Mapping]]] = ..., credit: _Optional[_Iterable[_Union[CurrencyTotal, _Mapping]]] = ...) -> None: ...

class CurrencyTotal(_message.Message):
    __slots__ = ("currency", "due", "accepted")
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    currency: str
    due: str
    accepted: str
    def __init__(self, currency: _Optional[str] = ..., due: _Optional[str] = ..., accepted: _Optional[str] = ...) -> None: ...
