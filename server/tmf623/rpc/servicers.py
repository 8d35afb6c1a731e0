"""The contract's services, implemented: protoc's servicers, each rpc by its row in `operations`."""

from importlib import import_module
from typing import Any

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
    return [_class_of(service)(door, service) for service in SERVICES]


def _class_of(service: ServiceDescriptor) -> type[Servicer]:
    """The class that implements what protoc generated for a service."""
    module = import_module(f"{service.file.name.removesuffix('.proto').replace('/', '.')}_pb2_grpc")
    generated: Any = getattr(module, f"{service.name}Servicer")
    return type(service.name, (Servicer, generated), {"__doc__": generated.__doc__})
