"""One connection to the database, and statements whose text is made once.

Hot paths run a `Statement` on the driver's own cursor: the point read of a row costs what the driver costs.
Statements that differ from call to call (filters) go through SQLAlchemy, which remembers their text by shape.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Dialect, Executable


class Text(NamedTuple):
    """A statement in the words of one dialect."""

    words: str
    fixed: dict[str, object]
    """Parameters whose values are part of the statement."""


class Statement:
    """A Core statement, compiled at first use for each dialect. Parameters are its `bindparam`s, by name."""

    __slots__ = ("_statement", "_texts")

    def __init__(self, statement: Any) -> None:
        """`statement` binds whatever changes from call to call by name."""
        self._statement = statement
        self._texts: dict[str, Text] = {}

    def text(self, dialect: Dialect) -> Text:
        """The statement in the dialect's words."""
        text = self._texts.get(dialect.name)
        return text if text is not None else self._compiled(dialect)

    def _compiled(self, dialect: Dialect) -> Text:
        compiled = self._statement.compile(dialect=dialect)
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        text = self._texts[dialect.name] = Text(str(compiled), fixed)
        return text


class Connection:
    """A connection in autocommit mode, used by one thread at a time; transactions are begun by hand."""

    __slots__ = ("_cursor", "_sql", "dialect")

    def __init__(self, connection: SqlConnection) -> None:
        """`connection` is this one's alone from now on."""
        self._sql = connection
        self._cursor: Any = connection.connection.cursor()
        self.dialect = connection.dialect

    def one(self, statement: Statement, parameters: Mapping[str, object]) -> Any:
        """The first row, or None."""
        return self._execute(statement, parameters).fetchone()

    def all(self, statement: Statement, parameters: Mapping[str, object]) -> list[Any]:
        """Every row."""
        rows: list[Any] = self._execute(statement, parameters).fetchall()
        return rows

    def run(self, statement: Statement, parameters: Mapping[str, object]) -> int:
        """Change rows; how many were changed."""
        count: int = self._execute(statement, parameters).rowcount
        return count

    def run_many(self, statement: Statement, parameters: Sequence[Mapping[str, object]]) -> None:
        """Change rows, once for each set of parameters."""
        text = statement.text(self.dialect)
        self._cursor.executemany(text.words, [{**text.fixed, **one} for one in parameters])

    def select(self, statement: Executable) -> Sequence[Any]:
        """The rows of a statement made for this call."""
        return self._sql.execute(statement).all()

    def change(self, statement: Executable) -> int:
        """Change rows by a statement made for this call; how many were changed."""
        return self._sql.execute(statement).rowcount

    def command(self, text: str) -> None:
        """Run a command that has no parameters: BEGIN, COMMIT, SAVEPOINT."""
        self._cursor.execute(text)

    def value(self, text: str) -> Any:
        """The one value a question without parameters is answered with."""
        return self._cursor.execute(text).fetchone()[0]

    def _execute(self, statement: Statement, parameters: Mapping[str, object]) -> Any:
        text = statement.text(self.dialect)
        if text.fixed:
            parameters = {**text.fixed, **parameters}
        return self._cursor.execute(text.words, parameters)

    def close(self) -> None:
        """Give the connection up; also when the database is no longer there."""
        self._sql.invalidate()
        self._sql.close()
