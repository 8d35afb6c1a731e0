"""Trouble tickets of TMF621 (v4 and v5) as cases."""

from collections.abc import Sequence
from typing import Any

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest
from tmf.sla.v1.measurement_pb2 import Case
from tmf623.contract.codec import message_of
from tmf623.service.cases import record_cases
from tmf623.service.listeners.folding import Change, Folded, Told, since, states, told
from tmf623.service.listeners.foreign import (
    Payload,
    each_of,
    entities,
    instant_at,
    object_at,
    parties,
    present,
    text_at,
)
from tmf623.service.listeners.notices import Notice
from tmf623.store.transaction import Transaction

_TEXTS = ("name", "description", "priority", "severity", "ticketType", "status", "statusChangeReason")
_DATES = ("creationDate", "resolutionDate", "expectedResolutionDate", "statusChangeDate")
DONE = frozenset({"resolved", "closed"})
"""Statuses in which a ticket's `resolutionDate` counts: one that was reopened is not resolved."""


def read(notice: Notice) -> Told:
    """What a notice tells of a ticket; Invalid and Refused as in `foreign`."""
    body, path = notice.body, notice.path
    attributes = present(
        **{name: text_at(body, name, path) for name in _TEXTS},
        **{name: instant_at(body, name, path) for name in _DATES},
        channel=channel(body, path),
        relatedEntity=entities(body, "relatedEntity", path) if "relatedEntity" in body else None,
        relatedParty=parties(body, path) if "relatedParty" in body else None,
        note=_notes(body, path) if "note" in body else None,
    )
    age = instant_at(body, "lastUpdate", path) or notice.time or attributes.get("statusChangeDate")
    return told(age or attributes.get("creationDate"), attributes, _history(body, path))


def record(tx: Transaction, notice: Notice, events: Sequence[Told]) -> bool:
    """Record the case that follows from all events about a ticket; False while nobody said when it was opened."""
    known = states(events)[-1]
    if "creationDate" not in known.attributes:
        return False
    case = message_of(Case, _case(notice.resource_id, known))
    record_cases(tx, RecordCaseRequest(source=notice.source, case=[case]))
    return True


def _case(external_id: str, known: Folded) -> dict[str, Any]:
    case = {"externalId": external_id} | known.attributes
    status = case.get("status")
    resolved = case.pop("resolutionDate", None)
    if status is None or status in DONE:
        resolved = resolved or since(known.history, DONE)
        case |= present(resolutionDate=resolved)
    history = [
        present(changeDate=change["date"], status=change["status"], changeReason=change["reason"])
        for change in known.history
    ]
    priorities = [{"changeDate": date, "priority": priority} for date, priority in known.priorities]
    more = present(lastUpdate=known.age, statusChange=history or None, priorityChange=priorities or None)
    return case | more


def channel(body: Payload, path: str) -> str | None:
    """The first channel: its name, or its identifier."""
    for each, here in each_of(body, "channel", path):
        inner = object_at(each, "channel", here) or each
        return text_at(inner, "name", here) or text_at(inner, "id", here)
    return None


def _history(body: Payload, path: str) -> list[Change]:
    """`statusChange` of v4 and `statusChangeHistory` of v5; entries without status or date say nothing."""
    found: list[Change] = []
    for name, date, reason in (
        ("statusChange", "changeDate", "changeReason"),
        ("statusChangeHistory", "statusChangeDate", "statusChangeReason"),
    ):
        for each, here in each_of(body, name, path):
            began, status = instant_at(each, date, here), text_at(each, "status", here)
            if began is not None and status:
                found.append({"date": began, "status": status, "reason": text_at(each, reason, here)})
    return found


def _notes(body: Payload, path: str) -> list[dict[str, Any]]:
    found = []
    for each, here in each_of(body, "note", path):
        words = {name: text_at(each, name, here) for name in ("id", "author", "text")}
        note = present(**words, date=instant_at(each, "date", here))
        if note:
            found.append(note)
    return found
