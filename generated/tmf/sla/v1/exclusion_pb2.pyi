import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Exclusion(_message.Message):
    __slots__ = ("id", "href", "category", "effect", "state", "scope", "window", "time_zone", "recurrence", "exception_date", "notice_given_at", "evidence_ref", "reason", "requested_by", "requested_at", "approved_by", "approved_at", "rejected_by", "rejected_at", "revoked_by", "revoked_at", "state_reason", "source", "external_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    RECURRENCE_FIELD_NUMBER: _ClassVar[int]
    EXCEPTION_DATE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_GIVEN_AT_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_REF_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_AT_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_FIELD_NUMBER: _ClassVar[int]
    REJECTED_BY_FIELD_NUMBER: _ClassVar[int]
    REJECTED_AT_FIELD_NUMBER: _ClassVar[int]
    REVOKED_BY_FIELD_NUMBER: _ClassVar[int]
    REVOKED_AT_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    category: str
    effect: str
    state: str
    scope: ExclusionScope
    window: _terms_pb2.TimePeriod
    time_zone: str
    recurrence: str
    exception_date: _containers.RepeatedCompositeFieldContainer[_timestamp_pb2.Timestamp]
    notice_given_at: _timestamp_pb2.Timestamp
    evidence_ref: str
    reason: str
    requested_by: str
    requested_at: _timestamp_pb2.Timestamp
    approved_by: str
    approved_at: _timestamp_pb2.Timestamp
    rejected_by: str
    rejected_at: _timestamp_pb2.Timestamp
    revoked_by: str
    revoked_at: _timestamp_pb2.Timestamp
    state_reason: str
    source: str
    external_id: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., category: _Optional[str] = ..., effect: _Optional[str] = ..., state: _Optional[str] = ..., scope: _Optional[_Union[ExclusionScope, _Mapping]] = ..., window: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., time_zone: _Optional[str] = ..., recurrence: _Optional[str] = ..., exception_date: _Optional[_Iterable[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]]] = ..., notice_given_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., evidence_ref: _Optional[str] = ..., reason: _Optional[str] = ..., requested_by: _Optional[str] = ..., requested_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., approved_by: _Optional[str] = ..., approved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., rejected_by: _Optional[str] = ..., rejected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revoked_by: _Optional[str] = ..., revoked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state_reason: _Optional[str] = ..., source: _Optional[str] = ..., external_id: _Optional[str] = ...) -> None: ...

class ExclusionScope(_message.Message):
    __slots__ = ("sla_id", "object", "rule_id")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    sla_id: _containers.RepeatedScalarFieldContainer[str]
    object: _containers.RepeatedScalarFieldContainer[str]
    rule_id: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, sla_id: _Optional[_Iterable[str]] = ..., object: _Optional[_Iterable[str]] = ..., rule_id: _Optional[_Iterable[str]] = ...) -> None: ...
