"""Event duration: the time one case took, counted by a calendar, from its opening to its resolution."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tmf623.domain.assessment import Delivered, State
from tmf623.domain.calendar import Calendar
from tmf623.domain.facts import Case
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Objective, Operator


class CaseStatus(StrEnum):
    """States of a trouble ticket (TMF621)."""

    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    PENDING = "pending"
    HELD = "held"
    IN_PROGRESS = "inProgress"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    RESOLVED = "resolved"


_DROPPED = frozenset({CaseStatus.REJECTED, CaseStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Population:
    """A choice among cases; an empty set chooses all."""

    ticket_types: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()

    def holds(self, case: Case) -> bool:
        """Whether a case counts: it is one of the chosen, and neither rejected nor cancelled."""
        return (
            (not self.ticket_types or case.ticket_type in self.ticket_types)
            and (not self.priorities or case.priority in self.priorities)
            and case.status not in _DROPPED
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """How a rule counts time."""

    calendar: Calendar
    unit: int | None
    """Microseconds of the unit; None: the calendar's days."""

    def level(self, span: Interval) -> Fraction:
        """Counted time in `span`, in the unit."""
        return self.calendar.days(span) if self.unit is None else Fraction(self.calendar.elapsed(span), self.unit)

    def due(self, start: int, level: Fraction) -> int | None:
        """When `level` has been counted since `start`, cut to a whole microsecond.

        None when that is later than calendars reach, or the level is negative.
        """
        if level < 0:
            return None
        if self.unit is None:
            return self.calendar.days_reached(start, level)
        return self.calendar.reached(start, level * self.unit // 1)


def span_of(case: Case, as_of: int) -> Interval:
    """The time a case has been open: to its resolution, or while there is none, to `as_of`."""
    end = as_of if is_open(case, as_of) else case.resolved
    return Interval(case.created, max(case.created, end or case.created))


def is_open(case: Case, as_of: int) -> bool:
    """Whether a case was not resolved by `as_of`."""
    return case.resolved is None or case.resolved > as_of


def delivered(clock: Clock, case: Case, as_of: int) -> Delivered:
    """The counted time of a case; while it is open, of the case so far: it can only grow."""
    level = clock.level(span_of(case, as_of))
    if is_open(case, as_of):
        return Delivered(level, low=level, high=None, state=State.PROVISIONAL)
    return Delivered(level, low=level, high=level)


def due(clock: Clock, case: Case, objective: Objective) -> int | None:
    """When a case must be resolved at the latest to keep the promise; None when the promise sets no such instant."""
    if objective.operator not in {Operator.LE, Operator.LT} or not isinstance(objective.reference, Fraction):
        return None
    return clock.due(case.created, objective.reference)


def mean_beyond(delivered: Delivered, objective: Objective) -> Fraction | None:
    """Mean of the counted time while it was beyond the target: it grew evenly from there to the level.

    SlaViolation's `violationAverage`, with counted time as the weight. None when the level is not beyond it.
    """
    level, target = delivered.level, objective.target
    if level is None or not isinstance(target, Fraction) or level <= target:
        return None
    return (level + target) / 2
