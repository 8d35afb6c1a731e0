"""Record orders, with the first date that was promised for each (TMF622).

A provider may amend `expectedCompletionDate` as often as it likes; what it promised first is kept beside it.
"""

from tmf.sla.v1.order_pb2 import Order
from tmf.sla.v1.order_service_pb2 import RecordOrderRequest, RecordOrderResponse
from tmf623.contract.kinds import ORDER
from tmf623.service import recording
from tmf623.service.measurements import demanded
from tmf623.service.recording import Recording, in_order, instant, optional
from tmf623.store.transaction import Transaction

_DATES = (
    "requested_start_date",
    "requested_completion_date",
    "expected_completion_date",
    "promised_date",
    "promise_last_update",
    "last_update",
)


def record_orders(tx: Transaction, request: RecordOrderRequest) -> RecordOrderResponse:
    """Store every order of the request that is new or has new content; nothing at all when one of them is wrong.

    Raises:
        Invalid, Refused: as for `check`.
    """
    return RecordOrderResponse(**recording.record(tx, _RECORDING, request.source, request.order))


def check(request: RecordOrderRequest) -> None:
    """Refuse a request that cannot be stored.

    Raises:
        Invalid: an attribute is missing.
        Refused: an order was completed or cancelled before it was placed, or an instant is not within the years
            1900 to 2199.
    """
    recording.check(_RECORDING, request.source, request.order)


def _check(order: Order, path: str) -> None:
    in_order(order, path, "creation_date", ("completion_date", "cancellation_date"))
    for field in _DATES:
        optional(order, field, path)
    for index, milestone in enumerate(order.product_order_milestone):
        optional(milestone, "milestone_date", f"{path}.productOrderMilestone[{index}]")
    for index, alert in enumerate(order.product_order_jeopardy_alert):
        optional(alert, "alert_date", f"{path}.productOrderJeopardyAlert[{index}]")
    for index, characteristic in enumerate(order.characteristic):
        demanded(characteristic.name, f"{path}.characteristic[{index}].name")


def _age(order: Order) -> int | None:
    return instant(order, "last_update")


def _kept(known: Order | None, latest: Order, sent: Order) -> Order:
    """The latest state, with the promise of the earliest state that made one."""
    promises = [order for order in (_promising(sent), known) if order is not None and order.HasField("promised_date")]
    latest.ClearField("promised_date")
    latest.ClearField("promise_last_update")
    if not promises:
        return latest
    first = min(promises, key=lambda order: _earliness(order, is_known=order is known))
    latest.promised_date.CopyFrom(first.promised_date)
    if first.HasField("promise_last_update"):
        latest.promise_last_update.CopyFrom(first.promise_last_update)
    return latest


def _promising(sent: Order) -> Order:
    """The state with the promise it makes by itself."""
    promising = Order()
    for date in ("promised_date", "expected_completion_date"):
        if sent.HasField(date):
            promising.promised_date.CopyFrom(getattr(sent, date))
            break
    if sent.HasField("last_update"):
        promising.promise_last_update.CopyFrom(sent.last_update)
    return promising


def _earliness(order: Order, *, is_known: bool) -> tuple[bool, int, bool]:
    """A promise whose age is not told stands once it is known, and yields to none that comes later.

    Of two promises of the same age the one recorded last is the correction of the other.
    """
    age = instant(order, "promise_last_update")
    if age is None:
        return not is_known, 0, False
    return False, age, is_known


_RECORDING = Recording(ORDER, "creation_date", _check, _age, _kept)
