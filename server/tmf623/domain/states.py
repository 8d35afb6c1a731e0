"""States: what was the case with an object when, out of everything its sources reported.

A source says what it knows by changes (from then on, until its next one) and by intervals (for a span). Where two
reports of one source speak of the same instant, the one known later stands; known at the same time, the worse one.
Then the sources are made one. Order, repetition and the way a span was cut into reports change nothing.

Impacts are compared as their ranks, whole numbers, found by identity: a year of reports is one pass over integers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from tmf623.domain.choices import Pooling, SourcePolicy
from tmf623.domain.facts import Series, StateInterval
from tmf623.domain.instants import Interval
from tmf623.domain.timeline import Change, Segment

_UNKNOWN = -1
Step = tuple[int, int]
"""From this instant on the state has this rank; _UNKNOWN: it is not known."""


@dataclass(frozen=True, slots=True)
class Merging:
    """How several sources of one series are one."""

    policy: SourcePolicy = SourcePolicy.WORST
    quorum: int = 1
    """How many sources must say that it is as bad."""
    sources: tuple[str, ...] = ()
    """The sources that count, the first one first; empty: all."""


class _Report(NamedTuple):
    """One source's word on a span."""

    start: int
    end: int
    known_at: int
    rank: int


def segments(series: Series, span: Interval, merging: Merging, hold: int | None = None) -> list[Segment]:
    """What was the case in `span`: segments that tile it, neighbours in different states.

    `hold` is how long a change says what is the case at most, in microseconds; None: until the next one.
    """
    counts = set(merging.sources)
    changes = [change for change in series.changes if not counts or change.source in counts]
    intervals = [each for each in series.intervals if not counts or each.source in counts]
    told = {id(change.impact): change.impact for change in changes} | {
        id(each.impact): each.impact for each in intervals
    }
    impacts = sorted({impact for impact in told.values() if impact is not None})
    by_value = {impact: rank for rank, impact in enumerate(impacts)}
    ranks = {key: _UNKNOWN if impact is None else by_value[impact] for key, impact in told.items()}
    stepped = _by_source(changes, intervals, span, hold, ranks)
    merged = _merged(stepped, span, _chooser(merging, sorted(stepped)))
    return _tiled(merged, span, impacts)


def pooled(objects: Sequence[Sequence[Segment]], span: Interval, pooling: Pooling) -> list[Segment]:
    """The states of several objects as those of one that is down while any is, or while all are.

    Where what is known does not decide it, the state is unknown.
    """
    impacts = sorted({each.impact for one in objects for each in one if each.impact is not None} | {Fraction(1)})
    ranks: dict[Fraction | None, int] = {impact: rank for rank, impact in enumerate(impacts)} | {None: _UNKNOWN}
    stepped = {
        str(number): [(each.span.start, ranks[each.impact]) for each in one] for number, one in enumerate(objects)
    }
    worst, any_down = len(impacts) - 1, pooling is Pooling.ANY_DOWN

    def chosen(current: list[int]) -> int:
        if any_down:
            most = max(current)
            return most if most == worst or _UNKNOWN not in current else _UNKNOWN
        least = min(rank for rank in (*current, worst) if rank != _UNKNOWN)
        return least if _UNKNOWN not in current or not impacts[least] else _UNKNOWN

    return _tiled(_merged(stepped, span, chosen), span, impacts)


def _by_source(
    changes: Iterable[Change],
    intervals: Iterable[StateInterval],
    span: Interval,
    hold: int | None,
    ranks: Mapping[int, int],
) -> dict[str, list[Step]]:
    """What each source says, step by step from the start of `span` on; `ranks` by the identity of impacts."""
    changed: dict[str, dict[int, tuple[int, int]]] = {}
    for change in changes:
        if change.time < span.end:
            decided = changed.setdefault(change.source, {})
            word = change.known_at, ranks[id(change.impact)]
            known = decided.get(change.time)
            if known is None or word > known:
                decided[change.time] = word
    told: dict[str, list[_Report]] = {}
    for each in intervals:
        part = each.span.clip(span)
        if part:
            told.setdefault(each.source, []).append(_Report(*part, each.known_at, ranks[id(each.impact)]))
    by_steps = {
        source: _steps(_reports(decided, span, hold)) for source, decided in changed.items() if source not in told
    }
    by_sweep = {
        source: _swept(sorted(reports + _reports(changed.get(source, {}), span, hold)))
        for source, reports in told.items()
    }
    return by_steps | by_sweep


def _reports(decided: Mapping[int, tuple[int, int]], span: Interval, hold: int | None) -> list[_Report]:
    """A source's changes as spans inside `span`, in order and disjoint."""
    times = sorted(decided)
    found = []
    for time, end in pairwise([*times, span.end]):
        start, until = max(time, span.start), end if hold is None else min(end, time + hold)
        if start < until:
            found.append(_Report(start, until, *decided[time]))
    return found


def _steps(reports: list[_Report]) -> list[Step]:
    """Disjoint reports, in order, as steps; unknown where none speaks."""
    steps: list[Step] = []
    end = None
    for start, until, _, rank in reports:
        if end is not None and start > end:
            steps.append((end, _UNKNOWN))
        steps.append((start, rank))
        end = until
    return steps if end is None else [*steps, (end, _UNKNOWN)]


def _swept(reports: Sequence[_Report]) -> list[Step]:
    """Reports by start; at each instant the one known last stands, then the worst."""
    steps: list[Step] = []
    standing: list[tuple[int, int, int]] = []
    edges = sorted({edge for report in reports for edge in (report.start, report.end)})
    following = 0
    for edge in edges:
        while following < len(reports) and reports[following].start == edge:
            report = reports[following]
            heappush(standing, (-report.known_at, -report.rank, report.end))
            following += 1
        while standing and standing[0][2] <= edge:
            heappop(standing)
        steps.append((edge, -standing[0][1] if standing else _UNKNOWN))
    return steps


def _merged(stepped: Mapping[str, list[Step]], span: Interval, chosen: Callable[[list[int]], int]) -> list[Step]:
    """The steps of all sources as those of one; sources keep the order of their names."""
    names = sorted(stepped)
    if not names:
        return [(span.start, _UNKNOWN)]
    if len(names) == 1:  # by far the most common, and one pass less
        alone = [(time, chosen([rank])) for time, rank in stepped[names[0]]]
        return alone if alone and alone[0][0] == span.start else [(span.start, chosen([_UNKNOWN])), *alone]
    current = [_UNKNOWN] * len(names)
    edges = sorted((time, index, rank) for index, name in enumerate(names) for time, rank in stepped[name])
    steps: list[Step] = [(span.start, chosen(current))]
    for time, index, rank in edges:
        current[index] = rank
        if steps[-1][0] == time:
            steps[-1] = time, chosen(current)
        else:
            steps.append((time, chosen(current)))
    return steps


def _chooser(merging: Merging, names: Sequence[str]) -> Callable[[list[int]], int]:
    """What the states of all sources, in order of their names, are together."""
    if merging.policy is SourcePolicy.BEST:
        return lambda current: min((rank for rank in current if rank != _UNKNOWN), default=_UNKNOWN)
    if merging.policy is SourcePolicy.QUORUM:
        return lambda current: _agreed(current, merging.quorum)
    if merging.policy is SourcePolicy.PRIORITY:
        order = [names.index(source) for source in merging.sources if source in names]
        return lambda current: next((current[place] for place in order if current[place] != _UNKNOWN), _UNKNOWN)
    return max


def _agreed(current: list[int], quorum: int) -> int:
    """The worst state of which `quorum` sources say that it is at least as bad; unknown when fewer know any."""
    known = sorted((rank for rank in current if rank != _UNKNOWN), reverse=True)
    return known[quorum - 1] if len(known) >= quorum else _UNKNOWN


def _tiled(steps: Sequence[Step], span: Interval, impacts: Sequence[Fraction]) -> list[Segment]:
    """The steps inside `span` as segments, neighbours of one state joined."""
    kept: list[Step] = []
    for time, rank in steps if span.start < span.end else ():
        if time >= span.end:
            break
        if not kept or kept[-1][1] != rank:
            kept.append((time, rank))
    ends = [*(time for time, _ in kept[1:]), *([span.end] if kept else [])]
    return [
        Segment(Interval(start, end), None if rank == _UNKNOWN else impacts[rank])
        for (start, rank), end in zip(kept, ends, strict=True)
        if start < end
    ]
