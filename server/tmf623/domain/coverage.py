"""Coverage of samples and counts: the share of the time in scope about which somebody said something.

Where a rule says how often an object is reported, a sample speaks for that long, and for the updates that may be
missing; a count for its span, and as much.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tmf623.domain import observed
from tmf623.domain.computation import Computation, Needs, Outcome, Setting
from tmf623.domain.counting import Basis
from tmf623.domain.decimals import displayed
from tmf623.domain.facts import Facts, GoodTotal, Histogram
from tmf623.domain.instants import Interval, difference, intersection, length
from tmf623.domain.observed import EVERYBODY, Sources


@dataclass(frozen=True, slots=True)
class Covered:
    """A rule over samples or counts that knows how much of its time they cover."""

    rule: Computation
    basis: Basis
    metrics: tuple[str, ...]
    """What is covered is what one of them speaks for."""
    hold: int
    """How long a sample speaks for, microseconds."""
    min_coverage: Fraction = Fraction(0)
    """Least share, 0 to 1, for a verdict."""
    fail_closed: bool = False
    """Whether all of it must be covered."""
    sources: Sources = EVERYBODY

    def needs(self) -> Needs:
        """What the rule must be told."""
        return self.rule.needs() | replace(self.basis.needs(*self.metrics), before=self.hold)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The rule's level, and no verdict on too little."""
        found = self.rule.outcome(setting, facts)
        scopes = [(name, self.basis.hours.scope(setting, facts, name).past) for name in self.basis.objects]
        in_scope = sum(length(scope) for _, scope in scopes)
        unknown = [
            part for name, scope in scopes for part in difference(scope, intersection(scope, self._spoken(facts, name)))
        ]
        missing = sum(part.length for part in unknown)
        delivered = found.delivered
        if not delivered.shortage and delivered.level is not None:
            delivered = replace(delivered, shortage=self._shortage(in_scope, missing))
        evidence = replace(found.evidence, in_scope=in_scope, unknown_time=missing)
        return replace(found, delivered=delivered, evidence=evidence)

    def _spoken(self, facts: Facts, name: str) -> Iterator[Interval]:
        """The time about which somebody said something."""
        for metric in self.metrics:
            series = facts.of(name, metric)
            for sample in observed.samples(series, self.sources):
                yield Interval(sample.time, sample.time + self.hold)
            heard: list[GoodTotal | Histogram] = [
                *self.sources.heard(series.counts),
                *self.sources.heard(series.histograms),
            ]
            for span, is_cumulative in ((each.span, each.cumulative) for each in heard):
                start = span.end - self.hold if is_cumulative else span.start
                yield Interval(start, max(span.end, span.start + self.hold))

    def _shortage(self, in_scope: int, missing: int) -> str:
        if self.fail_closed and missing:
            return "nothing is known of a part of the period, and the rule allows no such part (failClosed)"
        known = Fraction(in_scope - missing, in_scope) if in_scope else Fraction(0)
        if in_scope and known < self.min_coverage:
            return f"only {displayed(known)} of the period is known, not {displayed(self.min_coverage)}"
        return ""
