"""Faults: what was answered stays, what was not is refused cleanly, and the store heals by itself."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from clock import Clock
from resting import body, insert, rows
from tmf623.contract.kinds import SLA
from tmf623.errors import Reason, Unavailable
from tmf623.store import schema
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

WRITING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from resting import body
from tmf623.contract.kinds import SLA
from tmf623.store.outbox import NewEvent
from tmf623.store.store import Store

def create(tx):
    stored = tx.resources.insert(SLA, body(SLA))
    tx.outbox.append([NewEvent(SLA, stored, "Create")])
    return stored.id

def work(_):
    while True:
        sys.stdout.write(f"{store.write(create)}\\n")
        sys.stdout.flush()

store = Store.open(sys.argv[1], clock=lambda: datetime.now(UTC))
with ThreadPoolExecutor(8) as pool:
    list(pool.map(work, range(8)))
"""


@contextmanager
def writing(url: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that writes as fast as it can, and says what was acknowledged."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", WRITING, url]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: "subprocess.Popen[str]", count: int) -> list[int]:
    """The first `count` ids it says, and after its end all that it managed to say in whole lines."""
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(count)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split("\n")[:-1]
    return [int(line) for line in [*lines, *rest]]


@pytest.mark.parametrize("count", [1, 200])
def test_nothing_acknowledged_is_lost_by_a_kill(url: str, clock: Clock, count: int) -> None:
    schema.upgrade(url)
    with writing(url) as process:
        ids = acknowledged(process, count)
    store = Store.open(url, clock=clock)
    stored = {row["id"] for row in rows(url, "sla", "id")}
    told = [row["resource_id"] for row in rows(url, "event", "resource_id")]
    assert len(ids) >= count
    assert set(ids) <= stored
    assert len(set(ids)) == len(ids)
    assert sorted(told) == sorted(stored)
    assert insert(store, SLA).id not in stored
    store.close()
    if url.startswith("sqlite"):
        assert whole(Path(url.removeprefix("sqlite:///")))


def whole(file: Path) -> bool:
    """Whether SQLite finds nothing wrong, and every document is the one its digest was made of."""
    connection = sqlite3.connect(file)
    found = connection.execute("PRAGMA integrity_check").fetchall()
    found += connection.execute("PRAGMA foreign_key_check").fetchall()
    documents = connection.execute("SELECT document, digest FROM sla").fetchall()
    connection.close()
    return found == [("ok",)] and all(sha256(document.encode()).digest() == digest for document, digest in documents)


def test_processes_share_a_database(url: str) -> None:
    schema.upgrade(url)
    with writing(url) as one, writing(url) as other:
        ids = [*acknowledged(one, 100), *acknowledged(other, 100)]
    assert len(set(ids)) == len(ids) >= 200
    assert set(ids) <= {row["id"] for row in rows(url, "sla", "id")}


class Disk:
    """The space SQLite's writer has, in pages of its file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _pages(self, most: int) -> int:
        def limit(tx: Transaction) -> int:
            return int(tx.resources._connection.value(f"PRAGMA max_page_count={most}"))

        return self._store.write(limit)

    def fill(self) -> None:
        self._pages(1)  # SQLite takes the present size for less

    def clear(self) -> None:
        self._pages(1_000_000)


def fill_up(store: Store) -> Unavailable:
    for _ in range(1000):
        try:
            insert(store, SLA, description="x" * 10_000)
        except Unavailable as full:
            return full
    raise AssertionError("the disk is never full")


def test_a_full_disk_refuses_changes_and_nothing_else(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    store = Store.open(url, clock=clock)
    insert(store, SLA)
    disk = Disk(store)
    disk.fill()
    full = fill_up(store)
    assert full.reason is Reason.STORAGE_FULL
    count = len(rows(url, "sla", "id"))
    assert store.read(lambda tx: tx.resources.get(SLA, 1)).id == 1
    assert [fill_up(store).reason for _ in range(2)] == [Reason.STORAGE_FULL] * 2
    assert len(rows(url, "sla", "id")) == count
    store.close()


def test_a_full_disk_fails_what_waits_together_and_is_forgotten_when_there_is_space(
    tmp_path: Path, clock: Clock
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", clock=clock)
    disk = Disk(store)
    disk.fill()
    fill_up(store)
    works = [store.submit(lambda tx: tx.resources.insert(SLA, body(SLA, description="x" * 50_000))) for _ in range(20)]
    errors = [work.exception(30) for work in works]
    assert {error.reason for error in errors if isinstance(error, Unavailable)} == {Reason.STORAGE_FULL}
    assert all(isinstance(error, Unavailable) for error in errors)
    disk.clear()
    assert store.unavailable() is None
    insert(store, SLA, description="x" * 50_000)
    store.close()


def test_a_locked_database_is_waited_for(tmp_path: Path, clock: Clock) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", clock=clock)
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = store.submit(lambda tx: tx.resources.insert(SLA, body(SLA)))
    assert store.read(lambda tx: tx.outbox.last_position()) == 0
    assert not waiting.done()
    other.execute("COMMIT")
    assert waiting.result(30).id == 1
    other.close()
    store.close()
