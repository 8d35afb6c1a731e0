import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import life_cycle_pb2 as _life_cycle_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import violation_pb2 as _violation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DegradationReport(_message.Message):
    __slots__ = ("id", "href", "name", "description", "source", "severity", "related_party", "sla", "related_entity", "sla_violation", "case", "trouble_ticket", "service_problem", "creation_date", "start_date", "expected_resolution_date", "resolution_date", "state", "state_reason", "state_change", "assigned_to", "note", "escalation_policy", "jeopardy", "escalation_level", "next_escalation_date")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    SLA_FIELD_NUMBER: _ClassVar[int]
    RELATED_ENTITY_FIELD_NUMBER: _ClassVar[int]
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    TROUBLE_TICKET_FIELD_NUMBER: _ClassVar[int]
    SERVICE_PROBLEM_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    ASSIGNED_TO_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_POLICY_FIELD_NUMBER: _ClassVar[int]
    JEOPARDY_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_LEVEL_FIELD_NUMBER: _ClassVar[int]
    NEXT_ESCALATION_DATE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    description: str
    source: str
    severity: str
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    sla: _violation_pb2.SlaRef
    related_entity: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    sla_violation: _containers.RepeatedCompositeFieldContainer[SlaViolationRef]
    case: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    trouble_ticket: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    service_problem: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    creation_date: _timestamp_pb2.Timestamp
    start_date: _timestamp_pb2.Timestamp
    expected_resolution_date: _timestamp_pb2.Timestamp
    resolution_date: _timestamp_pb2.Timestamp
    state: str
    state_reason: str
    state_change: _containers.RepeatedCompositeFieldContainer[_life_cycle_pb2.StateTransition]
    assigned_to: str
    note: _containers.RepeatedCompositeFieldContainer[Note]
    escalation_policy: EscalationPolicy
    jeopardy: bool
    escalation_level: int
    next_escalation_date: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., source: _Optional[str] = ..., severity: _Optional[str] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., sla: _Optional[_Union[_violation_pb2.SlaRef, _Mapping]] = ..., related_entity: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., sla_violation: _Optional[_Iterable[_Union[SlaViolationRef, _Mapping]]] = ..., case: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., trouble_ticket: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., service_problem: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected_resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., state_reason: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[_life_cycle_pb2.StateTransition, _Mapping]]] = ..., assigned_to: _Optional[str] = ..., note: _Optional[_Iterable[_Union[Note, _Mapping]]] = ..., escalation_policy: _Optional[_Union[EscalationPolicy, _Mapping]] = ..., jeopardy: _Optional[bool] = ..., escalation_level: _Optional[int] = ..., next_escalation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SlaViolationRef(_message.Message):
    __slots__ = ("id", "href", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class Note(_message.Message):
    __slots__ = ("date", "author", "text")
    DATE_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    date: _timestamp_pb2.Timestamp
    author: str
    text: str
    def __init__(self, date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., author: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class EscalationPolicy(_message.Message):
    __slots__ = ("calendar_ref", "jeopardy_after", "step")
    CALENDAR_REF_FIELD_NUMBER: _ClassVar[int]
    JEOPARDY_AFTER_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    calendar_ref: str
    jeopardy_after: str
    step: _containers.RepeatedCompositeFieldContainer[EscalationStep]
    def __init__(self, calendar_ref: _Optional[str] = ..., jeopardy_after: _Optional[str] = ..., step: _Optional[_Iterable[_Union[EscalationStep, _Mapping]]] = ...) -> None: ...

class EscalationStep(_message.Message):
    __slots__ = ("after", "level")
    AFTER_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    after: str
    level: int
    def __init__(self, after: _Optional[str] = ..., level: _Optional[int] = ...) -> None: ...
