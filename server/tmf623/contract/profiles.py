"""The REST profiles: one contract, written in the habits of one API version.

TMF623's two profiles differ only in what this table says; everything else is one code path.
"""

from dataclasses import dataclass

from tmf623.contract.kinds import CUSTOMER_QOS_MANAGEMENT, SLA_MANAGEMENT


@dataclass(frozen=True, slots=True)
class Profile:
    """How one API version writes the contract."""

    name: str
    """Stored with every hub registered on this profile: events are written in it."""
    api: str
    """Name of the API, as in its path."""
    version: str
    """Version segment of the path."""
    numbers: frozenset[str]
    """Attributes written as JSON numbers although the message holds digits, as `Message.jsonName`."""
    put_status: int
    """HTTP status of a successful PUT."""
    event_suffix: str
    """Last word of event types."""

    @property
    def base_path(self) -> str:
        """Path of the API's home, e.g. "/tmf-api/slaManagement/v2"; the deployment's prefix goes before it."""
        return f"/tmf-api/{self.api}/{self.version}"


V2 = Profile(
    name="v2",
    api=SLA_MANAGEMENT,
    version="v2",
    numbers=frozenset({"Sla.id", "SlaViolation.id", "Violation.tolerance", "Violation.violationAverage"}),
    put_status=201,
    event_suffix="Notification",
)
V4 = Profile(
    name="v4",
    api=SLA_MANAGEMENT,
    version="v4",
    numbers=frozenset(),
    put_status=200,
    event_suffix="Event",
)
QOS_V1 = Profile(
    name="qos-v1",
    api=CUSTOMER_QOS_MANAGEMENT,
    version="v1",
    numbers=frozenset(),
    put_status=200,
    event_suffix="Event",
)

PROFILES = {profile.name: profile for profile in (V2, V4, QOS_V1)}
CANONICAL = {V4.api: V4, QOS_V1.api: QOS_V1}
"""The profile gRPC, the store and links without a request speak, by API."""
