"""One connection to the database, and statements whose text is made once.

Hot paths run a `Statement` on the driver's own cursor: the point read of a row costs what the driver costs.
Statements that differ from call to call (filters) go through SQLAlchemy, which remembers their text by shape.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Dialect, Executable

_SMALL = 16_384


class Text(NamedTuple):
    """A statement in the words of one dialect."""

    words: str
    fixed: dict[str, object]
    """Parameters whose values are part of the statement."""


class Statement:
    """A Core statement, compiled at first use for each dialect. Parameters are its `bindparam`s, by name.

    Those that have a value keep it unless they are given another; lists among them are written out.
    """

    __slots__ = ("_statement", "_texts")

    def __init__(self, statement: Any) -> None:
        """`statement` binds whatever changes from call to call by name."""
        self._statement = statement
        self._texts: dict[str, Text] = {}

    def text(self, dialect: Dialect) -> Text:
        """The statement in the dialect's words."""
        text = self._texts.get(dialect.name)
        return text if text is not None else self._compiled(dialect)

    def is_small(self, dialect: Dialect) -> bool:
        """Whether it is worth keeping: filters of any size come from clients."""
        text = self.text(dialect)
        values = sum(len(value) for value in text.fixed.values() if isinstance(value, str))
        return len(text.words) + values <= _SMALL

    def _compiled(self, dialect: Dialect) -> Text:
        compiled = self._statement.compile(dialect=dialect)
        if any(bind.expanding for bind in compiled.binds.values()):
            compiled = self._statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        required = {name for name, bind in compiled.binds.items() if bind.required}
        fixed = {name: value for name, value in compiled.params.items() if name not in required}
        text = self._texts[dialect.name] = Text(str(compiled), fixed)
        return text


class Connection:
    """A connection in autocommit mode, used by one thread at a time; transactions are begun by hand."""

    __slots__ = ("_at_once", "_cursor", "_sql", "_version", "dialect", "memory")

    def __init__(self, connection: SqlConnection, version: str | None = None) -> None:
        """`connection` is this one's alone from now on. `version` asks for the number of the database's state."""
        self._sql = connection
        self._version = version
        self.memory: dict[Any, Any] = {}
        """What its users want to find again."""
        self._cursor: Any = connection.connection.cursor()
        self.dialect = connection.dialect
        self._at_once = connection.dialect.name == "postgresql"

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

    def command(self, *texts: str) -> None:
        """Run commands that have no parameters, BEGIN, COMMIT, SAVEPOINT: at once where the driver can."""
        if self._at_once:
            self._cursor.execute("; ".join(texts))
        else:
            for text in texts:
                self._cursor.execute(text)

    def value(self, text: str) -> Any:
        """The one value a question without parameters is answered with."""
        return self._cursor.execute(text).fetchone()[0]

    def version(self) -> int | None:
        """A number that differs when anything was changed through other connections; None when there is none."""
        return None if self._version is None else int(self.value(self._version))

    def _execute(self, statement: Statement, parameters: Mapping[str, object]) -> Any:
        text = statement.text(self.dialect)
        if text.fixed:
            parameters = {**text.fixed, **parameters}
        return self._cursor.execute(text.words, parameters)

    def close(self) -> None:
        """Give the connection up; also when the database is no longer there."""
        self._sql.invalidate()
        self._sql.close()
