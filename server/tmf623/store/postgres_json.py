"""Documents in PostgreSQL: jsonb, and SQL/JSON paths that are bound like any other value."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Numeric, Text, case, cast, func, literal, literal_column, null, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH

from tmf623.query import literals
from tmf623.query.criteria import Path, Value, ValueType
from tmf623.store.json_sql import Reached, Steps

_JSON_TYPES = {ValueType.TEXT: "string", ValueType.NUMBER: "number", ValueType.BOOLEAN: "boolean"}
BY_CODE_POINT = "C"
"""The collation documents and query agree on."""


class PostgresJson:
    """See `JsonSql`. A source is jsonb."""

    def document(self, table: Any) -> ColumnElement[Any]:
        """The document of a row."""
        return cast(table.c.document, JSONB)

    def opened(self, table: Any) -> Reached | None:
        """A row of its own: the cast takes longer than what follows, and OFFSET keeps it from being copied into it."""
        once = select(self.document(table).label("value")).offset(literal_column("0")).correlate(table).lateral()
        return Reached((once,), once.c.value)

    def known(self, source: ColumnElement[Any], steps: Steps) -> Reached:
        """A row for each value when there are arrays on the way; lax paths step into them by themselves."""
        if steps.arrays:
            return self.unknown(source, steps.path)
        value = func.jsonb_extract_path(source, *steps.path, type_=JSONB) if steps.path else source
        return Reached((), value)

    def unknown(self, source: ColumnElement[Any], path: Path) -> Reached:
        """A row for each value; arrays within arrays and null are none."""
        rows = func.jsonb_path_query(source, cast(literal(_path(path), Text), JSONPATH), type_=JSONB)
        each = rows.table_valued("value", joins_implicitly=True).render_derived()
        value: ColumnElement[Any] = each.c.value
        shape = func.jsonb_typeof(value)
        return Reached((each,), case((shape.not_in(["null", "array"]), value), else_=null()))

    def key(self, value: ColumnElement[Any], type_: ValueType) -> ColumnElement[Any]:
        """Text and truth as text, instants without their Z, numbers as such."""
        text = _text(value)
        if type_ is ValueType.NUMBER:
            return cast(text, Numeric)
        if type_ is ValueType.INSTANT:
            text = func.rtrim(text, "Z", type_=Text)
        return text.collate(BY_CODE_POINT)

    def unknown_keys(self, source: ColumnElement[Any], path: Path, type_: ValueType) -> Reached:
        """The keys, NULL where the JSON type is another."""
        froms, value = self.unknown(source, path)
        fits = func.jsonb_typeof(value) == _JSON_TYPES[type_]
        return Reached(froms, self.key(case((fits, value), else_=null()), type_))

    def bound(self, type_: ValueType, value: Value) -> Any:
        """The key of a literal."""
        if type_ is ValueType.NUMBER:
            return value
        text = literals.text_of(type_, value)
        return text.rstrip("Z") if type_ is ValueType.INSTANT else text


def _text(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return value.op("#>>")(cast(literal("{}", Text), ARRAY(Text))).cast(Text)


def _path(path: Path) -> str:
    """A lax SQL/JSON path: an array on the way or at the end stands for its elements, what is not there is none."""
    return "lax $" + "".join(f".{json.dumps(name)}" for name in path) + "[*]"
