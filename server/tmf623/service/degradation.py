"""Degradation reports: created from a customer's notice or from a violation, tracked, escalated, cleared, closed."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from tmf.sla.v1.degradation_pb2 import DegradationReport, EscalationPolicy
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.domain.calendar import round_the_clock
from tmf623.domain.degradation import (
    MOST_ESCALATED,
    OPEN,
    REPORT,
    SETTLED,
    Policy,
    ReportSource,
    ReportState,
    Standing,
    Step,
    standing,
)
from tmf623.domain.durations import microseconds_of
from tmf623.domain.instants import Interval
from tmf623.errors import Conflict, Invalid, NotFound, Reason, Refused
from tmf623.service import business_calendars, zones
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.identifiers import identifier
from tmf623.service.life_cycles import demand_move, enter, keep, state_of
from tmf623.service.measurements import demanded
from tmf623.service.slas import ordered
from tmf623.service.timestamps import instant_of, microseconds, stamp
from tmf623.store.transaction import Transaction

if TYPE_CHECKING:
    from tmf.sla.v1.violation_pb2 import SlaViolation

_OWNED = ("creation_date", "resolution_date", "state_change", "jeopardy", "next_escalation_date")
"""What the server writes."""


def check(report: DegradationReport, _origin: Origin) -> None:
    """Refuse a report by what it says itself.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: a party's period ends before it starts.
    """
    if report.HasField("state"):
        state_of(report.state, ReportState)
    if report.HasField("source"):
        state_of(report.source, ReportSource, "source")
    if not 0 <= report.escalation_level <= MOST_ESCALATED:
        raise _invalid("escalationLevel", report.escalation_level, f"from 0 to {MOST_ESCALATED}")
    for index, party in enumerate(report.related_party):
        ordered(party.valid_for, f"relatedParty[{index}].validFor")
    for index, violation in enumerate(report.sla_violation):
        demanded(violation.id, f"slaViolation[{index}].id")
    for index, note in enumerate(report.note):
        demanded(note.text, f"note[{index}].text")
    _check_policy(report.escalation_policy)


def escalated(tx: Transaction, before: DegradationReport) -> DegradationReport:
    """The report as its policy sees it now: in jeopardy or not, escalated as far as it says."""
    after = DegradationReport()
    after.CopyFrom(before)
    _escalate(tx, after)
    return after


def _created(tx: Transaction, sent: DegradationReport) -> DegradationReport:
    for name in _OWNED:
        sent.ClearField(name)
    _fill(tx, sent)
    _stamp_notes(sent, tx.now)
    sent.creation_date.FromDatetime(tx.now)
    state = state_of(sent.state, ReportState) if sent.HasField("state") else ReportState.CREATED
    demand_move(REPORT, None, state, "degradationReport")
    enter(sent, state, sent.state_reason, tx.now)
    _escalate(tx, sent)
    return sent


def _changed(tx: Transaction, before: DegradationReport, after: DegradationReport) -> DegradationReport:
    keep(_OWNED, before, after)
    after.escalation_level = max(after.escalation_level, before.escalation_level)
    was = ReportState(before.state)
    state = state_of(after.state, ReportState) if after.HasField("state") else was
    what = f"degradationReport {before.id}"
    demand_move(REPORT, was, state, what)
    _fill(tx, after)
    _stamp_notes(after, tx.now)
    if state is ReportState.CLEARED and was is not state:
        _demand_settled(tx, after, what)
        after.resolution_date.FromDatetime(tx.now)
    after.state = before.state
    if state is not was:
        reason = after.state_reason if after.state_reason != before.state_reason else ""
        enter(after, state, reason, tx.now)
    _escalate(tx, after)
    return after


def _deleted(_tx: Transaction, report: DegradationReport) -> None:
    if report.state in OPEN:
        sentence = f"degradationReport {report.id} is {report.state}: cancel it, or clear and close it, first"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


def _fill(tx: Transaction, report: DegradationReport) -> None:
    """Complete the report from the violations it names; Refused when there is no such violation or agreement."""
    violations: list[SlaViolation] = [
        _found(tx, SLA_VIOLATION, ref.id, f"slaViolation[{index}].id") for index, ref in enumerate(report.sla_violation)
    ]
    if not report.HasField("source"):
        report.source = ReportSource.PROCESS if violations else ReportSource.CUSTOMER
    if violations and not report.HasField("sla") and violations[0].HasField("sla"):
        report.sla.CopyFrom(violations[0].sla)
    sla = _agreement(tx, report)
    if report.related_party:
        return
    if violations:
        report.related_party.extend(violations[0].related_party)
    elif sla is not None:
        report.related_party.extend(sla.related_party)


def _agreement(tx: Transaction, report: DegradationReport) -> Sla | None:
    """The agreement the report is about; None when it names none, Refused when there is no such one."""
    return _found(tx, SLA, report.sla.id, "sla.id") if report.sla.HasField("id") else None


def _found(tx: Transaction, kind: Kind, id_: str, attribute: str) -> Any:
    try:
        return loaded(kind, tx.resources.get(kind, identifier(kind, id_)))
    except NotFound as error:
        raise Refused(Reason.RULE_REFUSED, f"{attribute}: {error.message}", attribute=attribute) from error


def _demand_settled(tx: Transaction, report: DegradationReport, what: str) -> None:
    """Refuse to clear a report while a violation it is about is not settled; a deleted one is no longer."""
    for ref in report.sla_violation:
        try:
            stored = tx.resources.get(SLA_VIOLATION, identifier(SLA_VIOLATION, ref.id))
        except NotFound:
            continue
        violation = cast("SlaViolation", loaded(SLA_VIOLATION, stored))
        if violation.state not in SETTLED:
            state = violation.state or "without a state"
            sentence = (
                f"{what} cannot be cleared: slaViolation {ref.id} is {state}, none of {', '.join(sorted(SETTLED))}"
            )
            raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


def _stamp_notes(report: DegradationReport, now: datetime) -> None:
    for note in report.note:
        if not note.HasField("date"):
            note.date.FromDatetime(now)


def _escalate(tx: Transaction, report: DegradationReport) -> None:
    """Write down what the report's policy says now."""
    report.ClearField("next_escalation_date")
    if report.state not in OPEN or not report.HasField("escalation_policy"):
        return
    says = _standing(tx, report, instant_of(tx.now))
    if says.in_jeopardy:
        report.jeopardy = True
    report.escalation_level = max(report.escalation_level, says.level)
    if says.next_at is not None:
        report.next_escalation_date.CopyFrom(stamp(says.next_at))


def _standing(tx: Transaction, report: DegradationReport, now: int) -> Standing:
    steps = report.state_change
    stops = [
        Interval(microseconds(step.change_date), microseconds(after.change_date) if after else now)
        for step, after in zip(steps, [*steps[1:], None], strict=True)
        if step.state == ReportState.PENDING
    ]
    created = microseconds(report.creation_date)
    return standing(_policy(tx, report), created, stops, now, runs=report.state != ReportState.PENDING)


def _policy(tx: Transaction, report: DegradationReport) -> Policy:
    said, path = report.escalation_policy, "escalationPolicy"
    calendar = round_the_clock(zones.zone(zones.UTC))
    if said.HasField("calendar_ref"):
        sla = _agreement(tx, report)
        if sla is None:
            sentence = f"{path}.calendarRef is {shown(said.calendar_ref)}, but the report names no agreement"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute=f"{path}.calendarRef")
        calendar = business_calendars.calendar_of(sla, said.calendar_ref, f"{path}.calendarRef")
    jeopardy = _duration(said.jeopardy_after, f"{path}.jeopardyAfter") if said.HasField("jeopardy_after") else None
    steps = (
        Step(_duration(step.after, f"{path}.step[{index}].after"), step.level) for index, step in enumerate(said.step)
    )
    return Policy(calendar, jeopardy, tuple(steps))


def _check_policy(said: EscalationPolicy) -> None:
    path = "escalationPolicy"
    if said.HasField("jeopardy_after"):
        _duration(said.jeopardy_after, f"{path}.jeopardyAfter")
    for index, step in enumerate(said.step):
        _duration(step.after, f"{path}.step[{index}].after")
        if not 1 <= step.level <= MOST_ESCALATED:
            raise _invalid(f"{path}.step[{index}].level", step.level, f"from 1 to {MOST_ESCALATED}")


def _duration(text: str, attribute: str) -> int:
    try:
        return microseconds_of(text)
    except ValueError:
        raise _invalid(attribute, text, "an ISO 8601 duration such as PT4H") from None


def _invalid(attribute: str, value: object, expected: str) -> Invalid:
    return Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(value)}, not {expected}", attribute=attribute)


BEHAVIOUR = Behaviour(check=check, created=_created, changed=_changed, deleted=_deleted)
