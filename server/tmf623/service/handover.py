"""The hand-over to billing: adjustments, one for each revision of a credit, and what becomes of them.

An adjustment is what is due now less what billing has accepted. There is never more than one of a credit on its way:
the next one is worked out when it is known what became of the one before, so that their sum is what is due whatever
happens in between.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from tmf.sla.v1.adjustment_pb2 import Adjustment, CreditRef
from tmf.sla.v1.credit_pb2 import Credit
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import ADJUSTMENT, CREDIT, SLA
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href
from tmf623.domain.credit.states import AdjustmentState, CreditState, settled_state
from tmf623.errors import NotFound
from tmf623.service import connectors, records
from tmf623.service.credit_documents import money
from tmf623.service.timestamps import instant_of, stamp
from tmf623.store.transaction import Transaction

AUTOMATIC = "automatic"
"""Who approved what nobody had to look at."""
_OPEN = frozenset({AdjustmentState.PENDING, AdjustmentState.SUBMITTED, AdjustmentState.FAILED, AdjustmentState.PARKED})
_HANDED = frozenset({CreditState.APPROVED, CreditState.SUBMITTED, CreditState.FAILED})
"""States of a credit whose adjustments are sent."""


class Booked(NamedTuple):
    """What billing says it has."""

    id: str = ""
    href: str = ""
    bill_id: str = ""
    status: str = ""


def amounts(tx: Transaction, credit_id: int | None) -> tuple[Fraction, Fraction | None]:
    """What billing has accepted of a credit, and what may be on its way there; None: nothing is."""
    if credit_id is None:
        return Fraction(0), None
    adjustments = _adjustments(tx, credit_id)
    accepted = _accepted(adjustments)
    tried = [each for _, each in adjustments if each.state in _OPEN and (each.attempts or each.state != "pending")]
    return accepted, Fraction(tried[0].amount) if tried else None


def proceed(tx: Transaction, stored: Stored) -> None:
    """Bring billing up to a credit, when it may be and nothing of it is on its way."""
    credit = _credit(stored)
    if CreditState(credit.state) not in _HANDED:
        _cancel_unsent(tx, credit, stored.id)
        return
    adjustments = _cancel_unsent(tx, credit, stored.id)
    if any(each.state in _OPEN for _, each in adjustments):
        return
    accepted = _accepted(adjustments)
    amount = Fraction(credit.due) - accepted
    if not amount:
        _put(tx, stored, credit, settled_state(accepted, moved=bool(adjustments)))
        return
    sla = cast("Sla", loaded(SLA, tx.resources.get(SLA, int(credit.sla.id))))
    adjustment = _new(tx, credit, stored.id, amount, sla)
    records.add(tx, ADJUSTMENT, adjustment, natural_key=f"{stored.id}/{credit.revision}")


def _new(tx: Transaction, credit: Credit, credit_id: int, amount: Fraction, sla: Sla) -> Adjustment:
    adjustment = Adjustment(
        credit=CreditRef(id=str(credit_id), href=href(CREDIT, credit_id, CANONICAL[CREDIT.api], "")),
        credit_revision=credit.revision,
        sla_id=credit.sla.id,
        amount=money(amount, credit.currency),
        currency=credit.currency,
        state=AdjustmentState.PENDING,
        reference=f"tmf623-credit-{credit_id}-{credit.revision}",
        name=f"Service level credit, {credit.consequence.name}, {sla.name}",
        attempts=0,
    )
    adjustment.period.CopyFrom(credit.period)
    if credit.HasField("billing_account"):
        adjustment.billing_account.CopyFrom(credit.billing_account)
    connector = connectors.for_agreement(tx, sla)
    if connector is not None:
        adjustment.connector_id = str(connector.id)
        adjustment.next_attempt.CopyFrom(stamp(instant_of(tx.now)))
    return adjustment


def begin(tx: Transaction, stored: Stored, again_at: int) -> Adjustment:
    """Note that an adjustment is being sent; when nothing more is heard, it is looked after at `again_at`."""
    before = _adjustment(stored)
    after = _copy(before)
    after.state = AdjustmentState.SUBMITTED
    after.attempts += 1
    after.next_attempt.CopyFrom(stamp(again_at))
    records.put(tx, ADJUSTMENT, stored, before, after)
    _move_credit(tx, after, CreditState.SUBMITTED, {CreditState.APPROVED, CreditState.FAILED})
    return after


def accept(tx: Transaction, stored: Stored, booked: Booked) -> None:
    """Note that billing has an adjustment, and go on with what is due since."""
    before = _adjustment(stored)
    after = _copy(before)
    for field, value in zip(("billing_id", "billing_href", "bill_id", "billing_status"), booked, strict=True):
        if value:
            setattr(after, field, value)
    after.state = AdjustmentState.ACCEPTED
    _end(tx, after)
    after.ClearField("last_error")
    records.put(tx, ADJUSTMENT, stored, before, after)
    accepted(tx, after)


def accepted(tx: Transaction, adjustment: Adjustment) -> None:
    """What follows for the credit when billing has one of its adjustments."""
    credit_row = tx.resources.get(CREDIT, int(adjustment.credit.id))
    before = _credit(credit_row)
    after = Credit()
    after.CopyFrom(before)
    total = _accepted(_adjustments(tx, credit_row.id))
    after.accepted = money(total, after.currency)
    if CreditState(after.state) in _HANDED:
        due = Fraction(after.due) == total
        after.state = settled_state(total, moved=True) if due else CreditState.APPROVED
    proceed(tx, records.put(tx, CREDIT, credit_row, before, after))


def fail(tx: Transaction, stored: Stored, error: str, again_at: int) -> None:
    """Note that an adjustment did not arrive, or nobody knows; it is tried again at `again_at`."""
    before = _adjustment(stored)
    after = _copy(before)
    after.state = AdjustmentState.FAILED
    after.last_error = error
    after.next_attempt.CopyFrom(stamp(again_at))
    records.put(tx, ADJUSTMENT, stored, before, after)
    _move_credit(tx, after, CreditState.FAILED, {CreditState.SUBMITTED})


def park(tx: Transaction, stored: Stored, reason: str) -> None:
    """Note that an adjustment needs a person."""
    before = _adjustment(stored)
    after = _copy(before)
    after.state = AdjustmentState.PARKED
    after.last_error = reason
    after.ClearField("next_attempt")
    records.put(tx, ADJUSTMENT, stored, before, after)
    _move_credit(tx, after, CreditState.FAILED, {CreditState.SUBMITTED})


def postpone(tx: Transaction, stored: Stored, again_at: int) -> None:
    """Leave an adjustment alone until `again_at`."""
    before = _adjustment(stored)
    after = _copy(before)
    after.next_attempt.CopyFrom(stamp(again_at))
    records.put(tx, ADJUSTMENT, stored, before, after)


def give_up(tx: Transaction, adjustment: Adjustment) -> None:
    """What follows for the credit when a person cancels one of its adjustments: people decide anew."""
    stored = tx.resources.get(CREDIT, int(adjustment.credit.id))
    before = _credit(stored)
    after = Credit()
    after.CopyFrom(before)
    after.revision += 1
    if CreditState(after.state) in _HANDED:
        after.state = CreditState.IN_REVIEW
    records.put(tx, CREDIT, stored, before, after)


def _cancel_unsent(tx: Transaction, credit: Credit, credit_id: int) -> list[tuple[Stored, Adjustment]]:
    """The adjustments of a credit, with one that was never sent and is no longer right taken back."""
    found = []
    for stored, adjustment in _adjustments(tx, credit_id):
        unsent = adjustment.state == AdjustmentState.PENDING and not adjustment.attempts
        stale = adjustment.credit_revision != credit.revision or CreditState(credit.state) not in _HANDED
        if unsent and stale:
            after = _copy(adjustment)
            after.state = AdjustmentState.CANCELLED
            _end(tx, after)
            found.append((records.put(tx, ADJUSTMENT, stored, adjustment, after), after))
        else:
            found.append((stored, adjustment))
    return found


def _move_credit(tx: Transaction, adjustment: Adjustment, to: CreditState, allowed: set[CreditState]) -> None:
    """Show in the credit how its adjustment fares, unless it is about something newer by now."""
    try:
        stored = tx.resources.get(CREDIT, int(adjustment.credit.id))
    except NotFound:
        return
    credit = _credit(stored)
    if CreditState(credit.state) in allowed and credit.revision == adjustment.credit_revision:
        _put(tx, stored, credit, to)


def _put(tx: Transaction, stored: Stored, credit: Credit, state: CreditState) -> None:
    after = Credit()
    after.CopyFrom(credit)
    after.state = state
    records.put(tx, CREDIT, stored, credit, after)


def _end(tx: Transaction, adjustment: Adjustment) -> None:
    adjustment.ClearField("next_attempt")
    adjustment.settled_at.CopyFrom(stamp(instant_of(tx.now)))


def _accepted(adjustments: Sequence[tuple[Stored, Adjustment]]) -> Fraction:
    taken = (Fraction(each.amount) for _, each in adjustments if each.state == AdjustmentState.ACCEPTED)
    return sum(taken, Fraction(0))


def _adjustments(tx: Transaction, credit_id: int) -> list[tuple[Stored, Adjustment]]:
    return [(stored, _adjustment(stored)) for stored in tx.credits.adjustments(credit_id)]


def _adjustment(stored: Stored) -> Adjustment:
    return cast("Adjustment", loaded(ADJUSTMENT, stored))


def _credit(stored: Stored) -> Credit:
    return cast("Credit", loaded(CREDIT, stored))


def _copy(adjustment: Adjustment) -> Adjustment:
    after = Adjustment()
    after.CopyFrom(adjustment)
    return after
