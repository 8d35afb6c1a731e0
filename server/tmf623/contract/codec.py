"""JSON and messages: one function each way per message, compiled once from the contract's descriptors.

The mapping is protobuf's own (ProtoJSON: lower camel case or `json_name`, int64 as digits, instants in UTC),
stricter where TMF623 needs it, with announced extensions inline.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

import orjson
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract import extension, scalars
from tmf623.contract.faults import Fault, shown
from tmf623.contract.kinds import KINDS
from tmf623.contract.plain import is_plain
from tmf623.contract.profiles import V2
from tmf623.errors import Reason

M = TypeVar("M", bound=Message)

_EXTENSION = "extension"
_OLD_WORDS: Mapping[str, str] = {
    "involvedParties": "relatedParty",
    "involvedParty": "relatedParty",
    "relatedParties": "relatedParty",
    "reference": "href",
    "uri": "href",
    "validityPeriod": "validFor",
    "startTime": "startDateTime",
    "endTime": "endDateTime",
    "rules": "rule",
    "violations": "violation",
    "attachments": "attachment",
    "attachement": "attachment",
}
"""Words of TMF623 before R14.5.1 (and its own slips) for attributes of today."""
_NO_FORM = "the contract has no JSON form for this type"
_BEYOND_UFFFF = re.compile(rb"[\xf0-\xf4]")
_ENVELOPES = {kind.message.DESCRIPTOR.full_name: kind.name for kind in KINDS.values()}
"""Name of the resource a message is, where it is one."""


def message_of(cls: type[M], value: object) -> M:
    """Build a message from a JSON value as `read_json` gives it.

    null stands for an absent attribute. `id` and `href` of a resource are the server's: what a client sends there
    is read leniently and may be dropped.

    Raises:
        Invalid: UNKNOWN_ATTRIBUTE or INVALID_VALUE, naming the attribute by its path and the value.
    """
    message = cls()
    fill(message, value)
    return message


def json_value(message: Message) -> dict[str, Any]:
    """The message as a JSON value in canonical (v4) form; what is unset or an empty array is absent.

    Raises:
        Invalid: the message holds what JSON or the contract cannot: an instant beyond year 9999, a number that is
            none, an extension that hides an attribute.
    """
    try:
        return _writer(message.DESCRIPTOR)(message)
    except Fault as fault:
        raise fault.told(message.DESCRIPTOR.name) from None


def fill(message: Message, value: object) -> None:
    """Read the attributes of a JSON value into a message that has none of them; raises as `message_of`."""
    try:
        _reader(message.DESCRIPTOR)(message, value)
    except Fault as fault:
        raise fault.told(message.DESCRIPTOR.name) from None


def rewritten(message: Message, value: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Bring the JSON value of an earlier form of a message up to date in the fields of these names.

    The fields are none that extensions stand in. Raises as `json_value`.
    """
    descriptor = message.DESCRIPTOR
    fields = [descriptor.fields_by_name[name] for name in names]
    for field in fields:
        value.pop(field.json_name, None)
    part = type(message)()
    for field, content in message.ListFields():
        if field in fields:
            _copy(field, content, part)
    return value | json_value(part)


def _copy(field: FieldDescriptor, content: Any, target: Message) -> None:
    if field.is_repeated:
        getattr(target, field.name).MergeFrom(content)
    elif field.message_type is not None:
        getattr(target, field.name).CopyFrom(content)
    else:
        setattr(target, field.name, content)


def canonical(message: Message) -> bytes:
    """The RFC 8785 text of `json_value(message)`."""
    return canonical_text(json_value(message))


def canonical_text(value: object) -> bytes:
    """The RFC 8785 text of a value `json_value` made.

    orjson sorts names by code point, RFC 8785 by UTF-16 code unit: the same but for characters beyond U+FFFF.
    """
    text = orjson.dumps(value, default=_spelled, option=orjson.OPT_SORT_KEYS)
    if text.isascii() or not _BEYOND_UFFFF.search(text):
        return text
    return orjson.dumps(extension.in_order(value), default=_spelled)


def accepted(message: M) -> M:
    """The message as JSON carries it: what gRPC may send is what REST may send, and both mean the same.

    Raises:
        Invalid: as `message_of` and `json_value`.
    """
    return message if is_plain(message, _is_decimal) else message_of(type(message), json_value(message))


def _spelled(value: object) -> orjson.Fragment:
    if isinstance(value, extension.Uncommon):
        return orjson.Fragment(scalars.number_text(value))
    raise TypeError(type(value).__name__)


Read = Callable[[Any, object], None]
"""Read a JSON value into the message (or, for a field, set it on the message)."""
Write = Callable[[Any], Any]
"""Write a field's value as JSON."""


@cache
def _reader(descriptor: Descriptor) -> Read:
    fields = {field.json_name: _field_reader(field) for field in descriptor.fields if not _is_extension(field)}
    rest = _rest_reader(descriptor)

    def read(message: Message, value: object) -> None:
        if type(value) is not dict:
            raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not an object")
        unknown = []
        name = ""
        try:
            for name, item in value.items():
                field = fields.get(name)
                if field is None:
                    unknown.append(name)
                elif item is not None:
                    field(message, item)
        except Fault as fault:
            fault.steps.append(name)
            raise
        if unknown:
            rest(message, value, unknown)

    return read


def _field_reader(field: FieldDescriptor) -> Read:
    if field.is_repeated:
        return _array_reader(field)
    if field.message_type is not None:
        return _message_reader(field)
    if _owner(field).full_name in _ENVELOPES and field.name in {"id", "href"}:
        return _owned_reader(field)
    name, parse = field.name, _parser(field)

    def read(message: Message, value: object) -> None:
        setattr(message, name, parse(value))

    return read


def _message_reader(field: FieldDescriptor) -> Read:
    name, fill = field.name, _filler(field)

    def read(message: Message, value: object) -> None:
        target = getattr(message, name)
        target.SetInParent()
        fill(target, value)

    return read


def _array_reader(field: FieldDescriptor) -> Read:
    name = field.name
    if field.message_type is not None:
        fill = _filler(field)

        def add(array: Any, value: object) -> None:
            fill(array.add(), value)
    else:
        parse = _parser(field)

        def add(array: Any, value: object) -> None:
            array.append(parse(value))

    def read(message: Message, value: object) -> None:
        if type(value) is not list:
            raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not an array")
        array = getattr(message, name)
        index = 0
        try:
            for item in value:
                add(array, item)
                index += 1
        except Fault as fault:
            fault.steps.append(index)
            raise

    return read


def _owned_reader(field: FieldDescriptor) -> Read:
    """Read what only the server writes: what a client repeats is kept if it can be, and never refused as unknown."""
    name, text = field.name, field.type == FieldDescriptor.TYPE_STRING
    parse: Callable[[object], Any] = scalars.owned_id if name == "id" else scalars.owned_text

    def read(message: Message, value: object) -> None:
        owned = parse(value)
        if owned is not None:
            setattr(message, name, str(owned) if text else owned)

    return read


def _filler(field: FieldDescriptor) -> Read:
    if field.message_type is Timestamp.DESCRIPTOR:
        return lambda target, value: scalars.read_instant(value, target)
    if _is_foreign(field):
        raise TypeError(f"{field.full_name}: {_NO_FORM}")
    return _reader(field.message_type)


def _parser(field: FieldDescriptor) -> Callable[[object], Any]:
    if field.type == FieldDescriptor.TYPE_STRING:
        return scalars.decimal_text if _is_decimal(field) else scalars.text
    if field.type == FieldDescriptor.TYPE_BOOL:
        return scalars.boolean
    if field.type == FieldDescriptor.TYPE_INT32:
        return lambda value: scalars.integer(value, -(2**31), 2**31 - 1)
    if field.type == FieldDescriptor.TYPE_INT64:
        return lambda value: scalars.integer(value, -(2**63), 2**63 - 1)
    raise TypeError(f"{field.full_name}: {_NO_FORM}")


def _rest_reader(descriptor: Descriptor) -> Callable[[Any, dict[str, object], list[str]], None]:
    """What becomes of attributes the message does not know: an announced extension, or a refusal."""
    extensible = any(_is_extension(field) for field in descriptor.fields)
    hidden = {field.name for field in descriptor.fields if field.name != field.json_name}

    def read(message: Any, value: dict[str, object], unknown: list[str]) -> None:
        if not (extensible and _announced(value)) or not hidden.isdisjoint(unknown):
            raise _unknown(descriptor, value, next((name for name in unknown if name in hidden), unknown[0]))
        attributes = {name: value[name] for name in unknown if value[name] is not None}
        if attributes:
            extension.read(attributes, message.extension)

    return read


def _announced(value: Mapping[str, object]) -> bool:
    kind, schema = value.get("@type"), value.get("@schemaLocation")
    return type(kind) is str and type(schema) is str and kind != "" and schema != ""


def _unknown(descriptor: Descriptor, value: Mapping[str, object], name: str) -> Fault:
    known = {field.json_name for field in descriptor.fields if not _is_extension(field)}
    spelled = {field.name: field.json_name for field in descriptor.fields}
    word = _OLD_WORDS.get(name) or spelled.get(name)
    if name == _ENVELOPES.get(descriptor.full_name) and isinstance(value[name], dict | list):
        advice = f'wraps the resource: send its attributes themselves, not {{"{name}": …}} around them'
    elif word in known:
        advice = f"is not an attribute of {descriptor.name}; its name is {word}"
    else:
        advice = f"is not an attribute of {descriptor.name}"
    return Fault(Reason.UNKNOWN_ATTRIBUTE, advice, name)


@cache
def _writer(descriptor: Descriptor) -> Callable[[Any], dict[str, Any]]:
    writers = {field.number: (field.json_name, _field_writer(field)) for field in descriptor.fields}
    extensible = any(_is_extension(field) for field in descriptor.fields)
    known = {name for field in descriptor.fields if not _is_extension(field) for name in (field.name, field.json_name)}

    def write(message: Message) -> dict[str, Any]:
        written: dict[str, Any] = {}
        name = ""
        try:
            for field, value in message.ListFields():
                name, convert = writers[field.number]
                written[name] = value if convert is None else convert(value)
        except Fault as fault:
            fault.steps.append(name)
            raise
        if extensible and _EXTENSION in written:
            _put_inline(written.pop(_EXTENSION), written, known)
        return written

    return write


def _put_inline(extra: dict[str, Any], written: dict[str, Any], known: set[str]) -> None:
    hidden = known.intersection(extra)
    if hidden:
        raise Fault(Reason.INVALID_VALUE, "hides the attribute of that name", min(hidden), _EXTENSION)
    if extra and not _announced(written):
        advice = "is not announced by @type and @schemaLocation"
        raise Fault(Reason.UNKNOWN_ATTRIBUTE, advice, min(extra), _EXTENSION)
    written.update(extra)


def _field_writer(field: FieldDescriptor) -> Write | None:
    convert = _converter(field)
    if not field.is_repeated:
        return convert
    if convert is None:
        return list

    def write(array: Any) -> list[Any]:
        written: list[Any] = []
        try:
            written.extend(map(convert, array))
        except Fault as fault:
            fault.steps.append(len(written))
            raise
        return written

    return write


def _converter(field: FieldDescriptor) -> Write | None:
    """How a value of the field is written; None when it is its own JSON value."""
    if field.type == FieldDescriptor.TYPE_INT64:
        return str
    if field.type in {FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BOOL, FieldDescriptor.TYPE_INT32}:
        return None
    if field.message_type is Timestamp.DESCRIPTOR:
        return scalars.write_instant
    if field.message_type is Struct.DESCRIPTOR:
        return extension.written
    if field.message_type is None or _is_foreign(field):
        raise TypeError(f"{field.full_name}: {_NO_FORM}")
    return _writer(field.message_type)


def _is_foreign(field: Any) -> bool:
    """Whether the field's message is not one of the contract's own."""
    foreign: bool = field.message_type.file.package != _owner(field).file.package
    return foreign


def _is_extension(field: FieldDescriptor) -> bool:
    return field.name == _EXTENSION and field.message_type is Struct.DESCRIPTOR


def _is_decimal(field: FieldDescriptor) -> bool:
    return f"{_owner(field).name}.{field.json_name}" in V2.numbers


def _owner(field: FieldDescriptor) -> Any:
    """The message a field belongs to; only top-level extensions, which the contract has none of, have none."""
    return field.containing_type
