"""Credits as messages: the working line by line, every number exact."""

from collections.abc import Sequence
from fractions import Fraction

from tmf.sla.v1.credit_pb2 import ConsequenceRef, Credit, CreditLine, CreditStep, CreditTrigger
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaRef
from tmf623.contract.kinds import CONSEQUENCE, SLA
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href
from tmf623.domain.credit.aftermath import Fired
from tmf623.domain.credit.calculation import Line
from tmf623.domain.credit.measures import Step
from tmf623.domain.credit.money import EXPONENTS, split, text_of
from tmf623.domain.decimals import exact, ratio
from tmf623.domain.instants import Interval
from tmf623.service.reckoning import Reckoned
from tmf623.service.timestamps import time_period

TROUBLE = "it cannot be worked out: "
"""How a remark begins that says why there is no amount."""
_WORKING = ("line", "step", "remark", "non_monetary")


def new_credit(sla: Sla, consequence: tuple[int, str], currency: str, period: Interval) -> Credit:
    """A credit of which nothing is worked out yet; `consequence`: its id and name."""
    id_, name = consequence
    path = href(CONSEQUENCE, id_, CANONICAL[CONSEQUENCE.api], "")
    credit = Credit(
        sla=SlaRef(id=str(sla.id), href=href(SLA, sla.id, CANONICAL[SLA.api], ""), name=sla.name),
        consequence=ConsequenceRef(id=str(id_), href=path, name=name),
        period=time_period(period),
        currency=currency,
        revision=0,
        due=money(Fraction(0), currency),
        accepted=money(Fraction(0), currency),
    )
    if sla.HasField("billing_account"):
        credit.billing_account.CopyFrom(sla.billing_account)
    return credit


def write_working(credit: Credit, reckoned: Reckoned, fired: Sequence[tuple[str, Fired]]) -> None:
    """Put how it was worked out into the credit, in place of what was there; the amount due is not touched."""
    for field in _WORKING:
        credit.ClearField(field)
    if reckoned.trouble:
        credit.remark.append(f"{TROUBLE}{reckoned.trouble}")
    if reckoned.draft is not None:
        credit.remark.extend(reckoned.draft.remarks)
    if reckoned.settled is not None:
        lines = reckoned.settled.lines
        amounts = [amount for _, amount in lines]
        if lines and any((amount * 10 ** EXPONENTS[credit.currency]).denominator != 1 for amount in amounts):
            amounts = split(reckoned.settled.due, amounts, credit.currency)
        credit.line.extend(
            _line(line, amount, credit.currency) for (line, _), amount in zip(lines, amounts, strict=True)
        )
        credit.step.extend(_step(step) for step in reckoned.settled.steps)
    for rule_id, each in fired:
        trigger = each.trigger
        credit.non_monetary.append(
            CreditTrigger(type=trigger.kind, description=trigger.description, rule_id=rule_id, text=each.text)
        )


def money(amount: Fraction, currency: str) -> str:
    """A payable amount as text; without a currency, which only consequences without money have, a plain "0"."""
    return text_of(amount, currency) if currency in EXPONENTS else number(amount)


def number(value: Fraction) -> str:
    """An exact number as text: decimal where it has one, else "numerator/denominator"."""
    try:
        return exact(value)
    except ValueError:
        return ratio(value)


def _line(line: Line, amount: Fraction, currency: str) -> CreditLine:
    message = CreditLine(
        rule_id=line.rule,
        subject=line.subjects,
        value=number(line.value),
        raw=number(line.raw),
        amount=money(amount, currency),
        step=[_step(step) for step in line.steps],
    )
    if line.unit:
        message.unit = line.unit
    if line.tier:
        message.tier = line.tier
    for field in ("percent", "units", "base"):
        value = getattr(line, field)
        if value is not None:
            setattr(message, field, number(value))
    return message


def _step(step: Step) -> CreditStep:
    return CreditStep(name=step.name, value=number(step.value), text=step.text)
