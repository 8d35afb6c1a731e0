from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import billing_connector_pb2 as _billing_connector_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListBillingConnectorRequest(_message.Message):
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

class ListBillingConnectorResponse(_message.Message):
    __slots__ = ("billing_connector", "total_count", "next_page_token")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _containers.RepeatedCompositeFieldContainer[_billing_connector_pb2.BillingConnector]
    total_count: int
    next_page_token: str
    def __init__(self, billing_connector: _Optional[_Iterable[_Union[_billing_connector_pb2.BillingConnector, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateBillingConnectorRequest(_message.Message):
    __slots__ = ("billing_connector", "request_id")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _billing_connector_pb2.BillingConnector
    request_id: str
    def __init__(self, billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateBillingConnectorResponse(_message.Message):
    __slots__ = ("billing_connector", "etag")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _billing_connector_pb2.BillingConnector
    etag: str
    def __init__(self, billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveBillingConnectorRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveBillingConnectorResponse(_message.Message):
    __slots__ = ("billing_connector", "etag")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _billing_connector_pb2.BillingConnector
    etag: str
    def __init__(self, billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateBillingConnectorRequest(_message.Message):
    __slots__ = ("id", "billing_connector", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    billing_connector: _billing_connector_pb2.BillingConnector
    if_match: str
    def __init__(self, id: _Optional[str] = ..., billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateBillingConnectorResponse(_message.Message):
    __slots__ = ("billing_connector", "etag")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _billing_connector_pb2.BillingConnector
    etag: str
    def __init__(self, billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchBillingConnectorRequest(_message.Message):
    __slots__ = ("id", "billing_connector", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    billing_connector: _billing_connector_pb2.BillingConnector
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchBillingConnectorResponse(_message.Message):
    __slots__ = ("billing_connector", "etag")
    BILLING_CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    billing_connector: _billing_connector_pb2.BillingConnector
    etag: str
    def __init__(self, billing_connector: _Optional[_Union[_billing_connector_pb2.BillingConnector, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteBillingConnectorRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteBillingConnectorResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
