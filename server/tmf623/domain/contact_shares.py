"""Contact centres: the share of contacts answered in time, abandoned, or resolved at the first time.

T is the time to answer in; ans and ab are the contacts answered and abandoned, ansT and abT those of them that
waited no longer than T, abShort the abandoned ones that waited no longer than the short time. The five variants of
the service level, and what they give for one set of data: callcentrehelper.com, "Service level threshold
calculations"; icmi.com, "Service Level Calculations". A contact that still waits is undecided.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.choices import ContactFormula, WaitFrom
from tmf623.domain.chosen import Choice, amounts, chosen
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.facts import Contact, Facts
from tmf623.domain.instants import DAY, SECOND
from tmf623.domain.tally import Tally


class Waited(NamedTuple):
    """How a contact's wait ended."""

    answered: bool
    wait: int
    """Microseconds."""


class Counts(NamedTuple):
    """What one contact adds to a share."""

    over: bool
    under: bool


@dataclass(frozen=True, slots=True)
class ContactMethod:
    """How contacts are counted; times in microseconds."""

    formula: ContactFormula = ContactFormula.F1
    threshold: int = 20 * SECOND
    short: int = 5 * SECOND
    repeat_within: int = 7 * DAY
    wait_from: WaitFrom = WaitFrom.QUEUED


def waited(contact: Contact, wait_from: WaitFrom, as_of: int) -> Waited | None:
    """How a contact's wait ended by `as_of`; None while it waits."""
    since = contact.offered if wait_from is WaitFrom.OFFERED or contact.queued is None else contact.queued
    for ended, answered in ((contact.answered, True), (contact.abandoned, False)):
        if ended is not None and ended <= as_of:
            return Waited(answered, max(ended - since, 0))
    return None


_FORMULAS: Mapping[ContactFormula, Callable[[Waited, ContactMethod], Counts]] = {
    ContactFormula.F1: lambda each, method: Counts(each.wait <= method.threshold, under=True),
    ContactFormula.F2: lambda each, method: Counts(each.answered and each.wait <= method.threshold, each.answered),
    ContactFormula.F3: lambda each, method: Counts(each.answered and each.wait <= method.threshold, under=True),
    ContactFormula.F4: lambda each, method: Counts(
        each.answered and each.wait <= method.threshold, each.answered or each.wait > method.threshold
    ),
    ContactFormula.F5: lambda each, method: Counts(
        each.wait <= (method.threshold if each.answered else method.short), under=True
    ),
    ContactFormula.ABANDONED: lambda each, _: Counts(not each.answered, under=True),
    ContactFormula.ABANDONED_NOT_SHORT: lambda each, method: Counts(
        not each.answered and each.wait > method.short, each.answered or each.wait > method.short
    ),
}
"""What each contact adds; the share of those resolved at once is not among them."""
_OF_BAD = frozenset({ContactFormula.ABANDONED, ContactFormula.ABANDONED_NOT_SHORT})


@dataclass(frozen=True, slots=True)
class ContactShare:
    """A share of the contacts that began in a period."""

    choice: Choice
    whole: Fraction
    method: ContactMethod = field(default_factory=ContactMethod)

    def needs(self) -> Needs:
        """The contacts of its entities, and those in which a customer may come again."""
        again = self.method.formula is ContactFormula.FIRST_CONTACT_RESOLUTION
        after = self.method.repeat_within if again else 0
        return Needs(contacts=self.choice.entities, attributes=self.choice.population.paths, after=after)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of the period's contacts."""
        known = [contact for contact in facts.contacts if contact.offered <= setting.as_of]
        found = chosen(self.choice, setting, known, lambda contact: contact.offered)
        counts = self._counter(setting, known)
        over = under = undecided = 0
        for contact, _, excused in found.counted:
            added = counts(contact)
            if added is None:
                undecided += 1
                continue
            under += added.under
            over += added.under and (self.method.formula not in _OF_BAD if excused else added.over)
        tally = Tally(Fraction(over), Fraction(under), undecided, amounts(found.categories))
        return tally.outcome(setting, self.whole, self.choice.min_sample)

    def _counter(self, setting: Setting, known: Iterable[Contact]) -> Callable[[Contact], Counts | None]:
        """What a contact adds; None while that is open."""
        method = self.method
        if method.formula is ContactFormula.FIRST_CONTACT_RESOLUTION:
            return _Resolution(method, setting.as_of, known).counts

        def counts(contact: Contact) -> Counts | None:
            ended = waited(contact, method.wait_from, setting.as_of)
            return None if ended is None else _FORMULAS[method.formula](ended, method)

        return counts


class _Resolution:
    """Whether answered contacts settled the matter: resolved, and the customer did not come again about it.

    A contact without a customer is taken by its own word. While the time to come again lasts, it is undecided.
    """

    def __init__(self, method: ContactMethod, as_of: int, known: Iterable[Contact]) -> None:
        self._method = method
        self._as_of = as_of
        self._times: dict[tuple[str, str], list[int]] = {}
        for contact in known:
            self._times.setdefault((contact.customer, contact.topic), []).append(contact.offered)
        for times in self._times.values():
            times.sort()

    def counts(self, contact: Contact) -> Counts | None:
        """One among those answered; abandoned ones are not among them."""
        ended = waited(contact, self._method.wait_from, self._as_of)
        if ended is None:
            return None
        if not ended.answered or not contact.resolved:
            return Counts(over=False, under=ended.answered)
        if not contact.customer:
            return Counts(over=True, under=True)
        times = self._times[contact.customer, contact.topic]
        place = bisect_right(times, contact.offered)
        again = place < len(times) and times[place] <= contact.offered + self._method.repeat_within
        if not again and self._as_of < contact.offered + self._method.repeat_within:
            return None
        return Counts(over=not again, under=True)
