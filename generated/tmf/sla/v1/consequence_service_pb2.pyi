from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import consequence_pb2 as _consequence_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListConsequenceRequest(_message.Message):
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

class ListConsequenceResponse(_message.Message):
    __slots__ = ("consequence", "total_count", "next_page_token")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    consequence: _containers.RepeatedCompositeFieldContainer[_consequence_pb2.Consequence]
    total_count: int
    next_page_token: str
    def __init__(self, consequence: _Optional[_Iterable[_Union[_consequence_pb2.Consequence, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateConsequenceRequest(_message.Message):
    __slots__ = ("consequence", "request_id")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    request_id: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateConsequenceResponse(_message.Message):
    __slots__ = ("consequence", "etag")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    etag: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveConsequenceRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveConsequenceResponse(_message.Message):
    __slots__ = ("consequence", "etag")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    etag: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateConsequenceRequest(_message.Message):
    __slots__ = ("id", "consequence", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    consequence: _consequence_pb2.Consequence
    if_match: str
    def __init__(self, id: _Optional[str] = ..., consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateConsequenceResponse(_message.Message):
    __slots__ = ("consequence", "etag")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    etag: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchConsequenceRequest(_message.Message):
    __slots__ = ("id", "consequence", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    consequence: _consequence_pb2.Consequence
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchConsequenceResponse(_message.Message):
    __slots__ = ("consequence", "etag")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    etag: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteConsequenceRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteConsequenceResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LintConsequenceRequest(_message.Message):
    __slots__ = ("consequence", "consequence_id", "sla_id", "rule_id")
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_ID_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    consequence: _consequence_pb2.Consequence
    consequence_id: str
    sla_id: str
    rule_id: str
    def __init__(self, consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ..., consequence_id: _Optional[str] = ..., sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ...) -> None: ...

class LintConsequenceResponse(_message.Message):
    __slots__ = ("finding", "approvable")
    FINDING_FIELD_NUMBER: _ClassVar[int]
    APPROVABLE_FIELD_NUMBER: _ClassVar[int]
    finding: _containers.RepeatedCompositeFieldContainer[_consequence_pb2.LintFinding]
    approvable: bool
    def __init__(self, finding: _Optional[_Iterable[_Union[_consequence_pb2.LintFinding, _Mapping]]] = ..., approvable: _Optional[bool] = ...) -> None: ...
