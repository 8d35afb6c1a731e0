"""The audit log as a file that can be checked without the service: JSON lines, signed as a whole.

{"format": "tmf623-audit-1", "tenant": …, "publicKey": …, "keyId": …}
{"entry": {…}, "document": "…"}       each entry in order, with the canonical JSON of the revision it is about
{"checkpoint": {…}}                    behind the entry it covers last
{"head": {…}, "signature": "…"}       the end of the chain, and the SHA-256 of all bytes before this line
"""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Any, BinaryIO

import orjson

from tmf.sla.v1.audit_pb2 import AuditCheckpoint, AuditEntry
from tmf623.contract.codec import canonical_text, json_value
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import AUDIT_CHECKPOINT
from tmf623.contract.scalars import instant_text
from tmf623.query.criteria import Query
from tmf623.service import audit
from tmf623.service.signing import Signer
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

FORMAT = "tmf623-audit-1"
_AT_ONCE = 500


def export(store: Store, signer: Signer, file: BinaryIO) -> int:
    """Write the chain as it is now; how many entries it has."""
    content, position, last = sha256(), 0, audit.START
    for line in _lines(store, signer):
        text = orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
        content.update(text)
        file.write(text)
        if "entry" in line:
            position, last = position + 1, line["entry"]["hash"]
    head = {
        "position": str(position),
        "hash": last,
        "content": content.hexdigest(),
        "tenant": audit.TENANT,
        "time": instant_text(store.read(lambda tx: tx.now)),
        "keyId": signer.key_id,
    }
    signature = signer.sign(canonical_text(head))
    file.write(orjson.dumps({"head": head, "signature": signature}, option=orjson.OPT_APPEND_NEWLINE))
    return position


def _lines(store: Store, signer: Signer) -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "tenant": audit.TENANT, "publicKey": signer.public_key, "keyId": signer.key_id}
    end = store.read(lambda tx: tx.audit.last_position())
    checkpoints = _checkpoints(store)
    coming = next(checkpoints, None)
    for entry, document in _entries(store, end):
        yield {"entry": json_value(entry)} | ({} if document is None else {"document": document})
        while coming is not None and coming.position <= entry.position:
            yield {"checkpoint": json_value(coming)}
            coming = next(checkpoints, None)


def _entries(store: Store, end: int) -> Iterator[tuple[AuditEntry, str | None]]:
    """The entries up to a position, each with the document it is about."""
    position = 0
    while position < end:
        page = store.read(partial(_page, position=position, limit=min(_AT_ONCE, end - position)))
        yield from page
        position += len(page)


def _page(tx: Transaction, position: int, limit: int) -> list[tuple[AuditEntry, str | None]]:
    entries = [AuditEntry.FromString(row.message) for row in tx.audit.after(position, limit)]
    return [(entry, _document(audit.revision_of(tx, entry))) for entry in entries]


def _document(revision: Stored | None) -> str | None:
    return None if revision is None else revision.document.decode("utf-8", "replace")


def _checkpoints(store: Store) -> Iterator[AuditCheckpoint]:
    after: str | None = ""
    while after is not None:
        query = Query(limit=_AT_ONCE, after=after or None)
        page = store.read(lambda tx, query=query: tx.resources.find(AUDIT_CHECKPOINT, query, counted=False))  # type: ignore[misc]
        yield from (AuditCheckpoint.FromString(row.message) for row in page.rows)
        after = page.next
