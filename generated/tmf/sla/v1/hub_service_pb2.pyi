from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import event_pb2 as _event_pb2
from tmf.sla.v1 import hub_pb2 as _hub_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListQosHubRequest(_message.Message):
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

class ListQosHubResponse(_message.Message):
    __slots__ = ("hub", "total_count", "next_page_token")
    HUB_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    hub: _containers.RepeatedCompositeFieldContainer[_event_pb2.Hub]
    total_count: int
    next_page_token: str
    def __init__(self, hub: _Optional[_Iterable[_Union[_event_pb2.Hub, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateQosHubRequest(_message.Message):
    __slots__ = ("hub", "request_id")
    HUB_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    request_id: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateQosHubResponse(_message.Message):
    __slots__ = ("hub", "etag")
    HUB_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    etag: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveQosHubRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveQosHubResponse(_message.Message):
    __slots__ = ("hub", "etag")
    HUB_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    hub: _event_pb2.Hub
    etag: str
    def __init__(self, hub: _Optional[_Union[_event_pb2.Hub, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteQosHubRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteQosHubResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListHubDeliveryRequest(_message.Message):
    __slots__ = ("id", "filter", "read_mask", "fields", "sort", "offset", "limit", "page_token")
    ID_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    id: str
    filter: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    sort: str
    offset: int
    limit: int
    page_token: str
    def __init__(self, id: _Optional[str] = ..., filter: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ..., sort: _Optional[str] = ..., offset: _Optional[int] = ..., limit: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListHubDeliveryResponse(_message.Message):
    __slots__ = ("hub_delivery", "total_count", "next_page_token")
    HUB_DELIVERY_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    hub_delivery: _containers.RepeatedCompositeFieldContainer[_hub_pb2.HubDelivery]
    total_count: int
    next_page_token: str
    def __init__(self, hub_delivery: _Optional[_Iterable[_Union[_hub_pb2.HubDelivery, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveHubHealthRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class RetrieveHubHealthResponse(_message.Message):
    __slots__ = ("id", "state", "state_reason", "pending", "failed", "delivered", "parked")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    PARKED_FIELD_NUMBER: _ClassVar[int]
    id: str
    state: str
    state_reason: str
    pending: int
    failed: int
    delivered: int
    parked: int
    def __init__(self, id: _Optional[str] = ..., state: _Optional[str] = ..., state_reason: _Optional[str] = ..., pending: _Optional[int] = ..., failed: _Optional[int] = ..., delivered: _Optional[int] = ..., parked: _Optional[int] = ...) -> None: ...

class ReplayHubRequest(_message.Message):
    __slots__ = ("hub_id", "position")
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    position: str
    def __init__(self, hub_id: _Optional[str] = ..., position: _Optional[str] = ...) -> None: ...

class ReplayHubResponse(_message.Message):
    __slots__ = ("hub_id", "replayed")
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    replayed: int
    def __init__(self, hub_id: _Optional[str] = ..., replayed: _Optional[int] = ...) -> None: ...

class ActivateHubRequest(_message.Message):
    __slots__ = ("hub_id",)
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    def __init__(self, hub_id: _Optional[str] = ...) -> None: ...

class ActivateHubResponse(_message.Message):
    __slots__ = ("hub_id", "state")
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    state: str
    def __init__(self, hub_id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class RotateHubSecretRequest(_message.Message):
    __slots__ = ("hub_id", "secret")
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    secret: str
    def __init__(self, hub_id: _Optional[str] = ..., secret: _Optional[str] = ...) -> None: ...

class RotateHubSecretResponse(_message.Message):
    __slots__ = ("hub_id",)
    HUB_ID_FIELD_NUMBER: _ClassVar[int]
    hub_id: str
    def __init__(self, hub_id: _Optional[str] = ...) -> None: ...
