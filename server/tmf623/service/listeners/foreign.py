"""Read what other APIs send: the attributes used here, strictly; all others are theirs, and passed over.

null is read as absent. What is read is kept as JSON text values, instants spelled as this service spells them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract.faults import Fault, shown
from tmf623.contract.scalars import is_blank, read_instant, text, write_instant
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service.timestamps import recordable

Payload = Mapping[str, Any]
"""A JSON object."""

_BARE_OFFSET = re.compile(r"([+-]\d\d)(\d\d)\Z", re.ASCII)
"""An offset as Java's older date formats write it: +0000."""


def object_at(payload: Payload, name: str, path: str = "") -> Payload | None:
    """The object of that name; None when there is none."""
    value = payload.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _unfit(path + name, value, "an object")
    return value


def text_at(payload: Payload, name: str, path: str = "") -> str | None:
    """The text of that name, or a whole number as its digits; None when there is none."""
    value = payload.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    try:
        return text(value)
    except Fault as fault:
        raise fault_at(fault, path + name) from None


def flag_at(payload: Payload, name: str, path: str = "") -> bool | None:
    """Whether the attribute of that name is true; None when there is none."""
    value = payload.get(name)
    if value is not None and not isinstance(value, bool):
        raise _unfit(path + name, value, "true or false")
    return value


def instant_at(payload: Payload, name: str, path: str = "") -> str | None:
    """The instant of that name; None when there is none.

    Raises:
        Invalid: it is no text.
        Refused: it is no instant with an offset, or not within the years 1900 to 2199.
    """
    value = payload.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _unfit(path + name, value, "a date and time")
    stamp = Timestamp()
    try:
        read_instant(_BARE_OFFSET.sub(r"\1:\2", value), stamp)
    except Fault as fault:
        refused = fault_at(fault, path + name)
        raise Refused(Reason.RULE_REFUSED, refused.message, attribute=refused.attribute) from None
    recordable(stamp, path + name)
    return write_instant(stamp)


def each_of(payload: Payload, name: str, path: str = "") -> Iterator[tuple[Payload, str]]:
    """The objects of the array of that name, each with its own path."""
    value = payload.get(name)
    if value is None:
        return
    if not isinstance(value, list):
        raise _unfit(path + name, value, "an array")
    for index, each in enumerate(value):
        here = f"{path}{name}[{index}]"
        if not isinstance(each, dict):
            raise _unfit(here, each, "an object")
        yield each, f"{here}."


def present(**attributes: Any) -> dict[str, Any]:
    """The attributes that have a value, by their JSON names."""
    return {name: value for name, value in attributes.items() if value is not None}


def entities(payload: Payload, name: str, path: str = "") -> list[dict[str, Any]]:
    """References to products, services or resources; those without `id` name nothing."""
    found = []
    for each, here in each_of(payload, name, path):
        identifier = text_at(each, "id", here)
        if identifier is not None and identifier.strip():
            words = {key: text_at(each, key, here) for key in ("href", "name", "role", "@referredType")}
            found.append({"id": identifier} | present(**words))
    return found


def parties(payload: Payload, path: str = "") -> list[dict[str, Any]]:
    """References to parties, of TMF v4 (`id` beside `role`) and of v5 (`partyOrPartyRole` within)."""
    found = []
    for each, here in each_of(payload, "relatedParty", path):
        inner = object_at(each, "partyOrPartyRole", here) or each
        words = {key: text_at(inner, key, here) for key in ("id", "href", "name", "@referredType")}
        party = present(**words, role=text_at(each, "role", here))
        if party:
            found.append(party)
    return found


def demanded_at(payload: Payload, name: str, path: str = "") -> str:
    """The text of that name; Invalid when it is missing or blank."""
    found = text_at(payload, name, path)
    if found is None or is_blank(found):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path}{name} is missing or blank", attribute=path + name)
    return found


def fault_at(fault: Fault, path: str) -> Invalid:
    """The error for the caller."""
    return Invalid(fault.reason, f"{path} {fault.sentence}", attribute=path)


def _unfit(path: str, value: object, wanted: str) -> Invalid:
    return Invalid(Reason.INVALID_VALUE, f"{path} is {shown(value)}, not {wanted}", attribute=path)
