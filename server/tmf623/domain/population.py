"""Populations: which cases, orders and contacts a rule is about, and which are taken out of both sides of a share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tmf623.domain.facts import Case, Contact, Order, StatusChange

Event = Case | Order | Contact


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on one attribute."""

    name: str
    """Its JSON path."""
    values: frozenset[str]
    negated: bool = False

    def holds(self, event: Event) -> bool:
        """Whether one of the event's values of the attribute is among `values`; negated: none is."""
        found = event.attributes.get(self.name, ())
        return any(value in self.values for value in found) is not self.negated


@dataclass(frozen=True, slots=True)
class ExcludedPart:
    """What is taken out of a population, and why."""

    category: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """A choice among cases, orders or contacts."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each attribute named here, of `WORDS`, an event counts when its word is in the set."""
    conditions: tuple[Condition, ...] = ()
    """All must hold."""
    excluded: tuple[ExcludedPart, ...] = ()

    def holds(self, event: Event) -> bool:
        """Whether an event is one of the chosen; of texts, exactly these."""
        return all(
            not values.isdisjoint(WORDS[type(event)][name](event) if name in WORDS[type(event)] else ())
            for name, values in self.words.items()
        ) and all(condition.holds(event) for condition in self.conditions)

    @property
    def paths(self) -> frozenset[str]:
        """The attributes that must be known of an event."""
        conditions = (*self.conditions, *(condition for part in self.excluded for condition in part.conditions))
        return frozenset(condition.name for condition in conditions)

    def category(self, event: Event) -> str:
        """Why an event is taken out, by the first part it fits; empty when it is not."""
        for part in self.excluded:
            if all(condition.holds(event) for condition in part.conditions):
                return part.category
        return ""


def _last_reason(case: Case) -> tuple[str, ...]:
    last: StatusChange | None = max(reversed(case.history), key=lambda change: change.time, default=None)
    return () if last is None else (last.reason,)


WORDS: Mapping[type, Mapping[str, Callable[[Any], tuple[str, ...]]]] = {
    Case: {
        "ticketType": lambda case: (case.ticket_type,),
        "priority": lambda case: (case.priority,),
        "severity": lambda case: (case.severity,),
        "status": lambda case: (case.status,),
        "channel": lambda case: (case.channel,),
        "reason": _last_reason,
    },
    Order: {
        "priority": lambda order: (order.priority,),
        "status": lambda order: (order.status,),
        "channel": lambda order: (order.channel,),
        "action": lambda order: order.actions,
    },
    Contact: {"channel": lambda contact: (contact.channel,)},
}
"""How the attributes of a population are read from each type of event; what a type lacks never fits."""
EVERYTHING = Population()
