"""Health, as clients and orchestrators ask for it (grpc.health.v1): the server as a whole, and each service."""

from collections.abc import Callable, Collection, Iterator
from threading import Event

from grpc_health.v1.health_pb2 import (
    HealthCheckRequest,
    HealthCheckResponse,
    HealthListRequest,
    HealthListResponse,
)
from grpc_health.v1.health_pb2_grpc import HealthServicer

from tmf623.errors import NotFound, Reason
from tmf623.rpc.calls import Context

OVERALL = ""
"""The service whose health is the server's."""
LOOK_EVERY_S = 1.0
"""How soon a watcher hears that the health has changed."""


class Health(HealthServicer):  # type: ignore[misc] # grpcio's code is untyped
    """Serving while the store can be used and the server is not stopping; so for all services, which share both."""

    def __init__(self, trouble: Callable[[], str | None], services: Collection[str], stopping: Event) -> None:
        """`trouble` says why nothing can be served now; `services` by full name; `stopping` is set at the end."""
        self._trouble, self._services, self._stopping = trouble, frozenset({OVERALL, *services}), stopping

    def Check(self, request: HealthCheckRequest, _context: Context) -> HealthCheckResponse:  # noqa: N802 - the rpc's name
        """The health of one service now; NotFound for one that is not served."""
        if request.service not in self._services:
            raise NotFound(Reason.NOT_FOUND, f"there is no service {request.service[:128]!r}")
        return self._health()

    def List(self, _request: HealthListRequest, _context: Context) -> HealthListResponse:  # noqa: N802 - as above
        """The health of every service."""
        health = self._health()
        return HealthListResponse(statuses=dict.fromkeys(self._services, health))

    def Watch(self, request: HealthCheckRequest, context: Context) -> Iterator[HealthCheckResponse]:  # noqa: N802 - as above
        """The health of one service, now and after each change; SERVICE_UNKNOWN for one that is not served."""
        known, told, ending = request.service in self._services, None, False
        while context.is_active() and not ending:
            ending = self._stopping.is_set()  # before the look, so that the last word is of the end
            health = self._health() if known else HealthCheckResponse(status=HealthCheckResponse.SERVICE_UNKNOWN)
            if health != told:
                yield health
                told = health
            self._stopping.wait(LOOK_EVERY_S)

    def _health(self) -> HealthCheckResponse:
        serves = not self._stopping.is_set() and self._trouble() is None
        status = HealthCheckResponse.SERVING if serves else HealthCheckResponse.NOT_SERVING
        return HealthCheckResponse(status=status)
