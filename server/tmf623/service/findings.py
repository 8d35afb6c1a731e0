"""Findings: what judging one rule over one period, or one case, has shown, written down as an assessment."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from tmf.sla.v1.assessment_pb2 import Assessment, Evidence
from tmf.sla.v1.measurement_pb2 import Case as CaseMessage
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.codec import canonical
from tmf623.contract.documents import without_owned
from tmf623.domain import event_duration, fact_digest
from tmf623.domain.assessment import SEMANTICS, Delivered, Judgement, State, Verdict, judge
from tmf623.domain.chosen import stopped
from tmf623.domain.computation import Computation, Excluded, Setting
from tmf623.domain.decimals import displayed, exact, ratio
from tmf623.domain.event_duration import Run
from tmf623.domain.facts import Facts
from tmf623.domain.forecast import budget
from tmf623.domain.instants import Interval
from tmf623.domain.priorities import Target
from tmf623.domain.units import Share
from tmf623.service import readings, zones
from tmf623.service.cases import subject_of
from tmf623.service.evidence_messages import evidence_of
from tmf623.service.occurrence_facts import case_of
from tmf623.service.terms import Terms
from tmf623.service.terms_of_cases import EventDuration
from tmf623.service.timestamps import stamp, time_period

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
    delivered: Delivered | None = None
    """The level, and what it can still become; None when the rule could not be judged."""


def of_rule(question: Question, reason: str) -> Finding:
    """The finding that a rule cannot be judged, and why."""
    return _unjudged(question, RULE, reason)


def of_period(question: Question, terms: Terms[Computation], setting: Setting, facts: Facts) -> Finding:
    """Judge a rule over one conformance period; pure: the same for the same terms, setting and facts."""
    valid = setting.valid
    if valid.start >= valid.end:
        return _unjudged(question, period_subject(setting.period), "the agreement is not in force in this period")
    computation = terms.computation
    outcome = computation.outcome(setting, facts)
    delivered = outcome.delivered
    judgement = judge(terms.objective, delivered)
    assessment = _levelled(question, terms, period_subject(setting.period), judgement, delivered)
    assessment.conformance_period.CopyFrom(time_period(valid))
    whole = terms.unit.whole if isinstance(terms.unit, Share) else None
    evidence = outcome.evidence
    assessment.evidence.CopyFrom(evidence_of(evidence, budget(terms.objective, outcome, whole)))
    coverage = evidence.coverage
    if coverage is not None:
        assessment.coverage = displayed(coverage)
    needs = computation.needs()
    reach = Interval(valid.start - needs.before, min(valid.end + needs.after, max(valid.start, setting.as_of)))
    assessment.data_digest = fact_digest.digest(facts, needs, reach)
    excluded = fact_digest.of_excluded(setting.excluded)
    if excluded:
        assessment.exclusion_digest = excluded
    return Finding(assessment, judgement.established, outcome.average, outcome.delivered)


def period_subject(period: Interval) -> str:
    """What a judgement of a period is about."""
    return f"period/{stamp(period.start).ToJsonString()}/{stamp(period.end).ToJsonString()}"


def of_case(
    question: Question, terms: Terms[EventDuration], message: CaseMessage, excluded: Collection[Excluded] = ()
) -> Finding | None:
    """Judge one case; None when it does not count: not chosen, dropped, or opened while not in force.

    `excluded` are the honoured exclusions of its span.
    """
    rule, case = terms.computation, case_of(message, terms.computation.population.paths)
    if not (rule.counts(case) and terms.in_force.start <= case.created < terms.in_force.end):
        return None
    target = rule.target(case, question.as_of)
    clock, objective = target.clock, target.objective
    taken = event_duration.run(rule.method, target.milestone, case, question.as_of, stopped(excluded, case))
    delivered = event_duration.delivered(clock, taken)
    if objective.tolerance_period:
        delivered = replace(delivered, beyond=event_duration.beyond(clock, taken, objective))
    judgement = judge(objective, delivered)
    agreed = replace(terms, objective=objective)
    assessment = _levelled(question, agreed, subject_of(message), judgement, delivered)
    if objective is not terms.objective:
        assessment.unit = target.unit
        assessment.reference_value = _written(objective.reference)
    span = Interval(taken.spans[0].start, taken.spans[-1].end)
    assessment.conformance_period.CopyFrom(time_period(span))
    assessment.evidence.CopyFrom(_taken(target, taken))
    assessment.data_digest = sha256(canonical(without_owned(message))).hexdigest()
    honoured = fact_digest.of_excluded(each for each in excluded if each.span.clip(span))
    if honoured:
        assessment.exclusion_digest = honoured
    average = event_duration.mean_beyond(delivered, objective)
    return Finding(assessment, judgement.established, average, delivered)


def _taken(target: Target, taken: Run) -> Evidence:
    """The counted time of a case, and when it must be over."""
    longest = event_duration.longest(target.clock, taken)
    evidence = Evidence(elapsed_us=str(target.clock.calendar.elapsed(longest, taken.stops)))
    due = event_duration.due(target.clock, taken, target.objective)
    if due is not None:
        evidence.due.CopyFrom(stamp(due))
    return evidence


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
    calendars = readings.calendar_digest_of(question.sla, question.rule)
    if calendars:
        assessment.calendar_digest = calendars
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
    assessment.effective_target = _written(terms.objective.target)
    if terms.objective.warning is not None:
        assessment.warning_target = exact(terms.objective.warning)
    assessment.unit = question.rule.unit if question.rule.unit.strip() else terms.unit.name
    assessment.operator = terms.objective.operator
    return assessment


def _written(level: Fraction | str) -> str:
    return exact(level) if isinstance(level, Fraction) else level
