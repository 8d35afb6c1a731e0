"""The rpc that exports the evidence of a judgement."""

from google.protobuf.message import Message

from tmf.sla.v1.assessment_service_pb2 import ExportAssessmentResponse
from tmf623.rpc import requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.requests import Request
from tmf623.service import bundles


def export_assessment(door: Door) -> Behaviour:
    """How `ExportAssessment` is answered."""

    def export(request: Request, _context: Context) -> Message:
        id_ = requests.whole(request).id
        return ExportAssessmentResponse(bundle=door.store.read(lambda tx: bundles.export(tx, id_)))

    return export
