from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Metric(_message.Message):
    __slots__ = ("id", "href", "name", "alias", "description", "unit", "better", "spec")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    BETTER_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    alias: _containers.RepeatedScalarFieldContainer[str]
    description: str
    unit: str
    better: str
    spec: _terms_pb2.RuleSpec
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., alias: _Optional[_Iterable[str]] = ..., description: _Optional[str] = ..., unit: _Optional[str] = ..., better: _Optional[str] = ..., spec: _Optional[_Union[_terms_pb2.RuleSpec, _Mapping]] = ...) -> None: ...
