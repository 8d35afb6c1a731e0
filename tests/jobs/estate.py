"""Agreements, violations and hubs in a store, made by the service's own use cases."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from google.protobuf.message import Message

from jobs.receiver import DEADLINE_S
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import HUB, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import PROFILES
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.store.deliveries import LogEntry
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction


class Clock:
    """The machine's clock, put forward when a test wants it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, by: timedelta) -> None:
        self._ahead += by


class Estate:
    """What clients do, and what an operator sees."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._committed = threading.Condition()
        store.on_commit(self._told)

    def hub(self, callback: str, query: str | None = None, profile: str = "v4", **attributes: str) -> int:
        """Register a hub."""
        hub = Hub(callback=callback, query=query, **attributes)
        origin = Origin(PROFILES[profile], "https://sla.example", private_callbacks=True)
        return self.store.write(lambda tx: resources.create(tx, HUB, hub, origin).id)

    def unregister(self, hub_id: int) -> None:
        self.store.write(lambda tx: resources.delete(tx, HUB, str(hub_id)))

    def sla(self, name: str, **attributes: object) -> int:
        return self._create(SLA, Sla(name=name, **attributes))

    def slas(self, *names: str) -> list[int]:
        """Several in one transaction."""
        return self.store.write(lambda tx: [resources.create(tx, SLA, Sla(name=name), Origin()).id for name in names])

    def violation(self) -> int:
        return self._create(SLA_VIOLATION, SlaViolation())

    def change(self, sla_id: int, **attributes: str) -> Stored:
        def changed(before: Message) -> Message:
            sla = Sla.FromString(before.SerializeToString())
            for name, value in attributes.items():
                setattr(sla, name, value)
            return sla

        return self.store.write(lambda tx: resources.change(tx, SLA, str(sla_id), changed))

    def delete(self, sla_id: int) -> None:
        self.store.write(lambda tx: resources.delete(tx, SLA, str(sla_id)))

    def log(self, hub_id: int) -> list[LogEntry]:
        return self.store.read(lambda tx: tx.deliveries.log(hub_id, limit=100_000))

    def states(self, hub_id: int) -> dict[str, int]:
        return self.store.read(lambda tx: tx.deliveries.counts(hub_id))

    def until(self, holds: Callable[[Transaction], bool], what: str = "it") -> None:
        """Wait until a reading of the store holds; it is asked again after each commit."""
        with self._committed:
            assert self._committed.wait_for(lambda: self.store.read(holds), DEADLINE_S), f"{what} did not happen"

    def until_states(self, hub_id: int, **states: int) -> None:
        """Wait until so many of a hub's deliveries are in these states, and none in any other."""
        self.until(lambda tx: tx.deliveries.counts(hub_id) == states, f"hub {hub_id}: {states}")

    def _create(self, kind: Kind, message: Message) -> int:
        return self.store.write(lambda tx: resources.create(tx, kind, message, Origin()).id)

    def _told(self) -> None:
        with self._committed:
            self._committed.notify_all()
