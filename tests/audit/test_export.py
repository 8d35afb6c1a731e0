"""An exported log says whether it is whole: a thousand ways to damage it are found, each of them."""

import io
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.kinds import AUDIT_CHECKPOINT, SLA
from tmf623.service import audit, resources
from tmf623.service.audit_export import export
from tmf623.service.audit_verification import Fault, Verification
from tmf623.service.behaviour import Origin
from tmf623.service.signing import signer_of
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

ENTRIES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def log(folder: Path) -> bytes:
    """The exported log of 60 things done, with a checkpoint after every ten."""
    store = Store.open(f"sqlite:///{folder / 'x.db'}", clock=lambda: datetime.now(UTC))
    signer = signer_of(folder / "key")
    file = io.BytesIO()
    for _ in range(6):
        store.write(_ten_things)
        store.write(audit.extend)
        store.write(lambda tx: tx.resources.insert(AUDIT_CHECKPOINT, audit.checkpoint(tx, signer)))
    assert export(store, signer, file) == ENTRIES
    store.close()
    return file.getvalue()


def _ten_things(tx: Transaction) -> None:
    ids = [str(resources.create(tx, SLA, Sla(name=f"Größe {number}"), Origin()).id) for number in range(8)]
    resources.change(tx, SLA, ids[0], lambda _: Sla(name="changed"))
    resources.delete(tx, SLA, ids[1])


def faults(log: bytes, trusted: str | None = None) -> list[Fault]:
    return list(Verification(trusted).faults(io.BytesIO(log)))


def test_a_log_that_nobody_touched_is_whole(log: bytes, folder: Path) -> None:
    verification = Verification(signer_of(folder / "key").public_key)
    assert list(verification.faults(io.BytesIO(log))) == []
    assert verification.entries == ENTRIES
    lines = [json.loads(line) for line in log.splitlines()]
    assert [len([line for line in lines if name in line]) for name in ("entry", "checkpoint", "head")] == [60, 6, 1]
    assert all("document" in line for line in lines if "entry" in line)


def edited(lines: list[bytes], draw: random.Random) -> bytes:
    """One bit of one byte is another one."""
    whole = bytearray(b"".join(lines))
    whole[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
    return bytes(whole)


def rewritten(lines: list[bytes], draw: random.Random) -> bytes:
    """One value of one line is another one, and the line is good JSON."""
    place = draw.randrange(len(lines))
    line = json.loads(lines[place])
    name = draw.choice([name for name in line if isinstance(line[name], dict)] or [None])
    within = line if name is None else line[name]
    key = draw.choice(list(within))
    within[key] = f"{within[key]}x" if isinstance(within[key], str) else 7
    lines[place] = json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    return b"".join(lines)


def dropped(lines: list[bytes], draw: random.Random) -> bytes:
    del lines[draw.randrange(len(lines))]
    return b"".join(lines)


def swapped(lines: list[bytes], draw: random.Random) -> bytes:
    one, other = draw.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def repeated(lines: list[bytes], draw: random.Random) -> bytes:
    lines.insert(draw.randrange(len(lines)), draw.choice(lines))
    return b"".join(lines)


def truncated(lines: list[bytes], draw: random.Random) -> bytes:
    whole = b"".join(lines)
    return whole[: draw.randrange(len(whole))]


def cut(lines: list[bytes], draw: random.Random) -> bytes:
    """The end is missing, but for the head."""
    return b"".join([*lines[: draw.randrange(len(lines) - 1)], lines[-1]])


WAYS: list[Callable[[list[bytes], random.Random], bytes]] = [
    edited, rewritten, dropped, swapped, repeated, truncated, cut,
]  # fmt: skip


def test_a_thousand_of_a_thousand_damages_are_found(log: bytes) -> None:
    draw = random.Random(623)  # noqa: S311 - the same damages every time
    tried, missed = 0, []
    while tried < 1000:
        way = WAYS[tried % len(WAYS)]
        damaged = way(log.splitlines(keepends=True), draw)
        if damaged == log:
            continue  # two equal lines changed places
        tried += 1
        if not faults(damaged):
            missed.append((tried, way.__name__))
    assert missed == []


def first_fault(log: bytes, change: Callable[[list[bytes]], None]) -> Fault:
    lines = log.splitlines(keepends=True)
    change(lines)
    return faults(b"".join(lines))[0]


def test_faults_are_named_with_their_place(log: bytes) -> None:
    def renamed(lines: list[bytes]) -> None:
        lines[5] = lines[5].replace(b'"actor":"service"', b'"actor":"nobody"')

    def other_document(lines: list[bytes]) -> None:
        lines[5] = lines[5].replace("Größe".encode(), b"Groesse")

    def without(lines: list[bytes]) -> None:
        del lines[5]

    def short(lines: list[bytes]) -> None:
        del lines[-1]

    assert first_fault(log, renamed) == Fault(6, "entry 5 was changed: its hash is not that of its content")
    changed = "the document of entry 5 was changed: its SHA-256 is not the entry's digest"
    assert first_fault(log, other_document) == Fault(6, changed)
    assert first_fault(log, without).what.startswith("entry 5 is due, and here is entry 6")
    end = Fault(len(log.splitlines()), "the file is cut off: the signed head is missing behind entry 60")
    assert first_fault(log, short) == end


def test_a_log_signed_with_another_key_is_found_by_whoever_knows_the_right_one(log: bytes, folder: Path) -> None:
    other = signer_of(folder / "other").public_key
    assert faults(log, other)[0] == Fault(1, "the file names another public key than the trusted one")


DEEP = b'{"entry":{"a":' + b"[" * 300 + b"]" * 300 + b"}}\n"


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"{}\n", b"[1]\n", b'{"entry":[]}\n' * 2, b'{"head":1}\n', b"\xff\n", DEEP]
)
def test_what_is_no_log_is_no_crash(text: bytes) -> None:
    assert faults(text)
    assert faults(b'{"format":"tmf623-audit-1"}\n' + text)
