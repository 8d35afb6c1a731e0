"""QoS reports (eTOM 1.3.8.3): made from what is known at one instant, hashed, and never changed."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, cast

from tmf.sla.v1.report_pb2 import QosReport, ReportedChange, ReportedJudgement, ReportTotals
from tmf.sla.v1.report_service_pb2 import CreateQosReportRequest
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical
from tmf623.contract.documents import Stored, loaded, without_owned
from tmf623.contract.faults import shown
from tmf623.contract.kinds import QOS_REPORT, SLA
from tmf623.domain.assessment import State
from tmf623.domain.instants import Interval
from tmf623.domain.violation import ViolationState
from tmf623.domain.zones import local
from tmf623.errors import Invalid, Reason, Refused
from tmf623.query.criteria import Comparison, Operator, Order, Query, ValueType
from tmf623.service import business_calendars, records, report_content, report_credits, zones
from tmf623.service.identifiers import identifier
from tmf623.service.measurements import demanded
from tmf623.service.report_content import Latest
from tmf623.service.slas import ordered
from tmf623.service.timestamps import instant_of, recordable, stamp
from tmf623.store.transaction import Transaction

MOST_AGREEMENTS = 1000
"""Agreements one report may be about."""
_FELL = frozenset({ViolationState.EXCUSED, ViolationState.SUPERSEDED})


class _Agreed(NamedTuple):
    sla: Sla
    revision: int


def check(request: CreateQosReportRequest) -> None:
    """Refuse a request that names nothing to report on, or no period.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: the period ends before it starts, or both agreements and a party are named.
    """
    for name, attribute in (("start_date_time", "startDateTime"), ("end_date_time", "endDateTime")):
        if not request.period.HasField(name):
            path = f"period.{attribute}"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path} is missing", attribute=path)
        recordable(getattr(request.period, name), f"period.{attribute}")
    ordered(request.period, "period")
    by_party = bool(request.related_party_id.strip())
    if by_party and request.sla_id:
        sentence = "relatedPartyId and slaId are given, but a report is about the one or the other"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="relatedPartyId")
    if not by_party and not request.sla_id:
        sentence = "slaId is missing, and so is relatedPartyId: the report would be about nothing"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="slaId")
    for index, id_ in enumerate(request.sla_id):
        demanded(id_, f"slaId[{index}]")
    if request.HasField("time_zone"):
        _zone(request.time_zone)


def create(tx: Transaction, request: CreateQosReportRequest) -> Stored:
    """Make a report and keep it.

    Raises:
        NotFound: there is no such agreement.
        Invalid, Refused: as for `check`; also when no agreement names the party.
    """
    check(request)
    agreed = _agreements(tx, request)
    report = QosReport(sla_id=[str(each.sla.id) for each in agreed], state=State.FINAL, scope=_scope(request))
    report.period.CopyFrom(request.period)
    report.as_of.CopyFrom(stamp(instant_of(tx.now)))
    zone = business_calendars.zone_of(agreed[0].sla).key
    report.time_zone = request.time_zone if request.HasField("time_zone") else zone
    if request.HasField("related_party_id"):
        report.related_party_id = request.related_party_id
    span = Interval(recordable(request.period.start_date_time, ""), recordable(request.period.end_date_time, ""))
    _fill(tx, report, agreed, span)
    _compare(tx, report)
    _add_up(report)
    report.name = request.name if request.name.strip() else _title(report, agreed, span)
    report.digest = digest(report)
    return records.add(tx, QOS_REPORT, report)


def digest(report: QosReport) -> str:
    """SHA-256, hexadecimal, of the report's canonical JSON without `id`, `href` and `digest`."""
    bare = QosReport()
    bare.CopyFrom(report)
    bare.ClearField("digest")
    return sha256(canonical(without_owned(bare))).hexdigest()


def _agreements(tx: Transaction, request: CreateQosReportRequest) -> list[_Agreed]:
    if request.sla_id:
        rows = [tx.resources.get(SLA, identifier(SLA, id_)) for id_ in dict.fromkeys(request.sla_id)]
    else:
        party = Comparison(("relatedParty", "id"), ValueType.TEXT, Operator.EQ, (request.related_party_id,))
        rows = list(tx.resources.find(SLA, Query(where=party, limit=MOST_AGREEMENTS + 1), counted=False).rows)
        if not rows:
            sentence = f"relatedPartyId is {shown(request.related_party_id)}, a party no agreement names"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute="relatedPartyId")
    if len(rows) > MOST_AGREEMENTS:
        sentence = f"the report would be about more than {MOST_AGREEMENTS} agreements"
        raise Refused(Reason.RULE_REFUSED, sentence)
    return [_Agreed(cast("Sla", loaded(SLA, row)), row.revision) for row in rows]


def _fill(tx: Transaction, report: QosReport, agreed: Sequence[_Agreed], span: Interval) -> None:
    seen: set[str] = set()
    for sla, revision in agreed:
        reported, judged = report_content.agreement(tx, sla, revision, span)
        report.agreement.append(reported)
        report.violation.extend(report_content.violations(tx, sla, judged))
        report.constraint.extend(report_content.constraints(tx, sla, span))
        report.credit.extend(report_credits.credits_of(tx, sla, span))
        for exclusion in report_content.exclusions(tx, sla, span):
            if exclusion.exclusion_id not in seen:
                seen.add(exclusion.exclusion_id)
                report.exclusion.append(exclusion)
        if not _is_final(sla, judged, reported.rule, span):
            report.state = State.PROVISIONAL


def _is_final(sla: Sla, judged: Sequence[Latest], rules: Sequence[Any], span: Interval) -> bool:
    """Whether all of the agreement was judged for good; a rule nobody judged yet is not."""
    unjudged = any(not rule.verdict_count for rule in rules) and bool(sla.rule)
    return not unjudged and all(each.assessment.state == State.FINAL for each in judged) and bool(span)


def _compare(tx: Transaction, report: QosReport) -> None:
    """Write down what is not what the previous report on the same said."""
    scope = Comparison(("scope",), ValueType.TEXT, Operator.EQ, (report.scope,))
    order = (Order(("asOf",), ValueType.INSTANT, descending=True),)
    rows = tx.resources.find(QOS_REPORT, Query(where=scope, order=order, limit=1), counted=False).rows
    if not rows:
        return
    previous = cast("QosReport", loaded(QOS_REPORT, rows[0]))
    report.previous_report_id = str(previous.id)
    for sla_id, rule_id, then in _judgements(previous):
        change = _change(tx, then)
        if change is not None:
            change.sla_id, change.rule_id = sla_id, rule_id
            report.change.append(change)


def _judgements(report: QosReport) -> Iterator[tuple[str, str, ReportedJudgement]]:
    for agreement in report.agreement:
        for rule in agreement.rule:
            for judgement in rule.judgement:
                yield agreement.sla_id, rule.rule_id, judgement


def _change(tx: Transaction, then: ReportedJudgement) -> ReportedChange | None:
    now = report_content.latest(tx, then.assessment_id)
    if now is None or now.revision == then.revision:
        return None
    change = ReportedChange(subject=then.subject, revision_before=then.revision, revision_after=now.revision)
    change.verdict_before, change.verdict_after = then.verdict, now.verdict
    if then.HasField("actual_value"):
        change.actual_value_before = then.actual_value
    if now.HasField("actual_value"):
        change.actual_value_after = now.actual_value
    if now.HasField("cause"):
        change.cause = now.cause
    return change


def _add_up(report: QosReport) -> None:
    counted: dict[tuple[str, str], int] = {}
    for agreement in report.agreement:
        for rule in agreement.rule:
            for each in rule.verdict_count:
                counted[each.verdict, each.state] = counted.get((each.verdict, each.state), 0) + each.count
    total = ReportTotals(
        agreement_count=len(report.agreement),
        rule_count=sum(len(agreement.rule) for agreement in report.agreement),
        violation_count=sum(violation.state not in _FELL for violation in report.violation),
    )
    for outcome in sorted(counted):
        total.verdict_count.add(verdict=outcome[0], state=outcome[1], count=counted[outcome])
    total.credit.extend(report_credits.totals(report.credit))
    report.total.CopyFrom(total)


def _scope(request: CreateQosReportRequest) -> str:
    if request.sla_id:
        return "sla/" + ",".join(sorted(set(request.sla_id), key=lambda id_: (len(id_), id_)))
    return f"party/{request.related_party_id}"


def _title(report: QosReport, agreed: Sequence[_Agreed], span: Interval) -> str:
    zone = _zone(report.time_zone)
    first, past = (local(zone, instant).date().isoformat() for instant in (span.start, span.end))
    about = agreed[0].sla.name if len(agreed) == 1 else f"{len(agreed)} agreements"
    return f"Quality of service: {about}, {first} to {past}"


def _zone(name: str) -> Any:
    try:
        return zones.zone(name)
    except ValueError:
        sentence = f"timeZone is {shown(name)}, not an IANA time zone"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute="timeZone") from None
