"""Availability: the share of a period's service time during which objects were up.

A = (N - D) / N. N is the service time without what exclusions remove and without the time of unknown state, or a
fixed length; D is the down time in it that exclusions do not excuse, counted as the rule counts outages. Up time
over up and down time: SRE book ch. 3, eq. 3-1; fixed months: Verizon's Ethernet agreements; removal and excuse,
outages and impacts: docs/rules.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.assessment import Delivered
from tmf623.domain.choices import OutageEnd, OutageStart, Pooling
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.decimals import displayed
from tmf623.domain.evidence import Evidence
from tmf623.domain.facts import Case, Facts
from tmf623.domain.instants import Interval, difference, intersection, length, union
from tmf623.domain.outages import Down, OutageCount, assumed, counted, weighted_time
from tmf623.domain.scope import Hours, Scope, total_amounts
from tmf623.domain.states import Merging, pooled, segments
from tmf623.domain.timeline import DOWN, UP, MissingData, Segment

MOST_OUTAGES = 1000
"""Outages named in the evidence."""


class Denominator(StrEnum):
    """What divides the up time."""

    ACTUAL = "actual"
    """The in-scope time of the period."""
    FIXED = "fixed"
    """A length the contract states for every period."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a rule computes availability; lengths in microseconds."""

    missing_data: MissingData = MissingData.EXCLUDE
    fixed: int | None = None
    """The fixed denominator; None: the actual in-scope time."""
    min_coverage: Fraction = Fraction(0)
    """Share of the in-scope time, 0 to 1, that must have a known state for a verdict."""
    carry: int = 0
    """How long a state is carried into unknown time."""
    hold: int | None = None
    """How long a change says what is the case at most; None: until the next one."""
    merging: Merging = field(default_factory=Merging)
    pooling: Pooling = Pooling.SUM
    count: OutageCount = field(default_factory=OutageCount)


@dataclass(frozen=True, slots=True)
class OfCases:
    """Outages that are cases: the service is down while one of them is open, else up."""

    counts: Callable[[Case], bool]
    start_at: OutageStart = OutageStart.CASE_CREATED
    end_at: OutageEnd = OutageEnd.CASE_RESOLVED
    attributes: frozenset[str] = frozenset()
    """Attributes of a case `counts` looks at."""

    def segments(self, cases: Sequence[Case], span: Interval) -> list[Segment]:
        """What was the case in `span`, all of it known."""
        down = union(
            part for case in cases if self.counts(case) and (part := self._span(case, span.end).clip(span)) is not None
        )
        found = [Segment(part, DOWN) for part in down] + [Segment(part, UP) for part in difference([span], down)]
        return sorted(found, key=lambda segment: segment.span)

    def _span(self, case: Case, until: int) -> Interval:
        reported = self.start_at is OutageStart.CASE_REPORTED and case.reported is not None
        start = case.reported if reported and case.reported is not None else case.created
        end = case.closed if self.end_at is OutageEnd.CASE_CLOSED else case.resolved
        return Interval(start, until if end is None else max(start, end))


class _Seen(NamedTuple):
    """What one object showed."""

    scope: Scope
    in_scope: int
    unknown: list[Interval]
    unassumed: int
    """Unknown time the rule takes for nothing."""
    down: Down


@dataclass(frozen=True, slots=True)
class Availability:
    """A rule about the share of a period during which its objects were up."""

    objects: tuple[str, ...]
    metric: str
    """Metric whose observations count."""
    whole: Fraction
    """What full availability is in the rule's unit: 100 for percent."""
    method: Method = field(default_factory=Method)
    hours: Hours = field(default_factory=Hours)
    of_cases: OfCases | None = None
    """None: outages are of observed states."""
    per: int | None = None
    """Microseconds of the unit in which the level is the down time itself; None: the level is a share."""

    def needs(self) -> Needs:
        """The series of its objects, or their cases."""
        if self.of_cases is not None:
            return self.hours.needs() | Needs(cases=frozenset(self.objects), attributes=self.of_cases.attributes)
        return self.hours.needs() | Needs(series=frozenset((name, self.metric) for name in self.objects))

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The availability of what of the period has passed, and the bounds of what it can become."""
        seen = self._seen(setting, facts)
        evidence = _evidence(seen, self.objects)
        delivered, over, ahead = self._delivered(setting, seen)
        if self.per is not None:
            delivered = self._as_time(delivered, seen)
        if delivered.level is not None:
            evidence = replace(evidence, denominator=over, ahead=ahead)
        outages = [piece for each in seen for piece in each.down.pieces]
        lost = weighted_time(outages)
        lasted = sum(piece.span.length for piece in outages)
        return Outcome(
            delivered,
            evidence,
            average=self.whole * (1 - lost / lasted) if lasted and self.per is None else delivered.level,
            bad=tuple(union(piece.span for piece in outages)),
            unknown=tuple(union(span for each in seen if each.unassumed for span in each.unknown)),
        )

    def _seen(self, setting: Setting, facts: Facts) -> list[_Seen]:
        past, method = setting.past, self.method
        if self.of_cases is not None:
            states = [self.of_cases.segments(facts.cases, past)]
        else:
            states = [segments(facts.of(name, self.metric), past, method.merging, method.hold) for name in self.objects]
        if method.pooling is Pooling.SUM:
            pairs = zip(self.objects, states, strict=False)
        else:
            pairs = zip(("",), [pooled(states, past, method.pooling)], strict=True)
        return [self._of(self.hours.scope(setting, facts, name), each) for name, each in pairs]

    def _of(self, scope: Scope, states: list[Segment]) -> _Seen:
        method = self.method
        taken = assumed(states, method.missing_data, method.carry)
        unknown = intersection([span for span, impact in states if impact is None], scope.past)
        nothing = intersection([span for span, impact in taken if impact is None], scope.past)
        return _Seen(scope, length(scope.past), unknown, length(nothing), counted(method.count, taken, scope.counting))

    def _delivered(self, setting: Setting, seen: Sequence[_Seen]) -> tuple[Delivered, Fraction, Fraction]:
        """The level and its bounds; what divided, and how much more of that is still to come."""
        in_scope = sum(each.in_scope for each in seen)
        known = in_scope - sum(each.unassumed for each in seen)
        ahead = sum(length(each.scope.ahead) for each in seen)
        harmless = sum(length(each.scope.ahead_excused) for each in seen)
        down = sum((each.down.weighted for each in seen), Fraction(0))
        over, end = Fraction(known), Fraction(known + ahead)
        if self.method.fixed is not None:
            whole = Fraction(self.method.fixed * len(seen), setting.period.length)
            over, end = whole * setting.past.length, whole * setting.valid.length
        growth = sum((each.down.growth for each in seen), Fraction(0)) if ahead else Fraction(0)
        worst = end if self.method.count.is_unbounded and ahead else down + growth + ahead - harmless
        delivered = Delivered(
            level=self._level(over, down) if known else None,
            low=self._level(end, worst) if end else Fraction(0),
            high=self._level(end, down) if end else self.whole,
            state=setting.state,
            shortage=self._shortage(in_scope, sum(length(each.unknown) for each in seen)) if known else "",
            excluded=not in_scope and any(each.scope.removed for each in seen),
            beyond=sum(each.down.time for each in seen),
        )
        return delivered, over, end - over

    def _as_time(self, delivered: Delivered, seen: Sequence[_Seen]) -> Delivered:
        """The down time itself: the less the better, and without limit where started quanta count."""
        unit = Fraction(self.per or 1)
        down, growth = (
            sum((getattr(each.down, name) for each in seen), Fraction(0)) for name in ("weighted", "growth")
        )
        left = sum(length(each.scope.ahead) - length(each.scope.ahead_excused) for each in seen)
        most = None if self.method.count.is_unbounded and left else (down + (growth + left if left else 0)) / unit
        return replace(delivered, level=None if delivered.level is None else down / unit, low=down / unit, high=most)

    def _level(self, over: Fraction, down: Fraction) -> Fraction:
        """A denominator shorter than the down time gives 0, not less."""
        return self.whole * max((over - down) / over, Fraction(0)) if over else Fraction(0)

    def _shortage(self, in_scope: int, unknown: int) -> str:
        if self.method.missing_data is MissingData.FAIL_CLOSED and unknown:
            return "part of the period has no known state, and the rule allows none (failClosed)"
        coverage = Fraction(in_scope - unknown, in_scope)
        if coverage < self.method.min_coverage:
            least = displayed(self.method.min_coverage)
            return f"only {displayed(coverage)} of the period has a known state, not {least}"
        return ""


def _evidence(seen: Sequence[_Seen], objects: Sequence[str]) -> Evidence:
    several = len(seen) > 1
    pieces = [
        piece._replace(object=name) if several else piece
        for name, each in zip(objects or ("",), seen, strict=False)
        for piece in each.down.pieces[:MOST_OUTAGES]
    ]
    return Evidence(
        in_scope=sum(each.in_scope for each in seen),
        unknown_time=sum(length(each.unknown) for each in seen),
        down=sum((each.down.weighted for each in seen), Fraction(0)),
        outages=tuple(pieces[:MOST_OUTAGES]),
        unit="us",
        outage_count=sum(each.down.number for each in seen),
        excluded=total_amounts(each.scope for each in seen),
    )
