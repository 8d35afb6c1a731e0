"""How criteria reach into documents: what SQLite and PostgreSQL each say in their own words."""

from typing import Any, NamedTuple, Protocol

from google.protobuf.descriptor import Descriptor
from sqlalchemy import ColumnElement, FromClause

from tmf623.query.attributes import Attribute, attributes
from tmf623.query.criteria import Path, Value, ValueType


class Steps(NamedTuple):
    """A path of the contract."""

    path: Path
    arrays: tuple[int, ...]
    """Lengths of the beginnings of `path` that are arrays."""
    attribute: Attribute | None
    """What is at its end; None for the empty path."""


class Reached(NamedTuple):
    """The values a path reaches: one for each row of `froms`, or just one when there are none."""

    froms: tuple[FromClause, ...]
    value: ColumnElement[Any]
    """NULL where there is no value."""


class JsonSql(Protocol):
    """JSON in the words of one database. A source is what `document` or an `elements` value is."""

    def document(self, table: Any) -> ColumnElement[Any]:
        """The document of a row."""

    def opened(self, table: Any) -> Reached | None:
        """The document of a row, read once for many uses; None when reading it again costs nothing."""

    def known(self, source: ColumnElement[Any], steps: Steps) -> Reached:
        """What a path of the contract reaches."""

    def unknown(self, source: ColumnElement[Any], path: Path) -> Reached:
        """What a path outside the contract reaches, arrays on the way and at its end being their elements."""

    def key(self, value: ColumnElement[Any], type_: ValueType) -> ColumnElement[Any]:
        """What values of a type of the contract are compared and sorted by."""

    def unknown_keys(self, source: ColumnElement[Any], path: Path, type_: ValueType) -> Reached:
        """The keys of what a path outside the contract reaches, of values whose JSON type is `type_` only."""

    def bound(self, type_: ValueType, value: Value) -> Any:
        """The key of a literal."""


def steps(message: Descriptor | None, path: Path) -> Steps | None:
    """Follow `path` through the contract; None when it leaves it."""
    arrays: list[int] = []
    attribute = None
    for length, name in enumerate(path, 1):
        attribute = attributes(message).get(name) if message is not None else None
        if attribute is None:
            return None
        if attribute.is_array:
            arrays.append(length)
        message = attribute.below
    return Steps(path, tuple(arrays), attribute)
