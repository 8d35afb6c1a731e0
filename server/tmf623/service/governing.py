"""Which revision of an agreement governs which part of a conformance period.

A change of the contract counts from when it was recorded. What only drafts say counts for nothing once there is a
revision that is agreed; a change of anything but the rule's own terms is no change. The first revision counts from
the beginning: what came before the agreement was recorded can be judged by it, as far as it is in force then.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA
from tmf623.domain.amendments import Dated, governed
from tmf623.domain.choices import AmendmentRule
from tmf623.domain.computation import Needs
from tmf623.domain.instants import EARLIEST, LATEST, Interval
from tmf623.errors import NotFound, Reason, Refused
from tmf623.service import readings
from tmf623.service.findings import Question
from tmf623.service.spec_values import read
from tmf623.service.terms import Terms, Unreadable
from tmf623.service.timestamps import interval
from tmf623.store.transaction import Transaction

_DRAFTS = frozenset({"draft", "pending", "rejected"})
"""States of an agreement that nobody has agreed to yet."""


class Revision(NamedTuple):
    """A revision of an agreement that changed the terms of a rule."""

    sla: Sla
    """With its id."""
    number: int
    rule: Rule
    digest: str
    """Of the terms."""
    since: int
    """From when it counts: it was recorded then; the beginning of time for the first one of the agreement."""

    def question(self, as_of: int) -> Question:
        """The question whether the rule was kept by these terms, as far as is known at `as_of`."""
        return Question(self.sla, self.number, self.rule, self.digest, as_of)


class Part(NamedTuple):
    """A conformance period, or the part of one that one revision governs."""

    revision: Revision
    agreed: Terms[Any] | None
    """None: the rule cannot be read."""
    period: Interval
    """The whole conformance period."""
    valid: Interval
    """What of it this is about; empty when the agreement is not in force in it."""
    alone: bool
    """Whether the period has no other part."""
    unreadable: str = ""
    """Why the rule cannot be read, for people."""

    def needs(self) -> Needs:
        """What the rule must be told about the period."""
        return Needs() if self.agreed is None else self.agreed.computation.needs()


def rule_of(sla: Sla, rule_id: str) -> Rule:
    """The rule of an agreement with this id.

    Raises:
        NotFound: there is none.
        Refused: there are several.
    """
    named = [rule for rule in sla.rule if rule.id == rule_id]
    if not named:
        raise NotFound(Reason.NOT_FOUND, f"agreement {sla.id} has no rule {shown(rule_id)}", attribute="ruleId")
    if len(named) > 1:
        sentence = f"agreement {sla.id} has {len(named)} rules with the id {shown(rule_id)}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="ruleId")
    return named[0]


def revisions(tx: Transaction, sla_id: int, rule_id: str, as_of: int) -> list[Revision]:
    """The revisions known at `as_of` that changed a rule's terms, in order; the first ever when none was known then.

    Raises:
        NotFound: there is no such agreement, or it has no such rule now.
        Refused: the rule's id is not unique in it.
    """
    rule_of(cast("Sla", loaded(SLA, tx.resources.get(SLA, sla_id))), rule_id)
    versions = tx.resources.versions(SLA, sla_id)
    known = [version for version in versions if version.recorded_at <= as_of] or versions[:1]
    read = [(cast("Sla", loaded(SLA, version.stored)), version) for version in known]
    agreed = [(sla, version) for sla, version in read if sla.state.strip().lower() not in _DRAFTS] or read
    found: list[Revision] = []
    for number, (sla, version) in enumerate(agreed):
        named = [rule for rule in sla.rule if rule.id == rule_id]
        digest = readings.digest_of(sla, named[0]) if len(named) == 1 else ""
        if digest and not (found and found[-1].digest == digest):
            found.append(
                Revision(sla, version.stored.revision, named[0], digest, version.recorded_at if number else EARLIEST)
            )
    return found


def revision_at(tx: Transaction, sla_id: int, rule_id: str, number: int) -> Revision:
    """One revision of an agreement: what it says about a rule.

    Raises:
        NotFound: there is no such agreement or revision, or it has no such rule.
        Refused: the rule's id is not unique in it.
    """
    stored = tx.resources.at_revision(SLA, sla_id, number)
    sla = cast("Sla", loaded(SLA, stored))
    rule = rule_of(sla, rule_id)
    return Revision(sla, number, rule, readings.digest_of(sla, rule), EARLIEST)


def parts_at(known: Sequence[Revision], instant: int) -> list[Part]:
    """The parts of the conformance period that holds `instant`; `known` are the rule's revisions, at least one.

    How time is cut into periods is what the revision in force at the instant says. Of a rule that judges events,
    and of one that cannot be read, there is one part: all of time.
    """
    now = _in_force(known, instant)
    try:
        agreed = readings.agreed_of(now.sla, now.rule)
    except Unreadable as error:
        whole = Interval(EARLIEST, LATEST)
        return [Part(now, None, whole, whole, alone=True, unreadable=str(error))]
    period = agreed.period_at(instant)
    if period is None:
        whole = Interval(EARLIEST, LATEST)
        return [Part(now, agreed, whole, agreed.in_force, alone=True)]
    return parts_of(known, period, _policy(now.rule))


def parts_of(known: Sequence[Revision], period: Interval, policy: AmendmentRule) -> list[Part]:
    """The parts of a period, each with the terms that govern it; the first revision's when none is in force."""
    spans = governed(period, _dated(known), policy)
    if not spans:
        return [_part(_in_force(known, period.start), period, Interval(period.start, period.start), alone=True)]
    return [_part(revision, period, span, alone=len(spans) == 1) for span, revision in spans]


def corrected(revision: Revision, period: Interval) -> Part:
    """The period by terms that were declared to govern all of it."""
    return _part(revision, period, period.clip(interval(revision.sla.valid_for)) or _nothing(period), alone=True)


def _part(revision: Revision, period: Interval, span: Interval, *, alone: bool) -> Part:
    try:
        return Part(revision, readings.agreed_of(revision.sla, revision.rule), period, span, alone)
    except Unreadable as error:
        return Part(revision, None, period, span, alone, str(error))


def _dated(known: Sequence[Revision]) -> list[Dated[Revision]]:
    """The revisions with when they are in force: by their own words, and not before they were recorded."""
    dated = []
    for revision in known:
        said = interval(revision.sla.valid_for)
        start = max(said.start, revision.since)
        if start < said.end:
            dated.append(Dated(revision, Interval(start, said.end)))
    return dated


def _in_force(known: Sequence[Revision], instant: int) -> Revision:
    """The last revision recorded by an instant, or the first one."""
    return next((revision for revision in reversed(known) if revision.since <= instant), known[0])


def _policy(rule: Rule) -> AmendmentRule:
    policy: AmendmentRule = read(rule.spec, "amendment", AmendmentRule.PERIOD_START)
    return policy


def _nothing(period: Interval) -> Interval:
    return Interval(period.start, period.start)
