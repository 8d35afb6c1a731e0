"""OpenTelemetry's own service, served as exporters expect it (OTLP/gRPC)."""

from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)

from tmf623.domain.telemetry import Protocol
from tmf623.rpc.calls import Context
from tmf623.service.telemetry import otlp
from tmf623.service.telemetry.reception import Reception


class MetricsReceiver:
    """Takes metrics: what bindings want of them is recorded before the answer."""

    parse = staticmethod(otlp.parsed)
    """How a request is read: weighed before."""
    DESCRIPTOR = metrics_service_pb2.DESCRIPTOR.services_by_name["MetricsService"]

    def __init__(self, reception: Reception) -> None:
        """`reception` records."""
        self._reception = reception

    def Export(self, request: ExportMetricsServiceRequest, _context: Context) -> ExportMetricsServiceResponse:  # noqa: N802 - the service's own word
        """Record one request, and say what of it was refused."""
        return otlp.answer(self._reception.receive(Protocol.OTLP, lambda: otlp.offered(request)))
