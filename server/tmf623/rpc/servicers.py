"""The contract's services, implemented: each rpc by its row in `operations`."""

from google.protobuf.descriptor import ServiceDescriptor

from tmf623.contract.services import SERVICES
from tmf623.rpc.door import Door
from tmf623.rpc.operations import behaviours


class Servicer:
    """One service: a method for each of its rpcs."""

    def __init__(self, door: Door, service: ServiceDescriptor) -> None:
        """Compile each rpc; LookupError names one that nothing implements."""
        self.DESCRIPTOR = service
        vars(self).update(behaviours(door, service))


def servicers(door: Door) -> list[Servicer]:
    """One for each of the contract's services."""
    return [Servicer(door, service) for service in SERVICES]
