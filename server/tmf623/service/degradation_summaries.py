"""Summaries of the process of degradation reports (eTOM 1.3.8.3.3): how many, how long, how many escalated."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from tmf.sla.v1.degradation_pb2 import DegradationReport
from tmf.sla.v1.degradation_service_pb2 import (
    CreateDegradationSummaryRequest,
    CreateDegradationSummaryResponse,
    DegradationCount,
)
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import DEGRADATION_REPORT
from tmf623.domain.degradation import ReportState
from tmf623.domain.durations import written
from tmf623.domain.process import times
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import All, Comparison, Operator, Predicate, Query, ValueType
from tmf623.service.slas import ordered
from tmf623.service.timestamps import instant_of, microseconds, recordable
from tmf623.store.transaction import Transaction

_NANOS = 1000


def check(request: CreateDegradationSummaryRequest) -> None:
    """Refuse a request without a period: Invalid; or with one that ends before it starts: Refused."""
    for name, attribute in (("start_date_time", "startDateTime"), ("end_date_time", "endDateTime")):
        if not request.period.HasField(name):
            path = f"period.{attribute}"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path} is missing", attribute=path)
        recordable(getattr(request.period, name), f"period.{attribute}")
    ordered(request.period, "period")


def create(tx: Transaction, request: CreateDegradationSummaryRequest) -> CreateDegradationSummaryResponse:
    """Sum up the reports created in a period, as they stand now. Raises as `check`."""
    check(request)
    reports = _reports(tx, request)
    cleared = [report for report in reports if report.HasField("resolution_date")]
    summary = CreateDegradationSummaryResponse(
        created=len(reports),
        cleared=len(cleared),
        in_jeopardy=sum(report.jeopardy for report in reports),
        escalated=sum(report.escalation_level > 0 for report in reports),
        by_state=_counts(reports, lambda report: report.state),
        by_severity=_counts(reports, lambda report: report.severity),
        by_source=_counts(reports, lambda report: report.source),
    )
    summary.period.CopyFrom(request.period)
    summary.as_of.FromDatetime(tx.now)
    taken = times([_taken(report) for report in cleared])
    if taken is not None:
        summary.mean_time_to_clear = written(round(taken.mean))
        summary.median_time_to_clear = written(taken.median)
        summary.ninetieth_time_to_clear = written(taken.ninetieth)
        summary.longest_time_to_clear = written(taken.longest)
    waiting = [report for report in reports if _is_open(report)]
    if waiting:
        oldest = min(microseconds(report.creation_date) for report in waiting)
        summary.oldest_open = written(max(0, instant_of(tx.now) - oldest))
    return summary


def _reports(tx: Transaction, request: CreateDegradationSummaryRequest) -> list[DegradationReport]:
    start, end = (
        recordable(moment, "period") * _NANOS
        for moment in (request.period.start_date_time, request.period.end_date_time)
    )
    where: list[Predicate] = [
        Comparison(("creationDate",), ValueType.INSTANT, Operator.GTE, (start,)),
        Comparison(("creationDate",), ValueType.INSTANT, Operator.LT, (end,)),
    ]
    if request.HasField("sla_id"):
        where.append(Comparison(("sla", "id"), ValueType.TEXT, Operator.EQ, (request.sla_id,)))
    if request.HasField("related_party_id"):
        where.append(Comparison(("relatedParty", "id"), ValueType.TEXT, Operator.EQ, (request.related_party_id,)))
    rows = tx.resources.find(DEGRADATION_REPORT, Query(where=All(tuple(where))), counted=False).rows
    return [cast("DegradationReport", loaded(DEGRADATION_REPORT, row)) for row in rows]


def _taken(report: DegradationReport) -> int:
    return microseconds(report.resolution_date) - microseconds(report.creation_date)


def _is_open(report: DegradationReport) -> bool:
    return report.state not in {ReportState.CLEARED, ReportState.CLOSED, ReportState.CANCELLED}


def _counts(reports: Sequence[DegradationReport], of: Callable[[DegradationReport], str]) -> Iterable[DegradationCount]:
    counted = Counter(map(of, reports))
    return [DegradationCount(value=value, count=counted[value]) for value in sorted(counted)]
