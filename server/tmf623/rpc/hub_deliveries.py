"""What became of hubs' events, over gRPC."""

from typing import Any

from google.protobuf.message import Message

from tmf.sla.v1.hub_pb2 import HubDelivery
from tmf.sla.v1.hub_service_pb2 import ListHubDeliveryResponse
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import All, Query
from tmf623.query.text import parse_filter, parse_sort
from tmf623.rpc import listing, paging, requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.projection import projected
from tmf623.rpc.requests import Request
from tmf623.service import hub_log


def deliveries(door: Door) -> Behaviour:
    """What the rpc that lists a hub's log does."""
    kind = hub_log.HUB_DELIVERY

    def find(request: Request, _context: Context) -> Message:
        id_, fields = requests.identifier(request), requests.fields(kind, request)
        where = paging.Listing(f"{kind.name}/{id_}", request.filter, request.sort)
        query = _query(door, request, where)
        found = door.store.read(lambda tx: hub_log.find(tx, id_, query))
        answer = ListHubDeliveryResponse(total_count=found.total)
        for row in found.rows:
            whole = row.SerializeToString()
            answer.hub_delivery.append(HubDelivery.FromString(projected(kind, whole, fields)))
        if found.next is not None:
            answer.next_page_token = paging.token(where, str(found.next))
        return answer

    return find


def health(door: Door) -> Behaviour:
    """What the rpc that says how a hub is doing does."""

    def retrieve(request: Request, _context: Context) -> Message:
        id_ = requests.identifier(request)
        return door.store.read(lambda tx: hub_log.health(tx, id_))

    return retrieve


def _query(door: Door, request: Any, where: paging.Listing) -> Query:
    offset, limit = listing.natural(request, "offset"), listing.natural(request, "limit")
    if request.page_token:
        if offset is not None:
            raise Invalid(Reason.INVALID_QUERY, "offset and page_token exclude each other", attribute="offset")
        offset = int(paging.position(where, request.page_token))
    kind = hub_log.HUB_DELIVERY
    return Query(
        where=parse_filter(kind, request.filter) if request.filter else All(()),
        order=parse_sort(kind, requests.measured(request.sort)) if request.sort else (),
        offset=offset or 0,
        limit=door.max_page if limit is None else min(limit, door.max_page),
    )
