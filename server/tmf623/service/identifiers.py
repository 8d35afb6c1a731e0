"""Identifiers of resources: positive numbers of at most 53 bits, spelled as digits."""

from tmf623.contract.kinds import Kind
from tmf623.errors import NotFound, Reason

LARGEST_ID = 2**53 - 1
"""Ids fit a JSON number that any client reads exactly."""


def identifier(kind: Kind, text: str) -> int:
    """The id `text` spells; NotFound for anything but the digits of 1 to 2^53-1 without leading zeros.

    A UUID or an overlong number names nothing rather than being malformed: partners keep ids of other systems.
    """
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= len(str(LARGEST_ID)):
        number = int(text)
        if number <= LARGEST_ID:
            return number
    raise NotFound(Reason.NOT_FOUND, f"there is no {kind.name} with id {text[:64]!r}")
