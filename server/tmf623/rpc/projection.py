"""Some attributes of a resource instead of all: `read_mask` and `fields`, with the meaning `fields` has over REST."""

from collections.abc import Iterable
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct, Value

from tmf623.contract.documents import OWNED
from tmf623.contract.fields import Path, Tree, tree_of
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason

_EXTENSION = "extension"
_WELL_KNOWN = "google.protobuf"


def paths_of(kind: Kind, mask: Iterable[str]) -> tuple[Path, ...]:
    """Read the paths of a field mask, in proto or JSON names; () when they ask for everything.

    Raises:
        Invalid: a path names nothing the kind has.
    """
    paths = tuple(_path(kind.message.DESCRIPTOR, text) for text in mask)
    return () if ("*",) in paths else paths


def projected(kind: Kind, whole: bytes, fields: tuple[Path, ...]) -> bytes:
    """The serialised resource with `id`, `href` and the attributes at `fields` alone; () means all of them.

    A path may lead through messages and arrays; elements of an array that have none of the attributes are left
    out, and so are names nothing has. The only path ("none",) asks for nothing (TMF630 `fields=none`).
    """
    if not fields:
        return whole
    tree = dict.fromkeys(OWNED) | tree_of(fields)
    target = kind.message()
    _pick(kind.message.FromString(whole), target, tree)
    return target.SerializeToString()


def _path(descriptor: Any, text: str) -> Path:
    if text == "*":
        return ("*",)
    names = []
    within = descriptor
    for step in text.split("."):
        field = _field(within, step)
        if field is None:
            raise Invalid(
                Reason.INVALID_QUERY, f"read_mask names {text[:64]!r}, which is nothing", attribute="read_mask"
            )
        names.append(field.json_name)
        within = field.message_type if _is_ours(field) else None
    return tuple(names)


def _field(descriptor: Any, name: str) -> FieldDescriptor | None:
    fields = descriptor.fields if descriptor is not None else ()
    found: FieldDescriptor | None = next((field for field in fields if name in {field.name, field.json_name}), None)
    return found


def _is_ours(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.file.package != _WELL_KNOWN


def _pick(source: Message, target: Any, tree: Tree) -> bool:
    """Copy what `tree` names from `source` to `target`; whether there was any of it."""
    for field, value in source.ListFields():
        if field.name == _EXTENSION and _EXTENSION not in tree:
            _pick_announced(value, target.extension, tree)
        elif field.json_name in tree:
            _pick_field(field, value, target, tree[field.json_name])
    return bool(target.ListFields())


def _pick_field(field: FieldDescriptor, value: Any, target: Any, below: Tree | None) -> None:
    if below is None:
        _copy(field, value, target)
    elif _is_ours(field):
        if field.is_repeated:
            _pick_elements(value, getattr(target, field.name), below)
        elif not _pick(value, getattr(target, field.name), below):
            target.ClearField(field.name)


def _pick_elements(source: Iterable[Message], target: Any, tree: Tree) -> None:
    for element in source:
        if not _pick(element, target.add(), tree):
            del target[-1]


def _copy(field: FieldDescriptor, value: Any, target: Any) -> None:
    if field.is_repeated:
        getattr(target, field.name).extend(value)
    elif field.message_type is not None:
        getattr(target, field.name).CopyFrom(value)
    else:
        setattr(target, field.name, value)


def _pick_announced(source: Struct, target: Struct, tree: Tree) -> None:
    for name, below in tree.items():
        if name in source.fields and not _pick_value(source.fields[name], target.fields[name], below):
            del target.fields[name]


def _pick_value(source: Value, target: Value, below: Tree | None) -> bool:
    if below is None:
        target.CopyFrom(source)
        return True
    if source.HasField("struct_value"):
        _pick_announced(source.struct_value, target.struct_value, below)
        return bool(target.struct_value.fields)
    if source.HasField("list_value"):
        return _pick_values(source.list_value.values, target.list_value.values, below)
    return False


def _pick_values(source: Iterable[Value], target: Any, below: Tree) -> bool:
    for element in source:
        if not _pick_value(element, target.add(), below):
            del target[-1]
    return bool(target)
