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

class MeasurementBatch(_message.Message):
    __slots__ = ("source", "external_id", "object", "metric", "state_change", "state_interval", "sample", "good_total", "histogram", "sample_columns", "id", "href", "kind", "state", "version", "count", "first_time", "last_time", "digest", "known_at", "counted_from", "superseded_at", "reason")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    STATE_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_FIELD_NUMBER: _ClassVar[int]
    GOOD_TOTAL_FIELD_NUMBER: _ClassVar[int]
    HISTOGRAM_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_COLUMNS_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_TIME_FIELD_NUMBER: _ClassVar[int]
    LAST_TIME_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    COUNTED_FROM_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_AT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    source: str
    external_id: str
    object: str
    metric: str
    state_change: _containers.RepeatedCompositeFieldContainer[StateChange]
    state_interval: _containers.RepeatedCompositeFieldContainer[StateInterval]
    sample: _containers.RepeatedCompositeFieldContainer[Sample]
    good_total: _containers.RepeatedCompositeFieldContainer[GoodTotal]
    histogram: _containers.RepeatedCompositeFieldContainer[Histogram]
    sample_columns: SampleColumns
    id: int
    href: str
    kind: str
    state: str
    version: int
    count: int
    first_time: _timestamp_pb2.Timestamp
    last_time: _timestamp_pb2.Timestamp
    digest: str
    known_at: _timestamp_pb2.Timestamp
    counted_from: _timestamp_pb2.Timestamp
    superseded_at: _timestamp_pb2.Timestamp
    reason: str
    def __init__(self, source: _Optional[str] = ..., external_id: _Optional[str] = ..., object: _Optional[str] = ..., metric: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[StateChange, _Mapping]]] = ..., state_interval: _Optional[_Iterable[_Union[StateInterval, _Mapping]]] = ..., sample: _Optional[_Iterable[_Union[Sample, _Mapping]]] = ..., good_total: _Optional[_Iterable[_Union[GoodTotal, _Mapping]]] = ..., histogram: _Optional[_Iterable[_Union[Histogram, _Mapping]]] = ..., sample_columns: _Optional[_Union[SampleColumns, _Mapping]] = ..., id: _Optional[int] = ..., href: _Optional[str] = ..., kind: _Optional[str] = ..., state: _Optional[str] = ..., version: _Optional[int] = ..., count: _Optional[int] = ..., first_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., digest: _Optional[str] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., counted_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., superseded_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class StateChange(_message.Message):
    __slots__ = ("time", "state", "impact")
    TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    state: str
    impact: str
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., impact: _Optional[str] = ...) -> None: ...

class StateInterval(_message.Message):
    __slots__ = ("start", "end", "state", "impact")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    start: _timestamp_pb2.Timestamp
    end: _timestamp_pb2.Timestamp
    state: str
    impact: str
    def __init__(self, start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., impact: _Optional[str] = ...) -> None: ...

class Sample(_message.Message):
    __slots__ = ("time", "value")
    TIME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    value: str
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value: _Optional[str] = ...) -> None: ...

class SampleColumns(_message.Message):
    __slots__ = ("start", "step", "mantissa", "scale")
    START_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    MANTISSA_FIELD_NUMBER: _ClassVar[int]
    SCALE_FIELD_NUMBER: _ClassVar[int]
    start: _timestamp_pb2.Timestamp
    step: _containers.RepeatedScalarFieldContainer[int]
    mantissa: _containers.RepeatedScalarFieldContainer[int]
    scale: int
    def __init__(self, start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., step: _Optional[_Iterable[int]] = ..., mantissa: _Optional[_Iterable[int]] = ..., scale: _Optional[int] = ...) -> None: ...

class GoodTotal(_message.Message):
    __slots__ = ("start", "end", "good", "total", "cumulative")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_FIELD_NUMBER: _ClassVar[int]
    start: _timestamp_pb2.Timestamp
    end: _timestamp_pb2.Timestamp
    good: str
    total: str
    cumulative: bool
    def __init__(self, start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., good: _Optional[str] = ..., total: _Optional[str] = ..., cumulative: _Optional[bool] = ...) -> None: ...

class Histogram(_message.Message):
    __slots__ = ("start", "end", "bound", "count", "cumulative")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    BOUND_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_FIELD_NUMBER: _ClassVar[int]
    start: _timestamp_pb2.Timestamp
    end: _timestamp_pb2.Timestamp
    bound: _containers.RepeatedScalarFieldContainer[str]
    count: _containers.RepeatedScalarFieldContainer[int]
    cumulative: bool
    def __init__(self, start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., bound: _Optional[_Iterable[str]] = ..., count: _Optional[_Iterable[int]] = ..., cumulative: _Optional[bool] = ...) -> None: ...

class MeasurementReceipt(_message.Message):
    __slots__ = ("id", "status", "count", "digest", "known_at", "state")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    id: str
    status: str
    count: int
    digest: str
    known_at: _timestamp_pb2.Timestamp
    state: str
    def __init__(self, id: _Optional[str] = ..., status: _Optional[str] = ..., count: _Optional[int] = ..., digest: _Optional[str] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ...) -> None: ...

class Case(_message.Message):
    __slots__ = ("id", "href", "source", "external_id", "name", "creation_date", "resolution_date", "expected_resolution_date", "priority", "severity", "ticket_type", "status", "related_entity", "status_change_date", "status_change_reason", "status_change", "priority_change", "note", "related_party", "last_update", "reported_date", "response_date", "channel", "description", "characteristic", "status_change_sequence")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CREATION_DATE_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_RESOLUTION_DATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TICKET_TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RELATED_ENTITY_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_DATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_CHANGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATE_FIELD_NUMBER: _ClassVar[int]
    REPORTED_DATE_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_DATE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CHARACTERISTIC_FIELD_NUMBER: _ClassVar[int]
    STATUS_CHANGE_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    source: str
    external_id: str
    name: str
    creation_date: _timestamp_pb2.Timestamp
    resolution_date: _timestamp_pb2.Timestamp
    expected_resolution_date: _timestamp_pb2.Timestamp
    priority: str
    severity: str
    ticket_type: str
    status: str
    related_entity: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    status_change_date: _timestamp_pb2.Timestamp
    status_change_reason: str
    status_change: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.StatusChange]
    priority_change: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.PriorityChange]
    note: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.CaseNote]
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    last_update: _timestamp_pb2.Timestamp
    reported_date: _timestamp_pb2.Timestamp
    response_date: _timestamp_pb2.Timestamp
    channel: str
    description: str
    characteristic: _containers.RepeatedCompositeFieldContainer[_event_parts_pb2.Characteristic]
    status_change_sequence: int
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., source: _Optional[str] = ..., external_id: _Optional[str] = ..., name: _Optional[str] = ..., creation_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected_resolution_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., priority: _Optional[str] = ..., severity: _Optional[str] = ..., ticket_type: _Optional[str] = ..., status: _Optional[str] = ..., related_entity: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., status_change_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., status_change_reason: _Optional[str] = ..., status_change: _Optional[_Iterable[_Union[_event_parts_pb2.StatusChange, _Mapping]]] = ..., priority_change: _Optional[_Iterable[_Union[_event_parts_pb2.PriorityChange, _Mapping]]] = ..., note: _Optional[_Iterable[_Union[_event_parts_pb2.CaseNote, _Mapping]]] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., last_update: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reported_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., response_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., channel: _Optional[str] = ..., description: _Optional[str] = ..., characteristic: _Optional[_Iterable[_Union[_event_parts_pb2.Characteristic, _Mapping]]] = ..., status_change_sequence: _Optional[int] = ...) -> None: ...
