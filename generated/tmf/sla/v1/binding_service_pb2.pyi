from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import binding_pb2 as _binding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListMeasurementBindingRequest(_message.Message):
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

class ListMeasurementBindingResponse(_message.Message):
    __slots__ = ("measurement_binding", "total_count", "next_page_token")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _containers.RepeatedCompositeFieldContainer[_binding_pb2.MeasurementBinding]
    total_count: int
    next_page_token: str
    def __init__(self, measurement_binding: _Optional[_Iterable[_Union[_binding_pb2.MeasurementBinding, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateMeasurementBindingRequest(_message.Message):
    __slots__ = ("measurement_binding", "request_id")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _binding_pb2.MeasurementBinding
    request_id: str
    def __init__(self, measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateMeasurementBindingResponse(_message.Message):
    __slots__ = ("measurement_binding", "etag")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _binding_pb2.MeasurementBinding
    etag: str
    def __init__(self, measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveMeasurementBindingRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveMeasurementBindingResponse(_message.Message):
    __slots__ = ("measurement_binding", "etag")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _binding_pb2.MeasurementBinding
    etag: str
    def __init__(self, measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateMeasurementBindingRequest(_message.Message):
    __slots__ = ("id", "measurement_binding", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    measurement_binding: _binding_pb2.MeasurementBinding
    if_match: str
    def __init__(self, id: _Optional[str] = ..., measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateMeasurementBindingResponse(_message.Message):
    __slots__ = ("measurement_binding", "etag")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _binding_pb2.MeasurementBinding
    etag: str
    def __init__(self, measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchMeasurementBindingRequest(_message.Message):
    __slots__ = ("id", "measurement_binding", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    measurement_binding: _binding_pb2.MeasurementBinding
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchMeasurementBindingResponse(_message.Message):
    __slots__ = ("measurement_binding", "etag")
    MEASUREMENT_BINDING_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_binding: _binding_pb2.MeasurementBinding
    etag: str
    def __init__(self, measurement_binding: _Optional[_Union[_binding_pb2.MeasurementBinding, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteMeasurementBindingRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteMeasurementBindingResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
