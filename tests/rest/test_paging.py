"""Link headers and counts of a page."""

import re

import pytest

from tmf623.rest.paging import Slice, page_headers, without_place

URL = "https://h/tmf-api/slaManagement/v4/sla"


def links(query: bytes, part: Slice) -> dict[str, str]:
    header = dict(page_headers(URL, query, part)).get(b"link", b"").decode()
    return {name: url.removeprefix(URL) for url, name in re.findall(r'<([^>]*)>; rel="(\w+)"', header)}


def test_the_first_page_of_three_leads_on() -> None:
    part = Slice(offset=0, limit=2, held=2, total=5, next="TOKEN")
    assert links(b"limit=2", part) == {
        "first": "?offset=0&limit=2",
        "next": "?offset=2&limit=2&after=TOKEN",
        "last": "?offset=4&limit=2",
    }


def test_a_page_in_the_middle_leads_both_ways() -> None:
    part = Slice(offset=2, limit=2, held=2, total=5, next="TOKEN")
    assert links(b"offset=2&limit=2", part) == {
        "first": "?offset=0&limit=2",
        "prev": "?offset=0&limit=2",
        "next": "?offset=4&limit=2&after=TOKEN",
        "last": "?offset=4&limit=2",
    }


def test_the_last_page_leads_back() -> None:
    part = Slice(offset=4, limit=2, held=1, total=5, next=None)
    assert "next" not in links(b"", part)
    assert links(b"", part)["prev"] == "?offset=2&limit=2"


def test_a_page_before_which_less_than_a_page_stands_leads_to_just_that() -> None:
    part = Slice(offset=1, limit=2, held=2, total=5, next="T")
    assert links(b"", part)["prev"] == "?offset=0&limit=1"
    assert links(b"", part)["last"] == "?offset=3&limit=2"


def test_a_page_past_the_end_leads_back() -> None:
    part = Slice(offset=10, limit=2, held=0, total=5, next=None)
    assert links(b"", part) == {
        "first": "?offset=0&limit=2",
        "prev": "?offset=8&limit=2",
        "last": "?offset=4&limit=2",
    }


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Slice(0, 10, 5, 5, None), id="all there is"),
        pytest.param(Slice(0, 0, 0, 5, None), id="nothing was asked for"),
        pytest.param(Slice(0, 10, 0, 0, None), id="nothing matches"),
    ],
)
def test_there_are_no_links_where_there_are_no_pages(part: Slice) -> None:
    assert links(b"", part) == {}


def test_other_parameters_stay_as_sent_and_safe_in_a_header() -> None:
    query = b"name=G%C3%B6ld%20line&date>2026&fields=name&offset=2&limit=2&after=X&off%73et=2"
    part = Slice(2, 2, 2, 5, None)
    assert links(query, part)["first"] == "?name=G%C3%B6ld%20line&date%3E2026&fields=name&offset=0&limit=2"


def test_counts_are_told() -> None:
    headers = dict(page_headers(URL, b"", Slice(0, 2, 2, 5, None)))
    assert (headers[b"x-total-count"], headers[b"x-result-count"]) == (b"5", b"2")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(b"a=1&after=T%3D&limit=2", (b"a=1&limit=2", "T="), id="ours"),
        pytest.param(b"name=after", (b"name=after", None), id="the word elsewhere"),
        pytest.param(b"", (b"", None), id="nothing"),
        pytest.param(b"after=", (b"", ""), id="an empty place"),
    ],
)
def test_the_place_in_a_list_is_taken_out_of_a_query(query: bytes, expected: tuple[bytes, str | None]) -> None:
    assert without_place(query) == expected
