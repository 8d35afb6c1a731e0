"""The event stream: every event once, in order, from where the client left off, or an honest OUT_OF_RANGE."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
import pytest

from rpc.served import Served, refused, serving
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623 import app
from tmf623.rpc import server as rpc_server
from tmf623.rpc.watching import PAGE


@pytest.fixture
def door(served: Served) -> Served:
    """The shared door, with nothing left to sequence."""
    sequence(served)
    return served


@pytest.fixture
def start(door: Served) -> str:
    """Where the events of this test start."""
    token: str = next(door.stream("WatchEvents")).resume_token
    return token


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A door whose outbox nobody else writes to."""
    with serving(tmp_path) as served:
        yield served


def sequence(door: Served, limit: int = 10_000) -> None:
    """Give the committed events their positions, as the notifier does."""
    door.store.write(lambda tx: tx.outbox.sequence(tx.outbox.unsequenced(limit)))


def create(door: Served, count: int, **attributes: Any) -> list[int]:
    return [door.call("CreateSla", sla=Sla(name="x", **attributes)).sla.id for _ in range(count)]


def events(stream: Any, count: int) -> list[Any]:
    """The next answers that hold an event; the stream stays open."""
    found: list[Any] = []
    while len(found) < count:
        answer = next(stream)
        if answer.HasField("event"):
            found.append(answer)
    return found


def ids(answers: list[Any]) -> list[int]:
    return [answer.event.event.sla.id for answer in answers]


def refusal(door: Served, **request: Any) -> Any:
    with pytest.raises(grpc.RpcError) as error:
        list(door.stream("WatchEvents", **request))
    return refused(error.value)


def test_every_change_is_told_in_order(door: Served, start: str) -> None:
    sla = door.call("CreateSla", sla=Sla(name="Gold", state="observed")).sla
    door.call("PatchSla", id=str(sla.id), sla=Sla(state="terminated", version="2"))
    violation = door.call("CreateSlaViolation", sla_violation=SlaViolation(date={"seconds": 60})).sla_violation
    door.call("DeleteSla", id=str(sla.id))
    sequence(door)
    told = events(door.stream("WatchEvents", resume_token=start), 5)
    assert [answer.event.event_type for answer in told] == [
        "SlaCreateEvent",
        "SlaStateChangeEvent",
        "SlaAttributeValueChangeEvent",
        "SlaViolationCreateEvent",
        "SlaDeleteEvent",
    ]
    assert told[0].event.event.sla == sla
    assert told[3].event.event.sla_violation == violation
    assert told[4].event.event.sla.version == "2"
    assert len({answer.event.event_id for answer in told}) == 5
    assert told[0].event.event_time.ToDatetime(UTC) >= datetime(2026, 1, 1, tzinfo=UTC)


def test_a_new_stream_begins_now(door: Served) -> None:
    create(door, 3)
    sequence(door)
    stream = door.stream("WatchEvents")
    assert not next(stream).HasField("event")
    later = create(door, 2)
    sequence(door)
    assert ids(events(stream, 2)) == later


@pytest.mark.parametrize("taken", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
def test_a_stream_goes_on_where_the_last_one_broke(door: Served, start: str, taken: int) -> None:
    expected = create(door, 4 * PAGE)
    sequence(door)
    first = door.stream("WatchEvents", resume_token=start)
    token = next(first).resume_token
    before = events(first, taken)
    first.cancel()
    token = before[-1].resume_token if before else token
    after = events(door.stream("WatchEvents", resume_token=token), 4 * PAGE - taken)
    assert ids(before) + ids(after) == expected


def test_events_appear_while_the_client_listens(door: Served) -> None:
    stream = door.stream("WatchEvents")
    next(stream)
    expected = []
    for _ in range(3):
        expected += create(door, 2)
        sequence(door)
        assert ids(events(stream, 2)) == expected[-2:]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("eventType=SlaDeleteEvent", ["SlaDeleteEvent"], id="type"),
        pytest.param("eventType=SlaViolationCreateNotification", ["SlaViolationCreateEvent"], id="v2 spelling"),
        pytest.param("version=7", ["SlaCreateEvent", "SlaDeleteEvent"], id="attribute"),
        pytest.param("eventType=SlaCreateEvent&version=7", ["SlaCreateEvent"], id="both"),
    ],
)
def test_a_query_selects(door: Served, start: str, query: str, expected: list[str]) -> None:
    create(door, 1, version="6")
    (wanted,) = create(door, 1, version="7")
    door.call("CreateSlaViolation", sla_violation=SlaViolation())
    door.call("DeleteSla", id=str(wanted))
    create(door, 1, version="8")
    sequence(door)
    stream = door.stream("WatchEvents", resume_token=start, query=query)
    assert [answer.event.event_type for answer in events(stream, len(expected))] == expected


def test_a_query_may_narrow_the_resource(door: Served, start: str) -> None:
    create(door, 1, version="6")
    sequence(door)
    (told,) = events(door.stream("WatchEvents", resume_token=start, query="fields=sla.version"), 1)
    assert {field.name for field, _ in told.event.event.sla.ListFields()} == {"id", "href", "version"}


def test_passing_over_many_events_still_moves_the_token(door: Served, start: str) -> None:
    create(door, PAGE + 1)
    sequence(door)
    stream = door.stream("WatchEvents", resume_token=start, query="name=nobody")
    tokens = [next(stream).resume_token for _ in range(3)]
    assert len(set(tokens)) == 3
    (last,) = create(door, 1)
    sequence(door)
    assert ids(events(door.stream("WatchEvents", resume_token=tokens[-1]), 1)) == [last]


@pytest.mark.parametrize("query", ["eventType=Nothing", "nothing=1", "offset=3", "x" * 100_000])
def test_a_query_no_hub_would_be_given_is_refused(door: Served, query: str) -> None:
    assert refusal(door, query=query).code is grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize("token", ["x", "AAAA", "%%%", "é", "a" * 10_000])
def test_a_token_no_stream_gave_is_refused(door: Served, token: str) -> None:
    answer = refusal(door, resume_token=token)
    assert answer.code is grpc.StatusCode.INVALID_ARGUMENT
    assert answer.attributes == ["resume_token"]


def test_a_token_and_a_start_are_one_too_many(door: Served) -> None:
    token = next(door.stream("WatchEvents")).resume_token
    assert refusal(door, resume_token=token, from_start=True).attributes == ["from_start"]


def test_a_token_whose_sequel_is_not_kept_is_out_of_range(own: Served) -> None:
    create(own, 5)
    sequence(own)
    stream = own.stream("WatchEvents", from_start=True)
    old, told = next(stream).resume_token, events(stream, 5)
    recent, fourth = told[2].resume_token, told[3].event.event_time.ToDatetime(UTC)
    assert own.store.write(lambda tx: tx.outbox.forget(fourth)) == 3
    answer = refusal(own, resume_token=old)
    assert answer.code is grpc.StatusCode.OUT_OF_RANGE
    assert answer.info.reason == "PAGE_TOKEN_EXPIRED"
    assert len(events(own.stream("WatchEvents", resume_token=recent), 2)) == 2
    assert len(events(own.stream("WatchEvents", from_start=True), 2)) == 2


def test_a_token_of_another_database_is_out_of_range(own: Served, tmp_path: Path) -> None:
    create(own, 3)
    sequence(own)
    token = events(own.stream("WatchEvents", from_start=True), 3)[-1].resume_token
    (tmp_path / "other").mkdir()
    with serving(tmp_path / "other") as other:
        assert refusal(other, resume_token=token).code is grpc.StatusCode.OUT_OF_RANGE


@pytest.fixture
def slow(own: Served) -> Iterator[Served]:
    """The own, through a channel that buffers little, with more events waiting than that."""
    create(own, 3 * PAGE, description="d" * 20_000)
    sequence(own)
    options = [("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65_535)]
    with grpc.insecure_channel(f"127.0.0.1:{own.port}", options=options) as channel:
        yield own._replace(channel=channel)


def test_the_running_service_sequences_what_it_streams(server: app.Running) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        running = Served(server.store, server._grpc, server.grpc_port, channel)
        stream = running.stream("WatchEvents", query="version=told")
        next(stream)
        (created,) = create(running, 1, version="told")
        assert ids(events(stream, 1)) == [created]


def test_a_slow_client_loses_nothing(slow: Served) -> None:
    stream = slow.stream("WatchEvents", from_start=True)
    told = ids(events(stream, 1))
    last = create(slow, 1)
    sequence(slow)
    told += ids(events(stream, 3 * PAGE))
    assert told == sorted(told)
    assert (len(set(told)), told[-1:]) == (3 * PAGE + 1, last)


def test_a_client_slower_than_the_server_forgets_is_told_so(slow: Served) -> None:
    stream = slow.stream("WatchEvents", from_start=True)
    events(stream, 1)
    create(slow, 1)
    sequence(slow)
    slow.store.write(lambda tx: tx.outbox.forget(datetime(2030, 1, 1, tzinfo=UTC)))
    with pytest.raises(grpc.RpcError) as late:
        list(stream)
    assert refused(late.value).code is grpc.StatusCode.OUT_OF_RANGE


def test_streams_have_their_own_places_and_take_none_from_other_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rpc_server, "EVENT_STREAMS", 2)
    with serving(tmp_path, grpc_workers=1) as door:
        open_streams = [door.stream("WatchEvents") for _ in range(2)]
        for stream in open_streams:
            next(stream)
        answer = refusal(door)
        assert answer.code is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert answer.retry is not None
        assert create(door, 1)
        for stream in open_streams:
            stream.cancel()


def test_a_place_is_free_again_when_its_stream_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc_server, "EVENT_STREAMS", 1)
    with serving(tmp_path) as door:
        for _ in range(5):
            ended = threading.Event()
            stream = door.stream("WatchEvents")
            next(stream)
            stream.add_callback(ended.set)
            stream.cancel()
            assert ended.wait(30)
            _until_free(door)


def _until_free(door: Served) -> None:
    while door.server._events._free._value == 0:  # type: ignore[attr-defined]
        pass


def test_a_stream_ends_when_the_server_stops_and_goes_on_elsewhere(tmp_path: Path) -> None:
    with serving(tmp_path) as door:
        expected = create(door, 2)
        sequence(door)
        stream = door.stream("WatchEvents", from_start=True)
        told = events(stream, 1)
        ended = door.server.stop(10)
        with pytest.raises(grpc.RpcError) as stopped:
            told += [answer for answer in stream if answer.HasField("event")]
        assert refused(stopped.value).code is grpc.StatusCode.UNAVAILABLE
        assert ended.wait(5)
        assert ids(told) in (expected[:1], expected)
