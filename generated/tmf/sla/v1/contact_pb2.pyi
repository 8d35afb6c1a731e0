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

class Contact(_message.Message):
    __slots__ = ("id", "href", "source", "external_id", "offered_date", "queued_date", "answered_date", "abandoned_date", "ended_date", "channel", "queue", "topic", "resolved", "related_party", "related_entity", "last_update", "characteristic")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    OFFERED_DATE_FIELD_NUMBER: _ClassVar[int]
    QUEUED_DATE_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_DATE_FIELD_NUMBER: _ClassVar[int]
    ABANDONED_DATE_FIELD_NUMBER: _ClassVar[int]
    ENDED_DATE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    QUEUE_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    RELATED_ENTITY_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATE_FIELD_NUMBER: _ClassVar[int]
    CHARACTERISTIC_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    source: str
    external_id: str
    offered_date: _timestamp_pb2.Timestamp
    queued_date: _timestamp_pb2.Timestamp
    answered_date: _timestamp_pb2.Timestamp
    abandoned_date: _timestamp_pb2.Timestamp
    ended_date: _timestamp_pb2.Timestamp
    channel: str
    queue: str
    topic: str
    resolved: bool
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    related_entity: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    last_update: _timestamp_pb2.Timestamp
    characteristic: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.Characteristic]
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., source: _Optional[str] = ..., external_id: _Optional[str] = ..., offered_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., queued_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., answered_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., abandoned_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., channel: _Optional[str] = ..., queue: _Optional[str] = ..., topic: _Optional[str] = ..., resolved: _Optional[bool] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., related_entity: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., last_update: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., characteristic: _Optional[_Iterable[_Union[_event_parts_pb2.Characteristic, _Mapping]]] = ...) -> None: ...
