"""Liability: what terms would cost, or would have cost, on a history of judgements. Pure; nothing is stored."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.consequence_pb2 import Consequence as Message
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.domain.assessment import State
from tmf623.domain.credit.settlement import Earlier
from tmf623.domain.instants import Interval
from tmf623.service.consequence_rules import named_by
from tmf623.service.consequence_terms import consequence_of
from tmf623.service.reckoning import Agreed, Reckoned, credit_period, reckon


class Owed(NamedTuple):
    """What one consequence comes to in one period."""

    consequence_id: int
    period: Interval
    currency: str
    due: Fraction
    reckoned: Reckoned
    """How; its `trouble` says why nothing could be worked out."""


def liability(sla: Sla, consequences: Mapping[int, Message], judged: Sequence[Assessment]) -> list[Owed]:
    """What is owed for `judged`, final judgements of `sla`, in order of period and consequence.

    `consequences` are those its rules name, by id, whatever their state: a draft can be tried before it is signed.
    Caps of longer windows count what the earlier periods of this very history give; earning back is not foreseen.

    Raises:
        Invalid, Refused: a consequence cannot be read.
    """
    agreed = Agreed(sla, sla, {id_: consequence_of(message) for id_, message in consequences.items()})
    final = [each for each in judged if each.state == State.FINAL]
    given: list[Earlier] = []
    owed: list[Owed] = []
    for period, leading in _places(agreed, final):
        for result in reckon(agreed, leading, period, final, given):
            consequence = agreed.consequences[result.consequence_id]
            owed.append(Owed(result.consequence_id, period, consequence.currency, result.due, result))
        given += [Earlier(str(one.consequence_id), _group(agreed, one), period, one.due) for one in owed[len(given) :]]
    return owed


def _places(agreed: Agreed, judged: Sequence[Assessment]) -> list[tuple[Interval, int]]:
    """Each period that has judgements, with the first consequence of each group that covers it."""
    found: dict[tuple[Interval, int], None] = {}
    rules = {rule.id: named_by(rule) for rule in agreed.sla.rule}
    for each in judged:
        for id_ in rules.get(each.rule_id, ()):
            if id_ in agreed.consequences:
                period = credit_period(agreed, agreed.consequences[id_], each)
                found[period, agreed.group_of(id_)[0]] = None
    return sorted(found)


def _group(agreed: Agreed, owed: Owed) -> str:
    return agreed.consequences[owed.consequence_id].group
