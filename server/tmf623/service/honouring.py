"""Which exclusions a rule honours in a period, by what was known at a cut: read here, decided in `domain.exclusion`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import cast

from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import EXCLUSION, SLA
from tmf623.domain import exclusion as domain
from tmf623.domain.calendar import Calendar
from tmf623.domain.computation import Excluded
from tmf623.domain.exclusion import ALL, Category, Honoured, Policy
from tmf623.domain.instants import Interval
from tmf623.errors import NotFound
from tmf623.service import agreements, business_calendars, terms
from tmf623.service.exclusions import read as read_exclusion
from tmf623.service.spec_values import read
from tmf623.store.exclusions import Topic
from tmf623.store.transaction import Transaction


def honoured_for(tx: Transaction, sla: Sla, rule: Rule, period: Interval, cut: int) -> Honoured:
    """What a rule honours in `period`, and what it does not and why.

    Args:
        tx: reads exclusions as they were known at the cut, and the agreement's states.
        sla: the agreement, with its id, as the terms that are applied have it.
        rule: the rule, which can be read.
        period: the conformance period, or the span of a case; budgets are per period.
        cut: the cut of knowledge, microseconds since 1970 UTC.
    """
    objects = objects_of(sla, rule)
    known = tx.exclusions.known(Topic(str(sla.id), objects), period.start, period.end, cut)
    asked = list(_asked(known, str(sla.id), rule.id, objects))
    suspended = agreements.suspended(_present(tx, sla), cut)
    return domain.honoured(asked, policy_of(rule), period, _service_time(sla, rule), suspended)


def of_spans(
    tx: Transaction, sla: Sla, rule: Rule, ever: Interval, cut: int
) -> Callable[[Interval], tuple[Excluded, ...]]:
    """What a rule honours in any span inside `ever`, as `honoured_for`; read once for all of them."""
    objects = objects_of(sla, rule)
    known = tx.exclusions.known(Topic(str(sla.id), objects), ever.start, ever.end, cut)
    asked = list(_asked(known, str(sla.id), rule.id, objects))
    suspended = agreements.suspended(_present(tx, sla), cut)
    if not asked and not suspended:
        return lambda _: ()
    policy, served = policy_of(rule), _service_time(sla, rule)
    return lambda span: domain.honoured(asked, policy, span, served, suspended).excluded


def decided_between(tx: Transaction, sla: Sla, rule: Rule, period: Interval, cuts: tuple[int, int]) -> set[str]:
    """The categories of what is excluded in `period` at one of two cuts of knowledge, and not so at the other.

    What people decided between two judgements: empty when only facts can make them differ.
    """
    before, after = (set(honoured_for(tx, sla, rule, period, cut).excluded) for cut in cuts)
    return {each.category for each in before ^ after}


def policy_of(rule: Rule) -> Policy:
    """What the rule says of exclusions; it was checked."""
    policy = rule.spec.exclusion_policy
    return Policy(
        categories=_categories(policy.category),
        notice=read(policy, "notice_required", 0),
        notice_categories=_categories(policy.notice_category),
        budget=read(policy, "budget_per_period"),
        budget_categories=_categories(policy.budget_category),
        effect=read(policy, "effect"),
    )


def objects_of(sla: Sla, rule: Rule) -> frozenset[str]:
    """The entities a rule is about."""
    if rule.spec.objects:
        return frozenset(rule.spec.objects)
    return frozenset({rule.spec.object}) if rule.spec.HasField("object") else terms.objects_of(sla)


def _asked(known: Iterable[Stored], sla_id: str, rule_id: str, objects: frozenset[str]) -> Iterator[domain.Exclusion]:
    for stored in known:
        message = cast("Exclusion", loaded(EXCLUSION, stored))
        about = _about(message, sla_id, rule_id, objects)
        if about is not None:
            yield replace(read_exclusion(message), objects=about)


def _about(message: Exclusion, sla_id: str, rule_id: str, objects: frozenset[str]) -> frozenset[str] | None:
    """Which of a rule's objects an exclusion is about, empty for all of them; None when it is not about the rule."""
    scope = message.scope
    if (scope.sla_id and sla_id not in scope.sla_id) or (scope.rule_id and rule_id not in scope.rule_id):
        return None
    if not scope.object:
        return frozenset()
    named = objects & frozenset(scope.object)
    if not named:
        return None
    return frozenset() if named == objects else named


def _present(tx: Transaction, sla: Sla) -> Sla:
    """The agreement with all the states it has been in: those terms of an earlier revision do not know."""
    try:
        return cast("Sla", loaded(SLA, tx.resources.get(SLA, sla.id)))
    except NotFound:
        return sla


def _service_time(sla: Sla, rule: Rule) -> Calendar | None:
    ref = rule.spec.calendar_ref
    return business_calendars.calendar_of(sla, ref, "calendarRef") if ref else None


def _categories(words: Iterable[str]) -> frozenset[Category]:
    return frozenset(map(Category, words)) or ALL
