"""The payload of a batch: observations in columns, canonical, so that the same batch has the same digest.

Layout before compression, whole numbers little-endian:

    the four names (source, external id, object, metric) and the distinct (state, impact) pairs, as one line of
    JSON; a line feed; the times, 8 bytes each, as differences from the one before; the number of each one's
    pair, 2 bytes each

Observations are in the order of (time, state, impact): a batch does not depend on the order it was sent in.
"""

import sys
import zlib
from array import array
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import NamedTuple

import orjson

STATE_CHANGES = "stateChange/1"
"""What the payload holds, and the number of its layout."""

_LEVEL = 1
"""zlib's fastest: the differences of times leave it little to find."""
_MOST_PAIRS = 2**16


class Observation(NamedTuple):
    """From `time` on, until the next change, the object is in `state`."""

    time: int
    """Microseconds since 1970 UTC."""
    state: str
    impact: str
    """Share of the service that is lost, decimal text 0 to 1; empty when it was not given."""


class Names(NamedTuple):
    """What a batch is of, whole."""

    source: str
    external_id: str
    """Empty when the source gave none."""
    object: str
    metric: str


class Payload(NamedTuple):
    """A batch at rest."""

    compressed: bytes
    digest: bytes
    """SHA-256 of the payload before compression."""


def packed(names: Names, observations: Sequence[Observation]) -> Payload:
    """Write a batch down; ValueError when it has more than 65,536 different states and impacts."""
    ordered = sorted(observations)
    pairs = sorted({(state, impact) for _, state, impact in ordered})
    if len(pairs) > _MOST_PAIRS:
        raise ValueError(f"{len(pairs)} different states and impacts in one batch, more than {_MOST_PAIRS}")
    number = {pair: index for index, pair in enumerate(pairs)}
    times = array("q", [time for time, _, _ in ordered])
    steps = array("q", times[:1])
    steps.extend(later - earlier for earlier, later in pairwise(times))
    codes = array("H", [number[state, impact] for _, state, impact in ordered])
    head = orjson.dumps({"names": list(names), "pairs": pairs}, option=orjson.OPT_APPEND_NEWLINE)
    payload = head + _little(steps).tobytes() + _little(codes).tobytes()
    return Payload(zlib.compress(payload, _LEVEL), sha256(payload).digest())


def unpacked(compressed: bytes) -> tuple[Names, list[Observation]]:
    """Read a batch back."""
    payload = zlib.decompress(compressed)
    end = payload.index(b"\n") + 1
    head = orjson.loads(payload[:end])
    count = (len(payload) - end) // 10
    steps, codes = array("q"), array("H")
    steps.frombytes(payload[end : end + 8 * count])
    codes.frombytes(payload[end + 8 * count :])
    pairs = head["pairs"]
    observations = [
        Observation(time, *pairs[code]) for time, code in zip(accumulate(_little(steps)), _little(codes), strict=True)
    ]
    return Names(*head["names"]), observations


def _little(column: "array[int]") -> "array[int]":
    """The column in little-endian order, or from it; changed in place."""
    if sys.byteorder == "big":
        column.byteswap()
    return column
