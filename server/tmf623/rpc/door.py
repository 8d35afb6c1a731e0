"""What the rpcs share: the store behind them, and how far an answer may go."""

from dataclasses import replace
from threading import Event
from typing import NamedTuple

from google.protobuf.descriptor import MethodDescriptor

from tmf623.contract import wire
from tmf623.contract.kinds import Kind
from tmf623.contract.profiles import Profile
from tmf623.domain.settlement import Windows
from tmf623.service import settling
from tmf623.service.behaviour import Origin
from tmf623.store.store import Store


class Door(NamedTuple):
    """The gRPC door of one server."""

    store: Store
    origin: Origin
    """How every request comes in, as far as resources remember it."""
    max_page: int
    """Most resources in one page."""
    max_answer: int
    """Most bytes of resources in one page."""
    stopping: Event
    """Set when the server begins to end: streams end then."""
    windows: Windows = settling.DEFAULT
    """How periods settle, and may be judged again, for rules that do not say."""

    def speaking(self, profile: Profile) -> "Door":
        """The same door to requests spoken in `profile`."""
        return self._replace(origin=replace(self.origin, profile=profile))


class Rpc(NamedTuple):
    """One rpc that does one thing to one kind of resource."""

    door: Door
    kind: Kind
    method: MethodDescriptor

    def key(self, field: str, wire_type: int = wire.LENGTH_DELIMITED) -> bytes:
        """What announces `field` in the response."""
        return wire.key(self.method.output_type.fields_by_name[field].number, wire_type)
