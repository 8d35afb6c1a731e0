"""Amendments: which of an agreement's versions governs which part of a conformance period."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from tmf623.domain.choices import AmendmentRule
from tmf623.domain.instants import LATEST, Interval

V = TypeVar("V")


class Dated(NamedTuple, Generic[V]):
    """A version of an agreement, and when it is in force by its own words."""

    version: V
    in_force: Interval
    """A later version that starts before the end takes over from its start on."""


class Governed(NamedTuple, Generic[V]):
    """A part of a period, and the version it is judged by."""

    span: Interval
    version: V


def governed(period: Interval, versions: Iterable[Dated[V]], rule: AmendmentRule) -> list[Governed[V]]:
    """The parts of `period` in which the agreement is in force, in order, each with the version that governs it.

    `versions` may come in any order; of two that start at the same instant the later one in order stands. Nothing
    when none is in force. By `PERIOD_START` the first version in force governs every part, and parts that touch
    are one; by `SPLIT` each version governs the part in which it is in force itself.
    """
    parts = [Governed(span, version) for version, in_force in _succession(versions) if (span := in_force.clip(period))]
    if rule is AmendmentRule.SPLIT or not parts:
        return parts
    joined = [parts[0].span]
    for span, _ in parts[1:]:
        if span.start == joined[-1].end:
            joined[-1] = Interval(joined[-1].start, span.end)
        else:
            joined.append(span)
    return [Governed(span, parts[0].version) for span in joined]


def _succession(versions: Iterable[Dated[V]]) -> list[Dated[V]]:
    """The versions in order of their start, each ending where the next one starts; empty ones left out."""
    ordered = sorted(versions, key=lambda dated: dated.in_force.start)
    starts = [dated.in_force.start for dated in ordered] + [LATEST]
    cut = [
        Dated(dated.version, Interval(dated.in_force.start, min(dated.in_force.end, max(following, start))))
        for dated, (start, following) in zip(ordered, pairwise(starts), strict=True)
    ]
    return [dated for dated in cut if dated.in_force.start < dated.in_force.end]
