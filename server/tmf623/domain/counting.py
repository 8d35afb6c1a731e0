"""Which instants of a period count: service time, without what is excluded, by what has passed.

Events and measurements of a span count at one instant: a measurement of a span at its last, so that what was
counted up to the end of a period belongs to it, and to no other.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tmf623.domain.calendar import Calendar
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Computation, Excluded, Needs, Setting
from tmf623.domain.evidence import ExcludedAmount
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval, difference, union


class Spans:
    """A set of instants, asked one by one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Interval]) -> None:
        """`spans` may overlap."""
        joined = union(spans)
        self._starts = [span.start for span in joined]
        self._ends = [span.end for span in joined]

    def __contains__(self, instant: int) -> bool:
        """Whether some span holds the instant."""
        place = bisect_right(self._starts, instant) - 1
        return place >= 0 and instant < self._ends[place]

    def __bool__(self) -> bool:
        """Whether there is any instant."""
        return bool(self._starts)


class Counted(NamedTuple):
    """The instants of one object's period that count."""

    scope: Spans
    excused: Spans
    """Where what is bad does not count as bad."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What rules over samples and events have in common."""

    objects: tuple[str, ...]
    """What the rule is about: observed objects, or the entities of events."""
    hours: Calendar | None = None
    """The service time; None: all the time."""
    available: Computation | None = None
    """What says when the service was available, where only that time counts (MEF 10.x; ITU-T G.826)."""
    min_sample: int = 0
    """Fewest samples or events for a verdict."""

    def needs(self) -> Needs:
        """What the available time must be told."""
        return Needs() if self.available is None else self.available.needs()

    def counted(self, setting: Setting, facts: Facts, name: str) -> Counted:
        """The instants that count for the object `name`."""
        past = [setting.past] if self.hours is None else self.hours.spans(setting.past)
        gone = [each.span for each in of(setting.excluded, name) if each.effect is Effect.REMOVE]
        if self.available is not None:
            found = self.available.outcome(setting, facts)
            gone += [*found.bad, *found.unknown]
        excused = (each.span for each in of(setting.excluded, name) if each.effect is Effect.EXCUSE)
        return Counted(Spans(difference(past, gone)), Spans(excused))

    def shortage(self, count: int) -> str:
        """Why `count` samples or events are too few; empty when they are enough."""
        if count >= self.min_sample or not count:
            return ""
        return f"there are {count} of at least {self.min_sample} that the rule demands"


def of(excluded: Collection[Excluded], name: str) -> list[Excluded]:
    """The exclusions that are about the object `name`."""
    return [each for each in excluded if not each.objects or name in each.objects]


def amounts(categories: Iterable[str]) -> tuple[ExcludedAmount, ...]:
    """How many events were excluded for each category, in order of its name; an empty category is none."""
    counts: dict[str, int] = {}
    for category in categories:
        if category:
            counts[category] = counts.get(category, 0) + 1
    return tuple(ExcludedAmount(category, count=counts[category]) for category in sorted(counts))
