"""The tables a QoS report is shown as: every format writes these texts, so that all show the same digits."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tmf.sla.v1.report_pb2 import QosReport, ReportedJudgement
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf623.contract.scalars import write_instant
from tmf623.domain.durations import written

WORKING = "working"
"""The last column of a table whose rows rest on something: where that is read."""


class Section(NamedTuple):
    """A table with a title."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Texts, as many as there are columns; "" where there is nothing to say."""


def sections(report: QosReport, base: str = "") -> list[Section]:
    """All tables of a report, empty ones left out; `base` is what the links start with."""
    made = [
        Section("Summary", ("what", "value"), tuple(_summary(report))),
        Section("Delivered against agreed", _DELIVERED, tuple(_delivered(report, base))),
        Section("Outcomes", ("agreement", "rule", "verdict", "state", "count"), tuple(_outcomes(report))),
        Section("Trend", _TREND, tuple(_trend(report, base))),
        Section("Exclusions", _EXCLUSIONS, tuple(_exclusions(report, base))),
        Section("Violations", _VIOLATIONS, tuple(_violations(report, base))),
        Section("Credits", _CREDITS, tuple(_credits(report, base))),
        Section("Constraints", _CONSTRAINTS, tuple(_constraints(report, base))),
        Section("Changes since the previous report", _CHANGES, tuple(_changes(report))),
    ]
    return [section for section in made if section.rows]


def _summary(report: QosReport) -> Iterator[tuple[str, str]]:
    total = report.total
    yield "report", report.name
    yield "about", report.scope
    yield "from", write_instant(report.period.start_date_time)
    yield "to (not included)", write_instant(report.period.end_date_time)
    yield "time zone", report.time_zone
    yield "as of", write_instant(report.as_of)
    yield "state", report.state
    yield "agreements", str(total.agreement_count)
    yield "rules", str(total.rule_count)
    for each in total.verdict_count:
        yield f"judgements {each.verdict}, {each.state}", str(each.count)
    yield "violations that count", str(total.violation_count)
    for credit in total.credit:
        yield f"credits due in {credit.currency}", credit.due
        yield f"credits accepted in {credit.currency}", credit.accepted
    if report.HasField("previous_report_id"):
        yield "previous report", report.previous_report_id
    yield "SHA-256", report.digest


_LEVEL = ("from", "to", "verdict", "state", "delivered", "unit", "beyond which violated")
_DELIVERED = (
    "agreement", "rule", "metric", "agreed", "tolerance", *_LEVEL, "coverage", "in scope", "down", "unknown", "good",
    "total", "excluded", "budget left", "revision", WORKING,
)  # fmt: skip
_TREND = ("agreement", "rule", *_LEVEL, WORKING)
_EXCLUSIONS = (
    "exclusion", "category", "effect", "state", "from", "to", "recurrence", "reason", "requested by", "approved by",
    "under the rules", WORKING,
)  # fmt: skip
_VIOLATIONS = ("violation", "agreement", "rule", "date", "state", "agreed", "delivered", "unit", "comment", WORKING)
_CREDITS = (
    "credit", "agreement", "consequence", "from", "to", "state", "due", "accepted", "currency", "how", WORKING,
)  # fmt: skip
_CONSTRAINTS = ("report", "name", "severity", "state", "created", "cleared", "escalation", WORKING)
_CHANGES = (
    "agreement", "rule", "subject", "revision before", "revision now", "verdict before", "verdict now",
    "delivered before", "delivered now", "cause",
)  # fmt: skip


def _delivered(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for agreement, rule in _rules(report):
        for each in rule.judgement:
            found = each.evidence
            yield (
                agreement.name,
                rule.rule_id,
                rule.metric,
                f"{rule.operator} {rule.reference_value}".strip(),
                rule.tolerance,
                *_level(each, rule.unit),
                each.coverage,
                _length(found.in_scope_us),
                _length(found.down_us),
                _length(found.unknown_us) or found.unknown,
                found.good,
                found.total,
                "; ".join(_excluded(amount) for amount in found.excluded),
                f"{found.budget.left} {found.budget.unit}".strip(),
                str(each.revision),
                base + each.href,
            )


def _outcomes(report: QosReport) -> Iterator[tuple[str, ...]]:
    for agreement, rule in _rules(report):
        for each in rule.verdict_count:
            yield agreement.name, rule.rule_id, each.verdict, each.state, str(each.count)


def _trend(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for agreement, rule in _rules(report):
        for each in rule.trend:
            yield agreement.name, rule.rule_id, *_level(each, rule.unit), base + each.href


def _exclusions(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for each in report.exclusion:
        yield (
            each.exclusion_id,
            each.category,
            each.effect,
            each.state,
            *_period(each.window),
            each.recurrence,
            each.reason,
            each.requested_by,
            each.approved_by,
            "; ".join(each.remark),
            base + each.href,
        )


def _violations(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for each in report.violation:
        yield (
            each.violation_id,
            each.sla_id,
            each.rule_id,
            write_instant(each.date),
            each.state,
            each.reference_value,
            each.actual_value,
            each.unit,
            each.comment,
            base + each.href,
        )


def _credits(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for each in report.credit:
        yield (
            each.credit_id,
            each.sla_id,
            each.consequence,
            *_period(each.period),
            each.state,
            each.due,
            each.accepted,
            each.currency,
            "; ".join(each.working),
            base + each.href,
        )


def _constraints(report: QosReport, base: str) -> Iterator[tuple[str, ...]]:
    for each in report.constraint:
        yield (
            each.degradation_report_id,
            each.name,
            each.severity,
            each.state,
            write_instant(each.creation_date),
            write_instant(each.resolution_date) if each.HasField("resolution_date") else "",
            str(each.escalation_level),
            base + each.href,
        )


def _changes(report: QosReport) -> Iterator[tuple[str, ...]]:
    for each in report.change:
        yield (
            each.sla_id,
            each.rule_id,
            each.subject,
            str(each.revision_before),
            str(each.revision_after),
            each.verdict_before,
            each.verdict_after,
            each.actual_value_before,
            each.actual_value_after,
            each.cause,
        )


def _rules(report: QosReport) -> Iterator[tuple[Any, Any]]:
    for agreement in report.agreement:
        for rule in agreement.rule:
            yield agreement, rule


def _level(each: ReportedJudgement, unit: str) -> Sequence[str]:
    level = each.verdict, each.state, each.actual_value, unit if each.actual_value else "", each.effective_target
    return (*_period(each.conformance_period), *level)


def _period(period: TimePeriod) -> tuple[str, str]:
    start = write_instant(period.start_date_time) if period.HasField("start_date_time") else ""
    return start, write_instant(period.end_date_time) if period.HasField("end_date_time") else ""


def _excluded(amount: Any) -> str:
    return f"{amount.category} {_length(amount.duration_us) or amount.count}"


def _length(microseconds: str) -> str:
    return written(int(microseconds)) if microseconds else ""
