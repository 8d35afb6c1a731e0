from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SlaTemplate(_message.Message):
    __slots__ = ("id", "href", "name", "description", "version", "valid_for", "product_offering", "sla_type", "time_zone", "rule", "calendar")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_OFFERING_FIELD_NUMBER: _ClassVar[int]
    SLA_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    description: str
    version: str
    valid_for: _terms_pb2.TimePeriod
    product_offering: _sla_pb2.EntityRef
    sla_type: str
    time_zone: str
    rule: _containers.RepeatedCompositeFieldContainer[_sla_pb2.Rule]
    calendar: _containers.RepeatedCompositeFieldContainer[_terms_pb2.Calendar]
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., version: _Optional[str] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., product_offering: _Optional[_Union[_sla_pb2.EntityRef, _Mapping]] = ..., sla_type: _Optional[str] = ..., time_zone: _Optional[str] = ..., rule: _Optional[_Iterable[_Union[_sla_pb2.Rule, _Mapping]]] = ..., calendar: _Optional[_Iterable[_Union[_terms_pb2.Calendar, _Mapping]]] = ...) -> None: ...
