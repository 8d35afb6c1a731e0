"""Which samples and counts of a period count: those of service time, without what is excluded, by what has passed.

A measurement of a span counts at its last instant, so that what was counted up to the end of a period belongs to
it, and to no other.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tmf623.domain.computation import Needs, Setting
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval, union
from tmf623.domain.scope import Hours


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


class Counted(NamedTuple):
    """The instants of one object's period that count."""

    scope: Spans
    excused: Spans
    """Where what is bad does not count as bad."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What rules over samples and counts have in common."""

    objects: tuple[str, ...]
    """The observed objects the rule is about together."""
    hours: Hours = field(default_factory=Hours)
    min_sample: int = 0
    """Fewest samples or counts for a verdict."""

    def needs(self, *metrics: str) -> Needs:
        """The series of every object, and what the available time must be told."""
        named = frozenset((name, metric) for name in self.objects for metric in metrics)
        return self.hours.needs() | Needs(series=named)

    def counted(self, setting: Setting, facts: Facts, name: str) -> Counted:
        """The instants that count for the object `name`."""
        scope = self.hours.scope(setting, facts, name)
        return Counted(Spans(scope.past), Spans(scope.excused))


def shortage(count: int, demanded: int) -> str:
    """Why `count` samples or events are too few for a verdict; empty when they are enough, or there are none."""
    if count >= demanded or not count:
        return ""
    return f"there are {count} of at least {demanded} that the rule demands"
