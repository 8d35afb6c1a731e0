import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Progress(_message.Message):
    __slots__ = ("id", "href", "sla_id", "rule_id", "conformance_period", "period_state", "final_at", "as_of", "verdict", "outlook", "actual_value", "actual_ratio", "best_value", "worst_value", "reference_value", "effective_target", "unit", "operator", "coverage", "elapsed", "budget", "burn_rate", "reason", "violation_id", "case_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    PERIOD_STATE_FIELD_NUMBER: _ClassVar[int]
    FINAL_AT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    OUTLOOK_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_RATIO_FIELD_NUMBER: _ClassVar[int]
    BEST_VALUE_FIELD_NUMBER: _ClassVar[int]
    WORST_VALUE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TARGET_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_FIELD_NUMBER: _ClassVar[int]
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    BURN_RATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    sla_id: str
    rule_id: str
    conformance_period: _terms_pb2.TimePeriod
    period_state: str
    final_at: _timestamp_pb2.Timestamp
    as_of: _timestamp_pb2.Timestamp
    verdict: str
    outlook: str
    actual_value: str
    actual_ratio: str
    best_value: str
    worst_value: str
    reference_value: str
    effective_target: str
    unit: str
    operator: str
    coverage: str
    elapsed: str
    budget: Budget
    burn_rate: _containers.RepeatedCompositeFieldContainer[BurnRate]
    reason: str
    violation_id: str
    case_count: CaseCount
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., conformance_period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., period_state: _Optional[str] = ..., final_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., verdict: _Optional[str] = ..., outlook: _Optional[str] = ..., actual_value: _Optional[str] = ..., actual_ratio: _Optional[str] = ..., best_value: _Optional[str] = ..., worst_value: _Optional[str] = ..., reference_value: _Optional[str] = ..., effective_target: _Optional[str] = ..., unit: _Optional[str] = ..., operator: _Optional[str] = ..., coverage: _Optional[str] = ..., elapsed: _Optional[str] = ..., budget: _Optional[_Union[Budget, _Mapping]] = ..., burn_rate: _Optional[_Iterable[_Union[BurnRate, _Mapping]]] = ..., reason: _Optional[str] = ..., violation_id: _Optional[str] = ..., case_count: _Optional[_Union[CaseCount, _Mapping]] = ...) -> None: ...

class Budget(_message.Message):
    __slots__ = ("unit", "total", "used", "left", "used_share")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    USED_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    USED_SHARE_FIELD_NUMBER: _ClassVar[int]
    unit: str
    total: str
    used: str
    left: str
    used_share: str
    def __init__(self, unit: _Optional[str] = ..., total: _Optional[str] = ..., used: _Optional[str] = ..., left: _Optional[str] = ..., used_share: _Optional[str] = ...) -> None: ...

class BurnRate(_message.Message):
    __slots__ = ("window", "rate")
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    window: str
    rate: str
    def __init__(self, window: _Optional[str] = ..., rate: _Optional[str] = ...) -> None: ...

class CaseCount(_message.Message):
    __slots__ = ("open", "overdue", "next_due")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    NEXT_DUE_FIELD_NUMBER: _ClassVar[int]
    open: int
    overdue: int
    next_due: _timestamp_pb2.Timestamp
    def __init__(self, open: _Optional[int] = ..., overdue: _Optional[int] = ..., next_due: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
