"""Foreign documents, read so that nothing is dropped in silence: each key is read, or is told of by its path."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import yaml  # type: ignore[import-untyped]

from tmf623.contract.faults import cut, shown
from tmf623.contract.reader import read_json
from tmf623.errors import Invalid, Reason


class Note(NamedTuple):
    """A key that was not imported."""

    path: str
    reason: str


class Notes:
    """What is to be told of a document."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.unsupported: list[Note] = []
        """What would change a verdict, and cannot be imported."""
        self.left_out: list[Note] = []
        """What has no bearing on verdicts, and is not kept."""


class Node:
    """An object of a document, and which of its keys were read."""

    def __init__(self, value: Mapping[str, Any], path: str, notes: Notes) -> None:
        """`path` leads to it from the beginning of the document."""
        self._value = value
        self._unread = dict.fromkeys(value)
        self.path = path
        self.notes = notes

    def __contains__(self, name: str) -> bool:
        """Whether the key is there and has a value."""
        return self._value.get(name) not in {None, ""} if _is_scalar(self._value.get(name)) else True

    def take(self, name: str) -> Any:
        """The value of a key, which is read now; None when it is absent."""
        self._unread.pop(name, None)
        return self._value.get(name)

    def text(self, name: str) -> str | None:
        """The value of a key as text, numbers digit by digit; None when it is absent or empty.

        Raises:
            Invalid: it is an object or an array.
        """
        value = self.take(name)
        if value is None or value == "":
            return None
        if not _is_scalar(value):
            raise self._wrong(name, value, "text")
        return _text(value)

    def demanded(self, name: str) -> str:
        """The same; Invalid when it is absent."""
        text = self.text(name)
        if text is None:
            attribute = f"{self.path}.{name}"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
        return text

    def node(self, name: str) -> "Node | None":
        """The object at a key; None when it is absent. Invalid when it is something else."""
        value = self.take(name)
        if value is None or value == "":
            return None
        if not isinstance(value, Mapping):
            raise self._wrong(name, value, "an object")
        return Node(value, f"{self.path}.{name}", self.notes)

    def nodes(self, name: str) -> list["Node"]:
        """The objects in the array at a key; none when it is absent. Invalid when it is something else."""
        value = self.take(name)
        if value is None or value == "":
            return []
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise self._wrong(name, value, "an array of objects")
        return [Node(each, f"{self.path}.{name}[{index}]", self.notes) for index, each in enumerate(value)]

    def unsupported(self, name: str, reason: str) -> None:
        """Tell of a key that would change a verdict."""
        self._unread.pop(name, None)
        self.notes.unsupported.append(Note(f"{self.path}.{name}", reason))

    def left_out(self, name: str, reason: str) -> None:
        """Tell of a key without bearing on verdicts, when it is there."""
        if self._unread.pop(name, self) is not self:
            self.notes.left_out.append(Note(f"{self.path}.{name}", reason))

    def finish(self) -> None:
        """Tell of every key nobody read."""
        for name in self._unread:
            self.notes.unsupported.append(Note(f"{self.path}.{cut(str(name))}", "is not understood"))
        self._unread = {}

    def _wrong(self, name: str, value: object, expected: str) -> Invalid:
        attribute = f"{self.path}.{name}"
        return Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(value)}, not {expected}", attribute=attribute)


def json_nodes(content: str, notes: Notes) -> list[Node]:
    """The objects of a JSON text: one, or an array of them; Invalid when it is something else."""
    value = read_json(content.encode())
    return _nodes(value if isinstance(value, list) else [value], notes)


def yaml_nodes(content: str, notes: Notes) -> list[Node]:
    """The documents of a YAML text, every scalar as the text it is written as; Invalid when they are no objects."""
    try:
        values = [value for value in yaml.load_all(content, Loader=_Loader) if value not in (None, "")]
    except (yaml.YAMLError, RecursionError) as error:
        problem = " ".join(str(error).split())
        raise Invalid(Reason.INVALID_VALUE, f"content is not YAML: {cut(problem)}", attribute="content") from None
    return _nodes(values, notes)


def _nodes(values: Sequence[object], notes: Notes) -> list[Node]:
    found = list(_objects(values, notes))
    if not found:
        raise Invalid(Reason.INVALID_VALUE, "content holds no object", attribute="content")
    return found


def _objects(values: Sequence[object], notes: Notes) -> Iterator[Node]:
    for index, value in enumerate(values):
        if not isinstance(value, Mapping):
            sentence = f"content[{index}] is {shown(value)}, not an object"
            raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"content[{index}]")
        yield Node(value, f"content[{index}]", notes)


def _is_scalar(value: object) -> bool:
    return not isinstance(value, Mapping | list)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        return format(Decimal(str(value)), "f")
    return str(value)


class _Loader(yaml.BaseLoader):  # type: ignore[misc] # PyYAML is untyped
    """Scalars as text; no aliases, which could repeat a part beyond measure; no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.constructor.ConstructorError(None, None, "aliases are not read", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's
        """Refuse a key that stands twice."""
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if not isinstance(key, str) or keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{shown(key)} stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)
