import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import degradation_pb2 as _degradation_pb2
from tmf.sla.v1 import life_cycle_pb2 as _life_cycle_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Dispute(_message.Message):
    __slots__ = ("id", "href", "sla_violation", "raised_by", "raised_at", "description", "evidence_ref", "window", "effect", "state", "state_reason", "state_change", "decided_by", "decided_at", "prior_state", "exclusion_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    RAISED_BY_FIELD_NUMBER: _ClassVar[int]
    RAISED_AT_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_REF_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_AT_FIELD_NUMBER: _ClassVar[int]
    PRIOR_STATE_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    sla_violation: _degradation_pb2.SlaViolationRef
    raised_by: _sla_pb2.RelatedParty
    raised_at: _timestamp_pb2.Timestamp
    description: str
    evidence_ref: str
    window: _terms_pb2.TimePeriod
    effect: str
    state: str
    state_reason: str
    state_change: _containers.RepeatedCompositeFieldContainer[_life_cycle_pb2.StateTransition]
    decided_by: _sla_pb2.RelatedParty
    decided_at: _timestamp_pb2.Timestamp
    prior_state: str
    exclusion_id: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., sla_violation: _Optional[_Union[_degradation_pb2.SlaViolationRef, _Mapping]] = ..., raised_by: _Optional[_Union[_sla_pb2.RelatedParty, _Mapping]] = ..., raised_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., description: _Optional[str] = ..., evidence_ref: _Optional[str] = ..., window: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., effect: _Optional[str] = ..., state: _Optional[str] = ..., state_reason: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[_life_cycle_pb2.StateTransition, _Mapping]]] = ..., decided_by: _Optional[_Union[_sla_pb2.RelatedParty, _Mapping]] = ..., decided_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., prior_state: _Optional[str] = ..., exclusion_id: _Optional[str] = ...) -> None: ...
