"""What a QoS report says of one agreement: what its rules promised, what was delivered, and what explains it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tmf.sla.v1.assessment_pb2 import Assessment, VerdictCount
from tmf.sla.v1.report_pb2 import (
    ReportedAgreement,
    ReportedConstraint,
    ReportedExclusion,
    ReportedJudgement,
    ReportedRule,
    ReportedViolation,
)
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import ASSESSMENT, DEGRADATION_REPORT, EXCLUSION, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href
from tmf623.domain.assessment import State, Verdict
from tmf623.domain.durations import written
from tmf623.domain.instants import Interval
from tmf623.query.criteria import All, Comparison, Operator, Order, Path, Predicate, Query, ValueType
from tmf623.service import honouring
from tmf623.service.timestamps import instant_of, interval, microseconds
from tmf623.store.exclusions import Topic
from tmf623.store.transaction import Transaction

if TYPE_CHECKING:
    from tmf.sla.v1.degradation_pb2 import DegradationReport
    from tmf.sla.v1.exclusion_pb2 import Exclusion
    from tmf.sla.v1.violation_pb2 import SlaViolation

MOST_JUDGEMENTS = 1000
"""Judgements a report lists of one rule; the counts are of all of them."""
TREND = 12
"""Periods before the report's whose levels it shows."""
_NANOS = 1000
"""Of a microsecond: criteria compare instants in nanoseconds."""
_KEPT = frozenset({Verdict.MET, Verdict.WARNED, Verdict.EXCLUDED})


class Latest(NamedTuple):
    """The latest judgement of each subject of a rule, with the ids of all its revisions."""

    assessment: Assessment
    ids: frozenset[str]


def agreement(tx: Transaction, sla: Sla, revision: int, span: Interval) -> tuple[ReportedAgreement, list[Latest]]:
    """One agreement with its rules, and the judgements the report rests on."""
    reported = ReportedAgreement(sla_id=str(sla.id), href=_path(SLA, sla.id), name=sla.name, revision=revision)
    judged: list[Latest] = []
    for rule in sla.rule:
        found = list(_latest(tx, sla, rule, Interval(-(2**62), span.end)))
        within = [each for each in found if _period(each.assessment).end > span.start]
        before = [each for each in found if _period(each.assessment).end <= span.start]
        reported.rule.append(_rule(rule, [each.assessment for each in within], [each.assessment for each in before]))
        judged += within
    return reported, judged


def judgement(assessment: Assessment) -> ReportedJudgement:
    """A judgement as a report shows it: without the lists of its evidence, which are read where it is read."""
    reported = ReportedJudgement(assessment_id=str(assessment.id), href=_path(ASSESSMENT, assessment.id))
    for name in ("revision", "subject", "verdict", "state", "actual_value", "effective_target", "coverage"):
        if assessment.HasField(name):
            setattr(reported, name, getattr(assessment, name))
    if assessment.HasField("violation_id"):
        reported.violation_id = assessment.violation_id
    reported.conformance_period.CopyFrom(assessment.conformance_period)
    if assessment.HasField("evidence"):
        reported.evidence.CopyFrom(assessment.evidence)
        for name in ("outage", "event"):
            reported.evidence.ClearField(name)
    return reported


def latest(tx: Transaction, assessment_id: str) -> Assessment | None:
    """The latest judgement of what an earlier one judged; None when that one is gone."""
    found = _all(tx, ASSESSMENT, _equals(("id",), assessment_id))
    if not found:
        return None
    one: Assessment = found[0]
    revisions = _all(
        tx,
        ASSESSMENT,
        All((_equals(("slaId",), one.sla_id), _equals(("ruleId",), one.rule_id), _equals(("subject",), one.subject))),
    )
    newest: Assessment = max(revisions, key=lambda each: int(each.revision))
    return newest


def exclusions(tx: Transaction, sla: Sla, span: Interval) -> Iterator[ReportedExclusion]:
    """Exclusions that touch the time reported on, with what became of each under every rule."""
    now = instant_of(tx.now)
    objects = frozenset(found for rule in sla.rule for found in honouring.objects_of(sla, rule))
    remarks = _remarks(tx, sla, span, now)
    for stored in tx.exclusions.known(Topic(str(sla.id), objects), span.start, span.end, now):
        message = cast("Exclusion", loaded(EXCLUSION, stored))
        reported = ReportedExclusion(exclusion_id=str(message.id), href=_path(EXCLUSION, message.id))
        for name in ("category", "effect", "state", "recurrence", "reason", "requested_by", "approved_by"):
            if message.HasField(name):
                setattr(reported, name, getattr(message, name))
        reported.window.CopyFrom(message.window)
        reported.remark.extend(remarks.get(str(message.id), ()))
        yield reported


def violations(tx: Transaction, sla: Sla, judged: Sequence[Latest]) -> Iterator[ReportedViolation]:
    """Violations found by the judgements of the report, or by their earlier revisions."""
    judging = frozenset(each for latest_ in judged for each in latest_.ids)
    for found in _all(tx, SLA_VIOLATION, _equals(("sla", "id"), str(sla.id))):
        violation: SlaViolation = found
        if violation.violation.attachment.id not in judging:
            continue
        said = violation.violation
        reported = ReportedViolation(violation_id=str(violation.id), href=_path(SLA_VIOLATION, violation.id))
        reported.sla_id, reported.rule_id = str(sla.id), said.rule.id
        reported.date.CopyFrom(violation.date)
        if violation.HasField("state"):
            reported.state = violation.state
        for name in ("reference_value", "actual_value", "unit", "comment"):
            if said.HasField(name):
                setattr(reported, name, getattr(said, name))
        yield reported


def constraints(tx: Transaction, sla: Sla, span: Interval) -> Iterator[ReportedConstraint]:
    """Reports of degradation that were open in the time reported on."""
    created = Comparison(("creationDate",), ValueType.INSTANT, Operator.LT, (span.end * _NANOS,))
    for found in _all(tx, DEGRADATION_REPORT, All((_equals(("sla", "id"), str(sla.id)), created))):
        report: DegradationReport = found
        cleared = report.HasField("resolution_date")
        if cleared and microseconds(report.resolution_date) <= span.start:
            continue
        reported = ReportedConstraint(degradation_report_id=str(report.id), href=_path(DEGRADATION_REPORT, report.id))
        for name in ("name", "severity", "state", "escalation_level"):
            if report.HasField(name):
                setattr(reported, name, getattr(report, name))
        reported.creation_date.CopyFrom(report.creation_date)
        if cleared:
            reported.resolution_date.CopyFrom(report.resolution_date)
        yield reported


def counts(assessments: Iterable[Any]) -> list[VerdictCount]:
    """How many judgements had which outcome."""
    counted = Counter((each.verdict, each.state) for each in assessments)
    return [VerdictCount(verdict=outcome[0], state=outcome[1], count=counted[outcome]) for outcome in sorted(counted)]


def _rule(rule: Rule, within: Sequence[Assessment], before: Sequence[Assessment]) -> ReportedRule:
    reported = ReportedRule(rule_id=rule.id)
    for name in ("metric", "operator", "reference_value", "tolerance", "unit"):
        if rule.HasField(name):
            setattr(reported, name, getattr(rule, name))
    if not rule.unit.strip() and within:
        reported.unit = within[0].unit
    shown = [each for each in within if not _is_single(each) or each.verdict not in _KEPT]
    reported.judgement.extend(judgement(each) for each in shown[:MOST_JUDGEMENTS])
    reported.verdict_count.extend(counts(within))
    periods = [each for each in before if not _is_single(each) and each.state == State.FINAL]
    reported.trend.extend(judgement(each) for each in periods[-TREND:])
    return reported


def _latest(tx: Transaction, sla: Sla, rule: Rule, span: Interval) -> Iterator[Latest]:
    """The latest judgement of each subject of a rule that overlaps the span, by period and subject."""
    starts = Comparison(("conformancePeriod", "startDateTime"), ValueType.INSTANT, Operator.LT, (span.end * _NANOS,))
    where = All((_equals(("slaId",), str(sla.id)), _equals(("ruleId",), rule.id), starts))
    by_subject: dict[str, list[Assessment]] = {}
    for found in _all(tx, ASSESSMENT, where):
        by_subject.setdefault(found.subject, []).append(found)
    newest = [
        Latest(max(revisions, key=lambda each: each.revision), frozenset(str(each.id) for each in revisions))
        for revisions in by_subject.values()
    ]
    yield from sorted(newest, key=lambda each: (*_period(each.assessment), each.assessment.subject))


def _remarks(tx: Transaction, sla: Sla, span: Interval, now: int) -> dict[str, list[str]]:
    """What became of each exclusion under each rule, in words, by id of the exclusion."""
    remarks: dict[str, list[str]] = {}
    for rule in sla.rule:
        found = honouring.honoured_for(tx, sla, rule, span, now)
        amounts: Counter[tuple[str, str]] = Counter()
        for each in found.excluded:
            amounts[each.exclusion_id, "honoured"] += each.span.length
        for refused in found.dishonoured:
            amounts[refused.exclusion_id, f"not honoured: {refused.cause}"] += refused.span.length
        for (exclusion_id, what), length in sorted(amounts.items()):
            remarks.setdefault(exclusion_id, []).append(f"{rule.id}: {written(length)} {what}")
    return remarks


def _is_single(assessment: Any) -> bool:
    return not assessment.subject.startswith("period/")


def _period(assessment: Assessment) -> Interval:
    return interval(assessment.conformance_period)


def _equals(path: Path, value: str) -> Comparison:
    return Comparison(path, ValueType.TEXT, Operator.EQ, (value,))


def _all(tx: Transaction, kind: Kind, where: Predicate) -> list[Any]:
    rows: Sequence[Stored] = tx.resources.find(kind, Query(where=where, order=_BY_ID), counted=False).rows
    return [loaded(kind, row) for row in rows]


_BY_ID: tuple[Order, ...] = ()


def _path(kind: Kind, id_: int) -> str:
    return href(kind, id_, CANONICAL[kind.api], "")
