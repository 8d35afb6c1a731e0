"""Gather facts: what a computation needs to be told about a period, read from the store as of a cut of knowledge."""

from tmf623.domain.computation import Needs
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval
from tmf623.store.transaction import Transaction


def facts_of(tx: Transaction, needs: Needs, period: Interval, as_of: int) -> Facts:
    """What was known at `as_of` of what is needed about `period`, and as much before and after it as is needed."""
    start, end = period.start - needs.before, period.end + needs.after
    return Facts(
        series={
            (name, metric): tx.evidence.series(name, metric, start, end, as_of) for name, metric in sorted(needs.series)
        }
    )
