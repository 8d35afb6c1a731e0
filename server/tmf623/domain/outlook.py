"""The outlook of an open period: what it is bound for, by what can still happen and by how it went so far."""

from enum import StrEnum
from fractions import Fraction

from tmf623.domain.assessment import Delivered
from tmf623.domain.objective import Objective, Operator


class Outlook(StrEnum):
    """What a period is bound for (`Progress.outlook`)."""

    CERTAIN_MET = "certainMet"
    """Whatever still happens, it is not violated."""
    CERTAIN_BREACH = "certainBreach"
    """Whatever still happens, it is violated."""
    JEOPARDY = "jeopardy"
    """It is violated if all goes on as so far."""
    ON_TRACK = "onTrack"
    UNKNOWN = "unknown"
    """Nothing is known yet."""


def outlook(objective: Objective, delivered: Delivered) -> Outlook:
    """What a period with this level so far, and these bounds of what it can become, is bound for."""
    if delivered.level is None or delivered.shortage:
        return Outlook.UNKNOWN
    if objective.lost(delivered.low, delivered.high):
        return Outlook.CERTAIN_BREACH
    if assured(objective, delivered.low, delivered.high):
        return Outlook.CERTAIN_MET
    return Outlook.ON_TRACK if objective.tolerated(delivered.level) else Outlook.JEOPARDY


def assured(objective: Objective, low: Fraction, high: Fraction | None) -> bool:
    """Whether every level from `low` to `high` is tolerated; `high` None: without limit.

    What is tolerated is a ray, or the span around a point: when both ends are, all between them are. Of `.ne`
    everything but one point is.
    """
    if objective.operator is Operator.NE:
        return isinstance(objective.reference, Fraction) and not _holds(low, high, objective.reference)
    if high is None:
        return objective.operator in {Operator.GE, Operator.GT} and objective.tolerated(low)
    return objective.tolerated(low) and objective.tolerated(high)


def _holds(low: Fraction, high: Fraction | None, level: Fraction) -> bool:
    return low <= level and (high is None or level <= high)
