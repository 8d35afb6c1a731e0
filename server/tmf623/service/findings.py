"""Findings: what judging one rule over one period, or one case, has shown, written down as an assessment."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from tmf.sla.v1.assessment_pb2 import Assessment, Evidence, Outage
from tmf.sla.v1.measurement_pb2 import Case as CaseMessage
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.codec import canonical, canonical_text
from tmf623.contract.documents import without_owned
from tmf623.domain import availability, event_duration
from tmf623.domain.assessment import SEMANTICS, Delivered, Judgement, State, Verdict, judge
from tmf623.domain.availability import Uptime
from tmf623.domain.choices import Milestone
from tmf623.domain.decimals import displayed, exact, fraction_of, ratio
from tmf623.domain.event_duration import Method
from tmf623.domain.facts import Case
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Objective
from tmf623.domain.timeline import DOWN, UP, Change, standing, timeline
from tmf623.domain.timeline import State as ObjectState
from tmf623.service import zones
from tmf623.service.cases import subject_of
from tmf623.service.terms import Availability, EventDuration, Terms
from tmf623.service.timestamps import microseconds, stamp, time_period
from tmf623.store.evidence import StateChange

RULE = "rule"
"""Subject of the finding that a rule cannot be judged, over whatever period."""


class Question(NamedTuple):
    """Which rule is judged, and by what knowledge."""

    sla: Sla
    """With its id."""
    revision: int
    """Of the agreement."""
    rule: Rule
    terms_digest: str
    as_of: int
    """Cut of knowledge, microseconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement, not stored yet."""

    assessment: Assessment
    """Without what storing decides: id, revision, violation."""
    established: bool
    """Whether the rule is violated for good."""
    average: Fraction | None = None
    """Mean of the metric over the violating part; None when there is no such part."""


def of_rule(question: Question, reason: str) -> Finding:
    """The finding that a rule cannot be judged, and why."""
    return _unjudged(question, RULE, reason)


def of_period(
    question: Question, terms: Terms[Availability], period: Interval, reported: Iterable[StateChange]
) -> Finding:
    """Judge a rule about availability over one conformance period."""
    rule = terms.computation
    subject = f"period/{stamp(period.start).ToJsonString()}/{stamp(period.end).ToJsonString()}"
    valid = period.clip(terms.in_force)
    if valid is None:
        return _unjudged(question, subject, "the agreement is not in force in this period")
    scope = availability.scope_of(period, valid, question.as_of, rule.hours)
    known = Interval(valid.start, max(valid.start, min(valid.end, question.as_of)))
    changes = standing(map(_change, reported), known)
    seen = availability.uptime(timeline(changes, known), scope.past, rule.method.missing_data)
    delivered = availability.delivered(rule.method, scope, seen, rule.whole)
    judgement = judge(terms.objective, delivered)
    assessment = _levelled(question, terms, subject, judgement, delivered)
    assessment.conformance_period.CopyFrom(time_period(valid))
    assessment.coverage = displayed(seen.coverage)
    assessment.evidence.CopyFrom(_evidence(seen))
    assessment.data_digest = _digest_of(changes)
    average = availability.mean_during(seen.outages, rule.whole) if seen.outages else delivered.level
    return Finding(assessment, judgement.established, average)


def of_case(question: Question, terms: Terms[EventDuration], message: CaseMessage) -> Finding | None:
    """Judge one case; None when it does not count: not chosen, dropped, or opened while not in force."""
    rule, case = terms.computation, _case(message)
    if not (rule.population.holds(case) and terms.in_force.start <= case.created < terms.in_force.end):
        return None
    taken = event_duration.run(Method(), Milestone.RESTORE, case, question.as_of)
    delivered = event_duration.delivered(rule.clock, taken)
    judgement = judge(terms.objective, delivered)
    span = event_duration.span_of(case, question.as_of)
    assessment = _levelled(question, terms, subject_of(message), judgement, delivered)
    assessment.conformance_period.CopyFrom(time_period(span))
    assessment.evidence.elapsed_us = str(rule.clock.calendar.elapsed(span))
    due = event_duration.due(rule.clock, taken, terms.objective)
    if due is not None:
        assessment.evidence.due.CopyFrom(stamp(due))
    assessment.data_digest = sha256(canonical(without_owned(message))).hexdigest()
    return Finding(assessment, judgement.established, event_duration.mean_beyond(delivered, terms.objective))


def _unjudged(question: Question, subject: str, reason: str) -> Finding:
    judgement = Judgement(Verdict.NOT_ASSESSABLE, State.FINAL, established=False, reason=reason)
    assessment = _judged(question, subject, judgement)
    if question.rule.HasField("unit"):
        assessment.unit = question.rule.unit
    return Finding(assessment, established=False)


def _judged(question: Question, subject: str, judgement: Judgement) -> Assessment:
    assessment = Assessment(
        sla_id=str(question.sla.id),
        sla_revision=question.revision,
        rule_id=question.rule.id,
        subject=subject,
        verdict=judgement.verdict,
        state=judgement.state,
        as_of=stamp(question.as_of),
        terms_digest=question.terms_digest,
        tz_version=zones.version(),
        semantics=SEMANTICS,
    )
    if question.rule.HasField("reference_value"):
        assessment.reference_value = question.rule.reference_value
    if judgement.reason:
        assessment.reason = judgement.reason
    return assessment


def _levelled(
    question: Question, terms: Terms[Any], subject: str, judgement: Judgement, delivered: Delivered
) -> Assessment:
    assessment = _judged(question, subject, judgement)
    if delivered.level is not None:
        assessment.actual_value = displayed(delivered.level)
        assessment.actual_ratio = ratio(delivered.level)
    assessment.effective_target = _text(terms.objective)
    assessment.unit = question.rule.unit if question.rule.unit.strip() else terms.unit.name
    assessment.operator = terms.objective.operator
    return assessment


def _text(objective: Objective) -> str:
    target = objective.target
    return exact(target) if isinstance(target, Fraction) else target


def _evidence(seen: Uptime) -> Evidence:
    return Evidence(
        in_scope_us=str(seen.in_scope),
        unknown_us=str(seen.unknown),
        down_us=str(round(seen.down)),
        outage=[Outage(period=time_period(outage.span), impact=displayed(outage.impact)) for outage in seen.outages],
    )


def _change(reported: StateChange) -> Change:
    impact = _impact(reported.state, reported.impact)
    return Change(reported.time, impact, reported.source, reported.known_at)


@lru_cache(maxsize=1024)
def _impact(state: str, impact: str) -> Fraction | None:
    """The share of the service that is lost in a state; None when it is unknown."""
    if state == ObjectState.DEGRADED:
        return fraction_of(impact)
    return {ObjectState.UP: UP, ObjectState.DOWN: DOWN}.get(ObjectState(state))


def _digest_of(changes: Iterable[Change]) -> str:
    """SHA-256 of the changes as canonical JSON: [time in microseconds, source, impact or null] each, in order."""
    written = [
        [change.time, change.source, None if change.impact is None else displayed(change.impact)] for change in changes
    ]
    return sha256(canonical_text(written)).hexdigest()


def _case(message: CaseMessage) -> Case:
    return Case(
        created=microseconds(message.creation_date),
        resolved=microseconds(message.resolution_date) if message.HasField("resolution_date") else None,
        ticket_type=message.ticket_type,
        priority=message.priority,
        status=message.status,
    )
