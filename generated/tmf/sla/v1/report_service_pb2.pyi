from google.api import annotations_pb2 as _annotations_pb2
from google.api import httpbody_pb2 as _httpbody_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import report_pb2 as _report_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListQosReportRequest(_message.Message):
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

class ListQosReportResponse(_message.Message):
    __slots__ = ("qos_report", "total_count", "next_page_token")
    QOS_REPORT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    qos_report: _containers.RepeatedCompositeFieldContainer[_report_pb2.QosReport]
    total_count: int
    next_page_token: str
    def __init__(self, qos_report: _Optional[_Iterable[_Union[_report_pb2.QosReport, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateQosReportRequest(_message.Message):
    __slots__ = ("name", "sla_id", "related_party_id", "period", "time_zone")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    name: str
    sla_id: _containers.RepeatedScalarFieldContainer[str]
    related_party_id: str
    period: _terms_pb2.TimePeriod
    time_zone: str
    def __init__(self, name: _Optional[str] = ..., sla_id: _Optional[_Iterable[str]] = ..., related_party_id: _Optional[str] = ..., period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., time_zone: _Optional[str] = ...) -> None: ...

class CreateQosReportResponse(_message.Message):
    __slots__ = ("qos_report", "etag")
    QOS_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report: _report_pb2.QosReport
    etag: str
    def __init__(self, qos_report: _Optional[_Union[_report_pb2.QosReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveQosReportRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveQosReportResponse(_message.Message):
    __slots__ = ("qos_report", "etag")
    QOS_REPORT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report: _report_pb2.QosReport
    etag: str
    def __init__(self, qos_report: _Optional[_Union[_report_pb2.QosReport, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ExportQosReportRequest(_message.Message):
    __slots__ = ("id", "format")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    id: str
    format: str
    def __init__(self, id: _Optional[str] = ..., format: _Optional[str] = ...) -> None: ...
