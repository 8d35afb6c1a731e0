"""Evidence: the amounts a delivered level rests on, for the record.

What a kind of computation does not have is None or empty.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.instants import Interval


class Outage(NamedTuple):
    """A span in scope during which the object was not fully up."""

    span: Interval
    impact: Fraction
    """Weight it counts with, above 0 to 1."""
    object: str = ""
    """Empty: the only one of the rule."""


@dataclass(frozen=True, slots=True)
class ExcludedAmount:
    """What was excluded for one category."""

    category: str
    duration: int | None = None
    """Microseconds."""
    count: int | None = None
    """Cases, orders or contacts."""


class Budget(NamedTuple):
    """How much bad a promise allows in its period, and how much there was."""

    unit: str
    """"us", "event" or "interval"."""
    total: Fraction
    used: Fraction

    @property
    def left(self) -> Fraction:
        """What is left; below zero when more was used than allowed."""
        return self.total - self.used


class LateEvent(NamedTuple):
    """A case, order or contact that was not as promised."""

    subject: str
    level: Fraction | None = None
    due: int | None = None


class Part(NamedTuple):
    """A part of a composite."""

    rule: str
    verdict: str
    level: Fraction | None
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a delivered level rests on."""

    in_scope: int | None = None
    """Microseconds of service time that exclusions do not remove, of all objects."""
    unknown_time: int | None = None
    """Microseconds of it without a known state."""
    down: Fraction | None = None
    """Microseconds that count as down, weighted."""
    outages: tuple[Outage, ...] = ()
    outage_count: int | None = None
    excluded: tuple[ExcludedAmount, ...] = ()
    denominator: Fraction | None = None
    """What divided, in microseconds, events or intervals."""
    ahead: Fraction = Fraction(0)
    """How much more of that is still to come, where it is known."""
    unit: str = "event"
    """Of the denominator: "us", "interval" or "event"."""
    good: Fraction | None = None
    total: Fraction | None = None
    unknown: int | None = None
    """Events or intervals about which nothing is known."""
    samples: int | None = None
    rank: int | None = None
    """Place of a percentile, from 1."""
    high_loss: int | None = None
    """Intervals of high loss in available time."""
    late: tuple[LateEvent, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def coverage(self) -> Fraction | None:
        """Share of what is in scope that was known; 0 when nothing is, None when nobody counted."""
        if self.in_scope is None or self.unknown_time is None:
            return None
        return Fraction(self.in_scope - self.unknown_time, self.in_scope) if self.in_scope else Fraction(0)
