import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.api import httpbody_pb2 as _httpbody_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import degradation_pb2 as _degradation_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListDegradationReportRequest(_message.Message):
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

class ListDegradationReportResponse(_message.Message):
    __slots__ = ("degradation_report", "total_count", "next_page_token")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _containers.RepeatedCompositeFieldContainer[_degradation_pb2.DegradationReport]
    total_count: int
    next_page_token: str
    def __init__(self, degradation_report: _Optional[_Iterable[_Union[_degradation_pb2.DegradationReport, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateDegradationReportRequest(_message.Message):
    __slots__ = ("degradation_report", "request_id")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _degradation_pb2.DegradationReport
    request_id: str
    def __init__(self, degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateDegradationReportResponse(_message.Message):
    __slots__ = ("degradation_report", "etag")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _degradation_pb2.DegradationReport
    etag: str
    def __init__(self, degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveDegradationReportRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveDegradationReportResponse(_message.Message):
    __slots__ = ("degradation_report", "etag")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _degradation_pb2.DegradationReport
    etag: str
    def __init__(self, degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateDegradationReportRequest(_message.Message):
    __slots__ = ("id", "degradation_report", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    degradation_report: _degradation_pb2.DegradationReport
    if_match: str
    def __init__(self, id: _Optional[str] = ..., degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateDegradationReportResponse(_message.Message):
    __slots__ = ("degradation_report", "etag")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _degradation_pb2.DegradationReport
    etag: str
    def __init__(self, degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchDegradationReportRequest(_message.Message):
    __slots__ = ("id", "degradation_report", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    degradation_report: _degradation_pb2.DegradationReport
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchDegradationReportResponse(_message.Message):
    __slots__ = ("degradation_report", "etag")
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    degradation_report: _degradation_pb2.DegradationReport
    etag: str
    def __init__(self, degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteDegradationReportRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteDegradationReportResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ExportDegradationReportRequest(_message.Message):
    __slots__ = ("id", "format")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    id: str
    format: str
    def __init__(self, id: _Optional[str] = ..., format: _Optional[str] = ...) -> None: ...

class CreateDegradationSummaryRequest(_message.Message):
    __slots__ = ("period", "sla_id", "related_party_id")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    period: _terms_pb2.TimePeriod
    sla_id: str
    related_party_id: str
    def __init__(self, period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., sla_id: _Optional[str] = ..., related_party_id: _Optional[str] = ...) -> None: ...

class CreateDegradationSummaryResponse(_message.Message):
    __slots__ = ("period", "as_of", "created", "cleared", "in_jeopardy", "escalated", "by_state", "by_severity", "by_source", "mean_time_to_clear", "median_time_to_clear", "ninetieth_time_to_clear", "longest_time_to_clear", "oldest_open")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    CLEARED_FIELD_NUMBER: _ClassVar[int]
    IN_JEOPARDY_FIELD_NUMBER: _ClassVar[int]
    ESCALATED_FIELD_NUMBER: _ClassVar[int]
    BY_STATE_FIELD_NUMBER: _ClassVar[int]
    BY_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    BY_SOURCE_FIELD_NUMBER: _ClassVar[int]
    MEAN_TIME_TO_CLEAR_FIELD_NUMBER: _ClassVar[int]
    MEDIAN_TIME_TO_CLEAR_FIELD_NUMBER: _ClassVar[int]
    NINETIETH_TIME_TO_CLEAR_FIELD_NUMBER: _ClassVar[int]
    LONGEST_TIME_TO_CLEAR_FIELD_NUMBER: _ClassVar[int]
    OLDEST_OPEN_FIELD_NUMBER: _ClassVar[int]
    period: _terms_pb2.TimePeriod
    as_of: _timestamp_pb2.Timestamp
    created: int
    cleared: int
    in_jeopardy: int
    escalated: int
    by_state: _containers.RepeatedCompositeFieldContainer[DegradationCount]
    by_severity: _containers.RepeatedCompositeFieldContainer[DegradationCount]
    by_source: _containers.RepeatedCompositeFieldContainer[DegradationCount]
    mean_time_to_clear: str
    median_time_to_clear: str
    ninetieth_time_to_clear: str
    longest_time_to_clear: str
    oldest_open: str
    def __init__(self, period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., created: _Optional[int] = ..., cleared: _Optional[int] = ..., in_jeopardy: _Optional[int] = ..., escalated: _Optional[int] = ..., by_state: _Optional[_Iterable[_Union[DegradationCount, _Mapping]]] = ..., by_severity: _Optional[_Iterable[_Union[DegradationCount, _Mapping]]] = ..., by_source: _Optional[_Iterable[_Union[DegradationCount, _Mapping]]] = ..., mean_time_to_clear: _Optional[str] = ..., median_time_to_clear: _Optional[str] = ..., ninetieth_time_to_clear: _Optional[str] = ..., longest_time_to_clear: _Optional[str] = ..., oldest_open: _Optional[str] = ...) -> None: ...

class DegradationCount(_message.Message):
    __slots__ = ("value", "count")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    value: str
    count: int
    def __init__(self, value: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...
