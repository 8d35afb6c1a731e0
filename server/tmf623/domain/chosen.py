"""Which cases, orders and contacts of a period a rule counts, which are excluded for what, and which excused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from tmf623.domain.choices import Effect
from tmf623.domain.computation import Excluded, Setting
from tmf623.domain.evidence import ExcludedAmount
from tmf623.domain.facts import Case, Contact, Order
from tmf623.domain.instants import Interval
from tmf623.domain.population import EVERYTHING, Population

E = TypeVar("E", Case, Order, Contact)


@dataclass(frozen=True, slots=True)
class Choice:
    """What rules over cases, orders and contacts have in common."""

    entities: frozenset[str]
    """What they must name."""
    population: Population = EVERYTHING
    min_sample: int = 0
    """Fewest of them for a verdict."""


class Counted(NamedTuple, Generic[E]):
    """One that counts."""

    event: E
    at: int
    """The instant that puts it in the period."""
    excused: bool
    """Whether it does not count as bad."""


class Chosen(NamedTuple, Generic[E]):
    """The ones of a period."""

    counted: list[Counted[E]]
    categories: list[str]
    """Of the ones taken out, why."""


def chosen(choice: Choice, setting: Setting, events: Iterable[E], when: Callable[[E], int | None]) -> Chosen[E]:
    """The events of the population that `when` puts into the period, in order of that instant and of their name.

    An exclusion that removes time takes out the events it holds, and one that excuses lets none of them be bad;
    `when` gives None for an event that does not count at all.
    """
    found: list[Counted[E]] = []
    categories: list[str] = []
    for event in events:
        at = when(event)
        if at is None or not setting.valid.start <= at < setting.valid.end or not choice.population.holds(event):
            continue
        category = choice.population.category(event) or _removed(setting, event, at)
        if category:
            categories.append(category)
        else:
            found.append(Counted(event, at, _is_hit(setting, event, at, Effect.EXCUSE) is not None))
    return Chosen(sorted(found, key=lambda counted: (counted.at, counted.event.subject)), categories)


def stopped(excluded: Iterable[Excluded], event: Case | Order | Contact) -> list[Interval]:
    """When exclusions let the clock of an event stand still: removed time is not counted either."""
    return [
        each.span
        for each in excluded
        if each.effect is not Effect.EXCUSE and (not each.objects or not each.objects.isdisjoint(event.entities))
    ]


def amounts(categories: Iterable[str]) -> tuple[ExcludedAmount, ...]:
    """How many events were excluded for each category, in order of its name."""
    counts: dict[str, int] = {}
    for category in categories:
        counts[category] = counts.get(category, 0) + 1
    return tuple(ExcludedAmount(category, count=counts[category]) for category in sorted(counts))


def _removed(setting: Setting, event: E, at: int) -> str:
    category = _is_hit(setting, event, at, Effect.REMOVE)
    return "" if category is None else category or "excluded"


def _is_hit(setting: Setting, event: E, at: int, effect: Effect) -> str | None:
    """The category of an exclusion that holds an event; None when there is none."""
    hits = [
        each.category
        for each in setting.excluded
        if each.effect is effect
        and each.span.start <= at < each.span.end
        and (not each.objects or not each.objects.isdisjoint(event.entities))
    ]
    return min(hits, default=None)
