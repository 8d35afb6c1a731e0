"""Requests a client may repeat: the key it chose makes them one request (`Idempotency-Key`, `request_id`)."""

import re
from hashlib import sha256

from google.protobuf.message import Message

from tmf623.contract.documents import Stored, encoded
from tmf623.contract.kinds import HUB, Kind
from tmf623.errors import Invalid, Reason
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.store.requests import Answered, Request
from tmf623.store.transaction import Transaction

_KEY = re.compile(r"[!-~]{1,255}")


def create(tx: Transaction, kind: Kind, message: Message, origin: Origin, key: str | None) -> Stored:
    """Create a resource, once for each key: a repetition gives the resource as it was created.

    `key` is chosen by the client, 1 to 255 visible ASCII characters; None: every request is a new one.

    Raises:
        Invalid: the key is none; and as `resources.create`.
        Conflict: the key was used for another content (REQUEST_REPEATED).
        Refused: as `resources.create`.
    """
    if key is None:
        return resources.create(tx, kind, message, origin)
    if not _KEY.fullmatch(key):
        raise Invalid(Reason.INVALID_VALUE, f"the key {key[:64]!r} is not 1 to 255 visible ASCII characters")
    request = Request(kind.name, key, _digest(kind, message, origin))
    answered = tx.requests.answered(request)
    if answered is not None:
        return tx.resources.at_revision(kind, answered.resource_id, answered.revision)
    stored = resources.create(tx, kind, message, origin)
    tx.requests.remember(request, Answered(0, kind.name, stored.id, stored.revision))
    return stored


def _digest(kind: Kind, message: Message, origin: Origin) -> bytes:
    """What the request asks for; a hub also for the profile its events are written in."""
    profile = origin.profile.name if kind is HUB else ""
    return sha256(encoded(message).digest + profile.encode()).digest()
