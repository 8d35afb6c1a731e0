"""Degradation reports in the words of other TM Forum APIs: a service problem (TMF656), a trouble ticket (TMF621).

What a partner's API receives, as version 4 of both has it; `slaViolation` is TMF656's own way of pointing here.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tmf.sla.v1.degradation_pb2 import DegradationReport
from tmf623.contract.faults import shown
from tmf623.contract.kinds import DEGRADATION_REPORT, SLA_VIOLATION
from tmf623.contract.profiles import QOS_V1, V4
from tmf623.contract.rendering import href
from tmf623.contract.scalars import write_instant
from tmf623.domain.degradation import ReportState
from tmf623.errors import Invalid, Reason

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp


class Form(StrEnum):
    """The APIs whose payloads are written."""

    TMF621 = "tmf621"
    TMF656 = "tmf656"


_PROBLEM: Mapping[str, str] = {
    ReportState.CREATED: "submitted",
    ReportState.ACKNOWLEDGED: "acknowledged",
    ReportState.ASSIGNED: "acknowledged",
    ReportState.IN_PROGRESS: "inProgress",
    ReportState.PENDING: "pending",
    ReportState.CLEARED: "resolved",
    ReportState.CLOSED: "closed",
    ReportState.CANCELLED: "cancelled",
}
_TICKET: Mapping[str, str] = {**_PROBLEM, ReportState.CREATED: "acknowledged", ReportState.ASSIGNED: "inProgress"}
_UNRATED = "minor"
"""Severity of a ticket about a report that has none: TMF621 demands one."""


def form_of(text: str) -> Form:
    """The API a word names; Invalid when it names none."""
    try:
        return Form(text)
    except ValueError:
        sentence = f"format is {shown(text)}, none of {', '.join(Form)}"
        raise Invalid(Reason.INVALID_QUERY, sentence, attribute="format") from None


def payload(report: DegradationReport, form: Form, base: str = "") -> dict[str, Any]:
    """The report as the API receives it when the thing is created there; `base` is what links start with."""
    return _FORMS[form](report, base)


def _service_problem(report: DegradationReport, base: str) -> dict[str, Any]:
    return _without_nothing(
        {
            "@type": "ServiceProblem",
            "name": report.name,
            "description": report.description or report.name,
            "category": "serviceProvider.declarer" if report.source == "process" else "originator",
            "priority": max(1, 10 - report.escalation_level),
            "problemEscalation": str(report.escalation_level),
            "status": _PROBLEM[report.state],
            "statusChangeReason": report.state_reason,
            "creationDate": _date(report, "creation_date"),
            "resolutionDate": _date(report, "resolution_date"),
            "affectedService": [_entity(each, "Service") for each in report.related_entity],
            "troubleTicket": [_entity(each, "TroubleTicket") for each in report.trouble_ticket],
            "slaViolation": [
                {"id": ref.id, "href": ref.href or href(SLA_VIOLATION, ref.id, V4, base), "name": ref.name}
                for ref in report.sla_violation
            ],
            "relatedParty": [_party(each) for each in report.related_party],
            "externalIdentifier": [_own(report, base)],
            "note": _notes(report),
        }
    )


def _trouble_ticket(report: DegradationReport, base: str) -> dict[str, Any]:
    return _without_nothing(
        {
            "@type": "TroubleTicket",
            "name": report.name,
            "description": report.description or report.name,
            "severity": report.severity or _UNRATED,
            "ticketType": "serviceDegradation",
            "status": _TICKET[report.state],
            "statusChangeReason": report.state_reason,
            "creationDate": _date(report, "creation_date"),
            "expectedResolutionDate": _date(report, "expected_resolution_date"),
            "resolutionDate": _date(report, "resolution_date"),
            "relatedEntity": [
                *(_entity(each, "Service") for each in report.related_entity),
                *(
                    {"id": ref.id, "href": href(SLA_VIOLATION, ref.id, V4, base), "@referredType": "SlaViolation"}
                    for ref in report.sla_violation
                ),
            ],
            "relatedParty": [_party(each) for each in report.related_party],
            "externalIdentifier": [_own(report, base)],
            "note": _notes(report),
        }
    )


_FORMS: Mapping[Form, Callable[[DegradationReport, str], dict[str, Any]]] = {
    Form.TMF621: _trouble_ticket,
    Form.TMF656: _service_problem,
}


def _own(report: DegradationReport, base: str) -> dict[str, str]:
    """How the partner names our report."""
    where = href(DEGRADATION_REPORT, report.id, QOS_V1, base)
    return {"id": str(report.id), "owner": "tmf623", "externalIdentifierType": "DegradationReport", "href": where}


def _date(report: DegradationReport, name: str) -> str:
    moment: Timestamp = getattr(report, name)
    return write_instant(moment) if report.HasField(name) else ""


def _entity(entity: Any, referred: str) -> dict[str, str]:
    named = {name: getattr(entity, name) for name in ("id", "href", "name", "role")}
    return {
        **{name: text for name, text in named.items() if text},
        "@referredType": entity.at_referred_type or referred,
    }


def _party(party: Any) -> dict[str, str]:
    named = {name: getattr(party, name) for name in ("id", "href", "name", "role")}
    known = {name: text for name, text in named.items() if text}
    return {**known, "@referredType": party.at_referred_type or "Organization"}


def _notes(report: DegradationReport) -> list[dict[str, str]]:
    return [
        {"date": write_instant(note.date), "author": note.author, "text": note.text}
        for note in report.note
        if note.text
    ]


def _without_nothing(payload_: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload_.items() if value not in ("", [])}
