"""The audit log: what goes into it, in which order, and what each entry's hash is."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clock import Clock
from databases import database
from resting import body
from tmf.sla.v1.audit_pb2 import AuditCheckpoint, AuditEntry
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import json_value
from tmf623.contract.kinds import AUDIT_CHECKPOINT, AUDIT_ENTRY, HUB, SLA
from tmf623.query.criteria import Query
from tmf623.service import audit, hubs, resources
from tmf623.service.behaviour import Origin
from tmf623.service.signing import signer_of, verifies
from tmf623.store.acting import ACTOR
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction
from tmf623.store.verification import damages


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A database of the test's own."""
    with database(tmp_path) as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    opened = Store.open(url, clock=clock)
    yield opened
    opened.close()


def create(store: Store, name: str = "Gold") -> int:
    return store.write(lambda tx: resources.create(tx, SLA, Sla(name=name), Origin()).id)


def chain(store: Store) -> list[AuditEntry]:
    """Everything that was done, chained."""
    while store.write(audit.extend):
        pass
    rows = store.read(lambda tx: tx.resources.find(AUDIT_ENTRY, Query())).rows
    return [AuditEntry.FromString(row.message) for row in rows]


def told(entries: list[AuditEntry]) -> list[tuple[str, str, str, int | None]]:
    return [(e.action, e.kind, e.resource_id, e.revision if e.HasField("revision") else None) for e in entries]


def test_everything_done_to_a_resource_has_an_entry_with_the_digest_of_the_revision(store: Store) -> None:
    id_ = create(store)
    store.write(lambda tx: resources.change(tx, SLA, str(id_), lambda _: Sla(name="Silver")))
    store.write(lambda tx: resources.delete(tx, SLA, str(id_)))
    entries = chain(store)
    assert told(entries) == [("create", "sla", "1", 1), ("change", "sla", "1", 2), ("delete", "sla", "1", 2)]
    documents = ['{"name":"Gold"}', '{"name":"Silver"}', '{"name":"Silver"}']
    assert [entry.digest for entry in entries] == [sha256(text.encode()).hexdigest() for text in documents]


def test_each_entry_holds_the_hash_of_the_one_before_and_its_own_is_that_of_its_json(store: Store) -> None:
    for name in ("a", "b", "c"):
        create(store, name)
    before = "0" * 64
    for position, entry in enumerate(chain(store), 1):
        value = json_value(entry)
        stated = value.pop("hash")
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert (entry.position, entry.prev_hash, stated) == (position, before, sha256(text.encode()).hexdigest())
        before = entry.hash


def test_what_failed_left_nothing_in_the_log(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        tx.resources.insert(SLA, body(SLA))
        raise ValueError("on purpose")

    futures = [store.submit(work) for work in (fail, lambda tx: tx.resources.insert(SLA, body(SLA)), fail)]
    assert [future.exception() is None for future in futures] == [False, True, False]
    assert told(chain(store)) == [("create", "sla", "1", 1)]


def test_an_entry_names_who_acted(store: Store) -> None:
    create(store)
    token = ACTOR.set("alice")
    create(store)
    ACTOR.reset(token)
    assert [entry.actor for entry in chain(store)] == ["service", "alice"]


@pytest.mark.parametrize(
    ("command", "action"),
    [
        (lambda tx, hub: hubs.rotate(tx, hub, "whsec_" + "A" * 32), "rotateHubSecret"),
        (hubs.replay, "replayHub"),
        (hubs.enable, "activateHub"),
    ],
)
def test_commands_that_make_no_revision_have_an_entry_without_a_digest(
    store: Store, command: Callable[[Transaction, int], Any], action: str
) -> None:
    hub = Hub(callback="https://listener.example/in")
    id_ = store.write(lambda tx: resources.create(tx, HUB, hub, Origin()).id)
    store.write(lambda tx: tx.subscriptions.disable(id_, "gone") if action == "activateHub" else None)
    store.write(lambda tx: command(tx, id_))
    (_, entry) = chain(store)
    assert told([entry]) == [(action, "hub", str(id_), None)]
    assert not entry.HasField("digest")


def test_the_log_is_not_part_of_what_it_tells_of(store: Store, tmp_path: Path) -> None:
    create(store)
    chain(store)
    assert store.write(lambda tx: audit.sign_when_due(tx, signer_of(tmp_path / "key")))
    assert told(chain(store)) == [("create", "sla", "1", 1)]


def test_entries_and_checkpoints_are_kept_like_every_other_resource(url: str, store: Store, tmp_path: Path) -> None:
    create(store, "Größe 金")
    chain(store)
    store.write(lambda tx: audit.sign_when_due(tx, signer_of(tmp_path / "key")))
    assert list(damages(url)) == []


def test_the_chain_goes_on_in_parts_where_it_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 3)
    for number in range(10):
        create(store, str(number))
    numbers = []
    while number := store.write(audit.extend):
        numbers.append(number)
    assert sum(numbers) == 10
    assert len(numbers) > 1
    entries = chain(store)
    assert [entry.prev_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_a_checkpoint_is_signed_when_new_entries_have_waited_long_enough(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    signer = signer_of(tmp_path / "key")
    assert not store.write(lambda tx: audit.sign_when_due(tx, signer))
    create(store)
    (first,) = chain(store)
    assert store.write(lambda tx: audit.sign_when_due(tx, signer))
    create(store)
    chain(store)
    assert not store.write(lambda tx: audit.sign_when_due(tx, signer))
    clock.advance(minutes=1)
    assert store.write(lambda tx: audit.sign_when_due(tx, signer))
    rows = store.read(lambda tx: tx.resources.find(AUDIT_CHECKPOINT, Query())).rows
    signed = [AuditCheckpoint.FromString(row.message) for row in rows]
    assert [(one.position, one.key_id) for one in signed] == [(1, signer.key_id), (2, signer.key_id)]
    assert signed[0].hash == first.hash
    said = {name: json_value(signed[0])[name] for name in ("hash", "keyId", "position", "tenant", "time")}
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    assert verifies(signer.public_key, signed[0].signature, text)
    assert not verifies(signer.public_key, signed[0].signature, text + b" ")


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    first, second = signer_of(file), signer_of(file)
    assert first.public_key == second.public_key
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_holds_no_key_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(ValueError, match="key holds no private key"):
        signer_of(tmp_path / "key")
