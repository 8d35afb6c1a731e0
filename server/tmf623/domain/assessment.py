"""Verdicts: what a delivered level means under an objective, and how settled that is."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tmf623.domain.objective import Objective

SEMANTICS = 1
"""Number of the meaning: raised when the same input would give another verdict."""


class SpecType(StrEnum):
    """Kinds of computation (`RuleSpec.@type`)."""

    AVAILABILITY = "Availability"
    INTERVAL_AVERAGE = "IntervalAverage"
    TIMESLICES = "Timeslices"
    MEF_AVAILABILITY = "MefAvailability"
    RATIO = "Ratio"
    PERCENTILE = "Percentile"
    MEAN = "Mean"
    COUNT = "Count"
    EVENT_DURATION = "EventDuration"
    COMPOSITE = "Composite"


class Verdict(StrEnum):
    """Outcomes of a judgement."""

    MET = "met"
    WARNED = "warned"
    """Kept, but beyond the warning line."""
    DEGRADED = "degraded"
    """Missed by no more than the tolerance, or not for long enough."""
    VIOLATED = "violated"
    NO_DATA = "noData"
    """Nothing was known to judge."""
    INDETERMINATE = "indeterminate"
    """Too little was known for the rule to be judged."""
    EXCLUDED = "excluded"
    """Nothing of the period counts."""
    NOT_ASSESSABLE = "notAssessable"
    """The rule says nothing this service can judge."""


class State(StrEnum):
    """How settled a judgement is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    """The period or the case is still open."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivered level, so far or in the end."""

    level: Fraction | None
    """In the rule's unit; None when nothing was known."""
    low: Fraction = Fraction(0)
    """The least it can become; the level itself when `state` is final."""
    high: Fraction | None = None
    """The most it can become; None: without limit."""
    state: State = State.FINAL
    shortage: str = ""
    """Why too little was known for a verdict, for people; empty when it was enough."""
    excluded: bool = False
    """Whether exclusions leave nothing of the period to judge."""
    beyond: int | None = None
    """Microseconds in which the service was not as promised; None: the level says nothing about that."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of comparing."""

    verdict: Verdict
    state: State
    established: bool
    """Whether the rule is violated and nothing that can still happen changes that."""
    reason: str = ""
    """Why there is no verdict on the level, for people."""


def judge(objective: Objective, delivered: Delivered) -> Judgement:
    """Compare a delivered level with the agreed one.

    met; warned beyond the warning line; degraded within the tolerance, or when the service was beyond the target
    for less than the tolerance period; else violated. A rule that rounds compares the rounded level.
    """
    state = delivered.state
    if delivered.excluded:
        return Judgement(Verdict.EXCLUDED, state, established=False)
    if delivered.shortage:
        return Judgement(Verdict.INDETERMINATE, state, established=False, reason=delivered.shortage)
    if delivered.level is None:
        return Judgement(Verdict.NO_DATA, state, established=False)
    level = objective.compared(delivered.level)
    if objective.kept(level):
        return Judgement(Verdict.WARNED if objective.warned(level) else Verdict.MET, state, established=False)
    forgiven = delivered.beyond is not None and delivered.beyond < objective.tolerance_period
    if forgiven or objective.tolerated(level):
        return Judgement(Verdict.DEGRADED, state, established=False)
    established = state is State.FINAL or objective.lost(delivered.low, delivered.high)
    return Judgement(Verdict.VIOLATED, state, established=established)
