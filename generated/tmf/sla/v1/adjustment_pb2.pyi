import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import sla_pb2 as _sla_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Adjustment(_message.Message):
    __slots__ = ("id", "href", "credit", "credit_revision", "sla_id", "amount", "currency", "state", "reference", "period", "billing_account", "connector_id", "attempts", "next_attempt", "last_error", "billing_id", "billing_href", "bill_id", "billing_status", "settled_at", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_REVISION_FIELD_NUMBER: _ClassVar[int]
    SLA_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    BILLING_ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_ID_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    LAST_ERROR_FIELD_NUMBER: _ClassVar[int]
    BILLING_ID_FIELD_NUMBER: _ClassVar[int]
    BILLING_HREF_FIELD_NUMBER: _ClassVar[int]
    BILL_ID_FIELD_NUMBER: _ClassVar[int]
    BILLING_STATUS_FIELD_NUMBER: _ClassVar[int]
    SETTLED_AT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    credit: CreditRef
    credit_revision: int
    sla_id: str
    amount: str
    currency: str
    state: str
    reference: str
    period: _terms_pb2.TimePeriod
    billing_account: _sla_pb2.BillingAccountRef
    connector_id: str
    attempts: int
    next_attempt: _timestamp_pb2.Timestamp
    last_error: str
    billing_id: str
    billing_href: str
    bill_id: str
    billing_status: str
    settled_at: _timestamp_pb2.Timestamp
    name: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., credit: _Optional[_Union[CreditRef, _Mapping]] = ..., credit_revision: _Optional[int] = ..., sla_id: _Optional[str] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., state: _Optional[str] = ..., reference: _Optional[str] = ..., period: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., billing_account: _Optional[_Union[_sla_pb2.BillingAccountRef, _Mapping]] = ..., connector_id: _Optional[str] = ..., attempts: _Optional[int] = ..., next_attempt: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_error: _Optional[str] = ..., billing_id: _Optional[str] = ..., billing_href: _Optional[str] = ..., bill_id: _Optional[str] = ..., billing_status: _Optional[str] = ..., settled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., name: _Optional[str] = ...) -> None: ...

class CreditRef(_message.Message):
    __slots__ = ("id", "href")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    id: str
    href: str
    def __init__(self, id: _Optional[str] = ..., href: _Optional[str] = ...) -> None: ...
