import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import life_cycle_pb2 as _life_cycle_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SlaViolation(_message.Message):
    __slots__ = ("id", "href", "date", "sla", "related_party", "violation", "state", "state_reason", "state_change", "at_type", "at_base_type", "at_schema_location", "extension")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    SLA_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_BASE_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_SCHEMA_LOCATION_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    date: _timestamp_pb2.Timestamp
    sla: SlaRef
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    violation: Violation
    state: str
    state_reason: str
    state_change: _containers.RepeatedCompositeFieldContainer[_life_cycle_pb2.StateTransition]
    at_type: str
    at_base_type: str
    at_schema_location: str
    extension: _struct_pb2.Struct
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sla: _Optional[_Union[SlaRef, _Mapping]] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., violation: _Optional[_Union[Violation, _Mapping]] = ..., state: _Optional[str] = ..., state_reason: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[_life_cycle_pb2.StateTransition, _Mapping]]] = ..., at_type: _Optional[str] = ..., at_base_type: _Optional[str] = ..., at_schema_location: _Optional[str] = ..., extension: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class Violation(_message.Message):
    __slots__ = ("unit", "reference_value", "operator", "actual_value", "tolerance", "violation_average", "comment", "consequence", "attachment", "rule")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_AVERAGE_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    unit: str
    reference_value: str
    operator: str
    actual_value: str
    tolerance: str
    violation_average: str
    comment: str
    consequence: str
    attachment: Attachment
    rule: RuleRef
    def __init__(self, unit: _Optional[str] = ..., reference_value: _Optional[str] = ..., operator: _Optional[str] = ..., actual_value: _Optional[str] = ..., tolerance: _Optional[str] = ..., violation_average: _Optional[str] = ..., comment: _Optional[str] = ..., consequence: _Optional[str] = ..., attachment: _Optional[_Union[Attachment, _Mapping]] = ..., rule: _Optional[_Union[RuleRef, _Mapping]] = ...) -> None: ...

class SlaRef(_message.Message):
    __slots__ = ("id", "href", "name", "description", "at_referred_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    description: str
    at_referred_type: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., at_referred_type: _Optional[str] = ...) -> None: ...

class RuleRef(_message.Message):
    __slots__ = ("id", "href", "description", "at_referred_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    description: str
    at_referred_type: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., description: _Optional[str] = ..., at_referred_type: _Optional[str] = ...) -> None: ...

class Attachment(_message.Message):
    __slots__ = ("id", "href", "description", "at_referred_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    description: str
    at_referred_type: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., description: _Optional[str] = ..., at_referred_type: _Optional[str] = ...) -> None: ...
