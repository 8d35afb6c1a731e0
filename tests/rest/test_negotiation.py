"""Accept and Content-Type, as clients really write them."""

import pytest

from tmf623.rest.negotiation import MediaType, accepts_json, media_type


@pytest.mark.parametrize(
    ("accept", "admitted"),
    [
        pytest.param(b"application/json", True, id="JSON itself"),
        pytest.param(b"Application/JSON ; charset=utf-8", True, id="case, spaces and parameters"),
        pytest.param(b"*/*", True, id="anything"),
        pytest.param(b"application/*", True, id="any application type"),
        pytest.param(b"text/html, application/xhtml+xml, */*;q=0.8", True, id="a browser"),
        pytest.param(b"text/plain, application/json;q=0.001", True, id="least wanted but admitted"),
        pytest.param(b"", True, id="an empty header says nothing"),
        pytest.param(b"text/html", False, id="HTML alone"),
        pytest.param(b"application/xml", False, id="XML alone"),
        pytest.param(b"application/json;q=0", False, id="weight zero excludes"),
        pytest.param(b"application/json;q=0.000, text/html", False, id="weight zero with decimals excludes"),
        pytest.param(b"*/*, application/json;q=0", False, id="the most specific range decides against"),
        pytest.param(b"*/*;q=0, application/json", True, id="the most specific range decides for"),
        pytest.param(b"application/*;q=0, */*", False, id="a type's range beats the universal one"),
        pytest.param(b"application/json-patch+json", False, id="a type that only begins alike"),
        pytest.param(b"junk", False, id="no media range at all"),
        pytest.param(b",,;;=,", False, id="punctuation"),
        pytest.param(b"application/json;q=high", True, id="a weight that is none is passed over"),
        pytest.param(b"application/json;q=nan", True, id="a weight that is not a number is passed over"),
        pytest.param(b"\xff\xfe", False, id="bytes that are no text"),
    ],
)
def test_json_is_admitted_as_rfc_9110_says(accept: bytes, *, admitted: bool) -> None:
    assert accepts_json(accept) is admitted


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        pytest.param(b"application/json", MediaType("application/json", ""), id="plain"),
        pytest.param(b"Application/JSON; Charset=UTF-8", MediaType("application/json", "utf-8"), id="case"),
        pytest.param(b'application/json;charset="utf-8"', MediaType("application/json", "utf-8"), id="quoted"),
        pytest.param(b"application/json; boundary=x", MediaType("application/json", ""), id="other parameter"),
        pytest.param(b"", MediaType("", ""), id="empty"),
        pytest.param(b"; charset=latin-1", MediaType("", "latin-1"), id="no type"),
    ],
)
def test_a_content_type_is_read_by_name_and_charset(content_type: bytes, expected: MediaType) -> None:
    assert media_type(content_type) == expected
