"""Maintenance windows from iCalendar files (RFC 5545): each event asks for an exclusion, once.

An event is known by its UID, and by its RECURRENCE-ID where it replaces one of a series. Importing a file again
changes what is still requested and leaves alone what was decided; a cancelled event is not asked for.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from icalendar import Calendar

from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import EXCLUSION
from tmf623.domain.zones import instant_of
from tmf623.errors import Invalid, Reason, Refused, SlaError
from tmf623.service import exclusions, records, zones
from tmf623.service.behaviour import Origin
from tmf623.service.timestamps import instant_of as instant_of_moment
from tmf623.service.timestamps import stamp
from tmf623.store.transaction import Transaction

SOURCE = "icalendar"
_UNREAD = ("RDATE", "EXRULE")


class Outcome(StrEnum):
    """What became of an event."""

    REQUESTED = "requested"
    CHANGED = "changed"
    REPEATED = "repeated"
    DECIDED = "decided"
    """It differs from what was decided already, which stands."""
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Imported(NamedTuple):
    """What became of one event, for people."""

    event: str
    """Its UID, and RECURRENCE-ID."""
    outcome: Outcome
    exclusion_id: int | None = None
    reason: str = ""


def events_of(content: bytes) -> list[Any]:
    """The events of an iCalendar file; Invalid when it is none or has none."""
    try:
        calendar = Calendar.from_ical(content)
        found = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError) as error:
        raise Invalid(Reason.INVALID_VALUE, f"the file is no iCalendar file: {error}") from None
    if not found:
        raise Invalid(Reason.INVALID_VALUE, "the file holds no event")
    return found


def import_events(tx: Transaction, events: list[Any], asked: Exclusion, zone: str) -> list[Imported]:
    """Ask for an exclusion for each event, in file order.

    Args:
        tx: the transaction.
        events: of one file; those that replace one of a series take it out of the series.
        asked: what all of the exclusions say: category, scope, who requests them, perhaps effect and notice.
        zone: IANA zone of events that name none.

    What is wrong with one event is told of that event; the others are imported.
    """
    replaced: dict[str, list[Any]] = {}
    for event in events:
        if "RECURRENCE-ID" in event:
            replaced.setdefault(str(event.get("UID", "")), []).append(event["RECURRENCE-ID"])
    return [_imported(tx, event, asked, zone, replaced) for event in events]


def _imported(tx: Transaction, event: Any, asked: Exclusion, zone: str, replaced: dict[str, list[Any]]) -> Imported:
    uid = str(event.get("UID", "")).strip()
    key = uid + (f"/{event['RECURRENCE-ID'].to_ical().decode()}" if "RECURRENCE-ID" in event else "")
    if not uid:
        return Imported("", Outcome.REFUSED, reason="UID is missing")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return Imported(key, Outcome.CANCELLED)
    others = [] if "RECURRENCE-ID" in event else replaced.get(uid, [])
    try:
        wanted = _exclusion(event, asked, zone, others)
        wanted.source, wanted.external_id = SOURCE, key
        exclusions.check(wanted, Origin())
        return _kept(tx, wanted, key)
    except SlaError as error:
        return Imported(key, Outcome.REFUSED, reason=error.message)


def _kept(tx: Transaction, wanted: Exclusion, key: str) -> Imported:
    natural_key = f"{SOURCE}/{key}"
    stored = tx.resources.by_natural_key(EXCLUSION, natural_key)
    if stored is None:
        made = records.add(tx, EXCLUSION, exclusions.created(tx, wanted), natural_key=natural_key)
        return Imported(key, Outcome.REQUESTED, made.id)
    before: Any = loaded(EXCLUSION, stored)
    after = Exclusion()
    after.CopyFrom(wanted)
    after.id, after.requested_by, after.state = before.id, before.requested_by, before.state
    for name in ("approved_by", "rejected_by", "revoked_by", "state_reason"):
        if before.HasField(name):
            setattr(after, name, getattr(before, name))
    try:
        after = exclusions.changed(tx, before, after)
    except SlaError as error:
        return Imported(key, Outcome.DECIDED, stored.id, error.message)
    put = records.put(tx, EXCLUSION, stored, before, after)
    return Imported(key, Outcome.REPEATED if put.revision == stored.revision else Outcome.CHANGED, stored.id)


def _exclusion(event: Any, asked: Exclusion, zone: str, replaced: list[Any]) -> Exclusion:
    for name in _UNREAD:
        if name in event:
            raise Refused(Reason.RULE_REFUSED, f"{name} is not read: give each window an event of its own")
    if "DTSTART" not in event:
        raise Invalid(Reason.MISSING_ATTRIBUTE, "DTSTART is missing")
    wanted = Exclusion()
    wanted.CopyFrom(asked)
    name = _zone_of(event, zone)
    start = _instant(event["DTSTART"].dt, name)
    wanted.window.start_date_time.CopyFrom(stamp(start))
    wanted.window.end_date_time.CopyFrom(stamp(_end(event, name, start)))
    wanted.time_zone = name
    if "SUMMARY" in event and not wanted.HasField("reason"):
        wanted.reason = str(event["SUMMARY"])
    if "URL" in event and not wanted.HasField("evidence_ref"):
        wanted.evidence_ref = str(event["URL"])
    if "RRULE" in event:
        if isinstance(event["RRULE"], list):
            raise Refused(Reason.RULE_REFUSED, "RRULE stands more than once: give each an event of its own")
        wanted.recurrence = event["RRULE"].to_ical().decode()
        instants = {_instant(day, name) for day in [*_excepted(event), *(each.dt for each in replaced)]}
        wanted.exception_date.extend(stamp(instant) for instant in sorted(instants))
    return wanted


def _excepted(event: Any) -> Iterator[date]:
    found = event.get("EXDATE", [])
    for each in found if isinstance(found, list) else [found]:
        yield from (value.dt for value in each.dts)


def _end(event: Any, zone: str, start: int) -> int:
    """When a window ends: DTEND, or DTSTART and DURATION, or the end of the day DTSTART names (RFC 5545, 3.6.1)."""
    if "DTEND" in event:
        return _instant(event["DTEND"].dt, zone)
    first = event["DTSTART"].dt
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        if isinstance(first, datetime):
            return start + length // timedelta(microseconds=1)
        return _instant(first + length, zone)
    if isinstance(first, datetime):
        raise Refused(Reason.RULE_REFUSED, "neither DTEND nor DURATION says when the window ends")
    return _instant(first + timedelta(days=1), zone)


def _zone_of(event: Any, default: str) -> str:
    """The IANA zone of an event's start; `default` when it names none."""
    name = str(event["DTSTART"].params.get("TZID", "")).strip()
    first = event["DTSTART"].dt
    known = getattr(getattr(first, "tzinfo", None), "key", None)
    for candidate in (name, known or "", default if not name else ""):
        try:
            zones.zone(candidate)
        except ValueError:
            continue
        return candidate
    raise Refused(Reason.RULE_REFUSED, f"TZID is {shown(name)}, not an IANA time zone")


def _instant(given: date, zone: str) -> int:
    """The instant of a date (its first), of a local time, or of a time with an offset."""
    if not isinstance(given, datetime):
        return instant_of(zones.zone(zone), given)
    if given.tzinfo is not None:
        return instant_of_moment(given)
    since_midnight = given - datetime.combine(given.date(), datetime.min.time())
    return instant_of(zones.zone(zone), given.date(), since_midnight // timedelta(microseconds=1))
