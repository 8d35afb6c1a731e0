"""Standard Webhooks signatures: a receiver that shares a hub's secret can tell who sent an event, and that it is whole.

Source: Standard Webhooks specification 1.0, "Webhook headers" and "Signature scheme" (symmetric, `v1`).
"""

import base64
import binascii
import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from tmf623.errors import Invalid, Reason

PREFIX = "whsec_"
SHORTEST_KEY = 24
LONGEST_KEY = 64
"""Bytes of a secret's key the specification allows."""


def headers(event_id: str, attempted: datetime, body: bytes, keys: Sequence[bytes] = ()) -> dict[str, str]:
    """The headers of one attempt: `webhook-id` and `webhook-timestamp`, and `webhook-signature` when there are keys.

    `keys` are all keys a receiver may hold: two while a secret is being replaced. `attempted` is aware; the
    receiver compares it with its own clock.
    """
    timestamp = str(int(attempted.timestamp()))
    named = {"webhook-id": event_id, "webhook-timestamp": timestamp}
    if keys:
        named["webhook-signature"] = " ".join(signature(event_id, timestamp, body, key) for key in keys)
    return named


def signature(event_id: str, timestamp: str, body: bytes, key: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`."""
    signed = b".".join((event_id.encode(), timestamp.encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, sha256)).decode()


def key(secret: str) -> bytes:
    """The key a secret spells: base64 of 24 to 64 bytes, with or without `whsec_`.

    Raises:
        Invalid: it is not that. The message does not repeat it.
    """
    try:
        read = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(Reason.INVALID_VALUE, "secret is not base64 after whsec_", attribute="secret") from error
    if not SHORTEST_KEY <= len(read) <= LONGEST_KEY:
        raise Invalid(
            Reason.INVALID_VALUE,
            f"secret holds {len(read)} bytes; {SHORTEST_KEY} to {LONGEST_KEY} are taken",
            attribute="secret",
        )
    return read


def keys(secret: str | None) -> tuple[bytes, ...]:
    """The keys of a hub's secret: none, one, or several separated by a space while one replaces another.

    Raises:
        Invalid: as `key`.
    """
    return () if secret is None else tuple(key(part) for part in secret.split(" "))
