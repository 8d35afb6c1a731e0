"""QoS reports over REST: made, and read as documents."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl

from tmf.sla.v1.report_service_pb2 import CreateQosReportRequest
from tmf623.contract.codec import message_of
from tmf623.contract.documents import etag
from tmf623.contract.faults import shown
from tmf623.contract.kinds import QOS_REPORT
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href, resource_json
from tmf623.errors import Invalid, Reason
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.errors import Refusal
from tmf623.rest.negotiation import accepts
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import qos_reports, resources
from tmf623.service.report_documents import MEDIA, Format, document, format_of
from tmf623.store.store import Store


class Reports:
    """Making and exporting."""

    def __init__(self, store: Store) -> None:
        """The operations read and write `store`."""
        self._store = store

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {
            "CreateQosReport": Operation(
                self._create, _read, lambda media, value: qos_reports.check(_read(media, value))
            ),
            "ExportQosReport": Operation(self._export),
        }

    async def _create(self, request: Request) -> Answer:
        message: CreateQosReportRequest = request.body
        stored = await asyncio.wrap_future(self._store.submit(lambda tx: qos_reports.create(tx, message)))
        where = href(QOS_REPORT, stored.id, QOS_V1, request.base)
        headers = [(b"location", where.encode("latin-1")), (b"etag", etag(stored).encode())]
        return json_answer(201, resource_json(QOS_REPORT, stored, QOS_V1, request.base), headers)

    async def _export(self, request: Request) -> Answer:
        form = _form(request)
        return await asyncio.get_running_loop().run_in_executor(None, self._exported, request, form)

    def _exported(self, request: Request, form: Format) -> Answer:
        stored = self._store.read(lambda tx: resources.retrieve(tx, QOS_REPORT, request.id))
        made = document(stored, form, request.base)
        charset = "; charset=utf-8" if made.media.startswith("text/") else ""
        headers = [
            (b"content-type", (made.media + charset).encode()),
            (b"content-length", b"%d" % len(made.content)),
            (b"content-disposition", f'inline; filename="{made.name}"'.encode()),
            (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox"),
            (b"x-content-type-options", b"nosniff"),
            (b"cache-control", b"no-cache"),
            (b"vary", b"accept"),
            (b"etag", f'"{stored.revision}-{form}"'.encode()),
        ]
        return Answer(200, headers, made.content)


def _form(request: Request) -> Format:
    """The form asked for: by `format`, else by Accept.

    Raises:
        Invalid: another parameter was sent, or `format` names no form.
        Refusal: Accept admits none of the forms (406).
    """
    asked = dict[str, str]()
    for name, value in parse_qsl(request.query.decode("latin-1"), keep_blank_values=True):
        if name != "format" or name in asked:
            raise Invalid(Reason.INVALID_QUERY, f"the parameter {shown(name)} is not for a document", attribute=name)
        asked[name] = value
    if asked:
        return format_of(asked["format"])
    accept = request.headers.get(b"accept", b"")
    for form, media in MEDIA.items():
        if accepts(accept, media):
            return form
    shown_accept = accept[:128].decode("latin-1")
    raise Refusal(Reason.NOT_ACCEPTABLE, f"{shown_accept!r} accepts none of {', '.join(MEDIA.values())}")


def _read(_media: str, value: Any) -> CreateQosReportRequest:
    return message_of(CreateQosReportRequest, value)
