"""Calculation: the lines of a credit, one for each value a schedule looked up, before anything is done to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Verdict
from tmf623.domain.credit.attainment import UNJUDGED, Attainment, LocalDays, Uncountable
from tmf623.domain.credit.awarding import Ground, awarded
from tmf623.domain.credit.charges import Account, base_of, class_of, days_of
from tmf623.domain.credit.consequence import Consequence
from tmf623.domain.credit.measures import Measured, Step, measured
from tmf623.domain.credit.schedule import AwardKind, Schedule
from tmf623.domain.instants import Interval


@dataclass(frozen=True, slots=True)
class Line:
    """What one value is worth."""

    rule: str
    subjects: tuple[str, ...]
    spans: tuple[Interval, ...]
    value: Fraction
    """As the schedule looked it up."""
    unit: str
    tier: str
    """The range it is in; "" when it is in none."""
    percent: Fraction | None
    units: Fraction | None
    base: Fraction | None
    raw: Fraction
    """Exact, before any cap."""
    steps: tuple[Step, ...]


class Draft(NamedTuple):
    """The lines of one consequence in one period."""

    consequence: Consequence
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    """Judgements that give nothing, and why: no data, too little known, not assessable."""
    base: Fraction | None
    """The base of all that was affected: what a cap in percent is of."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a calculation must know beside the judgements."""

    account: Account
    objects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The entities each rule is about; none: the whole agreement."""
    days: Mapping[str, LocalDays] = field(default_factory=dict)
    """How each rule's days are counted."""

    def objects_of(self, rule: str) -> frozenset[str]:
        """The entities a rule is about."""
        return self.objects.get(rule, frozenset())

    def days_of(self, rule: str) -> LocalDays:
        """How days are counted for a rule: by the agreement's zone unless it is said otherwise."""
        return self.days.get(rule, LocalDays(self.account.zone))


def draft(consequence: Consequence, found: Sequence[Attainment], context: Context) -> Draft:
    """The lines of `consequence` for `found`: final judgements of one credit period, in order of rule and time.

    Raises:
        Uncountable: the schedule, the agreement and the judgements do not fit together.
    """
    schedule = consequence.schedule
    remarks = tuple(f"{each.subject}: {each.verdict}, no credit" for each in found if each.verdict in UNJUDGED)
    if schedule is None:
        return Draft(consequence, (), remarks, None)
    judged = [each for each in found if each.verdict not in UNJUDGED]
    if schedule.only_violated:
        judged = [each for each in judged if each.verdict is Verdict.VIOLATED]
    lines: list[Line] = []
    for rule in dict.fromkeys(each.rule for each in judged):
        lines += _lines_of(consequence, schedule, [each for each in judged if each.rule == rule], context)
    objects = frozenset[str]().union(*(context.objects_of(each.rule) for each in judged))
    base = base_of(consequence.base, context.account, objects).value if consequence.base and judged else None
    return Draft(consequence, tuple(lines), remarks, base)


def _lines_of(
    consequence: Consequence, schedule: Schedule, found: Sequence[Attainment], context: Context
) -> list[Line]:
    rule, account = found[0].rule, context.account
    objects = context.objects_of(rule)
    service_class = class_of(account.charges, objects, account.period) if schedule.classes else ""
    base = None if consequence.base is None else base_of(consequence.base, account, objects)
    if base is None and needs_base(schedule):
        raise Uncountable("the schedule gives a share of a base, and the consequence names none")
    ground = Ground(base, days_of(account.period, account.zone), service_class, found[0].more_is_better)

    def line(each: Measured) -> Line:
        worth = awarded(schedule, each.value, ground)
        gives = worth.tier is not None and worth.tier.awards
        return Line(
            rule=rule,
            subjects=each.subjects,
            spans=each.spans,
            value=each.value,
            unit=schedule.unit,
            tier="" if worth.tier is None else str(worth.tier.range),
            percent=worth.percent,
            units=worth.units,
            base=None if base is None else base.value,
            raw=worth.amount,
            steps=(*each.steps, *((base,) if base is not None and gives else ()), *worth.steps),
        )

    return [line(each) for each in measured(schedule, found, context.days_of(rule))]


def needs_base(schedule: Schedule) -> bool:
    """Whether some award is a share of a base."""
    return any(award.kind is not AwardKind.AMOUNT for tier in schedule.tiers for award in tier.awards)
