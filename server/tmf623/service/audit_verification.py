"""Is an exported audit log whole, and as it was written? Read from the file alone; every fault is named.

What was changed is found by the hashes, what is missing or out of place by the positions and by `prevHash`, what is
cut off by the signed checkpoints and the signed head, and any byte that differs by the SHA-256 in that head. Whoever
has the private key can write another log; who may not be trusted with that must be given the public key beforehand.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from tmf623.contract.codec import canonical_text
from tmf623.service.audit import START, chained, signed_content
from tmf623.service.audit_export import FORMAT
from tmf623.service.signing import key_id_of, verifies


class Fault(NamedTuple):
    """Something that is not as it was written."""

    line: int
    """Of the file, from 1; one more than there are for what is missing at its end."""
    what: str


class Verification:
    """One reading of an exported log."""

    def __init__(self, trusted: str | None = None) -> None:
        """`trusted`: the public key, in base64, that must have signed; None: the one the file names."""
        self.entries = 0
        """How many were read."""
        self.key = trusted
        """The public key the signatures were checked with."""
        self._content = sha256()
        self._before = START
        self._ended = False

    def faults(self, lines: Iterable[bytes]) -> Iterator[Fault]:
        """Read the lines of the file; what is wrong with them, in order."""
        number = 0
        for number, line in enumerate(lines, 1):
            yield from (Fault(number, what) for what in self._read(number, line))
        if not self._ended:
            yield Fault(number + 1, f"the file is cut off: the signed head is missing behind entry {self.entries}")

    def _read(self, number: int, line: bytes) -> Iterator[str]:
        if self._ended:
            yield "there is more behind the signed head"
            return
        value = _value(line)
        if value is None:
            yield "is no line of an audit log"
        elif number == 1:
            yield from self._first(value)
        elif "entry" in value:
            yield from self._entry(value)
        elif "checkpoint" in value:
            yield from self._checkpoint(value["checkpoint"])
        elif "head" in value:
            yield from self._head(value)
        else:
            yield "is no line of an audit log"
        self._content.update(line)

    def _first(self, value: dict[str, Any]) -> Iterator[str]:
        if value.get("format") != FORMAT:
            yield f"the format is {value.get('format')!r}, not {FORMAT!r}"
        named = str(value.get("publicKey"))
        if self.key is None:
            self.key = named
        elif named != self.key:
            yield "the file names another public key than the trusted one"
        if value.get("keyId") != key_id_of(named):
            yield "keyId is not that of the public key"

    def _entry(self, value: dict[str, Any]) -> Iterator[str]:
        entry = _object(value["entry"])
        due = self.entries + 1
        found = entry.get("position")
        if found != str(due):
            yield f"entry {due} is due, and here is entry {found}: entries are missing, out of order or repeated"
        if entry.get("prevHash") != self._before:
            yield f"entry {found} does not follow the one before: its prevHash is not that one's hash"
        if entry.get("hash") != _hash(entry):
            yield f"entry {found} was changed: its hash is not that of its content"
        document = value.get("document")
        if document is not None and sha256(str(document).encode("utf-8", "replace")).hexdigest() != entry.get("digest"):
            yield f"the document of entry {found} was changed: its SHA-256 is not the entry's digest"
        self.entries = int(found) if isinstance(found, str) and found.isdigit() and len(found) < _DIGITS else due
        self._before = str(entry.get("hash"))

    def _checkpoint(self, value: object) -> Iterator[str]:
        checkpoint = _object(value)
        where = f"the checkpoint at {checkpoint.get('position')}"
        if checkpoint.get("publicKey") == self.key:
            if not verifies(str(self.key), str(checkpoint.get("signature")), _text(checkpoint, signed_content)):
                yield f"{where} was changed: its signature does not verify"
        else:
            yield f"{where} was signed with another key"
        if checkpoint.get("position") != str(self.entries) or checkpoint.get("hash") != self._before:
            yield f"{where} is not about entry {self.entries}, behind which it stands: entries or it were moved"

    def _head(self, value: dict[str, Any]) -> Iterator[str]:
        self._ended = True
        head = _object(value["head"])
        if not verifies(str(self.key), str(value.get("signature")), _text(head, canonical_text)):
            yield "the head was changed: its signature does not verify"
        if head.get("position") != str(self.entries) or head.get("hash") != self._before:
            yield f"the chain ends at entry {self.entries}, the head was signed at {head.get('position')}"
        if head.get("content") != self._content.hexdigest():
            yield "the lines before the head are not, byte for byte, those that were signed"


_DIGITS = 17
"""One more than a position has at most."""


def _value(line: bytes) -> dict[str, Any] | None:
    """The object on a line; None when there is none, or it is not all there is."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) and line.endswith(b"}\n") else None


def _text(value: dict[str, Any], written: Callable[[dict[str, Any]], bytes]) -> bytes:
    """What was signed, if `value` is what it says; nothing for what the service cannot have written."""
    try:
        return written(value)
    except TypeError:  # as below
        return b""


def _hash(entry: dict[str, Any]) -> str | None:
    """The hash an entry should have; None when nothing the service writes looks like it."""
    try:
        return chained(entry)
    except TypeError:  # nested too deep to be written
        return None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
