"""Notices: rules choose events and people, each event makes one notice a recipient, and notices are sent."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

import orjson

from tmf.sla.v1.notification_pb2 import Notification, NotificationRecipient, NotificationRule
from tmf623.contract.documents import EventRecord, Stored, loaded
from tmf623.contract.kinds import NOTIFICATION, NOTIFICATION_RULE
from tmf623.contract.profiles import CANONICAL, QOS_V1
from tmf623.contract.rendering import event_type, href
from tmf623.domain.notification import PAUSES, NoticeState, RuleState
from tmf623.errors import Conflict, Invalid, Reason, Refused
from tmf623.query.criteria import Comparison, Operator, Query, ValueType
from tmf623.query.hubs import HubQuery, parse_hub_query
from tmf623.service import recipients, records
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.life_cycles import state_of
from tmf623.service.timestamps import instant_of, stamp
from tmf623.store.transaction import Transaction

MOST_RULES = 1000
"""Rules that are looked at for an event."""
_SUBJECT = "{event.type} {href}"
_ACTIVE = Comparison(("state",), ValueType.TEXT, Operator.EQ, (RuleState.ACTIVE,))


def check(rule: NotificationRule, origin: Origin) -> None:
    """Refuse a rule nobody could be told by.

    Raises:
        Invalid: an attribute has a value it cannot have, or nobody is to be told.
    """
    if rule.HasField("state"):
        state_of(rule.state, RuleState)
    if not rule.recipient:
        raise Invalid(Reason.MISSING_ATTRIBUTE, "recipient is empty: nobody would be told", attribute="recipient")
    recipients.check(rule.recipient, private=origin.private_callbacks)
    _query(rule.query)


def active(tx: Transaction) -> list[NotificationRule]:
    """The rules that do something."""
    rows = tx.resources.find(NOTIFICATION_RULE, Query(where=_ACTIVE, limit=MOST_RULES), counted=False).rows
    return [cast("NotificationRule", loaded(NOTIFICATION_RULE, row)) for row in rows]


def announce(tx: Transaction, rules: Sequence[NotificationRule], event: EventRecord) -> None:
    """Make the notices an event gives; none twice."""
    if event.kind is NOTIFICATION:
        return
    value = {"id": str(event.resource_id), **orjson.loads(event.document)}
    for rule in rules:
        if not _query(rule.query).matches(event.change, event.kind, value):
            continue
        for recipient in rule.recipient:
            if recipients.concerns(recipient, value):
                _make(tx, rule, recipient, event, value)


def queue(tx: Transaction, notice: Notification, key: str) -> None:
    """Keep a notice to be sent; `key` makes it the only one."""
    if tx.resources.by_natural_key(NOTIFICATION, key) is not None:
        return
    notice.state, notice.attempts = NoticeState.PENDING, 0
    notice.creation_date.FromDatetime(tx.now)
    notice.next_attempt_date.FromDatetime(tx.now)
    records.add(tx, NOTIFICATION, notice, natural_key=key)


def due(tx: Transaction, most: int) -> list[Stored]:
    """Notices to be sent now."""
    nanoseconds = instant_of(tx.now) * 1000
    when = Comparison(("nextAttemptDate",), ValueType.INSTANT, Operator.LTE, (nanoseconds,))
    return list(tx.resources.find(NOTIFICATION, Query(where=when, limit=most), counted=False).rows)


def settle(tx: Transaction, notice_id: int, error: str | None) -> None:
    """Write down what became of an attempt: `error` None when the notice was taken."""
    stored = tx.resources.get(NOTIFICATION, notice_id)
    before = cast("Notification", loaded(NOTIFICATION, stored))
    if before.state != NoticeState.PENDING:
        return
    after = Notification()
    after.CopyFrom(before)
    after.attempts += 1
    after.ClearField("next_attempt_date")
    if error is None:
        after.state = NoticeState.SENT
        after.ClearField("last_error")
        after.sent_date.FromDatetime(tx.now)
    else:
        after.last_error = error
        if after.attempts > len(PAUSES):
            after.state = NoticeState.FAILED
        else:
            after.next_attempt_date.CopyFrom(stamp(instant_of(tx.now) + PAUSES[after.attempts - 1]))
    records.put(tx, NOTIFICATION, stored, before, after)


@lru_cache(maxsize=1024)
def _query(text: str) -> HubQuery:
    return parse_hub_query(text, QOS_V1)


def _make(
    tx: Transaction, rule: NotificationRule, recipient: NotificationRecipient, event: EventRecord, value: Any
) -> None:
    kind, profile = event.kind, CANONICAL[event.kind.api]
    type_ = event_type(kind, event.change, QOS_V1)
    where = href(kind, event.resource_id, profile, "")
    places: Mapping[str, Any] = {**value, "href": where, "event.type": type_, "event.id": str(event.id)}
    notice = Notification(
        rule_id=str(rule.id),
        event_id=str(event.id),
        event_type=type_,
        channel=recipient.channel,
        address=recipient.address,
        subject=" ".join(recipients.filled(rule.subject or _SUBJECT, places).split()),
        body=recipients.filled(rule.body, places) if rule.body else "\n".join(_said(where, value)),
    )
    queue(tx, notice, f"{event.id}/{rule.id}/{recipient.channel}/{recipient.address}")


def _said(where: str, value: Mapping[str, Any]) -> Iterator[str]:
    yield where
    yield from recipients.lines(value)


def _created(_tx: Transaction, rule: NotificationRule) -> NotificationRule:
    if not rule.HasField("state"):
        rule.state = RuleState.ACTIVE
    return rule


def _kept(_tx: Transaction, before: NotificationRule, after: NotificationRule) -> NotificationRule:
    if not after.HasField("state"):
        after.state = before.state
    return after


def _retried(tx: Transaction, before: Notification, after: Notification) -> Notification:
    """A failed notice is tried again; nothing else of one changes."""
    wanted = Notification()
    wanted.CopyFrom(before)
    if after.state == before.state:
        raise Refused(Reason.READ_ONLY_ATTRIBUTE, "of a notice nothing changes but its state", attribute="state")
    if before.state != NoticeState.FAILED or after.state != NoticeState.PENDING:
        sentence = f"notification {before.id} is {before.state}: only a failed one becomes pending, not {after.state}"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")
    wanted.state, wanted.attempts = NoticeState.PENDING, 0
    wanted.next_attempt_date.FromDatetime(tx.now)
    return wanted


def _check_notice(notice: Notification, _origin: Origin) -> None:
    state_of(notice.state, NoticeState)


RULES = Behaviour(check=check, created=_created, changed=_kept)
NOTICES = Behaviour(check=_check_notice, changed=_retried)
