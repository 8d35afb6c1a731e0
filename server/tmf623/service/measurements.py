"""Record observations: batches acknowledged as a whole, once, kept unchanged; superseded, retracted, released."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, cast

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest, RecordMeasurementResponse
from tmf.sla.v1.measurement_pb2 import MeasurementBatch, MeasurementReceipt
from tmf.sla.v1.measurement_service_pb2 import RetractMeasurementRequest, RetractMeasurementResponse
from tmf623.contract.documents import etag, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import MEASUREMENT_BATCH
from tmf623.contract.scalars import is_blank
from tmf623.errors import Conflict, Invalid, NotFound, Reason
from tmf623.service import metrics, observed
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.store.evidence import BatchState, NewBatch, Receipt, Status
from tmf623.store.observations import Content
from tmf623.store.transaction import Transaction

_STATES = ", ".join(BatchState)
_MAY_BECOME = {
    BatchState.QUARANTINED: frozenset({BatchState.COUNTED, BatchState.RETRACTED}),
    BatchState.COUNTED: frozenset({BatchState.RETRACTED}),
    BatchState.SUPERSEDED: frozenset[BatchState](),
    BatchState.RETRACTED: frozenset[BatchState](),
}
"""What a client may change the state of a batch to."""


def record_measurements(tx: Transaction, request: RecordMeasurementRequest) -> RecordMeasurementResponse:
    """Store every batch of the request that is new; nothing at all when one of them is wrong.

    Raises:
        Invalid, Refused, TooLarge: as for `checked`.
    """
    return recorded(record(tx, checked(request.batch)))


def record(tx: Transaction, batches: Iterable[NewBatch]) -> list[Receipt]:
    """Store batches: the one place where measurements come in, whatever door or file they came through."""
    return [tx.evidence.add_batch(batch) for batch in batches]


def recorded(receipts: Sequence[Receipt], *, in_full: bool = True) -> RecordMeasurementResponse:
    """The answer that tells what became of batches, with their receipts when it is told `in_full`."""
    counts = Counter(receipt.status for receipt in receipts)
    quarantined = sum(
        receipt.state is BatchState.QUARANTINED and receipt.status is not Status.REPEATED for receipt in receipts
    )
    return RecordMeasurementResponse(
        receipt=map(receipt_of, receipts) if in_full else (),
        recorded=counts[Status.RECORDED],
        revised=counts[Status.REVISED],
        repeated=counts[Status.REPEATED],
        quarantined=quarantined,
    )


def checked(batches: Sequence[MeasurementBatch]) -> list[NewBatch]:
    """The batches of a request, if all of them can be stored.

    Raises:
        Invalid: there is none, or an attribute is missing, or has a value it cannot have.
        Refused, TooLarge: as for `observed.content_of`.
    """
    if not batches:
        observed.missing("batch", "is empty: there must be at least one")
    return [new_batch(batch, f"batch[{index}]") for index, batch in enumerate(batches)]


def new_batch(batch: MeasurementBatch, path: str) -> NewBatch:
    """One batch, if it can be stored; `path` is where it stands. Raises as `checked`."""
    return named_batch(batch, path, observed.content_of(batch, path))


def named_batch(batch: MeasurementBatch, path: str, content: Content) -> NewBatch:
    """Observations under the names of a batch, ready to be stored; Invalid when a name is missing."""
    named = NewBatch(
        source=demanded(batch.source, f"{path}.source"),
        external_id=batch.external_id if batch.external_id.strip() else None,
        object=demanded(batch.object, f"{path}.object"),
        metric=metrics.series_of(batch.metric),
        content=content,
    )
    return named._replace(payload=named.packed())


def retract_measurement(tx: Transaction, request: RetractMeasurementRequest) -> RetractMeasurementResponse:
    """Let what a source sent under an identifier count no longer from now on.

    Raises:
        Invalid: the source or the identifier is missing.
        NotFound: the source never sent anything under the identifier.
    """
    check_retraction(request)
    versions = tx.evidence.versions(request.source, request.external_id)
    if not versions:
        sentence = f"{shown(request.source)} has sent nothing as {shown(request.external_id)}"
        raise NotFound(Reason.NOT_FOUND, sentence)
    batch = versions[-1]
    receipt = _receipt(batch, "repeated")
    if batch.state != BatchState.RETRACTED:
        tx.evidence.withdraw(batch, BatchState.RETRACTED, request.reason)
        receipt.status, receipt.state = "retracted", BatchState.RETRACTED
    return RetractMeasurementResponse(receipt=receipt)


def check_retraction(request: RetractMeasurementRequest) -> None:
    """Refuse a request that names no batch: Invalid."""
    demanded(request.source, "source")
    demanded(request.external_id, "externalId")


def observations(tx: Transaction, id_: int) -> tuple[MeasurementBatch, str]:
    """A batch with its observations, and its entity tag; NotFound when there is none with this id."""
    stored = tx.resources.get(MEASUREMENT_BATCH, id_)
    batch = cast("MeasurementBatch", loaded(MEASUREMENT_BATCH, stored))
    observed.write(tx.evidence.observations(batch), batch)
    return batch, etag(stored)


def demanded(text: str, attribute: str) -> str:
    """The text; Invalid when it is missing or blank."""
    if is_blank(text):
        observed.missing(attribute, "is missing or blank")
    return text


def _check(batch: Any, _origin: Origin) -> None:
    """Refuse a state that is none."""
    if batch.state not in _MAY_BECOME:
        sentence = f"state is {shown(batch.state)}, none of {_STATES}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute="state")


def _changed(tx: Transaction, before: Any, after: Any) -> MeasurementBatch:
    """The batch as it is changed: its state by what may become of it, its reason; all else is the server's."""
    kept = MeasurementBatch()
    kept.CopyFrom(before)
    was, wanted = BatchState(before.state), BatchState(after.state)
    if wanted is was:
        return kept
    if wanted not in _MAY_BECOME[was]:
        raise Conflict(
            Reason.STATE_CONFLICT, f"a batch that is {was} does not become {wanted} by a request", attribute="state"
        )
    tx.evidence.settle(kept, wanted)
    if after.HasField("reason"):
        kept.reason = after.reason
    return kept


BEHAVIOUR = Behaviour(check=_check, changed=_changed)


def receipt_of(receipt: Receipt) -> MeasurementReceipt:
    """The receipt as it is answered."""
    message = MeasurementReceipt(
        id=str(receipt.id),
        status=receipt.status,
        count=receipt.count,
        digest=receipt.digest.hex(),
        state=receipt.state,
    )
    message.known_at.FromDatetime(receipt.known_at)
    return message


def _receipt(batch: MeasurementBatch, status: str) -> MeasurementReceipt:
    return MeasurementReceipt(
        id=str(batch.id),
        status=status,
        count=batch.count,
        digest=batch.digest,
        known_at=batch.known_at,
        state=batch.state,
    )
