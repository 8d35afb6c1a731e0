import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from tmf.sla.v1 import terms_pb2 as _terms_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Consequence(_message.Message):
    __slots__ = ("id", "href", "name", "description", "state", "currency", "schedule", "base", "cap", "aggregate", "group", "rounding", "period", "claim", "review", "earn_back", "non_monetary", "valid_for", "finding", "approval_date")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    AGGREGATE_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    EARN_BACK_FIELD_NUMBER: _ClassVar[int]
    NON_MONETARY_FIELD_NUMBER: _ClassVar[int]
    VALID_FOR_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_DATE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    description: str
    state: str
    currency: str
    schedule: CreditSchedule
    base: CreditBase
    cap: _containers.RepeatedCompositeFieldContainer[CreditCap]
    aggregate: str
    group: str
    rounding: CreditRounding
    period: str
    claim: CreditClaim
    review: CreditReview
    earn_back: CreditEarnBack
    non_monetary: _containers.RepeatedCompositeFieldContainer[ConsequenceTrigger]
    valid_for: _terms_pb2.TimePeriod
    finding: _containers.RepeatedCompositeFieldContainer[LintFinding]
    approval_date: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., state: _Optional[str] = ..., currency: _Optional[str] = ..., schedule: _Optional[_Union[CreditSchedule, _Mapping]] = ..., base: _Optional[_Union[CreditBase, _Mapping]] = ..., cap: _Optional[_Iterable[_Union[CreditCap, _Mapping]]] = ..., aggregate: _Optional[str] = ..., group: _Optional[str] = ..., rounding: _Optional[_Union[CreditRounding, _Mapping]] = ..., period: _Optional[str] = ..., claim: _Optional[_Union[CreditClaim, _Mapping]] = ..., review: _Optional[_Union[CreditReview, _Mapping]] = ..., earn_back: _Optional[_Union[CreditEarnBack, _Mapping]] = ..., non_monetary: _Optional[_Iterable[_Union[ConsequenceTrigger, _Mapping]]] = ..., valid_for: _Optional[_Union[_terms_pb2.TimePeriod, _Mapping]] = ..., finding: _Optional[_Iterable[_Union[LintFinding, _Mapping]]] = ..., approval_date: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreditSchedule(_message.Message):
    __slots__ = ("measure", "unit", "target", "deviation", "per", "minimum", "quantum", "allowance", "day_count", "rounding", "gap_rule", "only_violated", "rewards", "tier")
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    DEVIATION_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    QUANTUM_FIELD_NUMBER: _ClassVar[int]
    ALLOWANCE_FIELD_NUMBER: _ClassVar[int]
    DAY_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    GAP_RULE_FIELD_NUMBER: _ClassVar[int]
    ONLY_VIOLATED_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    measure: str
    unit: str
    target: str
    deviation: str
    per: str
    minimum: str
    quantum: CreditQuantum
    allowance: CreditAllowance
    day_count: CreditDayCount
    rounding: CreditPlaces
    gap_rule: str
    only_violated: bool
    rewards: bool
    tier: _containers.RepeatedCompositeFieldContainer[CreditTier]
    def __init__(self, measure: _Optional[str] = ..., unit: _Optional[str] = ..., target: _Optional[str] = ..., deviation: _Optional[str] = ..., per: _Optional[str] = ..., minimum: _Optional[str] = ..., quantum: _Optional[_Union[CreditQuantum, _Mapping]] = ..., allowance: _Optional[_Union[CreditAllowance, _Mapping]] = ..., day_count: _Optional[_Union[CreditDayCount, _Mapping]] = ..., rounding: _Optional[_Union[CreditPlaces, _Mapping]] = ..., gap_rule: _Optional[str] = ..., only_violated: _Optional[bool] = ..., rewards: _Optional[bool] = ..., tier: _Optional[_Iterable[_Union[CreditTier, _Mapping]]] = ...) -> None: ...

class CreditTier(_message.Message):
    __slots__ = ("gte", "gt", "lte", "lt", "to", "service_class", "award")
    GTE_FIELD_NUMBER: _ClassVar[int]
    GT_FIELD_NUMBER: _ClassVar[int]
    LTE_FIELD_NUMBER: _ClassVar[int]
    LT_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    SERVICE_CLASS_FIELD_NUMBER: _ClassVar[int]
    AWARD_FIELD_NUMBER: _ClassVar[int]
    gte: str
    gt: str
    lte: str
    lt: str
    to: str
    service_class: _containers.RepeatedScalarFieldContainer[str]
    award: _containers.RepeatedCompositeFieldContainer[CreditAward]
    def __init__(self, gte: _Optional[str] = ..., gt: _Optional[str] = ..., lte: _Optional[str] = ..., lt: _Optional[str] = ..., to: _Optional[str] = ..., service_class: _Optional[_Iterable[str]] = ..., award: _Optional[_Iterable[_Union[CreditAward, _Mapping]]] = ..., **kwargs) -> None: ...

class CreditAward(_message.Message):
    __slots__ = ("percent", "amount", "currency", "days", "day_divisor", "each", "service_class")
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    DAY_DIVISOR_FIELD_NUMBER: _ClassVar[int]
    EACH_FIELD_NUMBER: _ClassVar[int]
    SERVICE_CLASS_FIELD_NUMBER: _ClassVar[int]
    percent: str
    amount: str
    currency: str
    days: str
    day_divisor: str
    each: CreditEach
    service_class: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, percent: _Optional[str] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., days: _Optional[str] = ..., day_divisor: _Optional[str] = ..., each: _Optional[_Union[CreditEach, _Mapping]] = ..., service_class: _Optional[_Iterable[str]] = ...) -> None: ...

class CreditEach(_message.Message):
    __slots__ = ("length", "rounding", "beyond", "up_to", "at_most")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    BEYOND_FIELD_NUMBER: _ClassVar[int]
    UP_TO_FIELD_NUMBER: _ClassVar[int]
    AT_MOST_FIELD_NUMBER: _ClassVar[int]
    length: str
    rounding: str
    beyond: str
    up_to: str
    at_most: str
    def __init__(self, length: _Optional[str] = ..., rounding: _Optional[str] = ..., beyond: _Optional[str] = ..., up_to: _Optional[str] = ..., at_most: _Optional[str] = ...) -> None: ...

class CreditQuantum(_message.Message):
    __slots__ = ("length", "rounding", "per")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    length: str
    rounding: str
    per: str
    def __init__(self, length: _Optional[str] = ..., rounding: _Optional[str] = ..., per: _Optional[str] = ...) -> None: ...

class CreditAllowance(_message.Message):
    __slots__ = ("amount", "percent_of_period", "per")
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PERCENT_OF_PERIOD_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    amount: str
    percent_of_period: str
    per: str
    def __init__(self, amount: _Optional[str] = ..., percent_of_period: _Optional[str] = ..., per: _Optional[str] = ...) -> None: ...

class CreditDayCount(_message.Message):
    __slots__ = ("kind", "first", "last")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    kind: str
    first: bool
    last: bool
    def __init__(self, kind: _Optional[str] = ..., first: _Optional[bool] = ..., last: _Optional[bool] = ...) -> None: ...

class CreditPlaces(_message.Message):
    __slots__ = ("places", "mode")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    places: int
    mode: str
    def __init__(self, places: _Optional[int] = ..., mode: _Optional[str] = ...) -> None: ...

class CreditRounding(_message.Message):
    __slots__ = ("mode", "per")
    MODE_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    mode: str
    per: str
    def __init__(self, mode: _Optional[str] = ..., per: _Optional[str] = ...) -> None: ...

class CreditBase(_message.Message):
    __slots__ = ("charge", "amount", "currency", "greatest", "times", "pro_rata", "whole_agreement")
    CHARGE_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    GREATEST_FIELD_NUMBER: _ClassVar[int]
    TIMES_FIELD_NUMBER: _ClassVar[int]
    PRO_RATA_FIELD_NUMBER: _ClassVar[int]
    WHOLE_AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    charge: _containers.RepeatedScalarFieldContainer[str]
    amount: str
    currency: str
    greatest: bool
    times: str
    pro_rata: bool
    whole_agreement: bool
    def __init__(self, charge: _Optional[_Iterable[str]] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., greatest: _Optional[bool] = ..., times: _Optional[str] = ..., pro_rata: _Optional[bool] = ..., whole_agreement: _Optional[bool] = ...) -> None: ...

class CreditCap(_message.Message):
    __slots__ = ("per", "percent", "amount", "currency", "base", "months", "across")
    PER_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    ACROSS_FIELD_NUMBER: _ClassVar[int]
    per: str
    percent: str
    amount: str
    currency: str
    base: CreditBase
    months: int
    across: str
    def __init__(self, per: _Optional[str] = ..., percent: _Optional[str] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., base: _Optional[_Union[CreditBase, _Mapping]] = ..., months: _Optional[int] = ..., across: _Optional[str] = ...) -> None: ...

class CreditClaim(_message.Message):
    __slots__ = ("mode", "days", "billing_cycles")
    MODE_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    BILLING_CYCLES_FIELD_NUMBER: _ClassVar[int]
    mode: str
    days: int
    billing_cycles: int
    def __init__(self, mode: _Optional[str] = ..., days: _Optional[int] = ..., billing_cycles: _Optional[int] = ...) -> None: ...

class CreditReview(_message.Message):
    __slots__ = ("mode", "above", "four_eyes")
    MODE_FIELD_NUMBER: _ClassVar[int]
    ABOVE_FIELD_NUMBER: _ClassVar[int]
    FOUR_EYES_FIELD_NUMBER: _ClassVar[int]
    mode: str
    above: str
    four_eyes: bool
    def __init__(self, mode: _Optional[str] = ..., above: _Optional[str] = ..., four_eyes: _Optional[bool] = ...) -> None: ...

class CreditEarnBack(_message.Message):
    __slots__ = ("periods_met", "percent")
    PERIODS_MET_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    periods_met: int
    percent: str
    def __init__(self, periods_met: _Optional[int] = ..., percent: _Optional[str] = ...) -> None: ...

class ConsequenceTrigger(_message.Message):
    __slots__ = ("type", "description", "measure", "at_least", "within", "consecutive", "min_outage")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    AT_LEAST_FIELD_NUMBER: _ClassVar[int]
    WITHIN_FIELD_NUMBER: _ClassVar[int]
    CONSECUTIVE_FIELD_NUMBER: _ClassVar[int]
    MIN_OUTAGE_FIELD_NUMBER: _ClassVar[int]
    type: str
    description: str
    measure: str
    at_least: str
    within: int
    consecutive: bool
    min_outage: str
    def __init__(self, type: _Optional[str] = ..., description: _Optional[str] = ..., measure: _Optional[str] = ..., at_least: _Optional[str] = ..., within: _Optional[int] = ..., consecutive: _Optional[bool] = ..., min_outage: _Optional[str] = ...) -> None: ...

class LintFinding(_message.Message):
    __slots__ = ("code", "severity", "tier", "text")
    CODE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    code: str
    severity: str
    tier: int
    text: str
    def __init__(self, code: _Optional[str] = ..., severity: _Optional[str] = ..., tier: _Optional[int] = ..., text: _Optional[str] = ...) -> None: ...
