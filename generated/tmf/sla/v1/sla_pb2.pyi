import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import life_cycle_pb2 as _life_cycle_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Sla(_message.Message):
    __slots__ = ("id", "href", "name", "description", "version", "valid_for", "related_party", "rule", "template", "state", "approved", "approval_date", "time_zone", "scope", "calendar", "state_reason", "state_change", "currency", "base_charge", "billing_account", "billing_connector_id", "at_type", "at_base_type", "at_schema_location", "extension")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    RELATED_PARTY_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    APPROVED_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_DATE_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    BASE_CHARGE_FIELD_NUMBER: _ClassVar[int]
    BILLING_ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BILLING_CONNECTOR_ID_FIELD_NUMBER: _ClassVar[int]
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_BASE_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_SCHEMA_LOCATION_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    description: str
    version: str
    valid_for: _terms_pb2.TimePeriod
    related_party: _containers.RepeatedCompositeFieldContainer[RelatedParty]
    rule: _containers.RepeatedCompositeFieldContainer[Rule]
    template: Template
    state: str
    approved: bool
    approval_date: _timestamp_pb2.Timestamp
    time_zone: str
    scope: _containers.RepeatedCompositeFieldContainer[EntityRef]
    calendar: _containers.RepeatedCompositeFieldContainer[_terms_pb2.Calendar]
    state_reason: str
    state_change: _containers.RepeatedCompositeFieldContainer[_life_cycle_pb2.StateTransition]
    currency: str
    base_charge: _containers.RepeatedCompositeFieldContainer[BaseCharge]
    billing_account: BillingAccountRef
    billing_connector_id: str
    at_type: str
    at_base_type: str
    at_schema_location: str
    extension: _struct_pb2.Struct
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., version: _Optional[str] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., related_party: _Optional[_Iterable[_Union[RelatedParty, _Mapping]]] = ..., rule: _Optional[_Iterable[_Union[Rule, _Mapping]]] = ..., template: _Optional[_Union[Template, _Mapping]] = ..., state: _Optional[str] = ..., approved: _Optional[bool] = ..., approval_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., time_zone: _Optional[str] = ..., scope: _Optional[_Iterable[_Union[EntityRef, _Mapping]]] = ..., calendar: _Optional[_Iterable[_Union[_terms_pb2.Calendar, _Mapping]]] = ..., state_reason: _Optional[str] = ..., state_change: _Optional[_Iterable[_Union[_life_cycle_pb2.StateTransition, _Mapping]]] = ..., currency: _Optional[str] = ..., base_charge: _Optional[_Iterable[_Union[BaseCharge, _Mapping]]] = ..., billing_account: _Optional[_Union[BillingAccountRef, _Mapping]] = ..., billing_connector_id: _Optional[str] = ..., at_type: _Optional[str] = ..., at_base_type: _Optional[str] = ..., at_schema_location: _Optional[str] = ..., extension: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class Rule(_message.Message):
    __slots__ = ("id", "metric", "unit", "reference_value", "operator", "tolerance", "consequence", "spec", "at_type", "at_base_type", "at_schema_location", "extension")
    ID_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VALUE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_BASE_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_SCHEMA_LOCATION_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    id: str
    metric: str
    unit: str
    reference_value: str
    operator: str
    tolerance: str
    consequence: str
    spec: _terms_pb2.RuleSpec
    at_type: str
    at_base_type: str
    at_schema_location: str
    extension: _struct_pb2.Struct
    def __init__(self, id: _Optional[str] = ..., metric: _Optional[str] = ..., unit: _Optional[str] = ..., reference_value: _Optional[str] = ..., operator: _Optional[str] = ..., tolerance: _Optional[str] = ..., consequence: _Optional[str] = ..., spec: _Optional[_Union[_terms_pb2.RuleSpec, _Mapping]] = ..., at_type: _Optional[str] = ..., at_base_type: _Optional[str] = ..., at_schema_location: _Optional[str] = ..., extension: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class Template(_message.Message):
    __slots__ = ("id", "href", "name", "description", "at_referred_type", "at_type", "at_base_type", "at_schema_location", "extension")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_BASE_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_SCHEMA_LOCATION_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    description: str
    at_referred_type: str
    at_type: str
    at_base_type: str
    at_schema_location: str
    extension: _struct_pb2.Struct
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., at_referred_type: _Optional[str] = ..., at_type: _Optional[str] = ..., at_base_type: _Optional[str] = ..., at_schema_location: _Optional[str] = ..., extension: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class RelatedParty(_message.Message):
    __slots__ = ("id", "href", "role", "name", "valid_for", "at_referred_type", "at_type", "at_base_type", "at_schema_location", "extension")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_BASE_TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_SCHEMA_LOCATION_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    role: str
    name: str
    valid_for: _terms_pb2.TimePeriod
    at_referred_type: str
    at_type: str
    at_base_type: str
    at_schema_location: str
    extension: _struct_pb2.Struct
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., role: _Optional[str] = ..., name: _Optional[str] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., at_referred_type: _Optional[str] = ..., at_type: _Optional[str] = ..., at_base_type: _Optional[str] = ..., at_schema_location: _Optional[str] = ..., extension: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class EntityRef(_message.Message):
    __slots__ = ("id", "href", "name", "role", "at_referred_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    role: str
    at_referred_type: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., at_referred_type: _Optional[str] = ...) -> None: ...

class BillingAccountRef(_message.Message):
    __slots__ = ("id", "href", "name", "at_referred_type")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_REFERRED_TYPE_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    name: str
    at_referred_type: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., at_referred_type: _Optional[str] = ...) -> None: ...

class BaseCharge(_message.Message):
    __slots__ = ("type", "amount", "currency", "object", "service_class", "valid_for")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    SERVICE_CLASS_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    type: str
    amount: str
    currency: str
    object: str
    service_class: str
    valid_for: _terms_pb2.TimePeriod
    def __init__(self, type: _Optional[str] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., object: _Optional[str] = ..., service_class: _Optional[str] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ...) -> None: ...
