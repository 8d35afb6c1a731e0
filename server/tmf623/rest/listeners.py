"""Listeners over HTTP: where hubs of other TM Forum APIs send their events, and where their resources are posted."""

import asyncio
import re
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import orjson

from tmf623.contract.faults import shown
from tmf623.errors import Invalid, Reason
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service.listeners.listening import Outcome, check, listen
from tmf623.service.listeners.notices import ALARM, PRODUCT_ORDER, TROUBLE_TICKET, Notice, notice_of, resource_notice
from tmf623.store.store import Store

_SOURCE = "source"
_NAME = re.compile(r"[A-Za-z0-9._~-]{1,200}")


class Listeners:
    """The operations that only REST has: hubs call back over HTTP."""

    def __init__(self, store: Store) -> None:
        """What is heard is recorded in `store`."""
        self._store = store

    def operations(self) -> dict[str, Operation]:
        """The operations, by their id."""
        posts = {
            "postTroubleTicket": TROUBLE_TICKET,
            "postProductOrder": PRODUCT_ORDER,
            "postAlarm": ALARM,
        }
        posted = {
            name: Operation(partial(self._post, topic), None, partial(_explain_resource, topic))
            for name, topic in posts.items()
        }
        return posted | {
            "listen": Operation(self._listen, None, _explain_event),
            "listenToType": Operation(self._listen, None, _explain_event),
        }

    async def _listen(self, request: Request) -> Answer:
        return await self._heard(notice_of(request.body, request.id or None, _source(request)))

    async def _post(self, topic: str, request: Request) -> Answer:
        return await self._heard(resource_notice(topic, request.body, _source(request)))

    async def _heard(self, notice: Notice | None) -> Answer:
        outcome = Outcome.IGNORED
        if notice is not None:
            outcome = await asyncio.wrap_future(self._store.submit(lambda tx: listen(tx, notice)))
        return json_answer(201, orjson.dumps({"status": outcome}), [])


def _source(request: Request) -> str | None:
    """Whom the address names; Invalid when it names nobody, or says more than that."""
    try:
        pairs = parse_qsl(request.query.decode("ascii"), keep_blank_values=True, strict_parsing=bool(request.query))
    except ValueError:
        raise Invalid(Reason.INVALID_QUERY, "the query is none", attribute=_SOURCE) from None
    if not pairs:
        return None
    (name, value), *more = pairs
    if more or name != _SOURCE:
        raise Invalid(Reason.INVALID_QUERY, "the query may only name one source", attribute=_SOURCE)
    if not _NAME.fullmatch(value):
        sentence = f"source is {shown(value)}: 1 to 200 letters, digits, full stops, underscores, tildes or hyphens"
        raise Invalid(Reason.INVALID_QUERY, sentence, attribute=_SOURCE)
    return value


def _explain_event(_media: str, value: Any) -> None:
    notice = notice_of(value, None, None)
    if notice is not None:
        check(notice)


def _explain_resource(topic: str, _media: str, value: Any) -> None:
    check(resource_notice(topic, value, None))
