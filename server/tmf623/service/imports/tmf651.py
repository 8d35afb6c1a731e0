"""TMF651 v4 agreements: parties, validity, approval and what they are about; terms in words stay words.

name, description, version, status, agreementPeriod  ->  name, description, version, state, validFor
engagedParty                                         ->  relatedParty
agreementAuthorization                               ->  approved, approvalDate: of the last of them
agreementItem.product, .productOffering              ->  scope
agreementItem.termOrCondition                        ->  one rule each, kept and not assessable
"""

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.sla_pb2 import EntityRef, RelatedParty, Rule, Sla
from tmf623.contract.codec import message_of
from tmf623.contract.faults import shown
from tmf623.errors import Invalid, Reason
from tmf623.service.imports.reading import Node, Notes, json_nodes

_IDENTITY = ("id", "href", "@type", "@baseType", "@schemaLocation")
_APPROVED = frozenset({"approved", "signed", "accepted"})


def agreements(content: str, notes: Notes) -> list[Sla]:
    """The agreements in a JSON text of one TMF651 agreement, or an array of them.

    Raises:
        Invalid: it is no JSON, or an attribute is missing or has a value it cannot have.
    """
    return [_agreement(node) for node in json_nodes(content, notes)]


def _agreement(node: Node) -> Sla:
    sla = Sla(name=node.demanded("name"))
    for key, field in (("description", "description"), ("version", "version"), ("status", "state")):
        text = node.text(key)
        if text is not None:
            setattr(sla, field, text)
    period = node.node("agreementPeriod")
    if period is not None:
        value = {name: text for name in ("startDateTime", "endDateTime") if (text := period.text(name))}
        period.finish()
        sla.valid_for.CopyFrom(message_of(Sla, {"validFor": value}).valid_for)
    for party in node.nodes("engagedParty"):
        sla.related_party.append(_party(party))
    for item in node.nodes("agreementItem"):
        _item(sla, item)
    _authorise(sla, node.nodes("agreementAuthorization"))
    for key in (
        "id",
        "href",
        "@type",
        "@baseType",
        "@schemaLocation",
        "agreementType",
        "documentNumber",
        "initialDate",
    ):
        node.left_out(key, "identifies the agreement where it comes from")
    for key in ("agreementSpecification", "associatedAgreement", "statementOfIntent"):
        node.left_out(key, "refers to what has no bearing on verdicts")
    node.finish()
    return sla


def _party(node: Node) -> RelatedParty:
    party = RelatedParty()
    for key, field in (
        ("id", "id"),
        ("href", "href"),
        ("name", "name"),
        ("role", "role"),
        ("@referredType", "at_referred_type"),
        ("@type", "at_type"),
        ("@baseType", "at_base_type"),
        ("@schemaLocation", "at_schema_location"),
    ):
        text = node.text(key)
        if text is not None:
            setattr(party, field, text)
    node.finish()
    return party


def _item(sla: Sla, item: Node) -> None:
    known = {entity.id for entity in sla.scope}
    for key, type_ in (("product", "Product"), ("productOffering", "ProductOffering")):
        for product in item.nodes(key):
            id_ = product.demanded("id")
            entity = EntityRef(id=id_, at_referred_type=product.text("@referredType") or type_)
            for name in ("href", "name"):
                text = product.text(name)
                if text is not None:
                    setattr(entity, name, text)
            product.finish()
            if id_ not in known:
                sla.scope.append(entity)
                known.add(id_)
    for term in item.nodes("termOrCondition"):
        sla.rule.append(_rule(term, len(sla.rule) + 1))
    for key in ("@type", "@baseType", "@schemaLocation"):
        item.left_out(key, "identifies the item where it comes from")
    item.finish()


def _rule(term: Node, number: int) -> Rule:
    """A term in words: its text is the rule's metric, which no library knows, so that it is not assessable."""
    rule = Rule(id=term.text("id") or f"term-{number}", metric=term.text("description") or term.text("name") or "")
    if rule.metric:
        term.left_out("name", "the description says it")
    for key in ("href", "@type", "@baseType", "@schemaLocation"):
        term.left_out(key, "identifies the term where it comes from")
    term.finish()
    return rule


def _authorise(sla: Sla, authorizations: list[Node]) -> None:
    """Approved when every authorization says so; when, says the last one."""
    states, dates = [], []
    for node in authorizations:
        states.append((node.text("state") or "").lower())
        date = node.text("date")
        if date is not None:
            dates.append((date, node.path))
        node.left_out("signatureRepresentation", "is no date and no state")
        for key in ("@type", "@baseType", "@schemaLocation"):
            node.left_out(key, "identifies the authorization where it comes from")
        node.finish()
    if not states:
        return
    sla.approved = all(state in _APPROVED for state in states)
    if sla.approved and dates:
        sla.approval_date.CopyFrom(max((_instant(*each) for each in dates), key=lambda stamp: stamp.ToMicroseconds()))


def _instant(text: str, path: str) -> Timestamp:
    try:
        return message_of(Sla, {"approvalDate": text}).approval_date
    except Invalid:
        sentence = f"{path}.date is {shown(text)}, no RFC 3339 date and time"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"{path}.date") from None
