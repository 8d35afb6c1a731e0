"""Orders on time: the share of orders completed by the date that was committed to (TMF622).

Level = whole * on time / counted. On time: completed at the commitment and its grace, or before. What else counts,
and as what, differs from contract to contract and is the rule's: orders still open, failed, rolled back, completed
in part, late by the customer's doing, or above the forecast. Cancelled ones never count, nor do those without a
commitment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.choices import CommitSource, CountedBy, Failing, Falling, OpenPastCommit, Relief
from tmf623.domain.chosen import Choice, amounts, chosen
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.evidence import LateEvent
from tmf623.domain.facts import Facts, Order
from tmf623.domain.tally import Tally

CUSTOMER_CAUSED, ROLLED_BACK, FAILED, PARTIAL, ABOVE_FORECAST = (
    "customerCaused",
    "rolledBack",
    "failed",
    "partial",
    "aboveForecast",
)
"""Categories of what a rule excludes."""


class OrderState(StrEnum):
    """States of a product order that decide how it counts (TMF622)."""

    REJECTED = "rejected"
    CANCELLED = "cancelled"
    FAILED = "failed"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """What makes an order on time."""

    commit: CommitSource = CommitSource.FIRST_PROMISE
    grace: int = 0
    """Microseconds."""
    open_past_commit: OpenPastCommit = OpenPastCommit.IGNORED
    customer_caused: Relief = Relief.EXCLUDED
    rolled_back: Falling = Falling.LATE
    failed: Failing = Failing.LATE
    partial: Falling = Falling.LATE
    forecast: int | None = None
    """Orders foreseen per period; None: no limit."""
    above_forecast: Relief = Relief.EXCLUDED

    def committed(self, order: Order) -> int | None:
        """When the order must be completed at the latest, the grace included; None when nobody committed to it."""
        commitment = _COMMITMENTS[self.commit](order)
        return None if commitment is None else commitment + self.grace


FIRST_PROMISE = Timeliness()
"""Committed to the first promise, without grace."""
_COMMITMENTS: Mapping[CommitSource, Callable[[Order], int | None]] = {
    CommitSource.FIRST_PROMISE: lambda order: order.first_promised,
    CommitSource.REQUESTED: lambda order: order.requested,
    CommitSource.LATEST: lambda order: order.last_promised,
}


class _Verdict(NamedTuple):
    """How an order counts."""

    on_time: bool | None
    """None while it is open."""
    category: str = ""
    """Why it is excluded; empty when it is not."""


@dataclass(frozen=True, slots=True)
class OrdersOnTime:
    """The share of orders on time."""

    choice: Choice
    whole: Fraction
    timeliness: Timeliness = FIRST_PROMISE
    counted_by: CountedBy = CountedBy.RESOLVED

    def needs(self) -> Needs:
        """The orders of its entities."""
        paths = self.choice.population.paths
        return Needs(orders=self.choice.entities, attributes=paths, before=self.timeliness.grace)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of the period's orders."""
        found = chosen(self.choice, setting, facts.orders, lambda order: self._when(setting, order))
        relieved = self._relieved([each.event for each in found.counted])
        good, late, undecided, categories = 0, [], 0, list(found.categories)
        for order, _, excused in found.counted:
            verdict = _Verdict(None, ABOVE_FORECAST) if order.subject in relieved else self._verdict(setting, order)
            if verdict.category:
                categories.append(verdict.category)
            elif verdict.on_time is None:
                undecided += 1
            elif verdict.on_time or excused:
                good += 1
            else:
                late.append(LateEvent(order.subject, due=self.timeliness.committed(order)))
        total = Fraction(good + len(late))
        tally = Tally(Fraction(good), total, undecided, amounts(categories), tuple(late))
        return tally.outcome(setting, self.whole, self.choice.min_sample)

    def _when(self, setting: Setting, order: Order) -> int | None:
        """The instant that puts an order in a period; None when it does not count."""
        committed = self.timeliness.committed(order)
        if committed is None or order.status in {OrderState.CANCELLED, OrderState.REJECTED}:
            return None
        if self._is_ignored(order, committed, setting.as_of):
            return None
        if self.counted_by is CountedBy.CREATED:
            return order.created if order.created <= setting.as_of else None
        if self.counted_by is CountedBy.DUE:
            return committed
        completed = completed_by(order, min(setting.as_of, setting.valid.end - 1))
        if completed is not None:
            return completed
        was_ignored = self._is_ignored(order, committed, min(setting.as_of, setting.valid.end - 1))
        return committed if committed <= setting.as_of and not was_ignored else None

    def _is_ignored(self, order: Order, committed: int, instant: int) -> bool:
        """Whether an order is passed over at an instant: open past its commitment, where the rule ignores those."""
        is_open = completed_by(order, instant) is None and order.status != OrderState.FAILED
        return is_open and committed <= instant and self.timeliness.open_past_commit is OpenPastCommit.IGNORED

    def _relieved(self, orders: list[Order]) -> set[str]:
        """The orders above the forecast: the last ones placed."""
        rule = self.timeliness
        if rule.forecast is None or rule.above_forecast is Relief.COUNTED:
            return set()
        placed = sorted(orders, key=lambda order: (order.created, order.subject))
        return {order.subject for order in placed[rule.forecast :]}

    def _verdict(self, setting: Setting, order: Order) -> _Verdict:
        rule = self.timeliness
        fallen = _fallen(rule, order)
        if fallen is not None:
            return fallen
        committed, completed = rule.committed(order), completed_by(order, setting.as_of)
        if committed is None:
            return _Verdict(None)
        is_open = completed is None and committed > setting.as_of
        on_time = None if is_open else completed is not None and completed <= committed
        if on_time is False and order.customer_caused and rule.customer_caused is Relief.EXCLUDED:
            return _Verdict(None, CUSTOMER_CAUSED)
        return _Verdict(on_time)


def completed_by(order: Order, instant: int) -> int | None:
    """When an order was completed, if that was by `instant`."""
    return None if order.completed is None or order.completed > instant else order.completed


def _fallen(rule: Timeliness, order: Order) -> _Verdict | None:
    """How an order counts that did not end as ordered; None when it is by its date."""
    falls = (
        (order.status == OrderState.FAILED, rule.failed, FAILED),
        (order.rolled_back, rule.rolled_back, ROLLED_BACK),
        (order.status == OrderState.PARTIAL, rule.partial, PARTIAL),
    )
    for fell, counts_as, category in falls:
        if fell and counts_as in {Falling.EXCLUDED, Failing.EXCLUDED}:
            return _Verdict(None, category)
        if fell and counts_as in {Falling.LATE, Failing.LATE}:
            relieved = order.customer_caused and rule.customer_caused is Relief.EXCLUDED
            return _Verdict(None, CUSTOMER_CAUSED) if relieved else _Verdict(on_time=False)
    return None
