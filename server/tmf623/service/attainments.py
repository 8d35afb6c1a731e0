"""Attainments: final judgements read into what a credit can depend on."""

from datetime import date
from fractions import Fraction

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.domain.assessment import Verdict
from tmf623.domain.credit.attainment import Attainment, LocalDays
from tmf623.domain.decimals import fraction_of
from tmf623.domain.evidence import Outage
from tmf623.domain.instants import Interval
from tmf623.domain.objective import Operator, operator_of
from tmf623.domain.zones import instant_of
from tmf623.service import business_calendars, terms
from tmf623.service.timestamps import interval, microseconds

_FLOORS = frozenset({Operator.GE, Operator.GT})


def attainment_of(message: Assessment) -> Attainment:
    """What a final judgement says that a credit can depend on."""
    evidence = message.evidence
    outages = tuple(Outage(interval(each.period), fraction_of(each.impact)) for each in evidence.outage)
    counted = int(evidence.outage_count) if evidence.outage_count else len(outages)
    return Attainment(
        rule=message.rule_id,
        subject=message.subject,
        verdict=Verdict(message.verdict),
        period=interval(message.conformance_period),
        whole=_whole(message.subject),
        level=Fraction(message.actual_ratio) if message.HasField("actual_ratio") else None,
        unit=message.unit,
        target=_number(message.reference_value),
        more_is_better=operator_of(message.operator) in _FLOORS,
        in_scope=_in_scope(message),
        outages=outages,
        outages_left_out=max(counted - len(outages), 0),
        elapsed=int(evidence.elapsed_us) if evidence.HasField("elapsed_us") else None,
        due=microseconds(evidence.due) if evidence.HasField("due") else None,
    )


def _whole(subject: str) -> Interval | None:
    """The period a subject names, `period/{start}/{end}`; None when it names none."""
    kind, *edges = subject.split("/")
    if kind != "period" or len(edges) < 2:  # noqa: PLR2004 - start and end
        return None
    start, end = Timestamp(), Timestamp()
    try:
        start.FromJsonString(edges[0])
        end.FromJsonString(edges[1])
    except ValueError:
        return None
    return Interval(microseconds(start), microseconds(end))


def _in_scope(message: Assessment) -> int:
    """Microseconds the delivered level was taken over: those whose state was known or assumed."""
    evidence = message.evidence
    if not evidence.HasField("in_scope_us"):
        return 0
    if evidence.HasField("denominator"):
        return int(Fraction(evidence.denominator))
    return int(evidence.in_scope_us) - int(evidence.unknown_us or 0)


def _number(text: str) -> Fraction | None:
    try:
        return fraction_of(text.strip().removesuffix("%"))
    except ValueError:
        return None


def objects_of(sla: Sla, rule: Rule) -> frozenset[str]:
    """The entities a rule is about: its own one, else all in scope."""
    if rule.spec.HasField("object"):
        return frozenset({rule.spec.object})
    return terms.objects_of(sla) if sla.scope else frozenset()


def days_of(sla: Sla, rule: Rule) -> LocalDays:
    """How local days are counted for a rule: by its calendar's working days, where it has one."""
    zone = business_calendars.zone_of(sla)
    if not rule.spec.HasField("calendar_ref"):
        return LocalDays(zone)
    calendar = business_calendars.calendar_of(sla, rule.spec.calendar_ref, "calendarRef")

    def worked(day: date) -> bool:
        next_day = date.fromordinal(day.toordinal() + 1)
        return bool(calendar.spans(Interval(instant_of(zone, day), instant_of(zone, next_day))))

    return LocalDays(zone, worked)
