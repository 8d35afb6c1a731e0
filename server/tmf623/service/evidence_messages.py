"""What a delivered level rests on, written down as the contract's message."""

from fractions import Fraction

from tmf.sla.v1.assessment_pb2 import (
    ErrorBudget,
    EventEvidence,
    Evidence,
    ExcludedAmount,
    Outage,
    PartEvidence,
)
from tmf623.domain import evidence as found
from tmf623.domain.decimals import displayed, ratio
from tmf623.service.timestamps import stamp, time_period

MOST_LISTED = 1000
"""Outages and events that are named one by one."""


def evidence_of(given: found.Evidence, budget: found.Budget | None) -> Evidence:
    """The evidence as a message; what is not known is left unset."""
    message = Evidence(
        outage=[_outage(each) for each in given.outages[:MOST_LISTED]],
        excluded=[_excluded(each) for each in given.excluded],
        event=[_event(each) for each in given.late[:MOST_LISTED]],
        part=[_part(each) for each in given.parts],
    )
    numbers = {
        "in_scope_us": given.in_scope,
        "unknown_us": given.unknown_time,
        "down_us": None if given.down is None else round(given.down),
        "outage_count": given.outage_count,
        "unknown": given.unknown,
        "sample_count": given.samples,
        "percentile_rank": given.rank,
        "high_loss_count": given.high_loss,
    }
    for name, number in numbers.items():
        if number is not None:
            setattr(message, name, str(number))
    for name, value in (("good", given.good), ("total", given.total)):
        if value is not None:
            setattr(message, name, displayed(value))
    if given.denominator is not None:
        message.denominator = ratio(given.denominator)
    if budget is not None:
        message.budget.CopyFrom(budget_of(budget))
    return message


def budget_of(budget: found.Budget) -> ErrorBudget:
    """An error budget as a message."""
    return ErrorBudget(
        unit=budget.unit, total=displayed(budget.total), used=displayed(budget.used), left=displayed(budget.left)
    )


def _outage(outage: found.Outage) -> Outage:
    message = Outage(period=time_period(outage.span), impact=displayed(outage.impact))
    if outage.object:
        message.object = outage.object
    return message


def _excluded(amount: found.ExcludedAmount) -> ExcludedAmount:
    message = ExcludedAmount(category=amount.category)
    if amount.duration is not None:
        message.duration_us = str(amount.duration)
    if amount.count is not None:
        message.count = str(amount.count)
    return message


def _event(late: found.LateEvent) -> EventEvidence:
    message = EventEvidence(subject=late.subject)
    if late.level is not None:
        message.actual_value = displayed(late.level)
    if late.due is not None:
        message.due.CopyFrom(stamp(late.due))
    return message


def _part(part: found.Part) -> PartEvidence:
    message = PartEvidence(rule_id=part.rule, verdict=part.verdict, weight=displayed(part.weight or Fraction(1)))
    if part.level is not None:
        message.actual_value, message.actual_ratio = displayed(part.level), ratio(part.level)
    return message
