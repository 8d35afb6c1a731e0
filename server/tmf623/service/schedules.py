"""Schedules as clients write them, read into the domain's: the only reader of `CreditSchedule`."""

from typing import Any

from tmf.sla.v1.consequence_pb2 import CreditAward, CreditEach, CreditSchedule, CreditTier
from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.bounds import Bound, Range
from tmf623.domain.credit.schedule import (
    Allowance,
    Award,
    AwardKind,
    DayCount,
    DayKind,
    DeviationType,
    Each,
    GapRule,
    Measure,
    Part,
    Per,
    Quantum,
    Schedule,
    Tier,
)
from tmf623.domain.rounding import Rounding
from tmf623.service.amounts import (
    currency,
    demanded,
    length,
    number,
    one_of,
    optional_number,
    optional_size,
    refused,
    size,
    whole_number,
    word,
)

_MOST_PLACES = 10


def schedule_of(message: CreditSchedule, path: str = "schedule") -> Schedule:
    """Read a schedule; what it leaves unsaid stays so.

    Raises:
        Invalid: an attribute has a value it cannot have.
        Refused: attributes contradict each other.
    """
    demanded(message, "measure", f"{path}.measure")
    measure = word(message, "measure", f"{path}.measure", Measure) or Measure.LEVEL
    return Schedule(
        measure=measure,
        unit=message.unit,
        tiers=tuple(_tier(tier, f"{path}.tier[{i}]") for i, tier in enumerate(message.tier)),
        target=optional_number(message, "target", f"{path}.target"),
        deviation=word(message, "deviation", f"{path}.deviation", DeviationType) or DeviationType.PERCENT,
        per=word(message, "per", f"{path}.per", Per),
        minimum=optional_size(message, "minimum", f"{path}.minimum") or number("0", path),
        quantum=_quantum(message.quantum, f"{path}.quantum") if message.HasField("quantum") else None,
        allowance=_allowance(message.allowance, f"{path}.allowance") if message.HasField("allowance") else None,
        day_count=_day_count(message.day_count, f"{path}.dayCount") if message.HasField("day_count") else None,
        places=_places(message.rounding, f"{path}.rounding") if message.HasField("rounding") else None,
        gap_rule=word(message, "gap_rule", f"{path}.gapRule", GapRule),
        only_violated=message.only_violated,
        rewards=message.rewards,
    )


def _tier(message: CreditTier, path: str) -> Tier:
    return Tier(
        range=_range(message, path),
        awards=tuple(_award(award, f"{path}.award[{i}]") for i, award in enumerate(message.award)),
        classes=frozenset(message.service_class),
    )


def _range(message: Any, path: str) -> Range:
    silent = sorted(
        number(getattr(message, name), f"{path}.{name}") for name in ("from", "to") if message.HasField(name)
    )
    low, high = _end(message, ("gte", "gt"), path), _end(message, ("lte", "lt"), path)
    if silent and (low or high):
        raise refused(path, "has from or to beside gte, gt, lte or lt")
    if len(silent) == 1:
        raise refused(path, "has one of from and to, and needs both")
    if silent:
        return Range(*(Bound(value, closed=True, stated=False) for value in silent))
    return Range(low, high)


def _end(message: Any, fields: tuple[str, str], path: str) -> Bound | None:
    closed, opened = fields
    if message.HasField(closed) and message.HasField(opened):
        raise refused(path, f"has both {closed} and {opened}")
    for field in fields:
        if message.HasField(field):
            return Bound(number(getattr(message, field), f"{path}.{field}"), closed=field == closed)
    return None


def _award(message: CreditAward, path: str) -> Award:
    kind = AwardKind(one_of(message, ("percent", "amount", "days"), path))
    if kind is not AwardKind.DAYS and message.HasField("day_divisor"):
        raise refused(f"{path}.dayDivisor", "is for days")
    if kind is not AwardKind.AMOUNT and message.HasField("currency"):
        raise refused(f"{path}.currency", "is for amounts")
    return Award(
        kind=kind,
        value=number(getattr(message, kind), f"{path}.{kind}"),
        divisor=length(message.day_divisor, f"{path}.dayDivisor") if message.HasField("day_divisor") else None,
        each=_each(message.each, f"{path}.each") if message.HasField("each") else None,
        classes=frozenset(message.service_class),
        currency=currency(message, "currency", f"{path}.currency"),
    )


def _each(message: CreditEach, path: str) -> Each:
    beyond = optional_size(message, "beyond", f"{path}.beyond") or number("0", path)
    up_to = optional_size(message, "up_to", f"{path}.upTo")
    if up_to is not None and up_to < beyond:
        raise refused(f"{path}.upTo", "is below beyond")
    return Each(
        length=length(demanded(message, "length", f"{path}.length"), f"{path}.length"),
        rounding=word(message, "rounding", f"{path}.rounding", Part),
        beyond=beyond,
        up_to=up_to,
        at_most=optional_size(message, "at_most", f"{path}.atMost"),
    )


def _quantum(message: Any, path: str) -> Quantum:
    return Quantum(
        length=length(demanded(message, "length", f"{path}.length"), f"{path}.length"),
        rounding=word(message, "rounding", f"{path}.rounding", Part),
        per=word(message, "per", f"{path}.per", Per),
    )


def _allowance(message: Any, path: str) -> Allowance:
    field = one_of(message, ("amount", "percent_of_period"), path)
    name = message.DESCRIPTOR.fields_by_name[field].json_name
    return Allowance(
        amount=size(getattr(message, field), f"{path}.{name}"),
        percent_of_period=field == "percent_of_period",
        per=word(message, "per", f"{path}.per", Per) or Per.PERIOD,
    )


def _day_count(message: Any, path: str) -> DayCount:
    return DayCount(
        kind=word(message, "kind", f"{path}.kind", DayKind) or DayKind.CALENDAR,
        first=message.first if message.HasField("first") else None,
        last=message.last if message.HasField("last") else None,
    )


def _places(message: Any, path: str) -> Rounding:
    return Rounding(
        scale=whole_number(message, "places", f"{path}.places", (0, _MOST_PLACES)) or 0,
        mode=word(message, "mode", f"{path}.mode", RoundingMode) or RoundingMode.HALF_UP,
    )
