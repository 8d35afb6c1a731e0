"""The scope of a period: which of its time counts, which of it only as good, and how much is still to come.

S is the service time of the part of the period in which the agreement is in force; honoured exclusions remove time
from it, or excuse what was bad in it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tmf623.domain.calendar import Calendar
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Computation, Excluded, Needs, Outcome, Setting
from tmf623.domain.evidence import ExcludedAmount
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval, difference, intersection, length, union


class Scope(NamedTuple):
    """The time of one object's period that counts."""

    past: list[Interval]
    """What has passed: it is judged."""
    excused: list[Interval]
    """The part of it in which nothing counts as bad."""
    ahead: list[Interval]
    """What is still to come."""
    ahead_excused: list[Interval]
    """The part of it that cannot count as bad."""
    removed: int
    """Microseconds of the past's service time that were taken out."""
    amounts: tuple[ExcludedAmount, ...]
    """Service time taken out or excused, by category."""

    @property
    def counting(self) -> list[Interval]:
        """Where what is bad counts as bad."""
        return difference(self.past, self.excused)


class Hours(NamedTuple):
    """What time a rule is about, whatever is excluded from it."""

    calendar: Calendar | None = None
    """The service time; None: all the time."""
    available: Computation | None = None
    """What says when the service was available, where only that time counts (MEF 10.x; ITU-T G.826)."""

    def needs(self) -> Needs:
        """What the available time must be told."""
        return Needs() if self.available is None else self.available.needs()

    def served(self, span: Interval) -> list[Interval]:
        """The service time in `span`."""
        return union([span]) if self.calendar is None else self.calendar.spans(span)

    def scope(self, setting: Setting, facts: Facts, name: str) -> Scope:
        """The scope of the object `name`."""
        mine = [each for each in setting.excluded if not each.objects or name in each.objects]
        removed = [each.span for each in mine if each.effect is Effect.REMOVE]
        excused = [each.span for each in mine if each.effect is Effect.EXCUSE]
        found = None if self.available is None else self.available.outcome(setting, facts)
        gone = union([*removed, *_unavailable(found)])
        served, coming = self.served(setting.past), self.served(setting.ahead)
        past, ahead = difference(served, gone), difference(coming, removed)
        return Scope(
            past=past,
            excused=intersection(past, excused),
            ahead=ahead,
            ahead_excused=intersection(ahead, excused),
            removed=length(served) - length(past),
            amounts=_amounts(mine, served),
        )


def total_amounts(scopes: Iterable[Scope]) -> tuple[ExcludedAmount, ...]:
    """What was excluded of several objects together, by category."""
    sums: dict[str, int] = {}
    for amount in (amount for scope in scopes for amount in scope.amounts):
        sums[amount.category] = sums.get(amount.category, 0) + (amount.duration or 0)
    return tuple(ExcludedAmount(category, duration=sums[category]) for category in sorted(sums))


def _unavailable(found: Outcome | None) -> list[Interval]:
    return [] if found is None else [*found.bad, *found.unknown]


def _amounts(excluded: Iterable[Excluded], served: list[Interval]) -> tuple[ExcludedAmount, ...]:
    """How much service time each category took, each instant for the first of its categories in order of text."""
    by_category: dict[str, list[Interval]] = {}
    for each in excluded:
        if each.effect is not Effect.CLOCK_STOP:
            by_category.setdefault(each.category, []).append(each.span)
    found, taken = [], list[Interval]()
    for category in sorted(by_category):
        spans = difference(intersection(by_category[category], served), taken)
        taken += spans
        if spans:
            found.append(ExcludedAmount(category, duration=length(spans)))
    return tuple(found)
