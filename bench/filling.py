"""Fills a database with agreements through the store itself: a million of them over HTTP would take an hour."""

import sys
from datetime import UTC, datetime, timedelta

from google.protobuf import json_format

from payload import sla  # type: ignore[import-not-found]
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.kinds import SLA
from tmf623.jobs.term import LEASE
from tmf623.service import audit
from tmf623.service.behaviour import Origin
from tmf623.service.resources import create
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

GROUP = 1000


def fill(url: str, rows: int) -> None:
    """Store `rows` agreements, a group a transaction, with nothing left to be done about them by a server."""
    store = Store.open(url, clock=lambda: datetime.now(UTC))  # noqa: TID251 - a program of its own
    messages = [json_format.ParseDict(sla(n), Sla()) for n in range(GROUP)]

    def group(tx: Transaction) -> None:
        for message in messages:
            create(tx, SLA, message, Origin())
        tx.outbox.forget_before(tx.outbox.sequence(tx.outbox.unsequenced(GROUP))[-1].position)

    for _ in range(rows // GROUP):
        store.write(group)
        while store.write(audit.extend):
            pass
    store.write(_told)
    store.close()


def _told(tx: Transaction) -> None:
    """Leave no event for the notifier."""
    tx.leases.acquire(LEASE, "filling", timedelta())
    tx.leases.advance(LEASE, tx.outbox.last_position())


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
