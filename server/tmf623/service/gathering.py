"""Gather facts: what a computation needs to be told about a period, read from the store as of a cut of knowledge."""

from fractions import Fraction
from functools import lru_cache

from tmf623.domain.computation import Needs
from tmf623.domain.decimals import fraction_of
from tmf623.domain.facts import Facts, Series
from tmf623.domain.instants import Interval
from tmf623.domain.timeline import DOWN, UP, Change, State
from tmf623.service.timestamps import moment_of
from tmf623.store.transaction import Transaction


def facts_of(tx: Transaction, needs: Needs, period: Interval, as_of: int) -> Facts:
    """What was known at `as_of` of what is needed about `period`, and as much before and after it as is needed."""
    span = Interval(period.start - needs.before, period.end + needs.after)
    return Facts(series={named: _series(tx, *named, span, as_of) for named in sorted(needs.series)})


def _series(tx: Transaction, name: str, metric: str, span: Interval, as_of: int) -> Series:
    reported = tx.evidence.state_changes(name, metric, span.end, moment_of(as_of), start=span.start)
    return Series(
        changes=[Change(each.time, _impact(each.state, each.impact), each.source, each.known_at) for each in reported]
    )


@lru_cache(maxsize=1024)
def _impact(state: str, impact: str) -> Fraction | None:
    """The share of the service that is lost in a state; None when it is unknown."""
    if state == State.DEGRADED:
        return fraction_of(impact)
    return {State.UP: UP, State.DOWN: DOWN}.get(State(state))
