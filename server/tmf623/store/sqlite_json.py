"""Documents in SQLite: its JSON functions where the contract says what is where, functions of our own elsewhere.

SQLite has no exact decimals and no regular expressions; both are functions registered on every connection.
"""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, String, func

from tmf623.query import literals, patterns
from tmf623.query.criteria import Path, Value, ValueType
from tmf623.query.evaluate import own_type, reached
from tmf623.store.decimal_keys import decimal_key
from tmf623.store.json_sql import Reached, Steps

_Text = String()


class SqliteJson:
    """See `JsonSql`. A source is JSON text."""

    def document(self, table: Any) -> ColumnElement[Any]:
        """The document of a row."""
        return table.c.document  # type: ignore[no-any-return]

    def opened(self, table: Any) -> Reached | None:  # noqa: ARG002 - as the protocol demands
        """None: text is text."""
        return None

    def known(self, source: ColumnElement[Any], steps: Steps) -> Reached:
        """One `json_each` for every array on the way, then what is left of the path."""
        froms: list[FromClause] = []
        start = 0
        for end in steps.arrays:
            each = _each(source, steps.path[start:end])
            froms.append(each)
            source, start = each.c.value, end
        rest = steps.path[start:]
        return Reached(tuple(froms), func.json_extract(source, _path(rest)) if rest else source)

    def unknown(self, source: ColumnElement[Any], path: Path) -> Reached:
        """Every value as JSON text of its own."""
        each = _rows(func.tmf_elements(source, _steps(path)))
        return Reached((each,), each.c.value)

    def key(self, value: ColumnElement[Any], type_: ValueType) -> ColumnElement[Any]:
        """Text as such, truth as 0 and 1, instants without their Z, numbers by `decimal_key`."""
        if type_ is ValueType.NUMBER:
            return func.tmf_number(value, type_=_Text)
        if type_ is ValueType.INSTANT:
            return func.rtrim(value, "Z", type_=_Text)
        return value

    def unknown_keys(self, source: ColumnElement[Any], path: Path, type_: ValueType) -> Reached:
        """The keys as rows."""
        each = _rows(func.tmf_keys(source, _steps(path), type_.value))
        return Reached((each,), each.c.value)

    def bound(self, type_: ValueType, value: Value) -> Any:
        """The key of a literal."""
        return _key(type_, value)


def register_functions(connection: sqlite3.Connection) -> None:
    """Define the functions that criteria use; on every new connection."""
    for name, function in _FUNCTIONS.items():
        connection.create_function(name, function.__code__.co_argcount, function, deterministic=True)


def _tmf_number(value: object) -> str | None:
    return None if value is None else _number_key(str(value))


@lru_cache(maxsize=65536)
def _number_key(digits: str) -> str:
    return decimal_key(literals.number(digits))


def _tmf_matches(pattern: str, text: object) -> bool:
    return isinstance(text, str) and patterns.searching(pattern)(text)


def _tmf_keys(document: str | None, steps: str, type_: str) -> bytes | str:
    wanted = ValueType(type_)
    typed = (own_type(wanted, value) for value in _reached(document, steps))
    return _json([_key(wanted, value) for value in typed if value is not None])


def _tmf_elements(document: str | None, steps: str) -> str:
    return _json([_json(value) for value in _reached(document, steps)])


def _reached(document: str | None, steps: str) -> list[object]:
    return [] if document is None else list(reached(orjson.loads(document), tuple(orjson.loads(steps))))


def _key(type_: ValueType, value: Value) -> Any:
    if type_ is ValueType.NUMBER:
        return decimal_key(value)  # type: ignore[arg-type]
    if type_ is ValueType.INSTANT:
        return literals.instant_text(int(value)).rstrip("Z")
    return int(value) if type_ is ValueType.BOOLEAN else value


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _each(source: ColumnElement[Any], path: Path) -> Any:
    return func.json_each(source, _path(path)).table_valued("value", joins_implicitly=True)


def _rows(array: ColumnElement[Any]) -> Any:
    return func.json_each(array).table_valued("value", joins_implicitly=True)


def _path(path: Path) -> str:
    """The path in SQLite's words. The contract's names need no escape within the quotes."""
    return "$" + "".join(f'."{name}"' for name in path)


def _steps(path: Path) -> str:
    return _json(path)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "tmf_number": _tmf_number,
    "tmf_matches": _tmf_matches,
    "tmf_keys": _tmf_keys,
    "tmf_elements": _tmf_elements,
}
