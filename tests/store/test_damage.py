"""Damaged databases: found at the start when the structure is hurt, by verification when a row is."""

import random
import sqlite3
from pathlib import Path

import pytest

from clock import Clock
from resting import body, insert
from tmf623.contract.kinds import CASE, KINDS, SLA
from tmf623.errors import Unavailable
from tmf623.store import examination, schema
from tmf623.store.evidence import NewBatch
from tmf623.store.observations import ObservationKind, content_of
from tmf623.store.outbox import NewEvent
from tmf623.store.schema import SchemaError
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction
from tmf623.store.verification import Damage, damages


def fill(store: Store, copies: int = 1) -> None:
    def work(tx: Transaction) -> None:
        for _ in range(copies):
            for kind in KINDS.values():
                stored = tx.resources.insert(kind, body(kind))
                tx.outbox.append([NewEvent(kind, stored, "Create")])
                tx.resources.replace(kind, stored.id, body(kind))
            observations = content_of(ObservationKind.STATE_CHANGE, [(1, "up", ""), (2, "down", "")])
            tx.evidence.add_batch(NewBatch("probe", str(stored.id), "line-7", "availability", observations))

    store.write(work)


def execute(url: str, statement: str) -> None:
    with schema.backend_of(url).writer() as connection:
        connection.exec_driver_sql(statement)


def test_what_was_written_is_whole(url: str, store: Store) -> None:
    fill(store, copies=3)
    assert list(damages(url)) == []


@pytest.mark.parametrize(
    ("change", "damaged"),
    [
        pytest.param(
            "UPDATE sla SET document = replace(document, '99.90', '90.90')",
            ("sla", "1", "the document is not the one its digest was made of"),
            id="a document changed",
        ),
        pytest.param(
            "UPDATE revision_history SET document = replace(document, '99.90', '90.90') WHERE kind = 'sla'",
            ("revision_history", "sla/1/1", "the document is not the one its digest was made of"),
            id="an earlier one changed",
        ),
        pytest.param(
            "UPDATE sla SET message = (SELECT message FROM hub)",
            ("sla", "1", "message and document say different things"),
            id="another message",
        ),
        pytest.param(
            "UPDATE sla SET message = (SELECT digest FROM hub)",
            ("sla", "1", "the message cannot be read"),
            id="no message",
        ),
        pytest.param(
            "UPDATE event SET kind = 'other' WHERE kind = 'sla'",
            ("event", "1", "there is no such kind"),
            id="an event of nothing",
        ),
        pytest.param(
            "UPDATE sla SET name = 'Silver', state = NULL",
            ("sla", "1", "not those of the message: name, state"),
            id="columns changed",
        ),
        pytest.param(
            "UPDATE observation_chunk SET digest = (SELECT digest FROM hub)",
            ("observation_chunk", "2", "the observations are not those its digest was made of"),
            id="another digest of observations",
        ),
        pytest.param(
            "UPDATE observation_chunk SET payload = digest",
            ("observation_chunk", "2", "the observations cannot be read"),
            id="no observations",
        ),
        pytest.param(
            "UPDATE observation_chunk SET first_time = 7",
            ("observation_chunk", "2", "not what its observations are of"),
            id="another time",
        ),
    ],
)
def test_a_row_that_was_changed_is_named(url: str, store: Store, change: str, damaged: tuple[str, str, str]) -> None:
    fill(store)
    execute(url, change)
    assert list(damages(url)) == [Damage(*damaged)]


def test_rows_behind_the_first_thousand_are_looked_at(url: str, store: Store) -> None:
    store.write(lambda tx: [tx.resources.insert(CASE, body(CASE)) for _ in range(1203)])
    execute(url, "UPDATE service_case SET ticket_type = 'x' WHERE id IN (500, 501, 1000, 1001, 1203)")
    assert [damage.key for damage in damages(url)] == ["500", "501", "1000", "1001", "1203"]


def test_every_flipped_byte_that_matters_is_found(tmp_path: Path, clock: Clock) -> None:
    """Of 120 damaged copies each fails to open, is found by verification, or says exactly what was written."""
    url = f"sqlite:///{tmp_path / 'whole.db'}"
    store = Store.open(url, clock=clock)
    fill(store, copies=20)
    store.close()
    whole = (tmp_path / "whole.db").read_bytes()
    said = content(url)
    draw = random.Random(623)  # noqa: S311 - the same flips every time
    outcomes = {"refused": 0, "found": 0, "harmless": 0}
    for number in range(120):
        damaged = bytearray(whole)
        damaged[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        file = tmp_path / f"{number}.db"
        file.write_bytes(damaged)
        outcomes[outcome(f"sqlite:///{file}", clock, said)] += 1
        file.unlink()
    assert outcomes["refused"] > 0
    assert outcomes["found"] > 0


def outcome(url: str, clock: Clock, said: dict[str, list[object]]) -> str:
    try:
        Store.open(url, clock=clock).close()
    except SchemaError:
        return "refused"
    if list(damages(url)):
        return "found"
    assert content(url) == said
    return "harmless"


def content(url: str) -> dict[str, list[object]]:
    """What digests answer for: documents, messages, observations."""
    columns = {"revision_history": "document, message", "observation_chunk": "payload"}
    tables = {**columns, "sla": "document, message", "service_case": "document, message"}
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    found = {name: connection.execute(f"SELECT {tables[name]} FROM {name}").fetchall() for name in tables}  # noqa: S608
    connection.close()
    return found


@pytest.fixture
def torn(tmp_path: Path, clock: Clock) -> str:
    """A database whose table of agreements has lost a page."""
    url = f"sqlite:///{tmp_path / 'torn.db'}"
    store = Store.open(url, clock=clock)
    store.write(lambda tx: [tx.resources.insert(SLA, body(SLA)) for _ in range(200)])
    store.close()
    connection = sqlite3.connect(tmp_path / "torn.db")
    root, size = connection.execute("SELECT rootpage, (SELECT * FROM pragma_page_size) FROM sqlite_master "
                                    "WHERE name = 'sla'").fetchone()  # fmt: skip
    connection.close()
    with (tmp_path / "torn.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    return url


def test_a_small_torn_database_is_refused_before_anything_is_served(torn: str, clock: Clock) -> None:
    with pytest.raises(SchemaError, match="the database is damaged") as refused:
        Store.open(torn, clock=clock)
    assert len(str(refused.value).splitlines()) == 1


def test_a_large_torn_database_stops_answering(torn: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "AT_ONCE_BYTES", 0)
    store = Store.open(torn, clock=clock)
    assert store._examination._thread is not None
    store._examination._thread.join(30)
    assert "the database is damaged" in (store.unavailable() or "")
    with pytest.raises(Unavailable, match="damaged"):
        store.read(lambda tx: tx.outbox.last_position())
    with pytest.raises(Unavailable, match="damaged"):
        insert(store, SLA)
    store.close()


def test_a_look_that_is_not_finished_ends_with_the_store(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "AT_ONCE_BYTES", 0)
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", clock=clock)
    store.close()
    assert store._examination.damage is None
