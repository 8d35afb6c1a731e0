"""Gather facts: what a computation needs to be told about a period, read from the store as of a cut of knowledge."""

from collections.abc import Callable
from typing import Any, TypeVar

from tmf623.contract.kinds import CASE, CONTACT, ORDER, Kind
from tmf623.domain.computation import Needs
from tmf623.domain.facts import Facts
from tmf623.domain.instants import Interval
from tmf623.service.occurrence_facts import case_of, contact_of, order_of
from tmf623.service.timestamps import moment_of
from tmf623.store.transaction import Transaction

F = TypeVar("F")


def facts_of(tx: Transaction, needs: Needs, period: Interval, as_of: int) -> Facts:
    """What was known at `as_of` of what is needed about `period`, and as much before and after it as is needed."""
    span = Interval(period.start - needs.before, period.end + needs.after)

    def told(kind: Kind, entities: frozenset[str], fact: Callable[[Any, frozenset[str]], F]) -> list[F]:
        if not entities:
            return []
        known = tx.evidence.occurrences(kind, entities, span.start, span.end, moment_of(as_of))
        return [fact(each.message, needs.attributes) for each in known]

    return Facts(
        series={
            (name, metric): tx.evidence.series(name, metric, span.start, span.end, as_of)
            for name, metric in sorted(needs.series)
        },
        cases=told(CASE, needs.cases, case_of),
        orders=told(ORDER, needs.orders, order_of),
        contacts=told(CONTACT, needs.contacts, contact_of),
    )
