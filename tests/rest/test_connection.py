"""The connection itself: what is not quite HTTP, and peers that take their time."""

import socket
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from rest_door import V4
from tmf623.rest import body, connection, serving
from tmf623.rest.answer import json_answer
from tmf623.rest.pipeline import LastResort

LARGE = b"x" * 3_000_000


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the size of the body; /early without reading it, /large with much, /fail not at all."""
    size, path = 0, scope["path"]
    if path == "/fail":
        raise ZeroDivisionError
    if path == "/read":
        size = len(await body.read_body(receive, dict(scope["headers"]), 1000))
    answer = json_answer(200, LARGE if path == "/large" else b'{"size":%d}' % size, [])
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


@pytest.fixture(scope="module")
def echo_port() -> Iterator[int]:
    running = serving.serve(LastResort(echo), serving.bind("127.0.0.1", 0))
    yield running.port
    running.stop()


def talk(port: int, *pieces: bytes) -> bytes:
    """All a server says until it closes, after the pieces are sent one by one."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        for piece in pieces:
            client.sendall(piece)
        return heard(client)


def heard(client: socket.socket) -> bytes:
    """All the server says until it closes."""
    said = b""
    while chunk := client.recv(65536):
        said += chunk
    return said


def error_of(said: bytes) -> tuple[bytes, str]:
    """The status line and the code of the Error in an answer."""
    head, _, content = said.partition(b"\r\n\r\n")
    return head.split(b"\r\n")[0], orjson.loads(content)["code"]


CLOSE = b"Host: h\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", id="TLS"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", id="HTTP/2"),
        pytest.param(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", id="a header without a colon"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", id="a length that is none"),
        pytest.param(b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", id="two lengths"),
        pytest.param(b"GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n", id="NUL in a header"),
        pytest.param(b"GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", id="a space in the path"),
        pytest.param(b"FROBNICATE / HTTP/1.1\r\nHost: h\r\n\r\n", id="a method nobody knows"),
        pytest.param(
            b"POST /read HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", id="a chunk size that is none"
        ),
        pytest.param(
            b"POST /read HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", id="chunks and a length"
        ),
    ],
)
def test_what_is_not_http_gets_an_error_and_the_connection_closed(echo_port: int, said: bytes) -> None:
    assert error_of(talk(echo_port, said))[0] == b"HTTP/1.1 400 Bad Request"


def test_http_1_0_is_answered_and_closed(echo_port: int) -> None:
    said = talk(echo_port, b"GET / HTTP/1.0\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nconnection: close\r\n" in said


def test_one_connection_carries_many_requests_and_answers_them_in_order(echo_port: int) -> None:
    post = b"POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%b"
    said = talk(echo_port, post % (3, b"abc") + post % (5, b"abcde"), b"GET / HTTP/1.1\r\n" + CLOSE)
    assert [part.split(b"}")[0] for part in said.split(b'{"size":')[1:]] == [b"3", b"5", b"0"]


def test_a_body_in_pieces_is_read_whole(echo_port: int) -> None:
    head = b"POST /read HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + CLOSE
    assert talk(echo_port, head, b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n").endswith(b'{"size":5}')


def test_a_client_that_waits_for_leave_to_send_gets_it(echo_port: int) -> None:
    head = b"POST /read HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n" + CLOSE
    with socket.create_connection(("127.0.0.1", echo_port), timeout=30) as client:
        client.sendall(head)
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"abc")
        assert heard(client).endswith(b'{"size":3}')


def test_a_body_announced_too_large_is_refused_without_leave_to_send_it(echo_port: int) -> None:
    head = b"POST /read HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n" + CLOSE
    assert error_of(talk(echo_port, head)) == (b"HTTP/1.1 413 Request Entity Too Large", "TOO_LARGE")


def test_a_body_that_turns_out_too_large_is_dropped_and_the_connection_goes_on(echo_port: int) -> None:
    head = b"POST /read HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    said = talk(echo_port, head, *[chunk] * 40, b"0\r\n\r\nGET / HTTP/1.1\r\n" + CLOSE)
    assert said.startswith(b"HTTP/1.1 413 ")
    assert said.endswith(b'{"size":0}')


def test_an_offer_of_another_protocol_is_passed_over(echo_port: int) -> None:
    offer = b"Host: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    get, post = b"GET / HTTP/1.1\r\n" + offer + b"\r\n", b"POST /read HTTP/1.1\r\nContent-Length: 7\r\n" + offer
    said = talk(echo_port, get, post + b"\r\nupgrade", b"GET / HTTP/1.1\r\n" + CLOSE)
    assert [part.split(b"}")[0] for part in said.split(b'{"size":')[1:]] == [b"0", b"7", b"0"]


def test_a_client_that_closes_its_side_still_gets_its_answer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(f"GET {V4}/sla?limit=0 HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        client.shutdown(socket.SHUT_WR)
        assert heard(client).endswith(b"[]")


def test_a_client_that_leaves_amid_its_body_is_forgotten(echo_port: int) -> None:
    with socket.create_connection(("127.0.0.1", echo_port), timeout=30) as client:
        client.sendall(b"POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
        client.shutdown(socket.SHUT_WR)
        assert heard(client) == b""


def test_a_large_answer_arrives_whole(echo_port: int) -> None:
    said = talk(echo_port, b"GET /large HTTP/1.1\r\n" + CLOSE)
    assert said.partition(b"\r\n\r\n")[2] == LARGE


def test_a_failure_is_told_without_a_word_of_its_cause(echo_port: int, caplog: pytest.LogCaptureFixture) -> None:
    said = talk(echo_port, b"GET /fail HTTP/1.1\r\n" + CLOSE)
    assert error_of(said) == (b"HTTP/1.1 500 Internal Server Error", "INTERNAL")
    assert b"Zero" not in said
    assert [record.exc_info is not None for record in caplog.records if record.name.startswith("tmf623")] == [True]


def test_a_head_that_stays_incomplete_is_timed_out(echo_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_S", 0.05)
    assert error_of(talk(echo_port, b"GET / HTTP/1.1\r\nHost: h\r\n"))[0] == b"HTTP/1.1 408 Request Timeout"
    second = b"GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHo"
    assert b"HTTP/1.1 408 Request Timeout" in talk(echo_port, second)
    assert talk(echo_port) == b""
    assert talk(echo_port, b"\r\n") == b""


def test_a_head_that_grows_without_end_is_cut(echo_port: int) -> None:
    said = talk(echo_port, b"GET / HTTP/1.1\r\n", b"X: " + b"y" * 70_000)
    assert error_of(said) == (b"HTTP/1.1 431 Request Header Fields Too Large", "TOO_LARGE")


def test_a_body_that_does_not_come_is_timed_out(echo_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_S", 0.05)
    said = talk(echo_port, b"POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
    assert error_of(said) == (b"HTTP/1.1 408 Request Timeout", "UNAVAILABLE")


def test_the_rest_of_an_answered_body_is_not_waited_for_for_ever(
    echo_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LINGER_S", 0.05)
    said = talk(echo_port, b"POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
    assert said.endswith(b'{"size":0}')


@pytest.mark.parametrize("more", [b"", b"GET / HTTP/1.1\r\n" + CLOSE], ids=["while it is answered", "when all is said"])
def test_a_client_that_does_not_take_its_answer_is_cut_off(
    echo_port: int, monkeypatch: pytest.MonkeyPatch, more: bytes
) -> None:
    monkeypatch.setattr(connection, "FLUSH_S", 0.05)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(30)
        client.connect(("127.0.0.1", echo_port))
        client.sendall(b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n" * (1 if more else 8) + more)
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            send_for_ever(client)


def send_for_ever(client: socket.socket) -> None:
    while True:
        client.sendall(b"\r\n" * 1000)


def test_a_client_that_takes_its_answer_bit_by_bit_gets_it_all(echo_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FLUSH_S", 1.0)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.settimeout(30)
        client.connect(("127.0.0.1", echo_port))
        client.sendall(b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n" * 2 + b"GET / HTTP/1.1\r\n" + CLOSE)
        said = heard(client)
    assert said.count(LARGE) == 2
    assert said.endswith(b'{"size":0}')


def test_an_idle_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "KEEP_ALIVE_S", 0.05)
    running = serving.serve(LastResort(echo), serving.bind("127.0.0.1", 0))
    assert talk(running.port, b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").endswith(b'{"size":0}')
    running.stop()


def test_a_client_too_many_is_turned_away(echo_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "most_connections", lambda: 0)
    said = talk(echo_port)
    assert error_of(said) == (b"HTTP/1.1 503 Service Unavailable", "UNAVAILABLE")
    assert b"\r\nretry-after: 5\r\n" in said


def test_stopping_lets_requests_under_way_end(port: int) -> None:
    running = serving.serve(LastResort(echo), serving.bind("127.0.0.1", 0))
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as client:
        client.sendall(b"POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n")
        client.sendall(b"abc")
        answer = client.recv(65536)
        running.stop()
        assert answer.endswith(b'{"size":3}')
        assert client.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", running.port), timeout=30)
    assert talk(port, b"GET /livez HTTP/1.1\r\n" + CLOSE).endswith(b'{"status":"ok"}')


def test_a_port_in_use_is_told_before_anything_starts(echo_port: int) -> None:
    with pytest.raises(OSError, match="in use"):
        serving.bind("127.0.0.1", echo_port)


def test_processes_may_share_a_port() -> None:
    first = serving.bind("127.0.0.1", 0, shared=True)
    with first, serving.bind("127.0.0.1", first.getsockname()[1], shared=True) as second:
        assert second.getsockname() == first.getsockname()


@pytest.mark.parametrize(
    "host",
    [pytest.param(b"", id="none"), pytest.param(b"Host: <x>\r\n", id="junk"), pytest.param(b"Host:\r\n", id="empty")],
)
def test_links_are_paths_when_the_host_is_none(port: int, host: bytes) -> None:
    head = b"POST %b/sla HTTP/1.1\r\n%bConnection: close\r\nContent-Length: 12\r\n\r\n"
    said = talk(port, head % (V4.encode(), host) + b'{"name":"x"}')
    assert said.startswith(b"HTTP/1.1 201 Created")
    assert f"\r\nlocation: {V4}/sla/".encode() in said


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"GET http://other.example%b/sla?limit=0 HTTP/1.1", id="an absolute URL"),
        pytest.param(b"GET %b/sla?limit=0#fragment HTTP/1.1", id="a fragment"),
    ],
)
def test_odd_request_targets_are_served_or_refused(port: int, line: bytes) -> None:
    said = talk(port, line % V4.encode() + b"\r\n" + CLOSE)
    assert said[9:12] in {b"200", b"206", b"400", b"404"}


@pytest.mark.parametrize("line", [b"OPTIONS * HTTP/1.1", b"CONNECT h:443 HTTP/1.1", b"GET * HTTP/1.1"])
def test_targets_that_are_no_paths_are_refused(port: int, line: bytes) -> None:
    assert talk(port, line + b"\r\n" + CLOSE)[9:10] == b"4"
