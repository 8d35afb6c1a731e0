"""Names to addresses: the system's resolver without letting slow names hold up others, and the judge before it."""

import asyncio
import contextlib
import errno
import socket
import threading
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from tmf623.sinks.addresses import is_public

_MOST_AT_ONCE = 64
"""Threads asking the system's resolver; a name whose servers are silent holds one for as long as the system waits."""


class NotPublic(OSError):
    """A name or a literal stands for an address events must not be sent to."""


def judge(host: str) -> None:
    """Raise NotPublic unless the address `host` is public; one with a zone index behind `%` never is.

    The error does not say which address: names of the inside must not be looked up through a hub's delivery log.
    """
    if "%" in host or not is_public(ip_address(host)):
        raise NotPublic(errno.EACCES, "not a public address")


class SystemLookups(AbstractResolver):
    """The system's resolver, each question in a daemon thread: an unanswered one delays neither others nor the end."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Ask for every address of `host`; OSError when there is none."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(found: list[ResolveResult] | OSError) -> None:
            self._places.release()
            if answer.done():
                return
            if isinstance(found, OSError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def ask() -> None:
            found = _asked(host, port, family)
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile: nobody waits
                loop.call_soon_threadsafe(settle, found)

        threading.Thread(target=ask, name="lookup", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Nothing to close: threads under way end by themselves."""


class PublicOnly(AbstractResolver):
    """Another resolver's answers, refused as a whole when one of the addresses is not public.

    A name with one public and one private address is an attack or a mistake; picking the public one would leave
    the choice to whoever answers next.
    """

    def __init__(self, resolver: AbstractResolver) -> None:
        """Judge the answers of `resolver`."""
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Ask for every address of `host`; NotPublic when one of them is not public."""
        found = await self._resolver.resolve(host, port, family)
        for address in found:
            judge(address["host"])
        return found

    async def close(self) -> None:
        """Close the resolver behind."""
        await self._resolver.close()


def _asked(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult] | OSError:
    try:
        rows = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except OSError as error:
        return error
    except UnicodeError as error:  # a label the idna codec refuses
        return OSError(f"{host[:100]!r} cannot be looked up: {error}")
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=port,
            family=found,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for found, _, protocol, _, address in rows
    ]
