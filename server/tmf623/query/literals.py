"""Values as queries write them, typed as the contract types the attribute they are compared with."""

import re
from decimal import Decimal

from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract import scalars
from tmf623.contract.faults import Fault, cut, shown
from tmf623.contract.kinds import Kind
from tmf623.contract.profiles import PROFILES
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import Value, ValueType

NANOS = 1_000_000_000

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LOST_PLUS = re.compile(r" (\d\d:\d\d)$", re.ASCII)
_ID = re.compile(r"[1-9]\d{0,15}", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


def value(type_: ValueType, text: str, name: str) -> Value:
    """Read `text` as a value of the attribute `name`.

    Raises:
        Invalid: INVALID_QUERY, naming the attribute and the text.
    """
    try:
        return value_of(type_, text)
    except Fault as fault:
        raise Invalid(Reason.INVALID_QUERY, f"{cut(name)} {fault.sentence}", attribute=cut(name)) from None


def value_of(type_: ValueType, text: str) -> Value:
    """Read `text` as a value of the type; Fault when it is none."""
    if type_ is ValueType.INSTANT:
        return instant(text)
    if type_ is ValueType.NUMBER:
        return number(text)
    return boolean(text) if type_ is ValueType.BOOLEAN else text


def number(text: str) -> Decimal:
    """Read decimal text exactly; Fault when it is none, or beyond what the contract stores."""
    return Decimal(scalars.decimal_text(text))


def boolean(text: str) -> bool:
    """Read "true" or "false"; Fault when it is neither."""
    truth = _BOOLEANS.get(text)
    if truth is None:
        raise Fault(Reason.INVALID_QUERY, f"is {shown(text)}, not true or false")
    return truth


def instant(text: str) -> int:
    """Read an RFC 3339 date-time, or a date alone for its first instant in UTC, as nanoseconds since 1970.

    A space before the offset is the `+` a query string loses when it is not written %2B.
    """
    stamp = Timestamp()
    spelled = f"{text}T00:00:00Z" if _DATE.fullmatch(text) else _LOST_PLUS.sub(r"+\1", text)
    scalars.read_instant(spelled, stamp)
    return stamp.seconds * NANOS + stamp.nanos


def instant_text(nanoseconds: int) -> str:
    """Spell an instant as documents do."""
    seconds, nanos = divmod(nanoseconds, NANOS)
    return scalars.write_instant(Timestamp(seconds=seconds, nanos=nanos))


def text_of(type_: ValueType, value: Value) -> str:
    """Spell a value so that `value` reads it back."""
    if type_ is ValueType.INSTANT:
        return instant_text(int(value))
    if type_ is ValueType.BOOLEAN:
        return "true" if value else "false"
    return str(value)


def id_in(kind: Kind, href: str) -> str:
    """The id in a link to a resource of `kind`, in whatever profile and below whatever host; "" when it is none."""
    head, _, id_ = href.rpartition("/")
    ours = any(
        kind.rpc_noun(profile.api) and head.endswith(f"{profile.base_path}/{kind.name}")
        for profile in PROFILES.values()
    )
    return id_ if ours and is_id(id_) else ""


def is_id(text: str) -> bool:
    """Whether `text` spells an id as documents do: the digits of 1 to 2^53-1."""
    return _ID.fullmatch(text) is not None and int(text) <= scalars.LARGEST_INTEGER
