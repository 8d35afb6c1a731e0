"""Billing systems over HTTP, and the file: hand a posting over so that it is booked once, whatever is lost on the way.

A posting whose fate is not known is looked up by its reference before it is sent again. What billing answers is
believed only as far as it fits what was asked.
"""

import fcntl
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import aiohttp
import orjson
from yarl import URL

from tmf623 import __version__
from tmf623.errors import Invalid
from tmf623.sinks.addresses import checked
from tmf623.sinks.lookups import PublicOnly, SystemLookups, judge
from tmf623.sinks.postings import BALANCE, Form, Posting, amount_of, body_of, line_of

TOTAL_S = 5.0
"""How long billing may take to answer one request."""
_ANSWER_BYTES = 1024 * 1024
_LONGEST_ERROR = 200
_OK = range(200, 300)
_TOO_MANY, _CONFLICT, _TIMEOUT, _EARLY = 429, 409, 408, 425
_SERVER_ERRORS = range(500, 600)


class Fate(StrEnum):
    """What became of a posting."""

    BOOKED = "booked"
    UNKNOWN = "unknown"
    """It did not arrive, or nobody knows: look it up, then try again."""
    REFUSED = "refused"
    """Billing does not want it, or says what cannot be believed: a person must look."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The outcome of one attempt."""

    fate: Fate
    id: str = ""
    href: str = ""
    bill_id: str = ""
    status: str = ""
    error: str = ""


class BillingClient:
    """Calls billing systems, from inside one event loop: `async with client: await client.hand_over(...)`."""

    def __init__(self, *, private: bool = False, total_s: float = TOTAL_S) -> None:
        """Say what may be called; nothing is opened yet.

        `private` allows addresses that are not public; `total_s` is how long one request may take.
        """
        self._private = private
        self._total_s = total_s
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the pool of connections."""
        lookups = SystemLookups()
        connector = aiohttp.TCPConnector(
            resolver=lookups if self._private else PublicOnly(lookups),
            socket_factory=_any_socket if self._private else _public_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=self._total_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": f"tmf623/{__version__}", "Accept": "application/json"},
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        if self._session:
            await self._session.close()
            self._session = None

    async def hand_over(self, place: "Place", posting: Posting, *, doubtful: bool) -> Handed:
        """Book a posting; `doubtful`: it may have been booked before, and is looked for first."""
        try:
            checked(place.url, private=self._private)
            if doubtful:
                known = await self._looked_up(place, posting)
                if known is not None:
                    return known
            return await self._posted(place, posting)
        except Invalid as error:
            return Handed(Fate.REFUSED, error=_line(error.message))
        except TimeoutError:
            return Handed(Fate.UNKNOWN, error=f"no answer within {self._total_s:g} s")
        except (aiohttp.ClientError, OSError) as error:
            return Handed(Fate.UNKNOWN, error=_line(f"{error}" or type(error).__name__))

    async def _looked_up(self, place: "Place", posting: Posting) -> Handed | None:
        """What billing has under the reference; None when that is nothing."""
        query = {place.form.reference_attribute: posting.reference}
        status, answer = await self._request("GET", place, place.target.with_query(query))
        if status not in _OK or not isinstance(answer, list):
            return Handed(Fate.UNKNOWN, error=f"looked up by its reference: HTTP {status}")
        ours = [one for one in answer if _says(one, place.form.reference_attribute, posting.reference)]
        if not ours:
            return None
        if len(ours) > 1:
            return Handed(Fate.REFUSED, error=f"billing has {len(ours)} records with the reference {posting.reference}")
        return _booked(place, posting, ours[0])

    async def _posted(self, place: "Place", posting: Posting) -> Handed:
        headers = {"Idempotency-Key": posting.reference, "Content-Type": "application/json"}
        body = body_of(place.form, posting)
        status, answer = await self._request("POST", place, place.target, body, headers)
        if status in _OK:
            if not isinstance(answer, dict) or not answer.get("id"):
                return Handed(Fate.UNKNOWN, error=f"HTTP {status} without a record that has an id")
            return _booked(place, posting, answer)
        error = _line(f"HTTP {status} {_told(answer)}".rstrip())
        if status in _SERVER_ERRORS or status in {_TIMEOUT, _CONFLICT, _EARLY, _TOO_MANY}:
            return Handed(Fate.UNKNOWN, error=error)
        return Handed(Fate.REFUSED, error=error)

    async def _request(
        self, verb: str, place: "Place", url: URL, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        if self._session is None:
            raise RuntimeError("the billing client is not open")
        sent = {**(headers or {}), **({"Authorization": place.credential} if place.credential else {})}
        async with self._session.request(verb, url, data=body, headers=sent, allow_redirects=False) as response:
            return response.status, await _json(response)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a posting goes."""

    url: str
    form: Form
    credential: str = ""
    """Value of the Authorization header; "": none is sent."""

    @property
    def target(self) -> URL:
        """The collection that is posted to and looked up in."""
        return URL(f"{self.url.rstrip('/')}/{self.form.resource}", encoded=True)


async def _json(response: aiohttp.ClientResponse) -> Any:
    """The answer as JSON; None when it is none, or longer than anybody needs."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > _ANSWER_BYTES:
            response.close()
            return None
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None


def _booked(place: Place, posting: Posting, record: Mapping[str, Any]) -> Handed:
    """What a record of billing says; refused when it is about something else."""
    attribute = place.form.reference_attribute
    if attribute in record and not _says(record, attribute, posting.reference):
        other = f"billing answered about {record[attribute]!r}, not {posting.reference}"
        return Handed(Fate.REFUSED, error=_line(other))
    amount = amount_of(place.form, record)
    if amount is not None and amount != posting.amount:
        return Handed(Fate.REFUSED, error=f"billing booked {amount}, not {posting.amount} {posting.currency}")
    bill = record.get("bill")
    return Handed(
        Fate.BOOKED,
        id=_text(record.get("id")),
        href=_text(record.get("href")),
        bill_id=_text(bill.get("id")) if isinstance(bill, Mapping) else "",
        status=_text(record.get("status") if place.form.resource == BALANCE else record.get("isBilled")),
    )


def append(path: Path, posting: Posting) -> Handed:
    """Add a posting to a file of lines, unless it is there already; durable when this returns.

    A line torn by a crash is left as it is and passed over; the posting is written again behind it.
    """
    try:
        with _locked(path) as file:
            content = file.read()
            for number, line in enumerate(content.splitlines(), start=1):
                if posting.reference.encode() in line and _is_about(line, posting.reference):
                    return Handed(Fate.BOOKED, id=f"{path.name}:{number}")
            start = b"" if not content or content.endswith(b"\n") else b"\n"
            file.write(start + line_of(posting))
            file.flush()
            os.fsync(file.fileno())
            return Handed(Fate.BOOKED, id=f"{path.name}:{len(content.splitlines()) + 1}")
    except OSError as error:
        return Handed(Fate.UNKNOWN, error=_line(f"{error.strerror or error}"))


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file


def _is_about(line: bytes, reference: str) -> bool:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return _says(record, "reference", reference)


def _says(record: object, attribute: str, text: str) -> bool:
    return isinstance(record, Mapping) and record.get(attribute) == text


def _told(answer: Any) -> str:
    """Why billing refuses, in its own words (TMF630 Error)."""
    if isinstance(answer, Mapping):
        return " ".join(str(answer[name]) for name in ("code", "reason", "message") if answer.get(name))
    return ""


def _text(value: object) -> str:
    if value is None:
        return ""
    return _line(value if isinstance(value, str) else orjson.dumps(value).decode())


def _line(text: str) -> str:
    """`text` as one short line of printable characters."""
    return "".join(c if c.isprintable() else " " for c in text[:_LONGEST_ERROR])


def _any_socket(target: tuple[Any, ...]) -> socket.socket:
    return socket.socket(target[0], target[1], target[2])


def _public_socket(target: tuple[Any, ...]) -> socket.socket:
    """A socket for an address judged once more, the last step before it is connected to."""
    judge(str(target[4][0]))
    return _any_socket(target)
