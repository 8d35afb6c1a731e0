"""Record observations: batches acknowledged as a whole, once, and kept unchanged."""

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest, RecordMeasurementResponse
from tmf.sla.v1.measurement_pb2 import MeasurementBatch, MeasurementReceipt, StateChange
from tmf623.contract.faults import shown
from tmf623.domain.decimals import fraction_of
from tmf623.domain.timeline import State
from tmf623.errors import Invalid, Reason, TooLarge
from tmf623.service import metrics
from tmf623.service.timestamps import recordable
from tmf623.store.evidence import NewBatch, Observation, Receipt
from tmf623.store.transaction import Transaction

MOST_IMPACTS = 50_000
"""Different impacts one batch may have; the store numbers them in two bytes."""


def record_measurements(tx: Transaction, request: RecordMeasurementRequest) -> RecordMeasurementResponse:
    """Store every batch of the request that is new; nothing at all when one of them is wrong.

    Raises:
        Conflict: a source gave the same identifier to other observations.
        Invalid, Refused, TooLarge: as for `checked`.
    """
    batches = checked(request)
    return RecordMeasurementResponse(receipt=[_receipt(tx.evidence.add_batch(batch)) for batch in batches])


def checked(request: RecordMeasurementRequest) -> list[NewBatch]:
    """The batches of a request, if all of them can be stored.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: an observation is not within the years 1900 to 2199.
        TooLarge: a batch has more than MOST_IMPACTS different impacts.
    """
    if not request.batch:
        raise Invalid(Reason.MISSING_ATTRIBUTE, "batch is empty: there must be at least one", attribute="batch")
    return [_batch(batch, f"batch[{index}]") for index, batch in enumerate(request.batch)]


def _batch(batch: MeasurementBatch, path: str) -> NewBatch:
    if not batch.state_change:
        attribute = f"{path}.stateChange"
        raise Invalid(
            Reason.MISSING_ATTRIBUTE, f"{attribute} is empty: there must be at least one", attribute=attribute
        )
    changes = [_observation(change, f"{path}.stateChange[{index}]") for index, change in enumerate(batch.state_change)]
    if len({change.impact for change in changes}) > MOST_IMPACTS:
        raise TooLarge(Reason.TOO_LARGE, f"{path} has more than {MOST_IMPACTS} different impacts", attribute=path)
    return NewBatch(
        source=demanded(batch.source, f"{path}.source"),
        external_id=batch.external_id if batch.external_id.strip() else None,
        object=demanded(batch.object, f"{path}.object"),
        metric=metrics.series_of(batch.metric),
        changes=changes,
    )


def _observation(change: StateChange, path: str) -> Observation:
    if not change.HasField("time"):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path}.time is missing", attribute=f"{path}.time")
    state = _state(change, f"{path}.state")
    return Observation(recordable(change.time, f"{path}.time"), state, _impact(change, state, f"{path}.impact"))


def _state(change: StateChange, attribute: str) -> State:
    try:
        return State(change.state)
    except ValueError:
        sentence = f"{attribute} is {shown(change.state)}, none of {', '.join(State)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None


def _impact(change: StateChange, state: State, attribute: str) -> str:
    if state is not State.DEGRADED:
        if change.HasField("impact"):
            raise Invalid(
                Reason.INVALID_VALUE, f"{attribute} is only for degraded, not for {state}", attribute=attribute
            )
        return ""
    if not change.HasField("impact"):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing: {state} must say", attribute=attribute)
    try:
        share = fraction_of(change.impact)
    except ValueError:
        share = None
    if share is None or not 0 <= share <= 1:
        sentence = f"{attribute} is {shown(change.impact)}, not a number from 0 to 1"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    return str(change.impact)


def demanded(text: str, attribute: str) -> str:
    """The text; Invalid when it is missing or blank."""
    if not text.strip():
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing or blank", attribute=attribute)
    return text


def _receipt(receipt: Receipt) -> MeasurementReceipt:
    message = MeasurementReceipt(
        id=str(receipt.id),
        status="repeated" if receipt.repeated else "recorded",
        count=receipt.count,
        digest=receipt.digest.hex(),
    )
    message.known_at.FromDatetime(receipt.known_at)
    return message
