"""What time does to a credit, and what follows beside money: earning back, triggers such as a right to terminate."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Verdict
from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.consequence import EarnBack, Trigger, TriggerMeasure
from tmf623.domain.credit.money import rounded
from tmf623.domain.instants import HOUR, MINUTE, Interval

_KEPT = frozenset({Verdict.MET, Verdict.WARNED})


class Past(NamedTuple):
    """A final judgement of the past."""

    period: Interval
    verdict: Verdict
    outages: tuple[tuple[int, Fraction], ...] = ()
    """Length in microseconds and share of the service lost, of each."""


class Fired(NamedTuple):
    """A trigger that is fulfilled."""

    trigger: Trigger
    reached: Fraction
    text: str


def is_earned_back(earn_back: EarnBack, following: Sequence[Verdict]) -> bool:
    """Whether the promise was kept in each of the periods that follow, in order, that must have been."""
    wanted = following[: earn_back.periods_met]
    return len(wanted) == earn_back.periods_met and all(verdict in _KEPT for verdict in wanted)


def after_earning_back(due: Fraction, earn_back: EarnBack, currency: str, mode: RoundingMode) -> Fraction:
    """What is left of a credit that was earned back."""
    return rounded(due * (100 - earn_back.percent) / 100, currency, mode)


def fired(triggers: Sequence[Trigger], past: Sequence[Past]) -> list[Fired]:
    """The triggers that `past`, judgements of one rule in order of time, fulfils; the present one is the last."""
    found = []
    for trigger in triggers:
        window = list(past)[-trigger.within :]
        reached = _REACHED[trigger.measure](trigger, window)
        if reached >= trigger.at_least:
            of = f"{reached} of at least {trigger.at_least} {trigger.measure} within {trigger.within} periods"
            found.append(Fired(trigger, reached, of))
    return found


def _violations(trigger: Trigger, window: Sequence[Past]) -> Fraction:
    violated = [each.verdict is Verdict.VIOLATED for each in window]
    if not trigger.consecutive:
        return Fraction(sum(violated))
    return Fraction(next((i for i, each in enumerate(reversed(violated)) if not each), len(violated)))


def _outages(trigger: Trigger, window: Sequence[Past]) -> Fraction:
    least = trigger.min_outage * MINUTE
    return Fraction(sum(length >= least for each in window for length, _ in each.outages))


def _downtime(trigger: Trigger, window: Sequence[Past]) -> Fraction:
    least = trigger.min_outage * MINUTE
    lost = (length * share for each in window for length, share in each.outages if length >= least)
    return sum(lost, Fraction(0)) / HOUR


_REACHED = {
    TriggerMeasure.VIOLATIONS: _violations,
    TriggerMeasure.OUTAGES: _outages,
    TriggerMeasure.DOWNTIME: _downtime,
}
