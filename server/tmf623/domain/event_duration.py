"""Event duration: the time one case took, counted by a calendar, and what of it does not count.

Per case (domain of TMF621): elapsed = working time from the opening to the milestone, without the spans in which
the clock stood still. Overlapping stops count once; a stop outside working time changes nothing. The promise is
kept when elapsed is within the target of the case's priority; due is the earliest instant with that much elapsed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tmf623.domain import status_history
from tmf623.domain.assessment import Delivered, State
from tmf623.domain.calendar import Calendar
from tmf623.domain.choices import ClockStart, Milestone, Reopening
from tmf623.domain.facts import Case, StatusChange
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.status_history import TMF621, Meaning


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


@dataclass(frozen=True, slots=True)
class Clock:
    """How a rule counts time."""

    calendar: Calendar
    unit: int | None
    """Microseconds of the unit; None: the calendar's days."""

    def level(self, span: Interval, stops: Sequence[Interval] = ()) -> Fraction:
        """Counted time in `span` outside `stops`, in the unit."""
        if self.unit is None:
            return self.calendar.days(span, stops)
        return Fraction(self.calendar.elapsed(span, stops), self.unit)

    def due(self, start: int, level: Fraction, stops: Sequence[Interval] = ()) -> int | None:
        """When `level` has been counted since `start` outside `stops`, cut to a whole microsecond.

        None when that is later than calendars reach, or the level is negative.
        """
        if level < 0:
            return None
        if self.unit is None:
            return self.calendar.days_reached(start, level, stops)
        return self.calendar.reached(start, level * self.unit // 1, stops)


@dataclass(frozen=True, slots=True)
class Method:
    """How a rule follows a case from its opening to a milestone."""

    meaning: Meaning = TMF621
    reopening: Reopening = Reopening.TOTAL
    start: ClockStart = ClockStart.CREATED


PLAIN = Method()
"""From the opening to the last resolution, in TMF621's words, and no clock stands still."""


class Run(NamedTuple):
    """The time of a case up to a milestone."""

    spans: tuple[Interval, ...]
    """One from the opening to the milestone; for news one for each gap. The longest counts."""
    stops: tuple[Interval, ...]
    """When the clock stood still; perhaps overlapping."""
    state: State
    """Provisional while the milestone is not reached."""


def run(method: Method, milestone: Milestone, case: Case, as_of: int, stopped: Iterable[Interval] = ()) -> Run:
    """The time of a case by what had happened by `as_of`; `stopped` are spans the agreement excludes from clocks."""
    history = status_history.ordered(case.history, case.created, as_of)
    course = _course(method, case, history, as_of)
    start, end = course.start, course.end
    if milestone is Milestone.RESPOND:
        responded = _response(method, case, history, as_of)
        end = responded if end is None or (responded is not None and responded < end) else end
    whole = Interval(start, max(start, as_of if end is None else end))
    stops = (*stopped, *course.apart, *status_history.stops(history, method.meaning, whole.end))
    spans = _gaps(case, history, whole) if milestone is Milestone.UPDATE else (whole,)
    return Run(spans, stops, State.PROVISIONAL if end is None else State.FINAL)


def _response(method: Method, case: Case, history: Sequence[StatusChange], as_of: int) -> int | None:
    """When somebody first worked on the case: by its own attribute, or by its history."""
    if case.responded is not None and case.responded <= as_of:
        return case.responded
    return status_history.first(history, method.meaning.responded)


class _Course(NamedTuple):
    """From where to where a case's time counts."""

    start: int
    end: int | None
    """None while it is open."""
    apart: tuple[Interval, ...] = ()
    """What of it does not count."""


def _course(method: Method, case: Case, history: Sequence[StatusChange], as_of: int) -> _Course:
    start = case.created if method.start is ClockStart.CREATED or case.reported is None else case.reported
    stated = None if case.resolved is None or case.resolved > as_of else case.resolved
    found = status_history.resolutions(history, method.meaning.resolved)
    if method.reopening is Reopening.FIRST_RESOLUTION:
        told = [each.start for each in found] + ([] if stated is None else [stated])
        return _Course(start, min(told, default=None))
    between = tuple(each for each in found if each.end is not None)
    reopened_at = between[-1].end if between else None
    end = found[-1].start if found and found[-1].end is None else None
    if stated is not None and (reopened_at is None or stated >= reopened_at):
        end = None if end is None and any(change.time > stated for change in history) else stated
    if method.reopening is Reopening.RESTART and reopened_at is not None:
        return _Course(reopened_at, end)
    apart = tuple(Interval(each.start, each.end) for each in between if each.end is not None)
    return _Course(start, end, apart if method.reopening is Reopening.CONTINUE else ())


def _gaps(case: Case, history: Sequence[StatusChange], span: Interval) -> tuple[Interval, ...]:
    """The spans between one piece of news and the next, from the opening to the end."""
    told = {time for time in (*case.updates, *(change.time for change in history)) if span.start < time < span.end}
    return tuple(Interval(start, end) for start, end in pairwise([span.start, *sorted(told), span.end]))


def delivered(clock: Clock, taken: Run) -> Delivered:
    """The counted time of a case; while it is open, of the case so far: it can only grow."""
    level = max(clock.level(span, taken.stops) for span in taken.spans)
    high = None if taken.state is State.PROVISIONAL else level
    return Delivered(level, low=level, high=high, state=taken.state)


def longest(clock: Clock, taken: Run) -> Interval:
    """The span that counts: of several the one with the most counted time, of equal ones the first."""
    return max(taken.spans, key=lambda span: (clock.level(span, taken.stops), -span.start))


def due(clock: Clock, taken: Run, objective: Objective) -> int | None:
    """When the milestone must be reached at the latest; None when the promise sets no such instant.

    While the clock stands still this is the instant if it went on at once. News are due after the last of them.
    """
    if objective.operator not in {Operator.LE, Operator.LT} or not isinstance(objective.reference, Fraction):
        return None
    return clock.due(taken.spans[-1].start, objective.reference, taken.stops)


def marks(clock: Clock, taken: Run, level: Fraction, shares: Iterable[Fraction]) -> list[int | None]:
    """When each of `shares` of `level` has been counted: 1/2, 3/4 and 9/10 warn before a case is late."""
    return [clock.due(taken.spans[-1].start, level * share, taken.stops) for share in shares]


def beyond(clock: Clock, taken: Run, objective: Objective) -> int | None:
    """Working time of a case after its target was reached, microseconds; None when the promise sets no such instant."""
    reached = due(clock, taken, objective)
    if reached is None:
        return None
    span = taken.spans[-1]
    return clock.calendar.elapsed(Interval(min(reached, span.end), span.end), taken.stops)


def mean_beyond(delivered: Delivered, objective: Objective) -> Fraction | None:
    """Mean of the counted time while it was beyond the target: it grew evenly from there to the level.

    SlaViolation's `violationAverage`, with counted time as the weight. None when the level is not beyond it.
    """
    level, target = delivered.level, objective.target
    if level is None or not isinstance(target, Fraction) or level <= target:
        return None
    return (level + target) / 2
