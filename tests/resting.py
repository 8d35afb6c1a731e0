"""Resources to store, one of each kind, and rows as they lie in the database."""

from typing import Any

from google.protobuf.json_format import ParseDict
from sqlalchemy import column, select, table, text

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import ASSESSMENT, CASE, CONTACT, HUB, MEASUREMENT_BATCH, ORDER, SLA, SLA_VIOLATION, Kind
from tmf623.store import schema
from tmf623.store.store import Store

BODIES: dict[str, dict[str, Any]] = {
    SLA.name: {
        "name": "Gold Größe 金",
        "version": "1.0",
        "state": "observed",
        "validFor": {"startDateTime": "2026-01-01T00:00:00Z"},
        "relatedParty": [{"href": "https://party.example/1", "role": "SLAConsumer"}],
        "rule": [{"id": "availability", "referenceValue": "99.90", "operator": ".ge"}],
    },
    SLA_VIOLATION.name: {
        "date": "2026-02-01T08:00:00.000001Z",
        "sla": {"id": "7", "href": "/tmf-api/slaManagement/v4/sla/7"},
        "violation": {"actualValue": "99.1", "tolerance": "0.05"},
    },
    HUB.name: {"callback": "https://listener.example/in", "query": "eventType=SlaCreateEvent"},
    CASE.name: {
        "source": "desk",
        "externalId": "T-1",
        "creationDate": "2026-01-05T09:00:00Z",
        "ticketType": "repair",
        "priority": "1",
        "relatedEntity": [{"id": "line-7"}],
    },
    MEASUREMENT_BATCH.name: {"source": "probe-1", "object": "line-7", "metric": "availability", "state": "counted"},
    ORDER.name: {"source": "shop", "externalId": "O-1", "creationDate": "2026-01-05T09:00:00Z"},
    CONTACT.name: {"source": "desk", "externalId": "C-1", "offeredDate": "2026-01-05T09:00:00Z"},
    ASSESSMENT.name: {"slaId": "7", "ruleId": "availability", "subject": "period/a/b", "verdict": "met"},
}


def body(kind: Kind, **changes: object) -> Any:
    return ParseDict(BODIES.get(kind.name, {}) | changes, kind.message())


def insert(store: Store, kind: Kind, **changes: object) -> Stored:
    return store.write(lambda tx: tx.resources.insert(kind, body(kind, **changes)))


def rows(url: str, name: str, *columns: str) -> list[Any]:
    """The rows of a table, read past the store; all columns when none is named."""
    chosen = [column(one) for one in columns] or [text("*")]
    with schema.backend_of(url).reader() as connection:
        return list(connection.execute(select(*chosen).select_from(table(name))).mappings())
