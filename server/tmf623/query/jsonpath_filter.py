"""JSONPath filters (RFC 9535) to criteria."""

from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import Predicate


def parse_jsonpath(kind: Kind, text: str) -> Predicate:
    """Read a JSONPath filter on resources of `kind`."""
    raise Invalid(Reason.NOT_SUPPORTED, f"a JSONPath filter on {kind.name} is not supported: {text[:64]!r}")
