"""Judging by what is stored: read the facts a rule needs, as of a cut of knowledge, and hand them to `findings`."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from tmf623.contract.documents import loaded
from tmf623.contract.kinds import Kind
from tmf623.domain.instants import Interval
from tmf623.domain.settlement import Windows
from tmf623.service import findings, honouring, settling, verdicts
from tmf623.service.findings import Finding, Question
from tmf623.service.governing import Part
from tmf623.service.grounds import Grounds, judged, of_period, span_of_case
from tmf623.service.terms import Terms
from tmf623.service.terms_of_cases import EventDuration
from tmf623.service.timestamps import microseconds, moment_of
from tmf623.store.agenda import Need, Touched
from tmf623.store.occurrences import Known
from tmf623.store.transaction import Transaction


def of_part(tx: Transaction, part: Part, as_of: int) -> Finding:
    """What judging a period, or a part of one, shows, by what was known at `as_of`."""
    return of_grounds(part, grounds_of(tx, part, as_of))


def grounds_of(tx: Transaction, part: Part, as_of: int) -> Grounds:
    """What judging a period, or a part of one, rests on, as it was known at `as_of`."""
    asked = Grounds(part.revision.sla, part.revision.number, part.revision.rule.id, as_of)
    if part.agreed is None:
        return asked
    return of_period(tx, asked, part.agreed, (part.period, part.valid), in_part=not part.alone)


def of_grounds(part: Part, grounds: Grounds) -> Finding:
    """What the grounds of a part show."""
    found = None if part.agreed is None else judged(grounds, part.agreed)
    return findings.of_rule(grounds.question(), part.unreadable) if found is None else found


def event_of(tx: Transaction, kind: Kind, id: int, as_of: int) -> Any:  # noqa: A002 - the contract's own word
    """A case or order as it was known at `as_of`; None when it was not."""
    known = [version for version in tx.resources.versions(kind, id) if version.recorded_at <= as_of]
    return loaded(kind, known[-1].stored) if known else None


def of_event(tx: Transaction, question: Question, agreed: Terms[Any], event: Any) -> Finding | None:
    """What judging one case or order shows; None when it does not count."""
    return next(of_cases(tx, question, agreed, [event]), None)


def of_cases(
    tx: Transaction, question: Question, agreed: Terms[EventDuration], cases: Sequence[Any]
) -> Iterator[Finding]:
    """What judging each of some cases shows; those that do not count are passed over."""
    if not cases:
        return
    first = min(microseconds(case.creation_date) for case in cases)
    ever = Interval(min(first, question.as_of), question.as_of + 1)
    honoured = honouring.of_spans(tx, question.sla, question.rule, ever, question.as_of)
    for case in cases:
        span = span_of_case(case, question.as_of)
        excluded = honoured(span) if span.start < span.end else ()
        finding = findings.of_case(question, agreed, case, excluded)
        if finding is not None:
            yield finding


def cases_of(tx: Transaction, agreed: Terms[EventDuration], as_of: int, after: int, limit: int) -> list[Known]:
    """The cases of a rule that were known at `as_of`, the first ones after id `after`."""
    rule = agreed.computation
    words = rule.population.words
    chosen = rule.objects, words.get("ticketType", ()), ()
    return tx.evidence.cases(*chosen, moment_of(as_of), after_id=after, limit=limit)


def declared(tx: Transaction, parts: list[Part]) -> int | None:
    """The revision whose terms were declared to govern a period; None when none was, or it is judged in parts."""
    if len(parts) > 1 or parts[0].agreed is None:
        return None
    revision = parts[0].revision
    key = verdicts.key_of(revision.sla.id, revision.rule.id, findings.period_subject(parts[0].period))
    latest = verdicts.latest_of(tx, key)
    return None if latest is None else verdicts.governed_by(tx, key, latest)


def period_state(tx: Transaction, part: Part, as_of: int, default: Windows) -> str:
    """Where a period stands, or a part of one; empty when it can never be judged."""
    if part.agreed is None:
        return ""
    subject = findings.period_subject(part.period if part.alone else part.valid)
    key = verdicts.key_of(part.revision.sla.id, part.revision.rule.id, subject)
    latest = verdicts.latest_of(tx, key)
    first = None if latest is None else verdicts.first_judged(tx, key, latest)
    revision = 0 if latest is None else latest.revision
    return settling.windows_of(part.revision.rule, default).state(part.valid.end, as_of, first, revision)


def needs_of(agreed: Terms[Any]) -> list[Need]:
    """What a rule is judged from: what marks it due when it is recorded."""
    if judges_events(agreed):
        types = agreed.computation.population.words.get("ticketType") or {""}
        pairs = product(sorted(agreed.computation.objects), sorted(types))
        return [Need(Touched.CASE, name, type_, per_event=True) for name, type_ in pairs]
    needs = agreed.computation.needs()
    series = [Need(Touched.SERIES, name, metric) for name, metric in sorted(needs.series)]
    kinds = ((Touched.CASE, needs.cases), (Touched.ORDER, needs.orders), (Touched.CONTACT, needs.contacts))
    return series + [Need(kind, name) for kind, names in kinds for name in sorted(names)]


def judges_events(agreed: Terms[Any]) -> bool:
    """Whether a rule judges each case by itself, and no period."""
    return isinstance(agreed.computation, EventDuration)
