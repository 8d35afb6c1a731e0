"""Simulate: what proposed terms would have meant over what is recorded, before anyone agrees on them.

Nothing is stored. The terms are taken as if they had been in force all the time they say; cases are judged as they
are known now.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.kinds import SLA
from tmf623.domain.instants import Interval
from tmf623.service import judging, resources, terms
from tmf623.service.behaviour import Origin
from tmf623.service.findings import Finding
from tmf623.service.grounds import Grounds, judged, of_period
from tmf623.service.terms import Terms, Unreadable
from tmf623.service.timestamps import instant_of, interval
from tmf623.store.occurrences import Known
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

_CASES = 500


class Simulated(NamedTuple):
    """What one rule would have given."""

    rule: Rule
    judgements: list[Assessment]
    """One for each period, in order; none for a rule about single cases."""
    cases: Counter[str]
    """How many cases would have had which verdict."""
    reason: str = ""
    """Why the rule cannot be judged, for people."""


def simulate(store: Store, sla: Sla, span: Interval) -> Iterator[Simulated]:
    """What each rule of proposed terms would have given in `span`, microseconds since 1970 UTC.

    Raises:
        Invalid, Refused: the terms could not be stored.
    """
    resources.check(SLA, sla, Origin())
    as_of = instant_of(store.cut())
    for rule in sla.rule:
        try:
            agreed = terms.terms_of(sla, rule)
        except Unreadable as error:
            yield Simulated(rule, [], Counter(), str(error))
            continue
        asked = Grounds(sla, 1, rule.id, as_of)
        if judging.judges_events(agreed):
            yield Simulated(rule, [], _cases(store, asked, agreed, span))
        else:
            yield Simulated(rule, list(_periods(store, asked, agreed, span)), Counter())


def _periods(store: Store, asked: Grounds, agreed: Terms[Any], span: Interval) -> Iterator[Assessment]:
    instant = span.start
    while instant < span.end:
        period = agreed.period_at(instant)
        if period is None:
            return
        valid = period.clip(agreed.in_force) or Interval(period.start, period.start)

        def judge(tx: Transaction, period: Interval = period, valid: Interval = valid) -> Assessment | None:
            found = judged(of_period(tx, asked, agreed, (period, valid), in_part=False), agreed)
            return None if found is None else found.assessment

        assessment = store.read(judge)
        if assessment is not None:
            yield assessment
        instant = max(period.end, instant + 1)


def _cases(store: Store, asked: Grounds, agreed: Terms[Any], span: Interval) -> Counter[str]:
    verdicts: Counter[str] = Counter()
    bounds = span.clip(interval(asked.sla.valid_for)) or Interval(span.start, span.start)
    question, last = asked.question(), 0

    def following(tx: Transaction) -> tuple[list[Known], list[Finding]]:
        page = judging.cases_of(tx, agreed, asked.as_of, last, _CASES)
        return page, list(judging.of_cases(tx, question, agreed, [known.case for known in page]))

    while True:
        page, found = store.read(following)
        for finding in found:
            started = finding.assessment.conformance_period.start_date_time.ToMicroseconds()
            verdicts[finding.assessment.verdict] += bounds.start <= started < bounds.end
        if len(page) < _CASES:
            return verdicts
        last = page[-1].id
