"""The operations every kind of resource has, in one profile: list, create, retrieve, update, patch, delete."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from google.protobuf.message import Message

from tmf623.contract.changes import json_patch_queried, json_patched, merge_patched, stated_id
from tmf623.contract.codec import message_of
from tmf623.contract.documents import Stored, etag
from tmf623.contract.fields import Path
from tmf623.contract.kinds import Kind
from tmf623.contract.patches import operations_of
from tmf623.contract.profiles import Profile
from tmf623.contract.rendering import href, page_json, projected_json, resource_json
from tmf623.errors import Conflict, Reason
from tmf623.query.criteria import Query
from tmf623.query.parameters import parse_item_query, parse_query
from tmf623.rest import ranges
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.conditions import already_has, demand_other
from tmf623.rest.errors import Headers
from tmf623.rest.operation import Operation
from tmf623.rest.paging import Slice, page_headers, without_place
from tmf623.rest.ranges import Span
from tmf623.rest.request import Request
from tmf623.rest.written import written
from tmf623.service import idempotency, resources
from tmf623.service.behaviour import Origin
from tmf623.settings import Settings
from tmf623.store.resources import Form, Page
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

_MERGES = frozenset({"application/json", "application/merge-patch+json"})
_PATCHES: Mapping[str, Callable[[Kind, Message, Any], Message]] = {
    **dict.fromkeys(_MERGES, merge_patched),
    "application/json-patch+json": json_patched,
    "application/json-patch-query+json": json_patch_queried,
}
_NOT_MODIFIED: Headers = [(b"cache-control", b"no-cache")]


class _Change(NamedTuple):
    """What the body of a PUT or PATCH asks for."""

    stated_id: str | None
    """The id the body states; None when it states none."""
    changed: Callable[[Message], Message]
    """The resource after the change, from the resource before it."""


class Resources:
    """One kind of resource in one profile."""

    def __init__(self, kind: Kind, profile: Profile, store: Store, settings: Settings) -> None:
        """The operations read and write `store`."""
        self._kind = kind
        self._profile = profile
        self._store = store
        self._settings = settings

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        name = self._kind.rpc_noun(self._profile.api)
        return {
            f"List{name}": Operation(self._list),
            f"Create{name}": Operation(self._create, self._read_new, self._explain_whole),
            f"Retrieve{name}": Operation(self._retrieve),
            f"Update{name}": Operation(
                partial(self._change, self._profile.put_status), self._read_whole, self._explain_whole
            ),
            f"Patch{name}": Operation(partial(self._change, 200), self._read_patch, self._explain_patch),
            f"Delete{name}": Operation(self._delete),
        }

    async def _list(self, request: Request) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(None, self._listed, request)

    def _listed(self, request: Request) -> Answer:
        """206 only for a page the client asked for: without `offset` and `limit` the answer is the list."""
        plain, after = without_place(request.query)
        asked = parse_query(self._kind, plain)
        span = None if asked.paged or after is not None else ranges.asked(request.headers)
        most = self._settings.max_page
        limit = most if asked.query.limit is None else min(asked.query.limit, most)
        query = replace(asked.query, limit=limit, after=after)
        query, page = self._store.read(partial(self._page, query, span))
        part = Slice(query.offset, query.limit, len(page.rows), page.total, page.next)
        body = page_json(self._kind, page.rows, self._profile, request.base, asked.fields)
        url = request.base + self._profile.base_path + "/" + self._kind.name
        headers = page_headers(url, plain, part)
        if span is None and (part.is_whole or not asked.paged):
            return json_answer(200, body, headers)
        if after is None:
            headers += ranges.content_range(query.offset, part.held, part.total)
        return json_answer(206, body, headers)

    def _page(self, query: Query, span: Span | None, tx: Transaction) -> tuple[Query, Page]:
        """What was found, and what was looked for once a range is known to be there."""
        if span is not None:
            total = resources.find(tx, self._kind, replace(query, limit=0)).total
            offset, number = ranges.page_of(span, total)
            query = replace(query, offset=offset, limit=min(number or self._settings.max_page, self._settings.max_page))
        return query, resources.find(tx, self._kind, query, Form.DOCUMENT)

    async def _create(self, request: Request) -> Answer:
        message: Message = request.body
        fields = self._fields(request)
        key = request.text(b"idempotency-key")
        origin = self._origin(request.base)
        stored = await self._written(lambda tx: idempotency.create(tx, self._kind, message, origin, key))
        where = href(self._kind, stored.id, self._profile, request.base)
        return self._answer(201, stored, request.base, fields, [(b"location", where.encode("latin-1"))])

    async def _retrieve(self, request: Request) -> Answer:
        if self._store.local_reads:
            return self._retrieved(request)
        return await asyncio.get_running_loop().run_in_executor(None, self._retrieved, request)

    def _retrieved(self, request: Request) -> Answer:
        stored = self._store.read(lambda tx: resources.retrieve(tx, self._kind, request.id))
        if already_has(stored, request.headers.get(b"if-none-match")):
            return Answer(304, [*_NOT_MODIFIED, (b"etag", etag(stored).encode())])
        return self._answer(200, stored, request.base, self._fields(request))

    async def _change(self, status: int, request: Request) -> Answer:
        change: _Change = request.body
        fields = self._fields(request)
        stored = await self._written(lambda tx: self._changed(tx, request, change))
        return self._answer(status, stored, request.base, fields)

    def _changed(self, tx: Transaction, request: Request, change: _Change) -> Stored:
        none_match = request.headers.get(b"if-none-match")
        if none_match is not None:
            demand_other(resources.retrieve(tx, self._kind, request.id), none_match)

        def changed(before: Message) -> Message:
            if change.stated_id not in {None, request.id}:
                raise Conflict(
                    Reason.ID_MISMATCH, f"the body is about id {change.stated_id!r:.64}, the path about {request.id!r}"
                )
            return change.changed(before)

        origin = self._origin(request.base)
        return resources.change(tx, self._kind, request.id, changed, request.text(b"if-match"), origin=origin)

    async def _delete(self, request: Request) -> Answer:
        await self._written(lambda tx: self._deleted(tx, request))
        return Answer(204, [])

    def _deleted(self, tx: Transaction, request: Request) -> None:
        none_match = request.headers.get(b"if-none-match")
        if none_match is not None:
            demand_other(resources.retrieve(tx, self._kind, request.id), none_match)
        resources.delete(tx, self._kind, request.id, request.text(b"if-match"))

    def _read_new(self, _media: str, value: object) -> Message:
        return message_of(self._kind.message, value)

    def _read_whole(self, _media: str, value: object) -> _Change:
        message = message_of(self._kind.message, value)
        return _Change(stated_id(value), lambda _: message)

    def _read_patch(self, media: str, value: object) -> _Change:
        patched = _PATCHES[media]
        stated = stated_id(value) if media in _MERGES else None
        return _Change(stated, lambda before: patched(self._kind, before, value))

    def _explain_whole(self, _media: str, value: object) -> None:
        resources.check(self._kind, message_of(self._kind.message, value), self._origin(""))

    def _explain_patch(self, media: str, value: object) -> None:
        """Try the patch on nothing: what is wrong with the patch itself then comes to light."""
        if media in _MERGES:
            merge_patched(self._kind, self._kind.message(), value)
        else:
            operations_of(value)

    def _origin(self, base: str) -> Origin:
        return Origin(self._profile, base, private_callbacks=self._settings.allow_private_callbacks)

    def _fields(self, request: Request) -> tuple[Path, ...]:
        return parse_item_query(self._kind, request.query) if request.query else ()

    def _answer(
        self, status: int, stored: Stored, base: str, fields: tuple[Path, ...], headers: Headers | None = None
    ) -> Answer:
        if fields:
            body = projected_json(self._kind, stored, self._profile, base, fields)
        else:
            body = resource_json(self._kind, stored, self._profile, base)
        return json_answer(status, body, [(b"etag", etag(stored).encode()), *(headers or ())])

    async def _written(self, work: Callable[[Transaction], Any]) -> Any:
        """The result of `work`, once its transaction is committed."""
        return await written(self._store, work)
