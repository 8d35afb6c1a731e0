from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import measurement_pb2 as _measurement_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StreamMeasurementRequest(_message.Message):
    __slots__ = ("batch",)
    BATCH_FIELD_NUMBER: _ClassVar[int]
    batch: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.MeasurementBatch]
    def __init__(self, batch: _Optional[_Iterable[_Union[_measurement_pb2.MeasurementBatch, _Mapping]]] = ...) -> None: ...

class StreamMeasurementResponse(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.MeasurementReceipt]
    def __init__(self, receipt: _Optional[_Iterable[_Union[_measurement_pb2.MeasurementReceipt, _Mapping]]] = ...) -> None: ...

class RetrieveObservationRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class RetrieveObservationResponse(_message.Message):
    __slots__ = ("measurement_batch", "etag")
    MEASUREMENT_BATCH_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_batch: _measurement_pb2.MeasurementBatch
    etag: str
    def __init__(self, measurement_batch: _Optional[_Union[_measurement_pb2.MeasurementBatch, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetractMeasurementRequest(_message.Message):
    __slots__ = ("source", "external_id", "reason")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    source: str
    external_id: str
    reason: str
    def __init__(self, source: _Optional[str] = ..., external_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class RetractMeasurementResponse(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: _measurement_pb2.MeasurementReceipt
    def __init__(self, receipt: _Optional[_Union[_measurement_pb2.MeasurementReceipt, _Mapping]] = ...) -> None: ...

class ListMeasurementBatchRequest(_message.Message):
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

class ListMeasurementBatchResponse(_message.Message):
    __slots__ = ("measurement_batch", "total_count", "next_page_token")
    MEASUREMENT_BATCH_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    measurement_batch: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.MeasurementBatch]
    total_count: int
    next_page_token: str
    def __init__(self, measurement_batch: _Optional[_Iterable[_Union[_measurement_pb2.MeasurementBatch, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveMeasurementBatchRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveMeasurementBatchResponse(_message.Message):
    __slots__ = ("measurement_batch", "etag")
    MEASUREMENT_BATCH_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_batch: _measurement_pb2.MeasurementBatch
    etag: str
    def __init__(self, measurement_batch: _Optional[_Union[_measurement_pb2.MeasurementBatch, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchMeasurementBatchRequest(_message.Message):
    __slots__ = ("id", "measurement_batch", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    MEASUREMENT_BATCH_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    measurement_batch: _measurement_pb2.MeasurementBatch
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., measurement_batch: _Optional[_Union[_measurement_pb2.MeasurementBatch, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchMeasurementBatchResponse(_message.Message):
    __slots__ = ("measurement_batch", "etag")
    MEASUREMENT_BATCH_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    measurement_batch: _measurement_pb2.MeasurementBatch
    etag: str
    def __init__(self, measurement_batch: _Optional[_Union[_measurement_pb2.MeasurementBatch, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...
