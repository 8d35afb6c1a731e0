"""What comes in: an event of another API in its envelope (TMF630), or one of its resources by itself."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from tmf623.contract.faults import shown
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service.listeners.foreign import (
    Payload,
    demanded_at,
    instant_at,
    object_at,
    text_at,
)

TROUBLE_TICKET, PRODUCT_ORDER, ALARM = "troubleTicket", "productOrder", "alarm"
PERFORMANCE_FILE = "performanceFile"
"""Not a resource: the announcement that files are ready, which is about itself."""
TOPICS: Mapping[str, str] = {TROUBLE_TICKET: "tmf621", PRODUCT_ORDER: "tmf622", ALARM: "tmf642"}
"""Resources that are listened to, and the source they are recorded under unless the sender's address names one."""
_FILES_READY = re.compile("files?(ready|available)")
_DELETIONS = ("deleteevent", "deletenotification", "removeevent", "removenotification")


class Notice(NamedTuple):
    """A state of a resource of another API, whole or in part."""

    topic: str
    source: str
    event_id: str
    """Two notices of one resource with the same identifier are one."""
    time: str | None
    """When the event occurred; None: it does not say."""
    body: Payload
    """The resource's attributes, as sent."""
    path: str
    """Where they stand in what was sent, for errors."""

    @property
    def resource_id(self) -> str:
        """Identifier of the resource in its source; Invalid when it is missing."""
        if self.topic == PERFORMANCE_FILE:
            return self.event_id
        return demanded_at(self.body, "id", self.path)


def notice_of(sent: Any, event_type: str | None, source: str | None) -> Notice | None:
    """The notice in an event; None when it is about nothing that is listened to, or tells of a deletion.

    `event_type` is what the address says, `source` whom the address names.

    Raises:
        Invalid: it is no event.
        Refused: it is of another type than the address says, or an instant of it is none.
    """
    payload = _object(sent)
    stated = text_at(payload, "eventType")
    if event_type is not None and stated is not None and stated.lower() != event_type.lower():
        sentence = f"eventType is {shown(stated)}, but was sent to the listener of {shown(event_type)}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="eventType")
    event = object_at(payload, "event")
    if event is None:
        raise Invalid(Reason.MISSING_ATTRIBUTE, "event is missing", attribute="event")
    kind = (stated or event_type or "").lower()
    topic = next((topic for topic in TOPICS if event.get(topic) is not None), None)
    if topic is None and _FILES_READY.search(kind):
        return _of_files(payload, event, source)
    if topic is None or kind.endswith(_DELETIONS):
        return None
    body = object_at(event, topic, "event.")
    time = _time(payload)
    event_id = text_at(payload, "eventId") or _digest(body, time)
    return Notice(topic, source or TOPICS[topic], event_id, time, body or {}, f"event.{topic}.")


def _of_files(payload: Payload, event: Payload, source: str | None) -> Notice:
    time = _time(payload)
    event_id = text_at(payload, "eventId") or _digest(event, time)
    return Notice(PERFORMANCE_FILE, source or "tmf628", event_id, time, event, "event.")


def _time(payload: Payload) -> str | None:
    return instant_at(payload, "timeOcurred") or instant_at(payload, "timeOccurred") or instant_at(payload, "eventTime")


def resource_notice(topic: str, sent: Any, source: str | None) -> Notice:
    """The notice a resource is by itself; what it holds identifies it."""
    body = _object(sent)
    return Notice(topic, source or TOPICS[topic], _digest(body, None), None, body, "")


def _object(sent: Any) -> Payload:
    if not isinstance(sent, dict):
        raise Invalid(Reason.INVALID_VALUE, f"the body is {shown(sent)}, not an object")
    return sent


def _digest(body: Payload | None, time: str | None) -> str:
    """What stands for content without an identifier; no identifier anybody gives looks like it."""
    content = json.dumps([body, time], default=str, sort_keys=True)  # numbers of any size
    return f"sha256:{sha256(content.encode()).hexdigest()}"
