"""The resources of the contract: which message each one is, and under which name and path it is served.

Everything generic (codec, store, query, doors, events) is driven by this table; adding a resource adds a row.
"""

from dataclasses import dataclass, field

from google.protobuf.message import Message

from tmf.sla.v1.adjustment_pb2 import Adjustment
from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.audit_pb2 import AuditCheckpoint, AuditEntry
from tmf.sla.v1.billing_connector_pb2 import BillingConnector
from tmf.sla.v1.binding_pb2 import MeasurementBinding
from tmf.sla.v1.consequence_pb2 import Consequence
from tmf.sla.v1.contact_pb2 import Contact
from tmf.sla.v1.credit_pb2 import Credit
from tmf.sla.v1.degradation_pb2 import DegradationReport
from tmf.sla.v1.dispute_pb2 import Dispute
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf.sla.v1.measurement_pb2 import Case, MeasurementBatch
from tmf.sla.v1.metric_pb2 import Metric
from tmf.sla.v1.notification_pb2 import Notification, NotificationRule, QosReportSchedule
from tmf.sla.v1.order_pb2 import Order
from tmf.sla.v1.progress_pb2 import Progress
from tmf.sla.v1.report_pb2 import QosReport
from tmf.sla.v1.revision_pb2 import SlaRevision
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.template_pb2 import SlaTemplate
from tmf.sla.v1.violation_pb2 import SlaViolation

SLA_MANAGEMENT = "slaManagement"
CUSTOMER_QOS_MANAGEMENT = "customerQosManagement"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of resource."""

    name: str
    """Resource name and last path segment, e.g. "slaViolation"; also the key of the event payload."""
    message: type[Message]
    """The contract's message, the only in-process form of the resource."""
    api: str
    """The API that serves it, and where it is at home: SLA_MANAGEMENT or CUSTOMER_QOS_MANAGEMENT."""
    required: tuple[str, ...] = ()
    """JSON names of attributes a new resource must have, not blank."""
    has_events: bool = False
    """Whether changes are published to hubs."""
    audited: bool = True
    """Whether what is done to it goes into the audit log."""
    guest: str = ""
    """Another API that serves it under the same path; its rpcs are named after that API ("CreateQosHub")."""
    has_numeric_id: bool = field(init=False)
    """Whether the message holds `id` as a number; a hub's is text in every published source."""
    field: str = field(init=False)
    """Proto field name that carries the resource in requests, responses and events, e.g. "sla_violation"."""

    def __post_init__(self) -> None:
        """Derive the proto field name from the resource name, and the form of `id` from the message."""
        snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in self.name)
        object.__setattr__(self, "field", snake)
        id_field = self.message.DESCRIPTOR.fields_by_name["id"]
        object.__setattr__(self, "has_numeric_id", id_field.type == id_field.TYPE_INT64)

    def rpc_noun(self, api: str) -> str | None:
        """What the names of its rpcs in an API end with, e.g. "SlaViolation"; None where it is not served."""
        name = f"{self.name[0].upper()}{self.name[1:]}"
        if api == self.api:
            return name
        return f"Qos{name}" if api == self.guest else None


SLA = Kind("sla", Sla, SLA_MANAGEMENT, required=("name",), has_events=True)
SLA_VIOLATION = Kind("slaViolation", SlaViolation, SLA_MANAGEMENT, has_events=True)
HUB = Kind("hub", Hub, SLA_MANAGEMENT, required=("callback",), guest=CUSTOMER_QOS_MANAGEMENT)
CASE = Kind("case", Case, CUSTOMER_QOS_MANAGEMENT)
ORDER = Kind("order", Order, CUSTOMER_QOS_MANAGEMENT)
CONTACT = Kind("contact", Contact, CUSTOMER_QOS_MANAGEMENT)
MEASUREMENT_BATCH = Kind("measurementBatch", MeasurementBatch, CUSTOMER_QOS_MANAGEMENT)
ASSESSMENT = Kind("assessment", Assessment, CUSTOMER_QOS_MANAGEMENT)
MEASUREMENT_BINDING = Kind(
    "measurementBinding", MeasurementBinding, CUSTOMER_QOS_MANAGEMENT, required=("name", "protocol", "kind")
)
PROGRESS = Kind("progress", Progress, CUSTOMER_QOS_MANAGEMENT, audited=False)
EXCLUSION = Kind("exclusion", Exclusion, CUSTOMER_QOS_MANAGEMENT, has_events=True)
CONSEQUENCE = Kind("consequence", Consequence, CUSTOMER_QOS_MANAGEMENT, required=("name",), has_events=True)
CREDIT = Kind("credit", Credit, CUSTOMER_QOS_MANAGEMENT, has_events=True)
ADJUSTMENT = Kind("adjustment", Adjustment, CUSTOMER_QOS_MANAGEMENT, has_events=True)
BILLING_CONNECTOR = Kind("billingConnector", BillingConnector, CUSTOMER_QOS_MANAGEMENT, required=("name", "type"))

DEGRADATION_REPORT = Kind(
    "degradationReport", DegradationReport, CUSTOMER_QOS_MANAGEMENT, required=("name",), has_events=True
)
SLA_TEMPLATE = Kind("slaTemplate", SlaTemplate, CUSTOMER_QOS_MANAGEMENT, required=("name",), has_events=True)
SLA_REVISION = Kind("slaRevision", SlaRevision, CUSTOMER_QOS_MANAGEMENT, audited=False)  # the change itself is
DISPUTE = Kind("dispute", Dispute, CUSTOMER_QOS_MANAGEMENT, required=("description",), has_events=True)
METRIC = Kind("metric", Metric, CUSTOMER_QOS_MANAGEMENT, audited=False)  # comes with the service
QOS_REPORT = Kind("qosReport", QosReport, CUSTOMER_QOS_MANAGEMENT, has_events=True)
NOTIFICATION_RULE = Kind("notificationRule", NotificationRule, CUSTOMER_QOS_MANAGEMENT, required=("name",))
NOTIFICATION = Kind("notification", Notification, CUSTOMER_QOS_MANAGEMENT)
QOS_REPORT_SCHEDULE = Kind("qosReportSchedule", QosReportSchedule, CUSTOMER_QOS_MANAGEMENT, required=("name",))
AUDIT_ENTRY = Kind("auditEntry", AuditEntry, CUSTOMER_QOS_MANAGEMENT, audited=False)
AUDIT_CHECKPOINT = Kind("auditCheckpoint", AuditCheckpoint, CUSTOMER_QOS_MANAGEMENT, audited=False)

KINDS = {
    kind.name: kind
    for kind in (
        SLA,
        SLA_VIOLATION,
        HUB,
        CASE,
        ORDER,
        CONTACT,
        ASSESSMENT,
        EXCLUSION,
        SLA_REVISION,
        MEASUREMENT_BATCH,
        SLA_TEMPLATE,
        MEASUREMENT_BINDING,
        PROGRESS,
        DEGRADATION_REPORT,
        DISPUTE,
        QOS_REPORT,
        NOTIFICATION_RULE,
        NOTIFICATION,
        QOS_REPORT_SCHEDULE,
        AUDIT_ENTRY,
        AUDIT_CHECKPOINT,
        METRIC,
        CONSEQUENCE,
        CREDIT,
        ADJUSTMENT,
        BILLING_CONNECTOR,
    )
}
