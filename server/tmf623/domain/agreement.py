"""The life of an agreement, for those that live one: from draft to an end."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from tmf623.domain.instants import Interval
from tmf623.domain.life_cycle import LifeCycle


class AgreementState(StrEnum):
    """Where an agreement stands; `observed` is TMF623's word, from WS-Agreement."""

    DRAFT = "draft"
    """Being written."""
    PENDING = "pending"
    """Proposed to the other party."""
    APPROVED = "approved"
    """Agreed, not yet in force."""
    OBSERVED = "observed"
    """In force."""
    SUSPENDED = "suspended"
    """Standing still: the time does not count."""
    COMPLETE = "complete"
    TERMINATED = "terminated"
    REJECTED = "rejected"


AGREEMENT = LifeCycle(
    first=frozenset({AgreementState.DRAFT, AgreementState.PENDING, AgreementState.APPROVED, AgreementState.OBSERVED}),
    following={
        AgreementState.DRAFT: frozenset({AgreementState.PENDING, AgreementState.REJECTED}),
        AgreementState.PENDING: frozenset({AgreementState.APPROVED, AgreementState.REJECTED, AgreementState.DRAFT}),
        AgreementState.APPROVED: frozenset({AgreementState.OBSERVED, AgreementState.TERMINATED}),
        AgreementState.OBSERVED: frozenset(
            {AgreementState.SUSPENDED, AgreementState.COMPLETE, AgreementState.TERMINATED}
        ),
        AgreementState.SUSPENDED: frozenset({AgreementState.OBSERVED, AgreementState.TERMINATED}),
        AgreementState.COMPLETE: frozenset(),
        AgreementState.TERMINATED: frozenset(),
        AgreementState.REJECTED: frozenset(),
    },
)
"""A new one may be in force already: agreements are older than the systems that keep them."""
AGREED = frozenset({AgreementState.APPROVED, AgreementState.OBSERVED, AgreementState.SUSPENDED})
"""States in which both parties are bound."""


class Turn(NamedTuple):
    """A transition that comes with time alone."""

    at: int
    """Microseconds since 1970 UTC."""
    state: AgreementState


class Step(NamedTuple):
    """From `at` on an agreement was in `state`."""

    at: int
    state: str


def turn_of(state: AgreementState, in_force: Interval) -> Turn | None:
    """What time does to an agreement: observed from its beginning, complete at its end; None: nothing."""
    if state is AgreementState.APPROVED:
        return Turn(in_force.start, AgreementState.OBSERVED)
    if state is AgreementState.OBSERVED:
        return Turn(in_force.end, AgreementState.COMPLETE)
    return None


def suspensions(steps: Iterable[Step], as_of: int, end: int) -> list[Interval]:
    """When an agreement stood still, by what was known at `as_of`; what has not ended then lasts until `end`."""
    spans, since = [], None
    for step in steps:
        if step.at > as_of:
            break
        if step.state == AgreementState.SUSPENDED:
            since = step.at if since is None else since
        elif since is not None:
            spans.append(Interval(since, step.at))
            since = None
    if since is not None and since < end:
        spans.append(Interval(since, end))
    return [span for span in spans if span.start < span.end]
