"""Lists through gRPC: filters, order, and pages that neither repeat nor skip while others write."""

from typing import Any
from uuid import uuid4

import grpc
import pytest

from rpc.served import Served, refused, serving
from tmf.sla.v1.sla_pb2 import Sla


@pytest.fixture
def mark(served: Served) -> str:
    """A name only the seven agreements of this test have; their versions are 0 to 6."""
    name = uuid4().hex
    for number in range(7):
        served.call("CreateSla", sla=Sla(name=name, version=str(number), state="even" if number % 2 == 0 else "odd"))
    return name


def versions(answer: Any) -> list[str]:
    return [sla.version for sla in answer.sla]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        pytest.param("state=even", "0246", id="equality"),
        pytest.param("state=even&version.gt=2", "46", id="and"),
        pytest.param("version=1,5", "15", id="or"),
        pytest.param("version.regex=^[0-2]$", "012", id="pattern"),
        pytest.param("state=none", "", id="none"),
    ],
)
def test_a_filter_selects(served: Served, mark: str, criteria: str, expected: str) -> None:
    answer = served.call("ListSla", filter=f"name={mark}&{criteria}")
    assert ("".join(versions(answer)), answer.total_count) == (expected, len(expected))
    assert not answer.HasField("next_page_token")


def test_sort_offset_and_limit(served: Served, mark: str) -> None:
    answer = served.call("ListSla", filter=f"name={mark}", sort="-state,-version", offset=1, limit=4)
    assert versions(answer) == ["3", "1", "6", "4"]
    assert answer.total_count == 7


@pytest.mark.parametrize("sort", ["", "version", "-version", "state,-version"])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_page_tokens_walk_the_whole_list(served: Served, mark: str, sort: str, limit: int) -> None:
    expected = versions(served.call("ListSla", filter=f"name={mark}", sort=sort))
    found, answer = [], served.call("ListSla", filter=f"name={mark}", sort=sort, limit=limit)
    found += versions(answer)
    while answer.HasField("next_page_token"):
        answer = served.call(
            "ListSla", filter=f"name={mark}", sort=sort, limit=limit, page_token=answer.next_page_token
        )
        found += versions(answer)
    assert found == expected


def test_a_page_token_survives_writes(served: Served, mark: str) -> None:
    first = served.call("ListSla", filter=f"name={mark}", sort="version", limit=3)
    served.call("DeleteSla", id=str(first.sla[0].id))
    served.call("DeleteSla", id=str(first.sla[2].id))
    served.call("CreateSla", sla=Sla(name=mark, version="0"))
    served.call("CreateSla", sla=Sla(name=mark, version="35"))
    rest = served.call("ListSla", filter=f"name={mark}", sort="version", page_token=first.next_page_token)
    assert versions(first) + versions(rest) == ["0", "1", "2", "3", "35", "4", "5", "6"]


@pytest.mark.parametrize(
    "other", [{"filter": "state=odd"}, {"sort": "version"}, {"page_token": "AAAA"}, {"page_token": "not base64!"}]
)
def test_a_page_token_is_good_for_its_own_list_only(served: Served, mark: str, other: dict[str, str]) -> None:
    first = served.call("ListSla", filter=f"name={mark}", limit=3)
    request = {"filter": f"name={mark}", "page_token": first.next_page_token} | other
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("ListSla", **request)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(wrong.value).attributes == ["page_token"]


@pytest.mark.parametrize(
    ("request_", "attribute"),
    [
        pytest.param({"offset": -1}, "offset", id="negative offset"),
        pytest.param({"limit": -1}, "limit", id="negative limit"),
        pytest.param({"offset": 0, "page_token": "x"}, "offset", id="offset and token"),
        pytest.param({"filter": "nothing=1"}, "nothing", id="no such attribute"),
        pytest.param({"filter": "name=%00"}, None, id="NUL in a filter"),
        pytest.param({"filter": "name=\0"}, None, id="NUL in a filter, not encoded"),
        pytest.param({"filter": "limit=1"}, "limit", id="not a criterion"),
        pytest.param({"filter": "name.regex=("}, None, id="not a pattern"),
        pytest.param({"filter": "x" * 100_000}, None, id="an endless filter"),
        pytest.param({"sort": "nothing"}, "nothing", id="no such attribute to sort by"),
        pytest.param({"sort": "name," * 100_000}, None, id="an endless order"),
        pytest.param({"fields": "name," * 100_000}, None, id="endless fields"),
        pytest.param({"read_mask": {"paths": ["name"] * 100_000}}, "read_mask", id="an endless mask"),
    ],
)
def test_a_list_request_that_makes_no_sense_is_refused(
    served: Served, request_: dict[str, Any], attribute: str | None
) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("ListSla", **request_)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    if attribute is not None:
        assert refused(wrong.value).attributes == [attribute]


def test_limit_0_only_counts(served: Served, mark: str) -> None:
    answer = served.call("ListSla", filter=f"name={mark}", limit=0)
    assert (len(answer.sla), answer.total_count) == (0, 7)


def test_a_page_holds_no_more_than_the_server_allows(tmp_path: Any) -> None:
    with serving(tmp_path, max_page=3) as served:
        for number in range(5):
            served.call("CreateSla", sla=Sla(name="x", version=str(number)))
        for limit in ({}, {"limit": 1000}, {"limit": 2**31 - 1}):
            first = served.call("ListSla", **limit)
            assert (versions(first), first.total_count) == (["0", "1", "2"], 5)
            assert versions(served.call("ListSla", page_token=first.next_page_token, **limit)) == ["3", "4"]


def test_a_page_is_shortened_to_what_a_message_may_hold(tmp_path: Any) -> None:
    with serving(tmp_path, max_body_bytes=100_000) as served:
        for number in range(10):
            served.call("CreateSla", sla=Sla(name="x", version=str(number), description="d" * 30_000))
        found, pages, token = [], 0, ""
        while pages == 0 or token:
            answer = served.call("ListSla", sort="-version", limit=7, page_token=token)
            assert answer.ByteSize() <= 100_000
            assert answer.total_count == 10
            found += versions(answer)
            pages, token = pages + 1, answer.next_page_token
        assert (found, pages) == (list("9876543210"), 4)
