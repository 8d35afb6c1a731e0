"""The share of cases that keep the target of their priority, e.g. of repairs within 30 hours (Ill. Adm. Code 737.230).

Good of all, with what is taken out of the population taken from both. A case counts when its milestone is reached,
when it was opened, or when it was due. One that is still open is bad once it cannot keep its target any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain import event_duration
from tmf623.domain.assessment import State
from tmf623.domain.choices import CountedBy, PriorityChange
from tmf623.domain.chosen import Choice, amounts, chosen, stopped
from tmf623.domain.computation import Needs, Outcome, Setting
from tmf623.domain.event_duration import PLAIN, Method, Run
from tmf623.domain.evidence import LateEvent
from tmf623.domain.facts import Case, Facts
from tmf623.domain.instants import DAY
from tmf623.domain.priorities import Target, target_of
from tmf623.domain.tally import Tally

LONGEST = 400 * DAY
"""How long before a period a case may have been opened that is due in it."""


class Timed(NamedTuple):
    """A case, what it must keep, and how it did."""

    target: Target
    run: Run
    level: Fraction

    @property
    def due(self) -> int | None:
        """When the milestone must be reached at the latest."""
        return event_duration.due(self.target.clock, self.run, self.target.objective)


@dataclass(frozen=True, slots=True)
class CasesInTarget:
    """The share of cases within their target."""

    choice: Choice
    targets: Sequence[Target]
    """A case that fits none of them does not count."""
    whole: Fraction
    method: Method = PLAIN
    priority_change: PriorityChange = PriorityChange.LATEST
    counted_by: CountedBy = CountedBy.RESOLVED

    def needs(self) -> Needs:
        """The cases of its entities."""
        before = LONGEST if self.counted_by is CountedBy.DUE else 0
        return Needs(cases=self.choice.entities, attributes=self.choice.population.paths, before=before)

    def outcome(self, setting: Setting, facts: Facts) -> Outcome:
        """The share of the period's cases."""
        timed = {id(case): self._timed(setting, case) for case in facts.cases if self.choice.population.holds(case)}
        found = chosen(self.choice, setting, facts.cases, lambda case: self._when(case, timed.get(id(case))))
        good, late, undecided = 0, [], 0
        for case, _, excused in found.counted:
            one = timed[id(case)]
            kept = one and _kept(one)
            if kept is None:
                undecided += 1
            elif kept or excused:
                good += 1
            elif one is not None:
                late.append(LateEvent(case.subject, one.level, one.due))
        total = Fraction(good + len(late))
        tally = Tally(Fraction(good), total, undecided, amounts(found.categories), tuple(late))
        return tally.outcome(setting, self.whole, self.choice.min_sample)

    def _when(self, case: Case, timed: Timed | None) -> int | None:
        """The instant that puts a case in a period; None when it does not count."""
        if timed is None:
            return None
        if self.counted_by is CountedBy.CREATED:
            return case.created
        if self.counted_by is CountedBy.DUE:
            return timed.due
        return timed.run.spans[-1].end if timed.run.state is State.FINAL else None

    def _timed(self, setting: Setting, case: Case) -> Timed | None:
        """How a case did; None when it does not count."""
        if case.status in self.method.meaning.dropped or case.created > setting.as_of:
            return None
        target = target_of(self.targets, case, self.priority_change, setting.as_of)
        if target is None:
            return None
        taken = event_duration.run(self.method, target.milestone, case, setting.as_of, stopped(setting.excluded, case))
        level = event_duration.delivered(target.clock, taken).level
        return None if level is None else Timed(target, taken, level)


def _kept(timed: Timed) -> bool | None:
    """Whether a case kept its target; None while that is open."""
    objective = timed.target.objective
    if timed.run.state is State.FINAL:
        return objective.kept(timed.level)
    return False if objective.lost(timed.level, None) else None
