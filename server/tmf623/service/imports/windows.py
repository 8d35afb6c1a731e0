"""Time windows of OpenSLO: which spans of time its objectives are judged over."""

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract.faults import shown
from tmf623.domain.periods import ConformancePeriod
from tmf623.domain.zones import instant_of
from tmf623.errors import Invalid, Reason
from tmf623.service import zones
from tmf623.service.imports.reading import Node

_SHORTHAND = re.compile(r"([1-9]\d{0,5})([mhdwMQY])", re.ASCII)
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")
_QUARTER_STARTS = (1, 4, 7, 10)


class Window(NamedTuple):
    """Which spans are judged."""

    spec: RuleSpec
    """With the attributes that say so, and nothing else."""
    zone: str | None = None
    """IANA name; None: it does not matter."""
    start: int | None = None
    """From when on, microseconds since 1970 UTC; None: always."""


def slice_length(node: Node, name: str) -> str | None:
    """An ISO 8601 duration of a time slice: a number of minutes, or a shorthand; None when there is none."""
    text = node.text(name)
    if text is None:
        return None
    if re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        return f"PT{text}M"
    found = _SHORTHAND.fullmatch(text)
    units = {"m": "PT{}M", "h": "PT{}H", "d": "P{}D", "w": "P{}W"}
    if found is None or found.group(2) not in units:
        attribute = f"{node.path}.{name}"
        sentence = f"{attribute} is {shown(text)}, not minutes, and no shorthand of minutes, hours, days or weeks"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    return units[found.group(2)].format(found.group(1))


def window_of(spec: Node) -> Window:
    """The window of an SLO's spec; what cannot be judged is told of, and judged by calendar month."""
    windows = spec.nodes("timeWindow")
    if len(windows) != 1:
        spec.unsupported("timeWindow", f"has {len(windows)} windows, not one: nothing says which spans are judged")
        return Window(RuleSpec())
    [window] = windows
    duration, rolling = window.demanded("duration"), window.text("isRolling")
    calendar = window.node("calendar")
    window.finish()
    if _SHORTHAND.fullmatch(duration) is None:
        attribute = f"{window.path}.duration"
        raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(duration)}, no duration", attribute=attribute)
    if calendar is not None:
        if rolling == "true":
            window.unsupported("isRolling", "is true beside a calendar: windows either roll or follow a calendar")
        return _calendar(window, calendar, duration)
    if rolling != "true":
        window.unsupported("isRolling", "is not true, and there is no calendar that says where windows start")
    return _rolling(window, duration)


def _rolling(window: Node, duration: str) -> Window:
    count, unit = int(duration[:-1]), duration[-1]
    if unit not in {"d", "w"}:
        window.unsupported("duration", f"is {duration}: windows roll by days and weeks, which have one length each")
        return Window(RuleSpec())
    spec = RuleSpec(conformance_period=ConformancePeriod.ROLLING)
    spec.rolling.length = f"P{count * 7 if unit == 'w' else count}D"
    return Window(spec)


def _calendar(window: Node, calendar: Node, duration: str) -> Window:
    name = calendar.demanded("timeZone")
    try:
        zone = zones.zone(name)
    except ValueError:
        attribute = f"{calendar.path}.timeZone"
        sentence = f"{attribute} is {shown(name)}, not an IANA time zone"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None
    start = _start(calendar)
    calendar.finish()
    spec = _cycle(duration, start)
    if spec is None or start.time() != datetime.min.time():
        window.unsupported(
            "calendar",
            f"cuts time into {duration} from {start}: windows start with a day, week, month, quarter or year",
        )
        spec = spec or RuleSpec()
    return Window(spec, name, _instant(zone, start))


def _cycle(duration: str, start: datetime) -> RuleSpec | None:
    """The cycle whose periods last `duration` and of which one starts on the day of `start`; None: there is none."""
    first = start.day == 1
    periods = {
        "1d": (True, ConformancePeriod.DAY),
        "1w": (start.weekday() == 0, ConformancePeriod.ISO_WEEK),
        "7d": (start.weekday() == 0, ConformancePeriod.ISO_WEEK),
        "1M": (True, ConformancePeriod.CALENDAR_MONTH if first else ConformancePeriod.BILLING_MONTH),
        "1Q": (first and start.month in _QUARTER_STARTS, ConformancePeriod.QUARTER),
        "3M": (first and start.month in _QUARTER_STARTS, ConformancePeriod.QUARTER),
        "1Y": (first and start.month == 1, ConformancePeriod.YEAR),
        "12M": (first and start.month == 1, ConformancePeriod.YEAR),
    }
    fits, period = periods.get(duration, (False, ConformancePeriod.DAY))
    if not fits:
        return None
    spec = RuleSpec(conformance_period=period)
    if period is ConformancePeriod.BILLING_MONTH:
        spec.anchor_day = start.day
    return spec


def _start(calendar: Node) -> datetime:
    text = calendar.demanded("startTime")
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - local time of the calendar's zone
        except ValueError:
            continue
    attribute = f"{calendar.path}.startTime"
    raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, no local date and time", attribute=attribute)


def _instant(zone: ZoneInfo, start: datetime) -> int:
    since_midnight = (start.hour * 3600 + start.minute * 60 + start.second) * 1_000_000
    return instant_of(zone, start.date(), since_midnight)
