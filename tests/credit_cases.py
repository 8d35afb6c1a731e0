"""The published credit schedules of `tests/golden/credits.json` as domain values."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from tmf.sla.v1.consequence_pb2 import Consequence as Message
from tmf623.contract.codec import message_of
from tmf623.domain.assessment import Verdict
from tmf623.domain.credit.attainment import Attainment, LocalDays
from tmf623.domain.credit.calculation import Context, draft
from tmf623.domain.credit.charges import Account, Charge
from tmf623.domain.credit.consequence import Consequence
from tmf623.domain.credit.settlement import Member, Settled, settle
from tmf623.domain.evidence import Outage
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND, Interval, difference, length
from tmf623.service.consequence_terms import consequence_of

GOLDEN = json.loads((Path(__file__).parent / "golden" / "credits.json").read_text(encoding="utf-8"))
SCHEDULES: Mapping[str, Any] = {each["id"]: each for each in GOLDEN["schedule"]}
START = int(datetime(2026, 4, 1, tzinfo=UTC).timestamp()) * SECOND
APRIL = Interval(START, START + 30 * DAY)


def consequence(terms: Mapping[str, Any]) -> Consequence:
    return consequence_of(message_of(Message, terms))


def charges(written: Sequence[Mapping[str, Any]]) -> tuple[Charge, ...]:
    return tuple(
        Charge(each["type"], Fraction(each["amount"]), each["currency"], service_class=each.get("serviceClass", ""))
        for each in written
    )


def account(currency: str, paid: Sequence[Charge], period: Interval = APRIL) -> Account:
    return Account(tuple(paid), currency, period, period, UTC)


def attainments(rule: Mapping[str, Any], found: Mapping[str, Any]) -> list[Attainment]:
    """What a case of the golden file was found to be."""
    floor, target = rule["operator"] == ".ge", Fraction(rule["referenceValue"])

    def attainment(**more: Any) -> Attainment:
        level = more.get("level")
        kept = level is None or (level >= target if floor else level <= target)
        verdict = more.pop("verdict", Verdict.MET if kept else Verdict.VIOLATED)
        given = {"subject": "s", "unit": rule["unit"], "target": target, "more_is_better": floor, "period": APRIL}
        return Attainment(**{"rule": "r", "verdict": verdict, **given, **more})

    if "level" in found:
        if found["level"] is None:
            return [attainment(verdict=Verdict.NO_DATA)]
        return [attainment(level=Fraction(found["level"]))]
    if "elapsedHours" in found:
        elapsed = int(Fraction(found["elapsedHours"]) * HOUR)
        span = Interval(START, START + elapsed)
        return [attainment(level=Fraction(elapsed, HOUR), elapsed=elapsed, period=span)]
    if "due" in found:
        due, done = (instant(found[name]) for name in ("due", "done"))
        return [attainment(period=Interval(due - 30 * DAY, done), due=due, elapsed=done - due, level=Fraction(0))]
    if "failingDays" in found:
        days = [Interval(START + i * DAY, START + (i + 1) * DAY) for i in range(31)]
        verdicts = [Verdict.VIOLATED] * found["failingDays"] + [Verdict.MET] * (31 - found["failingDays"])
        return [attainment(verdict=verdict, period=day) for verdict, day in zip(verdicts, days, strict=True)]
    return [availability(attainment, found)]


def availability(attainment: Any, found: Mapping[str, Any]) -> Attainment:
    whole = Interval(START, START + found["periodMinutes"] * MINUTE)
    at, spans = START, []
    for seconds in found.get("outageSeconds", ()):
        spans.append(Interval(at, at + int(Fraction(seconds) * SECOND)))
        at = spans[-1].end + SECOND
    spans += [Interval(START + start * MINUTE, START + end * MINUTE) for start, end in found.get("outages", ())]
    excluded = [Interval(START + start * MINUTE, START + end * MINUTE) for start, end in found.get("exclusions", ())]
    spans = difference(spans, excluded)
    scope = whole.length - (length(excluded) if found.get("exclusionEffect") == "remove" else 0)
    level = Fraction(100 * (scope - length(spans)), scope)
    outages = tuple(Outage(span, Fraction(1)) for span in spans)
    return attainment(level=level, outages=outages, in_scope=scope, period=whole)  # type: ignore[no-any-return]


def instant(text: str) -> int:
    return int(datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).timestamp()) * SECOND


def days_of(found: Mapping[str, Any]) -> LocalDays:
    holidays = {date.fromisoformat(text) for text in found.get("holiday", ())}
    return LocalDays(UTC, lambda day: day.weekday() < 5 and day not in holidays)


def settled(terms: Consequence, found: Sequence[Attainment], paid: Sequence[Charge], days: LocalDays) -> Settled:
    """What comes of one consequence."""
    owed = account(terms.currency, paid)
    (result,) = settle([Member("1", draft(terms, found, Context(owed, days={"r": days})))], owed)
    return result
