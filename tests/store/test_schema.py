"""The schema: made, brought up to date, refused."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlmodel import SQLModel

from clock import Clock
from databases import database
from resting import insert, rows
from tmf623.contract.kinds import SLA
from tmf623.store import schema
from tmf623.store.migrations import belonging
from tmf623.store.schema import SchemaError
from tmf623.store.store import Store


def execute(url: str, statement: str) -> None:
    with schema.backend_of(url).writer() as connection:
        connection.exec_driver_sql(statement)


def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    schema.upgrade(url)
    with schema.backend_of(url).reader() as connection:
        include = belonging(connection.dialect.name)
        opts = {"compare_type": True, "compare_server_default": True, "include_object": include}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_migrations_make_every_index_with_its_condition(url: str, tmp_path: Path) -> None:
    """Autogenerate does not compare the conditions of indexes: the statements do."""
    schema.upgrade(url)
    backend = schema.backend_of(url)
    (tmp_path / "other").mkdir()
    with database(tmp_path / "other", "sqlite" if backend.local else "postgresql") as declared:
        with schema.backend_of(declared).writer() as connection:
            SQLModel.metadata.create_all(connection)
        assert indexes(url) == indexes(declared)


def indexes(url: str) -> list[object]:
    with schema.backend_of(url).reader() as connection:
        inspector = inspect(connection)
        return sorted(
            (table, index["name"], tuple(index["column_names"]), index["unique"], _condition(index))
            for table in inspector.get_table_names()
            for index in inspector.get_indexes(table)
            if table != "alembic_version"
        )


def _condition(index: Any) -> list[str]:
    return [str(value) for name, value in index.get("dialect_options", {}).items() if name.endswith("_where")]


def test_head_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(schema._config()).get_current_head() == schema.HEAD


def test_a_schema_goes_down_and_up_again(url: str) -> None:
    assert schema.current(url) is None
    assert schema.upgrade(url) == schema.HEAD
    first = indexes(url)
    schema.downgrade(url, "base")
    assert indexes(url) == []
    assert schema.current(url) is None
    assert schema.upgrade(url) == schema.HEAD
    assert indexes(url) == first
    assert schema.upgrade(url) == schema.current(url) == schema.HEAD


def test_an_empty_database_gets_its_schema_when_a_store_opens_and_keeps_its_rows(url: str, clock: Clock) -> None:
    store = Store.open(url, clock=clock)
    insert(store, SLA)
    store.close()
    store = Store.open(url, clock=clock)
    assert store.read(lambda tx: tx.resources.get(SLA, 1)).id == 1
    store.close()


def test_stores_that_open_an_empty_database_at_once_make_it_once(url: str, clock: Clock) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(url, clock=clock), range(4)))
    for store in stores:
        store.close()
    assert [row["version_num"] for row in rows(url, "alembic_version")] == [schema.HEAD]


def test_a_newer_schema_is_refused(url: str, clock: Clock) -> None:
    schema.upgrade(url)
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match=r"the schema is '9999', newer than this program"):
        Store.open(url, clock=clock)
    with pytest.raises(SchemaError, match="newer than this program"):
        schema.upgrade(url)


def test_an_older_schema_is_refused_with_what_to_do(url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.upgrade(url)
    monkeypatch.setattr(schema, "HEAD", "9999")
    with pytest.raises(SchemaError, match=r"older than 9999: run `tmf623 db upgrade`"):
        Store.open(url, clock=clock)


def test_a_database_of_something_else_is_left_alone(url: str, clock: Clock) -> None:
    execute(url, "CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(SchemaError, match=r"tables that are not tmf623's, e\.g\. 'theirs'"):
        Store.open(url, clock=clock)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("nonsense", "'nonsense' is no database URL", id="no URL"),
        pytest.param("mysql://localhost/x", "'mysql' databases are not supported", id="another database"),
        pytest.param("sqlite://", "name a file", id="no file"),
        pytest.param("sqlite:///:memory:", "name a file", id="memory"),
        pytest.param("sqlite:///{folder}", "is a directory", id="directory"),
        pytest.param("sqlite:///{folder}/none/x.db", "there is no directory", id="no directory"),
        pytest.param("sqlite:///{folder}/text.db", "file is not a database", id="not a database"),
        pytest.param("postgresql://nobody:secret@127.0.0.1:1/none", "onnection refused", id="nobody listens"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_in_one_line(
    url: str, said: str, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "text.db").write_text("These are words, and there are more than a hundred bytes of them here. " * 4)
    with pytest.raises(SchemaError, match=said) as refused:
        Store.open(url.format(folder=tmp_path), clock=clock)
    assert len(str(refused.value).splitlines()) == 1
    assert "secret" not in str(refused.value)


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """In a process of another user, for root may do everything."""
    folder = tmp_path / "closed"
    folder.mkdir()
    sqlite3.connect(folder / "x.db").close()
    folder.chmod(0o700 if os.geteuid() == 0 else 0o000)
    script = (
        "import os\n"
        "from tmf623.store import schema\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        f"try: schema.upgrade('sqlite:///{folder}/x.db')\n"
        "except schema.SchemaError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    folder.chmod(0o700)
    assert len(ran.stdout.splitlines()) == 1, ran.stderr
    assert f"{folder}/x.db" in ran.stdout


def test_a_migration_that_fails_leaves_nothing(url: str, clock: Clock) -> None:
    execute(url, "CREATE VIEW lease AS SELECT 1 AS name")
    with pytest.raises(SchemaError, match="lease"):
        Store.open(url, clock=clock)
    assert schema.current(url) is None
    execute(url, "DROP VIEW lease")
    assert schema.upgrade(url) == schema.HEAD
