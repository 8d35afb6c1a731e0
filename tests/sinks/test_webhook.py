"""One event, one POST: what counts, what does not, and where no connection may go."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from jobs.receiver import Receiver, Reply
from tmf623.sinks import webhook
from tmf623.sinks.lookups import NotPublic, SystemLookups, judge
from tmf623.sinks.webhook import Answer, Webhook

BODY = b'{"eventId":"1"}'


class Names(AbstractResolver):
    """A name server of our own: each question to a name gives the next of its answers, the last one again and again."""

    def __init__(self, answers: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self.answers = {name: list(rows) for name, rows in answers.items()}
        self.asked: list[str] = []

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        self.asked.append(host)
        rows = self.answers.get(host)
        if not rows:
            raise OSError(f"{host} is not known")
        addresses = rows.pop(0) if len(rows) > 1 else rows[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


def posted(sink: Webhook, *urls: str, headers: Mapping[str, str] | None = None) -> list[Answer]:
    async def run() -> list[Answer]:
        async with sink:
            return [await sink.post(url, BODY, headers) for url in urls]

    return asyncio.run(run())


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_counts(receiver: Receiver, status: int) -> None:
    receiver.behave = lambda _got, _nth: Reply(status)
    assert posted(Webhook(private=True), receiver.url("/a/b?c=%2F")) == [Answer(status, None)]
    [got] = receiver.got
    assert (got.path, got.body) == ("/a/b?c=%2F", BODY)
    assert got.headers["content-type"] == "application/json"
    assert got.headers["user-agent"].startswith("tmf623/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304, 400, 404, 410, 429, 500, 503])
def test_no_other_status_counts_and_none_leads_elsewhere(receiver: Receiver, status: int) -> None:
    with Receiver() as elsewhere:
        receiver.behave = lambda _got, _nth: Reply(status, {"Location": elsewhere.url(), "Retry-After": "7"})
        assert posted(Webhook(private=True), receiver.url()) == [Answer(status, f"HTTP {status} Told", "7")]
        assert (len(receiver.got), elsewhere.connections) == (1, 0)


@pytest.mark.parametrize(
    "target",
    ["/listener", "//127.0.0.1:{port}/x", "https://127.0.0.1:{port}/", "http://[::1]:{port}/", "file:///etc/hosts"],
)
def test_a_redirect_is_a_failure_whatever_it_points_to(receiver: Receiver, target: str) -> None:
    location = target.format(port=receiver.port)
    receiver.behave = lambda _got, _nth: Reply(307, {"Location": location})
    [answer] = posted(Webhook(private=True), receiver.url())
    assert answer.status == 307
    assert answer.error
    assert receiver.connections == 1


def test_a_connection_is_used_again(receiver: Receiver) -> None:
    receiver.behave = lambda _got, _nth: Reply(200, body=b"thanks" * 1000)
    answers = posted(Webhook(private=True), *[receiver.url()] * 5)
    assert [answer.error for answer in answers] == [None] * 5
    assert receiver.connections == 1


def test_an_endless_body_is_not_read_and_costs_the_receiver_its_connection(receiver: Receiver) -> None:
    receiver.behave = lambda _got, _nth: Reply(200, manner="endless")
    assert posted(Webhook(private=True), receiver.url(), receiver.url()) == [Answer(200, None)] * 2
    assert receiver.connections == 2


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_a_receiver_that_never_finishes_is_given_up(
    receiver: Receiver, manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TOTAL_S", 0.2)
    receiver.behave = lambda _got, _nth: Reply(manner=manner)
    [answer] = posted(Webhook(private=True), receiver.url())
    assert answer.status is None
    assert re.fullmatch("no answer within .* s", answer.error or "")


def test_nobody_listening_is_told_in_one_line() -> None:
    with Receiver() as gone:
        url = gone.url()
    [answer] = posted(Webhook(private=True), url)
    assert answer.status is None
    assert answer.error
    assert len(answer.error) <= 200
    assert "\n" not in answer.error


def test_what_is_not_http_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        async def run() -> Answer:
            async def speak() -> None:
                loop = asyncio.get_running_loop()
                peer, _ = await loop.run_in_executor(None, server.accept)
                with peer:
                    peer.sendall(b"220 mail.example ESMTP\r\n")

            async with Webhook(private=True) as sink:
                _, answer = await asyncio.gather(
                    speak(), sink.post(f"http://127.0.0.1:{server.getsockname()[1]}", BODY)
                )
                return answer

        answer = asyncio.run(run())
    assert answer.status is None
    assert answer.error
    assert "\n" not in answer.error


def test_the_environments_proxy_is_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        monkeypatch.delenv("no_proxy", raising=False)
        assert posted(Webhook(private=True), receiver.url()) == [Answer(201, None)]
        assert proxy.connections == 0


def test_a_cookie_of_one_receiver_is_not_kept(receiver: Receiver) -> None:
    receiver.behave = lambda _got, _nth: Reply(headers={"Set-Cookie": "a=b"})
    posted(Webhook(private=True), receiver.url(), receiver.url())
    assert all("cookie" not in got.headers for got in receiver.got)


RESOLVED = [
    pytest.param([["127.0.0.1"]], id="a public-looking name of loopback"),
    pytest.param([["93.184.215.14", "127.0.0.1"]], id="one public and one private address"),
    pytest.param([["::1"]], id="IPv6 loopback"),
    pytest.param([["::ffff:127.0.0.1"]], id="mapped loopback"),
    pytest.param([["64:ff9b::7f00:1"]], id="NAT64 loopback"),
    pytest.param([["169.254.169.254"]], id="metadata service"),
    pytest.param([["fe80::1%lo"]], id="link-local with a zone"),
    pytest.param([["127.0.0.1"], ["93.184.215.14"]], id="private first, public when asked again"),
]


@pytest.mark.parametrize("answers", RESOLVED)
def test_a_name_that_stands_for_a_private_address_is_not_connected_to(
    receiver: Receiver, answers: list[list[str]]
) -> None:
    names = Names({"listener.example": answers})
    [answer] = posted(Webhook(resolver=names), f"http://listener.example:{receiver.port}/")
    assert answer.status is None
    assert "not a public address" in (answer.error or "")
    assert names.asked == ["listener.example"]
    assert receiver.connections == 0


def test_a_name_is_judged_anew_at_each_connect(receiver: Receiver) -> None:
    """Rebinding: refused now, whatever the name stood for when it was registered or called before."""
    names = Names({"listener.example": [["10.0.0.1"], ["127.0.0.1"]]})
    url = f"http://listener.example:{receiver.port}/"
    answers = posted(Webhook(resolver=names), url, url)
    assert [answer.status for answer in answers] == [None, None]
    assert names.asked == ["listener.example"] * 2
    assert receiver.connections == 0


def test_the_address_that_was_judged_is_the_one_called(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is asked once; a second answer could be another one."""
    monkeypatch.setattr("tmf623.sinks.lookups.is_public", lambda address: str(address) == "127.0.0.1")
    names = Names({"listener.example": [["127.0.0.1"], ["127.0.0.2"]]})
    [answer] = posted(Webhook(resolver=names), f"http://listener.example:{receiver.port}/")
    assert answer == Answer(201, None)
    assert names.asked == ["listener.example"]
    assert receiver.got[0].headers["host"] == f"listener.example:{receiver.port}"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1"])
def test_a_callback_registered_while_private_ones_were_allowed_is_not_called_any_more(
    receiver: Receiver, host: str
) -> None:
    [answer] = posted(Webhook(), f"http://{host}:{receiver.port}/")
    assert answer.status is None
    assert answer.error
    assert receiver.connections == 0


def test_the_last_step_before_a_connect_judges_by_itself(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Literal addresses reach no resolver; were the check of the URL ever wrong, the socket still refuses."""
    monkeypatch.setattr(webhook, "checked", lambda _url, **_: None)
    answers = posted(Webhook(), receiver.url(), f"http://[::1]:{receiver.port}/")
    assert ["not a public address" in (answer.error or "") for answer in answers] == [True, True]
    assert receiver.connections == 0


def test_a_name_nobody_knows_is_told() -> None:
    [answer] = posted(Webhook(resolver=Names({})), "http://listener.example/")
    assert answer.status is None
    assert "listener.example" in (answer.error or "")


def test_the_systems_resolver_answers_with_addresses() -> None:
    async def run() -> list[str]:
        return [row["host"] for row in await SystemLookups().resolve("localhost", 80)]

    assert set(asyncio.run(run())) <= {"127.0.0.1", "::1"}


def test_a_silent_name_server_delays_only_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def slow(host: str, *_: object, **__: object) -> list[object]:
        if host == "silent.example":
            answered.wait(30)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", slow)

    async def run() -> str:
        lookups = SystemLookups()
        silent = asyncio.create_task(lookups.resolve("silent.example", 80))
        [row] = await lookups.resolve("quick.example", 80)
        assert not silent.done()
        silent.cancel()
        return row["host"]

    try:
        assert asyncio.run(run()) == "192.0.2.1"
    finally:
        answered.set()


@pytest.mark.parametrize("host", ["::1%lo", "10.0.0.1"])
def test_what_is_not_public_is_judged_so(host: str) -> None:
    with pytest.raises(NotPublic):
        judge(host)


def test_a_closed_sink_says_so() -> None:
    with pytest.raises(RuntimeError, match="not open"):
        asyncio.run(Webhook().post("http://example.com", BODY))
