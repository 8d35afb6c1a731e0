"""Status histories of cases: when a case was resolved, reopened and answered, and when its clock stood still.

A status stands from its change until the next one. Sources name their statuses as they like: what the names mean
(TMF621's own by default) is a rule's data, never ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tmf623.domain.facts import StatusChange
from tmf623.domain.instants import Interval


class Resolution(NamedTuple):
    """A time in which a case was resolved."""

    start: int
    end: int | None
    """When it was reopened; None: it stands."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a source's statuses mean; the defaults are TMF621's, and no clock stands still."""

    resolved: frozenset[str] = frozenset({"resolved", "closed"})
    """Work on the case is over while one of these stands."""
    responded: frozenset[str] = frozenset({"inProgress", "pending", "held", "resolved", "closed"})
    """The first of these is the response."""
    dropped: frozenset[str] = frozenset({"rejected", "cancelled"})
    """A case whose status is one of these does not count."""
    stopped: frozenset[str] = frozenset()
    """The clock stands still while one of these stands..."""
    reasons: frozenset[str] = frozenset()
    """...for one of these reasons, compared exactly; empty: whatever the reason."""

    def stops(self, change: StatusChange) -> bool:
        """Whether the clock stands still after the change."""
        return change.status in self.stopped and (not self.reasons or change.reason in self.reasons)


TMF621 = Meaning()
"""What the statuses of TMF621 mean."""


def ordered(changes: Iterable[StatusChange], created: int, as_of: int) -> list[StatusChange]:
    """The changes known to have happened by `as_of`, in order of time.

    Those before the case was opened count as of its opening. At one instant the last one given stands; repeating a
    change directly says nothing new.
    """
    told: list[StatusChange] = []
    for change in sorted((each for each in changes if each.time <= as_of), key=_time):
        if not told or (told[-1].status, told[-1].reason) != (change.status, change.reason):
            told.append(change if change.time >= created else change._replace(time=created))
    return told


def stops(history: Sequence[StatusChange], meaning: Meaning, end: int) -> list[Interval]:
    """The spans to `end` in which the clock stands still; `history` as from `ordered`."""
    if not meaning.stopped or not history:
        return []
    edges = [*(change.time for change in history), max(end, history[-1].time)]
    return [
        Interval(start, past)
        for change, (start, past) in zip(history, pairwise(edges), strict=True)
        if start < past and meaning.stops(change)
    ]


def resolutions(history: Iterable[StatusChange], resolved: frozenset[str]) -> list[Resolution]:
    """Each time in which the case was resolved, in order; only the last one may stand."""
    found: list[Resolution] = []
    since: int | None = None
    for change in history:
        if change.status in resolved:
            since = change.time if since is None else since
        elif since is not None:
            found.append(Resolution(since, change.time))
            since = None
    return found if since is None else [*found, Resolution(since, None)]


def first(history: Iterable[StatusChange], statuses: frozenset[str]) -> int | None:
    """When one of `statuses` first stood; None when none ever did."""
    return next((change.time for change in history if change.status in statuses), None)


def _time(change: StatusChange) -> int:
    return change.time
