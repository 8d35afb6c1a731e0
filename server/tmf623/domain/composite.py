"""Composites: several rules of one agreement judged as one, over the same period.

- all, any: the whole when every part keeps its promise, or some part does, else 0. A part within its tolerance
  keeps it.
- weighted: sum(w * s) / sum(w) of the parts' levels; serial: their product, the availability of components that
  depend on each other; both in shares of each part's whole.
- badIfAny: the share of the time, or of the intervals, in which no part was bad (OpenSLO: RatioTimeslices).

The exclusions a composite honours hold for its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import prod
from typing import NamedTuple

from tmf623.domain.assessment import Delivered, State, Verdict, judge
from tmf623.domain.choices import Combination, NoDataPart
from tmf623.domain.computation import Computation, Needs, Outcome, Setting
from tmf623.domain.decimals import displayed
from tmf623.domain.evidence import Evidence
from tmf623.domain.evidence import Part as PartEvidence
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval, difference, intersection, length, union
from tmf623.domain.intervals import Grid
from tmf623.domain.objective import Objective
from tmf623.domain.scope import Hours, total_amounts


@dataclass(frozen=True, slots=True)
class Part:
    """A rule a composite is made of."""

    rule: str
    """Its `id`."""
    computation: Computation
    objective: Objective
    whole: Fraction = Fraction(1)
    """What all of it is in its unit: 100 for percent."""
    weight: Fraction = Fraction(1)


class _Found(NamedTuple):
    """What became of a part."""

    part: Part
    outcome: Outcome
    verdict: Verdict

    @property
    def says(self) -> bool:
        """Whether there is a verdict on its level."""
        return self.verdict in _ON_LEVEL


_ON_LEVEL = frozenset({Verdict.MET, Verdict.WARNED, Verdict.DEGRADED, Verdict.VIOLATED})


@dataclass(frozen=True, slots=True)
class Composite:
    """A rule made of others."""

    parts: tuple[Part, ...]
    combination: Combination
    whole: Fraction
    """What all of it is in the rule's unit: 100 for percent."""
    no_data: NoDataPart = NoDataPart.FAIL
    interval: int | None = None
    """Length of the intervals of badIfAny, microseconds; None: each instant by itself."""
    min_coverage: Fraction = Fraction(0)
    hours: Hours = field(default_factory=Hours)

    def needs(self) -> Needs:
        """What all parts need."""
        return reduce(Needs.__or__, (part.computation.needs() for part in self.parts), self.hours.needs())

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The parts' levels in the same setting, combined."""
        found = [self._found(part, setting, facts) for part in self.parts]
        if self.combination is Combination.BAD_IF_ANY:
            return self._by_time(setting, facts, found)
        silent = [each.part.rule for each in found if not each.says]
        telling = [each for each in found if each.says]
        excluded = bool(found) and all(each.verdict is Verdict.EXCLUDED for each in found)
        level, low, high = (None, Fraction(0), self.whole)
        if telling:
            level, low, high = (self.whole * value for value in _COMBINED[self.combination](telling))
        fails = bool(silent and telling) and self.no_data is NoDataPart.FAIL
        delivered = Delivered(
            level,
            low,
            high,
            setting.state if all(each.outcome.delivered.state is State.FINAL for each in found) else State.PROVISIONAL,
            shortage=f"there is no verdict on {', '.join(silent)}" if fails else "",
            excluded=excluded,
            beyond=length(span for each in found for span in each.outcome.bad),
        )
        bad = tuple(union(span for each in found for span in each.outcome.bad))
        return Outcome(delivered, Evidence(parts=tuple(map(_told, found))), average=level, bad=bad)

    def _found(self, part: Part, setting: Setting, facts: Facts) -> _Found:
        outcome = part.computation.outcome(setting, facts)
        return _Found(part, outcome, judge(part.objective, outcome.delivered).verdict)

    def _by_time(self, setting: Setting, facts: Facts, found: Sequence[_Found]) -> Outcome:
        """The share of the time in which no part was bad; where none was and some is unknown, nothing is known."""
        scope = self.hours.scope(setting, facts, "")
        bad = union(span for each in found for span in each.outcome.bad)
        silent = [each for each in found if not each.outcome.bad and each.outcome.delivered.level is None]
        unknown = union(span for each in found for span in each.outcome.unknown)
        if silent and self.no_data is NoDataPart.FAIL:
            unknown = union([setting.past])
        counting, ahead = scope.past, scope.ahead
        if self.interval is not None:
            grid = Grid(setting.period.start, self.interval)
            bad, unknown = _whole(bad, grid, setting.past), _whole(unknown, grid, setting.past)
        bad = intersection(bad, scope.counting)
        unknown = difference(intersection(unknown, counting), bad)
        in_scope, lost, unseen, left = length(counting), length(bad), length(unknown), length(ahead)
        known = in_scope - unseen
        end = known + left
        worst = lost + left - length(scope.ahead_excused)
        level = self.whole * Fraction(known - lost, known) if known else None
        delivered = Delivered(
            level,
            low=self.whole * Fraction(end - worst, end) if end else Fraction(0),
            high=self.whole * Fraction(end - lost, end) if end else self.whole,
            state=setting.state,
            shortage=self._shortage(known, in_scope) if known else "",
            excluded=not in_scope and bool(scope.removed),
            beyond=lost,
        )
        evidence = Evidence(
            in_scope=in_scope,
            unknown_time=unseen,
            down=Fraction(lost),
            excluded=total_amounts([scope]),
            denominator=Fraction(known) if known else None,
            ahead=Fraction(left),
            unit="us",
            parts=tuple(map(_told, found)),
        )
        average = Fraction(0) if lost else level
        return Outcome(delivered, evidence, average=average, bad=tuple(bad), unknown=tuple(unknown))

    def _shortage(self, known: int, in_scope: int) -> str:
        coverage = Fraction(known, in_scope)
        if coverage < self.min_coverage:
            return f"only {displayed(coverage)} of the period has a known state, not {displayed(self.min_coverage)}"
        return ""


def _whole(spans: Sequence[Interval], grid: Grid, bounds: Interval) -> list[Interval]:
    """The intervals that hold some of the spans."""
    return union(
        grid.span(grid.place(span.start), grid.place(span.end - 1) + 1, bounds) for span in spans if span.clip(bounds)
    )


def _told(found: _Found) -> PartEvidence:
    return PartEvidence(found.part.rule, found.verdict, found.outcome.delivered.level, found.part.weight)


def _shares(found: _Found) -> tuple[Fraction, Fraction, Fraction]:
    """Level, least and most of a part, in shares of its whole; without limit: the whole."""
    delivered, whole = found.outcome.delivered, found.part.whole
    level = delivered.level or Fraction(0)
    if delivered.state is State.FINAL:
        return level / whole, level / whole, level / whole
    return level / whole, delivered.low / whole, (whole if delivered.high is None else delivered.high) / whole


def _weighted(found: Sequence[_Found]) -> tuple[Fraction, ...]:
    total = sum(each.part.weight for each in found)
    columns = zip(*(_shares(each) for each in found), strict=True)
    weights = [each.part.weight for each in found]
    return tuple(
        sum((weight * share for weight, share in zip(weights, column, strict=True)), Fraction(0)) / total
        for column in columns
    )


def _serial(found: Sequence[_Found]) -> tuple[Fraction, ...]:
    return tuple(prod(column, start=Fraction(1)) for column in zip(*(_shares(each) for each in found), strict=True))


def _kept(every: Callable[[list[bool]], bool]) -> Callable[[Sequence[_Found]], tuple[Fraction, ...]]:
    """Whether every part, or any, keeps its promise: now, at the least and at the most."""

    def combined(found: Sequence[_Found]) -> tuple[Fraction, ...]:
        now = [each.verdict is not Verdict.VIOLATED for each in found]
        final = [each.outcome.delivered.state is State.FINAL for each in found]
        bounds = [(each.outcome.delivered.low, each.outcome.delivered.high) for each in found]
        objectives = [each.part.objective for each in found]
        rows = list(zip(now, final, bounds, objectives, strict=True))
        least = [kept if over else promise.assured(*bound) for kept, over, bound, promise in rows]
        most = [kept if over else not promise.lost(*bound) for kept, over, bound, promise in rows]
        return tuple(Fraction(every(column)) for column in (now, least, most))

    return combined


_COMBINED: Mapping[Combination, Callable[[Sequence[_Found]], tuple[Fraction, ...]]] = {
    Combination.ALL: _kept(all),
    Combination.ANY: _kept(any),
    Combination.WEIGHTED: _weighted,
    Combination.SERIAL: _serial,
}
"""Level, least and most of each combination, in shares of the whole."""
