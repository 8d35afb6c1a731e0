"""Rules about cases one by one, and what rules about many of them share, read into how they compute."""

from collections.abc import Iterable
from dataclasses import dataclass

from tmf.sla.v1.terms_pb2 import RuleSpec, TargetRow
from tmf623.contract.faults import shown
from tmf623.domain.calendar import Calendar, round_the_clock
from tmf623.domain.choices import ClockStart, Milestone, PriorityChange, Reopening
from tmf623.domain.event_duration import Clock, Method
from tmf623.domain.facts import Case
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.population import Population
from tmf623.domain.priorities import Target, target_of
from tmf623.domain.status_history import TMF621, Meaning
from tmf623.domain.units import Duration, Unit, unit_of
from tmf623.service import business_calendars
from tmf623.service.populations import population_of
from tmf623.service.rule_reading import RuleReading, Unreadable
from tmf623.service.spec_values import read

_PENDING = ("pending", "held")
"""States of TMF621 in which a clock stands still where a rule says no others."""


@dataclass(frozen=True, slots=True)
class EventDuration:
    """A rule about the time each case takes."""

    objects: frozenset[str]
    """The entities whose cases count."""
    population: Population
    targets: tuple[Target, ...]
    """The last one takes every case."""
    method: Method
    priority_change: PriorityChange

    def counts(self, case: Case) -> bool:
        """Whether a case is judged at all: it is one of the chosen, and neither dropped nor excluded."""
        chosen = self.population.holds(case) and not self.population.category(case)
        return chosen and case.status not in self.method.meaning.dropped

    def target(self, case: Case, as_of: int) -> Target:
        """What the case must keep."""
        return target_of(self.targets, case, self.priority_change, as_of) or self.targets[-1]


def event_duration(given: RuleReading) -> EventDuration:
    """The time each case takes."""
    own = Target(clock_of(given), given.objective, given.unit.name, milestone_of(given.spec))
    return EventDuration(
        objects=given.entities(),
        population=population_of(given.spec.population),
        targets=(*targets_of(given), own),
        method=method_of(given.spec),
        priority_change=read(given.spec, "priority_change", PriorityChange.LATEST),
    )


def method_of(spec: RuleSpec) -> Method:
    """How a rule follows a case."""
    said = spec.status_meaning
    meaning = Meaning(
        resolved=frozenset(said.resolved) or TMF621.resolved,
        responded=frozenset(said.responded) or TMF621.responded,
        dropped=frozenset(said.dropped) or TMF621.dropped,
        stopped=frozenset(spec.clock_stop.status or _PENDING) if spec.HasField("clock_stop") else frozenset(),
        reasons=frozenset(spec.clock_stop.reason),
    )
    return Method(
        meaning,
        read(spec, "reopen", Reopening.TOTAL),
        read(spec, "clock_start", ClockStart.CREATED),
    )


def milestone_of(spec: RuleSpec) -> Milestone:
    """What a rule's times run to."""
    milestone: Milestone = read(spec, "milestone", Milestone.RESTORE)
    return milestone


def clock_of(given: RuleReading) -> Clock:
    """How the rule counts time: in its unit, by its calendar."""
    return _clock(given, given.unit, given.rule.unit, given.calendar())


def targets_of(given: RuleReading) -> Iterable[Target]:
    """The rows of the rule's matrix, in order."""
    return tuple(_target(given, row) for row in given.spec.target)


def _target(given: RuleReading, row: TargetRow) -> Target:
    unit = unit_of(row.unit) if row.HasField("unit") else given.unit
    calendar = given.calendar()
    if row.HasField("calendar_ref"):
        calendar = business_calendars.calendar_of(given.sla, row.calendar_ref, "calendarRef")
    operator = given.objective.operator if isinstance(given.unit, Duration) else Operator.LE
    clock = _clock(given, unit, row.unit or given.rule.unit, calendar)
    return Target(
        clock=clock,
        objective=Objective(operator, read(row, "target"), tolerance_period=given.objective.tolerance_period),
        unit=row.unit.strip() or given.unit.name,
        milestone=read(row, "milestone", milestone_of(given.spec)),
        priorities=frozenset(row.priority),
        severities=frozenset(row.severity),
        ticket_types=frozenset(row.ticket_type),
    )


def _clock(given: RuleReading, unit: Unit | None, text: str, calendar: Calendar | None) -> Clock:
    if not isinstance(unit, Duration):
        raise Unreadable(f"the time a case takes is a duration, and {shown(text)} is no unit of durations")
    if unit.business and calendar is None:
        raise Unreadable(f"the unit {shown(text)} needs spec.calendarRef to say what is working time")
    return Clock(calendar or round_the_clock(given.zone), unit.microseconds)
