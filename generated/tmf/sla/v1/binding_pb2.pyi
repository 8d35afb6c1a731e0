from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MeasurementBinding(_message.Message):
    __slots__ = ("id", "href", "name", "description", "protocol", "metric_name", "attribute", "source", "source_attribute", "object", "object_attribute", "metric", "kind", "factor", "state", "good_metric_name", "good", "good_at_most")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    METRIC_NAME_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    OBJECT_ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    GOOD_METRIC_NAME_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    GOOD_AT_MOST_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    description: str
    protocol: str
    metric_name: str
    attribute: _containers.RepeatedCompositeFieldContainer[AttributeMatcher]
    source: str
    source_attribute: str
    object: str
    object_attribute: str
    metric: str
    kind: str
    factor: str
    state: _containers.RepeatedCompositeFieldContainer[StateMapping]
    good_metric_name: str
    good: _containers.RepeatedCompositeFieldContainer[AttributeMatcher]
    good_at_most: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., protocol: _Optional[str] = ..., metric_name: _Optional[str] = ..., attribute: _Optional[_Iterable[_Union[AttributeMatcher, _Mapping]]] = ..., source: _Optional[str] = ..., source_attribute: _Optional[str] = ..., object: _Optional[str] = ..., object_attribute: _Optional[str] = ..., metric: _Optional[str] = ..., kind: _Optional[str] = ..., factor: _Optional[str] = ..., state: _Optional[_Iterable[_Union[StateMapping, _Mapping]]] = ..., good_metric_name: _Optional[str] = ..., good: _Optional[_Iterable[_Union[AttributeMatcher, _Mapping]]] = ..., good_at_most: _Optional[str] = ...) -> None: ...

class AttributeMatcher(_message.Message):
    __slots__ = ("name", "value", "pattern", "negated")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PATTERN_FIELD_NUMBER: _ClassVar[int]
    NEGATED_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: _containers.RepeatedScalarFieldContainer[str]
    pattern: str
    negated: bool
    def __init__(self, name: _Optional[str] = ..., value: _Optional[_Iterable[str]] = ..., pattern: _Optional[str] = ..., negated: _Optional[bool] = ...) -> None: ...

class StateMapping(_message.Message):
    __slots__ = ("value", "at_least", "below", "state", "impact")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    AT_LEAST_FIELD_NUMBER: _ClassVar[int]
    BELOW_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    value: str
    at_least: str
    below: str
    state: str
    impact: str
    def __init__(self, value: _Optional[str] = ..., at_least: _Optional[str] = ..., below: _Optional[str] = ..., state: _Optional[str] = ..., impact: _Optional[str] = ...) -> None: ...
