import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SlaRevision(_message.Message):
    __slots__ = ("id", "href", "sla_id", "revision", "recorded_at", "changed", "amendment", "state", "previous_state", "version", "terms")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    AMENDMENT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_STATE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    sla_id: str
    revision: int
    recorded_at: _timestamp_pb2.Timestamp
    changed: _containers.RepeatedScalarFieldContainer[str]
    amendment: bool
    state: str
    previous_state: str
    version: str
    terms: _containers.RepeatedCompositeFieldContainer[TermsChange]
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., sla_id: _Optional[str] = ..., revision: _Optional[int] = ..., recorded_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., changed: _Optional[_Iterable[str]] = ..., amendment: _Optional[bool] = ..., state: _Optional[str] = ..., previous_state: _Optional[str] = ..., version: _Optional[str] = ..., terms: _Optional[_Iterable[_Union[TermsChange, _Mapping]]] = ...) -> None: ...

class TermsChange(_message.Message):
    __slots__ = ("rule_id", "terms_digest", "previous_terms_digest")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    TERMS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_TERMS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    terms_digest: str
    previous_terms_digest: str
    def __init__(self, rule_id: _Optional[str] = ..., terms_digest: _Optional[str] = ..., previous_terms_digest: _Optional[str] = ...) -> None: ...
