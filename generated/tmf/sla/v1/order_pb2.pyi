import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import event_parts_pb2 as _event_parts_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Order(_message.Message):
    __slots__ = ("id", "href", "source", "external_id", "creation_date", "requested_start_date", "requested_completion_date", "expected_completion_date", "completion_date", "cancellation_date", "state", "priority", "category", "description", "channel", "product_order_item", "product_order_milestone", "product_order_jeopardy_alert", "related_party", "related_entity", "promised_date", "promise_last_update", "delay_caused_by", "delay_reason", "rolled_back", "last_update", "characteristic")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_START_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_COMPLETION_DATE_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_COMPLETION_DATE_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_DATE_FIELD_NUMBER: _ClassVar[int]
    CANCELLATION_DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_ORDER_ITEM_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_ORDER_MILESTONE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_ORDER_JEOPARDY_ALERT_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    RELATED_ENTITY_FIELD_NUMBER: _ClassVar[int]
    PROMISED_DATE_FIELD_NUMBER: _ClassVar[int]
    PROMISE_LAST_UPDATE_FIELD_NUMBER: _ClassVar[int]
    DELAY_CAUSED_BY_FIELD_NUMBER: _ClassVar[int]
    DELAY_REASON_FIELD_NUMBER: _ClassVar[int]
    ROLLED_BACK_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATE_FIELD_NUMBER: _ClassVar[int]
    CHARACTERISTIC_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    source: str
    external_id: str
    creation_date: _timestamp_pb2.Timestamp
    requested_start_date: _timestamp_pb2.Timestamp
    requested_completion_date: _timestamp_pb2.Timestamp
    expected_completion_date: _timestamp_pb2.Timestamp
    completion_date: _timestamp_pb2.Timestamp
    cancellation_date: _timestamp_pb2.Timestamp
    state: str
    priority: str
    category: str
    description: str
    channel: str
    product_order_item: _containers.RepeatedCompositeFieldContainer[ProductOrderItem]
    product_order_milestone: _containers.RepeatedCompositeFieldContainer[ProductOrderMilestone]
    product_order_jeopardy_alert: _containers.RepeatedCompositeFieldContainer[ProductOrderJeopardyAlert]
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    related_entity: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    promised_date: _timestamp_pb2.Timestamp
    promise_last_update: _timestamp_pb2.Timestamp
    delay_caused_by: str
    delay_reason: str
    rolled_back: bool
    last_update: _timestamp_pb2.Timestamp
    characteristic: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.Characteristic]
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., source: _Optional[str] = ..., external_id: _Optional[str] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., requested_start_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., requested_completion_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected_completion_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., completion_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancellation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., priority: _Optional[str] = ..., category: _Optional[str] = ..., description: _Optional[str] = ..., channel: _Optional[str] = ..., product_order_item: _Optional[_Iterable[_Union[ProductOrderItem, _Mapping]]] = ..., product_order_milestone: _Optional[_Iterable[_Union[ProductOrderMilestone, _Mapping]]] = ..., product_order_jeopardy_alert: _Optional[_Iterable[_Union[ProductOrderJeopardyAlert, _Mapping]]] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., related_entity: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., promised_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., promise_last_update: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delay_caused_by: _Optional[str] = ..., delay_reason: _Optional[str] = ..., rolled_back: _Optional[bool] = ..., last_update: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., characteristic: _Optional[_Iterable[_Union[_event_parts_pb2.Characteristic, _Mapping]]] = ...) -> None: ...

class ProductOrderItem(_message.Message):
    __slots__ = ("id", "action", "state", "product")
    ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PRODUCT_FIELD_NUMBER: _ClassVar[int]
    id: str
    action: str
    state: str
    product: _sla_pb2.EntityRef
    def __init__(self, id: _Optional[str] = ..., action: _Optional[str] = ..., state: _Optional[str] = ..., product: _Optional[_Union[_sla_pb2.EntityRef, _Mapping]] = ...) -> None: ...

class ProductOrderMilestone(_message.Message):
    __slots__ = ("id", "name", "description", "milestone_date", "status", "message")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    MILESTONE_DATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    description: str
    milestone_date: _timestamp_pb2.Timestamp
    status: str
    message: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., milestone_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., status: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class ProductOrderJeopardyAlert(_message.Message):
    __slots__ = ("id", "name", "alert_date", "jeopardy_type", "exception", "message")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ALERT_DATE_FIELD_NUMBER: _ClassVar[int]
    JEOPARDY_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    alert_date: _timestamp_pb2.Timestamp
    jeopardy_type: str
    exception: str
    message: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., alert_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., jeopardy_type: _Optional[str] = ..., exception: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
