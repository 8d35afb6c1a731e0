"""Mappings: which column of a file is which attribute of a measurement, case, order or contact.

A mapping is a YAML or JSON object; `docs/measurements.md` is its reference. Everything that depends on the mapping
alone is decided when it is read, so that a row costs a few calls.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml  # type: ignore[import-untyped]
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.contact_pb2 import Contact
from tmf.sla.v1.measurement_pb2 import Case, GoodTotal, Histogram, Sample, StateChange, StateInterval
from tmf.sla.v1.order_pb2 import Order
from tmf623.contract import scalars
from tmf623.contract.faults import Fault, shown
from tmf623.domain import zones
from tmf623.domain.instants import DAY

KINDS: Mapping[str, type[Message]] = {
    "stateChange": StateChange,
    "stateInterval": StateInterval,
    "sample": Sample,
    "goodTotal": GoodTotal,
    "histogram": Histogram,
    "case": Case,
    "order": Order,
    "contact": Contact,
}
"""What a file may hold, and the message each row becomes."""
MEASUREMENTS = frozenset({"stateChange", "stateInterval", "sample", "goodTotal", "histogram"})
_PLACE = ("source", "object", "metric")
"""Attributes of a batch that a row gives beside its observation."""
_TOP = frozenset({"kind", "source", "externalId", "csv", "empty", "attributes"})
_SPEC = frozenset({"column", "template", "value", "optional", "words", "otherwise", "absent"}) | frozenset(
    {"split", "scale", "decimal", "format", "zone"}
)
_CSV = frozenset({"delimiter", "quote", "encoding", "columns"})
_EPOCHS = {"epoch": 1_000_000, "epoch-ms": 1_000, "epoch-us": 1}
_TO_US = {name: Decimal(unit) for name, unit in _EPOCHS.items()}
_HAS_OFFSET = re.compile(r"[Zz]$|[+-]\d\d:\d\d$")

Row: TypeAlias = Mapping[str, Any]
Read: TypeAlias = Callable[[Row], Any]
"""The value of an attribute in a row; None when the row has none. ValueError says what is wrong with it."""


class MappingError(Exception):
    """The mapping cannot be used; the text is one line for its author."""


@dataclass(frozen=True, slots=True)
class Csv:
    """How a CSV file is written."""

    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8-sig"
    columns: tuple[str, ...] = ()
    """Names of the columns of a file without a line that names them."""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What a row of a file is."""

    kind: str
    source: str
    attributes: Mapping[tuple[str, ...], Read]
    """By JSON names from the root of the message; `object` and `metric` of measurements among them."""
    external_id: str | None = None
    """What the identifiers of batches begin with; None: their content decides."""
    csv: Csv = field(default_factory=Csv)
    empty: frozenset[str] = frozenset()
    """What a cell that says nothing holds, beside white space: "?", "NULL", "-"."""

    @property
    def message(self) -> type[Message]:
        """What each row becomes."""
        return KINDS[self.kind]

    def value(self, row: Row) -> dict[str, Any]:
        """The row as a JSON value; ValueError says which attribute is wrong, and how."""
        told: dict[str, Any] = {}
        if self.empty:
            row = {
                name: None if type(cell) is str and cell.strip() in self.empty else cell for name, cell in row.items()
            }
        for path, read in self.attributes.items():
            try:
                value = read(row)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{'.'.join(path)}: {_said(error)}") from None
            if value is not None:
                _put(told, self.message.DESCRIPTOR, path, value)
        return told


def read_mapping(text: str) -> FileMapping:
    """Read a mapping; MappingError says what is wrong with it."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MappingError(f"the mapping is no YAML: {' '.join(str(error).split())}") from None
    top = _object(value, "the mapping", _TOP)
    kind = str(top.get("kind"))
    if kind not in KINDS:
        raise MappingError(f"kind is {shown(kind)}, none of {', '.join(KINDS)}")
    descriptor = KINDS[kind].DESCRIPTOR
    attributes = {
        tuple(name.split(".")): _attribute(descriptor, name, spec, place=kind in MEASUREMENTS and name in _PLACE)
        for name, spec in _object(top.get("attributes"), "attributes", None).items()
    }
    if kind in MEASUREMENTS and ("object",) not in attributes:
        raise MappingError("attributes.object is missing: what was measured")
    return FileMapping(
        kind,
        _text(top.get("source"), "source"),
        attributes,
        _optional(top.get("externalId"), "externalId"),
        _csv(top),
        _empty(top.get("empty", [])),
    )


def _empty(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise MappingError(f"empty is {shown(value)}, not a list of what cells that say nothing hold")
    return frozenset(map(str, value))


def _csv(top: Mapping[str, Any]) -> Csv:
    given = _object(top.get("csv", {}), "csv", _CSV)
    if "columns" in given:
        given = {**given, "columns": tuple(map(str, given["columns"]))}
    return Csv(**given)


def _attribute(descriptor: Any, name: str, spec: Any, *, place: bool) -> Read:
    given = {"value": spec} if not isinstance(spec, dict) else _object(spec, f"attributes.{name}", _SPEC)
    chosen = [word for word in ("column", "template", "value") if word in given]
    if len(chosen) != 1:
        raise MappingError(f"attributes.{name} needs one of column, template, value")
    field_ = None if place else _field(descriptor, name)
    read = _TAKEN[chosen[0]](given[chosen[0]], bool(given.get("optional", False)))
    for word, step in (("words", _worded), ("split", _split), ("scale", _scaled), ("absent", _filled)):
        if word in given or _IMPLIED.get(word) in given:
            read = step(read, given)
    if field_ is not None and field_.message_type is Timestamp.DESCRIPTOR:
        read = _timed(read, str(given.get("format", "iso")), _zone(given.get("zone"), name))
    elif field_ is not None and field_.type == FieldDescriptor.TYPE_BOOL:
        read = _truth(read)
    elif field_ is not None and field_.type == FieldDescriptor.TYPE_INT32:
        read = _whole(read)
    return read


def _column(name: Any, optional: bool) -> Read:  # noqa: FBT001 - one of three of a kind
    def read(row: Row) -> Any:
        if name not in row and not optional:
            raise KeyError(f"there is no column {shown(name)}")
        value = row.get(name)
        text = value.strip() if type(value) is str else value
        if text is None or text == "":
            return None
        return text if type(text) in {list, bool} else str(text)

    return read


def _template(text: Any, _optional: bool) -> Read:  # noqa: FBT001 - as above
    words = str(text)

    def read(row: Row) -> Any:
        try:
            return words.format_map(row)
        except KeyError as error:
            raise KeyError(f"there is no column {error}") from None

    return read


def _value(value: Any, _optional: bool) -> Read:  # noqa: FBT001 - as above
    fixed = value if isinstance(value, bool | list) else str(value)
    return lambda _row: fixed


_TAKEN = {"column": _column, "template": _template, "value": _value}


def _worded(read: Read, given: Mapping[str, Any]) -> Read:
    words = {str(word): meant for word, meant in _object(given.get("words", {}), "words", None).items()}

    def worded(row: Row) -> Any:
        word = read(row)
        if word is None:
            return None
        if word not in words and "otherwise" in given:
            return None if given["otherwise"] is None else str(given["otherwise"])
        if word not in words:
            raise ValueError(f"{shown(word)} is none of the words {', '.join(words)}")
        return words[word]

    return worded


def _filled(read: Read, given: Mapping[str, Any]) -> Read:
    def filled(row: Row) -> Any:
        value = read(row)
        return str(given["absent"]) if value is None else value

    return filled


_IMPLIED = {"words": "otherwise", "scale": "decimal"}
"""What alone makes a step necessary, too."""


def _split(read: Read, given: Mapping[str, Any]) -> Read:
    separator = str(given["split"])

    def split(row: Row) -> Any:
        text = read(row)
        return text if text is None or type(text) is list else [part.strip() for part in text.split(separator)]

    return split


def _scaled(read: Read, given: Mapping[str, Any]) -> Read:
    point, factor = str(given.get("decimal", ".")), Decimal(str(given.get("scale", "1")))

    def scaled(row: Row) -> Any:
        text = read(row)
        if text is None:
            return None
        try:
            return f"{Decimal(text.replace(point, '.')) * factor:f}"
        except InvalidOperation:
            raise ValueError(f"{shown(text)} is no decimal number") from None

    return scaled


def _truth(read: Read) -> Read:
    def truth(row: Row) -> Any:
        value = read(row)
        if value is None or type(value) is bool:
            return value
        word = value.lower()
        if word not in _TRUTHS:
            raise ValueError(f"{shown(value)} is neither true nor false")
        return _TRUTHS[word]

    return truth


def _whole(read: Read) -> Read:
    def whole(row: Row) -> Any:
        value = read(row)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError:
            raise ValueError(f"{shown(value)} is no whole number") from None

    return whole


_TRUTHS = {"true": True, "yes": True, "1": True, "y": True, "false": False, "no": False, "0": False, "n": False}


def _timed(read: Read, form: str, zone: tzinfo | None) -> Read:
    @lru_cache(maxsize=65_536)
    def instant(text: str) -> str:
        return _instant(text, form, zone)

    def timed(row: Row) -> Any:
        text = read(row)
        return None if text is None else instant(text)

    return timed


def _instant(text: str, form: str, zone: tzinfo | None) -> str:
    """An instant of the file as RFC 3339 in UTC."""
    if form in _TO_US:
        try:
            us = int(Decimal(text) * _TO_US[form])
        except (InvalidOperation, OverflowError):
            raise ValueError(f"{shown(text)} is no number of seconds") from None
        return _utc(us)
    if form == "iso" and _HAS_OFFSET.search(text):
        stamp = Timestamp()
        try:
            scalars.read_instant(text.replace(" ", "T", 1), stamp)
        except Fault as fault:
            raise ValueError(fault.sentence) from None
        return scalars.write_instant(stamp)
    try:
        moment = datetime.fromisoformat(text) if form == "iso" else datetime.strptime(text, form)  # noqa: DTZ007 - below
    except ValueError:
        raise ValueError(f"{shown(text)} is no instant in the form {form}") from None
    if moment.tzinfo is not None:
        return moment.isoformat()
    if zone is None:
        raise ValueError(f"{shown(text)} has no offset from UTC, and the mapping names no zone for it")
    midnight = datetime.combine(moment.date(), datetime.min.time())
    return _utc(
        zones.instant_of(zone, date(moment.year, moment.month, moment.day), (moment - midnight) // _MICROSECOND)
    )


_MICROSECOND = timedelta(microseconds=1)


def _utc(us: int) -> str:
    seconds, rest = divmod(us, 1_000_000)
    stamp = Timestamp(seconds=seconds, nanos=rest * 1000)
    if abs(us) > 3_000_000 * DAY:
        raise ValueError(f"{us} µs from 1970 is not within the years 0001 to 9999")
    return scalars.write_instant(stamp)


def _field(descriptor: Any, path: str) -> Any:
    """The field a path of JSON names leads to."""
    found: Any = None
    at: Any = descriptor
    for name in path.split("."):
        found = next((each for each in at.fields if each.json_name == name), None) if at is not None else None
        if found is None:
            known = ", ".join(each.json_name for each in descriptor.fields)
            raise MappingError(f"attributes.{path} is not an attribute of {descriptor.name}; it has {known}")
        at = found.message_type
    return found


def _put(told: dict[str, Any], descriptor: Any, path: tuple[str, ...], value: Any) -> None:
    """Put a value where its path leads; of an array of objects there is one element."""
    at, described = told, descriptor
    for name in path[:-1]:
        step: Any = next(each for each in described.fields if each.json_name == name)
        below = at.setdefault(name, [{}] if step.is_repeated else {})
        at, described = below[0] if step.is_repeated else below, step.message_type
    at[path[-1]] = value


def _zone(name: Any, attribute: str) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        raise MappingError(f"attributes.{attribute}.zone is {shown(name)}, no time zone") from None


def _object(value: Any, what: str, known: frozenset[str] | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MappingError(f"{what} is {shown(value)}, not an object")
    unknown = sorted(str(name) for name in value if known is not None and name not in known)
    if unknown:
        raise MappingError(f"{what} has no {shown(unknown[0])}; it may have {', '.join(sorted(known or ()))}")
    return value


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise MappingError(f"{what} is {shown(value)}, not text")
    return value


def _optional(value: Any, what: str) -> str | None:
    return None if value is None else _text(value, what)


def _said(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)
