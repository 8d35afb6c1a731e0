"""Targets per priority: a matrix of how soon a case must reach a milestone, as a contract states it.

Usual shape, all of it data: P1 within 4 hours at any time, P2 within 8, P3 by the next business day, P4 within 5.
A row says which of the source's words for priority, severity and type it is meant for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from tmf623.domain.choices import Milestone, PriorityChange
from tmf623.domain.event_duration import Clock
from tmf623.domain.facts import Case
from tmf623.domain.objective import Objective


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the matrix: it takes the cases for which each set that is not empty has their word."""

    clock: Clock
    objective: Objective
    unit: str
    """Name of the unit the objective and the levels are in."""
    milestone: Milestone = Milestone.RESTORE
    priorities: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    ticket_types: frozenset[str] = frozenset()

    def takes(self, case: Case, priority: str) -> bool:
        """Whether the case belongs to the row while it has this priority."""
        return (
            (not self.priorities or priority in self.priorities)
            and (not self.severities or case.severity in self.severities)
            and (not self.ticket_types or case.ticket_type in self.ticket_types)
        )


def target_of(targets: Sequence[Target], case: Case, policy: PriorityChange, as_of: int) -> Target | None:
    """The row that governs the case by what had happened by `as_of`: the first that takes it; None when none does.

    When its priority changed, the row it had first or has now, or `STRICTEST`: of all it had the one due first.
    The row counts from the opening on.
    """
    rows = [row for priority in _priorities(case, as_of) if (row := _row(targets, case, priority)) is not None]
    if not rows:
        return None
    if policy is PriorityChange.FIRST:
        return rows[0]
    if policy is PriorityChange.LATEST:
        return rows[-1]
    return min(rows, key=lambda row: (_due(row, case), targets.index(row)))


def _priorities(case: Case, as_of: int) -> list[str]:
    """The priorities the case had, in order."""
    if not case.priorities:
        return [case.priority]
    return [priority for time, priority in sorted(case.priorities, key=itemgetter(0)) if time <= as_of]


def _row(targets: Sequence[Target], case: Case, priority: str) -> Target | None:
    return next((target for target in targets if target.takes(case, priority)), None)


def _due(target: Target, case: Case) -> tuple[bool, int]:
    """When the row's target is reached, never last."""
    level = target.objective.reference
    due = target.clock.due(case.created, level) if isinstance(level, Fraction) else None
    return due is None, due or 0
