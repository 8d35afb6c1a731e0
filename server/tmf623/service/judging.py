"""Judging by what is stored: read the facts a rule needs, as of a cut of knowledge, and hand them to `findings`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tmf623.domain.instants import Interval
from tmf623.domain.settlement import Windows
from tmf623.service import findings, settling, verdicts
from tmf623.service.findings import Finding, Question
from tmf623.service.governing import Part
from tmf623.service.terms import EventDuration, Terms
from tmf623.service.timestamps import moment_of, stamp
from tmf623.store.evidence import KnownCase
from tmf623.store.transaction import Transaction


def of_part(tx: Transaction, part: Part, as_of: int) -> Finding:
    """What judging a period, or a part of one, shows, by what was known at `as_of`."""
    question = part.revision.question(as_of)
    if part.agreed is None:
        return findings.of_rule(question, part.unreadable)
    agreed = replace(part.agreed, in_force=part.valid)
    rule = agreed.computation
    reported = tx.evidence.state_changes(
        rule.object, rule.series, part.period.end, moment_of(as_of), start=part.period.start
    )
    finding = findings.of_period(question, agreed, part.period, reported)
    if not part.alone:
        finding.assessment.subject = subject_of(part.valid)
    return finding


def of_cases(question: Question, agreed: Terms[EventDuration], known: list[KnownCase]) -> Iterator[Finding]:
    """What judging each of some cases shows; those that do not count are passed over."""
    for case in known:
        finding = findings.of_case(question, agreed, case.case)
        if finding is not None:
            yield finding


def cases_of(tx: Transaction, agreed: Terms[EventDuration], as_of: int, after: int, limit: int) -> list[KnownCase]:
    """The cases of a rule that were known at `as_of`, the first ones after id `after`."""
    rule = agreed.computation
    chosen = rule.objects, rule.population.ticket_types, rule.population.priorities
    return tx.evidence.cases(*chosen, moment_of(as_of), after_id=after, limit=limit)


def declared(tx: Transaction, parts: list[Part]) -> int | None:
    """The revision whose terms were declared to govern a period; None when none was, or it is judged in parts."""
    if len(parts) > 1 or parts[0].agreed is None:
        return None
    revision = parts[0].revision
    key = verdicts.key_of(revision.sla.id, revision.rule.id, subject_of(parts[0].period))
    latest = verdicts.latest_of(tx, key)
    return None if latest is None else verdicts.governed_by(tx, key, latest)


def period_state(tx: Transaction, part: Part, as_of: int, default: Windows) -> str:
    """Where a period stands, or a part of one; empty when it can never be judged."""
    if part.agreed is None:
        return ""
    subject = subject_of(part.period if part.alone else part.valid)
    key = verdicts.key_of(part.revision.sla.id, part.revision.rule.id, subject)
    latest = verdicts.latest_of(tx, key)
    first = None if latest is None else verdicts.first_judged(tx, key, latest)
    revision = 0 if latest is None else latest.revision
    return settling.windows_of(part.revision.rule, default).state(part.valid.end, as_of, first, revision)


def subject_of(period: Interval) -> str:
    """What a judgement of a period is about."""
    return f"period/{stamp(period.start).ToJsonString()}/{stamp(period.end).ToJsonString()}"


def judges_events(agreed: Terms[Any]) -> bool:
    """Whether a rule judges each case by itself, and no period."""
    return isinstance(agreed.computation, EventDuration)
