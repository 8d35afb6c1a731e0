"""Opaque tokens clients hand back: what they hold is theirs to keep, not to read or to change."""

import base64
import binascii
import hashlib

_DIGEST_BYTES = 12


def sealed(content: bytes, *context: str) -> str:
    """A token of `content`, good only where `opened` is given the same context."""
    return base64.urlsafe_b64encode(_digest(content, context) + content).rstrip(b"=").decode()


def opened(token: str, *context: str) -> bytes | None:
    """The content of a token; None when it is damaged, no token at all, or of another context."""
    try:
        decoded = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    digest, content = decoded[:_DIGEST_BYTES], decoded[_DIGEST_BYTES:]
    return content if digest == _digest(content, context) else None


def _digest(content: bytes, context: tuple[str, ...]) -> bytes:
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in (*(text.encode() for text in context), content):
        digest.update(b"%d:%b" % (len(part), part))
    return digest.digest()
