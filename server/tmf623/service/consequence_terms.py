"""Consequences as clients write them, read into the domain's: the only reader of `Consequence`."""

from fractions import Fraction
from typing import Any

from tmf.sla.v1.consequence_pb2 import Consequence as Message
from tmf.sla.v1.consequence_pb2 import ConsequenceTrigger, CreditBase, CreditCap
from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.charges import Base
from tmf623.domain.credit.consequence import (
    Across,
    Aggregate,
    Cap,
    CapPer,
    Claim,
    ClaimMode,
    Consequence,
    CreditPeriod,
    EarnBack,
    Review,
    ReviewMode,
    RoundingPer,
    Trigger,
    TriggerMeasure,
)
from tmf623.service.amounts import (
    currency,
    demanded,
    length,
    one_of,
    optional_size,
    refused,
    size,
    whole_number,
    word,
)
from tmf623.service.schedules import schedule_of

_MOST_MONTHS = 120
_MOST_DAYS = 3660
_ZERO = Fraction(0)
_ALL = Fraction(100)


def consequence_of(message: Message) -> Consequence:
    """Read a consequence; what it leaves unsaid stays so.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: attributes contradict each other.
    """
    rounding = message.rounding
    return Consequence(
        schedule=schedule_of(message.schedule) if message.HasField("schedule") else None,
        currency=currency(message, "currency", "currency"),
        base=_base(message.base, "base") if message.HasField("base") else None,
        caps=tuple(_cap(cap, f"cap[{i}]") for i, cap in enumerate(message.cap)),
        aggregate=word(message, "aggregate", "aggregate", Aggregate),
        group=message.group,
        rounding=word(rounding, "mode", "rounding.mode", RoundingMode) or RoundingMode.HALF_UP,
        rounding_per=word(rounding, "per", "rounding.per", RoundingPer) or RoundingPer.TOTAL,
        period=word(message, "period", "period", CreditPeriod),
        claim=_claim(message.claim),
        review=_review(message.review),
        earn_back=_earn_back(message.earn_back) if message.HasField("earn_back") else None,
        triggers=tuple(_trigger(each, f"nonMonetary[{i}]") for i, each in enumerate(message.non_monetary)),
    )


def _base(message: CreditBase, path: str) -> Base:
    amount = optional_size(message, "amount", f"{path}.amount")
    if amount is None and not message.charge:
        raise refused(path, "has neither charge nor amount")
    if amount is None and message.HasField("currency"):
        raise refused(f"{path}.currency", "is for amount")
    return Base(
        kinds=tuple(message.charge),
        amount=amount,
        greatest=message.greatest,
        times=length(message.times, f"{path}.times") if message.HasField("times") else Fraction(1),
        pro_rata=message.pro_rata,
        whole_agreement=message.whole_agreement,
        currency=currency(message, "currency", f"{path}.currency"),
    )


def _cap(message: CreditCap, path: str) -> Cap:
    demanded(message, "per", f"{path}.per")
    per = word(message, "per", f"{path}.per", CapPer) or CapPer.PERIOD
    kind = one_of(message, ("percent", "amount"), path)
    if message.HasField("base") and kind == "amount":
        raise refused(f"{path}.base", "is for percent")
    if message.HasField("currency") and kind == "percent":
        raise refused(f"{path}.currency", "is for amount")
    if message.HasField("months") and per is not CapPer.TRAILING_MONTHS:
        raise refused(f"{path}.months", f"is for {CapPer.TRAILING_MONTHS}")
    return Cap(
        per=per,
        percent=optional_size(message, "percent", f"{path}.percent"),
        amount=optional_size(message, "amount", f"{path}.amount"),
        base=_base(message.base, f"{path}.base") if message.HasField("base") else None,
        months=whole_number(message, "months", f"{path}.months", (1, _MOST_MONTHS)) or 1,
        across=word(message, "across", f"{path}.across", Across) or Across.CONSEQUENCE,
        currency=currency(message, "currency", f"{path}.currency"),
    )


def _claim(message: Any) -> Claim:
    mode = word(message, "mode", "claim.mode", ClaimMode) or ClaimMode.AUTOMATIC
    days = whole_number(message, "days", "claim.days", (1, _MOST_DAYS))
    cycles = whole_number(message, "billing_cycles", "claim.billingCycles", (1, _MOST_MONTHS))
    if days is not None and cycles is not None:
        raise refused("claim", "has both days and billingCycles")
    if mode is ClaimMode.AUTOMATIC and (days is not None or cycles is not None):
        raise refused("claim", "is automatic, and has a window all the same")
    return Claim(mode, days, cycles)


def _review(message: Any) -> Review:
    mode = word(message, "mode", "review.mode", ReviewMode) or ReviewMode.NEVER
    above = optional_size(message, "above", "review.above")
    if above is not None and mode is not ReviewMode.ABOVE:
        raise refused("review.above", f"is for the mode {ReviewMode.ABOVE}")
    four_eyes = message.four_eyes if message.HasField("four_eyes") else True
    return Review(mode, above or _ZERO, four_eyes)


def _earn_back(message: Any) -> EarnBack:
    periods = whole_number(message, "periods_met", "earnBack.periodsMet", (1, _MOST_MONTHS))
    if periods is None:
        raise refused("earnBack.periodsMet", "is missing")
    percent = size(message.percent, "earnBack.percent") if message.HasField("percent") else _ALL
    if percent > _ALL:
        raise refused("earnBack.percent", "is above 100")
    return EarnBack(periods, percent)


def _trigger(message: ConsequenceTrigger, path: str) -> Trigger:
    return Trigger(
        kind=demanded(message, "type", f"{path}.type"),
        measure=word(message, "measure", f"{path}.measure", TriggerMeasure) or TriggerMeasure.VIOLATIONS,
        at_least=length(demanded(message, "at_least", f"{path}.atLeast"), f"{path}.atLeast"),
        within=whole_number(message, "within", f"{path}.within", (1, _MOST_MONTHS)) or 1,
        consecutive=message.consecutive,
        min_outage=optional_size(message, "min_outage", f"{path}.minOutage") or _ZERO,
        description=message.description,
    )
