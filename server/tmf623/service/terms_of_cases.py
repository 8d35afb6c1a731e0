"""Rules about cases one by one, read into how they compute."""

from dataclasses import dataclass

from tmf623.contract.faults import shown
from tmf623.domain.calendar import round_the_clock
from tmf623.domain.event_duration import Clock, Population
from tmf623.domain.units import Duration
from tmf623.service.rule_reading import RuleReading, Unreadable


@dataclass(frozen=True, slots=True)
class EventDuration:
    """A rule about the time each case takes."""

    objects: frozenset[str]
    """The entities whose cases count."""
    population: Population
    clock: Clock


def event_duration(given: RuleReading) -> EventDuration:
    """The time each case takes."""
    unit = given.unit
    if not isinstance(unit, Duration):
        raise Unreadable(f"the time a case takes is a duration, and {shown(given.rule.unit)} is no unit of durations")
    calendar = given.calendar()
    if unit.business and calendar is None:
        raise Unreadable(f"the unit {shown(given.rule.unit)} needs spec.calendarRef to say what is working time")
    population = given.spec.population
    return EventDuration(
        objects=given.entities(),
        population=Population(frozenset(population.ticket_type), frozenset(population.priority)),
        clock=Clock(calendar or round_the_clock(given.zone), unit.microseconds),
    )
