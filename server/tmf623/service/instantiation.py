"""Make agreements from templates."""

from typing import cast

from tmf.sla.v1.template_pb2 import SlaTemplate
from tmf.sla.v1.template_service_pb2 import CreateSlaInstantiationRequest, CreateSlaInstantiationResponse
from tmf.sla.v1.violation_pb2 import SlaRef
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA, SLA_TEMPLATE
from tmf623.contract.profiles import V4
from tmf623.contract.rendering import href
from tmf623.errors import NotFound, Reason, Refused
from tmf623.service import resources, templates
from tmf623.service.behaviour import Origin
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import instant_of
from tmf623.store.transaction import Transaction


def create_sla_instantiation(
    tx: Transaction, request: CreateSlaInstantiationRequest, origin: Origin
) -> CreateSlaInstantiationResponse:
    """Make the agreement the request asks for, as if it had been created by itself.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: there is no such template, it is not valid now, or attributes contradict each other.
    """
    check(request)
    sla = templates.instantiated(_template(tx, request.template_id), request, instant_of(tx.now))
    stored = resources.create(tx, SLA, sla, origin)
    where = href(SLA, stored.id, V4, origin.base)
    return CreateSlaInstantiationResponse(sla=SlaRef(id=str(stored.id), href=where, name=sla.name))


def check(request: CreateSlaInstantiationRequest) -> None:
    """Refuse a request that names no template: Invalid."""
    demanded(request.template_id, "templateId")


def _template(tx: Transaction, id_: str) -> SlaTemplate:
    try:
        return cast("SlaTemplate", loaded(SLA_TEMPLATE, resources.retrieve(tx, SLA_TEMPLATE, id_)))
    except NotFound:
        sentence = f"templateId is {shown(id_)}, and there is no such template"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="templateId") from None
