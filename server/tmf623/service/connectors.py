"""Billing connectors: which systems adjustments are handed to, and which one an agreement uses."""

import re
from enum import StrEnum
from typing import cast

from tmf.sla.v1.billing_connector_pb2 import BillingConnector
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import BILLING_CONNECTOR
from tmf623.errors import Invalid, NotFound, Reason, Refused
from tmf623.service.amounts import demanded, word
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.identifiers import identifier
from tmf623.sinks import addresses
from tmf623.store.transaction import Transaction

_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", re.ASCII)


class ConnectorType(StrEnum):
    """What is called."""

    APPLIED_RATE = "appliedCustomerBillingRate"
    """TMF678, with the POST that billing systems add to it."""
    ADJUST_BALANCE = "adjustBalance"
    """TMF654."""
    FILE = "file"


class ApiVersion(StrEnum):
    """Version of the TMF API."""

    V4 = "v4"
    V5 = "v5"


class Sign(StrEnum):
    """How the amount of a credit is written."""

    POSITIVE = "positive"
    SIGNED = "signed"


class LookUpBy(StrEnum):
    """Where the reference of an adjustment is written."""

    NAME = "name"
    EXTERNAL_ID = "externalId"
    DESCRIPTION = "description"
    REASON = "reason"


class ConnectorState(StrEnum):
    """Whether anything is sent."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


def check(message: BillingConnector, _origin: Origin) -> None:
    """Refuse a connector nothing could be handed to.

    Raises:
        Invalid: an attribute has a value it cannot have; the URL is none events may be sent to.
        Refused: it has an attribute of another type, or lacks one of its own.
    """
    demanded(message, "type", "type")
    kind = word(message, "type", "type", ConnectorType)
    word(message, "api_version", "apiVersion", ApiVersion)
    word(message, "sign", "sign", Sign)
    word(message, "look_up_by", "lookUpBy", LookUpBy)
    word(message, "state", "state", ConnectorState)
    wanted, other = ("file", "url") if kind is ConnectorType.FILE else ("url", "file")
    if not message.HasField(wanted) or message.HasField(other):
        sentence = f"a connector of the type {kind} has {wanted}, and no {other}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=wanted)
    if message.HasField("file") and not _FILE.fullmatch(message.file):
        sentence = f"file is {shown(message.file)}, not a name of letters, digits, '.', '_' and '-'"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute="file")
    if message.HasField("url"):
        _check_url(message.url)


def _check_url(url: str) -> None:
    """Refuse what is no URL of a hub's kind; whether its address is public is judged at every connect."""
    try:
        addresses.checked(url, private=True)
    except Invalid as error:
        raise Refused(error.reason, error.message.replace("callback", "url", 1), attribute="url") from None


def for_agreement(tx: Transaction, sla: Sla) -> BillingConnector | None:
    """The connector an agreement's adjustments go through: its own, else the default one; None when there is none."""
    if sla.HasField("billing_connector_id"):
        return by_id(tx, sla.billing_connector_id)
    stored = (cast("BillingConnector", loaded(BILLING_CONNECTOR, each)) for each in tx.credits.connectors())
    return next((each for each in stored if each.is_default), None)


def by_id(tx: Transaction, text: str) -> BillingConnector | None:
    """The connector with an id; None when there is none."""
    try:
        stored = tx.resources.get(BILLING_CONNECTOR, identifier(BILLING_CONNECTOR, text))
    except NotFound:
        return None
    return cast("BillingConnector", loaded(BILLING_CONNECTOR, stored))


BEHAVIOUR = Behaviour(check=check)
