"""Measures: the numbers a schedule looks at, taken from judgements, each with the steps that lead to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Verdict
from tmf623.domain.credit.attainment import Attainment, LocalDays, Uncountable
from tmf623.domain.credit.schedule import (
    CASE_MEASURES,
    DURATION_MEASURES,
    LEVEL_MEASURES,
    OUTAGE_MEASURES,
    WHOLE_MEASURES,
    Allowance,
    DeviationType,
    Measure,
    Part,
    Per,
    Quantum,
    Schedule,
)
from tmf623.domain.decimals import displayed, exact
from tmf623.domain.evidence import Outage
from tmf623.domain.instants import DAY, Interval, union
from tmf623.domain.units import Duration, Share, unit_of


class Step(NamedTuple):
    """One line of a working."""

    name: str
    """What was worked out, e.g. "downtime"."""
    value: Fraction
    """Exact."""
    text: str
    """How, as a person would say it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One value a schedule looks up."""

    value: Fraction
    rule: str
    subjects: tuple[str, ...]
    """The judgements it comes from."""
    spans: tuple[Interval, ...]
    """When it happened: what overlaps is one set of events."""
    steps: tuple[Step, ...]


class _Event(NamedTuple):
    """Something that happened, with a size."""

    size: Fraction
    """In the schedule's unit."""
    span: Interval
    text: str


def measured(schedule: Schedule, found: Sequence[Attainment], days: LocalDays) -> list[Measured]:
    """The values of `found`, judgements of one rule in order of time.

    Raises:
        Uncountable: the schedule asks for what the judgements do not say.
    """
    if schedule.measure in LEVEL_MEASURES:
        return [_levelled(schedule, attainment) for attainment in found]
    if schedule.measure in OUTAGE_MEASURES:
        _demand_outages(found)
    events = [(each, event) for each in found for event in _EVENTS[schedule.measure](schedule, each, days)]
    least = schedule.minimum if schedule.measure in DURATION_MEASURES else 0
    kept = [(each, event) for each, event in events if event.size >= least and event.size > 0]
    if _is_pooled(schedule):
        return [_pooled(schedule, found, kept)] if found else []
    return [_single(schedule, each, event) for each, event in kept]


def microseconds_of(unit: str) -> int:
    """Length of a schedule's unit of time; a day is 24 hours here.

    Raises:
        Uncountable: it is no unit of time.
    """
    known = unit_of(unit)
    if not isinstance(known, Duration):
        raise Uncountable(f"{unit!r} is no unit of time")
    return DAY if known.microseconds is None else known.microseconds


def _is_pooled(schedule: Schedule) -> bool:
    """Whether the events of the period are taken together: unless it is said, tickets and orders are not."""
    default = Per.EVENT if schedule.measure in CASE_MEASURES else Per.PERIOD
    return (schedule.per or default) is Per.PERIOD


def _levelled(schedule: Schedule, found: Attainment) -> Measured:
    level, steps = _level(schedule, found)
    if schedule.measure is Measure.DEVIATION:
        step = _deviation(schedule, found, level)
        level, steps = step.value, (*steps, step)
    level, steps = _placed(schedule, level, steps)
    spans = tuple(outage.span for outage in found.outages) or (found.period,)
    return Measured(level, found.rule, (found.subject,), spans, steps)


def _level(schedule: Schedule, found: Attainment) -> tuple[Fraction, tuple[Step, ...]]:
    """The delivered level; of availability with the outage time as the schedule cuts it, when it does."""
    if found.level is None:
        raise Uncountable(f"{found.subject} has no delivered level")
    if not (schedule.minimum or schedule.quantum or schedule.allowance):
        text = f"delivered {displayed(found.level)} {found.unit}".rstrip()
        return found.level, (Step("level", found.level, text),)
    unit = unit_of(found.unit)
    if not (isinstance(unit, Share) and found.in_scope):
        raise Uncountable("outages are cut before the level, but the rule is no availability")
    length = microseconds_of(schedule.unit if isinstance(unit_of(schedule.unit), Duration) else "min")
    _demand_outages([found])
    events = [_event_of(outage, length) for outage in found.outages]
    down, steps = _cut_sum(schedule, [event for event in events if event.size >= schedule.minimum], found)
    scope = Fraction(found.in_scope, length)
    level = unit.whole * max(scope - down, Fraction(0)) / scope
    text = (
        f"{displayed(unit.whole)} * ({displayed(scope)} - {displayed(down)}) / {displayed(scope)} = {displayed(level)}"
    )
    return level, (*steps, Step("level", level, text))


def _deviation(schedule: Schedule, found: Attainment, level: Fraction) -> Step:
    target = found.target if schedule.target is None else schedule.target
    if target is None:
        raise Uncountable("a deviation needs a target, and neither the schedule nor the rule has a number for one")
    worse = target - level if found.more_is_better else level - target
    of = (
        f"({displayed(target)} - {displayed(level)})"
        if found.more_is_better
        else f"({displayed(level)} - {displayed(target)})"
    )
    if schedule.deviation is DeviationType.ABSOLUTE:
        return Step("deviation", worse, f"{of} = {displayed(worse)} {found.unit}".rstrip())
    if not target:
        raise Uncountable("a deviation in percent needs a target other than zero")
    percent = 100 * worse / target
    return Step("deviation", percent, f"100 * {of} / {displayed(target)} = {displayed(percent)} %")


def _pooled(schedule: Schedule, found: Sequence[Attainment], kept: Sequence[tuple[Attainment, _Event]]) -> Measured:
    value, steps = _cut_sum(schedule, [event for _, event in kept], *found)
    value, steps = _placed(schedule, value, steps)
    spans = union(event.span for _, event in kept)
    subjects = tuple(dict.fromkeys(each.subject for each in found))
    return Measured(value, found[0].rule, subjects, tuple(spans), steps)


def _single(schedule: Schedule, found: Attainment, event: _Event) -> Measured:
    steps: tuple[Step, ...] = (Step(schedule.measure, event.size, event.text),)
    value, steps = _quantised(schedule.quantum, event.size, steps)
    value, steps = _allowed(schedule, value, steps, found)
    value, steps = _placed(schedule, value, steps)
    return Measured(value, found.rule, (found.subject,), (event.span,), steps)


def _cut_sum(schedule: Schedule, events: Sequence[_Event], *found: Attainment) -> tuple[Fraction, tuple[Step, ...]]:
    """The events together, cut as the schedule says."""
    quantum, allowance = schedule.quantum, schedule.allowance
    each_cut = quantum is not None and quantum.per is not Per.PERIOD
    sizes = [event.size for event in events]
    if quantum is not None and each_cut:
        sizes = [_pieces(quantum, size) for size in sizes]
    if allowance is not None and allowance.per is Per.EVENT:
        sizes = [max(size - _allowance(schedule, allowance, found), Fraction(0)) for size in sizes]
    total = sum(sizes, Fraction(0))
    steps: tuple[Step, ...] = (Step(schedule.measure, total, _sum_text(schedule, events, sizes, total)),)
    if not each_cut:
        total, steps = _quantised(quantum, total, steps)
    if allowance is not None and allowance.per is Per.PERIOD:
        total, steps = _allowed(schedule, total, steps, *found)
    return total, steps


def _sum_text(schedule: Schedule, events: Sequence[_Event], sizes: Sequence[Fraction], total: Fraction) -> str:
    unit = schedule.unit if schedule.measure not in WHOLE_MEASURES | LEVEL_MEASURES else ""
    if not events:
        return f"none: 0 {unit}".rstrip()
    parts = " + ".join(
        displayed(size) if size == event.size else f"{displayed(size)} (of {displayed(event.size)})"
        for event, size in zip(events, sizes, strict=True)
    )
    return f"{parts} = {displayed(total)} {unit}".rstrip()


def _quantised(quantum: Quantum | None, value: Fraction, steps: tuple[Step, ...]) -> tuple[Fraction, tuple[Step, ...]]:
    if quantum is None:
        return value, steps
    cut = _pieces(quantum, value)
    how = {Part.FLOOR: "whole", Part.CEIL: "started", Part.EXACT: "exact"}[quantum.rounding or Part.EXACT]
    return cut, (*steps, Step("counted", cut, f"in {how} units of {displayed(quantum.length)}: {displayed(cut)}"))


def _pieces(quantum: Quantum, value: Fraction) -> Fraction:
    return in_units(value, quantum.length, quantum.rounding or Part.EXACT) * quantum.length


def in_units(value: Fraction, length: Fraction, rounding: Part) -> Fraction:
    """How many units of `length` a value is, incomplete ones as `rounding` says."""
    units = value / length
    return {Part.FLOOR: Fraction(units.__floor__()), Part.CEIL: Fraction(units.__ceil__()), Part.EXACT: units}[rounding]


def _allowed(
    schedule: Schedule, value: Fraction, steps: tuple[Step, ...], *found: Attainment
) -> tuple[Fraction, tuple[Step, ...]]:
    if schedule.allowance is None:
        return value, steps
    allowance = _allowance(schedule, schedule.allowance, found)
    over = max(value - allowance, Fraction(0))
    text = f"max(0, {displayed(value)} - {displayed(allowance)} allowed) = {displayed(over)}"
    return over, (*steps, Step("excess", over, text))


def _allowance(schedule: Schedule, allowance: Allowance, found: Sequence[Attainment]) -> Fraction:
    if not allowance.percent_of_period:
        return allowance.amount
    length = sum(each.period.length for each in found)
    unit = schedule.unit if isinstance(unit_of(schedule.unit), Duration) else "min"
    return allowance.amount / 100 * Fraction(length, microseconds_of(unit))


def _placed(schedule: Schedule, value: Fraction, steps: tuple[Step, ...]) -> tuple[Fraction, tuple[Step, ...]]:
    if schedule.places is None:
        return value, steps
    placed = schedule.places.of(value)
    return placed, (*steps, Step("rounded", placed, f"rounded to {schedule.places.scale} places: {exact(placed)}"))


def _event_of(outage: Outage, length: int) -> _Event:
    size = outage.impact * Fraction(outage.span.length, length)
    return _Event(size, outage.span, f"an outage of {displayed(size)}")


def _downtime(schedule: Schedule, found: Attainment, _days: LocalDays) -> list[_Event]:
    length = microseconds_of(schedule.unit)
    return [_event_of(outage, length) for outage in _joined(found.outages)]


def _joined(outages: Sequence[Outage]) -> list[Outage]:
    """Outages that touch are one; how much of the service was lost in it is the mean."""
    joined: list[Outage] = []
    for outage in outages:
        if joined and joined[-1].span.end == outage.span.start:
            before = joined.pop()
            span = Interval(before.span.start, outage.span.end)
            lost = before.impact * before.span.length + outage.impact * outage.span.length
            joined.append(Outage(span, lost / span.length))
        else:
            joined.append(outage)
    return joined


def _outage_count(schedule: Schedule, found: Attainment, _days: LocalDays) -> list[_Event]:
    return [_Event(Fraction(1), outage.span, "an outage") for outage in _long(schedule, found)]


def _outage_days(schedule: Schedule, found: Attainment, days: LocalDays) -> list[_Event]:
    touched = days.touched(tuple(_long(schedule, found)))
    return [_Event(Fraction(touched), found.period, f"{touched} days with an outage")]


def _long(schedule: Schedule, found: Attainment) -> list[Outage]:
    """The outages that are not too short to count; the unit of a count is that of its minimum."""
    if not schedule.minimum:
        return _joined(found.outages)
    least = schedule.minimum * microseconds_of(schedule.unit)
    return [outage for outage in _joined(found.outages) if outage.span.length >= least]


def _breach(_schedule: Schedule, found: Attainment, _days: LocalDays) -> list[_Event]:
    is_breach = found.verdict is Verdict.VIOLATED
    return [_Event(Fraction(1), found.period, "a violation")] if is_breach else []


def _elapsed(schedule: Schedule, found: Attainment, _days: LocalDays) -> list[_Event]:
    _demand_case(schedule, found)
    unit = unit_of(schedule.unit)
    if unit is not None and unit == unit_of(found.unit) and found.level is not None:
        size = found.level
    else:
        size = Fraction(found.elapsed or 0, microseconds_of(schedule.unit))
    return [_Event(size, found.period, f"took {displayed(size)} {schedule.unit}")]


def _late(schedule: Schedule, found: Attainment, _days: LocalDays) -> list[_Event]:
    due = _due(schedule, found)
    size = Fraction(max(found.period.end - due, 0), microseconds_of(schedule.unit))
    return [_Event(size, found.period, f"{displayed(size)} {schedule.unit} late")]


def _elapsed_days(schedule: Schedule, found: Attainment, days: LocalDays) -> list[_Event]:
    _demand_case(schedule, found)
    return [_days_event(schedule, found, days, found.period.start)]


def _late_days(schedule: Schedule, found: Attainment, days: LocalDays) -> list[_Event]:
    return [_days_event(schedule, found, days, _due(schedule, found))]


def _days_event(schedule: Schedule, found: Attainment, days: LocalDays, start: int) -> _Event:
    if schedule.day_count is None:
        raise Uncountable("days are counted, but the schedule does not say how")
    count = days.between(start, found.period.end, schedule.day_count)
    late = " late" if schedule.measure is Measure.LATE_DAYS else ""
    return _Event(Fraction(count), found.period, f"{count} {schedule.day_count.kind} days{late}")


def _due(schedule: Schedule, found: Attainment) -> int:
    _demand_case(schedule, found)
    if found.due is None:
        raise Uncountable(f"{found.subject} has no due date to be late by")
    return found.due


def _demand_outages(found: Sequence[Attainment]) -> None:
    for each in found:
        if each.outages_left_out:
            raise Uncountable(f"{each.subject} names only some of its outages, and {each.outages_left_out} more count")


def _demand_case(schedule: Schedule, found: Attainment) -> None:
    if not found.is_case:
        raise Uncountable(f"{schedule.measure} is of tickets and orders, and {found.subject} is a period")


_EVENTS: Mapping[Measure, Callable[[Schedule, Attainment, LocalDays], list[_Event]]] = {
    Measure.DOWNTIME: _downtime,
    Measure.OUTAGE_COUNT: _outage_count,
    Measure.OUTAGE_DAYS: _outage_days,
    Measure.BREACH: _breach,
    Measure.ELAPSED: _elapsed,
    Measure.LATE: _late,
    Measure.ELAPSED_DAYS: _elapsed_days,
    Measure.LATE_DAYS: _late_days,
}
