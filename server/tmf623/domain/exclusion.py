"""Exclusions: time that does not count against a rule, and which of them a rule honours.

A contract excludes what was announced, agreed and not more than so much a period. What is asked for and not honoured
is told with its cause: it explains a verdict as much as what was.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tmf623.domain.calendar import Calendar
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Excluded
from tmf623.domain.instants import Interval, difference, intersection, length, union
from tmf623.domain.life_cycle import LifeCycle
from tmf623.domain.recurrence import Recurrence, occurrences


class Category(StrEnum):
    """Why time does not count."""

    PLANNED_MAINTENANCE = "plannedMaintenance"
    EMERGENCY_MAINTENANCE = "emergencyMaintenance"
    FORCE_MAJEURE = "forceMajeure"
    CUSTOMER_CAUSED = "customerCaused"
    THIRD_PARTY = "thirdParty"
    OUT_OF_HOURS = "outOfHours"
    SUSPENSION = "suspension"
    OTHER = "other"
    DISPUTE = "dispute"
    """A dispute was upheld; made by that alone, and honoured whatever a rule says."""


class State(StrEnum):
    """How far an exclusion is agreed."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    REVOKED = "revoked"


EXCLUSION = LifeCycle(
    first=frozenset({State.REQUESTED}),
    following={
        State.REQUESTED: frozenset({State.APPROVED, State.REJECTED}),
        State.APPROVED: frozenset({State.REVOKED}),
        State.REJECTED: frozenset(),
        State.REVOKED: frozenset(),
    },
)


class Cause(StrEnum):
    """Why an exclusion, or a part of it, is not honoured."""

    STATE = "notApproved"
    CATEGORY = "categoryNotExcluded"
    NOTICE = "noticeTooShort"
    BUDGET = "budgetSpent"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An exclusion as it was known at some instant."""

    id: str
    state: State
    category: Category
    window: Interval
    effect: Effect = Effect.REMOVE
    recurrence: Recurrence | None = None
    notice_given_at: int | None = None
    """Microseconds since 1970 UTC; None: no notice was given."""
    objects: frozenset[str] = frozenset()
    """What of the rule's objects it is about; empty: all of them."""

    def spans(self, bounds: Interval) -> list[Interval]:
        """Its windows, whole, that have a part inside `bounds`, by their start."""
        if self.recurrence is not None:
            return occurrences(self.window, self.recurrence, bounds)
        return [self.window] if self.window.clip(bounds) else []


ALL = frozenset(Category)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a rule says of exclusions; by default whatever was approved is excluded."""

    categories: frozenset[Category] = ALL
    """The categories that are excluded at all."""
    notice: int = 0
    """Microseconds a window must have been announced before its start; 0: none is needed."""
    notice_categories: frozenset[Category] = ALL
    """The categories notice is needed for."""
    budget: int | None = None
    """Microseconds a period that may be excluded; None: without limit."""
    budget_categories: frozenset[Category] = ALL
    """The categories that spend the budget, together."""
    effect: Effect | None = None
    """Overrides what the exclusion says; None: that stands."""


class Dishonoured(NamedTuple):
    """Time that was asked to be excluded and counts."""

    span: Interval
    category: Category
    exclusion_id: str
    cause: Cause


class Honoured(NamedTuple):
    """What becomes of exclusions under a policy."""

    excluded: tuple[Excluded, ...]
    """By start. Of one object, spans with an effect on the level of a period (remove, excuse) are disjoint, and so are
    clock stops: removal goes before excuse, and of one effect the exclusion that starts earlier before the other."""
    dishonoured: tuple[Dishonoured, ...]
    """By start."""


class _Claim(NamedTuple):
    """A part of a period that somebody asks to exclude."""

    span: Interval
    exclusion: Exclusion


def honoured(
    exclusions: Iterable[Exclusion],
    policy: Policy,
    period: Interval,
    calendar: Calendar | None = None,
    suspended: Sequence[Interval] = (),
) -> Honoured:
    """What counts as excluded in `period`.

    An exclusion is honoured as far as it is approved, of a category the policy names, announced early enough, each
    window for itself, and within the budget: earliest first, what is beyond counts. The budget is spent on service
    time alone (`calendar`; None: all the time), and once on time that several windows claim. `suspended` is time the
    agreement itself stood still: it is removed whatever the policy says.
    """
    granted: list[Excluded] = []
    refused: list[Dishonoured] = []
    budgeted: list[_Claim] = []
    for claim in sorted(_claims(exclusions, period), key=lambda claim: (*claim.span, claim.exclusion.id)):
        cause = _cause(claim, policy)
        if cause is not None:
            refused += (_refused(part, claim, cause) for part in _inside([claim.span], period))
        elif policy.budget is not None and claim.exclusion.category in policy.budget_categories - {Category.DISPUTE}:
            budgeted.append(claim)
        else:
            granted += (_granted(part, claim, policy) for part in _inside([claim.span], period))
    if budgeted:
        given, beyond = _within(policy, budgeted, period, calendar)
        granted += given
        refused += beyond
    granted += (Excluded(span, Effect.REMOVE, Category.SUSPENSION, "") for span in _inside(suspended, period))
    return Honoured(tuple(_disjoint(granted)), tuple(sorted(refused, key=lambda each: (*each.span, each.exclusion_id))))


def _claims(exclusions: Iterable[Exclusion], period: Interval) -> Iterator[_Claim]:
    for exclusion in exclusions:
        for span in exclusion.spans(period):
            yield _Claim(span, exclusion)


def _cause(claim: _Claim, policy: Policy) -> Cause | None:
    exclusion = claim.exclusion
    if exclusion.state is not State.APPROVED:
        return Cause.STATE
    if exclusion.category is Category.DISPUTE:
        return None
    if exclusion.category not in policy.categories:
        return Cause.CATEGORY
    given = exclusion.notice_given_at
    needed = policy.notice if exclusion.category in policy.notice_categories else 0
    if needed and (given is None or claim.span.start - given < needed):
        return Cause.NOTICE
    return None


def _within(
    policy: Policy, asked: Sequence[_Claim], period: Interval, calendar: Calendar | None
) -> tuple[list[Excluded], list[Dishonoured]]:
    """What the budget covers, and what is beyond; `asked` by start."""
    given: list[Excluded] = []
    beyond: list[Dishonoured] = []
    left, reached, paid = policy.budget or 0, period.start, list[Interval]()
    for claim in asked:
        for inside in _inside([claim.span], period):
            fresh = Interval(max(inside.start, reached), inside.end)  # what no earlier claim has asked for
            if fresh.start < fresh.end:
                end = _spent(fresh, left, calendar)
                left -= length(_served(Interval(fresh.start, end), calendar))
                paid += [Interval(fresh.start, end)] if fresh.start < end else []
            reached = max(reached, inside.end)
            given += (_granted(part, claim, policy) for part in _common(inside, paid))
            beyond += (_refused(part, claim, Cause.BUDGET) for part in _rest(inside, paid))
    return given, beyond


def _spent(part: Interval, budget: int, calendar: Calendar | None) -> int:
    """When a budget is spent in `part`; its end when it lasts. Time out of service costs nothing."""
    for span in _served(part, calendar):
        if span.length > budget:
            return span.start + budget
        budget -= span.length
    return part.end


def _served(span: Interval, calendar: Calendar | None) -> list[Interval]:
    if span.start == span.end:
        return []
    return [span] if calendar is None else calendar.spans(span)


def _inside(spans: Iterable[Interval], period: Interval) -> list[Interval]:
    return intersection(spans, [period])


def _granted(span: Interval, claim: _Claim, policy: Policy) -> Excluded:
    exclusion = claim.exclusion
    effect = exclusion.effect if exclusion.category is Category.DISPUTE else policy.effect or exclusion.effect
    return Excluded(span, effect, exclusion.category, exclusion.id, exclusion.objects)


def _refused(span: Interval, claim: _Claim, cause: Cause) -> Dishonoured:
    return Dishonoured(span, claim.exclusion.category, claim.exclusion.id, cause)


_PRECEDENCE: Mapping[Effect, int] = {Effect.REMOVE: 0, Effect.EXCUSE: 1, Effect.CLOCK_STOP: 2}


def _disjoint(granted: Iterable[Excluded]) -> list[Excluded]:
    """The same time, each instant of an object on one account: once on the level of a period, once on clocks."""
    groups: dict[tuple[Effect, frozenset[str]], list[Excluded]] = {}
    for each in sorted(granted, key=lambda e: (_PRECEDENCE[e.effect], bool(e.objects), *e.span, e.exclusion_id)):
        groups.setdefault((each.effect, each.objects), []).append(each)
    kept: list[Excluded] = []
    before: dict[tuple[Effect, frozenset[str]], list[Interval]] = {}
    for key, group in groups.items():
        taken = union(span for other, spans in before.items() if _covers(other, key) for span in spans)
        before[key] = union(each.span for each in group)
        reached = group[0].span.start
        for each in group:
            fresh = Interval(max(each.span.start, reached), each.span.end)
            reached = max(reached, each.span.end)
            kept += (each._replace(span=part) for part in _rest(fresh, taken) if part.start < part.end)
    return sorted(kept, key=lambda e: (*e.span, _PRECEDENCE[e.effect], e.exclusion_id))


def _covers(before: tuple[Effect, frozenset[str]], each: tuple[Effect, frozenset[str]]) -> bool:
    """Whether the time of one group of exclusions needs no other for what the next group is about."""
    same = (before[0] is Effect.CLOCK_STOP) is (each[0] is Effect.CLOCK_STOP)
    return same and (not before[1] or (bool(each[1]) and each[1] <= before[1]))


def _common(span: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """The parts of `span` in `taken`, which is disjoint and ascending."""
    first = max(bisect_left(taken, span.start, key=lambda each: each.start) - 1, 0)
    past = bisect_left(taken, span.end, key=lambda each: each.start)
    return [part for each in taken[first:past] if (part := each.clip(span))]


def _rest(span: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """The parts of `span` outside `taken`, which is disjoint and ascending."""
    return difference([span], _common(span, taken))
