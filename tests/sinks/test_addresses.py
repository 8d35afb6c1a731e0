"""Which callbacks may be registered. The hostile ones follow OWASP's and WHATWG's catalogues of spellings."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.errors import Invalid, Reason
from tmf623.sinks.addresses import LONGEST_CALLBACK, Callback, checked, is_public

PUBLIC = [
    pytest.param("http://in.listener.com", Callback("http", "in.listener.com", 80), id="TMF623 R14.5.1's example"),
    pytest.param(
        "https://Listener.Example.COM/a/b?c=d&e=%20", Callback("https", "listener.example.com", 443), id="path"
    ),
    pytest.param("HTTP://example.com:8080", Callback("http", "example.com", 8080), id="scheme in capitals"),
    pytest.param("https://example.com.:65535/", Callback("https", "example.com.", 65535), id="fully qualified"),
    pytest.param("http://xn--bcher-kva.example/", Callback("http", "xn--bcher-kva.example", 80), id="punycode"),
    pytest.param("http://my_listener.example/x", Callback("http", "my_listener.example", 80), id="underscore"),
    pytest.param("http://8.8.8.8/", Callback("http", "8.8.8.8", 80), id="public IPv4"),
    pytest.param("http://[2606:4700:4700::1111]:81/", Callback("http", "2606:4700:4700::1111", 81), id="public IPv6"),
    pytest.param("http://[::ffff:8.8.8.8]/", Callback("http", "::ffff:8.8.8.8", 80), id="public IPv4, mapped"),
    pytest.param("http://[64:ff9b::808:808]/", Callback("http", "64:ff9b::808:808", 80), id="public IPv4 behind NAT64"),
    pytest.param("http://does-not-exist.example/", Callback("http", "does-not-exist.example", 80), id="unknown name"),
    pytest.param("http://3com.com/", Callback("http", "3com.com", 80), id="digits in a label"),
    pytest.param("http://0x.example/", Callback("http", "0x.example", 80), id="0x in a label"),
]


@pytest.mark.parametrize(("url", "parts"), PUBLIC)
def test_a_public_callback_is_taken(url: str, parts: Callback) -> None:
    assert checked(url, private=False) == parts


NOT_PUBLIC = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/tmf-api/slaManagement/v4/sla",
    "http://127.1.2.3/",
    "http://127.255.255.254/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://10.255.255.255:443/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.0.0.8/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://192.168.0.1/",
    "http://192.168.255.255/",
    "http://198.18.0.1/",
    "http://198.51.100.7/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:8080/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:10.0.0.1]/",
    "http://[::FFFF:169.254.169.254]/",
    "http://[::127.0.0.1]/",
    "http://[::7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::8.8.8.8]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2002:c0a8:101::c0a8:101]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[2001:0:0:0:0:0:80ff:fffe]/",
    "http://[2001:10::1]/",
    "http://[2001:20::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[febf:ffff::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    "http://[5f00::1]/",
    "http://[::ffff:0.0.0.0]/",
    "http://localhost/",
    "http://LOCALHOST:80/",
    "http://localhost./",
    "http://localhost:9000/listener",
    "http://a.b.localhost/",
    "http://localhost.localdomain/",
    "http://ip6-localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://metadata.google.internal./",
    "http://metadata/",
    "http://kubernetes.default.svc.cluster.local/",
    "http://db/",
    "http://router.home.arpa/",
    "http://nas.lan/",
    "http://wiki.corp/",
    "http://wiki.intranet/",
]


@pytest.mark.parametrize("url", NOT_PUBLIC)
def test_a_callback_inside_a_network_is_refused_unless_allowed(url: str) -> None:
    with pytest.raises(Invalid, match="callback 'http") as refused:
        checked(url, private=False)
    assert (refused.value.reason, refused.value.attribute) == (Reason.INVALID_VALUE, "callback")
    assert checked(url, private=True).scheme == "http"


MALFORMED = [
    "",
    " ",
    "listener",
    "/listener",
    "//example.com/listener",
    "example.com/listener",
    "http:",
    "http:/",
    "http://",
    "http:///",
    "http:///example.com",
    "http:example.com",
    "http:/example.com",
    "http:\\\\example.com",
    "http://:80/",
    "http://?x",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stats",
    "javascript:alert(1)",
    "data:text/plain,x",
    "ws://example.com/",
    "httpx://example.com/",
    "https+unix://%2Frun%2Fdocker.sock/info",
    "{{subscriber}}/event",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0X7F000001/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://0177.0x0.0.1/",
    "http://127.0.0.01/",
    "http://127.0.0.1./",
    "http://127.0.0.0x1/",
    "http://127.0.0.0x/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://8.8.8/",
    "http://example.127/",
    "http://00000000000000000000000127.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://localhos\u017f/",
    "http://bücher.example/",
    "http://local\u00adhost/",
    "http://evil.com\u2044@127.0.0.1/",
    "http://127%2e0.0.1/",
    "http://%6c%6f%63%61%6c%68%6f%73%74/",
    "http://%31%32%37.0.0.1/",
    "http://example.com%00.evil.com/",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com:80@127.0.0.1:22/",
    "http://@example.com/",
    "http://:@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://example.com\\.evil.com/",
    "http://example.com#@127.0.0.1/",
    "http://example.com/#frag",
    "http://example.com/ x",
    "http://example.com /",
    " http://example.com/",
    "http://example.com/\n",
    "http://exa\tmple.com/",
    "http://example.com/\r\nHost: 127.0.0.1",
    "http://example.com/\x00",
    "http://example.com/<script>",
    'http://example.com/"',
    "http://example.com/%zz",
    "http://example.com/%",
    "http://example.com/%2",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:99999999/",
    "http://example.com:-1/",
    "http://example.com:+80/",
    "http://example.com:080/",
    "http://example.com:http/",
    "http://example.com:/",
    "http://example.com:80:80/",
    "http://example..com/",
    "http://.example.com/",
    "http://example.com../",
    "http://./",
    "http://-example.com/",
    "http://example-.com/",
    "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 127 + "com/",
    "http://example.com,127.0.0.1/",
    "http://example.com;127.0.0.1/",
    "http://example.com&127.0.0.1/",
    "http://*.example.com/",
    "http://[::1/",
    "http://::1/",
    "http://[]/",
    "http://[1::2::3]/",
    "http://[::1%25lo]/",
    "http://[fe80::1%eth0]/",
    "http://[::1]]/",
    "http://[127.0.0.1]/",
    "http://[v1.fe80::a+en1]/",
    "http://[::1]example.com/",
    "http://[::ffff:127.1]/",
    "http://example.com/" + "a" * LONGEST_CALLBACK,
]


@pytest.mark.parametrize("private", [False, True], ids=["public only", "private allowed"])
@pytest.mark.parametrize("url", MALFORMED)
def test_what_is_not_plainly_an_http_url_is_refused_even_where_private_ones_are_allowed(
    url: str, *, private: bool
) -> None:
    with pytest.raises(Invalid) as refused:
        checked(url, private=private)
    assert refused.value.reason is Reason.INVALID_VALUE
    assert len(refused.value.message) < 400


def test_the_tables_hold_what_they_promise() -> None:
    assert len(set(NOT_PUBLIC + MALFORMED)) == len(NOT_PUBLIC + MALFORMED) >= 94


def test_a_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(Invalid, match=r"http://…@example\.com'") as refused:
        checked("http://user:hunter2@example.com", private=True)
    assert "hunter2" not in refused.value.message


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_clothes_is_never_more_public_than_itself(address: IPv4Address) -> None:
    number = int(address)
    clothes = [0, 0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96, 0x2002 << 112 | number << 48, 0x20010000 << 96]
    for worn in clothes:
        assert not is_public(IPv6Address(worn | number)) or is_public(address)


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_not_public(address: IPv4Address | IPv6Address) -> None:
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        assert not is_public(address)
    if address.version == 4 and (address.is_private or address.is_reserved):
        assert not is_public(address)


@given(st.text(max_size=60))
def test_any_text_is_either_taken_or_refused_by_name(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.com/{text}"):
        try:
            parts = checked(url, private=False)
        except Invalid:
            continue
        assert url.isascii()
        assert parts.port in range(1, 65536)


@pytest.mark.parametrize("text", ["1.1.1.1", "9.9.9.9", "2a00:1450:4001::200e", "192.31.196.1"])
def test_addresses_of_known_public_hosts_are_public(text: str) -> None:
    assert is_public(ip_address(text))
