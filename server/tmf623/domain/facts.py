"""Facts: what was observed of one object and metric, and what happened to cases, orders and contacts.

Instants are whole microseconds since 1970 UTC. Order and repetition mean nothing. Of two observations of one source
about the same instant or span the one known later corrects the other; which of them stand is decided here in the
domain. What was superseded or retracted as a whole is not among the facts at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.instants import Interval
from tmf623.domain.timeline import Change


class StateInterval(NamedTuple):
    """A report that an object was in one state for a span."""

    span: Interval
    impact: Fraction | None
    """Share of the service that is lost, 0 for up to 1 for down; None: unknown."""
    source: str = ""
    known_at: int = 0


class Sample(NamedTuple):
    """A value measured at one instant, in the unit of the metric."""

    time: int
    value: Decimal
    source: str = ""
    known_at: int = 0


class GoodTotal(NamedTuple):
    """How many events of a span there were, and how many of them were good."""

    span: Interval
    good: Decimal
    """From 0 to `total`."""
    total: Decimal
    source: str = ""
    known_at: int = 0
    cumulative: bool = False
    """Whether both count since `span.start` and were read at `span.end`; a start that moves on is a reset."""


class Histogram(NamedTuple):
    """How many values of a span fell into which bucket."""

    span: Interval
    bounds: tuple[Decimal, ...]
    """Upper bounds of the buckets but the last, ascending; a bucket holds the values above the bound before it, up
    to and with its own."""
    counts: tuple[int, ...]
    """One more than `bounds`."""
    source: str = ""
    known_at: int = 0
    cumulative: bool = False
    """As for `GoodTotal`."""


@dataclass(frozen=True, slots=True)
class Series:
    """All observations of one object and metric that reach into a period.

    Includes of each source the last change and the last cumulative reading before the period.
    """

    changes: Sequence[Change] = ()
    intervals: Sequence[StateInterval] = ()
    samples: Sequence[Sample] = ()
    counts: Sequence[GoodTotal] = ()
    histograms: Sequence[Histogram] = ()


class StatusChange(NamedTuple):
    """From `time` on, until the next one, a case is in `status`."""

    time: int
    status: str
    reason: str = ""


class Case(NamedTuple):
    """What of a trouble ticket or service request counts (TMF621)."""

    created: int
    resolved: int | None
    """None: still open."""
    ticket_type: str = ""
    priority: str = ""
    status: str = ""
    severity: str = ""
    channel: str = ""
    subject: str = ""
    """`case/{source}/{externalId}`."""
    entities: tuple[str, ...] = ()
    """What it is about, by identifier."""
    reported: int | None = None
    """When the customer reported it; None: when it was created."""
    responded: int | None = None
    closed: int | None = None
    """When it was closed; None: when it was resolved."""
    updates: tuple[int, ...] = ()
    """When the customer was told of its progress."""
    history: tuple[StatusChange, ...] = ()
    priorities: tuple[tuple[int, str], ...] = ()
    """Since when it had which priority, when that changed; of one instant the last one here stands."""
    attributes: Mapping[str, tuple[str, ...]] = {}
    """Values of further attributes by JSON path."""


class Order(NamedTuple):
    """What of an order counts (TMF622)."""

    created: int
    completed: int | None
    """None: still open."""
    status: str = ""
    actions: tuple[str, ...] = ()
    """Actions of its items."""
    first_promised: int | None = None
    last_promised: int | None = None
    requested: int | None = None
    customer_caused: bool = False
    rolled_back: bool = False
    channel: str = ""
    priority: str = ""
    subject: str = ""
    """`order/{source}/{externalId}`."""
    entities: tuple[str, ...] = ()
    """What it is about, by identifier."""
    attributes: Mapping[str, tuple[str, ...]] = {}


class Contact(NamedTuple):
    """What of a contact counts: a call, a chat, a mail."""

    offered: int
    """When it began."""
    queued: int | None = None
    """When it entered the queue; None: when it began."""
    answered: int | None = None
    abandoned: int | None = None
    resolved: bool = False
    customer: str = ""
    topic: str = ""
    channel: str = ""
    subject: str = ""
    """`contact/{source}/{externalId}`."""
    entities: tuple[str, ...] = ()
    """What it is about, by identifier."""
    attributes: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known about what a rule needs, as of one cut of knowledge."""

    series: Mapping[tuple[str, str], Series] = field(default_factory=dict)
    """By object and metric; one that is missing was never observed."""
    cases: Sequence[Case] = ()
    orders: Sequence[Order] = ()
    contacts: Sequence[Contact] = ()

    def of(self, name: str, metric: str) -> Series:
        """What was observed of the object `name`; an empty series when that is nothing."""
        return self.series.get((name, metric), _NOTHING)


_NOTHING = Series()
