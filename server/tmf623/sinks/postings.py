"""Adjustments as billing systems take them: TMF678 applied billing rates, TMF654 balance adjustments, lines of a file.

Amounts are written digit by digit as the shortest exact decimal number, never by way of a binary float.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import orjson

from tmf623.domain.decimals import exact


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be booked."""

    reference: str
    """What billing knows it by; the idempotency key."""
    amount: Fraction
    """What the customer is credited with; below zero: charged with again."""
    currency: str
    name: str
    start: str
    """RFC 3339; first instant of the period it is for."""
    end: str
    account: Mapping[str, str]
    """The billing account: id, href, name; empty when it is not known."""
    facts: Mapping[str, str]
    """Where it comes from: agreement, credit, revision."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a billing system wants it."""

    resource: str
    """Last segment of the path: "appliedCustomerBillingRate" or "adjustBalance"."""
    type_attribute: str = "appliedBillingRateType"
    """"type" in TMF678 v4."""
    signed: bool = True
    """Whether a credit's amount is written below zero; else the type tells credits and charges apart."""
    reference_attribute: str = "name"
    """Attribute the reference is written to and looked up by."""
    usage_type: str = "monetary"


RATE, BALANCE = "appliedCustomerBillingRate", "adjustBalance"


def body_of(form: Form, posting: Posting) -> bytes:
    """The posting in the system's form."""
    built = _rate(form, posting) if form.resource == RATE else _balance(form, posting)
    return orjson.dumps({**built, form.reference_attribute: posting.reference})


def amount_of(form: Form, booked: Mapping[str, Any]) -> Fraction | None:
    """What a record of the system credits the customer with; None when it does not say."""
    if form.resource == BALANCE:
        return _number(booked.get("amount"), "amount")
    value = _number(booked.get("taxExcludedAmount"), "value")
    if value is None:
        return None
    if form.signed:
        return -value
    return -value if booked.get(form.type_attribute) == "appliedBillingCharge" else value


def line_of(posting: Posting) -> bytes:
    """The posting as one line of JSON, with its end."""
    facts = {**posting.facts, "name": posting.name, "billingAccount": dict(posting.account)}
    period = {"startDateTime": posting.start, "endDateTime": posting.end}
    money = {"unit": posting.currency, "value": _fragment(posting.amount)}
    return orjson.dumps({"reference": posting.reference, "credit": money, "periodCoverage": period, **facts}) + b"\n"


def _rate(form: Form, posting: Posting) -> dict[str, Any]:
    is_credit = posting.amount >= 0
    value = -posting.amount if form.signed else abs(posting.amount)
    kind = "appliedBillingCredit" if is_credit or form.signed else "appliedBillingCharge"
    return {
        "@type": "AppliedCustomerBillingRate",
        "name": posting.name,
        "description": posting.name,
        form.type_attribute: kind,
        "isBilled": False,
        "periodCoverage": {"startDateTime": posting.start, "endDateTime": posting.end},
        "billingAccount": dict(posting.account),
        "taxExcludedAmount": {"unit": posting.currency, "value": _fragment(value)},
        "characteristic": [{"name": name, "value": text} for name, text in posting.facts.items()],
    }


def _balance(form: Form, posting: Posting) -> dict[str, Any]:
    return {
        "@type": "AdjustBalance",
        "description": posting.name,
        "reason": posting.name,
        "adjustType": "oneTime",
        "usageType": form.usage_type,
        "bucket": {"id": posting.account.get("id", "")},
        "amount": {"amount": _fragment(posting.amount), "units": posting.currency},
    }


def _fragment(amount: Fraction) -> orjson.Fragment:
    return orjson.Fragment(exact(amount))


def _number(value: object, name: str) -> Fraction | None:
    found = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        return Fraction(repr(found) if isinstance(found, float) else found)
    except ValueError:
        return None
