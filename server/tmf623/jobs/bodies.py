"""What is sent: an event in a hub's profile and envelope, written once for all hubs alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tmf.sla.v1.event_pb2 import Hub
from tmf623.contract.documents import EventRecord
from tmf623.contract.fields import Path
from tmf623.contract.profiles import PROFILES
from tmf623.contract.rendering import event_json
from tmf623.query.hubs import parse_hub_query
from tmf623.sinks import cloudevents, signature
from tmf623.store.subscriptions import Subscription

_KEPT = 512


@dataclass(frozen=True, slots=True)
class Style:
    """All that makes the body of an event for one hub differ from that for another."""

    profile: str
    base: str
    fields: tuple[Path, ...]
    envelope: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a hub's events go, and in which form."""

    callback: str
    style: Style
    keys: tuple[bytes, ...]


@lru_cache(maxsize=4096)
def target(hub: Subscription) -> Target:
    """Read a hub.

    Raises:
        Invalid: its query or its secret cannot be read (any more).
    """
    message = Hub.FromString(hub.stored.message)
    query = parse_hub_query(message.query, PROFILES[hub.profile])
    style = Style(hub.profile, hub.base_url, query.fields, hub.envelope)
    return Target(message.callback, style, signature.keys(hub.secret))


class Bodies:
    """The bodies written last."""

    def __init__(self) -> None:
        """None yet."""
        self._written: dict[tuple[int, Style], bytes] = {}

    def body(self, event: EventRecord, style: Style) -> bytes:
        """The event as hubs of this style get it."""
        key = (event.id, style)
        body = self._written.get(key)
        if body is None:
            if len(self._written) >= _KEPT:
                del self._written[next(iter(self._written))]
            body = self._written[key] = _written(event, style)
        return body


def headers(target: Target, event: EventRecord, attempted: datetime, body: bytes) -> Mapping[str, str]:
    """The headers of one attempt beside those of every request."""
    named = signature.headers(str(event.id), attempted, body, target.keys)
    if target.style.envelope == cloudevents.ENVELOPE:
        named["Content-Type"] = cloudevents.CONTENT_TYPE
    return named


def _written(event: EventRecord, style: Style) -> bytes:
    profile = PROFILES[style.profile]
    body = event_json(event, profile, style.base, style.fields)
    return cloudevents.wrapped(body, style.base + profile.base_path) if style.envelope == cloudevents.ENVELOPE else body
