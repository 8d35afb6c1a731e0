"""QoS reports over gRPC: made, and read as documents."""

from google.api.httpbody_pb2 import HttpBody
from google.protobuf.message import Message

from tmf.sla.v1.report_service_pb2 import CreateQosReportResponse
from tmf623.contract.documents import etag
from tmf623.contract.kinds import QOS_REPORT
from tmf623.contract.rendering import resource_bytes
from tmf623.rpc import requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.requests import Request
from tmf623.service import qos_reports, resources
from tmf623.service.report_documents import Format, document, format_of


def create(door: Door) -> Behaviour:
    """`CreateQosReport`."""

    def behaviour(request: Request, _context: Context) -> Message:
        sent = requests.whole(request)
        stored = door.store.write(lambda tx: qos_reports.create(tx, sent))
        answer = CreateQosReportResponse(etag=etag(stored))
        answer.qos_report.ParseFromString(resource_bytes(QOS_REPORT, stored, door.origin.base))
        return answer

    return behaviour


def export(door: Door) -> Behaviour:
    """`ExportQosReport`."""

    def behaviour(request: Request, _context: Context) -> Message:
        sent = requests.whole(request)
        form = format_of(sent.format) if sent.HasField("format") else Format.HTML
        stored = door.store.read(lambda tx: resources.retrieve(tx, QOS_REPORT, sent.id))
        made = document(stored, form, door.origin.base)
        answer: Message = HttpBody(content_type=made.media, data=made.content)
        return answer

    return behaviour
