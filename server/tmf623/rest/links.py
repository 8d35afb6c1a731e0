"""By which address a client reaches this service: what `href`, `Location` and `Link` start with."""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from tmf623.rest.answer import Scope
from tmf623.settings import Settings

DOOR = "REST"
"""Who acts where nobody is named."""
_HOST = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_NAME = re.compile(r"[ -~]{1,255}")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]{1,64}){1,16}")


class Links:
    """The base of all links, per request: configured, or as a trusted proxy says, or as the client says."""

    def __init__(self, settings: Settings) -> None:
        """ValueError when `trusted_proxies` does not name networks."""
        self._public = settings.public_url.rstrip("/")
        self._prefix = settings.url_prefix.rstrip("/")
        self._actor = settings.actor_header.lower().encode()
        self._networks = tuple(ip_network(text.strip()) for text in settings.trusted_proxies.split(",") if text.strip())

    def actor(self, scope: Scope, headers: Mapping[bytes, bytes]) -> str:
        """Who acts: as a trusted proxy says in the configured header, else this door."""
        value = headers.get(self._actor) if self._actor else None
        client = scope.get("client")
        if value is None or client is None or not _within(client[0], self._networks):
            return DOOR
        text = value.decode("latin-1")
        return text if _NAME.fullmatch(text) else DOOR

    def base(self, scope: Scope, headers: Mapping[bytes, bytes]) -> str:
        """Scheme, host and prefix, e.g. "https://host/prefix"; only the prefix when the client's Host is no host."""
        if self._public:
            return self._public
        direct = scope["scheme"], headers.get(b"host", b""), scope.get("root_path") or self._prefix
        if b"x-forwarded-host" in headers or b"x-forwarded-proto" in headers or b"x-forwarded-prefix" in headers:
            return _url(*self._forwarded(scope, headers, direct))
        return _url(*direct)

    def _forwarded(
        self, scope: Scope, headers: Mapping[bytes, bytes], direct: tuple[str, bytes, str]
    ) -> tuple[str, bytes, str]:
        client = scope.get("client")
        if client is None or not _within(client[0], self._networks):
            return direct
        scheme, host, prefix = direct
        proto = _first(headers, b"x-forwarded-proto", b"").decode("latin-1").lower()
        stated = _first(headers, b"x-forwarded-prefix", b"").decode("latin-1").rstrip("/")
        return (
            proto if proto in {"http", "https"} else scheme,
            _first(headers, b"x-forwarded-host", host),
            stated if _PREFIX.fullmatch(stated) else prefix,
        )


def _first(headers: Mapping[bytes, bytes], name: bytes, otherwise: bytes) -> bytes:
    """The first of the values proxies appended: the one the outermost proxy saw."""
    return headers.get(name, otherwise).split(b",")[0].strip()


@lru_cache(maxsize=256)
def _url(scheme: str, host: bytes, prefix: str) -> str:
    text = host.decode("latin-1")
    return f"{scheme}://{text}{prefix}" if _HOST.fullmatch(text) else prefix


@lru_cache(maxsize=256)
def _within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:  # a UNIX socket has no address
        return False
    return any(parsed in network for network in networks)
