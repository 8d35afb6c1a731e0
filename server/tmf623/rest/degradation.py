"""Degradation reports over REST as other APIs take them."""

import asyncio
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

import orjson

from tmf623.contract.documents import etag, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import DEGRADATION_REPORT
from tmf623.errors import Invalid, Reason
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import resources
from tmf623.service.tmf_payloads import Form, form_of, payload
from tmf623.store.store import Store

if TYPE_CHECKING:
    from tmf.sla.v1.degradation_pb2 import DegradationReport


class Degradation:
    """Exporting."""

    def __init__(self, store: Store) -> None:
        """The operations read `store`."""
        self._store = store

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {"ExportDegradationReport": Operation(self._export)}

    async def _export(self, request: Request) -> Answer:
        form = _form(request)
        return await asyncio.get_running_loop().run_in_executor(None, self._exported, request, form)

    def _exported(self, request: Request, form: Form) -> Answer:
        stored = self._store.read(lambda tx: resources.retrieve(tx, DEGRADATION_REPORT, request.id))
        report = cast("DegradationReport", loaded(DEGRADATION_REPORT, stored))
        tag = etag(stored).strip('"')
        body = orjson.dumps(payload(report, form, request.base))
        return json_answer(200, body, [(b"etag", f'"{tag}-{form}"'.encode())])


def _form(request: Request) -> Form:
    asked = dict(parse_qsl(request.query.decode("latin-1"), keep_blank_values=True))
    for name in asked:
        if name != "format":
            raise Invalid(Reason.INVALID_QUERY, f"the parameter {shown(name)} is not for a document", attribute=name)
    return form_of(asked["format"]) if asked else Form.TMF656
