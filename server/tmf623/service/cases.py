"""Record cases: each known by its source and the identifier it has there, revised when its content changes."""

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest, RecordCaseResponse
from tmf.sla.v1.measurement_pb2 import Case
from tmf623.contract.documents import encoded
from tmf623.contract.kinds import CASE
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import recordable
from tmf623.store.transaction import Transaction


def record_cases(tx: Transaction, request: RecordCaseRequest) -> RecordCaseResponse:
    """Store every case of the request that is new or has new content; nothing at all when one of them is wrong.

    Raises:
        Invalid, Refused: as for `check`.
    """
    check(request)
    outcomes = [_record(tx, case, request.source) for case in request.case]
    return RecordCaseResponse(
        recorded=outcomes.count("recorded"), revised=outcomes.count("revised"), repeated=outcomes.count("repeated")
    )


def check(request: RecordCaseRequest) -> None:
    """Refuse a request that cannot be stored.

    Raises:
        Invalid: an attribute is missing.
        Refused: a case was resolved before it was opened, or is not within the years 1900 to 2199.
    """
    demanded(request.source, "source")
    if not request.case:
        raise Invalid(Reason.MISSING_ATTRIBUTE, "case is empty: there must be at least one", attribute="case")
    for index, case in enumerate(request.case):
        _check(case, f"case[{index}]")


def subject_of(case: Case) -> str:
    """What a judgement of the case is about: `case/{source}/{externalId}`, slashes in either written as %2F."""
    return f"case/{segment(case.source)}/{segment(case.external_id)}"


def _record(tx: Transaction, sent: Case, source: str) -> str:
    case = Case()
    case.CopyFrom(sent)
    case.ClearField("id")
    case.ClearField("href")
    case.source = source
    key = subject_of(case)
    stored = tx.resources.by_natural_key(CASE, key)
    if stored is None:
        tx.resources.insert(CASE, case, natural_key=key)
        return "recorded"
    if stored.document == encoded(case).document:
        return "repeated"
    tx.resources.replace(CASE, stored.id, case)
    return "revised"


def _check(case: Case, path: str) -> None:
    demanded(case.external_id, f"{path}.externalId")
    if not case.HasField("creation_date"):
        attribute = f"{path}.creationDate"
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
    created = recordable(case.creation_date, f"{path}.creationDate")
    if not case.HasField("resolution_date"):
        return
    attribute = f"{path}.resolutionDate"
    if recordable(case.resolution_date, attribute) < created:
        raise Refused(
            Reason.PERIOD_REVERSED,
            f"{attribute} is {case.resolution_date.ToJsonString()}, before the case was opened"
            f" at {case.creation_date.ToJsonString()}",
            attribute=attribute,
        )


def segment(text: str) -> str:
    """The text as one part of a path."""
    return text.replace("%", "%25").replace("/", "%2F")
