"""The REST door's one table of errors, and TMF630's Error body (TMF630 part 1, 3.4)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import orjson

from tmf623.errors import Reason, SlaError

Headers = list[tuple[bytes, bytes]]

RETRY_AFTER_S = 5
"""When a client may try again what the server could not do now."""


class Wording(NamedTuple):
    """How a reason looks over HTTP: the status code, and the Error's `reason` text."""

    status: int
    title: str


WORDINGS: Mapping[Reason, Wording] = MappingProxyType(
    {
        Reason.INVALID_JSON: Wording(400, "Malformed JSON"),
        Reason.INVALID_VALUE: Wording(400, "Invalid value"),
        Reason.UNKNOWN_ATTRIBUTE: Wording(400, "Unknown attribute"),
        Reason.MISSING_ATTRIBUTE: Wording(400, "Missing attribute"),
        Reason.READ_ONLY_ATTRIBUTE: Wording(400, "Attribute cannot be written"),
        Reason.INVALID_QUERY: Wording(400, "Invalid query"),
        Reason.INVALID_PATCH: Wording(400, "Invalid patch"),
        Reason.PERIOD_REVERSED: Wording(422, "Period ends before it starts"),
        Reason.RULE_REFUSED: Wording(422, "Terms refused"),
        Reason.NOT_FOUND: Wording(404, "Not found"),
        Reason.METHOD_NOT_ALLOWED: Wording(405, "Method not allowed"),
        Reason.NOT_ACCEPTABLE: Wording(406, "Not acceptable"),
        Reason.UNSUPPORTED_MEDIA_TYPE: Wording(415, "Unsupported media type"),
        Reason.ID_MISMATCH: Wording(409, "Identifiers differ"),
        Reason.PATCH_TEST_FAILED: Wording(409, "Patch test failed"),
        Reason.REQUEST_REPEATED: Wording(409, "Request repeated with other content"),
        Reason.STATE_CONFLICT: Wording(409, "Conflict with the stored state"),
        Reason.ETAG_MISMATCH: Wording(412, "Precondition failed"),
        Reason.TOO_LARGE: Wording(413, "Content too large"),
        Reason.PAGE_TOKEN_EXPIRED: Wording(410, "Page is gone"),
        Reason.NOT_SUPPORTED: Wording(501, "Not supported"),
        Reason.UNAVAILABLE: Wording(503, "Service unavailable"),
        Reason.STORAGE_FULL: Wording(507, "Storage full"),
        Reason.INTERNAL: Wording(500, "Internal error"),
    }
)


class Refusal(SlaError):
    """A request HTTP itself refuses: wrong method, media type, path or size; with the headers its answer needs."""

    def __init__(
        self, reason: Reason, message: str, *, status: int | None = None, headers: Mapping[bytes, bytes] | None = None
    ) -> None:
        """`status` overrides the table's: 408 and 431 are kinds of refusal that have no reason of their own."""
        super().__init__(reason, message)
        self.status = status
        self.headers: Headers = [*headers.items()] if headers else []


class Disconnected(Exception):
    """The client went away before its request was complete; there is nobody to answer."""


def no_such_path(path: str) -> Refusal:
    """The refusal of a path that names nothing."""
    return Refusal(Reason.NOT_FOUND, f"there is nothing at {path[:128]!r}")


def status_of(error: SlaError) -> int:
    """The HTTP status of an error."""
    return (error.status if isinstance(error, Refusal) else None) or WORDINGS[error.reason].status


def error_body(error: SlaError) -> bytes:
    """The Error of TMF630: `code` for machines, `reason` its short text, `message` the sentence for people."""
    return orjson.dumps(
        {
            "code": error.reason.value,
            "reason": WORDINGS[error.reason].title,
            "message": error.message.encode("utf-8", "replace").decode(),
            "status": str(status_of(error)),
            "@type": "Error",
        }
    )


def error_headers(error: SlaError, body: bytes) -> Headers:
    """The headers of the answer whose body is `body`."""
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if isinstance(error, Refusal):
        headers += error.headers
    if error.reason in {Reason.UNAVAILABLE, Reason.STORAGE_FULL}:
        headers.append((b"retry-after", b"%d" % RETRY_AFTER_S))
    return headers
