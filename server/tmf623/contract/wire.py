"""The little of protobuf's wire format that puts stored bytes into an answer without decoding them.

Source: Protocol Buffers encoding: a field is its key, `number << 3 | wire type`, then a varint (wire type 0), or
a length as varint and that many bytes (wire type 2).
"""

VARINT = 0
LENGTH_DELIMITED = 2

_SHORT = (
    *(bytes((value,)) for value in range(0x80)),
    *(bytes((value & 0x7F | 0x80, value >> 7)) for value in range(0x80, 0x4000)),
)
"""What one and two bytes hold, seven bits each: nearly every length there is."""


def varint(value: int) -> bytes:
    """Encode a whole number from 0, seven bits a byte, the lowest first."""
    if value < len(_SHORT):
        return _SHORT[value]
    encoded = bytearray()
    while value >= 0x80:  # noqa: PLR2004 - as above
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def key(number: int, wire_type: int) -> bytes:
    """Encode what announces field `number`, from 1."""
    return varint(number << 3 | wire_type)


def delimited(key: bytes, payload: bytes) -> bytes:
    """Encode a field that holds `payload`: text, or a serialised message."""
    return b"%b%b%b" % (key, varint(len(payload)), payload)
