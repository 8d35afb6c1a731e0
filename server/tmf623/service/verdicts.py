"""Store findings: what is new about a judgement, the violation it establishes, and the events of both.

A judgement is known by agreement, rule, subject and revision, a violation by agreement, rule and subject: judging
again makes neither twice. What is judged while a period or a case is open is not stored; a violation that is certain
by then is detected. Another outcome later is the next revision of the judgement, if the period may still be judged
again; the violation that stands is told of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from tmf.sla.v1.assessment_pb2 import Assessment, Reopening
from tmf.sla.v1.violation_pb2 import RuleRef, SlaRef, SlaViolation, Violation
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import ASSESSMENT, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href
from tmf623.contract.scalars import write_instant
from tmf623.domain.assessment import State
from tmf623.domain.decimals import displayed, exact, fraction_of
from tmf623.domain.exclusion import Category
from tmf623.domain.settlement import Amending, Cause, Windows
from tmf623.domain.violation import JUDGING, ViolationState
from tmf623.errors import Conflict, Reason
from tmf623.service import consequences, honouring, records
from tmf623.service.cases import segment
from tmf623.service.findings import Finding, Question
from tmf623.service.people import person
from tmf623.service.timestamps import instant_of, interval, microseconds
from tmf623.service.violations import moved
from tmf623.store.transaction import Transaction

_BOOKKEEPING = (
    "id",
    "href",
    "revision",
    "sla_revision",
    "as_of",
    "tz_version",
    "semantics",
    "violation_id",
    "cause",
    "supersedes",
    "reopening",
)
"""What of a judgement is not its outcome."""


class Recorded(NamedTuple):
    """What became of a finding."""

    assessment: Assessment
    """As it is stored; without id when later knowledge has judged the subject already."""
    is_new: bool


class Occasion(NamedTuple):
    """Why judging happens now, and what it may change."""

    by_corrected_terms: bool = False
    """Other terms were declared to govern the period: that is the cause of a revision."""
    windows: Windows = Windows()
    settled: bool = True
    """Whether a period that has ended has settled; cases have, when they end."""
    asked: bool = False
    """Somebody wants it judged for good, although it has not settled."""
    reopening: Reopening | None = None
    """Who stands behind judging again what is not judged again by itself."""


NEWS = Occasion()
"""Something became known."""


def record(tx: Transaction, question: Question, found: Iterable[Finding], occasion: Occasion = NEWS) -> list[Recorded]:
    """Store what each finding says that is new.

    Raises:
        Conflict: the occasion is a reopening, and the period is locked but not two parties stand behind it.
    """
    template = _template(question)
    return [_recorded(tx, question, finding, template, occasion) for finding in found]


def _recorded(
    tx: Transaction, question: Question, finding: Finding, template: SlaViolation, occasion: Occasion
) -> Recorded:
    subject = key_of(question.sla.id, question.rule.id, finding.assessment.subject)
    latest = latest_of(tx, subject)
    if not (occasion.settled or occasion.asked):
        finding = _provisional(finding)
    if latest is not None:
        if _outcome(latest) == _outcome(finding.assessment):
            return Recorded(latest, is_new=False)
        if microseconds(latest.as_of) > question.as_of or not _may_amend(tx, subject, latest, occasion):
            return Recorded(finding.assessment, is_new=False)
    if finding.assessment.state != State.FINAL and (latest is None or latest.state != State.FINAL):
        _detect(tx, question, finding, subject, template)
        return Recorded(finding.assessment, is_new=False)
    numbered = _numbered(tx, question, finding, latest, occasion)
    assessment = numbered.assessment
    violation = _violation(tx, numbered, subject, template)
    if finding.established and violation is not None:
        assessment.violation_id = str(violation.id)
    records.add(tx, ASSESSMENT, assessment, natural_key=f"{subject}/{assessment.revision}", id=assessment.id)
    consequences.follow(tx, question.sla, question.rule, assessment, violation)
    return Recorded(assessment, is_new=True)


def key_of(sla_id: int, rule_id: str, subject: str) -> str:
    """What makes the judgements of a subject a series of revisions."""
    return f"{sla_id}/{segment(rule_id)}/{subject}"


def _provisional(finding: Finding) -> Finding:
    """The finding for a period that has ended, but may still be told of what happened in it."""
    assessment = Assessment()
    assessment.CopyFrom(finding.assessment)
    assessment.state = State.PROVISIONAL
    return replace(finding, assessment=assessment)


def _may_amend(tx: Transaction, subject: str, latest: Assessment, occasion: Occasion) -> bool:
    """Whether what is new may become a revision; Conflict when it is asked for, and cannot."""
    demanded = occasion.windows.amending(instant_of(tx.now), first_judged(tx, subject, latest))
    if demanded is Amending.ANYTHING:
        return True
    by = occasion.reopening
    if by is None:
        return False
    if demanded is Amending.APPROVAL and not (person(by.requested_by) and person(by.approved_by)):
        sentence = "the period is locked: reopening.requestedBy and reopening.approvedBy must say who opens it"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="reopening")
    if demanded is Amending.APPROVAL and person(by.requested_by) == person(by.approved_by):
        sentence = f"the period is locked: {shown(by.approved_by)} cannot approve what they ask for themselves"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="reopening.approvedBy")
    return True


def _numbered(
    tx: Transaction, question: Question, finding: Finding, latest: Assessment | None, occasion: Occasion
) -> Finding:
    """A copy of the finding with its place: a transaction may be tried again."""
    assessment = Assessment()
    assessment.CopyFrom(finding.assessment)
    assessment.id = tx.resources.reserve(ASSESSMENT)
    assessment.href = _path(ASSESSMENT, assessment.id)
    if latest is None:
        assessment.revision = 1
        assessment.cause = Cause.PERIOD_END if occasion.settled else Cause.REQUEST
    else:
        assessment.revision = latest.revision + 1
        since = microseconds(latest.as_of)
        corrected = occasion.by_corrected_terms
        assessment.cause = Cause.CORRECTED_TERMS if corrected else _cause(tx, question, since, finding)
        assessment.supersedes = str(latest.id)
    if occasion.reopening is not None and latest is not None:
        assessment.reopening.CopyFrom(occasion.reopening)
    return replace(finding, assessment=assessment)


def _cause(tx: Transaction, question: Question, since: int, finding: Finding) -> Cause:
    """Why judging comes to another outcome than at the cut `since`: what people decided goes before facts.

    It is told by what is excluded now and was not then, whoever has it judged: the assessor, or somebody who asks.
    """
    if not finding.assessment.HasField("conformance_period"):
        return Cause.LATE_DATA
    period, cuts = interval(finding.assessment.conformance_period), (since, question.as_of)
    if not period.length:
        return Cause.LATE_DATA
    decided = honouring.decided_between(tx, question.sla, question.rule, period, cuts)
    if Category.DISPUTE in decided:
        return Cause.DISPUTE
    return Cause.EXCLUSION if decided else Cause.LATE_DATA


def _detect(tx: Transaction, question: Question, finding: Finding, subject: str, template: SlaViolation) -> None:
    """Establish a violation that is certain before there is a final judgement, or take it back."""
    standing = tx.resources.by_natural_key(SLA_VIOLATION, subject)
    if standing is None and not finding.established:
        return
    if standing is None:
        violation = _told(template, finding)
        violation.date.CopyFrom(finding.assessment.as_of)
        moved(violation, ViolationState.DETECTED, "", tx.now)
        records.add(tx, SLA_VIOLATION, violation, natural_key=subject)
        return
    before = cast("SlaViolation", loaded(SLA_VIOLATION, standing))
    told = _told(before, finding)
    _judge(told, finding, _cause(tx, question, microseconds(before.date), finding), tx.now)
    records.put(tx, SLA_VIOLATION, standing, before, told)


def _violation(tx: Transaction, finding: Finding, subject: str, template: SlaViolation) -> Stored | None:
    """The violation of this subject: established, or told of another outcome; None when there is none."""
    standing = tx.resources.by_natural_key(SLA_VIOLATION, subject)
    cause = Cause(finding.assessment.cause)
    if standing is not None:
        before = cast("SlaViolation", loaded(SLA_VIOLATION, standing))
        told = _told(before, finding)
        _judge(told, finding, cause, tx.now)
        return records.put(tx, SLA_VIOLATION, standing, before, told)
    if not finding.established:
        return None
    violation = _told(template, finding)
    violation.date.CopyFrom(finding.assessment.as_of)
    _judge(violation, finding, cause, tx.now)
    return records.add(tx, SLA_VIOLATION, violation, natural_key=subject)


def _judge(violation: SlaViolation, finding: Finding, cause: Cause, now: datetime) -> None:
    """Move the state of a violation by what was found; a state that allows no such move stays."""
    assessment = finding.assessment
    standing = ViolationState(violation.state) if violation.HasField("state") else None
    if not finding.established:
        excused = cause in {Cause.EXCLUSION, Cause.DISPUTE}
        state = ViolationState.EXCUSED if excused else ViolationState.SUPERSEDED
    elif assessment.state != State.FINAL:
        state = ViolationState.DETECTED
    else:
        state = ViolationState.CONFIRMED
    if standing is not state and JUDGING.allows(standing, state):
        moved(violation, state, f"judged {assessment.verdict}", now)


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
    if assessment.HasField("id"):
        violation.attachment.id = str(assessment.id)
        violation.attachment.href = f"{assessment.href}/evidence"
        violation.attachment.description = f"Evidence of judgement {assessment.revision} of {assessment.subject}"
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


def latest_of(tx: Transaction, subject: str) -> Assessment | None:
    """The last judgement of a subject; revisions have no gaps, so it is found by doubling and halving."""
    known, found = 0, None
    step = 1
    while (stored := _at(tx, subject, known + step)) is not None:
        known, found, step = known + step, stored, step * 2
    while step > 1:
        step //= 2
        stored = _at(tx, subject, known + step)
        if stored is not None:
            known, found = known + step, stored
    return None if found is None else _read(found)


def first_judged(tx: Transaction, subject: str, latest: Assessment) -> int:
    """The cut of knowledge of the first judgement of a subject: windows count from it."""
    first = latest if latest.revision == 1 else _read(_at(tx, subject, 1))
    return microseconds(first.as_of)


def stored_judgement(tx: Transaction, id: int) -> Assessment:  # noqa: A002 - the contract's own word
    """A judgement as it is stored, with its id; NotFound when there is none."""
    return cast("Assessment", loaded(ASSESSMENT, tx.resources.get(ASSESSMENT, id)))


def governed_by(tx: Transaction, subject: str, latest: Assessment) -> int | None:
    """The revision of the agreement whose terms were declared to govern a subject; None when none was."""
    for revision in range(latest.revision, 1, -1):
        judged = _read(_at(tx, subject, revision))
        if judged.cause == Cause.CORRECTED_TERMS:
            return int(judged.sla_revision)
    return None


def _at(tx: Transaction, subject: str, revision: int) -> Stored | None:
    return tx.resources.by_natural_key(ASSESSMENT, f"{subject}/{revision}")


def _read(stored: Stored | None) -> Assessment:
    if stored is None:
        raise LookupError("a judgement's revisions have a gap")
    assessment: Any = loaded(ASSESSMENT, stored)
    assessment.href = _path(ASSESSMENT, stored.id)
    return cast("Assessment", assessment)


def says_the_same(latest: Assessment, assessment: Assessment) -> bool:
    """Whether two judgements have the same outcome, whatever their place."""
    return _outcome(latest) == _outcome(assessment)


def _outcome(assessment: Assessment) -> bytes:
    """What a judgement says: equal for two that say the same."""
    outcome = Assessment()
    outcome.CopyFrom(assessment)
    for name in _BOOKKEEPING:
        outcome.ClearField(name)
    return outcome.SerializeToString(deterministic=True)


def _path(kind: Kind, id: int) -> str:  # noqa: A002 - the contract's own word
    return href(kind, id, CANONICAL[kind.api], "")
