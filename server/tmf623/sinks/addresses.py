"""Where an event may be sent: callbacks as URLs, and which addresses of the network are public.

A callback comes from a client, so it must not make this server talk to the inside of its own network (OWASP API7,
server-side request forgery). What can be said without asking anybody is said at registration: the form of the
URL, literal addresses, names that are local by definition. What a name stands for is asked at each connect, and
the very addresses judged are the ones connected to (`webhook.py`), so that a name cannot change in between.
"""

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple, NoReturn, TypeAlias

from tmf623.errors import Invalid, Reason

Address: TypeAlias = IPv4Address | IPv6Address

LONGEST_CALLBACK = 2048
"""Characters; what common clients, proxies and servers take."""
_LONGEST_HOST = 253  # RFC 1035 2.3.4, as text
_LARGEST_PORT = 0xFFFF

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>[^#]*)(?P<fragment>#.*)?")
# RFC 3986 2: unreserved, reserved and "%", nothing else; a URL of other characters is read differently by each parser.
_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_ESCAPES = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*")
_HOST_PORT = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>.*))?")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
# WHATWG URL "ends in a number": such a host is read as an IPv4 address, in whatever base and number of parts.
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_DOTTED = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")

_LOCAL_NAMES = (
    "localhost",  # RFC 6761 6.3
    "localdomain",  # what resolvers append by old habit
    "local",  # RFC 6762: multicast DNS
    "internal",  # reserved for private use by ICANN, 2024; names of clouds' metadata services
    "intranet",
    "private",
    "lan",
    "corp",
    "home",
    "home.arpa",  # RFC 8375
)

# IANA IPv4 Special-Purpose Address Registry: what it calls not globally reachable, and multicast.
_NOT_PUBLIC_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; metadata services of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only global unicast is public, and of that not what the IANA IPv6 Special-Purpose Address Registry takes out.
_GLOBAL_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",
        "2002::/16",  # 6to4 embeds any IPv4 address
        "3fff::/20",
    )
)
# An IPv4 address in IPv6 clothes is judged as the IPv4 address it reaches.
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")


class Callback(NamedTuple):
    """A callback's parts as far as they decide where a request goes."""

    scheme: str
    """http or https."""
    host: str
    """In lower case; an IPv6 address without brackets."""
    port: int


@lru_cache(maxsize=4096)
def checked(url: str, *, private: bool) -> Callback:
    """Read a callback and refuse what events may not be sent to.

    `private` allows addresses and names of this machine and its network: demos, tests, a trusted network.

    A name that does not resolve now is accepted: a listener may come up after its registration.

    Raises:
        Invalid: not an absolute http or https URL (RFC 3986) without user information and fragment, or its host
            is not public.
    """
    callback = _parsed(url)
    if private:
        return callback
    literal = _literal(callback.host)
    if literal is None and _is_local_name(callback.host):
        _refuse(url, "names a host of the local network")
    if literal is not None and not is_public(literal):
        _refuse(url, "is not at a public address")
    return callback


def is_public(address: Address) -> bool:
    """Whether `address` belongs to a host on the public Internet, and to nothing nearer."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_V4)
    if address in _MAPPED or address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_V6 and not any(address in block for block in _NOT_PUBLIC_V6)


def _parsed(url: str) -> Callback:
    if len(url) > LONGEST_CALLBACK:
        _refuse(url, f"has {len(url)} characters; at most {LONGEST_CALLBACK} are taken")
    if not (_CHARACTERS.fullmatch(url) and _ESCAPES.fullmatch(url)):
        _refuse(url, "holds a character that a URL must percent-encode (RFC 3986), or a broken percent-encoding")
    parts = _URL.fullmatch(url)
    if not parts or parts["scheme"].lower() not in {"http", "https"}:
        _refuse(url, "is not an absolute http or https URL")
    if parts["fragment"] is not None:
        _refuse(url, "has a fragment, which is never sent")
    if "@" in parts["authority"]:
        _refuse(f"{parts['scheme']}://…@{parts['authority'].rpartition('@')[2]}", "carries user information")
    scheme = parts["scheme"].lower()
    host, port = _host_and_port(url, parts["authority"])
    return Callback(scheme, host, port or (443 if scheme == "https" else 80))


def _host_and_port(url: str, authority: str) -> tuple[str, int | None]:
    parts = _HOST_PORT.fullmatch(authority)
    if not parts:
        _refuse(url, "has a host that is neither a name nor an address")
    return _host(url, parts["host"]), _port(url, parts["port"])


def _host(url: str, host: str) -> str:
    """The host in lower case; refused unless every parser reads it alike."""
    if not host:
        _refuse(url, "has no host")
    if host.startswith("["):
        try:
            address = IPv6Address(host[1:-1])
        except AddressValueError:
            address = None
        if address is None or address.scope_id is not None:
            _refuse(url, "has a host that is not an IPv6 address")
        return host[1:-1].lower()
    labels = host.removesuffix(".").split(".")
    if len(host) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        _refuse(url, "has a host that is not a domain name")
    if _NUMBER.fullmatch(labels[-1]) and _literal(host) is None:
        _refuse(url, "has a host that looks like an IPv4 address but is not four decimal numbers")
    return host.lower()


def _port(url: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > _LARGEST_PORT:
        _refuse(url, "has a port that is not 1 to 65535")
    return int(text)


def _literal(host: str) -> Address | None:
    """The address `host` spells, or None when it is a name."""
    if ":" in host:
        return IPv6Address(host)
    if not _DOTTED.fullmatch(host):
        return None
    try:
        return IPv4Address(host)
    except AddressValueError:
        return None


def _is_local_name(host: str) -> bool:
    """Whether `host` is local whatever a resolver says; a single label is completed from the local search list."""
    name = host.removesuffix(".")
    return "." not in name or any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES)


def _refuse(url: str, why: str) -> NoReturn:
    raise Invalid(Reason.INVALID_VALUE, f"callback {url[:200]!r} {why}", attribute="callback")
