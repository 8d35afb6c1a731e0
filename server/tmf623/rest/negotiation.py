"""Content negotiation: JSON is what this service speaks (RFC 9110, 12.5.1 and 8.3)."""

from functools import lru_cache
from typing import NamedTuple

JSON = "application/json"


class MediaType(NamedTuple):
    """A Content-Type as sent: `name` in lower case without parameters, `charset` in lower case or ""."""

    name: str
    charset: str


def accepts_json(accept: bytes) -> bool:
    """Whether an Accept header admits JSON; see `accepts`."""
    return accepts(accept, JSON)


@lru_cache(maxsize=256)
def accepts(accept: bytes, media: str) -> bool:
    """Whether an Accept header admits a media type: the most specific matching range decides, unless its weight is 0.

    Ranges that are no media ranges are passed over; an empty header says nothing.
    """
    if not accept.strip():
        return True
    matches = {"*/*": 0, f"{media.partition('/')[0]}/*": 1, media: 2}
    best = -1
    admitted = False
    for text in accept.decode("latin-1").split(","):
        name, *parameters = (part.strip().lower() for part in text.split(";"))
        specificity = matches.get(name, -1)
        if specificity > best:
            best, admitted = specificity, _weight(parameters) > 0
    return admitted


@lru_cache(maxsize=256)
def media_type(content_type: bytes) -> MediaType:
    """Read a Content-Type header."""
    name, *parameters = (part.strip().lower() for part in content_type.decode("latin-1").split(";"))
    charset = next((value.strip('"') for key, _, value in map(_split, parameters) if key == "charset"), "")
    return MediaType(name, charset)


def _split(parameter: str) -> tuple[str, str, str]:
    return parameter.partition("=")


def _weight(parameters: list[str]) -> float:
    """The `q` parameter, 0 to 1; 1 when there is none or it is none (RFC 9110, 12.4.2)."""
    for key, _, value in map(_split, parameters):
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 1
            return weight if weight >= 0 else 1  # also when it is not a number
    return 1
