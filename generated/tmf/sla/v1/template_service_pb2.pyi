from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import template_pb2 as _template_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from tmf.sla.v1 import violation_pb2 as _violation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListSlaTemplateRequest(_message.Message):
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

class ListSlaTemplateResponse(_message.Message):
    __slots__ = ("sla_template", "total_count", "next_page_token")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sla_template: _containers.RepeatedCompositeFieldContainer[_template_pb2.SlaTemplate]
    total_count: int
    next_page_token: str
    def __init__(self, sla_template: _Optional[_Iterable[_Union[_template_pb2.SlaTemplate, _Mapping]]] = ..., total_count: _Optional[int] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateSlaTemplateRequest(_message.Message):
    __slots__ = ("sla_template", "request_id")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    sla_template: _template_pb2.SlaTemplate
    request_id: str
    def __init__(self, sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateSlaTemplateResponse(_message.Message):
    __slots__ = ("sla_template", "etag")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_template: _template_pb2.SlaTemplate
    etag: str
    def __init__(self, sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RetrieveSlaTemplateRequest(_message.Message):
    __slots__ = ("id", "read_mask", "fields")
    ID_FIELD_NUMBER: _ClassVar[int]
    READ_MASK_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    read_mask: _field_mask_pb2.FieldMask
    fields: str
    def __init__(self, id: _Optional[str] = ..., read_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., fields: _Optional[str] = ...) -> None: ...

class RetrieveSlaTemplateResponse(_message.Message):
    __slots__ = ("sla_template", "etag")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_template: _template_pb2.SlaTemplate
    etag: str
    def __init__(self, sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class UpdateSlaTemplateRequest(_message.Message):
    __slots__ = ("id", "sla_template", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla_template: _template_pb2.SlaTemplate
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class UpdateSlaTemplateResponse(_message.Message):
    __slots__ = ("sla_template", "etag")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_template: _template_pb2.SlaTemplate
    etag: str
    def __init__(self, sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class PatchSlaTemplateRequest(_message.Message):
    __slots__ = ("id", "sla_template", "update_mask", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sla_template: _template_pb2.SlaTemplate
    update_mask: _field_mask_pb2.FieldMask
    if_match: str
    def __init__(self, id: _Optional[str] = ..., sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., if_match: _Optional[str] = ...) -> None: ...

class PatchSlaTemplateResponse(_message.Message):
    __slots__ = ("sla_template", "etag")
    SLA_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    sla_template: _template_pb2.SlaTemplate
    etag: str
    def __init__(self, sla_template: _Optional[_Union[_template_pb2.SlaTemplate, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteSlaTemplateRequest(_message.Message):
    __slots__ = ("id", "if_match")
    ID_FIELD_NUMBER: _ClassVar[int]
    IF_MATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    if_match: str
    def __init__(self, id: _Optional[str] = ..., if_match: _Optional[str] = ...) -> None: ...

class DeleteSlaTemplateResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CreateSlaInstantiationRequest(_message.Message):
    __slots__ = ("template_id", "name", "description", "version", "valid_for", "related_party", "scope", "state", "time_zone", "rule")
    TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    template_id: str
    name: str
    description: str
    version: str
    valid_for: _terms_pb2.TimePeriod
    related_party: _containers.RepeatedCompositeFieldContainer[_sla_pb2.RelatedParty]
    scope: _containers.RepeatedCompositeFieldContainer[_sla_pb2.EntityRef]
    state: str
    time_zone: str
    rule: _containers.RepeatedCompositeFieldContainer[_sla_pb2.Rule]
    def __init__(self, template_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., version: _Optional[str] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., related_party: _Optional[_Iterable[_Union[_sla_pb2.RelatedParty, _Mapping]]] = ..., scope: _Optional[_Iterable[_Union[_sla_pb2.EntityRef, _Mapping]]] = ..., state: _Optional[str] = ..., time_zone: _Optional[str] = ..., rule: _Optional[_Iterable[_Union[_sla_pb2.Rule, _Mapping]]] = ...) -> None: ...

class CreateSlaInstantiationResponse(_message.Message):
    __slots__ = ("sla",)
    SLA_FIELD_NUMBER: _ClassVar[int]
    sla: _violation_pb2.SlaRef
    def __init__(self, sla: _Optional[_Union[_violation_pb2.SlaRef, _Mapping]] = ...) -> None: ...
