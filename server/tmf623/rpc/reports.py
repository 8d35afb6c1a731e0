"""Reports over gRPC: QoS reports made, and reports of both kinds read as documents."""

from typing import TYPE_CHECKING, cast

import orjson
from google.api.httpbody_pb2 import HttpBody
from google.protobuf.message import Message

from tmf.sla.v1.report_service_pb2 import CreateQosReportResponse
from tmf623.contract.documents import etag, loaded
from tmf623.contract.kinds import DEGRADATION_REPORT, QOS_REPORT
from tmf623.contract.rendering import resource_bytes
from tmf623.rpc import requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.requests import Request
from tmf623.service import qos_reports, resources
from tmf623.service.report_documents import Format, document, format_of
from tmf623.service.tmf_payloads import Form, form_of, payload

if TYPE_CHECKING:
    from tmf.sla.v1.degradation_pb2 import DegradationReport


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


def export_degradation(door: Door) -> Behaviour:
    """`ExportDegradationReport`."""

    def behaviour(request: Request, _context: Context) -> Message:
        sent = requests.whole(request)
        form = form_of(sent.format) if sent.HasField("format") else Form.TMF656
        stored = door.store.read(lambda tx: resources.retrieve(tx, DEGRADATION_REPORT, sent.id))
        report = cast("DegradationReport", loaded(DEGRADATION_REPORT, stored))
        body = orjson.dumps(payload(report, form, door.origin.base))
        answer: Message = HttpBody(content_type="application/json", data=body)
        return answer

    return behaviour
