from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RemoteWriteRequest(_message.Message):
    __slots__ = ("timeseries",)
    TIMESERIES_FIELD_NUMBER: _ClassVar[int]
    timeseries: _containers.RepeatedCompositeFieldContainer[RemoteTimeSeries]
    def __init__(self, timeseries: _Optional[_Iterable[_Union[RemoteTimeSeries, _Mapping]]] = ...) -> None: ...

class RemoteTimeSeries(_message.Message):
    __slots__ = ("labels", "samples", "histograms")
    LABELS_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    HISTOGRAMS_FIELD_NUMBER: _ClassVar[int]
    labels: _containers.RepeatedCompositeFieldContainer[RemoteLabel]
    samples: _containers.RepeatedCompositeFieldContainer[RemoteSample]
    histograms: _containers.RepeatedCompositeFieldContainer[RemoteHistogram]
    def __init__(self, labels: _Optional[_Iterable[_Union[RemoteLabel, _Mapping]]] = ..., samples: _Optional[_Iterable[_Union[RemoteSample, _Mapping]]] = ..., histograms: _Optional[_Iterable[_Union[RemoteHistogram, _Mapping]]] = ...) -> None: ...

class RemoteLabel(_message.Message):
    __slots__ = ("name", "value")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: str
    def __init__(self, name: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class RemoteSample(_message.Message):
    __slots__ = ("value", "timestamp")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    value: float
    timestamp: int
    def __init__(self, value: _Optional[float] = ..., timestamp: _Optional[int] = ...) -> None: ...

class RemoteHistogram(_message.Message):
    __slots__ = ("count_int", "count_float", "schema", "zero_threshold", "zero_count_int", "negative_spans", "negative_deltas", "positive_spans", "positive_deltas", "timestamp")
    COUNT_INT_FIELD_NUMBER: _ClassVar[int]
    COUNT_FLOAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    ZERO_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    ZERO_COUNT_INT_FIELD_NUMBER: _ClassVar[int]
    NEGATIVE_SPANS_FIELD_NUMBER: _ClassVar[int]
    NEGATIVE_DELTAS_FIELD_NUMBER: _ClassVar[int]
    POSITIVE_SPANS_FIELD_NUMBER: _ClassVar[int]
    POSITIVE_DELTAS_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    count_int: int
    count_float: float
    schema: int
    zero_threshold: float
    zero_count_int: int
    negative_spans: _containers.RepeatedCompositeFieldContainer[RemoteBucketSpan]
    negative_deltas: _containers.RepeatedScalarFieldContainer[int]
    positive_spans: _containers.RepeatedCompositeFieldContainer[RemoteBucketSpan]
    positive_deltas: _containers.RepeatedScalarFieldContainer[int]
    timestamp: int
    def __init__(self, count_int: _Optional[int] = ..., count_float: _Optional[float] = ..., schema: _Optional[int] = ..., zero_threshold: _Optional[float] = ..., zero_count_int: _Optional[int] = ..., negative_spans: _Optional[_Iterable[_Union[RemoteBucketSpan, _Mapping]]] = ..., negative_deltas: _Optional[_Iterable[int]] = ..., positive_spans: _Optional[_Iterable[_Union[RemoteBucketSpan, _Mapping]]] = ..., positive_deltas: _Optional[_Iterable[int]] = ..., timestamp: _Optional[int] = ...) -> None: ...

class RemoteBucketSpan(_message.Message):
    __slots__ = ("offset", "length")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    offset: int
    length: int
    def __init__(self, offset: _Optional[int] = ..., length: _Optional[int] = ...) -> None: ...
