"""What each rpc does: a table from its name to a verb and a kind of resource, and one function per verb.

A new resource is a new row in `contract/kinds.py`; an rpc that nothing here implements stops the start.
"""

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message

from tmf623.contract import wire
from tmf623.contract.changes import masked
from tmf623.contract.codec import accepted
from tmf623.contract.documents import Stored, etag
from tmf623.contract.kinds import KINDS, Kind
from tmf623.contract.profiles import CANONICAL, Profile
from tmf623.contract.rendering import resource_bytes
from tmf623.rpc import hub_deliveries, listing, recording, reports, requests, watching
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door, Rpc
from tmf623.rpc.evidence import export_assessment
from tmf623.rpc.projection import projected
from tmf623.rpc.requests import Request
from tmf623.service import (
    assessments,
    cases,
    consequence_rules,
    contacts,
    degradation_summaries,
    hub_log,
    idempotency,
    importing,
    instantiation,
    orders,
    resources,
    reviewing,
)
from tmf623.service.behaviour import Origin
from tmf623.store.transaction import Transaction


def behaviours(door: Door, service: ServiceDescriptor) -> dict[str, Behaviour]:
    """What each rpc of `service` does, by name; LookupError names one that nothing implements."""
    return {method.name: _behaviour(door, method) for method in service.methods}


def _behaviour(door: Door, method: MethodDescriptor) -> Behaviour:
    if method.name in _USE_CASES:
        return _USE_CASES[method.name](door)
    for verb, behaviour in _VERBS.items():
        found = _KINDS.get(method.name.removeprefix(verb))
        if method.name.startswith(verb) and found is not None:
            kind, profile = found
            return behaviour(Rpc(door.speaking(profile), kind, method))
    raise LookupError(f"nothing implements the rpc {method.full_name}")


def _create(rpc: Rpc) -> Behaviour:
    (store, origin, *_), kind, _ = rpc
    answer = _answering(rpc)

    def create(request: Request, _context: Context) -> bytes:
        resource, key = accepted(requests.sent(kind, request)), requests.optional(request, "request_id")
        return answer(store.write(lambda tx: idempotency.create(tx, kind, resource, origin, key)))

    return create


def _retrieve(rpc: Rpc) -> Behaviour:
    (store, origin, *_), kind, _ = rpc
    resource_key, etag_key = rpc.key(kind.field), rpc.key("etag")

    def retrieve(request: Request, _context: Context) -> bytes:
        id, fields = requests.identifier(request), requests.fields(kind, request)  # noqa: A001 - the contract's word
        stored = store.read(lambda tx: resources.retrieve(tx, kind, id))
        resource = projected(kind, resource_bytes(kind, stored, origin.base), fields)
        return wire.delimited(resource_key, resource) + wire.delimited(etag_key, etag(stored).encode())

    return retrieve


def _update(rpc: Rpc) -> Behaviour:
    (store, origin, *_), kind, _ = rpc
    answer = _answering(rpc)

    def update(request: Request, _context: Context) -> bytes:
        id, resource = requests.identifier(request), requests.sent(kind, request)  # noqa: A001 - as above
        requests.demand_same_id(kind, resource, id)
        after, if_match = accepted(resource), requests.optional(request, "if_match")
        return answer(store.write(lambda tx: resources.change(tx, kind, id, lambda _: after, if_match, origin=origin)))

    return update


def _patch(rpc: Rpc) -> Behaviour:
    (store, origin, *_), kind, _ = rpc
    answer = _answering(rpc)

    def patch(request: Request, _context: Context) -> bytes:
        id, source = requests.identifier(request), requests.sent(kind, request)  # noqa: A001 - as above
        paths, if_match = list(request.update_mask.paths), requests.optional(request, "if_match")

        def changed(before: Message) -> Message:
            return masked(kind, before, source, paths)

        return answer(store.write(lambda tx: resources.change(tx, kind, id, changed, if_match, origin=origin)))

    return patch


def _delete(rpc: Rpc) -> Behaviour:
    (store, *_), kind, _ = rpc

    def delete(request: Request, _context: Context) -> bytes:
        id, if_match = requests.identifier(request), requests.optional(request, "if_match")  # noqa: A001 - as above
        store.write(lambda tx: resources.delete(tx, kind, id, if_match))
        return b""

    return delete


def _answering(rpc: Rpc) -> Callable[[Stored], bytes]:
    """How a response that holds a resource and its entity tag is put together from stored bytes."""
    kind, base = rpc.kind, rpc.door.origin.base
    resource_key, etag_key = rpc.key(kind.field), rpc.key("etag")

    def answer(stored: Stored) -> bytes:
        resource = wire.delimited(resource_key, resource_bytes(kind, stored, base))
        return resource + wire.delimited(etag_key, etag(stored).encode())

    return answer


def _record(use: Callable[[Transaction, Any], Message]) -> Callable[[Door], Behaviour]:
    """Record cases, orders or contacts."""

    def behaviour(door: Door) -> Behaviour:
        def record(request: Request, _context: Context) -> Message:
            sent = requests.whole(request)
            return door.store.write(lambda tx: use(tx, sent))

        return record

    return behaviour


def _create_assessment(door: Door) -> Behaviour:
    def assess(request: Request, _context: Context) -> Message:
        answer: Message = assessments.create_assessment(door.store, requests.whole(request), door.windows)
        return answer

    return assess


def _task(use: Callable[[Transaction, Any, Origin], Message]) -> Callable[[Door], Behaviour]:
    """Carry out a task on agreements."""

    def behaviour(door: Door) -> Behaviour:
        def carry_out(request: Request, _context: Context) -> Message:
            sent = requests.whole(request)
            return door.store.write(lambda tx: use(tx, sent, door.origin))

        return carry_out

    return behaviour


def _lint_consequence(door: Door) -> Behaviour:
    def lint(request: Request, _context: Context) -> Message:
        sent = requests.whole(request)
        answer: Message = door.store.read(lambda tx: consequence_rules.lint_consequence(tx, sent))
        return answer

    return lint


_VERBS: Mapping[str, Callable[[Rpc], Behaviour]] = {
    "Create": _create,
    "List": listing.behaviour,
    "Retrieve": _retrieve,
    "Update": _update,
    "Patch": _patch,
    "Delete": _delete,
}
_USE_CASES: Mapping[str, Callable[[Door], Behaviour]] = {
    "RecordMeasurement": recording.record,
    "RetractMeasurement": recording.retract,
    "RetrieveObservation": recording.retrieve,
    "StreamMeasurement": recording.stream,
    "RecordCase": _record(cases.record_cases),
    "RecordOrder": _record(orders.record_orders),
    "RecordContact": _record(contacts.record_contacts),
    "CreateAssessment": _create_assessment,
    "ExportAssessment": export_assessment,
    "CreateSlaImport": _task(importing.create_sla_import),
    "CreateSlaExport": _task(importing.create_sla_export),
    "CreateExclusionReview": _task(reviewing.create_exclusion_review),
    "CreateSlaInstantiation": _task(instantiation.create_sla_instantiation),
    "CreateQosReport": reports.create,
    "ExportQosReport": reports.export,
    "ExportDegradationReport": reports.export_degradation,
    "CreateDegradationSummary": _task(lambda tx, sent, _: degradation_summaries.create(tx, sent)),
    "ListHubDelivery": hub_deliveries.deliveries,
    "RetrieveHubHealth": hub_deliveries.health,
    "ReplayHub": _task(hub_log.replay),
    "ActivateHub": _task(hub_log.activate),
    "RotateHubSecret": _task(hub_log.rotate),
    "LintConsequence": _lint_consequence,
    "WatchEvents": watching.behaviour,
}
"""The rpcs that are more than a verb on a resource."""
_KINDS: Mapping[str, tuple[Kind, Profile]] = {
    noun: (kind, profile)
    for kind in KINDS.values()
    for profile in CANONICAL.values()
    if (noun := kind.rpc_noun(profile.api))
}
"""Kinds by what the names of their rpcs end with, and the profile such a request is spoken in."""
