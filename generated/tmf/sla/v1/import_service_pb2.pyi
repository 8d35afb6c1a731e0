from google.api import annotations_pb2 as _annotations_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateSlaImportRequest(_message.Message):
    __slots__ = ("format", "content", "partial", "dry_run", "state", "sla_type", "time_zone", "related_party", "scope")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    PARTIAL_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SLA_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    format: str
    content: str
    partial: bool
    dry_run: bool
    state: str
    sla_type: str
    time_zone: str
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    scope: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    def __init__(self, format: _Optional[str] = ..., content: _Optional[str] = ..., partial: _Optional[bool] = ..., dry_run: _Optional[bool] = ..., state: _Optional[str] = ..., sla_type: _Optional[str] = ..., time_zone: _Optional[str] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., scope: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ...) -> None: ...

class CreateSlaImportResponse(_message.Message):
    __slots__ = ("sla", "unsupported", "left_out")
    SLA_FIELD_NUMBER: _ClassVar[int]
    UNSUPPORTED_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    sla: _containers.RepeatedCompositeFieldContainer[ImportedSla]
    unsupported: _containers.RepeatedCompositeFieldContainer[ImportNote]
    left_out: _containers.RepeatedCompositeFieldContainer[ImportNote]
    def __init__(self, sla: _Optional[_Iterable[_Union[ImportedSla, _Mapping]]] = ..., unsupported: _Optional[_Iterable[_Union[ImportNote, _Mapping]]] = ..., left_out: _Optional[_Iterable[_Union[ImportNote, _Mapping]]] = ...) -> None: ...

class ImportedSla(_message.Message):
    __slots__ = ("id", "href", "name", "document")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    document: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class ImportNote(_message.Message):
    __slots__ = ("path", "reason")
    PATH_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    path: str
    reason: str
    def __init__(self, path: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CreateSlaExportRequest(_message.Message):
    __slots__ = ("sla_id", "rule_id")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    sla_id: str
    rule_id: str
    def __init__(self, sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ...) -> None: ...

class CreateSlaExportResponse(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: str
    def __init__(self, content: _Optional[str] = ...) -> None: ...
