"""Which rpc a REST operation is the twin of: told by `google.api.http`, not by operation ids.

The v2 document keeps TMF623's official operation ids and parameter names; verb and path say the same in all
profiles.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from connexion.exceptions import ResolverError
from connexion.resolver import Resolution, Resolver
from google.api import annotations_pb2
from google.protobuf.descriptor import MethodDescriptor

from tmf623.contract.profiles import CANONICAL, Profile
from tmf623.contract.services import SERVICES

_PARAMETER = re.compile(r"\{[^}]*\}")


class Http(NamedTuple):
    """A verb in lower case, and a path whose parameters have no names."""

    verb: str
    path: str


def annotated() -> dict[Http, str]:
    """Name of each rpc, by its annotation."""
    rpcs = {}
    for service in SERVICES:
        for method in service.methods:
            rule = _http(method)
            if rule is not None:
                rpcs[rule] = method.name
    return rpcs


class RpcResolver(Resolver):  # type: ignore[misc] # connexion is untyped
    """Resolves each operation of one profile's document to what serves its rpc."""

    def __init__(self, profile: Profile, served: Mapping[str, object]) -> None:
        """`served` by name of the rpc, or by operation id where there is none."""
        super().__init__()
        self._base_path = CANONICAL[profile.api].base_path
        self._served = served
        self._rpcs = annotated()

    def resolve(self, operation: Any) -> Resolution:
        """What connexion asks for each operation; ResolverError stops the start when nothing serves it.

        One that is no twin of an rpc is served by its own id.
        """
        if operation.operation_id in self._served:
            return Resolution(self._served[operation.operation_id], operation.operation_id)
        http = Http(operation.method.lower(), _PARAMETER.sub("{}", self._base_path + operation.path))
        name = self._rpcs.get(http)
        if name is None or name not in self._served:
            raise ResolverError(f"no rpc serves {operation.method} {operation.path} ({name or 'none is annotated so'})")
        return Resolution(self._served[name], operation.operation_id)


def _http(method: MethodDescriptor) -> Http | None:
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    verb = rule.WhichOneof("pattern")
    return Http(verb, _PARAMETER.sub("{}", getattr(rule, verb))) if verb else None
