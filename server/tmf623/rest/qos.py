"""The operations of customer QoS management that are no plain resource operations: record, and judge."""

import asyncio
from hashlib import sha256

from tmf.sla.v1.assessment_service_pb2 import (
    CreateAssessmentRequest,
    CreateAssessmentResponse,
)
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.kinds import ASSESSMENT
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.domain.settlement import Windows
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import assessments, bundles
from tmf623.store.store import Store


class Qos:
    """Recording and judging."""

    def __init__(self, store: Store, windows: Windows) -> None:
        """The operations read and write `store`; `windows` are for rules that do not say their own."""
        self._store, self._windows = store, windows

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {
            "exportAssessment": Operation(self._export_assessment),
            "CreateAssessment": Operation(self._create_assessment, _read_assessment, _explain_assessment),
        }

    async def _export_assessment(self, request: Request) -> Answer:
        loop = asyncio.get_running_loop()
        bundle = await loop.run_in_executor(None, self._store.read, lambda tx: bundles.export(tx, request.id))
        tag = f'"{sha256(bundle).hexdigest()}"'
        return json_answer(200, bundle, [(b"etag", tag.encode())])

    async def _create_assessment(self, request: Request) -> Answer:
        message: CreateAssessmentRequest = request.body
        loop = asyncio.get_running_loop()
        response = await loop.run_in_executor(None, assessments.create_assessment, self._store, message, self._windows)
        return _judged(response, request.base)


def _judged(response: CreateAssessmentResponse, base: str) -> Answer:
    """The judgement; its links start where the client's do."""
    if response.href.startswith("/"):
        response.href = base + response.href
    where = response.href
    if response.assessment.HasField("id"):
        where = response.assessment.href = href(ASSESSMENT, response.assessment.id, QOS_V1, base)
    return json_answer(201, canonical(response), [(b"location", where.encode("latin-1"))] if where else [])


def _read_assessment(_media: str, value: object) -> CreateAssessmentRequest:
    return message_of(CreateAssessmentRequest, value)


def _explain_assessment(media: str, value: object) -> None:
    assessments.check(_read_assessment(media, value))
