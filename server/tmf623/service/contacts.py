"""Record contacts of customers with the provider: calls, chats, mails."""

from tmf.sla.v1.contact_pb2 import Contact
from tmf.sla.v1.contact_service_pb2 import RecordContactRequest, RecordContactResponse
from tmf623.contract.kinds import CONTACT
from tmf623.errors import Reason, Refused
from tmf623.service import recording
from tmf623.service.measurements import demanded
from tmf623.service.recording import Recording, in_order, instant, optional
from tmf623.store.transaction import Transaction


def record_contacts(tx: Transaction, request: RecordContactRequest) -> RecordContactResponse:
    """Store every contact of the request that is new or has new content; nothing at all when one of them is wrong.

    Raises:
        Invalid, Refused: as for `check`.
    """
    return RecordContactResponse(**recording.record(tx, _RECORDING, request.source, request.contact))


def check(request: RecordContactRequest) -> None:
    """Refuse a request that cannot be stored.

    Raises:
        Invalid: an attribute is missing.
        Refused: something happened before it should, a contact was answered and abandoned, or an instant is not
            within the years 1900 to 2199.
    """
    recording.check(_RECORDING, request.source, request.contact)


def _check(contact: Contact, path: str) -> None:
    in_order(contact, path, "offered_date", ("queued_date", "answered_date", "abandoned_date", "ended_date"))
    in_order(contact, path, "queued_date", ("answered_date", "abandoned_date"))
    optional(contact, "last_update", path)
    if contact.HasField("answered_date") and contact.HasField("abandoned_date"):
        attribute = f"{path}.abandonedDate"
        raise Refused(
            Reason.RULE_REFUSED,
            f"{attribute} stands beside answeredDate: a contact is one of them",
            attribute=attribute,
        )
    for index, characteristic in enumerate(contact.characteristic):
        demanded(characteristic.name, f"{path}.characteristic[{index}].name")


def _age(contact: Contact) -> int | None:
    return instant(contact, "last_update")


_RECORDING = Recording(CONTACT, "offered_date", _check, _age)
