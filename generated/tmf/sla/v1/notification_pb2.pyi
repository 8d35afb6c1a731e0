import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NotificationRule(_message.Message):
    __slots__ = ("id", "href", "name", "query", "recipient", "subject", "body", "state")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    RECIPIENT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    query: str
    recipient: _containers.RepeatedCompositeFieldContainer[NotificationRecipient]
    subject: str
    body: str
    state: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., query: _Optional[str] = ..., recipient: _Optional[_Iterable[_Union[NotificationRecipient, _Mapping]]] = ..., subject: _Optional[str] = ..., body: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class NotificationRecipient(_message.Message):
    __slots__ = ("channel", "address", "party_id", "role", "format")
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    channel: str
    address: str
    party_id: str
    role: str
    format: str
    def __init__(self, channel: _Optional[str] = ..., address: _Optional[str] = ..., party_id: _Optional[str] = ..., role: _Optional[str] = ..., format: _Optional[str] = ...) -> None: ...

class Notification(_message.Message):
    __slots__ = ("id", "href", "rule_id", "event_id", "event_type", "channel", "address", "subject", "body", "qos_report_id", "format", "state", "attempts", "next_attempt_date", "last_error", "creation_date", "sent_date")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    QOS_REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_ATTEMPT_DATE_FIELD_NUMBER: _ClassVar[int]
    LAST_ERROR_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    SENT_DATE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    rule_id: str
    event_id: str
    event_type: str
    channel: str
    address: str
    subject: str
    body: str
    qos_report_id: str
    format: str
    state: str
    attempts: int
    next_attempt_date: _timestamp_pb2.Timestamp
    last_error: str
    creation_date: _timestamp_pb2.Timestamp
    sent_date: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., rule_id: _Optional[str] = ..., event_id: _Optional[str] = ..., event_type: _Optional[str] = ..., channel: _Optional[str] = ..., address: _Optional[str] = ..., subject: _Optional[str] = ..., body: _Optional[str] = ..., qos_report_id: _Optional[str] = ..., format: _Optional[str] = ..., state: _Optional[str] = ..., attempts: _Optional[int] = ..., next_attempt_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_error: _Optional[str] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sent_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class QosReportSchedule(_message.Message):
    __slots__ = ("id", "href", "name", "sla_id", "related_party_id", "reporting_period", "time_zone", "delay", "recipient", "state", "next_period_end", "next_date", "last_report_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    REPORTING_PERIOD_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    DELAY_FIELD_NUMBER: _ClassVar[int]
    RECIPIENT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    NEXT_PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    NEXT_DATE_FIELD_NUMBER: _ClassVar[int]
    LAST_REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    sla_id: _containers.RepeatedScalarFieldContainer[str]
    related_party_id: str
    reporting_period: str
    time_zone: str
    delay: str
    recipient: _containers.RepeatedCompositeFieldContainer[NotificationRecipient]
    state: str
    next_period_end: _timestamp_pb2.Timestamp
    next_date: _timestamp_pb2.Timestamp
    last_report_id: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., sla_id: _Optional[_Iterable[str]] = ..., related_party_id: _Optional[str] = ..., reporting_period: _Optional[str] = ..., time_zone: _Optional[str] = ..., delay: _Optional[str] = ..., recipient: _Optional[_Iterable[_Union[NotificationRecipient, _Mapping]]] = ..., state: _Optional[str] = ..., next_period_end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_report_id: _Optional[str] = ...) -> None: ...
