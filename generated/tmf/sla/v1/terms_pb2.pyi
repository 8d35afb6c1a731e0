import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TimePeriod(_message.Message):
    __slots__ = ("start_date_time", "end_date_time")
    START_DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    start_date_time: _timestamp_pb2.Timestamp
    end_date_time: _timestamp_pb2.Timestamp
    def __init__(self, start_date_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_date_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RuleSpec(_message.Message):
    __slots__ = ("at_type", "conformance_period", "object", "calendar_ref", "tolerance_type", "denominator", "fixed_denominator", "missing_data", "min_coverage", "population")
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONFORMANCE_PERIOD_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_REF_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    FIXED_DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    MISSING_DATA_FIELD_NUMBER: _ClassVar[int]
    MIN_COVERAGE_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    at_type: str
    conformance_period: str
    object: str
    calendar_ref: str
    tolerance_type: str
    denominator: str
    fixed_denominator: str
    missing_data: str
    min_coverage: str
    population: Population
    def __init__(self, at_type: _Optional[str] = ..., conformance_period: _Optional[str] = ..., object: _Optional[str] = ..., calendar_ref: _Optional[str] = ..., tolerance_type: _Optional[str] = ..., denominator: _Optional[str] = ..., fixed_denominator: _Optional[str] = ..., missing_data: _Optional[str] = ..., min_coverage: _Optional[str] = ..., population: _Optional[_Union[Population, _Mapping]] = ...) -> None: ...

class Population(_message.Message):
    __slots__ = ("ticket_type", "priority")
    TICKET_TYPE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    ticket_type: _containers.RepeatedScalarFieldContainer[str]
    priority: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ticket_type: _Optional[_Iterable[str]] = ..., priority: _Optional[_Iterable[str]] = ...) -> None: ...

class Calendar(_message.Message):
    __slots__ = ("id", "time_zone", "working_time", "holiday")
    ID_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    WORKING_TIME_FIELD_NUMBER: _ClassVar[int]
    HOLIDAY_FIELD_NUMBER: _ClassVar[int]
    id: str
    time_zone: str
    working_time: _containers.RepeatedCompositeFieldContainer[WorkingTime]
    holiday: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., time_zone: _Optional[str] = ..., working_time: _Optional[_Iterable[_Union[WorkingTime, _Mapping]]] = ..., holiday: _Optional[_Iterable[str]] = ...) -> None: ...

class WorkingTime(_message.Message):
    __slots__ = ("day", "start", "end")
    DAY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    day: _containers.RepeatedScalarFieldContainer[str]
    start: str
    end: str
    def __init__(self, day: _Optional[_Iterable[str]] = ..., start: _Optional[str] = ..., end: _Optional[str] = ...) -> None: ...
