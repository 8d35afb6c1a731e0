"""A second opinion on rules over time: instant by instant, interval by interval, straight from the formulas.

Nothing of the service's own code computes here; it is slow, and meant to be read beside docs/rules.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from tmf623.domain.facts import StateInterval
from tmf623.domain.timeline import Change

State = Fraction | None


@dataclass(frozen=True)
class History:
    """What was reported of one object, and what is excluded of a period of `length` instants."""

    length: int
    changes: Sequence[Change] = ()
    intervals: Sequence[StateInterval] = ()
    removed: Sequence[tuple[int, int]] = ()
    excused: Sequence[tuple[int, int]] = ()

    def is_removed(self, instant: int) -> bool:
        return any(start <= instant < end for start, end in self.removed)

    def is_excused(self, instant: int) -> bool:
        return any(start <= instant < end for start, end in self.excused)


@dataclass(frozen=True)
class How:
    """How a rule computes."""

    missing: str = "exclude"
    carry: int = 0
    hold: int | None = None
    policy: str = "worst"
    quorum: int = 1
    sources: Sequence[str] = ()
    min_qualifying: int = 0
    deductible: int = 0
    quantum: int = 0
    ceiling: bool = False
    weight: Callable[[Fraction], Fraction] = field(default=lambda impact: impact)
    fixed: int | None = None


def said(history: History, source: str, instant: int, hold: int | None) -> State:
    """What one source says of an instant: of all that speaks of it what was known last, then the worst."""
    words: list[tuple[int, Fraction]] = []
    mine = [change for change in history.changes if change.source == source and change.time <= instant]
    if mine:
        latest = max(change.time for change in mine)
        known = max(change.known_at for change in mine if change.time == latest)
        worst = max(
            Fraction(-1) if change.impact is None else change.impact
            for change in mine
            if (change.time, change.known_at) == (latest, known)
        )
        if hold is None or instant < latest + hold:
            words.append((known, worst))
    words += [
        (each.known_at, Fraction(-1) if each.impact is None else each.impact)
        for each in history.intervals
        if each.source == source and each.span.start <= instant < each.span.end
    ]
    if not words:
        return None
    _, impact = max(words)
    return None if impact < 0 else impact


def merged(history: History, how: How, instant: int) -> State:
    """What all sources together say of an instant."""
    names = list(how.sources) or sorted({each.source for each in (*history.changes, *history.intervals)})
    states = [said(history, name, instant, how.hold) for name in names]
    known = sorted((state for state in states if state is not None), reverse=True)
    if how.policy == "priority":
        return next((state for state in states if state is not None), None)
    if how.policy == "quorum":
        return known[how.quorum - 1] if len(known) >= how.quorum else None
    if not known:
        return None
    return known[-1] if how.policy == "best" else known[0]


def states(history: History, how: How) -> list[State]:
    """What the rule takes each instant to be; None: nothing is known and nothing is assumed."""
    told = [merged(history, how, instant) for instant in range(history.length)]
    if how.missing == "assumeGood":
        return [Fraction(0) if state is None else state for state in told]
    if how.missing == "assumeBad":
        return [Fraction(1) if state is None else state for state in told]
    if how.missing == "carryForward":
        filled: list[State] = []
        for instant, state in enumerate(told):
            back = next((n for n in range(1, how.carry + 1) if instant >= n and told[instant - n] is not None), None)
            filled.append(told[instant - back] if state is None and back is not None else state)
        return filled
    return told


def outages(history: History, how: How) -> list[list[Fraction]]:
    """The weights of the instants that count of each run of instants that are not fully up."""
    found: list[list[Fraction]] = []
    running = False
    for instant, state in enumerate(states(history, how)):
        weight = Fraction(0) if not state else how.weight(state)
        if not weight:
            running = False
            continue
        if not running:
            found.append([])
            running = True
        if not history.is_removed(instant) and not history.is_excused(instant):
            found[-1].append(weight)
    return [outage for outage in found if outage]


def lost(outage: list[Fraction], how: How) -> Fraction:
    """How much of one outage counts."""
    if len(outage) < how.min_qualifying:
        return Fraction(0)
    left = outage[how.deductible :]
    if not left:
        return Fraction(0)
    if how.quantum:
        share = Fraction(len(left), how.quantum)
        counted = (ceil(share) if how.ceiling else floor(share)) * how.quantum
        left = (left + left[-1:] * counted)[:counted]
    return sum(left, Fraction(0))


def availability(history: History, how: How) -> Fraction | None:
    """A = 100 (N - D) / N."""
    taken = states(history, how)
    known = sum(taken[instant] is not None and not history.is_removed(instant) for instant in range(history.length))
    if not known:
        return None
    down = sum((lost(outage, how) for outage in outages(history, how)), Fraction(0))
    over = known if how.fixed is None else how.fixed
    return max(100 * (over - down) / Fraction(over), Fraction(0))


def coverage(history: History, how: How) -> Fraction:
    """Share of the instants in scope of which something is known."""
    scope = [instant for instant in range(history.length) if not history.is_removed(instant)]
    if not scope:
        return Fraction(0)
    return Fraction(sum(merged(history, how, instant) is not None for instant in scope), len(scope))


# ------------------------------------------------------------------ intervals


def cut(length: int, each: int) -> list[range]:
    """The instants of every interval."""
    return [range(start, min(start + each, length)) for start in range(0, length, each)]


def up_shares(history: History, how: How, each: int) -> list[State]:
    """The share of the known time of each interval in which the object was up."""
    told = [merged(history, how, instant) for instant in range(history.length)]
    found: list[State] = []
    for interval in cut(history.length, each):
        known = [state for instant in interval if (state := told[instant]) is not None]
        found.append(sum((1 - state for state in known), Fraction(0)) / len(known) if known else None)
    return found


def timeslices(values: Sequence[State], target: Fraction, empty: str, *, everything: bool) -> Fraction | None:
    """100 times good intervals by those that count."""
    good = sum(value >= target if value is not None else empty == "good" for value in values)
    observed = sum(value is not None or empty != "skipped" for value in values)
    total = len(values) if everything else observed
    return Fraction(100 * good, total) if total else None


def interval_average(values: Sequence[State], empty: str) -> Fraction | None:
    """100 minus the mean error rate in percent."""
    taken = [value if value is not None else {"good": 1, "bad": 0, "skipped": None}[empty] for value in values]
    errors = [1 - value for value in taken if value is not None]
    return 100 - 100 * sum(errors, Fraction(0)) / len(errors) if errors else None


def mef(losses: Sequence[Fraction], threshold: Fraction, consecutive: int) -> tuple[int, int]:
    """Available intervals, and bad ones among them: the recursive definition, interval by interval.

    An interval in available time is unavailable when it and the following ones, n in all, are bad; one in
    unavailable time is available when it and the following ones, n in all, are not.
    """
    bad = [loss > threshold for loss in losses]
    up, available, high = True, 0, 0
    for place in range(len(bad)):
        window = bad[place : place + consecutive]
        if len(window) == consecutive and all(each is up for each in window):
            up = not up
        available += up
        high += up and bad[place]
    return available, high
