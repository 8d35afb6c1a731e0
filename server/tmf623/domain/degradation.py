"""Degradation reports (eTOM 1.3.8.4 to 1.3.8.6): their life, and how long one may go on before it is escalated."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tmf623.domain.calendar import Calendar
from tmf623.domain.instants import Interval
from tmf623.domain.life_cycle import LifeCycle
from tmf623.domain.violation import ViolationState

MOST_ESCALATED = 10
"""The highest level of escalation (TMF656 `problemEscalation` ends there, too)."""


class ReportState(StrEnum):
    """Where a degradation report stands (`DegradationReport.state`)."""

    CREATED = "created"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    IN_PROGRESS = "inProgress"
    PENDING = "pending"
    """Work on it waits for somebody else; its clock stands still."""
    CLEARED = "cleared"
    """The service is as agreed again."""
    CLOSED = "closed"
    CANCELLED = "cancelled"
    """It was no degradation."""


class ReportSource(StrEnum):
    """Who asked for a degradation report (eTOM 1.3.8.4.1)."""

    CUSTOMER = "customer"
    PROCESS = "process"


_S = ReportState
REPORT: LifeCycle[ReportState] = LifeCycle(
    first=frozenset({_S.CREATED}),
    following={
        _S.CREATED: frozenset({_S.ACKNOWLEDGED, _S.CANCELLED}),
        _S.ACKNOWLEDGED: frozenset({_S.ASSIGNED, _S.CANCELLED}),
        _S.ASSIGNED: frozenset({_S.IN_PROGRESS, _S.CANCELLED}),
        _S.IN_PROGRESS: frozenset({_S.PENDING, _S.CLEARED, _S.CANCELLED}),
        _S.PENDING: frozenset({_S.IN_PROGRESS, _S.CANCELLED}),
        _S.CLEARED: frozenset({_S.CLOSED}),
        _S.CLOSED: frozenset(),
        _S.CANCELLED: frozenset(),
    },
)
"""eTOM 1.3.8.6: a report is ready to be closed when its status is cleared, and only then."""
OPEN = frozenset({_S.CREATED, _S.ACKNOWLEDGED, _S.ASSIGNED, _S.IN_PROGRESS, _S.PENDING})

SETTLED = frozenset({ViolationState.RESOLVED, ViolationState.CLOSED, ViolationState.EXCUSED, ViolationState.SUPERSEDED})
"""States of a violation that let a report about it be cleared."""


class Step(NamedTuple):
    """A level a report reaches when it has been open for long enough."""

    after: int
    """Working time since its creation, pending time left out, in microseconds."""
    level: int
    """1 to MOST_ESCALATED."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When a report is in jeopardy, and when it is escalated (eTOM 1.3.8.5.6)."""

    calendar: Calendar
    jeopardy_after: int | None
    """As `Step.after`; None: it never is."""
    steps: tuple[Step, ...]


class Standing(NamedTuple):
    """What a policy says of a report at one instant."""

    level: int
    """0: not escalated."""
    in_jeopardy: bool
    next_at: int | None
    """When it will say something else, if the report stays as it is; None: never."""


def standing(policy: Policy, created: int, stops: Sequence[Interval], as_of: int, *, runs: bool) -> Standing:
    """What `policy` says at `as_of` of a report created at `created`.

    Args:
        policy: the policy.
        created: microseconds since 1970 UTC, as `as_of`.
        stops: when it was pending, before `as_of`.
        as_of: the instant asked about.
        runs: whether its clock runs at `as_of`; while it stands still nothing new comes.
    """
    spent = policy.calendar.elapsed(Interval(created, max(created, as_of)), stops)
    level = max((step.level for step in policy.steps if step.after <= spent), default=0)
    in_jeopardy = policy.jeopardy_after is not None and policy.jeopardy_after <= spent
    marks = [step.after for step in policy.steps if step.level > level]
    marks += [] if policy.jeopardy_after is None or in_jeopardy else [policy.jeopardy_after]
    ahead = [mark for mark in marks if mark > spent]
    next_at = policy.calendar.reached(as_of, min(ahead) - spent) if runs and ahead else None
    return Standing(level, in_jeopardy, next_at)
