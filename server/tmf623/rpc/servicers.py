"""The contract's services, implemented: each rpc by its row in `operations`."""

from tmf.sla.v1 import assessment_service_pb2, hub_service_pb2, sla_service_pb2
from tmf.sla.v1.assessment_service_pb2_grpc import AssessmentServiceServicer
from tmf.sla.v1.hub_service_pb2_grpc import HubServiceServicer
from tmf.sla.v1.sla_service_pb2_grpc import SlaServiceServicer
from tmf623.rpc.door import Door
from tmf623.rpc.operations import behaviours


class SlaService(SlaServiceServicer):
    """Everything TMF623 defines."""

    DESCRIPTOR = sla_service_pb2.DESCRIPTOR.services_by_name["SlaService"]

    def __init__(self, door: Door) -> None:
        """Compile each rpc; LookupError names one that nothing implements."""
        vars(self).update(behaviours(door, self.DESCRIPTOR))


class AssessmentService(AssessmentServiceServicer):
    """What this service adds: measurements, cases, assessments."""

    DESCRIPTOR = assessment_service_pb2.DESCRIPTOR.services_by_name["AssessmentService"]

    def __init__(self, door: Door) -> None:
        """Compile each rpc; LookupError names one that nothing implements."""
        vars(self).update(behaviours(door, self.DESCRIPTOR))


class HubService(HubServiceServicer):
    """Subscriptions to the events of everything there is."""

    DESCRIPTOR = hub_service_pb2.DESCRIPTOR.services_by_name["HubService"]

    def __init__(self, door: Door) -> None:
        """Compile each rpc; LookupError names one that nothing implements."""
        vars(self).update(behaviours(door, self.DESCRIPTOR))


SERVICERS = (SlaService, AssessmentService, HubService)
"""One for each of `contract.services.SERVICES`."""
