"""The operations on measurements that are no plain resource operations: record, read back, retract."""

import asyncio

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest
from tmf.sla.v1.measurement_service_pb2 import RetractMeasurementRequest
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.kinds import MEASUREMENT_BATCH
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import measurements
from tmf623.service.identifiers import identifier
from tmf623.store.store import Store


class Measurements:
    """Recording, and what was recorded."""

    def __init__(self, store: Store) -> None:
        """The operations read and write `store`."""
        self._store = store

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {
            "RecordMeasurement": Operation(self._record, _read_batches, _explain_batches),
            "RetrieveObservation": Operation(self._retrieve),
            "RetractMeasurement": Operation(self._retract, _read_retraction, _explain_retraction),
        }

    async def _record(self, request: Request) -> Answer:
        message: RecordMeasurementRequest = request.body
        recorded = await asyncio.wrap_future(
            self._store.submit(lambda tx: measurements.record_measurements(tx, message))
        )
        return json_answer(201, canonical(recorded), [])

    async def _retrieve(self, request: Request) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(None, self._retrieved, request)

    def _retrieved(self, request: Request) -> Answer:
        id_ = identifier(MEASUREMENT_BATCH, request.id)
        batch, tag = self._store.read(lambda tx: measurements.observations(tx, id_))
        batch.href = href(MEASUREMENT_BATCH, id_, QOS_V1, request.base)
        return json_answer(200, canonical(batch), [(b"etag", tag.encode())])

    async def _retract(self, request: Request) -> Answer:
        message: RetractMeasurementRequest = request.body
        retracted = await asyncio.wrap_future(
            self._store.submit(lambda tx: measurements.retract_measurement(tx, message))
        )
        return json_answer(201, canonical(retracted), [])


def _read_batches(_media: str, value: object) -> RecordMeasurementRequest:
    return message_of(RecordMeasurementRequest, value)


def _explain_batches(media: str, value: object) -> None:
    measurements.checked(_read_batches(media, value).batch)


def _read_retraction(_media: str, value: object) -> RetractMeasurementRequest:
    return message_of(RetractMeasurementRequest, value)


def _explain_retraction(media: str, value: object) -> None:
    measurements.check_retraction(_read_retraction(media, value))
