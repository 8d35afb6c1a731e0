"""The services of the contract: every rpc there is. A new service adds its file here."""

from google.protobuf.descriptor import ServiceDescriptor

from tmf.sla.v1 import (
    adjustment_service_pb2,
    assessment_service_pb2,
    audit_service_pb2,
    billing_connector_service_pb2,
    binding_service_pb2,
    consequence_service_pb2,
    contact_service_pb2,
    credit_service_pb2,
    degradation_service_pb2,
    dispute_service_pb2,
    exclusion_service_pb2,
    hub_service_pb2,
    import_service_pb2,
    measurement_service_pb2,
    metric_service_pb2,
    notification_service_pb2,
    order_service_pb2,
    progress_service_pb2,
    report_service_pb2,
    revision_service_pb2,
    sla_service_pb2,
    template_service_pb2,
)

_FILES = (
    sla_service_pb2,
    assessment_service_pb2,
    order_service_pb2,
    contact_service_pb2,
    hub_service_pb2,
    binding_service_pb2,
    exclusion_service_pb2,
    revision_service_pb2,
    template_service_pb2,
    import_service_pb2,
    progress_service_pb2,
    degradation_service_pb2,
    measurement_service_pb2,
    dispute_service_pb2,
    report_service_pb2,
    notification_service_pb2,
    audit_service_pb2,
    metric_service_pb2,
    consequence_service_pb2,
    credit_service_pb2,
    adjustment_service_pb2,
    billing_connector_service_pb2,
)
SERVICES: tuple[ServiceDescriptor, ...] = tuple(
    service for file in _FILES for service in file.DESCRIPTOR.services_by_name.values()
)
