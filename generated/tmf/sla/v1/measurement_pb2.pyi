import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import event_parts_pb2 as _event_parts_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MeasurementBatch(_message.Message):
    __slots__ = ("source", "external_id", "object", "metric", "state_change")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    source: str
    external_id: str
    object: str
    metric: str
    state_change: _containers.RepeatedCompositeFieldContainer[StateChange]
    def __init__(self, source: _Optional[str] = ..., external_id: _Optional[str] = ..., object: _Optional[str] = ..., metric: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[StateChange, _Mapping]]] = ...) -> None: ...

class StateChange(_message.Message):
    __slots__ = ("time", "state", "impact")
    TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    state: str
    impact: str
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., impact: _Optional[str] = ...) -> None: ...

class MeasurementReceipt(_message.Message):
    __slots__ = ("id", "status", "count", "digest", "known_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    status: str
    count: int
    digest: str
    known_at: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., status: _Optional[str] = ..., count: _Optional[int] = ..., digest: _Optional[str] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Case(_message.Message):
    __slots__ = ("id", "href", "source", "external_id", "name", "creation_date", "resolution_date", "expected_resolution_date", "priority", "severity", "ticket_type", "status", "related_entity", "status_change_date", "status_change_reason", "status_change", "priority_change", "note", "related_party", "last_update", "reported_date", "response_date", "channel", "description", "characteristic")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TICKET_TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RELATED_ENTITY_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_DATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_CHANGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATE_FIELD_NUMBER: _ClassVar[int]
    REPORTED_DATE_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_DATE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CHARACTERISTIC_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    source: str
    external_id: str
    name: str
    creation_date: _timestamp_pb2.Timestamp
    resolution_date: _timestamp_pb2.Timestamp
    expected_resolution_date: _timestamp_pb2.Timestamp
    priority: str
    severity: str
    ticket_type: str
    status: str
    related_entity: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    status_change_date: _timestamp_pb2.Timestamp
    status_change_reason: str
    status_change: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.StatusChange]
    priority_change: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.PriorityChange]
    note: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.CaseNote]
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    last_update: _timestamp_pb2.Timestamp
    reported_date: _timestamp_pb2.Timestamp
    response_date: _timestamp_pb2.Timestamp
    channel: str
    description: str
    characteristic: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.Characteristic]
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., source: _Optional[str] = ..., external_id: _Optional[str] = ..., name: _Optional[str] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected_resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., priority: _Optional[str] = ..., severity: _Optional[str] = ..., ticket_type: _Optional[str] = ..., status: _Optional[str] = ..., related_entity: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., status_change_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., status_change_reason: _Optional[str] = ..., status_change: _Optional[_Iterable[_Union[_event_parts_pb2.StatusChange, _Mapping]]] = ..., priority_change: _Optional[_Iterable[_Union[_event_parts_pb2.PriorityChange, _Mapping]]] = ..., note: _Optional[_Iterable[_Union[_event_parts_pb2.CaseNote, _Mapping]]] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., last_update: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reported_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., response_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., channel: _Optional[str] = ..., description: _Optional[str] = ..., characteristic: _Optional[_Iterable[_Union[_event_parts_pb2.Characteristic, _Mapping]]] = ...) -> None: ...
