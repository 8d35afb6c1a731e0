"""What the door serves beside the contract: health, home documents, the contract itself, documentation."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache

import orjson

from tmf623.contract.profiles import PROFILES, Profile
from tmf623.errors import Reason
from tmf623.rest.answer import Answer, Application, Receive, Scope, Send, deliver, json_answer
from tmf623.rest.docs_page import docs_page
from tmf623.rest.documents import document, document_text, document_yaml, resources_of
from tmf623.rest.errors import Refusal
from tmf623.rest.links import Links
from tmf623.rest.request import headers_of
from tmf623.rest.routes import Routes, Target
from tmf623.store.store import Store

PROBE_S = 2.0
"""How long the store may take to say whether it is available."""

_PAGE_HEADERS = [
    (b"cache-control", b"no-cache"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
]


def add_operational(routes: Routes, store: Store, links: Links) -> None:
    """Add the paths outside the contract."""
    routes.add("GET", "/livez", Target(_answering(lambda _: _alive())))
    routes.add("GET", "/readyz", Target(_answering(lambda _: _ready(store))))
    routes.add("GET", "/", Target(_answering(lambda scope: _ok(_apis(_base(links, scope))))))
    for profile in PROFILES.values():
        _add_profile(routes, profile, links)


def _add_profile(routes: Routes, profile: Profile, links: Links) -> None:
    home = Target(_answering(lambda scope: _ok(_home(profile, _base(links, scope)))))
    for path in (profile.base_path, f"{profile.base_path}/"):
        routes.add("GET", path, home)
    files: dict[str, Callable[[], Answer]] = {
        "openapi.json": lambda: _file(b"application/json", document_text(profile)),
        "openapi.yaml": lambda: _file(b"application/yaml", document_yaml(profile)),
        "docs": lambda: _file(b"text/html; charset=utf-8", _docs(profile)),
    }
    for name, made in files.items():
        routes.add("GET", f"{profile.base_path}/{name}", Target(_made(made)))


def _made(answer: Callable[[], Answer]) -> Application:
    return _answering(lambda _: asyncio.to_thread(answer))


def _answering(answer: Callable[[Scope], Awaitable[Answer]]) -> Application:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
        await deliver(await answer(scope), scope, send)

    return application


async def _ok(value: object) -> Answer:
    return json_answer(200, orjson.dumps(value), [])


async def _alive() -> Answer:
    return json_answer(200, b'{"status":"ok"}', [])


async def _ready(store: Store) -> Answer:
    """200, or 503 with the reason. A store that does not answer in time is not ready."""
    asked = asyncio.get_running_loop().run_in_executor(None, store.unavailable)
    try:
        why = await asyncio.wait_for(asked, PROBE_S)
    except TimeoutError:
        why = f"the store did not answer within {PROBE_S:.0f} s"
    if why is not None:
        raise Refusal(Reason.UNAVAILABLE, why)
    return json_answer(200, b'{"status":"ok"}', [])


def _base(links: Links, scope: Scope) -> str:
    return links.base(scope, headers_of(scope))


def _apis(base: str) -> dict[str, object]:
    apis = {f"{profile.api}/{profile.version}": {"href": base + profile.base_path} for profile in PROFILES.values()}
    return {"_links": {"self": {"href": f"{base}/"}} | apis}


def _home(profile: Profile, base: str) -> dict[str, object]:
    """The API's home: what it is called, and where to go on."""
    info = document(profile)["info"]
    here = base + profile.base_path
    resources = {name: {"href": f"{here}/{name}"} for name in resources_of(profile)}
    more = {
        "openapi": {"href": f"{here}/openapi.json", "type": "application/json"},
        "docs": {"href": f"{here}/docs", "type": "text/html"},
    }
    return {
        "name": info["title"],
        "version": info["version"],
        "_links": {"self": {"href": here}} | resources | more,
    }


def _file(media: bytes, body: bytes) -> Answer:
    headers = [(b"content-type", media), (b"content-length", b"%d" % len(body)), *_PAGE_HEADERS]
    return Answer(200, headers, body)


@cache
def _docs(profile: Profile) -> bytes:
    return docs_page(document(profile))
