import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from tmf.sla.v1 import violation_pb2 as _violation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Credit(_message.Message):
    __slots__ = ("id", "href", "sla", "consequence", "period", "state", "revision", "currency", "due", "accepted", "line", "step", "remark", "non_monetary", "claim_until", "claimed_by", "reviewed_by", "approved_by", "reason", "billing_account", "as_of", "group")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    REMARK_FIELD_NUMBER: _ClassVar[int]
    NON_MONETARY_FIELD_NUMBER: _ClassVar[int]
    CLAIM_UNTIL_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_BY_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BILLING_ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    sla: _violation_pb2.SlaRef
    consequence: ConsequenceRef
    period: _terms_pb2.TimePeriod
    state: str
    revision: int
    currency: str
    due: str
    accepted: str
    line: _containers.RepeatedCompositeFieldContainer[CreditLine]
    step: _containers.RepeatedCompositeFieldContainer[CreditStep]
    remark: _containers.RepeatedScalarFieldContainer[str]
    non_monetary: _containers.RepeatedCompositeFieldContainer[CreditTrigger]
    claim_until: _timestamp_pb2.Timestamp
    claimed_by: str
    reviewed_by: str
    approved_by: str
    reason: str
    billing_account: _sla_pb2.BillingAccountRef
    as_of: _timestamp_pb2.Timestamp
    group: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., sla: _Optional[_Union[_violation_pb2.SlaRef, _Mapping]] = ..., consequence: _Optional[_Union[ConsequenceRef, _Mapping]] = ..., period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., state: _Optional[str] = ..., revision: _Optional[int] = ..., currency: _Optional[str] = ..., due: _Optional[str] = ..., accepted: _Optional[str] = ..., line: _Optional[_Iterable[_Union[CreditLine, _Mapping]]] = ..., step: _Optional[_Iterable[_Union[CreditStep, _Mapping]]] = ..., remark: _Optional[_Iterable[str]] = ..., non_monetary: _Optional[_Iterable[_Union[CreditTrigger, _Mapping]]] = ..., claim_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., claimed_by: _Optional[str] = ..., reviewed_by: _Optional[str] = ..., approved_by: _Optional[str] = ..., reason: _Optional[str] = ..., billing_account: _Optional[_Union[_sla_pb2.BillingAccountRef, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., group: _Optional[str] = ...) -> None: ...

class CreditLine(_message.Message):
    __slots__ = ("rule_id", "subject", "value", "unit", "tier", "percent", "units", "base", "raw", "amount", "step")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    RAW_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    subject: _containers.RepeatedScalarFieldContainer[str]
    value: str
    unit: str
    tier: str
    percent: str
    units: str
    base: str
    raw: str
    amount: str
    step: _containers.RepeatedCompositeFieldContainer[CreditStep]
    def __init__(self, rule_id: _Optional[str] = ..., subject: _Optional[_Iterable[str]] = ..., value: _Optional[str] = ..., unit: _Optional[str] = ..., tier: _Optional[str] = ..., percent: _Optional[str] = ..., units: _Optional[str] = ..., base: _Optional[str] = ..., raw: _Optional[str] = ..., amount: _Optional[str] = ..., step: _Optional[_Iterable[_Union[CreditStep, _Mapping]]] = ...) -> None: ...

class CreditStep(_message.Message):
    __slots__ = ("name", "value", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: str
    text: str
    def __init__(self, name: _Optional[str] = ..., value: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class CreditTrigger(_message.Message):
    __slots__ = ("type", "description", "rule_id", "text")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    type: str
    description: str
    rule_id: str
    text: str
    def __init__(self, type: _Optional[str] = ..., description: _Optional[str] = ..., rule_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ConsequenceRef(_message.Message):
    __slots__ = ("id", "href", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...
