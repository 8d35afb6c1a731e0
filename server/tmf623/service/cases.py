"""Record cases: trouble tickets and service requests, with the history of their status and priority (TMF621)."""

from typing import Any

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest, RecordCaseResponse
from tmf.sla.v1.event_parts_pb2 import StatusChange
from tmf.sla.v1.measurement_pb2 import Case
from tmf623.contract.kinds import CASE
from tmf623.errors import Invalid, Reason
from tmf623.service import recording
from tmf623.service.measurements import demanded
from tmf623.service.recording import Recording, given, in_order, instant, json_name, optional, segment
from tmf623.store.transaction import Transaction

__all__ = ["check", "record_cases", "segment", "subject_of"]


def record_cases(tx: Transaction, request: RecordCaseRequest) -> RecordCaseResponse:
    """Store every case of the request that is new or has new content; nothing at all when one of them is wrong.

    Raises:
        Invalid, Refused: as for `check`.
    """
    return RecordCaseResponse(**recording.record(tx, _RECORDING, request.source, request.case))


def check(request: RecordCaseRequest) -> None:
    """Refuse a request that cannot be stored.

    Raises:
        Invalid: an attribute is missing.
        Refused: a case was resolved before it was opened, or an instant is not within the years 1900 to 2199.
    """
    recording.check(_RECORDING, request.source, request.case)


def subject_of(case: Case) -> str:
    """What a judgement of the case is about: `case/{source}/{externalId}`, slashes in either written as %2F."""
    return recording.subject_of(CASE, case)


def _check(case: Case, path: str) -> None:
    in_order(case, path, "creation_date", ("resolution_date",))
    for field in ("expected_resolution_date", "status_change_date", "last_update", "reported_date", "response_date"):
        optional(case, field, path)
    _natural(case, "status_change_sequence", path)
    for index, change in enumerate(case.status_change):
        given(change, "change_date", f"{path}.statusChange[{index}]")
        demanded(change.status, f"{path}.statusChange[{index}].status")
        _natural(change, "sequence", f"{path}.statusChange[{index}]")
    for index, priority in enumerate(case.priority_change):
        given(priority, "change_date", f"{path}.priorityChange[{index}]")
        demanded(priority.priority, f"{path}.priorityChange[{index}].priority")
    for index, note in enumerate(case.note):
        optional(note, "date", f"{path}.note[{index}]")
    for index, characteristic in enumerate(case.characteristic):
        demanded(characteristic.name, f"{path}.characteristic[{index}].name")


def _natural(message: Any, field: str, path: str) -> None:
    number = getattr(message, field)
    if number < 0:
        attribute = f"{path}.{json_name(message, field)}"
        raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {number}, below 0", attribute=attribute)


def _age(case: Case) -> tuple[int, int] | None:
    told = instant(case, "last_update")
    told = instant(case, "status_change_date") if told is None else told
    return None if told is None else (told, case.status_change_sequence)


def _kept(known: Case | None, latest: Case, sent: Case) -> Case:
    """The latest state, with every change of status that was told by itself, in order of time.

    A history that is sent as a list is the whole of it as of its state: nothing is added to it.
    """
    if sent.status_change or (known is None and not sent.HasField("status_change_date")):
        return latest
    told = {_key(change): change for change in (known.status_change if known is not None else ())}
    if sent.HasField("status_change_date") and sent.status:
        change = StatusChange(status=sent.status, change_date=sent.status_change_date)
        told_of = (sent.status_change_reason, sent.priority, sent.status_change_sequence)
        for field, value in zip(("change_reason", "priority", "sequence"), told_of, strict=True):
            if value:
                setattr(change, field, value)
        told[_key(change)] = change
    latest.ClearField("status_change")
    latest.status_change.extend(told[key] for key in sorted(told))
    return latest


def _key(change: StatusChange) -> tuple[Any, ...]:
    date = change.change_date
    return date.seconds, date.nanos, change.sequence, change.status, change.change_reason


_RECORDING = Recording(CASE, "creation_date", _check, _age, _kept)
