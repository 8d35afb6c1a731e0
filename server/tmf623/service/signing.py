"""The key the audit log is signed with: Ed25519 (RFC 8032), in a file of its own."""

import base64
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KEY_BYTES = 32


class Signer:
    """Signs with one private key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """`key` never leaves this object."""
        self._key = key
        raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.public_key = base64.b64encode(raw).decode()
        """32 bytes in base64."""
        self.key_id = key_id(raw)

    def sign(self, content: bytes) -> str:
        """The signature of `content`, in base64."""
        return base64.b64encode(self._key.sign(content)).decode()


def key_id(public_key: bytes) -> str:
    """What a public key is called: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def key_id_of(public_key: str) -> str | None:
    """What a public key in base64 is called; None when it is none."""
    try:
        return key_id(base64.b64decode(public_key, validate=True))
    except ValueError:
        return None


def signer_of(path: Path) -> Signer:
    """The signer whose key is in a file, which is made, readable by its owner alone, when it is not there.

    Raises:
        OSError: the file cannot be read or made.
        ValueError: it holds no Ed25519 private key.
    """
    with suppress(FileExistsError):
        _make(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path} holds no private key: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds a key that is not Ed25519")  # noqa: TRY004 - the file's content is wrong
    return Signer(key)


def verifies(public_key: str, signature: str, content: bytes) -> bool:
    """Whether a signature of `content` was made with the private key of this public one; both in base64."""
    try:
        raw = base64.b64decode(public_key, validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return len(raw) == _KEY_BYTES


def _make(path: Path) -> None:
    """Write a new key whole or not at all; FileExistsError when there is one."""
    if path.exists():
        raise FileExistsError(path)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
