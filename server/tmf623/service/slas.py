"""What an agreement must satisfy before it is stored.

TMF623's own attributes take whatever the official API takes; checked are periods, and the typed terms this
service adds.
"""

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf623.errors import Reason, Refused
from tmf623.service import charges, terms


def check(sla: Sla) -> None:
    """Refuse an agreement whose periods end before they start or whose typed terms make no sense."""
    ordered(sla.valid_for, "validFor")
    for index, party in enumerate(sla.related_party):
        ordered(party.valid_for, f"relatedParty[{index}].validFor")
    terms.check(sla)
    charges.check(sla)


def ordered(period: TimePeriod, attribute: str) -> None:
    """Refuse a period that does not start before it ends: half-open, it would hold no instant."""
    if not (period.HasField("start_date_time") and period.HasField("end_date_time")):
        return
    start, end = period.start_date_time, period.end_date_time
    if (start.seconds, start.nanos) >= (end.seconds, end.nanos):
        raise Refused(
            Reason.PERIOD_REVERSED,
            f"{attribute} ends at {end.ToJsonString()}, not after its start {start.ToJsonString()}",
            attribute=attribute,
        )
