"""What became of hubs' events, over HTTP."""

import asyncio
from dataclasses import replace
from functools import partial

import orjson

from tmf623.contract.codec import canonical, json_value
from tmf623.contract.faults import shown
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import picked
from tmf623.errors import Invalid, Reason
from tmf623.query.parameters import parse_query
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.paging import Slice, page_headers, without_place
from tmf623.rest.request import Request
from tmf623.service import hub_log
from tmf623.settings import Settings
from tmf623.store.store import Store


def operations(store: Store, settings: Settings) -> dict[str, Operation]:
    """The operations, by the name of their rpc."""
    return {
        "ListHubDelivery": Operation(partial(_in_a_thread, partial(_listed, store, settings.max_page))),
        "RetrieveHubHealth": Operation(partial(_in_a_thread, partial(_health, store))),
    }


async def _in_a_thread(answer: "partial[Answer]", request: Request) -> Answer:
    return await asyncio.get_running_loop().run_in_executor(None, answer, request)


def _listed(store: Store, most: int, request: Request) -> Answer:
    plain, place = without_place(request.query)
    asked = parse_query(hub_log.HUB_DELIVERY, plain)
    limit = most if asked.query.limit is None else min(asked.query.limit, most)
    offset = asked.query.offset if place is None else _place(place)
    query = replace(asked.query, offset=offset, limit=limit)
    found = store.read(lambda tx: hub_log.find(tx, request.id, query))
    body = orjson.dumps([picked(json_value(row), asked.fields) for row in found.rows])
    following = None if found.next is None else str(found.next)
    part = Slice(offset, limit, len(found.rows), found.total, following)
    url = f"{request.base}{QOS_V1.base_path}/hub/{request.id}/delivery"
    status = 206 if (asked.paged or place is not None) and not part.is_whole else 200
    return json_answer(status, body, page_headers(url, plain, part))


def _place(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < _DIGITS:
        return int(text)
    raise Invalid(Reason.INVALID_QUERY, f"{shown(text)} is no place in this list")


_DIGITS = 16


def _health(store: Store, request: Request) -> Answer:
    return json_answer(200, canonical(store.read(lambda tx: hub_log.health(tx, request.id))), [])
