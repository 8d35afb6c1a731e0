"""What a violation must satisfy before it is stored."""

from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.service.slas import ordered


def check(violation: SlaViolation) -> None:
    """Refuse a violation whose parties' periods end before they start; all else TMF623 leaves open."""
    for index, party in enumerate(violation.related_party):
        ordered(party.valid_for, f"relatedParty[{index}].validFor")
