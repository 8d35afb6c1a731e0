"""Rules over time as tests write them: small instants, one object, and what they make of reports."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tmf623.domain.availability import Availability, Method
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Computation, Excluded, Outcome, Setting
from tmf623.domain.facts import Facts, Series, StateInterval
from tmf623.domain.instants import Interval
from tmf623.domain.timeline import Change

UP, HALF, DOWN = Fraction(0), Fraction(1, 2), Fraction(1)
WHOLE = Fraction(100)
HUNDRED = Interval(0, 100)
NAME, METRIC = "line", "availability"


def outages(*spans: tuple[int, int]) -> list[Change]:
    """Up all the time but in these spans, which do not overlap."""
    return [Change(-1, UP), *(Change(at, impact) for start, end in spans for at, impact in ((start, DOWN), (end, UP)))]


def facts(changes: Sequence[Change] = (), intervals: Sequence[StateInterval] = (), **more: Any) -> Facts:
    return Facts({(NAME, METRIC): Series(changes=changes, intervals=intervals, **more)})


def removed(start: int, end: int, effect: Effect = Effect.REMOVE, category: str = "plannedMaintenance") -> Excluded:
    return Excluded(Interval(start, end), effect, category)


def setting(period: Interval = HUNDRED, excluded: Sequence[Excluded] = (), as_of: int | None = None) -> Setting:
    return Setting(period, period, period.end if as_of is None else as_of, tuple(excluded))


def availability(method: Method | None = None, **more: Any) -> Availability:
    return replace(Availability((NAME,), METRIC, WHOLE, method or Method()), **more)


def outcome(computation: Computation, known: Facts, where: Setting | None = None) -> Outcome:
    return computation.outcome(where or setting(), known)


def level(changes: Sequence[Change], method: Method | None = None, where: Setting | None = None) -> Fraction | None:
    return outcome(availability(method), facts(changes), where).delivered.level
