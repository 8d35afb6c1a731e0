from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import notification_pb2 as _notification_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListNotificationRuleRequest(_message.Message):
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

class ListNotificationRuleResponse(_message.Message):
    __slots__ = ("notification_rule", "total_count", "next_page_token")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _containers.RepeatedCompositeFieldContainer[_notification_pb2.NotificationRule]
    total_count: int
    next_page_token: str
    def __init__(self, notification_rule: _Optional[_Iterable[_Union[_notification_pb2.NotificationRule, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateNotificationRuleRequest(_message.Message):
    __slots__ = ("notification_rule", "request_id")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _notification_pb2.NotificationRule
    request_id: str
    def __init__(self, notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateNotificationRuleResponse(_message.Message):
    __slots__ = ("notification_rule", "etag")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _notification_pb2.NotificationRule
    etag: str
    def __init__(self, notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveNotificationRuleRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveNotificationRuleResponse(_message.Message):
    __slots__ = ("notification_rule", "etag")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _notification_pb2.NotificationRule
    etag: str
    def __init__(self, notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateNotificationRuleRequest(_message.Message):
    __slots__ = ("id", "notification_rule", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    notification_rule: _notification_pb2.NotificationRule
    if_match: str
    def __init__(self, id: _Optional[str] = ..., notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateNotificationRuleResponse(_message.Message):
    __slots__ = ("notification_rule", "etag")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _notification_pb2.NotificationRule
    etag: str
    def __init__(self, notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchNotificationRuleRequest(_message.Message):
    __slots__ = ("id", "notification_rule", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    notification_rule: _notification_pb2.NotificationRule
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchNotificationRuleResponse(_message.Message):
    __slots__ = ("notification_rule", "etag")
    NOTIFICATION_RULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification_rule: _notification_pb2.NotificationRule
    etag: str
    def __init__(self, notification_rule: _Optional[_Union[_notification_pb2.NotificationRule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteNotificationRuleRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteNotificationRuleResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListQosReportScheduleRequest(_message.Message):
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

class ListQosReportScheduleResponse(_message.Message):
    __slots__ = ("qos_report_schedule", "total_count", "next_page_token")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _containers.RepeatedCompositeFieldContainer[_notification_pb2.QosReportSchedule]
    total_count: int
    next_page_token: str
    def __init__(self, qos_report_schedule: _Optional[_Iterable[_Union[_notification_pb2.QosReportSchedule, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateQosReportScheduleRequest(_message.Message):
    __slots__ = ("qos_report_schedule", "request_id")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _notification_pb2.QosReportSchedule
    request_id: str
    def __init__(self, qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateQosReportScheduleResponse(_message.Message):
    __slots__ = ("qos_report_schedule", "etag")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _notification_pb2.QosReportSchedule
    etag: str
    def __init__(self, qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveQosReportScheduleRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveQosReportScheduleResponse(_message.Message):
    __slots__ = ("qos_report_schedule", "etag")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _notification_pb2.QosReportSchedule
    etag: str
    def __init__(self, qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateQosReportScheduleRequest(_message.Message):
    __slots__ = ("id", "qos_report_schedule", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    qos_report_schedule: _notification_pb2.QosReportSchedule
    if_match: str
    def __init__(self, id: _Optional[str] = ..., qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateQosReportScheduleResponse(_message.Message):
    __slots__ = ("qos_report_schedule", "etag")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _notification_pb2.QosReportSchedule
    etag: str
    def __init__(self, qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchQosReportScheduleRequest(_message.Message):
    __slots__ = ("id", "qos_report_schedule", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    qos_report_schedule: _notification_pb2.QosReportSchedule
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchQosReportScheduleResponse(_message.Message):
    __slots__ = ("qos_report_schedule", "etag")
    QOS_REPORT_SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    qos_report_schedule: _notification_pb2.QosReportSchedule
    etag: str
    def __init__(self, qos_report_schedule: _Optional[_Union[_notification_pb2.QosReportSchedule, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteQosReportScheduleRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteQosReportScheduleResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListNotificationRequest(_message.Message):
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

class ListNotificationResponse(_message.Message):
    __slots__ = ("notification", "total_count", "next_page_token")
    NOTIFICATION_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    notification: _containers.RepeatedCompositeFieldContainer[_notification_pb2.Notification]
    total_count: int
    next_page_token: str
    def __init__(self, notification: _Optional[_Iterable[_Union[_notification_pb2.Notification, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RetrieveNotificationRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveNotificationResponse(_message.Message):
    __slots__ = ("notification", "etag")
    NOTIFICATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification: _notification_pb2.Notification
    etag: str
    def __init__(self, notification: _Optional[_Union[_notification_pb2.Notification, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchNotificationRequest(_message.Message):
    __slots__ = ("id", "notification", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFICATION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    notification: _notification_pb2.Notification
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., notification: _Optional[_Union[_notification_pb2.Notification, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchNotificationResponse(_message.Message):
    __slots__ = ("notification", "etag")
    NOTIFICATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    notification: _notification_pb2.Notification
    etag: str
    def __init__(self, notification: _Optional[_Union[_notification_pb2.Notification, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...
