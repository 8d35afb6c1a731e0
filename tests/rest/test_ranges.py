"""`Range: items=a-b` on lists (RFC 9110, 14)."""

from collections.abc import Iterator

import httpx
import pytest

from rest_door import V2, V4, serve


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A door with ten agreements, named by their numbers."""
    with (
        serve(tmp_path_factory.mktemp("ranges")) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        for number in range(10):
            assert client.post(f"{V4}/sla", json={"name": str(number)}).status_code == 201
        yield client


@pytest.mark.parametrize("base", [V2, V4])
@pytest.mark.parametrize(
    ("asked", "names", "said"),
    [
        pytest.param("items=0-3", "0123", "items 0-3/10", id="the first"),
        pytest.param("items=4-4", "4", "items 4-4/10", id="one"),
        pytest.param("items=7-", "789", "items 7-9/10", id="to the end"),
        pytest.param("items=7-99", "789", "items 7-9/10", id="beyond the end"),
        pytest.param("items=-2", "89", "items 8-9/10", id="the last"),
        pytest.param("items=-99", "0123456789", "items 0-9/10", id="more than there are"),
        pytest.param("Items=0-9", "0123456789", "items 0-9/10", id="all of them"),
    ],
)
def test_a_range_is_a_page(http: httpx.Client, base: str, asked: str, names: str, said: str) -> None:
    answer = http.get(f"{base}/sla", headers={"Range": asked})
    assert "".join(row["name"] for row in answer.json()) == names
    assert (answer.status_code, answer.headers["content-range"]) == (206, said)
    assert (answer.headers["x-total-count"], answer.headers["x-result-count"]) == ("10", str(len(names)))


@pytest.mark.parametrize("asked", ["items=10-", "items=10-12", "items=999999999999999-", "items=-0"])
def test_a_range_with_nothing_in_it_is_not_satisfiable(http: httpx.Client, asked: str) -> None:
    answer = http.get(f"{V4}/sla", headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "items */10")
    assert answer.json()["status"] == "416"


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-3"},
        {"Range": "items=3-1"},
        {"Range": "items=0-1,4-5"},
        {"Range": "items"},
        {"Range": "items=-"},
        {"Range": "items=a-b"},
        {"Range": "items=" + "9" * 40 + "-"},
        {"Range": "items=0-3", "If-Range": '"1"'},
    ],
)
def test_what_is_no_range_of_items_is_passed_over(http: httpx.Client, headers: dict[str, str]) -> None:
    answer = http.get(f"{V4}/sla", headers=headers)
    assert (answer.status_code, len(answer.json())) == (200, 10)
    assert answer.headers["accept-ranges"] == "items"
    assert "content-range" not in answer.headers


def test_offset_and_limit_go_before_a_range(http: httpx.Client) -> None:
    answer = http.get(f"{V4}/sla?offset=2&limit=3", headers={"Range": "items=0-0"})
    assert [row["name"] for row in answer.json()] == ["2", "3", "4"]
    assert (answer.status_code, answer.headers["content-range"]) == (206, "items 2-4/10")


def test_a_range_counts_what_the_filter_leaves_in_its_order(http: httpx.Client) -> None:
    answer = http.get(f"{V4}/sla?name.gte=5&sort=-name&fields=name", headers={"Range": "items=1-2"})
    assert [row["name"] for row in answer.json()] == ["8", "7"]
    assert answer.headers["content-range"] == "items 1-2/5"
    assert answer.links["next"]["url"]
