"""Which bindings fit a series: decided once for each series, as long as the bindings stay as they are."""

from collections.abc import Callable, Sequence
from typing import Any

from tmf.sla.v1.binding_pb2 import MeasurementBinding
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import MEASUREMENT_BINDING
from tmf623.domain.telemetry import Dropped, Protocol
from tmf623.query.criteria import Query
from tmf623.service.telemetry.bindings import Attributes, Binding, Target, compiled
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

MOST_SERIES = 10_000
"""Series whose answer is remembered; then all are forgotten, which bounds what a flood of labels costs."""
LONGEST_KEY = 1_024
"""Bytes of the longest attribute set that is remembered."""


class Selection:
    """The bindings of one protocol, and what they said of the series so far."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        """In the order of the bindings' ids."""
        self._bindings = bindings
        self._names: dict[str, tuple[Binding, ...]] = {}
        self._series: dict[tuple[str, bytes], tuple[Target, ...] | Dropped] = {}

    def concerned(self, name: str) -> tuple[Binding, ...]:
        """The bindings that may fit some series of a metric."""
        known = self._names.get(name)
        if known is None:
            known = tuple(binding for binding in self._bindings if binding.concerns(name))
            if len(name) <= LONGEST_KEY:
                _make_room(self._names)
                self._names[name] = known
        return known

    def targets(self, name: str, key: bytes, attributes: Callable[[], Attributes]) -> tuple[Target, ...] | Dropped:
        """What becomes of the points of a series; `key` stands for its attributes, which are asked for once."""
        known = self._series.get((name, key))
        if known is None:
            known = self._asked(name, attributes())
            if len(name) + len(key) <= LONGEST_KEY:
                _make_room(self._series)
                self._series[name, key] = known
        return known

    def _asked(self, name: str, attributes: Attributes) -> tuple[Target, ...] | Dropped:
        answers = [binding.target(name, attributes) for binding in self.concerned(name)]
        targets = tuple(answer for answer in answers if isinstance(answer, Target))
        if targets:
            return targets
        return Dropped.NO_OBJECT if Dropped.NO_OBJECT in answers else Dropped.UNMATCHED


class Selections:
    """The selections of a store, made anew when its bindings have changed."""

    def __init__(self, store: Store) -> None:
        """Bindings are read from `store`."""
        self._store = store
        self._stamp: Any = None
        self._by_protocol: dict[Protocol, Selection] = {}

    def of(self, protocol: Protocol) -> Selection:
        """The bindings as they are now."""
        stamp = self._store.read(lambda tx: tx.resources.stamp(MEASUREMENT_BINDING))
        if stamp != self._stamp:
            rows = self._store.read(lambda tx: tx.resources.find(MEASUREMENT_BINDING, Query())).rows
            found = [compiled(_message(row)) for row in rows]
            self._by_protocol = {
                each: Selection([binding for binding in found if binding.protocol is each]) for each in Protocol
            }
            self._stamp = stamp
        return self._by_protocol[protocol]


def bindings_of(tx: Transaction, protocol: Protocol) -> tuple[Binding, ...]:
    """The bindings of one protocol, ready to be asked, in the order of their ids."""
    rows = tx.resources.find(MEASUREMENT_BINDING, Query()).rows
    return tuple(binding for row in rows if (binding := compiled(_message(row))).protocol is protocol)


def _message(row: Stored) -> MeasurementBinding:
    message: Any = loaded(MEASUREMENT_BINDING, row)
    return message  # type: ignore[no-any-return] # the kind says which message it is


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= MOST_SERIES:
        kept.clear()
