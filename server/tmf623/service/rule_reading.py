"""Reading a rule into how it computes: what the rooms of all kinds of computation share."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract.faults import shown
from tmf623.domain.calendar import Calendar
from tmf623.domain.choices import SourcePolicy
from tmf623.domain.objective import Objective
from tmf623.domain.scope import Hours
from tmf623.domain.states import Merging
from tmf623.domain.units import Share, Unit
from tmf623.service import business_calendars, metrics
from tmf623.service.spec_values import read


class Unreadable(Exception):
    """A rule does not say what could be assessed; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class RuleReading:
    """A rule that is being read, with the defaults of the metric library filled in."""

    sla: Sla
    rule: Rule
    unit: Unit
    objective: Objective
    other: Callable[[str], Any]
    """Reads another rule of the agreement, by its id, into Terms; Unreadable when it cannot be."""

    @property
    def spec(self) -> RuleSpec:
        """The typed part."""
        return self.rule.spec

    @property
    def zone(self) -> ZoneInfo:
        """The agreement's time zone."""
        return business_calendars.zone_of(self.sla)

    @property
    def metric(self) -> str:
        """Name of the series whose observations count."""
        return metrics.series_of(self.spec.metric if self.spec.HasField("metric") else self.rule.metric)

    def whole(self) -> Fraction:
        """What all of it is in the rule's unit, which must be one of shares."""
        if not isinstance(self.unit, Share):
            raise Unreadable(f"its level is a share, and {shown(self.rule.unit)} is no unit of shares")
        return self.unit.whole

    def objects(self) -> tuple[str, ...]:
        """The objects whose series count, in order; Unreadable when the rule leaves open which."""
        if self.spec.objects:
            return tuple(sorted(self.spec.objects))
        named = {self.spec.object} if self.spec.HasField("object") else objects_of(self.sla)
        if len(named) != 1:
            raise Unreadable(f"spec.object must say which of the {len(named)} entities in scope the rule is about")
        return tuple(named)

    def entities(self) -> frozenset[str]:
        """The entities whose cases, orders and contacts count: every one in scope unless the rule names some."""
        named = frozenset(self.spec.objects) or ({self.spec.object} if self.spec.HasField("object") else frozenset())
        entities = named or objects_of(self.sla)
        if not entities:
            raise Unreadable("the scope names no entity by its id")
        return frozenset(entities)

    def calendar(self) -> Calendar | None:
        """The calendar of the service time; None: every instant counts."""
        if not self.spec.HasField("calendar_ref"):
            return None
        return business_calendars.calendar_of(self.sla, self.spec.calendar_ref, "calendarRef")

    def hours(self) -> Hours:
        """What time the rule is about."""
        available = None
        if self.spec.HasField("available_rule"):
            available = self.other(self.spec.available_rule).computation
        return Hours(self.calendar(), available)

    def merging(self, default: SourcePolicy) -> Merging:
        """How several sources are one."""
        sources = self.spec.sources
        return Merging(read(sources, "policy", default), read(sources, "quorum", 1), tuple(sources.source))

    def hold(self) -> int | None:
        """How long an update says what is the case at most; None: until the next one."""
        interval: int | None = read(self.spec, "update_interval")
        return None if interval is None else interval * (1 + self.spec.grace_times)


def objects_of(sla: Sla) -> frozenset[str]:
    """What measurements and cases must name to count for an agreement."""
    return frozenset(entity.id for entity in sla.scope if entity.id) if sla.scope else frozenset({f"sla/{sla.id}"})
