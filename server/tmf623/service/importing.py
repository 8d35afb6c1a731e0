"""Import agreements written elsewhere, and write rules for readers elsewhere."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from tmf.sla.v1.import_service_pb2 import (
    CreateSlaExportRequest,
    CreateSlaExportResponse,
    CreateSlaImportRequest,
    CreateSlaImportResponse,
    ImportedSla,
    ImportNote,
)
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical, canonical_text, json_value
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA
from tmf623.contract.profiles import V4
from tmf623.contract.rendering import href
from tmf623.errors import Invalid, NotFound, Reason, Refused
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.service.imports import openslo, tmf651, tmf657
from tmf623.service.imports.reading import Note, Notes
from tmf623.service.life_cycles import state_of
from tmf623.service.measurements import demanded
from tmf623.store.transaction import Transaction


class Format(StrEnum):
    """What documents are written in."""

    OPENSLO = "openslo"
    TMF657 = "tmf657"
    TMF651 = "tmf651"


_READERS: Mapping[Format, Callable[[str, Notes], list[Sla]]] = {
    Format.OPENSLO: openslo.agreements,
    Format.TMF657: tmf657.agreements,
    Format.TMF651: tmf651.agreements,
}
_TOLD = 5
"""Keys a refusal names; the rest are counted."""


def create_sla_import(tx: Transaction, request: CreateSlaImportRequest, origin: Origin) -> CreateSlaImportResponse:
    """Make the agreements of the request's documents: all of them, or none.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have; or the content is not what it is said to be.
        Refused: the content says what cannot be imported, and the request is not `partial`; or it contradicts itself.
    """
    slas, notes = read(request)
    response = CreateSlaImportResponse(unsupported=_told(notes.unsupported), left_out=_told(notes.left_out))
    for sla in slas:
        imported = response.sla.add(name=sla.name, document=canonical(sla).decode())
        if request.dry_run:
            resources.check(SLA, sla, origin)
        else:
            _store(tx, sla, imported, origin)
    return response


def read(request: CreateSlaImportRequest) -> tuple[list[Sla], Notes]:
    """The agreements of the request's documents, not stored; raises as `create_sla_import`."""
    check(request)
    notes = Notes()
    try:
        slas = [_completed(sla, request) for sla in _READERS[Format(request.format)](request.content, notes)]
    except Invalid as error:  # what is wrong is inside `content`, a text: no schema could have told
        raise Refused(Reason.RULE_REFUSED, error.message, attribute=error.attribute) from error
    if notes.unsupported and not request.partial:
        raise _refusal(notes.unsupported)
    return slas, notes


def check(request: CreateSlaImportRequest) -> None:
    """Refuse a request without documents: Invalid."""
    demanded(request.format, "format")
    state_of(request.format, Format, "format")
    demanded(request.content, "content")


def create_sla_export(tx: Transaction, request: CreateSlaExportRequest, _origin: Origin) -> CreateSlaExportResponse:
    """Write rules of an agreement as a TMF657 specification.

    Raises:
        Invalid: the request names no agreement.
        Refused: there is no such agreement, or it has no such rule.
    """
    check_export(request)
    try:
        sla = loaded(SLA, resources.retrieve(tx, SLA, request.sla_id))
    except NotFound as error:
        raise Refused(Reason.RULE_REFUSED, f"slaId: {error.message}", attribute="slaId") from error
    rules = [rule for rule in sla.rule if not request.HasField("rule_id") or rule.id == request.rule_id]  # type: ignore[attr-defined]
    if request.HasField("rule_id") and not rules:
        sentence = f"ruleId is {shown(request.rule_id)}, a rule the agreement does not have"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="ruleId")
    return CreateSlaExportResponse(content=specification(sla, rules))  # type: ignore[arg-type]


def check_export(request: CreateSlaExportRequest) -> None:
    """Refuse a request that names no agreement: Invalid."""
    demanded(request.sla_id, "slaId")


def specification(sla: Sla, rules: Iterable[object]) -> str:
    """Rules of an agreement as a TMF657 ServiceLevelSpecification, JSON text."""
    value: dict[str, object] = {
        "@type": "ServiceLevelSpecification",
        "id": str(sla.id),
        "name": sla.name,
        "relatedServiceLevelObjective": [tmf657.objective(rule) for rule in rules],  # type: ignore[arg-type]
    }
    if sla.HasField("description"):
        value["description"] = sla.description
    if sla.HasField("valid_for"):
        value["validFor"] = json_value(sla.valid_for)
    return canonical_text(value).decode()


def _completed(sla: Sla, request: CreateSlaImportRequest) -> Sla:
    if request.HasField("state"):
        sla.state = request.state
    if request.HasField("sla_type"):
        sla.at_type = request.sla_type
    if request.HasField("time_zone") and not sla.HasField("time_zone"):
        sla.time_zone = request.time_zone
    if not sla.related_party:
        sla.related_party.extend(request.related_party)
    if not sla.scope:
        sla.scope.extend(request.scope)
    return sla


def _store(tx: Transaction, sla: Sla, imported: ImportedSla, origin: Origin) -> None:
    try:
        stored = resources.create(tx, SLA, sla, origin)
    except Invalid as error:  # as above
        raise Refused(Reason.RULE_REFUSED, f"{shown(sla.name)}: {error.message}", attribute=error.attribute) from error
    imported.id = str(stored.id)
    imported.href = href(SLA, stored.id, V4, origin.base)


def _told(notes: Iterable[Note]) -> list[ImportNote]:
    return [ImportNote(path=note.path, reason=note.reason) for note in notes]


def _refusal(notes: list[Note]) -> Refused:
    told = "; ".join(f"{note.path} {note.reason}" for note in notes[:_TOLD])
    more = f"; and {len(notes) - _TOLD} more" if len(notes) > _TOLD else ""
    sentence = f"not everything can be imported: {told}{more}. Send partial to leave it out"
    return Refused(Reason.RULE_REFUSED, sentence, attribute=notes[0].path)
