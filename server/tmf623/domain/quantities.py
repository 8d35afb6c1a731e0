"""Quantities: the values of a period that means and percentiles are of, and counts count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from tmf623.domain import event_duration, observed
from tmf623.domain.assessment import State
from tmf623.domain.choices import CountedBy, Milestone, WaitFrom
from tmf623.domain.chosen import Choice, amounts, chosen, stopped
from tmf623.domain.computation import Needs, Setting
from tmf623.domain.contact_shares import waited
from tmf623.domain.counting import Basis
from tmf623.domain.event_duration import PLAIN, Clock, Method
from tmf623.domain.evidence import ExcludedAmount
from tmf623.domain.facts import Case, Facts, Order, Sample
from tmf623.domain.instants import Interval
from tmf623.domain.observed import EVERYBODY, Sources
from tmf623.domain.order_timeliness import FIRST_PROMISE, OrderState, Timeliness, completed_by


class Values(NamedTuple):
    """The values of a period."""

    values: Sequence[Decimal | Fraction]
    undecided: int = 0
    """Events that will have a value, and have none yet."""
    excluded: tuple[ExcludedAmount, ...] = ()


class Quantity(Protocol):
    """Something that has values in a period."""

    @property
    def min_sample(self) -> int:
        """Fewest values for a verdict."""
        ...

    def needs(self) -> Needs:
        """What it must be told."""
        ...

    def values(self, setting: Setting, facts: Facts) -> Values:
        """The values of the period."""
        ...


@dataclass(frozen=True, slots=True)
class SampleValues:
    """The samples of one metric."""

    basis: Basis
    metric: str
    sources: Sources = EVERYBODY

    @property
    def min_sample(self) -> int:
        """Fewest samples for a verdict."""
        return self.basis.min_sample

    def needs(self) -> Needs:
        """The series of every object."""
        return self.basis.needs(self.metric)

    def values(self, setting: Setting, facts: Facts) -> Values:
        """The samples of the period."""
        return Values([sample.value for _, sample in self.samples(setting, facts)])

    def samples(self, setting: Setting, facts: Facts) -> Iterator[tuple[str, Sample]]:
        """The samples of the period, each with its object."""
        for name in self.basis.objects:
            scope = self.basis.counted(setting, facts, name).scope
            for sample in observed.samples(facts.of(name, self.metric), self.sources):
                if sample.time in scope:
                    yield name, sample


@dataclass(frozen=True, slots=True)
class CaseDurations:
    """The time of each case to a milestone, counted by a clock."""

    choice: Choice
    clock: Clock
    milestone: Milestone = Milestone.RESTORE
    method: Method = PLAIN
    counted_by: CountedBy = CountedBy.RESOLVED

    @property
    def min_sample(self) -> int:
        """Fewest cases for a verdict."""
        return self.choice.min_sample

    def needs(self) -> Needs:
        """The cases of its entities."""
        return Needs(cases=self.choice.entities, attributes=self.choice.population.paths)

    def values(self, setting: Setting, facts: Facts) -> Values:
        """The times of the cases whose milestone was reached in the period, or that were opened in it."""

        def when(case: Case) -> int | None:
            if case.status in self.method.meaning.dropped or case.created > setting.as_of:
                return None
            if self.counted_by is CountedBy.CREATED:
                return case.created
            taken = self._taken(setting, case)
            return taken.spans[-1].end if taken.state is State.FINAL else None

        found = chosen(self.choice, setting, facts.cases, when)
        taken = [self._taken(setting, each.event) for each in found.counted]
        levels = (event_duration.delivered(self.clock, one).level for one in taken if one.state is State.FINAL)
        values = [level for level in levels if level is not None]
        return Values(values, len(taken) - len(values), amounts(found.categories))

    def _taken(self, setting: Setting, case: Case) -> event_duration.Run:
        return event_duration.run(self.method, self.milestone, case, setting.as_of, stopped(setting.excluded, case))


@dataclass(frozen=True, slots=True)
class OrderTimes:
    """The time of each completed order from its placement, or how long after its commitment it was completed."""

    choice: Choice
    clock: Clock
    delay: bool = False
    """Whether it is the delay: below 0 for what was completed before its commitment."""
    timeliness: Timeliness = FIRST_PROMISE
    """What orders are committed to."""

    @property
    def min_sample(self) -> int:
        """Fewest orders for a verdict."""
        return self.choice.min_sample

    def needs(self) -> Needs:
        """The orders of its entities."""
        return Needs(orders=self.choice.entities, attributes=self.choice.population.paths)

    def values(self, setting: Setting, facts: Facts) -> Values:
        """The times of the orders that were completed in the period."""

        def when(order: Order) -> int | None:
            fell = order.status in {OrderState.CANCELLED, OrderState.REJECTED, OrderState.FAILED}
            return None if fell or self._start(order) is None else completed_by(order, setting.as_of)

        found = chosen(self.choice, setting, facts.orders, when)
        values = [
            self._between(start, each.at) for each in found.counted if (start := self._start(each.event)) is not None
        ]
        return Values(values, excluded=amounts(found.categories))

    def _start(self, order: Order) -> int | None:
        return self.timeliness.committed(order) if self.delay else order.created

    def _between(self, start: int, end: int) -> Fraction:
        if end < start:
            return -self.clock.level(Interval(end, start))
        return self.clock.level(Interval(start, end))


@dataclass(frozen=True, slots=True)
class ContactWaits:
    """How long each answered contact waited: its mean is the average speed of answer."""

    choice: Choice
    unit: int
    """Microseconds of the unit."""
    wait_from: WaitFrom = WaitFrom.QUEUED

    @property
    def min_sample(self) -> int:
        """Fewest contacts for a verdict."""
        return self.choice.min_sample

    def needs(self) -> Needs:
        """The contacts of its entities."""
        return Needs(contacts=self.choice.entities, attributes=self.choice.population.paths)

    def values(self, setting: Setting, facts: Facts) -> Values:
        """The waits of the contacts that began in the period; those that still wait are undecided."""
        known = (contact for contact in facts.contacts if contact.offered <= setting.as_of)
        found = chosen(self.choice, setting, known, lambda contact: contact.offered)
        ends = [waited(each.event, self.wait_from, setting.as_of) for each in found.counted]
        values = [Fraction(end.wait, self.unit) for end in ends if end is not None and end.answered]
        return Values(values, ends.count(None), amounts(found.categories))


@dataclass(frozen=True, slots=True)
class EventNumber:
    """Cases, orders or contacts as such: each has the value 1."""

    choice: Choice
    kind: str
    """"cases", "orders" or "contacts"."""
    when: Callable[[object, int], int | None]
    """(event, as_of): the instant that puts it in a period; None when it does not count."""

    @property
    def min_sample(self) -> int:
        """Fewest of them for a verdict."""
        return self.choice.min_sample

    def needs(self) -> Needs:
        """The events of its entities."""
        named: Any = {self.kind: self.choice.entities}
        return Needs(**named, attributes=self.choice.population.paths)

    def values(self, setting: Setting, facts: Facts) -> Values:
        """A one for each event of the period."""
        events: Sequence[Case] = getattr(facts, self.kind)
        found = chosen(self.choice, setting, events, lambda event: self.when(event, setting.as_of))
        return Values([Fraction(1)] * len(found.counted), excluded=amounts(found.categories))
