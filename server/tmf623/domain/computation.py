"""Computations: what every kind of rule over periods is, so that one use case can judge them all.

A computation is a rule read into how it computes. It says what it must be told, and makes a delivered level out of
that; it reads nothing, knows no clock, and gives the same for the same.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Protocol

from tmf623.domain.assessment import Delivered, State
from tmf623.domain.choices import Effect
from tmf623.domain.evidence import Evidence
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval


class Excluded(NamedTuple):
    """A span that an honoured exclusion takes out."""

    span: Interval
    effect: Effect
    category: str = ""
    exclusion_id: str = ""
    objects: frozenset[str] = frozenset()
    """What it is about; empty: everything of the agreement."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is judged, and as of when."""

    period: Interval
    """The whole conformance period."""
    valid: Interval
    """The part of it in which the agreement is in force."""
    as_of: int
    """The cut of knowledge: nothing later has happened yet."""
    excluded: tuple[Excluded, ...] = ()
    """Honoured exclusions that touch the period."""

    @property
    def past(self) -> Interval:
        """What of `valid` is over; empty when it lies ahead."""
        return Interval(self.valid.start, min(max(self.valid.start, self.as_of), self.valid.end))

    @property
    def ahead(self) -> Interval:
        """What of `valid` is still to come."""
        return Interval(self.past.end, self.valid.end)

    @property
    def state(self) -> State:
        """Whether the period is over."""
        return State.PROVISIONAL if self.as_of < self.valid.end else State.FINAL


@dataclass(frozen=True, slots=True)
class Needs:
    """What a computation must be told about a period."""

    series: frozenset[tuple[str, str]] = frozenset()
    """Objects and metrics."""
    cases: frozenset[str] = frozenset()
    """Entities whose cases count: those that were open, created, resolved or due in the period."""
    orders: frozenset[str] = frozenset()
    """The same for orders."""
    contacts: frozenset[str] = frozenset()
    """The same for contacts."""
    attributes: frozenset[str] = frozenset()
    """Attributes of cases, orders and contacts that matter beside their own, by JSON path."""
    before: int = 0
    """Microseconds before the period that matter, too."""
    after: int = 0
    """Microseconds after it."""

    def __or__(self, other: "Needs") -> "Needs":
        """What either needs."""
        return Needs(
            self.series | other.series,
            self.cases | other.cases,
            self.orders | other.orders,
            self.contacts | other.contacts,
            self.attributes | other.attributes,
            max(self.before, other.before),
            max(self.after, other.after),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a computation makes of the facts."""

    delivered: Delivered
    evidence: Evidence = field(default_factory=Evidence)
    average: Fraction | None = None
    """Mean of the level over the violating part, weighted by time: SlaViolation's `violationAverage`."""
    bad: tuple[Interval, ...] = ()
    """When the service was not as it should be, disjoint and ascending; empty for kinds without such spans."""
    unknown: tuple[Interval, ...] = ()
    """When that is not known."""


class Computation(Protocol):
    """A rule over periods, read into how it computes."""

    def needs(self) -> Needs:
        """What it must be told."""
        ...

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The level delivered in `setting.valid`, as far as the facts say; nothing after `setting.as_of` counts."""
        ...
