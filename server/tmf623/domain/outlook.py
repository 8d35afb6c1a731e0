"""The outlook of an open period: what it is bound for, by what can still happen and by how it went so far."""

from enum import StrEnum

from tmf623.domain.assessment import Delivered
from tmf623.domain.objective import Objective


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
    if objective.assured(delivered.low, delivered.high):
        return Outlook.CERTAIN_MET
    return Outlook.ON_TRACK if objective.tolerated(objective.compared(delivered.level)) else Outlook.JEOPARDY
