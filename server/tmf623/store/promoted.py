"""Which attributes have a column of their own, and how its value follows from the message.

Filters use these columns where they can. A text column holds the first `bounds.PREFIX` code points: equality with
a shorter text is decided by the column alone, with a longer one the document decides as well.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from google.protobuf.message import Message
from sqlmodel import SQLModel

from tmf623.contract.kinds import (
    ADJUSTMENT,
    ASSESSMENT,
    AUDIT_CHECKPOINT,
    AUDIT_ENTRY,
    BILLING_CONNECTOR,
    CASE,
    CONSEQUENCE,
    CONTACT,
    CREDIT,
    DEGRADATION_REPORT,
    DISPUTE,
    EXCLUSION,
    HUB,
    KINDS,
    MEASUREMENT_BATCH,
    MEASUREMENT_BINDING,
    METRIC,
    NOTIFICATION,
    NOTIFICATION_RULE,
    ORDER,
    PROGRESS,
    QOS_REPORT,
    QOS_REPORT_SCHEDULE,
    SLA,
    SLA_REVISION,
    SLA_TEMPLATE,
    SLA_VIOLATION,
    Kind,
)
from tmf623.query.criteria import Path, ValueType
from tmf623.store import bounds
from tmf623.store.tables import (
    AssessmentRow,
    HubRow,
    MeasurementBindingRow,
    ServiceCaseRow,
    SlaRow,
    SlaViolationRow,
    table,
)
from tmf623.store.tables_assessing import ProgressRow
from tmf623.store.tables_audit import AuditCheckpointRow, AuditEntryRow
from tmf623.store.tables_care import (
    DegradationReportRow,
    DisputeRow,
    NotificationRow,
    NotificationRuleRow,
    QosReportScheduleRow,
)
from tmf623.store.tables_credits import AdjustmentRow, BillingConnectorRow, ConsequenceRow, CreditRow
from tmf623.store.tables_measurements import MeasurementBatchRow
from tmf623.store.tables_occurrences import ContactRow, ProductOrderRow
from tmf623.store.tables_reports import QosReportRow
from tmf623.store.tables_terms import ExclusionRow, MetricRow, SlaRevisionRow, SlaTemplateRow


class Promoted(NamedTuple):
    """An attribute with a column."""

    path: Path
    """JSON names from the resource's root."""
    column: str
    """Name of the column; NULL where the attribute is unset."""
    type: ValueType
    """TEXT: the first `bounds.PREFIX` code points. INSTANT: whole microseconds since 1970 UTC."""


ROWS: Mapping[str, type[SQLModel]] = {
    SLA.name: SlaRow,
    SLA_VIOLATION.name: SlaViolationRow,
    HUB.name: HubRow,
    CASE.name: ServiceCaseRow,
    ORDER.name: ProductOrderRow,
    CONTACT.name: ContactRow,
    ASSESSMENT.name: AssessmentRow,
    EXCLUSION.name: ExclusionRow,
    SLA_REVISION.name: SlaRevisionRow,
    MEASUREMENT_BATCH.name: MeasurementBatchRow,
    SLA_TEMPLATE.name: SlaTemplateRow,
    MEASUREMENT_BINDING.name: MeasurementBindingRow,
    PROGRESS.name: ProgressRow,
    DEGRADATION_REPORT.name: DegradationReportRow,
    DISPUTE.name: DisputeRow,
    NOTIFICATION_RULE.name: NotificationRuleRow,
    NOTIFICATION.name: NotificationRow,
    QOS_REPORT_SCHEDULE.name: QosReportScheduleRow,
    QOS_REPORT.name: QosReportRow,
    AUDIT_ENTRY.name: AuditEntryRow,
    AUDIT_CHECKPOINT.name: AuditCheckpointRow,
    METRIC.name: MetricRow,
    CONSEQUENCE.name: ConsequenceRow,
    CREDIT.name: CreditRow,
    ADJUSTMENT.name: AdjustmentRow,
    BILLING_CONNECTOR.name: BillingConnectorRow,
}
TABLES: Mapping[str, Any] = {name: table(row) for name, row in ROWS.items()}
"""The table of each kind, by `Kind.name`."""

PROMOTED: Mapping[str, tuple[Promoted, ...]] = {
    SLA.name: (
        Promoted(("name",), "name", ValueType.TEXT),
        Promoted(("version",), "version", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
    SLA_VIOLATION.name: (
        Promoted(("sla", "id"), "sla_id", ValueType.TEXT),
        Promoted(("date",), "date", ValueType.INSTANT),
    ),
    HUB.name: (Promoted(("callback",), "callback", ValueType.TEXT),),
    ORDER.name: (
        Promoted(("source",), "source", ValueType.TEXT),
        Promoted(("externalId",), "external_id", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("creationDate",), "creation_date", ValueType.INSTANT),
        Promoted(("promisedDate",), "promised_date", ValueType.INSTANT),
    ),
    CONTACT.name: (
        Promoted(("source",), "source", ValueType.TEXT),
        Promoted(("externalId",), "external_id", ValueType.TEXT),
        Promoted(("channel",), "channel", ValueType.TEXT),
        Promoted(("queue",), "queue", ValueType.TEXT),
        Promoted(("offeredDate",), "offered_date", ValueType.INSTANT),
    ),
    CASE.name: (
        Promoted(("source",), "source", ValueType.TEXT),
        Promoted(("externalId",), "external_id", ValueType.TEXT),
        Promoted(("ticketType",), "ticket_type", ValueType.TEXT),
        Promoted(("priority",), "priority", ValueType.TEXT),
        Promoted(("status",), "status", ValueType.TEXT),
        Promoted(("creationDate",), "creation_date", ValueType.INSTANT),
    ),
    SLA_TEMPLATE.name: (Promoted(("name",), "name", ValueType.TEXT),),
    METRIC.name: (Promoted(("name",), "name", ValueType.TEXT),),
    SLA_REVISION.name: (
        Promoted(("slaId",), "sla_id", ValueType.TEXT),
        Promoted(("recordedAt",), "recorded_at", ValueType.INSTANT),
    ),
    EXCLUSION.name: (
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("category",), "category", ValueType.TEXT),
        Promoted(("window", "startDateTime"), "starts_at", ValueType.INSTANT),
    ),
    ASSESSMENT.name: (
        Promoted(("slaId",), "sla_id", ValueType.TEXT),
        Promoted(("ruleId",), "rule_id", ValueType.TEXT),
        Promoted(("subject",), "subject", ValueType.TEXT),
        Promoted(("verdict",), "verdict", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
    MEASUREMENT_BATCH.name: (
        Promoted(("source",), "source", ValueType.TEXT),
        Promoted(("externalId",), "external_id", ValueType.TEXT),
        Promoted(("object",), "object", ValueType.TEXT),
        Promoted(("metric",), "metric", ValueType.TEXT),
        Promoted(("kind",), "kind", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("firstTime",), "first_time", ValueType.INSTANT),
        Promoted(("lastTime",), "last_time", ValueType.INSTANT),
        Promoted(("knownAt",), "known_at", ValueType.INSTANT),
    ),
    MEASUREMENT_BINDING.name: (
        Promoted(("name",), "name", ValueType.TEXT),
        Promoted(("protocol",), "protocol", ValueType.TEXT),
        Promoted(("metricName",), "metric_name", ValueType.TEXT),
    ),
    PROGRESS.name: (
        Promoted(("slaId",), "sla_id", ValueType.TEXT),
        Promoted(("ruleId",), "rule_id", ValueType.TEXT),
        Promoted(("outlook",), "outlook", ValueType.TEXT),
    ),
    QOS_REPORT.name: (
        Promoted(("scope",), "scope", ValueType.TEXT),
        Promoted(("asOf",), "as_of", ValueType.INSTANT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
    NOTIFICATION_RULE.name: (Promoted(("state",), "state", ValueType.TEXT),),
    NOTIFICATION.name: (
        Promoted(("ruleId",), "rule_id", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("nextAttemptDate",), "next_attempt_date", ValueType.INSTANT),
    ),
    QOS_REPORT_SCHEDULE.name: (
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("nextDate",), "next_date", ValueType.INSTANT),
    ),
    DISPUTE.name: (
        Promoted(("slaViolation", "id"), "violation_id", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
    DEGRADATION_REPORT.name: (
        Promoted(("sla", "id"), "sla_id", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("creationDate",), "creation_date", ValueType.INSTANT),
        Promoted(("nextEscalationDate",), "next_escalation_date", ValueType.INSTANT),
    ),
    AUDIT_ENTRY.name: (
        Promoted(("kind",), "kind", ValueType.TEXT),
        Promoted(("resourceId",), "resource_id", ValueType.TEXT),
        Promoted(("knownAt",), "known_at", ValueType.INSTANT),
    ),
    AUDIT_CHECKPOINT.name: (),
    CONSEQUENCE.name: (
        Promoted(("name",), "name", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
    CREDIT.name: (
        Promoted(("sla", "id"), "sla_id", ValueType.TEXT),
        Promoted(("consequence", "id"), "consequence_id", ValueType.TEXT),
        Promoted(("period", "startDateTime"), "period_start", ValueType.INSTANT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("claimUntil",), "claim_until", ValueType.INSTANT),
    ),
    ADJUSTMENT.name: (
        Promoted(("slaId",), "sla_id", ValueType.TEXT),
        Promoted(("credit", "id"), "credit_id", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
        Promoted(("connectorId",), "connector_id", ValueType.TEXT),
        Promoted(("nextAttempt",), "next_attempt", ValueType.INSTANT),
    ),
    BILLING_CONNECTOR.name: (
        Promoted(("name",), "name", ValueType.TEXT),
        Promoted(("type",), "type", ValueType.TEXT),
        Promoted(("state",), "state", ValueType.TEXT),
    ),
}
"""By `Kind.name`. No path runs through an array: each has one value or none."""


def columns(kind: Kind, message: Message, fields: AbstractSet[str] | None = None) -> dict[str, object]:
    """The values of the kind's promoted columns for one message; of those that follow from `fields`, if given.

    `fields` are names of the message's own fields.
    """
    return {column: read(message) for column, read, field in _READERS[kind.name] if fields is None or field in fields}


def sla_id(kind: Kind, id: int, message: bytes) -> str | None:  # noqa: A002 - the contract's own word
    """The agreement a resource belongs to, which rows about it are kept with; None when it names none.

    `message` is the resource, serialised.
    """
    if kind is SLA:
        return str(id)
    read = _SLA_ID.get(kind.name)
    return None if read is None else read(kind.message.FromString(message))


def microseconds(timestamp: Any) -> int:
    """A protobuf Timestamp as whole microseconds since 1970 UTC, rounded down."""
    return int(timestamp.seconds) * 1_000_000 + int(timestamp.nanos) // 1_000


def _reader(kind: Kind, promoted: Promoted) -> tuple[Callable[[Any], Any], str]:
    """How a column's value is read off a message, and the message's field it is in."""
    descriptor: Any = kind.message.DESCRIPTOR
    fields = []
    for name in promoted.path:
        field = next(field for field in descriptor.fields if field.json_name == name)
        fields.append(field.name)
        descriptor = field.message_type
    way, last = fields[:-1], fields[-1]
    convert = bounds.prefix if promoted.type is ValueType.TEXT else microseconds

    def read(message: Any) -> Any:
        for name in way:
            message = getattr(message, name)
        return convert(getattr(message, last)) if message.HasField(last) else None

    return read, fields[0]


_READERS = {
    kind.name: tuple((promoted.column, *_reader(kind, promoted)) for promoted in PROMOTED[kind.name])
    for kind in KINDS.values()
}
_SLA_ID = {name: read for name, readers in _READERS.items() for column, read, _ in readers if column == "sla_id"}
