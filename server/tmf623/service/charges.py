"""Charges of an agreement, read into what credits are taken of, and refused when they make no sense."""

from fractions import Fraction

from tmf.sla.v1.sla_pb2 import BaseCharge, Sla
from tmf623.domain.credit.charges import Account, Charge
from tmf623.domain.instants import Interval
from tmf623.service import business_calendars
from tmf623.service.amounts import currency, demanded, refused, size
from tmf623.service.timestamps import interval


def check(sla: Sla) -> None:
    """Refuse charges nothing could be taken of.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: a charge is for an entity that is not in scope, or has no currency.
    """
    currency(sla, "currency", "currency")
    objects = {entity.id for entity in sla.scope}
    for index, charge in enumerate(sla.base_charge):
        path = f"baseCharge[{index}]"
        demanded(charge, "type", f"{path}.type")
        size(demanded(charge, "amount", f"{path}.amount"), f"{path}.amount")
        if not currency(charge, "currency", f"{path}.currency") and not sla.currency:
            raise refused(f"{path}.currency", "is missing, and the agreement has none either")
        if charge.object and objects and charge.object not in objects:
            raise refused(f"{path}.object", f"is {charge.object[:64]!r}, which is not in the agreement's scope")
        valid = charge.valid_for
        if valid.HasField("start_date_time") and valid.HasField("end_date_time") and interval(valid).length <= 0:
            raise refused(f"{path}.validFor", "ends not after its start")


def account_of(sla: Sla, paid: Sla, money: str, period: Interval) -> Account:
    """What there is to pay under an agreement for a period of a credit.

    `sla` has the terms that governed the period, `paid` the charges as they are known now: charges are no terms, and
    those for use are known only when the period is over.
    """
    charges = tuple(_charge(charge, paid.currency) for charge in paid.base_charge)
    return Account(charges, money, period, interval(sla.valid_for), business_calendars.zone_of(sla))


def _charge(message: BaseCharge, agreed: str) -> Charge:
    return Charge(
        kind=message.type,
        amount=Fraction(message.amount),
        currency=message.currency or agreed,
        object=message.object,
        service_class=message.service_class,
        valid=interval(message.valid_for) if message.HasField("valid_for") else None,
    )
