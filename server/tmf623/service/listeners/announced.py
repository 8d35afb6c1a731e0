"""Announcements that performance files are ready (TMF628; 3GPP TS 28.532 notifyFileReady): kept with where they are.

Nothing is fetched: an address somebody sends is nothing a server should call. Whoever may reach the file reads it
with `tmf623 performance FILE`; `tmf623 performance --announced` lists what was announced.
"""

from collections.abc import Iterator, Sequence

import orjson

from tmf623.service.listeners.folding import Told, told
from tmf623.service.listeners.foreign import Payload, text_at
from tmf623.service.listeners.notices import PERFORMANCE_FILE, Notice
from tmf623.store.transaction import Transaction

_LOCATIONS = ("fileLocation", "fileUri", "fileURI", "fileUrl", "fileURL")
_DEEPEST = 8


def read(notice: Notice) -> Told:
    """Where the files of an announcement are; Invalid when a location is no text."""
    return told(notice.time, {}, [], locations=list(dict.fromkeys(_located(notice.body, notice.path, 0))))


def record(_tx: Transaction, _notice: Notice, _events: Sequence[Told]) -> bool:
    """Nothing follows: the announcement is kept."""
    return True


def locations(tx: Transaction) -> list[str]:
    """Every location that was announced, once, in order of announcement."""
    documents = [orjson.loads(each) for each in tx.received.all_of(PERFORMANCE_FILE)]
    return list(dict.fromkeys(place for each in documents for place in each["extra"].get("locations", ())))


def _located(payload: Payload, path: str, depth: int) -> Iterator[str]:
    for name in _LOCATIONS:
        place = text_at(payload, name, path)
        if place is not None and place.strip():
            yield place
    if depth < _DEEPEST:
        for name, value in payload.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    yield from _located(each, f"{path}{name}.", depth + 1)
