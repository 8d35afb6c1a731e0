"""Changes of a resource in the languages clients state them in; each gives the changed message, or raises.

All but field masks work on the JSON value and end in the codec, so a change can never store what a creation
could not. None of them changes `id` or `href`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from tmf623.contract import patches, selections
from tmf623.contract.codec import accepted, fill, json_value, message_of
from tmf623.contract.documents import OWNED
from tmf623.contract.faults import shown
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason


def stated_id(value: object) -> str | None:
    """The id a body states, as text; None when it states none. Whether it fits is for the service to say."""
    stated = value.get("id") if isinstance(value, dict) else None
    if isinstance(stated, str):
        return stated
    return str(stated) if type(stated) is int else None


def merge_patched(kind: Kind, message: Message, patch: object) -> Message:
    """The resource with a JSON Merge Patch applied (RFC 7396): null removes, arrays are replaced whole.

    `id` and `href` in the patch are ignored.

    Raises:
        Invalid: the patch is not an object, or its result is not a resource.
    """
    if not isinstance(patch, dict):
        raise Invalid(Reason.INVALID_PATCH, f"the patch is {shown(patch)}, not an object")
    quick = _merged_by_field(message, patch)
    return _rebuilt(kind, message, lambda value: patches.merged(value, patch)) if quick is None else quick


def _merged_by_field(message: Any, patch: dict[str, Any]) -> Message | None:
    """The patched message, of which only the attributes named are written and read; None: an extension is near."""
    fields = _attributes(type(message).DESCRIPTOR)
    if not patch.keys() <= fields.keys() or (
        "extension" in message.DESCRIPTOR.fields_by_name and message.HasField("extension")
    ):
        return None
    after = type(message)()
    after.CopyFrom(message)
    given = {}
    for name, value in patch.items():
        field = fields[name]
        if value is not None:
            given[name] = patches.merged(_object_at(message, field), value)
        after.ClearField(field.name)
    fill(after, given)
    return with_owned(after, message)


def _object_at(message: Message, field: FieldDescriptor) -> object:
    """What a merge patch of the attribute starts from: an object, or nothing."""
    ours = field.message_type is not None and field.message_type.file.package == message.DESCRIPTOR.file.package
    if not ours or field.is_repeated or not message.HasField(field.name):
        return None
    return json_value(getattr(message, field.name))


@cache
def _attributes(descriptor: Any) -> Mapping[str, FieldDescriptor]:
    return {field.json_name: field for field in descriptor.fields if field.name != "extension"}


def json_patched(kind: Kind, message: Message, operations: object) -> Message:
    """The resource with a JSON Patch applied (RFC 6902): all of its operations, or none.

    Raises:
        Invalid: the patch is none, changes `id` or `href`, or its result is not a resource.
        Conflict: a `test` fails, or there is nothing at a pointer.
        TooLarge: its copies add up to more than a resource may hold.
    """
    steps = patches.operations_of(operations)
    return _rebuilt(kind, message, lambda value: patches.applied(_with_arrays(kind, value, steps), steps))


def json_patch_queried(kind: Kind, message: Message, operations: object) -> Message:
    """The resource with a JSON Patch Query applied (TMF630 part 5); see `selections`. Raises as `json_patched`."""
    steps = patches.operations_of(operations)
    return _rebuilt(kind, message, lambda value: selections.applied_by_query(_with_arrays(kind, value, steps), steps))


def _with_arrays(kind: Kind, value: dict[str, Any], steps: Sequence[patches.Operation]) -> dict[str, Any]:
    """Give the value the empty arrays that operations reach into: the contract knows no absent array."""
    for field in kind.message.DESCRIPTOR.fields:
        if field.is_repeated and any(path.startswith(f"/{field.json_name}/") for path in patches.pointers(steps)):
            value.setdefault(field.json_name, [])
    return value


def _rebuilt(kind: Kind, message: Message, change: Callable[[dict[str, Any]], object]) -> Message:
    """Apply `change` to the JSON value, read the result, and put `id` and `href` back as they were."""
    value = change(json_value(message))
    return with_owned(message_of(kind.message, value), message)


def with_owned(message: Message, source: Message) -> Message:
    """Give `message` the `id` and `href` of `source`."""
    for name in OWNED:
        message.ClearField(name)
        if source.HasField(name):
            setattr(message, name, getattr(source, name))
    return message


def masked(kind: Kind, message: Message, source: Message, paths: Sequence[str]) -> Message:
    """The resource with the fields at `paths` taken from `source` (google.protobuf.FieldMask).

    A path names fields in snake_case or by JSON name and may go through singular messages; what `source` leaves
    unset is cleared, an array is replaced whole. `*` replaces everything; no path takes what `source` has set.

    Raises:
        Invalid: INVALID_VALUE for a path that names no field, READ_ONLY_ATTRIBUTE for `id` and `href`; and
            whatever `codec.accepted` finds in the result.
    """
    changed = kind.message()
    if "*" in paths:
        changed.CopyFrom(source)
        return with_owned(accepted(changed), message)
    changed.CopyFrom(message)
    names = paths or [field.name for field, _ in source.ListFields() if field.name not in OWNED]
    for path in names:
        _take(changed, source, _fields(kind.message.DESCRIPTOR, path))
    return with_owned(accepted(changed), message)


def _fields(descriptor: Any, path: str) -> list[FieldDescriptor]:
    """The fields a mask's path leads through: singular messages of the contract down to the last."""
    found: list[FieldDescriptor] = []
    below = descriptor
    for name in path.split("."):
        field = (
            next((field for field in below.fields if name in {field.name, field.json_name}), None) if below else None
        )
        if field is None:
            raise Invalid(
                Reason.INVALID_VALUE, f"the field mask names {shown(path)}, which is no field of {descriptor.name}"
            )
        found.append(field)
        inside = (
            field.message_type is not None
            and not field.is_repeated
            and field.message_type.file.package == descriptor.file.package
        )
        below = field.message_type if inside else None
    if found[0].name in OWNED:
        raise Invalid(Reason.READ_ONLY_ATTRIBUTE, f"{path} is the server's", attribute=path)
    return found


def _take(target: Message, source: Message, fields: Sequence[FieldDescriptor]) -> None:
    """Set the last of `fields`, below the others, as it is in `source`; cleared where that leads nowhere."""
    for field in fields[:-1]:
        if not source.HasField(field.name) and not target.HasField(field.name):
            return
        target, source = getattr(target, field.name), getattr(source, field.name)
    name = fields[-1].name
    target.ClearField(name)
    if fields[-1].is_repeated:
        getattr(target, name).MergeFrom(getattr(source, name))
    elif source.HasField(name) and fields[-1].message_type is not None:
        getattr(target, name).CopyFrom(getattr(source, name))
    elif source.HasField(name):
        setattr(target, name, getattr(source, name))


def check_unknown_fields(message: Message) -> None:
    """Refuse a message with fields the contract does not know, which would be stored unread.

    Raises:
        Invalid: UNKNOWN_ATTRIBUTE, naming the first such field by its number.
    """
    known = type(message)()
    known.CopyFrom(message)
    known.DiscardUnknownFields()
    if known.ByteSize() != message.ByteSize():
        name, number = next(_unknown_fields(message), (message.DESCRIPTOR.name, 0))
        raise Invalid(Reason.UNKNOWN_ATTRIBUTE, f"{name} has no field number {number}: this contract does not know it")


def _unknown_fields(message: Message) -> Iterator[tuple[str, int]]:
    """The unknown fields of a message and of all messages in it: name of the message, number of the field."""
    for unknown in UnknownFieldSet(message):  # type: ignore[attr-defined] # iterable, which the stub does not say
        yield message.DESCRIPTOR.name, unknown.field_number
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            value = value.values()  # noqa: PLW2901 - of a map, only the values are messages
        for below in value if field.is_repeated else (value,):
            yield from _unknown_fields(below)
