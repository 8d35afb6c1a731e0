"""Reckoning: what is due for one period by the consequences of an agreement, from judgements alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.domain.credit.attainment import Attainment, Uncountable
from tmf623.domain.credit.calculation import Context, Draft, draft
from tmf623.domain.credit.consequence import Consequence, period_of
from tmf623.domain.credit.measures import Step
from tmf623.domain.credit.settlement import Earlier, Member, Settled, settle
from tmf623.domain.instants import Interval
from tmf623.errors import SlaError
from tmf623.service import business_calendars
from tmf623.service.attainments import attainment_of, days_of, objects_of
from tmf623.service.charges import account_of
from tmf623.service.consequence_rules import named_by


@dataclass(frozen=True, slots=True)
class Agreed:
    """The terms a period's credits rest on."""

    sla: Sla
    """With the terms that governed the period."""
    paid: Sla
    """With the charges as they are known now."""
    consequences: Mapping[int, Consequence]
    """Those in use, by id."""

    def rules_of(self, consequence_id: int) -> list[Rule]:
        """The rules that name a consequence, in order."""
        return [rule for rule in self.sla.rule if consequence_id in named_by(rule)]

    def group_of(self, consequence_id: int) -> list[int]:
        """The consequences settled together with one: those of its group that some rule names, by first rule."""
        group = self.consequences[consequence_id].group
        if not group:
            return [consequence_id]
        named = [one for rule in self.sla.rule for one in named_by(rule)]
        own = dict.fromkeys(one for one in named if one in self.consequences and self.consequences[one].group == group)
        return list(own) or [consequence_id]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came of one consequence in one period."""

    consequence_id: int
    found: tuple[Attainment, ...]
    """The judgements it rests on."""
    draft: Draft | None
    settled: Settled | None
    """None: it cannot be worked out."""
    trouble: str = ""
    """Why not, for people."""

    @property
    def due(self) -> Fraction:
        """What is due; 0 while it cannot be worked out."""
        return Fraction(0) if self.settled is None else self.settled.due


def credit_period(agreed: Agreed, consequence: Consequence, message: Assessment) -> Interval:
    """The credit's period a judgement belongs to."""
    found = attainment_of(message)
    return period_of(consequence, found.counted_in, business_calendars.zone_of(agreed.sla), is_case=found.is_case)


def reckon(
    agreed: Agreed,
    consequence_id: int,
    period: Interval,
    judged: Sequence[Assessment],
    earlier: Sequence[Earlier] = (),
) -> list[Reckoned]:
    """What is due for `period` by a consequence and all of its group.

    `judged` are the latest final judgements of the rules that name them, in order of time; those of other periods
    are passed over. `earlier` are credits that were there before and may count against caps.
    """
    ids = agreed.group_of(consequence_id)
    found = {one: _found(agreed, one, period, judged) for one in ids}
    try:
        return _settled(agreed, ids, period, found, earlier)
    except (Uncountable, SlaError) as error:
        trouble = error.message if isinstance(error, SlaError) else str(error)
        return [Reckoned(one, found[one], None, None, trouble) for one in ids]


def _settled(
    agreed: Agreed,
    ids: Sequence[int],
    period: Interval,
    found: Mapping[int, tuple[Attainment, ...]],
    earlier: Sequence[Earlier],
) -> list[Reckoned]:
    money = agreed.consequences[ids[0]].currency
    account = account_of(agreed.sla, agreed.paid, money, period)
    rules = {rule.id: rule for one in ids for rule in agreed.rules_of(one)}
    context = Context(
        account,
        {name: objects_of(agreed.sla, rule) for name, rule in rules.items()},
        {name: days_of(agreed.sla, rule) for name, rule in rules.items()},
    )
    members = [Member(str(one), draft(agreed.consequences[one], found[one], context)) for one in ids]
    if all(member.draft.consequence.schedule is None for member in members):
        nothing = Settled(Fraction(0), (), ())
        return [Reckoned(one, found[one], member.draft, nothing) for one, member in zip(ids, members, strict=True)]
    results = settle(members, account, earlier)
    return [
        Reckoned(one, found[one], member.draft, result)
        for one, member, result in zip(ids, members, results, strict=True)
    ]


def _found(
    agreed: Agreed, consequence_id: int, period: Interval, judged: Sequence[Assessment]
) -> tuple[Attainment, ...]:
    """The judgements of a period, in the order of the agreement's rules and of time."""
    consequence = agreed.consequences[consequence_id]
    zone = business_calendars.zone_of(agreed.sla)
    order = {rule.id: i for i, rule in enumerate(agreed.rules_of(consequence_id))}
    own = [attainment_of(each) for each in judged if each.rule_id in order]
    inside = [each for each in own if period_of(consequence, each.counted_in, zone, is_case=each.is_case) == period]
    return tuple(sorted(inside, key=lambda each: (order[each.rule], each.period.end)))


def reduced(reckoned: Reckoned, due: Fraction, step: Step) -> Reckoned:
    """The same with another amount due, and why."""
    if reckoned.settled is None:
        return reckoned
    settled = reckoned.settled
    share = due / settled.due if settled.due else Fraction(0)
    lines = tuple((line, amount * share) for line, amount in settled.lines)
    return Reckoned(
        reckoned.consequence_id, reckoned.found, reckoned.draft, Settled(due, lines, (*settled.steps, step))
    )
