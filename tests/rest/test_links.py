"""What links start with: configured, as a trusted proxy says, or as the client says."""

from typing import Any

import pytest

from tmf623.rest.links import Links
from tmf623.settings import Settings


def scope(client: str = "203.0.113.9", root_path: str = "") -> dict[str, Any]:
    return {"scheme": "http", "client": (client, 5000), "root_path": root_path}


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param(b"sla.example", "http://sla.example", id="name"),
        pytest.param(b"sla.example:8080", "http://sla.example:8080", id="name and port"),
        pytest.param(b"[::1]:8080", "http://[::1]:8080", id="IPv6"),
        pytest.param(b"sla_1", "http://sla_1", id="underscore, as in container networks"),
        pytest.param(b"", "", id="no host: links are paths"),
        pytest.param(b"a b", "", id="space"),
        pytest.param(b"evil.example/path?", "", id="path in it"),
        pytest.param(b"user@evil.example", "", id="user in it"),
        pytest.param(b'x"><script>', "", id="markup"),
        pytest.param(b"a.example, b.example", "", id="two hosts"),
        pytest.param(b"\xc3\xa4.example", "", id="not ASCII"),
        pytest.param(b"sla.example:123456", "", id="port of six digits"),
    ],
)
def test_a_host_is_taken_only_when_it_is_one(host: bytes, expected: str) -> None:
    assert Links(Settings()).base(scope(), {b"host": host}) == expected


PROXIED = {
    b"host": b"10.0.0.7:8080",
    b"x-forwarded-proto": b"https",
    b"x-forwarded-host": b"api.example, inner.example",
    b"x-forwarded-prefix": b"/telco/",
}


@pytest.mark.parametrize(
    ("settings", "client", "expected"),
    [
        pytest.param(Settings(), "127.0.0.1", "https://api.example/telco", id="loopback is trusted"),
        pytest.param(Settings(), "::1", "https://api.example/telco", id="also over IPv6"),
        pytest.param(Settings(), "203.0.113.9", "http://10.0.0.7:8080", id="strangers are not"),
        pytest.param(
            Settings(trusted_proxies="203.0.113.0/24"), "203.0.113.9", "https://api.example/telco", id="network"
        ),
        pytest.param(Settings(trusted_proxies=""), "127.0.0.1", "http://10.0.0.7:8080", id="nobody is trusted"),
        pytest.param(
            Settings(public_url="https://public.example/x/"), "127.0.0.1", "https://public.example/x", id="configured"
        ),
    ],
)
def test_forwarded_headers_are_believed_from_trusted_proxies_alone(
    settings: Settings, client: str, expected: str
) -> None:
    assert Links(settings).base(scope(client), PROXIED) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param({b"x-forwarded-proto": b"gopher"}, "http://h", id="a scheme that is not HTTP"),
        pytest.param({b"x-forwarded-host": b"<b>"}, "", id="a host that is none"),
        pytest.param({b"x-forwarded-prefix": b"//evil.example"}, "http://h", id="a prefix that names a host"),
        pytest.param({b"x-forwarded-prefix": b"/a/../b c"}, "http://h", id="a prefix with a space"),
        pytest.param({b"x-forwarded-prefix": b""}, "http://h", id="an empty prefix"),
    ],
)
def test_junk_from_a_proxy_is_passed_over(headers: dict[bytes, bytes], expected: str) -> None:
    assert Links(Settings()).base(scope("127.0.0.1"), {b"host": b"h"} | headers) == expected


def test_a_peer_without_an_address_is_no_proxy() -> None:
    unix = {"scheme": "http", "client": ("", 0)}
    assert Links(Settings()).base(unix, PROXIED) == "http://10.0.0.7:8080"
    assert Links(Settings()).base(unix | {"client": None}, PROXIED) == "http://10.0.0.7:8080"


def test_a_prefix_is_the_servers_or_the_settings() -> None:
    assert Links(Settings(url_prefix="/a/")).base(scope(), {b"host": b"h"}) == "http://h/a"
    assert Links(Settings(url_prefix="/a")).base(scope(root_path="/b"), {b"host": b"h"}) == "http://h/b"


def test_a_network_that_is_none_stops_the_start() -> None:
    with pytest.raises(ValueError, match=r"not-a-network"):
        Links(Settings(trusted_proxies="not-a-network"))
