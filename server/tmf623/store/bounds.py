"""Texts cut to what an index takes: PostgreSQL refuses B-tree entries over 2,704 bytes.

A prefix keeps the order and almost always the difference; a key keeps the difference always.
"""

from hashlib import sha256

PREFIX = 128
"""Code points kept of a text rows are found and sorted by: at most 512 bytes."""

_KEY_BYTES = 256
CUT = "\x1f"
"""Stands in every key that is not the text itself, and in no other."""


def prefix(text: str) -> str:
    """The first PREFIX code points. Two texts with different prefixes differ, and sort as their prefixes do."""
    return text[:PREFIX]


def key(text: str) -> str:
    """The text itself when it is short, else its beginning and its SHA-256: equal only for equal texts."""
    if len(text.encode()) <= _KEY_BYTES and CUT not in text:
        return text
    return f"{text[: _KEY_BYTES // 4]}{CUT}{sha256(text.encode()).hexdigest()}"
