"""Store findings: what is new about a judgement, the violation it establishes, and the events of both.

A judgement is known by agreement, rule, subject and revision, a violation by agreement, rule and subject: judging
again makes neither twice. Another outcome is the next revision of the judgement; the violation that stands is
told of it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.violation_pb2 import RuleRef, SlaRef, SlaViolation, Violation
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import ASSESSMENT, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href
from tmf623.contract.scalars import write_instant
from tmf623.domain.assessment import State
from tmf623.domain.decimals import displayed, exact, fraction_of
from tmf623.service import consequences, records
from tmf623.service.cases import segment
from tmf623.service.findings import Finding, Question
from tmf623.service.timestamps import microseconds
from tmf623.store.transaction import Transaction

_GROWING = ("actual_value", "actual_ratio")
"""What of an open case grows with the clock, and is nothing new."""
_BOOKKEEPING = ("id", "href", "revision", "sla_revision", "as_of", "tz_version", "semantics", "violation_id")
"""What of a judgement is not its outcome."""


class Recorded(NamedTuple):
    """What became of a finding."""

    assessment: Assessment
    """As it is stored; without id when later knowledge has judged the subject already."""
    is_new: bool


def record(tx: Transaction, question: Question, found: Iterable[Finding]) -> list[Recorded]:
    """Store each finding that says something new."""
    template = _template(question)
    return [_recorded(tx, question, finding, template) for finding in found]


def _recorded(tx: Transaction, question: Question, finding: Finding, template: SlaViolation) -> Recorded:
    subject = f"{question.sla.id}/{segment(question.rule.id)}/{finding.assessment.subject}"
    latest = _latest(tx, subject)
    if latest is not None and _outcome(latest) == _outcome(finding.assessment):
        return Recorded(latest, is_new=False)
    if latest is not None and microseconds(latest.as_of) > question.as_of:
        return Recorded(finding.assessment, is_new=False)
    numbered = _numbered(tx, finding, 1 if latest is None else latest.revision + 1)
    assessment = numbered.assessment
    violation = _violation(tx, numbered, subject, template)
    if finding.established and violation is not None:
        assessment.violation_id = str(violation.id)
    records.add(tx, ASSESSMENT, assessment, natural_key=f"{subject}/{assessment.revision}", id=assessment.id)
    if State.FINAL in (assessment.state, "" if latest is None else latest.state):
        consequences.follow(tx, question.sla, question.rule, assessment, violation)
    return Recorded(assessment, is_new=True)


def _numbered(tx: Transaction, finding: Finding, revision: int) -> Finding:
    """A copy of the finding with its place: a transaction may be tried again."""
    assessment = Assessment()
    assessment.CopyFrom(finding.assessment)
    assessment.id = tx.resources.reserve(ASSESSMENT)
    assessment.href = _path(ASSESSMENT, assessment.id)
    assessment.revision = revision
    return Finding(assessment, finding.established, finding.average)


def _violation(tx: Transaction, finding: Finding, subject: str, template: SlaViolation) -> Stored | None:
    """The violation of this subject: established, or told of another outcome; None when there is none."""
    if finding.assessment.revision > 1:
        standing = tx.resources.by_natural_key(SLA_VIOLATION, subject)
        if standing is not None:
            before = loaded(SLA_VIOLATION, standing)
            return records.put(tx, SLA_VIOLATION, standing, before, _told(before, finding))
    if not finding.established:
        return None
    violation = _told(template, finding)
    violation.date.CopyFrom(finding.assessment.as_of)
    return records.add(tx, SLA_VIOLATION, violation, natural_key=subject)


def _template(question: Question) -> SlaViolation:
    """What all violations of a rule say: who is touched, and what was agreed."""
    sla, rule = question.sla, question.rule
    agreement = SlaRef(id=str(sla.id), href=_path(SLA, sla.id), name=sla.name)
    message = SlaViolation(
        sla=agreement,
        related_party=sla.related_party,
        violation=Violation(rule=RuleRef(id=rule.id, href=f"{agreement.href}/rule/{quote(rule.id, safe='')}")),
    )
    violation = message.violation
    for name in ("reference_value", "operator", "consequence"):
        if rule.HasField(name):
            setattr(violation, name, getattr(rule, name))
    tolerance = _tolerance(rule.tolerance)
    if tolerance is not None:
        violation.tolerance = tolerance
    return message


def _told(message: Any, finding: Finding) -> SlaViolation:
    """The violation with what this finding says about it; all else as it is."""
    told, assessment = SlaViolation(), finding.assessment
    told.CopyFrom(message)
    violation = told.violation
    violation.unit = assessment.unit
    violation.ClearField("actual_value")
    violation.ClearField("violation_average")
    if assessment.HasField("actual_value"):
        violation.actual_value = assessment.actual_value
    if finding.average is not None:
        violation.violation_average = displayed(finding.average)
    violation.comment = _comment(finding)
    violation.attachment.id = str(assessment.id)
    violation.attachment.href = assessment.href
    violation.attachment.description = f"Judgement {assessment.revision} of {assessment.subject}"
    return told


def _comment(finding: Finding) -> str:
    """What happened, for people."""
    judged = finding.assessment
    verb = "Delivered" if judged.state == State.FINAL else "Delivered so far"
    level = f"{judged.actual_value} {judged.unit}" if judged.HasField("actual_value") else "nothing that is known"
    period = judged.conformance_period
    sentence = (
        f"{verb}: {level}, agreed {judged.operator} {judged.reference_value};"
        f" from {write_instant(period.start_date_time)} to {write_instant(period.end_date_time)}."
    )
    return sentence if finding.established else f"No longer violated, judged {judged.verdict}. {sentence}"


def _tolerance(text: str) -> str | None:
    """The rule's tolerance as the decimal text a violation has; None when it is none."""
    try:
        return exact(fraction_of(text)) if text.strip() else None
    except ValueError:
        return None


def _latest(tx: Transaction, subject: str) -> Assessment | None:
    """The last judgement of a subject; revisions have no gaps, so it is found by doubling and halving."""

    def at(revision: int) -> Stored | None:
        return tx.resources.by_natural_key(ASSESSMENT, f"{subject}/{revision}")

    known, found = 0, None
    step = 1
    while (stored := at(known + step)) is not None:
        known, found, step = known + step, stored, step * 2
    while step > 1:
        step //= 2
        stored = at(known + step)
        if stored is not None:
            known, found = known + step, stored
    return None if found is None else _read(found)


def _read(stored: Stored) -> Assessment:
    assessment: Any = loaded(ASSESSMENT, stored)
    assessment.href = _path(ASSESSMENT, stored.id)
    return cast("Assessment", assessment)


def _outcome(assessment: Assessment) -> bytes:
    """What a judgement says: equal for two that say the same.

    Of an open case the time so far grows with the clock, and is nothing new.
    """
    outcome = Assessment()
    outcome.CopyFrom(assessment)
    growing = assessment.state == State.PROVISIONAL and assessment.subject.startswith("case/")
    for name in _BOOKKEEPING + (_GROWING if growing else ()):
        outcome.ClearField(name)
    if growing:
        outcome.evidence.ClearField("elapsed_us")
        outcome.conformance_period.ClearField("end_date_time")
    return outcome.SerializeToString(deterministic=True)


def _path(kind: Kind, id: int) -> str:  # noqa: A002 - the contract's own word
    return href(kind, id, CANONICAL[kind.api], "")
