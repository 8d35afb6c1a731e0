import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import exclusion_pb2 as _exclusion_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListExclusionRequest(_message.Message):
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

class ListExclusionResponse(_message.Message):
    __slots__ = ("exclusion", "total_count", "next_page_token")
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    exclusion: _containers.RepeatedCompositeFieldContainer[_exclusion_pb2.Exclusion]
    total_count: int
    next_page_token: str
    def __init__(self, exclusion: _Optional[_Iterable[_Union[_exclusion_pb2.Exclusion, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateExclusionRequest(_message.Message):
    __slots__ = ("exclusion", "request_id")
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    exclusion: _exclusion_pb2.Exclusion
    request_id: str
    def __init__(self, exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateExclusionResponse(_message.Message):
    __slots__ = ("exclusion", "etag")
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    exclusion: _exclusion_pb2.Exclusion
    etag: str
    def __init__(self, exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveExclusionRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveExclusionResponse(_message.Message):
    __slots__ = ("exclusion", "etag")
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    exclusion: _exclusion_pb2.Exclusion
    etag: str
    def __init__(self, exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchExclusionRequest(_message.Message):
    __slots__ = ("id", "exclusion", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    exclusion: _exclusion_pb2.Exclusion
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchExclusionResponse(_message.Message):
    __slots__ = ("exclusion", "etag")
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    exclusion: _exclusion_pb2.Exclusion
    etag: str
    def __init__(self, exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteExclusionRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteExclusionResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CreateExclusionReviewRequest(_message.Message):
    __slots__ = ("sla_id", "rule_id", "at", "as_of")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    sla_id: str
    rule_id: str
    at: _timestamp_pb2.Timestamp
    as_of: _timestamp_pb2.Timestamp
    def __init__(self, sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateExclusionReviewResponse(_message.Message):
    __slots__ = ("conformance_period", "excluded", "dishonoured")
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    DISHONOURED_FIELD_NUMBER: _ClassVar[int]
    conformance_period: _terms_pb2.TimePeriod
    excluded: _containers.RepeatedCompositeFieldContainer[ExcludedTime]
    dishonoured: _containers.RepeatedCompositeFieldContainer[DishonouredTime]
    def __init__(self, conformance_period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., excluded: _Optional[_Iterable[_Union[ExcludedTime, _Mapping]]] = ..., dishonoured: _Optional[_Iterable[_Union[DishonouredTime, _Mapping]]] = ...) -> None: ...

class ExcludedTime(_message.Message):
    __slots__ = ("period", "effect", "category", "exclusion_id", "object")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_ID_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    period: _terms_pb2.TimePeriod
    effect: str
    category: str
    exclusion_id: str
    object: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., effect: _Optional[str] = ..., category: _Optional[str] = ..., exclusion_id: _Optional[str] = ..., object: _Optional[_Iterable[str]] = ...) -> None: ...

class DishonouredTime(_message.Message):
    __slots__ = ("period", "category", "exclusion_id", "cause")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_ID_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    period: _terms_pb2.TimePeriod
    category: str
    exclusion_id: str
    cause: str
    def __init__(self, period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., category: _Optional[str] = ..., exclusion_id: _Optional[str] = ..., cause: _Optional[str] = ...) -> None: ...
