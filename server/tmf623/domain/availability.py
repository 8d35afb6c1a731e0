"""Availability: the share of a period's service time during which an object was up.

Up time over up and down time (SRE book ch. 3, eq. 3-1), for one period: A = (N - D) / N, where N is the service time
without the time of unknown state, and D the down time in it, degraded time weighted by its impact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Delivered, State
from tmf623.domain.calendar import Calendar
from tmf623.domain.decimals import displayed
from tmf623.domain.instants import Interval, length, union
from tmf623.domain.timeline import DOWN, UP, MissingData, Segment


class Denominator(StrEnum):
    """What divides the up time."""

    ACTUAL = "actual"
    """The in-scope time of the period."""
    FIXED = "fixed"
    """A length the contract states for every period."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a rule computes availability."""

    missing_data: MissingData = MissingData.EXCLUDE
    fixed: int | None = None
    """The fixed denominator in microseconds; None: the actual in-scope time."""
    min_coverage: Fraction = Fraction(0)
    """Share of the in-scope time, 0 to 1, that must have a known state for a verdict."""


class Scope(NamedTuple):
    """The service time of one period."""

    past: list[Interval]
    """What has passed: it is judged."""
    ahead: int = 0
    """Microseconds of it still to come."""
    share: Fraction = Fraction(1)
    """Share of the period the agreement is in force, so far: it scales a fixed denominator."""
    share_ahead: Fraction = Fraction(0)
    """The same of what is still to come."""
    state: State = State.FINAL
    """Whether the period has ended."""


class Outage(NamedTuple):
    """A span in scope during which the object was not fully up."""

    span: Interval
    impact: Fraction


@dataclass(frozen=True, slots=True)
class Uptime:
    """What an availability rests on, in microseconds."""

    in_scope: int
    unknown: int
    down: Fraction
    """Degraded time weighted by its impact."""
    outages: tuple[Outage, ...]

    @property
    def coverage(self) -> Fraction:
        """Share of the in-scope time whose state was known; 0 when nothing is in scope."""
        return Fraction(self.in_scope - self.unknown, self.in_scope) if self.in_scope else Fraction(0)


def scope_of(period: Interval, valid: Interval, as_of: int, hours: Calendar | None) -> Scope:
    """The service time in `valid`, the part of `period` in which the agreement is in force, cut at `as_of`.

    `hours` is the calendar of the service time; None: all the time.
    """
    now = min(max(valid.start, as_of), valid.end)
    past, ahead = Interval(valid.start, now), Interval(now, valid.end)
    return Scope(
        past=_served(past, hours),
        ahead=length(_served(ahead, hours)),
        share=Fraction(past.length, period.length),
        share_ahead=Fraction(ahead.length, period.length),
        state=State.PROVISIONAL if as_of < valid.end else State.FINAL,
    )


def _served(span: Interval, hours: Calendar | None) -> list[Interval]:
    return union([span]) if hours is None else hours.spans(span)


def uptime(segments: Sequence[Segment], scope: Sequence[Interval], missing: MissingData) -> Uptime:
    """Add up what `segments`, disjoint and ascending, say about `scope`.

    Unknown time counts as up or down where the rule assumes so; it stays unknown in the coverage all the same.
    """
    assumed = {MissingData.ASSUME_GOOD: UP, MissingData.ASSUME_BAD: DOWN}.get(missing)
    unknown, down, outages = 0, Fraction(0), []
    for span, impact in _overlaps(segments, union(scope)):
        lost = assumed if impact is None else impact
        unknown += span.length if impact is None else 0
        if lost:
            down += lost * span.length
            outages.append(Outage(span, lost))
    return Uptime(length(scope), unknown, down, _joined(outages))


def delivered(method: Method, scope: Scope, up: Uptime, whole: Fraction) -> Delivered:
    """The availability of a period, in parts of `whole`: 100 for percent.

    A fixed denominator shorter than the down time gives 0, not less. While service time is ahead, the bounds
    are what the period's end would bring if all of it were up, or down.
    """
    assumed = method.missing_data in {MissingData.ASSUME_GOOD, MissingData.ASSUME_BAD}
    known = up.in_scope if assumed else up.in_scope - up.unknown
    over = known if method.fixed is None else method.fixed * scope.share
    end = known + scope.ahead if method.fixed is None else method.fixed * (scope.share + scope.share_ahead)
    return Delivered(
        level=_level(over, up.down, whole) if known else None,
        low=_level(end, up.down + scope.ahead, whole) if end else Fraction(0),
        high=_level(end, up.down, whole) if end else whole,
        state=scope.state,
        shortage=_shortage(method, up),
    )


def mean_during(outages: Sequence[Outage], whole: Fraction) -> Fraction:
    """Mean availability over the time that was not fully up, weighted by time: SlaViolation's `violationAverage`."""
    lost = sum((outage.impact * outage.span.length for outage in outages), Fraction(0))
    return whole * (1 - lost / sum(outage.span.length for outage in outages))


def _level(over: Fraction | int, down: Fraction, whole: Fraction) -> Fraction:
    return whole * max((over - down) / Fraction(over), Fraction(0))


def _shortage(method: Method, up: Uptime) -> str:
    if method.missing_data is MissingData.FAIL_CLOSED and up.unknown:
        return "part of the period has no known state, and the rule allows none (failClosed)"
    if up.in_scope and up.coverage < method.min_coverage:
        return f"only {displayed(up.coverage)} of the period has a known state, not {displayed(method.min_coverage)}"
    return ""


def _overlaps(segments: Sequence[Segment], scope: Sequence[Interval]) -> list[Segment]:
    overlaps = []
    i = j = 0
    while i < len(segments) and j < len(scope):
        part = segments[i].span.clip(scope[j])
        if part:
            overlaps.append(Segment(part, segments[i].impact))
        if segments[i].span.end < scope[j].end:
            i += 1
        else:
            j += 1
    return overlaps


def _joined(outages: Sequence[Outage]) -> tuple[Outage, ...]:
    """Outages of the same impact that touch, as one."""
    joined: list[Outage] = []
    for outage in outages:
        if joined and joined[-1].span.end == outage.span.start and joined[-1].impact == outage.impact:
            joined[-1] = Outage(Interval(joined[-1].span.start, outage.span.end), outage.impact)
        else:
            joined.append(outage)
    return tuple(joined)
