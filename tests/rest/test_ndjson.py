"""NDJSON: lines recorded as they come, in portions, packed or not; the first wrong one is named."""

import gzip
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from rest_door import QOS

NDJSON = {"Content-Type": "application/x-ndjson"}
GZIP = NDJSON | {"Content-Encoding": "gzip"}


def post(api: httpx.Client, *lines: Any, **more: Any) -> httpx.Response:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return api.post(f"{QOS}/measurement", content=text, headers=NDJSON, **more)


def stored(api: httpx.Client, source: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"{QOS}/measurementBatch?source={source}").json()
    return found


def observed(api: httpx.Client, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"{QOS}/measurementBatch/{id_}/observation").json()
    return found


@pytest.fixture
def source() -> str:
    return f"probe-{uuid4().hex}"


def sample(source: str, second: int, **more: Any) -> dict[str, Any]:
    at = f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    return {"source": source, "object": "line/1", "metric": "delay", "time": at, "value": str(second)} | more


def test_a_line_is_a_batch_or_an_observation(api: httpx.Client, source: str) -> None:
    answer = post(
        api,
        {
            "source": source,
            "externalId": "b",
            "object": "o",
            "sample": [{"time": "2026-01-01T00:00:00Z", "value": "1.50"}],
        },
        sample(source, 1),
        "",
        sample(source, 2),
        {
            "source": source,
            "object": "line/1",
            "time": "2026-01-01T00:00:00+01:00",
            "state": "degraded",
            "impact": "0.5",
        },
    )
    assert (answer.status_code, answer.json()) == (201, {"recorded": 3, "revised": 0, "repeated": 0, "quarantined": 0})
    rows = stored(api, source)
    assert [(row["kind"], row["count"]) for row in rows] == [("sample", 1), ("sample", 2), ("stateChange", 1)]
    assert observed(api, rows[0]["id"])["sample"] == [{"time": "2026-01-01T00:00:00Z", "value": "1.5"}]
    assert observed(api, rows[2]["id"])["stateChange"][0]["time"] == "2025-12-31T23:00:00Z"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z", "state": "down"}, "stateInterval"),
        ({"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z", "good": "1", "total": "2"}, "goodTotal"),
        ({"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z", "bound": [], "count": [7]}, "histogram"),
    ],
)
def test_the_attributes_of_an_observation_tell_its_kind(
    api: httpx.Client, source: str, line: dict[str, Any], kind: str
) -> None:
    assert post(api, {"source": source, "object": "o"} | line).status_code == 201
    assert [row["kind"] for row in stored(api, source)] == [kind]


def test_thousands_of_lines_are_recorded_and_sent_again_repeated(api: httpx.Client, source: str) -> None:
    lines = [sample(source, second) for second in range(2500)]
    assert post(api, *lines).json()["recorded"] == 3
    assert post(api, *lines).json() == {"recorded": 0, "revised": 0, "repeated": 3, "quarantined": 0}
    assert [row["count"] for row in stored(api, source)] == [1000, 1000, 500]


def test_how_the_body_is_cut_up_on_its_way_makes_no_difference(api: httpx.Client, source: str) -> None:
    text = "".join(json.dumps(sample(source, second)) + "\n" for second in range(1200)).encode()

    def drops() -> Iterator[bytes]:
        yield from (text[at : at + 7919] for at in range(0, len(text), 7919))

    assert api.post(f"{QOS}/measurement", content=drops(), headers=NDJSON).json()["recorded"] == 2
    assert api.post(f"{QOS}/measurement", content=text, headers=NDJSON).json()["repeated"] == 2
    packed = gzip.compress(text[:5000], mtime=0) + gzip.compress(text[5000:], mtime=0)
    assert api.post(f"{QOS}/measurement", content=packed, headers=GZIP).json()["repeated"] == 2


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("{", 400, "line 1501: the body is not JSON"),
        ('{"source": "s", "source": "t", "object": "o"}', 400, "line 1501: the name"),
        ("7", 400, "line 1501:"),
        ('{"object": "o", "time": "2026-01-01T00:00:00Z", "value": "1"}', 400, "line 1501: source is missing"),
        (
            '{"source": "s", "object": "o", "time": "2026-01-01T00:00:00Z", "value": "x"}',
            400,
            'line 1501: sample.value is "x"',
        ),
        ('{"source": "s", "object": "o", "time": "2026-01-01T00:00:00Z", "state": "on"}', 400, 'state is "on"'),
        ('{"source": "s", "object": "o", "time": "yesterday", "value": "1"}', 400, 'line 1501: time is "yesterday"'),
        (
            '{"source": "s", "object": "o", "tyme": "2026-01-01T00:00:00Z", "value": "1"}',
            400,
            "tyme is not an attribute",
        ),
        ('{"source": 1, "object": "o", "time": "2026-01-01T00:00:00Z", "value": "1"}', 400, "source is not text"),
        (
            '{"source": "s", "object": "o", "sample": [{"time": "2026-01-01T00:00:00Z", "value": "1", "x": 1}]}',
            400,
            "sample[0].x",
        ),
        (
            '{"source": "s", "object": "o", "sample": [{"time": "2201-01-01T00:00:00Z", "value": "1"}]}',
            422,
            "1900 to 2199",
        ),
    ],
)
def test_the_first_wrong_line_is_named_with_what_is_recorded_before_it(
    api: httpx.Client, source: str, line: str, status: int, said: str
) -> None:
    answer = post(api, *(sample(source, second) for second in range(1500)), line, sample(source, 1500))
    assert answer.status_code == status
    assert said in answer.json()["message"]
    assert answer.json()["message"].endswith("; lines 1 to 1000 are recorded")
    assert sum(row["count"] for row in stored(api, source)) == 1000


def test_a_body_without_lines_is_refused(api: httpx.Client) -> None:
    for text in ("", "\n \n"):
        answer = api.post(f"{QOS}/measurement", content=text, headers=NDJSON)
        assert (answer.status_code, answer.json()["code"]) == (400, "MISSING_ATTRIBUTE")


def test_a_line_longer_than_a_body_may_be_is_refused(api: httpx.Client, source: str) -> None:
    answer = post(api, sample(source, 1), sample(source, 2, unit="x" * 200_001))
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    assert "line 2 is longer than 200000 bytes; nothing is recorded" in answer.json()["message"]


def test_a_bomb_does_not_go_off(api: httpx.Client) -> None:
    """A gibibyte of zeros in a mebibyte: one endless line, which is read no further than a line may be long."""
    bomb = gzip.compress(bytes(2**28))
    answer = api.post(f"{QOS}/measurement", content=bomb, headers=GZIP)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b'{"source": "s"}\n', mtime=0)[:-9]])
def test_what_is_no_gzip_stream_is_refused(api: httpx.Client, content: bytes) -> None:
    answer = api.post(f"{QOS}/measurement", content=content, headers=GZIP)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_VALUE")
    assert "gzip stream" in answer.json()["message"]


def test_another_packing_is_refused(api: httpx.Client) -> None:
    headers = NDJSON | {"Content-Encoding": "br"}
    answer = api.post(f"{QOS}/measurement", content=b"x", headers=headers)
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "gzip, identity")


def test_a_plain_sample_line_says_the_same_as_one_read_in_full(api: httpx.Client, source: str) -> None:
    """Lines of plain samples are read without a message for each; one attribute more, and they are not."""
    samples = [{"time": f"2026-01-01T00:00:{n:02}Z", "value": f"{n}.250"} for n in range(60)]
    samples.append({"time": "2026-01-01T02:00:00.5+01:00", "value": "-7"})
    line = {"source": source, "object": "o", "sample": samples}
    assert post(api, line).json()["recorded"] == 1
    assert post(api, line | {"reason": "none"}).json()["repeated"] == 1
