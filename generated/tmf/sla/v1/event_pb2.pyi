import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import adjustment_pb2 as _adjustment_pb2
from tmf.sla.v1 import consequence_pb2 as _consequence_pb2
from tmf.sla.v1 import credit_pb2 as _credit_pb2
from tmf.sla.v1 import degradation_pb2 as _degradation_pb2
from tmf.sla.v1 import dispute_pb2 as _dispute_pb2
from tmf.sla.v1 import exclusion_pb2 as _exclusion_pb2
from tmf.sla.v1 import report_pb2 as _report_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import template_pb2 as _template_pb2
from tmf.sla.v1 import violation_pb2 as _violation_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Hub(_message.Message):
    __slots__ = ("id", "href", "callback", "query", "secret", "envelope")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    CALLBACK_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    ENVELOPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    callback: str
    query: str
    secret: str
    envelope: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., callback: _Optional[str] = ..., query: _Optional[str] = ..., secret: _Optional[str] = ..., envelope: _Optional[str] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("event_id", "event_time", "event_type", "event")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    event_time: _timestamp_pb2.Timestamp
    event_type: str
    event: EventPayload
    def __init__(self, event_id: _Optional[str] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., event_type: _Optional[str] = ..., event: _Optional[_Union[EventPayload, _Mapping]] = ...) -> None: ...

class EventPayload(_message.Message):
    __slots__ = ("sla", "sla_violation", "exclusion", "degradation_report", "qos_report", "dispute", "sla_template", "credit", "adjustment", "consequence")
    SLA_FIELD_NUMBER: _ClassVar[int]
    SLA_VIOLATION_FIELD_NUMBER: _ClassVar[int]
    EXCLUSION_FIELD_NUMBER: _ClassVar[int]
    DEGRADATION_REPORT_FIELD_NUMBER: _ClassVar[int]
    QOS_REPORT_FIELD_NUMBER: _ClassVar[int]
    DISPUTE_FIELD_NUMBER: _ClassVar[int]
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    sla: _sla_pb2.Sla
    sla_violation: _violation_pb2.SlaViolation
    exclusion: _exclusion_pb2.Exclusion
    degradation_report: _degradation_pb2.DegradationReport
    qos_report: _report_pb2.QosReport
    dispute: _dispute_pb2.Dispute
    sla_template: _template_pb2.SlaTemplate
    credit: _credit_pb2.Credit
    adjustment: _adjustment_pb2.Adjustment
    consequence: _consequence_pb2.Consequence
    def __init__(self, sla: _Optional[_Union[_sla_pb2.Sla, _Mapping]] = ..., sla_violation: _Optional[_Union[_violation_pb2.SlaViolation, _Mapping]] = ..., exclusion: _Optional[_Union[_exclusion_pb2.Exclusion, _Mapping]] = ..., degradation_report: _Optional[_Union[_degradation_pb2.DegradationReport, _Mapping]] = ..., qos_report: _Optional[_Union[_report_pb2.QosReport, _Mapping]] = ..., dispute: _Optional[_Union[_dispute_pb2.Dispute, _Mapping]] = ..., sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., credit: _Optional[_Union[_credit_pb2.Credit, _Mapping]] = ..., adjustment: _Optional[_Union[_adjustment_pb2.Adjustment, _Mapping]] = ..., consequence: _Optional[_Union[_consequence_pb2.Consequence, _Mapping]] = ...) -> None: ...
