import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import assessment_pb2 as _assessment_pb2
from tmf.sla.v1 import measurement_pb2 as _measurement_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExportAssessmentRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ExportAssessmentResponse(_message.Message):
    __slots__ = ("bundle",)
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    bundle: bytes
    def __init__(self, bundle: _Optional[bytes] = ...) -> None: ...

class RecordMeasurementRequest(_message.Message):
    __slots__ = ("batch",)
    BATCH_FIELD_NUMBER: _ClassVar[int]
    batch: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.MeasurementBatch]
    def __init__(self, batch: _Optional[_Iterable[_Union[_measurement_pb2.MeasurementBatch, _Mapping]]] = ...) -> None: ...

class RecordMeasurementResponse(_message.Message):
    __slots__ = ("receipt", "recorded", "revised", "repeated", "quarantined")
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    REVISED_FIELD_NUMBER: _ClassVar[int]
    REPEATED_FIELD_NUMBER: _ClassVar[int]
    QUARANTINED_FIELD_NUMBER: _ClassVar[int]
    receipt: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.MeasurementReceipt]
    recorded: int
    revised: int
    repeated: int
    quarantined: int
    def __init__(self, receipt: _Optional[_Iterable[_Union[_measurement_pb2.MeasurementReceipt, _Mapping]]] = ..., recorded: _Optional[int] = ..., revised: _Optional[int] = ..., repeated: _Optional[int] = ..., quarantined: _Optional[int] = ...) -> None: ...

class RecordCaseRequest(_message.Message):
    __slots__ = ("source", "case")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    source: str
    case: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.Case]
    def __init__(self, source: _Optional[str] = ..., case: _Optional[_Iterable[_Union[_measurement_pb2.Case, _Mapping]]] = ...) -> None: ...

class RecordCaseResponse(_message.Message):
    __slots__ = ("recorded", "revised", "repeated")
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    REVISED_FIELD_NUMBER: _ClassVar[int]
    REPEATED_FIELD_NUMBER: _ClassVar[int]
    recorded: int
    revised: int
    repeated: int
    def __init__(self, recorded: _Optional[int] = ..., revised: _Optional[int] = ..., repeated: _Optional[int] = ...) -> None: ...

class CreateAssessmentRequest(_message.Message):
    __slots__ = ("sla_id", "rule_id", "at", "as_of", "final", "terms_revision", "reopening")
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    FINAL_FIELD_NUMBER: _ClassVar[int]
    TERMS_REVISION_FIELD_NUMBER: _ClassVar[int]
    REOPENING_FIELD_NUMBER: _ClassVar[int]
    sla_id: str
    rule_id: str
    at: _timestamp_pb2.Timestamp
    as_of: _timestamp_pb2.Timestamp
    final: bool
    terms_revision: int
    reopening: _assessment_pb2.Reopening
    def __init__(self, sla_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., final: _Optional[bool] = ..., terms_revision: _Optional[int] = ..., reopening: _Optional[_Union[_assessment_pb2.Reopening, _Mapping]] = ...) -> None: ...

class CreateAssessmentResponse(_message.Message):
    __slots__ = ("assessment", "verdict_count", "stored", "href", "period_state")
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_COUNT_FIELD_NUMBER: _ClassVar[int]
    STORED_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    PERIOD_STATE_FIELD_NUMBER: _ClassVar[int]
    assessment: _assessment_pb2.Assessment
    verdict_count: _containers.RepeatedCompositeFieldContainer[_assessment_pb2.VerdictCount]
    stored: int
    href: str
    period_state: str
    def __init__(self, assessment: _Optional[_Union[_assessment_pb2.Assessment, _Mapping]] = ..., verdict_count: _Optional[_Iterable[_Union[_assessment_pb2.VerdictCount, _Mapping]]] = ..., stored: _Optional[int] = ..., href: _Optional[str] = ..., period_state: _Optional[str] = ...) -> None: ...

class ListCaseRequest(_message.Message):
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

class ListCaseResponse(_message.Message):
    __slots__ = ("case", "total_count", "next_page_token")
    CASE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    case: _containers.RepeatedCompositeFieldContainer[_measurement_pb2.Case]
    total_count: int
    next_page_token: str
    def __init__(self, case: _Optional[_Iterable[_Union[_measurement_pb2.Case, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveCaseRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveCaseResponse(_message.Message):
    __slots__ = ("case", "etag")
    CASE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    case: _measurement_pb2.Case
    etag: str
    def __init__(self, case: _Optional[_Union[_measurement_pb2.Case, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListAssessmentRequest(_message.Message):
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

class ListAssessmentResponse(_message.Message):
    __slots__ = ("assessment", "total_count", "next_page_token")
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    assessment: _containers.RepeatedCompositeFieldContainer[_assessment_pb2.Assessment]
    total_count: int
    next_page_token: str
    def __init__(self, assessment: _Optional[_Iterable[_Union[_assessment_pb2.Assessment, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveAssessmentRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveAssessmentResponse(_message.Message):
    __slots__ = ("assessment", "etag")
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    assessment: _assessment_pb2.Assessment
    etag: str
    def __init__(self, assessment: _Optional[_Union[_assessment_pb2.Assessment, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...
