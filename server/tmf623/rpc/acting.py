"""Who a call is made by, as far as the audit log wants to know it."""

import re
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from urllib.parse import unquote

from tmf623.rpc.calls import Context
from tmf623.settings import Settings

DOOR = "gRPC"
"""Who acts where nobody is named."""
_PEER = re.compile(r"ipv[46]:\[?([0-9A-Fa-f:.]+)\]?:[0-9]+")
_NAME = re.compile(r"[ -~]{1,255}")


def actor_of(settings: Settings) -> Callable[[Context], str]:
    """How the caller is told: by the metadata a trusted proxy sets, when one is configured."""
    name = settings.actor_header.lower()
    networks = [ip_network(text.strip()) for text in settings.trusted_proxies.split(",") if text.strip()]

    def told(context: Context) -> str:
        peer = _PEER.fullmatch(unquote(context.peer()))
        if peer is None or not any(ip_address(peer[1]) in network for network in networks):
            return DOOR
        value = dict(context.invocation_metadata()).get(name)
        return value if isinstance(value, str) and _NAME.fullmatch(value) else DOOR

    return told if name else lambda _: DOOR
