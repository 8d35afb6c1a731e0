"""The lint of a table of tiers: what falls between them, into two of them, or into none that can be reached."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tmf623.domain.credit.awarding import Ground, awarded
from tmf623.domain.credit.bounds import Bound, Range
from tmf623.domain.credit.finding import Defect, LintFinding, Severity
from tmf623.domain.credit.measures import Step
from tmf623.domain.credit.schedule import LEVEL_MEASURES, WHOLE_MEASURES, Measure, Part, Schedule, Tier
from tmf623.domain.decimals import displayed
from tmf623.domain.units import Share, unit_of

_FAR = Fraction(10**6)
_NEAR = Fraction(1, 10**9)
_DAYS = 30
_BASES = (Fraction(1), Fraction(100), Fraction(10**6))
"""Bases by which awards of different kinds are compared: a defect is what is one by each of them."""


class Numbered(NamedTuple):
    """A tier with its place in the schedule, and the class that sees it."""

    place: int
    tier: Tier
    service_class: str


def found_in(schedule: Schedule, *, more_is_better: bool) -> Iterator[LintFinding]:
    """What is wrong with the tiers, for each service class; what several classes share is said once."""
    seen: set[tuple[Defect, int | None, str]] = set()
    for service_class in schedule.classes or ("",):
        tiers = _seen_by(schedule, service_class)
        reachable = [each for each in tiers if not _is_unreachable(schedule, each, tiers)]
        unreachable = [_unreachable(each) for each in tiers if each not in reachable]
        better = "up" if more_is_better and schedule.measure is Measure.LEVEL else "down"
        for finding in (
            *unreachable,
            *_between(schedule, reachable),
            *_at_the_worst(schedule, reachable, better),
            *_not_monotone(schedule, reachable, better),
        ):
            key = finding.defect, finding.tier, finding.text
            if key not in seen:
                seen.add(key)
                yield finding


def _seen_by(schedule: Schedule, service_class: str) -> list[Numbered]:
    indexed = [i for i, tier in enumerate(schedule.tiers) if not tier.classes or service_class in tier.classes]
    own = schedule.of_class(service_class)
    return [Numbered(i, tier, service_class) for i, tier in zip(indexed, own, strict=True)]


def step_of(schedule: Schedule) -> Fraction | None:
    """The distance of neighbouring values the schedule can see; None: there is always one in between."""
    if schedule.places is not None:
        return Fraction(1, 10**schedule.places.scale)
    if schedule.measure in WHOLE_MEASURES:
        return Fraction(1)
    quantum = schedule.quantum
    if quantum is not None and quantum.rounding in {Part.FLOOR, Part.CEIL} and schedule.measure not in LEVEL_MEASURES:
        return quantum.length
    return None


def domain_of(schedule: Schedule) -> Range:
    """The values the measure can have."""
    if schedule.measure is Measure.DEVIATION:
        return Range()
    unit = unit_of(schedule.unit)
    if schedule.measure is Measure.LEVEL:
        if isinstance(unit, Share):
            return Range(Bound(Fraction(0), closed=True), Bound(unit.whole, closed=True))
        return Range()
    return Range(Bound(Fraction(0), closed=True))


def _is_unreachable(schedule: Schedule, each: Numbered, tiers: Sequence[Numbered]) -> bool:
    if each.tier.range.is_empty:
        return True
    points = _points(each.tier.range, step_of(schedule))
    domain = domain_of(schedule)
    earlier = [other.tier.range for other in tiers if other.place < each.place]
    return all(not domain.holds(point) or any(one.holds(point) for one in earlier) for point in points)


def _unreachable(each: Numbered) -> LintFinding:
    text = f"no value comes to the tier {each.tier.range}{_of(each)}"
    return LintFinding(Defect.UNREACHABLE_TIER, Severity.ERROR, each.place, text)


def _points(within: Range, step: Fraction | None) -> list[Fraction]:
    """Values of a range near its ends and between them."""
    near = step or _NEAR
    low = -_FAR if within.low is None else within.low.value + (0 if within.low.closed else near)
    high = (
        (max(low, Fraction(0)) + _FAR)
        if within.high is None
        else within.high.value - (0 if within.high.closed else near)
    )
    middle = (low + high) / 2
    points = [point for point in (low, high) if within.holds(point)]
    return points + ([middle] if within.holds(middle) and (step is None or not points) else [])


def _between(schedule: Schedule, tiers: Sequence[Numbered]) -> Iterator[LintFinding]:
    """Gaps and overlaps of neighbours."""
    ordered = sorted(
        tiers, key=lambda each: (_low(each.tier), each.tier.range.low is None or each.tier.range.low.closed)
    )
    ordered.sort(key=lambda each: _low(each.tier))
    for lower, upper in pairwise(ordered):
        end, start = lower.tier.range.high, upper.tier.range.low
        if end is None or start is None or _overlap(end, start):
            yield from _overlapping(lower, upper, end, start)
        elif end.value < start.value or not (end.closed or start.closed):
            yield from _gap(schedule, lower, upper, end, start)


def _overlap(end: Bound, start: Bound) -> bool:
    return end.value > start.value or (end.value == start.value and end.closed and start.closed)


def _overlapping(lower: Numbered, upper: Numbered, end: Bound | None, start: Bound | None) -> Iterator[LintFinding]:
    if end is not None and start is not None and end.value == start.value and not (end.stated and start.stated):
        text = f"{displayed(end.value)} stands in two tiers, and neither says whether it belongs to it{_of(lower)}"
        yield LintFinding(Defect.BOUND_UNSTATED, Severity.ERROR, upper.place, text)
        return
    high = upper.tier.range.high
    until = end if high is None or (end is not None and end.value <= high.value) else high
    text = f"both {lower.tier.range} and {upper.tier.range} hold {Range(start, until)}{_of(lower)}"
    yield LintFinding(Defect.OVERLAP, Severity.ERROR, upper.place, text)


def _gap(schedule: Schedule, lower: Numbered, upper: Numbered, end: Bound, start: Bound) -> Iterator[LintFinding]:
    hole = Range(Bound(end.value, not end.closed), Bound(start.value, not start.closed))
    step = step_of(schedule)
    if step is not None and not _holds_a_multiple(hole, step):
        return
    severity = Severity.ERROR if schedule.gap_rule is None else Severity.INFO
    given = "" if schedule.gap_rule is None else f"; the schedule says: {schedule.gap_rule}"
    defect, what = _kind_of_gap(end, start)
    if end.value == start.value:
        text = f"gap at exactly {displayed(end.value)} {schedule.unit}: it is in no tier{_of(lower)}{given}"
    else:
        text = f"gap: {hole} is in no tier{what}, e.g. {displayed((end.value + start.value) / 2)}{_of(lower)}{given}"
    yield LintFinding(defect, severity, upper.place, text)


def _kind_of_gap(end: Bound, start: Bound) -> tuple[Defect, str]:
    """Whether neighbours are one unit of their last decimal apart: then fractions of it were forgotten."""
    places = max(_places(end.value), _places(start.value))
    if end.closed and start.closed and start.value - end.value == Fraction(1, 10**places):
        if places:
            return (
                Defect.PRESUPPOSED_ROUNDING,
                f", which presupposes a rounding to {places} decimals that is not stated",
            )
        return Defect.WHOLE_UNITS, ": the table is in whole units and says nothing of fractions"
    return Defect.GAP, ""


def _holds_a_multiple(hole: Range, step: Fraction) -> bool:
    low = hole.low.value if hole.low else Fraction(0)
    first = (low / step).__floor__() * step
    return any(hole.holds(first + i * step) for i in range(3))


def _at_the_worst(schedule: Schedule, tiers: Sequence[Numbered], better: str) -> Iterator[LintFinding]:
    """The worst values there can be must be in a tier."""
    if not tiers:
        return
    domain = domain_of(schedule)
    if better == "up":
        last = min(tiers, key=lambda each: _low(each.tier))
        end, limit = last.tier.range.low, domain.low
    else:
        last = max(tiers, key=lambda each: _high(each.tier))
        end, limit = last.tier.range.high, domain.high
    if end is None or (limit is not None and end.value == limit.value and end.closed):
        return
    if limit is not None and (end.value < limit.value if better == "up" else end.value > limit.value):
        return
    text = f"gap: values worse than {displayed(end.value)} are in no tier{_of(last)}"
    severity = Severity.ERROR if schedule.gap_rule is None else Severity.INFO
    yield LintFinding(Defect.GAP, severity, last.place, text)


def _not_monotone(schedule: Schedule, tiers: Sequence[Numbered], better: str) -> Iterator[LintFinding]:
    """Worse values must not give less."""
    ordered = sorted(tiers, key=lambda each: _low(each.tier), reverse=better == "up")
    for one, other in pairwise(ordered):
        before = max(_points(one.tier.range, step_of(schedule)), key=lambda x: -x if better == "up" else x)
        after = max(_points(other.tier.range, step_of(schedule)), key=lambda x: x if better == "up" else -x)
        worths = [(_worth(schedule, one, before, base), _worth(schedule, other, after, base)) for base in _BASES]
        if all(worse < good for good, worse in worths):
            good, worse = (displayed(each) for each in worths[1])
            text = (
                f"the worse tier {other.tier.range} gives less than {one.tier.range}:"
                f" {worse} after {good}, of a base of 100{_of(one)}"
            )
            yield LintFinding(Defect.NON_MONOTONE, Severity.ERROR, other.place, text)


def _worth(schedule: Schedule, each: Numbered, value: Fraction, base: Fraction) -> Fraction:
    alone = Schedule(schedule.measure, schedule.unit, (each.tier,))
    return awarded(alone, value, Ground(Step("base", base, ""), _DAYS, each.service_class)).amount


def _low(tier: Tier) -> Fraction:
    return -2 * _FAR if tier.range.low is None else tier.range.low.value


def _high(tier: Tier) -> Fraction:
    return 4 * _FAR if tier.range.high is None else tier.range.high.value


def _places(value: Fraction) -> int:
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return places


def _of(each: Numbered) -> str:
    return f" (class {each.service_class})" if each.service_class else ""
