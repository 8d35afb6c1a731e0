"""The operations that carry out a task: on agreements, on degradation reports, on hubs."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from google.protobuf.message import Message

from tmf.sla.v1.degradation_service_pb2 import CreateDegradationSummaryRequest
from tmf.sla.v1.exclusion_service_pb2 import CreateExclusionReviewRequest
from tmf.sla.v1.hub_service_pb2 import ActivateHubRequest, ReplayHubRequest, RotateHubSecretRequest
from tmf.sla.v1.import_service_pb2 import CreateSlaExportRequest, CreateSlaImportRequest
from tmf.sla.v1.template_service_pb2 import CreateSlaInstantiationRequest
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.profiles import QOS_V1
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import degradation_summaries, hub_log, importing, instantiation, reviewing
from tmf623.service.behaviour import Origin
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction


class _Task(NamedTuple):
    """One task."""

    request: type[Message]
    carry_out: Callable[[Transaction, Any, Origin], Any]
    check: Callable[[Any], None]
    where: Callable[[Any], str]
    """What `Location` says of an answer; empty: nothing."""


def _nowhere(_answer: object) -> str:
    """The answer says all."""
    return ""


_TASKS: Mapping[str, _Task] = {
    "CreateSlaInstantiation": _Task(
        CreateSlaInstantiationRequest,
        instantiation.create_sla_instantiation,
        instantiation.check,
        lambda answer: answer.sla.href,
    ),
    "CreateDegradationSummary": _Task(
        CreateDegradationSummaryRequest,
        lambda tx, request, _: degradation_summaries.create(tx, request),
        degradation_summaries.check,
        _nowhere,
    ),
    "CreateSlaImport": _Task(CreateSlaImportRequest, importing.create_sla_import, importing.check, _nowhere),
    "CreateExclusionReview": _Task(
        CreateExclusionReviewRequest, reviewing.create_exclusion_review, reviewing.check, _nowhere
    ),
    "CreateSlaExport": _Task(CreateSlaExportRequest, importing.create_sla_export, importing.check_export, _nowhere),
    "ReplayHub": _Task(ReplayHubRequest, hub_log.replay, hub_log.check_hub, _nowhere),
    "ActivateHub": _Task(ActivateHubRequest, hub_log.activate, hub_log.check_hub, _nowhere),
    "RotateHubSecret": _Task(RotateHubSecretRequest, hub_log.rotate, hub_log.check_secret, _nowhere),
}


def operations(store: Store) -> dict[str, Operation]:
    """The operations, by the name of their rpc."""
    return {name: _operation(store, task) for name, task in _TASKS.items()}


def _operation(store: Store, task: _Task) -> Operation:
    def read(_media: str, value: object) -> Any:
        return message_of(task.request, value)

    def explain(media: str, value: object) -> None:
        task.check(read(media, value))

    async def carry_out(request: Request) -> Answer:
        message, origin = request.body, Origin(QOS_V1, request.base)
        answer = await asyncio.wrap_future(store.submit(lambda tx: task.carry_out(tx, message, origin)))
        where = task.where(answer)
        return json_answer(201, canonical(answer), [(b"location", where.encode("latin-1"))] if where else [])

    return Operation(carry_out, read, explain)
