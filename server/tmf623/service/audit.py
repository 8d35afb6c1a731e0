"""The audit log: what was done, in one chain of hashes, and signatures under it.

Each entry holds the hash of the one before, so the last hash stands for everything that was ever done. A signature
under it, by a key that is not in the database, keeps whoever can write to the database from making another chain.
"""

from collections.abc import Mapping
from datetime import UTC, timedelta
from hashlib import sha256
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.audit_pb2 import AuditCheckpoint, AuditEntry
from tmf623.contract.codec import canonical_text, json_value
from tmf623.contract.documents import Stored, encoded
from tmf623.contract.kinds import AUDIT_CHECKPOINT
from tmf623.query.criteria import Order, Query, ValueType
from tmf623.service.signing import Signer
from tmf623.store.audit import Link, Note
from tmf623.store.transaction import Transaction

TENANT = "default"
"""Whose chain it is; there is one."""
START = "0" * 64
"""`prevHash` of the first entry."""
AT_ONCE = 500
"""Entries chained in one transaction, or a few more: requests that write wait for so many at most."""
SIGN_EVERY = 1000
"""Entries after which a checkpoint is due."""
SIGN_AFTER = timedelta(minutes=1)
"""How long new entries wait for one at most."""


def chained(content: Mapping[str, Any]) -> str:
    """The hash of an entry with this content, `id`, `href` and `hash` apart; hexadecimal."""
    value = {name: item for name, item in content.items() if name not in {"id", "href", "hash"}}
    return sha256(canonical_text(value)).hexdigest()


def signed_content(content: Mapping[str, Any]) -> bytes:
    """What a checkpoint with this content signs."""
    return canonical_text({name: content.get(name) for name in ("hash", "keyId", "position", "tenant", "time")})


def extend(tx: Transaction) -> int:
    """Give what waits its place in the chain, AT_ONCE things at a time; how many those are."""
    rows, notes = tx.audit.waiting(AT_ONCE)
    if not rows:
        return 0
    position, before = tx.audit.last_position(), last_hash(tx)
    links = []
    for place, note in enumerate(notes, position + 1):
        entry = _entry(note, place, before)
        before = entry.hash = chained(json_value(entry))
        links.append(Link(place, note, encoded(entry)))
    tx.audit.chain(rows, links)
    return len(links)


def last_hash(tx: Transaction) -> str:
    """The hash at the end of the chain."""
    last = tx.audit.at(tx.audit.last_position())
    return START if last is None else AuditEntry.FromString(last.message).hash


def last_checkpoint(tx: Transaction) -> AuditCheckpoint | None:
    """The newest signature; None when there is none."""
    query = Query(order=(Order(("id",), ValueType.NUMBER, descending=True),), limit=1)
    rows = tx.resources.find(AUDIT_CHECKPOINT, query, counted=False).rows
    return AuditCheckpoint.FromString(rows[0].message) if rows else None


def is_due(tx: Transaction) -> bool:
    """Whether enough came to the chain since the last signature."""
    last = last_checkpoint(tx)
    unsigned = tx.audit.last_position() - (0 if last is None else last.position)
    rested = last is None or tx.now - last.time.ToDatetime(UTC) >= SIGN_AFTER
    return unsigned >= SIGN_EVERY or (unsigned > 0 and rested)


def sign_when_due(tx: Transaction, signer: Signer) -> bool:
    """Sign the chain when enough came to it since the last time; whether that was so."""
    if not is_due(tx):
        return False
    position = tx.audit.last_position()
    tx.resources.insert(AUDIT_CHECKPOINT, checkpoint(tx, signer), natural_key=f"{TENANT}/{position}")
    return True


def checkpoint(tx: Transaction, signer: Signer) -> AuditCheckpoint:
    """A signature under the chain as it is."""
    made = AuditCheckpoint(
        position=tx.audit.last_position(),
        hash=last_hash(tx),
        tenant=TENANT,
        key_id=signer.key_id,
        public_key=signer.public_key,
    )
    made.time.FromDatetime(tx.now)
    made.signature = signer.sign(signed_content(json_value(made)))
    return made


def revision_of(tx: Transaction, entry: AuditEntry) -> Stored | None:
    """The revision an entry is about; None when it is about none, or one that was overwritten."""
    if not entry.HasField("digest"):
        return None
    return tx.audit.revision(entry.kind, int(entry.resource_id), entry.revision)


def _entry(note: Note, position: int, before: str) -> AuditEntry:
    entry = AuditEntry(
        position=position,
        tenant=TENANT,
        known_at=Timestamp(seconds=note.known_at // 1_000_000, nanos=note.known_at % 1_000_000 * 1000),
        actor=note.actor,
        action=note.action,
        kind=note.kind,
        resource_id=str(note.resource_id),
        prev_hash=before,
    )
    if note.revision is not None:
        entry.revision, entry.digest = note.revision, note.digest
    return entry
