"""Awarding: what one measured value is worth by a schedule, before caps and rounding."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.credit.attainment import Uncountable
from tmf623.domain.credit.measures import Step, in_units
from tmf623.domain.credit.schedule import Award, AwardKind, Each, GapRule, Measure, Part, Schedule, Tier
from tmf623.domain.decimals import displayed


class Awarded(NamedTuple):
    """What a value is worth."""

    tier: Tier | None
    """None: it is in none, and worth nothing."""
    amount: Fraction
    """Exact."""
    percent: Fraction | None
    """Of the base, when the awards are nothing but percentages."""
    units: Fraction | None
    """Units counted, when one award counts them."""
    steps: tuple[Step, ...]


def tier_of(
    schedule: Schedule, value: Fraction, service_class: str, *, more_is_better: bool
) -> tuple[Tier | None, str]:
    """The tier a value is in, as the gap rule says when it is between two; and a remark for people."""
    tiers = schedule.of_class(service_class)
    for tier in tiers:
        if tier.range.holds(value):
            return tier, ""
    lower = [tier for tier in tiers if tier.range.high is not None and tier.range.high.value <= value]
    upper = [tier for tier in tiers if tier.range.low is not None and tier.range.low.value >= value]
    if not (lower and upper):
        return None, "in no tier"
    below = max(lower, key=lambda tier: tier.range.high.value if tier.range.high else Fraction(0))
    above = min(upper, key=lambda tier: tier.range.low.value if tier.range.low else Fraction(0))
    up_is_better = more_is_better and schedule.measure is Measure.LEVEL
    better, worse = (above, below) if up_is_better else (below, above)
    chosen = {GapRule.BETTER: better, GapRule.WORSE: worse}.get(schedule.gap_rule or GapRule.NONE)
    return chosen, f"between two tiers; the schedule says {schedule.gap_rule or 'nothing'} about it"


class Ground(NamedTuple):
    """What a value is judged on beside the schedule."""

    base: Step | None
    """None: the schedule has no percentages."""
    days: int
    """Length of the credit's period."""
    service_class: str = ""
    more_is_better: bool = True


def awarded(schedule: Schedule, value: Fraction, ground: Ground) -> Awarded:
    """What `value` is worth.

    Raises:
        Uncountable: a percentage has no base, or the service class is one the schedule does not know.
    """
    service_class = ground.service_class
    if schedule.classes and service_class not in schedule.classes:
        named = ", ".join(schedule.classes)
        raise Uncountable(f"the service class {service_class or 'of none'} is none of the schedule's: {named}")
    tier, remark = tier_of(schedule, value, service_class, more_is_better=ground.more_is_better)
    unit = f" {schedule.unit}" if schedule.unit else ""
    if tier is None:
        return Awarded(
            None, Fraction(0), Fraction(0), None, (Step("tier", value, f"{displayed(value)}{unit}: {remark}"),)
        )
    where = f"{displayed(value)}{unit} is in the tier {tier.range}{f' ({remark})' if remark else ''}"
    steps = [Step("tier", value, where)]
    amounts = [_worth(schedule, award, value, ground) for award in tier.awards]
    for _, more in amounts:
        steps += more
    total = sum((amount for amount, _ in amounts), Fraction(0))
    if len(amounts) > 1:
        parts = " + ".join(displayed(amount) for amount, _ in amounts)
        steps.append(Step("sum", total, f"{parts} = {displayed(total)}"))
    return Awarded(tier, total, _percent(tier.awards, value), _units(tier.awards, value), tuple(steps))


def units_of(each: Each, value: Fraction) -> Fraction:
    """How many units of `value` are paid for."""
    reached = value if each.up_to is None else min(value, each.up_to)
    units = in_units(max(reached - each.beyond, Fraction(0)), each.length, each.rounding or Part.EXACT)
    return units if each.at_most is None else min(units, each.at_most)


def _worth(schedule: Schedule, award: Award, value: Fraction, ground: Ground) -> tuple[Fraction, list[Step]]:
    base = ground.base
    steps = []
    units, times = Fraction(1), ""
    if award.each is not None:
        units = units_of(award.each, value)
        steps.append(_units_step(schedule, award.each, value, units))
        times = f" * {displayed(units)}"
    if award.kind is AwardKind.AMOUNT:
        amount = award.value * units
        steps.append(Step("award", amount, f"{displayed(award.value)}{times} = {displayed(amount)}"))
        return amount, steps
    if base is None:
        raise Uncountable("the schedule gives a share of a base, and there is none")
    if award.kind is AwardKind.PERCENT:
        amount = base.value * award.value * units / 100
        text = f"{displayed(base.value)} * {displayed(award.value)}{times} / 100 = {displayed(amount)}"
    else:
        divisor = Fraction(ground.days) if award.divisor is None else award.divisor
        amount = base.value * award.value * units / divisor
        by = displayed(divisor)
        text = f"{displayed(base.value)} * {displayed(award.value)}{times} / {by} days = {displayed(amount)}"
    return amount, [*steps, Step("award", amount, text)]


def _units_step(schedule: Schedule, each: Each, value: Fraction, units: Fraction) -> Step:
    how = {Part.FLOOR: "whole", Part.CEIL: "started", Part.EXACT: "exact"}[each.rounding or Part.EXACT]
    beyond = f" beyond {displayed(each.beyond)}" if each.beyond else ""
    unit = f" {schedule.unit}" if schedule.unit else ""
    text = f"{displayed(value)}{unit}{beyond}, in {how} units of {displayed(each.length)}{unit}: {displayed(units)}"
    return Step("units", units, text)


def _percent(awards: Sequence[Award], value: Fraction) -> Fraction | None:
    if any(award.kind is not AwardKind.PERCENT for award in awards):
        return None
    return sum((a.value * (units_of(a.each, value) if a.each else 1) for a in awards), Fraction(0))


def _units(awards: Sequence[Award], value: Fraction) -> Fraction | None:
    counted = [units_of(award.each, value) for award in awards if award.each is not None]
    return counted[0] if len(counted) == 1 else None
