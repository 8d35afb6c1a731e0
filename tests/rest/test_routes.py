"""Paths and methods."""

from typing import Any

import pytest

from tmf623.errors import Reason
from tmf623.rest.errors import Refusal
from tmf623.rest.routes import Routes, Target, target_of


async def nothing(*_: Any) -> None:
    """An application that answers nothing."""


def routes(prefix: str = "") -> Routes:
    made = Routes(prefix)
    for method, template in (("get", "/api/sla"), ("post", "/api/sla"), ("get", "/api/sla/{id}"), ("get", "/")):
        made.add(method, template, Target(nothing, {"operation_id": f"{method} {template}"}))
    return made


def scope(path: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "raw_path": path.encode()} | more


def test_a_path_with_a_parameter_gives_its_value() -> None:
    node, parameters = routes().match(scope("/api/sla/17"))
    assert parameters == {"id": "17"}
    assert node.allow == b"GET, HEAD, OPTIONS"


def test_a_collection_names_all_its_methods() -> None:
    node, _ = routes().match(scope("/api/sla"))
    assert node.allow == b"GET, HEAD, POST, OPTIONS"
    with pytest.raises(Refusal) as refused:
        target_of(node, "DELETE")
    assert (refused.value.reason, refused.value.headers) == (Reason.METHOD_NOT_ALLOWED, [(b"allow", node.allow)])


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/sla/", "/api/sla/1/", "/api/sla/1/2", "/API/sla", "//api/sla", "/api/sla/../sla", "", "x"],
)
def test_a_path_that_is_not_there_is_not_found(path: str) -> None:
    with pytest.raises(Refusal) as refused:
        routes().match(scope(path))
    assert refused.value.reason == Reason.NOT_FOUND


@pytest.mark.parametrize(
    ("raw", "decoded", "value"),
    [
        pytest.param(b"/api/sla/%31", "/api/sla/1", "1", id="a digit"),
        pytest.param(b"/api/sla/1%2F2", "/api/sla/1/2", "1/2", id="a slash stays in its segment"),
        pytest.param(b"/api/sla/%00", "/api/sla/\0", "\0", id="NUL"),
        pytest.param(b"/api/sla/%zz", "/api/sla/%zz", "%zz", id="no encoding"),
        pytest.param(b"/api/sla/%ff", "/api/sla/\ufffd", "\ufffd", id="not UTF-8"),
        pytest.param(b"/api/%73la/1", "/api/sla/1", "1", id="in the name of the resource"),
    ],
)
def test_percent_encoding_is_read_segment_by_segment(raw: bytes, decoded: str, value: str) -> None:
    _, parameters = routes().match({"path": decoded, "raw_path": raw})
    assert parameters == {"id": value}


def test_an_encoded_slash_does_not_make_a_path() -> None:
    with pytest.raises(Refusal):
        routes().match({"path": "/api/sla", "raw_path": b"/api%2Fsla"})


@pytest.mark.parametrize(
    ("prefix", "given"),
    [
        pytest.param("/x/y", scope("/x/y/api/sla/5"), id="from the settings, passed on"),
        pytest.param("/x/y/", scope("/api/sla/5"), id="from the settings, stripped"),
        pytest.param("", scope("/x/api/sla/5", root_path="/x"), id="from the server, in the path"),
        pytest.param("", scope("/api/sla/5", root_path="/x"), id="from the server, not in the path"),
        pytest.param("", {"path": "/x/api/sla/5", "raw_path": b"/x/api/sla/%35", "root_path": "/x"}, id="encoded"),
    ],
)
def test_a_prefix_may_be_passed_on_or_stripped(prefix: str, given: dict[str, Any]) -> None:
    assert routes(prefix).match(given)[1] == {"id": "5"}


def test_head_follows_get() -> None:
    node, _ = routes().match(scope("/"))
    assert target_of(node, "HEAD") is target_of(node, "GET")
