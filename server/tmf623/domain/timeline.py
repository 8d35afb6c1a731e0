"""Changes of state and the segments they become; `domain.states` puts the ones into the others.

Order and repetition of reports do not matter. Of two reports of one source about the same instant the one known
later corrects the other; known at the same time, the worse one counts. Before the first report, and after one that
says so, the state is unknown.
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.instants import Interval

UP, DOWN = Fraction(0), Fraction(1)


class State(StrEnum):
    """States of an observed object."""

    UP = "up"
    DOWN = "down"
    DEGRADED = "degraded"
    UNKNOWN = "unknown"


class MissingData(StrEnum):
    """What time without a known state means."""

    EXCLUDE = "exclude"
    ASSUME_GOOD = "assumeGood"
    ASSUME_BAD = "assumeBad"
    CARRY_FORWARD = "carryForward"
    """What was known last, for so long."""
    FAIL_CLOSED = "failClosed"


class Change(NamedTuple):
    """A report that from `time` on, until the next change, an object is in one state."""

    time: int
    impact: Fraction | None
    """Share of the service that is lost, 0 for up to 1 for down; None: unknown."""
    source: str = ""
    known_at: int = 0
    """When the report was recorded."""


class Segment(NamedTuple):
    """A span of one state."""

    span: Interval
    impact: Fraction | None
    """As in `Change`."""


def standing(changes: Iterable[Change], period: Interval) -> list[Change]:
    """The changes that say what was the case in `period`, in order of time and source.

    Of each source these are one for every instant in the period, and the last one before; `changes` must hold
    those, and may hold more.
    """
    decided: dict[tuple[str, int], Change] = {}
    for change in changes:
        if change.time < period.end:
            key = change.source, max(change.time, period.start)
            known = decided.get(key)
            if known is None or _precedence(change) > _precedence(known):
                decided[key] = change
    return sorted(decided.values(), key=lambda change: (change.time, change.source))


def _precedence(change: Change) -> tuple[int, int, Fraction]:
    """Among changes of one source before a period the last stands; of one instant the last known; then the worse."""
    return change.time, change.known_at, Fraction(-1) if change.impact is None else change.impact
