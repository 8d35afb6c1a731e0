"""Scheduled QoS reports: made when a period has settled, and sent to who receives them."""

from typing import cast
from zoneinfo import ZoneInfo

from tmf.sla.v1.notification_pb2 import Notification, QosReportSchedule
from tmf.sla.v1.report_service_pb2 import CreateQosReportRequest
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import QOS_REPORT, QOS_REPORT_SCHEDULE
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.domain.durations import microseconds_of
from tmf623.domain.instants import HOUR, Interval
from tmf623.domain.notification import RuleState
from tmf623.domain.periods import CYCLES, ConformancePeriod, period_at
from tmf623.errors import Invalid, Reason, Refused, SlaError
from tmf623.query.criteria import Comparison, Operator, Query, ValueType
from tmf623.service import notifications, qos_reports, recipients, records, zones
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.life_cycles import keep, state_of
from tmf623.service.report_documents import Format
from tmf623.service.timestamps import instant_of, microseconds, recordable, stamp, time_period
from tmf623.store.transaction import Transaction

_USUAL_DELAY = 72 * HOUR
_OWNED = ("next_date", "last_report_id")
_PERIODS = frozenset(
    {
        ConformancePeriod.DAY,
        ConformancePeriod.ISO_WEEK,
        ConformancePeriod.CALENDAR_MONTH,
        ConformancePeriod.QUARTER,
        ConformancePeriod.YEAR,
    }
)


def check(schedule: QosReportSchedule, origin: Origin) -> None:
    """Refuse a schedule no report could be made by.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: both agreements and a party are named.
    """
    if schedule.HasField("state"):
        state_of(schedule.state, RuleState)
    period = state_of(schedule.reporting_period, ConformancePeriod, "reportingPeriod")
    if period not in _PERIODS:
        raise _invalid("reportingPeriod", schedule.reporting_period, f"one of {', '.join(sorted(_PERIODS))}")
    if schedule.HasField("time_zone"):
        _zone(schedule)
    _delay(schedule)
    recipients.check(schedule.recipient, private=origin.private_callbacks)
    if schedule.HasField("next_period_end"):
        recordable(schedule.next_period_end, "nextPeriodEnd")
    if bool(schedule.sla_id) == bool(schedule.related_party_id.strip()):
        sentence = "either slaId or relatedPartyId says what the reports are about, not both and not neither"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="slaId")


def due(tx: Transaction, most: int) -> list[Stored]:
    """Schedules whose next report is to be made now."""
    nanoseconds = instant_of(tx.now) * 1000
    when = Comparison(("nextDate",), ValueType.INSTANT, Operator.LTE, (nanoseconds,))
    return list(tx.resources.find(QOS_REPORT_SCHEDULE, Query(where=when, limit=most), counted=False).rows)


def report(tx: Transaction, schedule_id: int) -> None:
    """Make a schedule's next report, queue it for its recipients, and turn to the period after it."""
    stored = tx.resources.get(QOS_REPORT_SCHEDULE, schedule_id)
    before = cast("QosReportSchedule", loaded(QOS_REPORT_SCHEDULE, stored))
    if not before.HasField("next_date") or microseconds(before.next_date) > instant_of(tx.now):
        return
    after = QosReportSchedule()
    after.CopyFrom(before)
    span = _period(after, microseconds(after.next_period_end) - 1)
    request = CreateQosReportRequest(name=after.name, sla_id=after.sla_id, time_zone=after.time_zone or "UTC")
    if after.HasField("related_party_id"):
        request.related_party_id = after.related_party_id
    request.period.CopyFrom(time_period(span))
    try:
        made = qos_reports.create(tx, request)
    except SlaError as error:
        after.state = RuleState.PAUSED
        after.ClearField("next_date")
        after.last_report_id = ""
        _tell(tx, after, f"no report is made any more: {error.message}")
    else:
        after.last_report_id = str(made.id)
        _send(tx, after, made, span)
        _turn(after, span.end)
    records.put(tx, QOS_REPORT_SCHEDULE, stored, before, after)


def _send(tx: Transaction, schedule: QosReportSchedule, made: Stored, span: Interval) -> None:
    where = href(QOS_REPORT, made.id, QOS_V1, "")
    first, past = (stamp(instant).ToJsonString() for instant in (span.start, span.end))
    for recipient in schedule.recipient:
        notice = Notification(
            rule_id=str(schedule.id),
            channel=recipient.channel,
            address=recipient.address,
            subject=schedule.name,
            body=f"{schedule.name}\nFrom {first} to {past}.\n{where}",
            qos_report_id=str(made.id),
            format=recipient.format if recipient.HasField("format") else Format.PDF,
        )
        notifications.queue(tx, notice, f"report/{made.id}/{recipient.channel}/{recipient.address}")


def _tell(tx: Transaction, schedule: QosReportSchedule, why: str) -> None:
    for recipient in schedule.recipient:
        notice = Notification(
            rule_id=str(schedule.id), channel=recipient.channel, address=recipient.address, subject=schedule.name
        )
        notice.body = f"{schedule.name}: {why}"
        key = f"paused/{schedule.id}/{instant_of(tx.now)}/{recipient.channel}/{recipient.address}"
        notifications.queue(tx, notice, key)


def _created(tx: Transaction, sent: QosReportSchedule) -> QosReportSchedule:
    for name in _OWNED:
        sent.ClearField(name)
    if not sent.HasField("state"):
        sent.state = RuleState.ACTIVE
    return _timed(tx, sent)


def _changed(tx: Transaction, before: QosReportSchedule, after: QosReportSchedule) -> QosReportSchedule:
    keep(_OWNED, before, after)
    if not after.HasField("state"):
        after.state = before.state
    return _timed(tx, after)


def _timed(tx: Transaction, schedule: QosReportSchedule) -> QosReportSchedule:
    """Say when the next report is made; the end of a period is that of the one that holds the instant given."""
    given = schedule.next_period_end if schedule.HasField("next_period_end") else stamp(instant_of(tx.now) + 1)
    end = _period(schedule, microseconds(given) - 1).end
    schedule.next_period_end.CopyFrom(stamp(end))
    schedule.ClearField("next_date")
    if schedule.state == RuleState.ACTIVE:
        schedule.next_date.CopyFrom(stamp(end + _delay(schedule)))
    return schedule


def _turn(schedule: QosReportSchedule, end: int) -> None:
    following = _period(schedule, end)
    schedule.next_period_end.CopyFrom(stamp(following.end))
    schedule.next_date.CopyFrom(stamp(following.end + _delay(schedule)))


def _period(schedule: QosReportSchedule, instant: int) -> Interval:
    return period_at(CYCLES[ConformancePeriod(schedule.reporting_period)], _zone(schedule), instant)


def _zone(schedule: QosReportSchedule) -> ZoneInfo:
    try:
        return zones.zone(schedule.time_zone or zones.UTC)
    except ValueError:
        raise _invalid("timeZone", schedule.time_zone, "an IANA time zone") from None


def _delay(schedule: QosReportSchedule) -> int:
    if not schedule.HasField("delay"):
        return _USUAL_DELAY
    try:
        return microseconds_of(schedule.delay)
    except ValueError:
        raise _invalid("delay", schedule.delay, "an ISO 8601 duration such as PT72H") from None


def _invalid(attribute: str, value: str, expected: str) -> Invalid:
    return Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(value)}, not {expected}", attribute=attribute)


BEHAVIOUR = Behaviour(check=check, created=_created, changed=_changed)
