"""The pipeline connexion runs for us: what we rely on in it, and the parts we put into it."""

import asyncio
from collections.abc import Awaitable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import connexion
import orjson
import pytest
from connexion.apps.asynchronous import AsyncASGIApp
from connexion.exceptions import ResolverError

import openapi_documents as api
from databases import database
from rest_door import V4
from tmf623.app import now
from tmf623.contract.profiles import PROFILES, QOS_V1, V2, Profile
from tmf623.errors import Invalid, Reason
from tmf623.rest import app
from tmf623.rest.documents import document
from tmf623.rest.errors import WORDINGS
from tmf623.rest.gate import Gate
from tmf623.rest.operation import Operation
from tmf623.rest.pipeline import DirectApi
from tmf623.rest.response_check import ContractBroken, ResponseCheck
from tmf623.rest.rpcs import RpcResolver, annotated
from tmf623.rest.schemas import Schemas, violation
from tmf623.settings import Settings
from tmf623.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with database(tmp_path) as url:
        opened = Store.open(url, clock=now)
        yield opened
        opened.close()


def asked(application: Any, path: str, method: str = "GET", **more: Any) -> tuple[int, Any]:
    """Status and JSON body of an answer, without a server in between."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": [],
    } | more
    asyncio.run(_awaited(application(scope, receive, send)))
    return sent[0]["status"], orjson.loads(sent[1]["body"])


async def _awaited(work: Awaitable[None]) -> None:
    await work


def test_connexion_is_the_one_whose_private_parts_are_used() -> None:
    assert version("connexion").startswith("3.3.")
    made = connexion.AsyncApp("x")
    assert isinstance(made._middleware_app, AsyncASGIApp)
    assert callable(made.middleware._build_middleware_stack)
    assert made.middleware.app is made._middleware_app


def test_the_last_hop_is_ours_for_every_operation_of_every_document(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[connexion.AsyncApp] = []

    def remembered(*args: Any, **kwargs: Any) -> connexion.AsyncApp:
        made.append(connexion.AsyncApp(*args, **kwargs))
        return made[0]

    monkeypatch.setattr(app, "AsyncApp", remembered)
    app.build(store, Settings())
    apis = [api for found in made[0]._middleware_app.apis.values() for api in found]
    assert {api.base_path for api in apis} == {profile.base_path for profile in PROFILES.values()}
    assert all(isinstance(api, DirectApi) for api in apis)
    count = sum(len(verbs) for profile in PROFILES.values() for verbs in document(profile)["paths"].values())
    assert sum(len(api.operations) for api in apis) == count


def test_the_application_answers_without_any_server(store: Store) -> None:
    application = app.build(store, Settings())
    assert asked(application, f"{V4}/sla") == (200, [])
    assert asked(application, f"/x{V4}/sla", root_path="/x") == (200, [])
    assert asked(application, f"{V4}/sla/1")[0] == 404


def test_lifespan_events_of_other_servers_are_answered(store: Store) -> None:
    events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent: list[str] = []

    async def receive() -> Any:
        return next(events)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(_awaited(app.build(store, Settings())({"type": "lifespan"}, receive, send)))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_operation_is_the_twin_of_an_rpc(profile: Profile) -> None:
    served = {name: Operation(_nothing) for name in annotated().values()}
    resolver = RpcResolver(profile, served)
    described = [
        _Described(verb, path, part["operationId"])
        for path, verbs in document(profile)["paths"].items()
        for verb, part in verbs.items()
        if part["operationId"] not in api.REST_ONLY_OPERATIONS
    ]
    functions = [resolver.resolve(each).function for each in described]
    names = {name for name, operation in served.items() if any(operation is function for function in functions)}
    assert len(names) == len(described)
    if profile is QOS_V1:
        assert {"RecordMeasurement", "RecordCase", "CreateAssessment", "ListCase"} <= names


async def _nothing(_: object) -> Any:
    """An operation that is never run."""


class _Described:
    def __init__(self, method: str, path: str, operation_id: str) -> None:
        self.method, self.path, self.operation_id = method, path, operation_id


@pytest.mark.parametrize(
    ("described", "served"),
    [
        pytest.param(_Described("get", "/nothing", "x"), {"ListSla": Operation(_nothing)}, id="no rpc is annotated so"),
        pytest.param(_Described("get", "/sla", "x"), {}, id="nothing serves the rpc"),
    ],
)
def test_an_operation_nobody_serves_stops_the_start(described: _Described, served: dict[str, Operation]) -> None:
    with pytest.raises(ResolverError):
        RpcResolver(V2, served).resolve(described)


def test_every_reason_has_its_wording() -> None:
    assert set(WORDINGS) == set(Reason)


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        pytest.param({"type": "string", "nullable": True}, None, True, id="null where it may be"),
        pytest.param({"type": "string", "nullable": True}, 5, False, id="but nothing else"),
        pytest.param({"type": "string"}, None, False, id="null where it may not be"),
        pytest.param({"type": "string", "nullable": True, "enum": ["a"]}, None, True, id="null beside an enumeration"),
        pytest.param({"type": "array", "items": {"type": "string", "nullable": True}}, ["a", None], True, id="inside"),
        pytest.param({"type": "string", "format": "date-time"}, "soon", False, id="formats are checked"),
        pytest.param({"$ref": "#/components/schemas/Tree"}, {"t": {"t": {}}}, True, id="schemas may recurse"),
        pytest.param({"$ref": "#/components/schemas/Tree"}, {"t": {"t": 5}}, False, id="and are checked all the way"),
    ],
)
def test_schemas_mean_what_openapi_says(schema: dict[str, Any], value: object, fits: bool) -> None:  # noqa: FBT001
    tree = {"type": "object", "properties": {"t": {"$ref": "#/components/schemas/Tree"}}}
    validator = Schemas({"components": {"schemas": {"Tree": tree}}}).compiled(schema)
    assert validator.is_valid(value) is fits
    if not fits:
        error = violation(validator, value)
        assert (type(error), error.reason) == (Invalid, Reason.INVALID_VALUE)


def test_a_violation_does_not_repeat_the_object_it_is_about() -> None:
    schema = {"anyOf": [{"type": "object", "additionalProperties": False, "properties": {"a": {"type": "string"}}}]}
    error = violation(Schemas({}).compiled(schema), {"a": "b", "secret": "whsec_c2VjcmV0"})
    assert error.message == "the body: does not fit what the document says of it (anyOf)"


PART = {
    "responses": {
        "200": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}},
        "204": {"$ref": "#/components/responses/Nothing"},
    }
}
DOCUMENT = {"components": {"responses": {"Nothing": {"description": "Nothing."}}}}


@pytest.mark.parametrize(
    ("status", "headers", "body", "says"),
    [
        pytest.param(201, [(b"content-type", b"application/json")], b"[]", "201 is not declared", id="status"),
        pytest.param(200, [(b"content-type", b"text/plain")], b"[]", "text/plain", id="media type"),
        pytest.param(200, [(b"content-type", b"application/json")], b"[7]", "string", id="schema"),
        pytest.param(204, [], b"x", "no body", id="a body where there is none"),
        pytest.param(204, [(b"content-type", b"application/json")], b"", "no body", id="a type of no body"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_not_sent(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes, says: str
) -> None:
    async def application(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    with pytest.raises(ContractBroken, match=says):
        asked(ResponseCheck(application, (PART, DOCUMENT), Schemas(DOCUMENT)), "/")


def test_requests_beyond_what_can_be_answered_in_time_are_turned_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = app.build(store, Settings())
    monkeypatch.setattr("tmf623.rest.gate.MOST_UNDER_WAY", 0)
    status, error = asked(application, f"{V4}/sla")
    assert (status, error["code"]) == (503, "UNAVAILABLE")
    assert asked(application, "/livez") == (200, {"status": "ok"})


def test_the_gate_is_made_once_for_each_operation(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    application = app.build(store, Settings())

    def late(*_: Any) -> None:
        raise AssertionError("compiled after the start")

    monkeypatch.setattr(Gate, "__init__", late)
    monkeypatch.setattr(Schemas, "__init__", late)
    assert asked(application, f"{V4}/sla")[0] == 200


def test_a_store_that_cannot_be_read_is_not_ready(tmp_path: Path) -> None:
    with database(tmp_path, "sqlite") as url:
        store = Store.open(url, clock=now)
        file = Path(url.removeprefix("sqlite:///"))
        file.rename(tmp_path / "elsewhere")
        file.mkdir()  # no connection can be opened any more
        application = app.build(store, Settings())
        status, error = asked(application, "/readyz")
        store.close()
    assert (status, error["code"]) == (503, "UNAVAILABLE")
    assert asked(application, "/livez")[0] == 200
