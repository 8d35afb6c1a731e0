"""The operations on measurements that are no plain resource operations: record, read back, retract."""

import asyncio
import logging
from functools import partial
from typing import TypeAlias

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest, RecordMeasurementResponse
from tmf.sla.v1.measurement_service_pb2 import RetractMeasurementRequest
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.kinds import MEASUREMENT_BATCH
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.errors import Invalid, Reason, SlaError
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.incoming import Incoming
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import lines, measurements
from tmf623.service.identifiers import identifier
from tmf623.service.lines import Line, Portions
from tmf623.store.evidence import NewBatch, Receipt
from tmf623.store.store import Store

log = logging.getLogger(__name__)

NDJSON = "application/x-ndjson"
Receipts: TypeAlias = list[Receipt]


class Measurements:
    """Recording, and what was recorded."""

    def __init__(self, store: Store, longest_line: int) -> None:
        """The operations read and write `store`; a line of NDJSON holds `longest_line` bytes at most."""
        self._store = store
        self._longest_line = longest_line

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {
            "RecordMeasurement": Operation(self._record, _read_batches, None, frozenset({NDJSON})),
            "RetrieveObservation": Operation(self._retrieve),
            "RetractMeasurement": Operation(self._retract, _read_retraction, _explain_retraction),
        }

    async def _record(self, request: Request) -> Answer:
        if request.media == NDJSON:
            return await self._record_lines(request.body)
        batches: list[NewBatch] = request.body
        recorded = await asyncio.wrap_future(self._store.submit(partial(measurements.record, batches=batches)))
        return json_answer(201, canonical(measurements.recorded(recorded)), [])

    async def _record_lines(self, body: Incoming) -> Answer:
        """Record portion after portion; each is read while the one before it is committed."""
        portions, recording = Portions(self._longest_line), _Recording(self._store)
        try:
            async for piece in body.pieces():
                for portion in portions.fed(piece):
                    await recording.add(portion)
            await recording.add(portions.last())
            await recording.settled()
        except SlaError as error:
            error.message = f"{error.message}; {await recording.told()}"
            raise
        return json_answer(201, canonical(recording.answer()), [])

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


class _Recording:
    """How far the lines of one request are recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._under_way: asyncio.Future[Receipts] | None = None
        self._last_line = 0
        self._recorded_to = 0
        self._total = RecordMeasurementResponse()

    async def add(self, portion: list[Line]) -> None:
        """Begin to record a portion, once the one before is committed."""
        if portion:
            batches = await asyncio.get_running_loop().run_in_executor(None, lines.batches_of, portion)
            await self.settled()
            self._last_line = portion[-1].number
            work = partial(measurements.record, batches=batches)
            self._under_way = asyncio.wrap_future(self._store.submit(work))

    async def settled(self) -> None:
        """Wait for the commit under way."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            counted = measurements.recorded(await under_way, in_full=False)
            for name in ("recorded", "revised", "repeated", "quarantined"):
                setattr(self._total, name, getattr(self._total, name) + getattr(counted, name))
            self._recorded_to = self._last_line

    async def told(self) -> str:
        """What is recorded although the request is refused."""
        try:
            await self.settled()
        except SlaError:
            log.debug("a portion could not be recorded either")
        return f"lines 1 to {self._recorded_to} are recorded" if self._recorded_to else "nothing is recorded"

    def answer(self) -> RecordMeasurementResponse:
        """What became of all lines; Invalid when there was none."""
        if not self._recorded_to:
            raise Invalid(Reason.MISSING_ATTRIBUTE, "the body holds no line: there must be at least one")
        return self._total


def _read_batches(_media: str, value: object) -> list[NewBatch]:
    return measurements.checked(message_of(RecordMeasurementRequest, value).batch)


def _read_retraction(_media: str, value: object) -> RetractMeasurementRequest:
    return message_of(RetractMeasurementRequest, value)


def _explain_retraction(media: str, value: object) -> None:
    measurements.check_retraction(_read_retraction(media, value))
