"""Bases: the charges a percentage is taken of, and what of them a partial period owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.credit.attainment import Uncountable
from tmf623.domain.credit.measures import Step
from tmf623.domain.decimals import displayed
from tmf623.domain.instants import Interval
from tmf623.domain.zones import local


@dataclass(frozen=True, slots=True)
class Charge:
    """What a customer pays for something, by the agreement."""

    kind: str
    """In the contract's words: "MRC", "NRC", "usage", "orderValue"; compared without case."""
    amount: Fraction
    currency: str
    object: str = ""
    """The entity in scope it is paid for; "": all of the agreement."""
    service_class: str = ""
    valid: Interval | None = None
    """When it is paid; None: always."""


@dataclass(frozen=True, slots=True)
class Base:
    """Which charges a percentage is taken of."""

    kinds: tuple[str, ...] = ()
    """Kinds of charges; empty when `amount` is given."""
    amount: Fraction | None = None
    """A fixed base; with kinds too, one of the terms compared or added."""
    greatest: bool = False
    """Whether the greatest of the kinds is taken, not their sum."""
    times: Fraction = Fraction(1)
    """Multiple of it, e.g. 12 for a year of a monthly charge."""
    pro_rata: bool = False
    """Whether a period in force only in part counts by its share of days."""
    whole_agreement: bool = False
    """Whether charges of entities that were not affected count as well."""
    currency: str = ""
    """Of `amount`; "": the consequence's."""


class Account(NamedTuple):
    """What there is to pay, for which period."""

    charges: tuple[Charge, ...]
    currency: str
    period: Interval
    """The credit's period."""
    in_force: Interval
    zone: tzinfo


def base_of(base: Base, account: Account, objects: frozenset[str]) -> Step:
    """The base for what happened to `objects`.

    Raises:
        Uncountable: there is no such charge, or one is in another currency.
    """
    terms = [] if base.amount is None else [(Fraction(base.amount), f"{displayed(base.amount)} fixed")]
    for kind in base.kinds:
        found = charges_of(base, account, objects, kind)
        amounts = [_in_part(charge, account) if base.pro_rata else (charge.amount, "") for charge in found]
        total = sum((amount for amount, _ in amounts), Fraction(0))
        if found:
            shares = "".join(sorted({share for _, share in amounts if share}))
            terms.append((total, f"{kind} {displayed(total)}{shares}"))
    if not terms:
        wanted = ", ".join(base.kinds)
        raise Uncountable(f"the agreement has no charge of the kind {wanted} for {', '.join(sorted(objects)) or 'it'}")
    value = base.times * (max if base.greatest else sum)(amount for amount, _ in terms)
    joined = (" or " if base.greatest else " + ").join(text for _, text in terms)
    times = "" if base.times == 1 else f", times {displayed(base.times)}"
    what = "the greater of " if base.greatest and len(terms) > 1 else ""
    return Step("base", value, f"{what}{joined}{times} = {displayed(value)} {account.currency}")


def charges_of(base: Base, account: Account, objects: frozenset[str], kind: str) -> list[Charge]:
    """The charges of one kind that are paid in the period for what was affected."""
    found = []
    for charge in account.charges:
        if charge.kind.casefold() != kind.casefold() or not _is_paid(charge, account.period):
            continue
        if not base.whole_agreement and charge.object and objects and charge.object not in objects:
            continue
        if charge.currency != account.currency:
            raise Uncountable(f"the charge {charge.kind} is in {charge.currency}, the credit in {account.currency}")
        found.append(charge)
    return found


def class_of(charges: Sequence[Charge], objects: frozenset[str], period: Interval) -> str:
    """The service class of what was affected; "" when no charge names one.

    Raises:
        Uncountable: several charges name different ones.
    """
    named = {
        charge.service_class
        for charge in charges
        if charge.service_class
        and (not charge.object or not objects or charge.object in objects)
        and _is_paid(charge, period)
    }
    if len(named) > 1:
        raise Uncountable(f"the charges are of different service classes: {', '.join(sorted(named))}")
    return named.pop() if named else ""


def days_of(span: Interval, zone: tzinfo) -> int:
    """Local days of a period that starts and ends at local midnights; a day begun counts."""
    first, last = local(zone, span.start).date(), local(zone, span.end - 1).date()
    return (last - first).days + 1


def _is_paid(charge: Charge, period: Interval) -> bool:
    return charge.valid is None or charge.valid.clip(period) is not None


def _in_part(charge: Charge, account: Account) -> tuple[Fraction, str]:
    """What a charge is for the days of the period in which it is paid and the agreement in force."""
    part = account.in_force.clip(account.period)
    if part is not None and charge.valid is not None:
        part = charge.valid.clip(part)
    whole = days_of(account.period, account.zone)
    days = 0 if part is None else days_of(part, account.zone)
    if days == whole:
        return charge.amount, ""
    return charge.amount * Fraction(days, whole), f" ({days} of {whole} days of {displayed(charge.amount)})"
