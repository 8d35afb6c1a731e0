"""Recipients: where a notice goes, checked before it is stored; and what is filled into its text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tmf.sla.v1.notification_pb2 import NotificationRecipient
from tmf623.contract.faults import shown
from tmf623.domain.notification import Channel
from tmf623.errors import Invalid, Reason
from tmf623.service.life_cycles import state_of
from tmf623.service.report_documents import format_of
from tmf623.sinks.addresses import checked

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*", re.ASCII)
_PLACE = re.compile(r"\{([A-Za-z@][A-Za-z0-9@.]{0,200})\}")
_LONGEST = 254


def check(recipients: Iterable[NotificationRecipient], *, private: bool) -> None:
    """Refuse recipients nothing could be sent to: Invalid. `private`: whether webhooks may be on private addresses."""
    for index, recipient in enumerate(recipients):
        path = f"recipient[{index}]"
        channel = state_of(recipient.channel, Channel, f"{path}.channel")
        if channel is Channel.EMAIL:
            _check_email(recipient.address, f"{path}.address")
        else:
            _check_url(recipient.address, f"{path}.address", private=private)
        if recipient.HasField("format"):
            format_of(recipient.format)


def concerns(recipient: NotificationRecipient, resource: Mapping[str, Any]) -> bool:
    """Whether a recipient is told of a resource, given as its JSON value: by the parties it names."""
    if not recipient.party_id and not recipient.role:
        return True
    return any(
        (not recipient.party_id or party.get("id") == recipient.party_id)
        and (not recipient.role or party.get("role") == recipient.role)
        for party in resource.get("relatedParty", ())
    )


def filled(template: str, places: Mapping[str, Any]) -> str:
    """The text with its places filled in; a place nothing is known of is left empty."""
    return _PLACE.sub(lambda found: _text(_at(places, found.group(1))), template)


def lines(value: Any, prefix: str = "") -> list[str]:
    """What a JSON value says, a line for each text, number and truth in it."""
    if isinstance(value, dict):
        return [line for name, each in value.items() for line in lines(each, f"{prefix}.{name}" if prefix else name)]
    if isinstance(value, list):
        return [line for index, each in enumerate(value) for line in lines(each, f"{prefix}[{index}]")]
    return [f"{prefix}: {_text(value)}"]


def _at(value: Any, path: str) -> Any:
    if isinstance(value, dict) and path in value:
        return value[path]
    for name in path.split("."):
        value = value[0] if isinstance(value, list) and value else value
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return value


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_url(url: str, attribute: str, *, private: bool) -> None:
    try:
        checked(url, private=private)
    except Invalid as error:
        raise Invalid(error.reason, error.message.replace("callback", attribute, 1), attribute=attribute) from None


def _check_email(address: str, attribute: str) -> None:
    if len(address) > _LONGEST or not _EMAIL.fullmatch(address):
        sentence = f"{attribute} is {shown(address)}, not an e-mail address"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
