from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import event_pb2 as _event_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import violation_pb2 as _violation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateSlaRequest(_message.Message):
    __slots__ = ("sla", "request_id")
    SLA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    request_id: str
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateSlaResponse(_message.Message):
    __slots__ = ("sla", "etag")
    SLA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    etag: str
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListSlaRequest(_message.Message):
    __slots__ = ("filter", "read_mask", "fields", "sort", "offset", "limit", "page_token")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    sort: str
    offset: int
    limit: int
    page_token: str
    def __init__(self, filter: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ..., sort: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSlaResponse(_message.Message):
    __slots__ = ("sla", "total_count", "next_page_token")
    SLA_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sla: _containers.RepeatedCompositeFieldContainer[_sla_pb2.Sla]
    total_count: int
    next_page_token: str
    def __init__(self, sla: _Optional[_Iterable[_Union[_sla_pb2.Sla, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveSlaRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveSlaResponse(_message.Message):
    __slots__ = ("sla", "etag")
    SLA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    etag: str
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateSlaRequest(_message.Message):
    __slots__ = ("id", "sla", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla: _sla_pb2.Sla
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateSlaResponse(_message.Message):
    __slots__ = ("sla", "etag")
    SLA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    etag: str
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchSlaRequest(_message.Message):
    __slots__ = ("id", "sla", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla: _sla_pb2.Sla
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchSlaResponse(_message.Message):
    __slots__ = ("sla", "etag")
    SLA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    etag: str
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteSlaRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteSlaResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CreateSlaViolationRequest(_message.Message):
    __slots__ = ("sla_violation", "request_id")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _violation_pb2.SlaViolation
    request_id: str
    def __init__(self, sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateSlaViolationResponse(_message.Message):
    __slots__ = ("sla_violation", "etag")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _violation_pb2.SlaViolation
    etag: str
    def __init__(self, sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListSlaViolationRequest(_message.Message):
    __slots__ = ("filter", "read_mask", "fields", "sort", "offset", "limit", "page_token")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    sort: str
    offset: int
    limit: int
    page_token: str
    def __init__(self, filter: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ..., sort: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSlaViolationResponse(_message.Message):
    __slots__ = ("sla_violation", "total_count", "next_page_token")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _containers.RepeatedCompositeFieldContainer[_violation_pb2.SlaViolation]
    total_count: int
    next_page_token: str
    def __init__(self, sla_violation: _Optional[_Iterable[_Union[_violation_pb2.SlaViolation, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveSlaViolationRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveSlaViolationResponse(_message.Message):
    __slots__ = ("sla_violation", "etag")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _violation_pb2.SlaViolation
    etag: str
    def __init__(self, sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateSlaViolationRequest(_message.Message):
    __slots__ = ("id", "sla_violation", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla_violation: _violation_pb2.SlaViolation
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateSlaViolationResponse(_message.Message):
    __slots__ = ("sla_violation", "etag")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _violation_pb2.SlaViolation
    etag: str
    def __init__(self, sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchSlaViolationRequest(_message.Message):
    __slots__ = ("id", "sla_violation", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla_violation: _violation_pb2.SlaViolation
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchSlaViolationResponse(_message.Message):
    __slots__ = ("sla_violation", "etag")
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_violation: _violation_pb2.SlaViolation
    etag: str
    def __init__(self, sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteSlaViolationRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteSlaViolationResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CreateHubRequest(_message.Message):
    __slots__ = ("hub", "request_id")
    HUB_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    request_id: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateHubResponse(_message.Message):
    __slots__ = ("hub", "etag")
    HUB_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    etag: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListHubRequest(_message.Message):
    __slots__ = ("filter", "read_mask", "fields", "sort", "offset", "limit", "page_token")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    sort: str
    offset: int
    limit: int
    page_token: str
    def __init__(self, filter: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ..., sort: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListHubResponse(_message.Message):
    __slots__ = ("hub", "total_count", "next_page_token")
    HUB_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    hub: _containers.RepeatedCompositeFieldContainer[_event_pb2.Hub]
    total_count: int
    next_page_token: str
    def __init__(self, hub: _Optional[_Iterable[_Union[_event_pb2.Hub, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveHubRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveHubResponse(_message.Message):
    __slots__ = ("hub", "etag")
    HUB_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    etag: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteHubRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteHubResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class WatchEventsRequest(_message.Message):
    __slots__ = ("query", "resume_token", "from_start")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    FROM_START_FIELD_NUMBER: _ClassVar[int]
    query: str
    resume_token: str
    from_start: bool
    def __init__(self, query: _Optional[str] = ..., resume_token: _Optional[str] = ..., from_start: _Optional[bool] = ...) -> None: ...

class WatchEventsResponse(_message.Message):
    __slots__ = ("event", "resume_token")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    resume_token: str
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ..., resume_token: _Optional[str] = ...) -> None: ...
