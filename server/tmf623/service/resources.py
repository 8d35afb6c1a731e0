"""Create, read, change and delete: the same for every kind of resource, through both doors.

Each function is one use case inside the caller's transaction. What a kind demands and does beyond being stored is
its row in `_BEHAVIOURS`; everything else is generic.
"""

from collections.abc import Callable, Mapping

from google.protobuf.message import Message

from tmf623.contract.documents import Difference, Stored, etag, loaded
from tmf623.contract.kinds import (
    ADJUSTMENT,
    BILLING_CONNECTOR,
    CONSEQUENCE,
    CREDIT,
    DEGRADATION_REPORT,
    DISPUTE,
    EXCLUSION,
    HUB,
    MEASUREMENT_BATCH,
    MEASUREMENT_BINDING,
    METRIC,
    NOTIFICATION,
    NOTIFICATION_RULE,
    QOS_REPORT_SCHEDULE,
    SLA,
    SLA_TEMPLATE,
    SLA_VIOLATION,
    Kind,
)
from tmf623.contract.scalars import is_blank
from tmf623.errors import Invalid, Reason, Stale
from tmf623.query.criteria import Query
from tmf623.service import (
    agreements,
    connectors,
    consequence_rules,
    credit_decisions,
    degradation,
    disputes,
    events,
    exclusions,
    hubs,
    measurements,
    metric_library,
    notifications,
    report_schedules,
    templates,
    violations,
)
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.identifiers import identifier
from tmf623.service.telemetry import bindings
from tmf623.store.resources import Form, Page
from tmf623.store.transaction import Transaction

_HUBS = Behaviour(check=lambda hub, origin: hubs.check(hub, origin.profile, private=origin.private_callbacks))
_BEHAVIOURS: Mapping[str, Behaviour] = {
    SLA.name: agreements.BEHAVIOUR,
    SLA_VIOLATION.name: violations.BEHAVIOUR,
    HUB.name: _HUBS,
    EXCLUSION.name: exclusions.BEHAVIOUR,
    MEASUREMENT_BATCH.name: measurements.BEHAVIOUR,
    SLA_TEMPLATE.name: templates.BEHAVIOUR,
    CONSEQUENCE.name: consequence_rules.BEHAVIOUR,
    BILLING_CONNECTOR.name: connectors.BEHAVIOUR,
    CREDIT.name: credit_decisions.CREDITS,
    ADJUSTMENT.name: credit_decisions.ADJUSTMENTS,
    MEASUREMENT_BINDING.name: Behaviour(check=lambda binding, _: bindings.check(binding)),
    DEGRADATION_REPORT.name: degradation.BEHAVIOUR,
    DISPUTE.name: disputes.BEHAVIOUR,
    NOTIFICATION.name: notifications.NOTICES,
    NOTIFICATION_RULE.name: notifications.RULES,
    QOS_REPORT_SCHEDULE.name: report_schedules.BEHAVIOUR,
    METRIC.name: Behaviour(named=metric_library.named),
}
"""By `Kind.name`; a kind without a row is only stored."""
_PLAIN = Behaviour()
_UNKNOWN = Origin()


def create(tx: Transaction, kind: Kind, message: Message, origin: Origin, *, natural_key: str | None = None) -> Stored:
    """Store a new resource and its creation event.

    `id` and `href` in `message` are ignored. `natural_key` makes the resource unique beyond its id.

    Raises:
        Invalid: a required attribute is missing or blank, or a value does not fit.
        Refused: the values contradict each other.
    """
    check(kind, message, origin)
    behaviour = behaviour_of(kind)
    message = behaviour.created(tx, message)
    extra: Mapping[str, str] = {}
    if kind is HUB:
        message, extra = hubs.kept(message, origin.profile, origin.base)
    stored = tx.resources.insert(kind, message, natural_key=natural_key, extra=extra)
    tx.outbox.append(events.created(kind, stored))
    if behaviour.follow is not _PLAIN.follow:
        behaviour.follow(tx, None, loaded(kind, stored))
    return stored


def retrieve(tx: Transaction, kind: Kind, id: str) -> Stored:  # noqa: A002 - the contract's own word
    """Read one resource; NotFound when `id` is not the identifier of one, nor a name of one that has names."""
    named = behaviour_of(kind).named
    found = None if named is None else named(tx, id)
    return found if found is not None else tx.resources.get(kind, identifier(kind, id))


def find(tx: Transaction, kind: Kind, query: Query, form: Form = Form.BOTH) -> Page:
    """Read a page of resources, in the encodings that are needed."""
    return tx.resources.find(kind, query, form=form)


def change(  # noqa: PLR0913 - all a door knows of a change
    tx: Transaction,
    kind: Kind,
    id: str,  # noqa: A002 - the contract's own word
    changed: Callable[[Message], Message],
    if_match: str | None = None,
    *,
    origin: Origin = _UNKNOWN,
) -> Stored:
    """Replace a resource by `changed(resource)` and record what events that gives.

    A change to the same content changes nothing: no revision, no event (TMF623 R14.5.1 on PUT).

    Raises:
        NotFound: there is no such resource.
        Stale: its entity tag is not among `if_match`.
        Invalid, Refused: as for `create`; also whatever `changed` raises.
    """
    stored = tx.resources.get(kind, identifier(kind, id))
    _demand(stored, if_match)
    before = loaded(kind, stored)
    after = changed(before)
    names = events.differing(before, after)
    if not names:
        return stored
    check(kind, after, origin)
    behaviour = behaviour_of(kind)
    if behaviour.changed is not _PLAIN.changed:
        after = behaviour.changed(tx, before, after)
        names = events.differing(before, after)
    replaced = tx.resources.replace(kind, stored.id, after, Difference(stored.document, names))
    tx.outbox.append(events.changed(kind, names, replaced))
    if behaviour.follow is not _PLAIN.follow:
        behaviour.follow(tx, before, loaded(kind, replaced))
    return replaced


def delete(tx: Transaction, kind: Kind, id: str, if_match: str | None = None) -> None:  # noqa: A002 - as above
    """Delete a resource and record its deletion event; NotFound and Stale as for `change`."""
    stored = tx.resources.get(kind, identifier(kind, id))
    _demand(stored, if_match)
    behaviour = behaviour_of(kind)
    before = None if behaviour is _PLAIN else loaded(kind, stored)
    behaviour.deleted(tx, before)
    tx.resources.delete(kind, stored.id)
    tx.outbox.append(events.deleted(kind, stored))
    behaviour.follow(tx, before, None)


def check(kind: Kind, message: Message, origin: Origin) -> None:
    """Refuse what must not be stored; part of `create` and `change`.

    Raises:
        Invalid: a required attribute is missing or blank, or a value does not fit.
        Refused: the values contradict each other.
    """
    for name in kind.required:
        value = getattr(message, name)
        if is_blank(value):
            what = "is blank" if message.HasField(name) else "is missing"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{kind.name}.{name} {what}", attribute=name)
    behaviour_of(kind).check(message, origin)


def behaviour_of(kind: Kind) -> Behaviour:
    """What a kind demands and does beyond being stored."""
    return _BEHAVIOURS.get(kind.name, _PLAIN)


def _demand(stored: Stored, if_match: str | None) -> None:
    """Check an If-Match value (RFC 9110 13.1.1): `*`, or entity tags of which one must match strongly."""
    if if_match is None or if_match.strip() == "*":
        return
    current = etag(stored)
    if current not in {tag.strip() for tag in if_match.split(",")}:
        raise Stale(Reason.ETAG_MISMATCH, f"the entity tag is {current}, not {if_match[:128]}")
