"""Preconditions of HTTP that are about what the client already has (RFC 9110, 13.1.2)."""

from tmf623.contract.documents import Stored, etag
from tmf623.errors import Reason, Stale


def already_has(stored: Stored, if_none_match: bytes | None) -> bool:
    """Whether If-None-Match names what is stored: by its tag, strong or weak, or by `*`."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.decode("latin-1").split(",")}
    return "*" in tags or etag(stored) in tags


def demand_other(stored: Stored, if_none_match: bytes | None) -> None:
    """Refuse to change what the client's If-None-Match excludes (412)."""
    if already_has(stored, if_none_match):
        raise Stale(Reason.ETAG_MISMATCH, f"the entity tag is {etag(stored)}, which If-None-Match excludes")
