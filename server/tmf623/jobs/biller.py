"""The biller: hands adjustments to billing, each until it is known to be booked, and lets unclaimed credits expire.

An adjustment is marked as being sent before it is, in a transaction of its own; whoever finds it so, or failed, looks
it up in billing before it is sent again. What billing answers is stored under the same lease: a process that lost it
changes nothing, and the next one looks up what became of what was sent.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, cast

import orjson

from tmf.sla.v1.adjustment_pb2 import Adjustment
from tmf.sla.v1.billing_connector_pb2 import BillingConnector
from tmf.sla.v1.credit_pb2 import Credit
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import ADJUSTMENT, CREDIT
from tmf623.contract.scalars import write_instant
from tmf623.domain.credit.states import AdjustmentState, CreditState
from tmf623.domain.instants import SECOND
from tmf623.errors import NotFound
from tmf623.jobs.duty import Duty, Office
from tmf623.service import connectors, handover, records
from tmf623.service.connectors import ConnectorState, ConnectorType
from tmf623.service.timestamps import instant_of, microseconds
from tmf623.settings import Settings
from tmf623.sinks.billing import TOTAL_S, BillingClient, Fate, Handed, Place, append
from tmf623.sinks.postings import Form, Posting
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

EVERY = timedelta(seconds=2)
LASTING = timedelta(seconds=30)
"""A turn takes at most two requests; the lease outlasts them."""
AT_ONCE = 16
"""Adjustments of one turn."""
RECOVERY_MS = 15_000
"""How long after a crash an adjustment under way is left alone: billing may still be working on it."""
FIRST_PAUSE_MS = 1000
_SUSPENDED_S = 60
_LONGEST_PAUSE_MS = 3_600_000
_MILLISECOND = 1000
_EXPIRING = 100
_SENDABLE = frozenset({AdjustmentState.PENDING, AdjustmentState.SUBMITTED, AdjustmentState.FAILED})


@dataclass(frozen=True, slots=True)
class Means:
    """What the operator gave the biller."""

    private: bool = False
    """Whether connectors may be on addresses that are not public."""
    folder: str = ""
    """Where files are; "": connectors of files cannot be used."""
    credentials: Mapping[str, str] | None = None
    """Values of the Authorization header, by name."""
    recovery_ms: int = RECOVERY_MS
    first_pause_ms: int = FIRST_PAUSE_MS
    """After the first attempt that did not succeed; each further one doubles it, up to an hour."""
    total_s: float = TOTAL_S
    """How long billing may take to answer one request."""


def means_of(settings: Settings) -> Means:
    """What the operator's settings give the biller; ValueError when the credentials are no JSON object of texts."""
    try:
        credentials = orjson.loads(settings.billing_credentials or "{}")
    except orjson.JSONDecodeError:
        credentials = None
    if not isinstance(credentials, dict) or not all(isinstance(each, str) for each in credentials.values()):
        raise ValueError("TMF623_BILLING_CREDENTIALS is not a JSON object of names and header values")
    return Means(settings.allow_private_callbacks, settings.billing_folder, credentials)


class _Task(NamedTuple):
    """An adjustment under way."""

    id: int
    posting: Posting
    connector: BillingConnector
    doubtful: bool
    attempts: int


def biller(store: Store, means: Means, *, every: timedelta = EVERY, lasting: timedelta = LASTING) -> Duty:
    """The duty; nothing happens before it is started. `every` and `lasting` as for `Duty`."""

    def work(store: Store, office: Office) -> bool:
        return turn(store, office, means)

    return Duty(store, "biller", work, every=every, lasting=lasting)


def turn(store: Store, office: Office, means: Means) -> bool:
    """One turn: expire, send, store what came of it; whether there is more to do at once."""
    store.write(lambda tx: _expire(tx, office))
    now = instant_of(store.cut())
    due = store.read(lambda tx: [stored.id for stored in tx.credits.due_adjustments(now, AT_ONCE)])
    tasks = [task for id_ in due if (task := store.write(_begun(office, id_, means))) is not None]
    for task, handed in asyncio.run(_sent(tasks, means)) if tasks else ():
        store.write(_settled(office, task, handed, means))
    return len(due) == AT_ONCE


def _expire(tx: Transaction, office: Office) -> None:
    office.demand(tx)
    for stored in tx.credits.unclaimed(instant_of(tx.now), _EXPIRING):
        before = cast("Credit", loaded(CREDIT, stored))
        after = Credit()
        after.CopyFrom(before)
        after.state = CreditState.EXPIRED
        records.put(tx, CREDIT, stored, before, after)


def _begun(office: Office, id_: int, means: Means) -> Callable[[Transaction], _Task | None]:
    """Mark one adjustment as being sent; None when it is not to be sent any more, or not now."""

    def work(tx: Transaction) -> _Task | None:
        office.demand(tx)
        now = instant_of(tx.now)
        try:
            stored = tx.resources.get(ADJUSTMENT, id_)
        except NotFound:
            return None
        adjustment = cast("Adjustment", loaded(ADJUSTMENT, stored))
        if adjustment.state not in _SENDABLE or microseconds(adjustment.next_attempt) > now:
            return None
        connector = connectors.by_id(tx, adjustment.connector_id)
        trouble = _trouble(connector, means)
        if connector is None or trouble:
            handover.park(tx, stored, trouble)
            return None
        if connector.state == ConnectorState.SUSPENDED:
            handover.postpone(tx, stored, now + _SUSPENDED_S * SECOND)
            return None
        begun = handover.begin(tx, stored, now + means.recovery_ms * _MILLISECOND)
        return _Task(id_, _posting(begun), connector, adjustment.attempts > 0, begun.attempts)

    return work


def _trouble(connector: BillingConnector | None, means: Means) -> str:
    """Why a connector cannot be used, for people; "" when it can."""
    if connector is None:
        return "its billing connector is gone"
    if connector.type == ConnectorType.FILE and not means.folder:
        return "the server has no billing folder (TMF623_BILLING_FOLDER)"
    if connector.HasField("credential") and connector.credential not in (means.credentials or {}):
        return f"the server has no credential {connector.credential[:64]!r} (TMF623_BILLING_CREDENTIALS)"
    return ""


async def _sent(tasks: list[_Task], means: Means) -> list[tuple[_Task, Handed]]:
    async with BillingClient(private=means.private, total_s=means.total_s) as client:
        handed = await asyncio.gather(*(_hand_over(client, task, means) for task in tasks))
    return list(zip(tasks, handed, strict=True))


async def _hand_over(client: BillingClient, task: _Task, means: Means) -> Handed:
    connector = task.connector
    if connector.type == ConnectorType.FILE:
        return await asyncio.to_thread(append, Path(means.folder) / connector.file, task.posting)
    credential = (means.credentials or {}).get(connector.credential, "")
    place = Place(connector.url, _form(connector), credential)
    return await client.hand_over(place, task.posting, doubtful=task.doubtful)


def _form(connector: BillingConnector) -> Form:
    v4 = connector.api_version == connectors.ApiVersion.V4
    signed = connector.sign == connectors.Sign.SIGNED if connector.HasField("sign") else not v4
    is_rate = connector.type == ConnectorType.APPLIED_RATE
    return Form(
        resource=connector.type,
        type_attribute="type" if v4 else "appliedBillingRateType",
        signed=signed,
        reference_attribute=connector.look_up_by or ("name" if is_rate else "description"),
        usage_type=connector.usage_type or "monetary",
    )


def _settled(office: Office, task: _Task, handed: Handed, means: Means) -> Callable[[Transaction], None]:
    """Store what came of one attempt."""

    def work(tx: Transaction) -> None:
        office.demand(tx)
        stored = tx.resources.get(ADJUSTMENT, task.id)
        adjustment = cast("Adjustment", loaded(ADJUSTMENT, stored))
        if adjustment.state != AdjustmentState.SUBMITTED or adjustment.attempts != task.attempts:
            return
        if handed.fate is Fate.BOOKED:
            booked = handover.Booked(handed.id, handed.href, handed.bill_id, handed.status)
            handover.accept(tx, stored, booked)
        elif handed.fate is Fate.REFUSED:
            handover.park(tx, stored, handed.error)
        else:
            again = instant_of(tx.now) + pause_ms(task.attempts, means.first_pause_ms) * _MILLISECOND
            handover.fail(tx, stored, handed.error, again)

    return work


def pause_ms(attempts: int, first_ms: int) -> int:
    """Milliseconds until the next attempt after so many."""
    return int(min(first_ms * 2 ** min(attempts - 1, 20), _LONGEST_PAUSE_MS))


def _posting(adjustment: Adjustment) -> Posting:
    account = adjustment.billing_account
    known = {name: getattr(account, name) for name in ("id", "href", "name") if account.HasField(name)}
    return Posting(
        reference=adjustment.reference,
        amount=Fraction(adjustment.amount),
        currency=adjustment.currency,
        name=adjustment.name,
        start=write_instant(adjustment.period.start_date_time),
        end=write_instant(adjustment.period.end_date_time),
        account=known,
        facts={
            "slaId": adjustment.sla_id,
            "creditId": adjustment.credit.id,
            "creditRevision": str(adjustment.credit_revision),
            "reference": adjustment.reference,
        },
    )
