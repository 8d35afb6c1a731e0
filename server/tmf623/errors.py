"""What can go wrong for a caller, told apart by what the caller should do next.

    SlaError
    ├── Invalid        the request is wrong: correct it
    ├── Refused        well-formed, but a rule forbids it: change the content
    ├── NotFound       there is no such thing
    ├── Conflict       the resource or an earlier request stands in the way: re-read, then decide
    ├── Stale          the resource has changed since it was read: re-read, then repeat
    ├── TooLarge       more than the server accepts: send less
    └── Unavailable    the server cannot now: repeat later

Every error carries a constant reason for machines and a sentence for people that names the offending
value. The doors translate: one table for HTTP, one for gRPC.
"""

from enum import StrEnum


class Reason(StrEnum):
    """The closed list of causes: TMF630 Error `code` over REST, `ErrorInfo.reason` over gRPC."""

    INVALID_JSON = "INVALID_JSON"
    INVALID_VALUE = "INVALID_VALUE"
    UNKNOWN_ATTRIBUTE = "UNKNOWN_ATTRIBUTE"
    MISSING_ATTRIBUTE = "MISSING_ATTRIBUTE"
    READ_ONLY_ATTRIBUTE = "READ_ONLY_ATTRIBUTE"
    INVALID_QUERY = "INVALID_QUERY"
    INVALID_PATCH = "INVALID_PATCH"
    PERIOD_REVERSED = "PERIOD_REVERSED"
    RULE_REFUSED = "RULE_REFUSED"
    NOT_FOUND = "NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    ID_MISMATCH = "ID_MISMATCH"
    PATCH_TEST_FAILED = "PATCH_TEST_FAILED"
    REQUEST_REPEATED = "REQUEST_REPEATED"
    STATE_CONFLICT = "STATE_CONFLICT"
    ETAG_MISMATCH = "ETAG_MISMATCH"
    TOO_LARGE = "TOO_LARGE"
    PAGE_TOKEN_EXPIRED = "PAGE_TOKEN_EXPIRED"  # noqa: S105 - the name of a cause, not a secret
    NOT_SUPPORTED = "NOT_SUPPORTED"
    UNAVAILABLE = "UNAVAILABLE"
    STORAGE_FULL = "STORAGE_FULL"
    INTERNAL = "INTERNAL"


class SlaError(Exception):
    """A request that was not carried out, and changed nothing."""

    def __init__(self, reason: Reason, message: str, *, attribute: str | None = None) -> None:
        """`message` is one sentence for the caller; `attribute` the JSON path it is about, if it is about one."""
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.attribute = attribute


class Invalid(SlaError):
    """The request is wrong; the same request can never succeed."""


class Refused(SlaError):
    """The request is well-formed, but a rule of the domain forbids what it asks."""


class NotFound(SlaError):
    """There is no such resource."""


class Conflict(SlaError):
    """The resource's state or an earlier request forbids this; re-read, then decide."""


class Stale(SlaError):
    """The resource has another entity tag than the caller demands; re-read, then repeat."""


class TooLarge(SlaError):
    """The request is larger than the server accepts."""


class Unavailable(SlaError):
    """The server cannot do this now; the same request may succeed later."""
