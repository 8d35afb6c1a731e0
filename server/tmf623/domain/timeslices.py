"""Rules over a period's intervals: their mean, the share of good ones, and availability by runs of loss.

- IntervalAverage = 1 - mean error rate of the intervals (Amazon S3's monthly uptime: five minutes each).
- Timeslices = good intervals / intervals observed, or all of the period (OpenSLO; Elastic counts all).
- MefAvailability = available intervals / intervals, where a run of n intervals with more loss than C makes the
  service unavailable from the first of them on, and a run of n without makes it available again (MEF 10.x;
  transitions as in ITU-T G.826). Intervals that do not count, such as maintenance, are passed over.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Delivered
from tmf623.domain.choices import EmptyInterval, IntervalTotal
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.decimals import displayed
from tmf623.domain.evidence import Evidence
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval, difference, union
from tmf623.domain.intervals import Grid, Reading, Run, emptiness, filled, inside, measured, number
from tmf623.domain.scope import Hours, Scope, total_amounts
from tmf623.domain.timeline import MissingData


@dataclass(frozen=True, slots=True)
class Slicing:
    """What the rules over intervals have in common."""

    objects: tuple[str, ...]
    metric: str
    whole: Fraction
    """What full quality is in the rule's unit: 100 for percent."""
    length: int
    """Of each interval, microseconds."""
    reading: Reading
    missing_data: MissingData = MissingData.EXCLUDE
    empty: EmptyInterval | None = None
    """What an interval without measurement is; None: what `missing_data` says."""
    carry: int = 0
    """How many empty intervals in a row take the value before, where missing data is carried forward."""
    grace: int = 0
    """How many missing ones in a row are forgiven: the value before is taken, and is known."""
    min_coverage: Fraction = Fraction(0)
    min_sample: int = 0
    """Fewest measured intervals for a verdict."""
    hours: Hours = field(default_factory=Hours)
    with_loss: bool = False
    """Whether intervals of high loss are told of."""

    def needs(self) -> Needs:
        """The series of the objects."""
        return self.hours.needs() | Needs(series=frozenset((name, self.metric) for name in self.objects))


class _Sliced(NamedTuple):
    """The intervals of one object."""

    grid: Grid
    scope: Scope
    runs: list[Run]
    """Those in scope, with missing ones filled; None: not known."""
    excused: list[Run]
    """Those of them that are excused."""
    known: int
    """How many of them were measured, or forgiven."""
    ahead: int
    """Intervals still to come."""
    harmless: int
    """Those of them that cannot be bad."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """Good and all intervals of one object."""

    good: Fraction
    total: int
    """Those that count."""
    bad: tuple[Interval, ...]
    bad_count: int
    error: Fraction
    """Sum of the error rates of the bad ones."""
    unknown: tuple[Interval, ...] = ()
    high_loss: int = 0


def _sliced(slicing: Slicing, setting: Setting, facts: Facts, name: str, margin: int = 0) -> _Sliced:
    """The intervals of the object `name` that are over; `margin` more of them on either side are read, too."""
    grid = Grid(setting.period.start, slicing.length)
    whole = setting.past.end == setting.valid.end
    end = setting.valid.end if whole else grid.begins(grid.place(setting.past.end))
    reach = margin * slicing.length
    after = min(end + reach, max(grid.begins(grid.place(setting.as_of)), end))
    read = Interval(setting.valid.start - reach, after)
    runs = filled(measured(slicing.reading, facts.of(name, slicing.metric), grid, read), slicing.grace)
    scope = slicing.hours.scope(setting, facts, name)
    past = [part for span in scope.past if (part := span.clip(Interval(span.start, end)))]
    known = number(run for run in inside(runs, past, grid) if run.value is not None)
    if slicing.missing_data is MissingData.CARRY_FORWARD and slicing.empty is None:
        runs = filled(runs, slicing.carry)
    counted = list(inside(runs, past, grid))
    around = inside(runs, [read._replace(end=setting.valid.start), read._replace(start=end)], grid) if margin else ()
    return _Sliced(
        grid,
        scope,
        sorted([*counted, *(run for run in around if run.value is not None)]),
        list(inside(counted, scope.excused, grid)),
        known,
        _starting([*difference(scope.past, past), *scope.ahead], grid),
        _starting(scope.ahead_excused, grid),
    )


def _starting(spans: Iterable[Interval], grid: Grid) -> int:
    """How many intervals start in spans that do not overlap."""
    return sum(grid.following(span.end) - grid.following(span.start) for span in spans)


def _outcome(slicing: Slicing, setting: Setting, sliced: Sequence[_Sliced], tallies: Sequence[_Tally]) -> Outcome:
    """The level of all objects' intervals together."""
    good, error = (sum((getattr(each, name) for each in tallies), Fraction(0)) for name in ("good", "error"))
    total, bad_count, high_loss = (
        sum(getattr(each, name) for each in tallies) for name in ("total", "bad_count", "high_loss")
    )
    known, ahead, harmless = (sum(getattr(each, name) for each in sliced) for name in ("known", "ahead", "harmless"))
    in_scope = sum(number(inside(each.runs, [setting.valid], each.grid)) for each in sliced)
    in_the_end = total + ahead
    level = slicing.whole * good / total if total else None
    delivered = Delivered(
        level=level,
        low=slicing.whole * (good + harmless) / in_the_end if in_the_end else Fraction(0),
        high=slicing.whole * (good + ahead) / in_the_end if in_the_end else slicing.whole,
        state=setting.state,
        shortage=_shortage(slicing, known, in_scope) if total else "",
        excluded=not in_scope and any(each.scope.removed for each in sliced),
        beyond=sum(span.length for each in tallies for span in each.bad),
    )
    evidence = Evidence(
        in_scope=in_scope * slicing.length,
        unknown_time=(in_scope - known) * slicing.length,
        excluded=total_amounts(each.scope for each in sliced),
        denominator=Fraction(total) if total else None,
        ahead=Fraction(ahead),
        unit="interval",
        good=good,
        total=Fraction(total),
        unknown=in_scope - known,
        high_loss=high_loss if slicing.with_loss else None,
    )
    return Outcome(
        delivered,
        evidence,
        average=slicing.whole * (1 - error / bad_count) if bad_count else level,
        bad=tuple(union(span for each in tallies for span in each.bad)),
        unknown=tuple(union(span for each in tallies for span in each.unknown)),
    )


def _shortage(slicing: Slicing, known: int, in_scope: int) -> str:
    if slicing.missing_data is MissingData.FAIL_CLOSED and known < in_scope:
        return f"{in_scope - known} intervals were not measured, and the rule allows none (failClosed)"
    if known < slicing.min_sample:
        return f"{known} intervals were measured, not {slicing.min_sample}"
    coverage = Fraction(known, in_scope) if in_scope else Fraction(0)
    if coverage < slicing.min_coverage:
        return f"only {displayed(coverage)} of the intervals were measured, not {displayed(slicing.min_coverage)}"
    return ""


def _spans(runs: Iterable[Run], grid: Grid, bounds: Interval) -> tuple[Interval, ...]:
    return tuple(union(grid.span(run.first, run.past, bounds) for run in runs))


def _without(runs: Sequence[Run], excused: Sequence[Run], grid: Grid) -> Iterator[Run]:
    """The runs without the intervals of the others, both ascending and disjoint."""
    gaps = [Interval(grid.begins(run.first), grid.begins(run.past)) for run in excused]
    if not gaps:
        yield from runs
        return
    if runs:
        whole = Interval(grid.begins(runs[0].first), grid.begins(runs[-1].past))
        edges = [whole.start, *(edge for gap in gaps for edge in gap), whole.end]
        kept = [Interval(*pair) for pair in zip(edges[::2], edges[1::2], strict=True) if pair[0] < pair[1]]
        yield from inside(runs, kept, grid)


@dataclass(frozen=True, slots=True)
class Timeslices:
    """A rule about the share of good intervals."""

    slicing: Slicing
    is_good: Callable[[Fraction], bool]
    """Whether an interval of this value is good."""
    total: IntervalTotal = IntervalTotal.OBSERVED

    def needs(self) -> Needs:
        """The series of the objects."""
        return self.slicing.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of good ones of the intervals that are over."""
        sliced = [_sliced(self.slicing, setting, facts, name) for name in self.slicing.objects]
        return _outcome(self.slicing, setting, sliced, [self._tally(each, setting) for each in sliced])

    def _tally(self, sliced: _Sliced, setting: Setting) -> _Tally:
        empty = emptiness(self.slicing.missing_data, self.slicing.empty)
        in_scope = number(sliced.runs)
        unknown = [run for run in sliced.runs if run.value is None]
        bad = [run for run in sliced.runs if run.value is not None and not self.is_good(run.value)]
        if empty is EmptyInterval.BAD:
            bad = sorted(bad + unknown, key=lambda run: run.first)
        bad = list(_without(bad, sliced.excused, sliced.grid))
        skipped = number(unknown) if empty is EmptyInterval.SKIPPED else 0
        everything = self.total is IntervalTotal.ALL
        total = in_scope if everything else in_scope - skipped
        good = in_scope - skipped - number(bad)
        return _Tally(
            Fraction(good),
            total,
            _spans(bad, sliced.grid, setting.valid),
            number(bad),
            Fraction(number(bad)),
            _spans(unknown, sliced.grid, setting.valid) if skipped else (),
        )


@dataclass(frozen=True, slots=True)
class IntervalAverage:
    """A rule about one minus the mean error rate of the intervals."""

    slicing: Slicing
    """Its values are good shares, 0 to 1."""

    def needs(self) -> Needs:
        """The series of the objects."""
        return self.slicing.needs()

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The mean of the intervals that are over."""
        sliced = [_sliced(self.slicing, setting, facts, name) for name in self.slicing.objects]
        return _outcome(self.slicing, setting, sliced, [self._tally(each, setting) for each in sliced])

    def _tally(self, sliced: _Sliced, setting: Setting) -> _Tally:
        empty = emptiness(self.slicing.missing_data, self.slicing.empty)
        in_scope = number(sliced.runs)
        unknown = [run for run in sliced.runs if run.value is None]
        bad = [run for run in sliced.runs if run.value is not None and run.value < 1]
        if empty is EmptyInterval.BAD:
            bad = sorted(bad + [run._replace(value=Fraction(0)) for run in unknown], key=lambda run: run.first)
        bad = list(_without(bad, sliced.excused, sliced.grid))
        total = in_scope - (number(unknown) if empty is EmptyInterval.SKIPPED else 0)
        errors = _sum((1 - (run.value or Fraction(0))) * (run.past - run.first) for run in bad)
        return _Tally(
            total - errors,
            total,
            _spans(bad, sliced.grid, setting.valid),
            number(bad),
            errors,
            _spans(unknown, sliced.grid, setting.valid) if empty is EmptyInterval.SKIPPED else (),
        )


@dataclass(frozen=True, slots=True)
class MefAvailability:
    """A rule about the share of intervals in available time."""

    slicing: Slicing
    """Its values are loss ratios, 0 to 1."""
    threshold: Fraction = Fraction(1, 2)
    """C: an interval with more loss is bad."""
    consecutive: int = 10
    """n: how many in a row change the state."""

    def needs(self) -> Needs:
        """The series of the objects, and n - 1 intervals around the period: runs may reach over its ends."""
        margin = (self.consecutive - 1) * self.slicing.length
        return self.slicing.needs() | Needs(before=margin, after=margin)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of available ones of the intervals that are over."""
        margin = self.consecutive - 1
        sliced = [_sliced(self.slicing, setting, facts, name, margin) for name in self.slicing.objects]
        return _outcome(self.slicing, setting, sliced, [self._tally(each, setting) for each in sliced])

    def _tally(self, sliced: _Sliced, setting: Setting) -> _Tally:
        empty = emptiness(self.slicing.missing_data, self.slicing.empty)
        taken = {EmptyInterval.GOOD: Fraction(0), EmptyInterval.BAD: Fraction(1), EmptyInterval.SKIPPED: None}[empty]
        runs = [run._replace(value=taken if run.value is None else run.value) for run in sliced.runs]
        known = [(run, run.value > self.threshold) for run in runs if run.value is not None]
        judged = list(_states(known, self.consecutive))
        grid, bounds = sliced.grid, [setting.valid]
        unavailable = inside([run for run, is_up, _ in judged if not is_up], bounds, grid)
        bad = list(_without(list(unavailable), sliced.excused, grid))
        total = number(inside([run for run, _ in known], bounds, grid))
        return _Tally(
            Fraction(total - number(bad)),
            total,
            _spans(bad, grid, setting.valid),
            number(bad),
            Fraction(number(bad)),
            _spans(inside([run for run in runs if run.value is None], bounds, grid), grid, setting.valid),
            number(inside([run for run, is_up, is_bad in judged if is_up and is_bad], bounds, grid)),
        )


def _states(flagged: Sequence[tuple[Run, bool]], consecutive: int) -> Iterator[tuple[Run, bool, bool]]:
    """Each run, whether it is in available time, and whether it is bad; runs in a row of one kind count together."""
    is_up = True
    at = 0
    while at < len(flagged):
        is_bad = flagged[at][1]
        past = at
        while past < len(flagged) and flagged[past][1] is is_bad:
            past += 1
        if number(run for run, _ in flagged[at:past]) >= consecutive:
            is_up = not is_bad
        for run, _ in flagged[at:past]:
            yield run, is_up, is_bad
        at = past


def _sum(values: Iterable[Fraction]) -> Fraction:
    """The sum, by halves: so that denominators grow late."""
    left = list(values)
    while len(left) > 1:
        left = [sum(left[at : at + 2], Fraction(0)) for at in range(0, len(left), 2)]
    return left[0] if left else Fraction(0)
