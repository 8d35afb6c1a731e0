"""Credits: worked out in the transaction that stores a final judgement, and worked out again when one changes.

A credit is one per agreement, period and consequence. What is due may change with every later judgement: of the
period itself, of the periods it is earned back by, and of earlier periods that share a cap with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.consequence_pb2 import Consequence as Message
from tmf.sla.v1.credit_pb2 import Credit
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import ASSESSMENT, CONSEQUENCE, CREDIT, SLA
from tmf623.domain.assessment import State, Verdict
from tmf623.domain.credit.aftermath import Fired, Past, after_earning_back, fired, is_earned_back
from tmf623.domain.credit.consequence import CapPer, ClaimMode, Consequence, CreditPeriod, window_of
from tmf623.domain.credit.measures import Step
from tmf623.domain.credit.settlement import Earlier
from tmf623.domain.credit.states import ConsequenceState, CreditState, Standing, state_after
from tmf623.domain.instants import Interval
from tmf623.errors import NotFound
from tmf623.service import business_calendars, events, handover, records
from tmf623.service.attainments import attainment_of
from tmf623.service.cases import segment
from tmf623.service.consequence_rules import named_by
from tmf623.service.consequence_terms import consequence_of
from tmf623.service.credit_documents import TROUBLE, money, new_credit, write_working
from tmf623.service.reckoning import Agreed, Reckoned, credit_period, reckon, reduced
from tmf623.service.timestamps import instant_of, interval, microseconds, stamp
from tmf623.store.credits import Judged
from tmf623.store.transaction import Transaction

_UNPAID = frozenset({CreditState.EXPIRED, CreditState.REJECTED})
"""States in which a credit uses up no cap."""
_LONGEST = 366 * 86_400 * 1_000_000
"""Microseconds; no credit's period but a contract's is longer."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What an agreement says, and the consequences it names as they are stored."""

    agreed: Agreed
    messages: dict[int, Message]

    @property
    def sla_id(self) -> str:
        return str(self.agreed.sla.id)


def follow(tx: Transaction, sla: Sla, rule: Rule, assessment: Assessment) -> None:
    """Work out the credits a final judgement touches; a judgement taken back touches them as well."""
    named = named_by(rule)
    if not named:
        return
    judged = Judged(rule.id, microseconds(assessment.conformance_period.end_date_time), int(assessment.id))
    final = assessment.state == State.FINAL
    tx.credits.remember(str(sla.id), assessment.subject, judged, final=final)
    terms = _terms(tx, sla)
    for consequence_id in named:
        consequence = terms.agreed.consequences.get(consequence_id)
        if consequence is not None:
            period = credit_period(terms.agreed, consequence, assessment)
            changed = _work_out(tx, terms, consequence_id, period)
            _earlier_ones(tx, terms, consequence_id, period)
            if changed:
                _later_ones(tx, terms, period)


def _terms(tx: Transaction, sla: Sla) -> _Terms:
    messages: dict[int, Message] = {}
    for id_ in dict.fromkeys(one for rule in sla.rule for one in named_by(rule)):
        try:
            message = cast("Message", loaded(CONSEQUENCE, tx.resources.get(CONSEQUENCE, id_)))
        except NotFound:
            continue
        if message.state != ConsequenceState.DRAFT:
            messages[id_] = message
    paid = cast("Sla", loaded(SLA, tx.resources.get(SLA, sla.id)))
    return _Terms(Agreed(sla, paid, {id_: consequence_of(each) for id_, each in messages.items()}), messages)


def _work_out(tx: Transaction, terms: _Terms, consequence_id: int, period: Interval) -> bool:
    """Work out the credits of a consequence, and of its group, for a period; whether what is due has changed."""
    ids = terms.agreed.group_of(consequence_id)
    rules = list(dict.fromkeys(rule.id for one in ids for rule in terms.agreed.rules_of(one)))
    found = tx.credits.judged(terms.sla_id, rules, period.start - 1, period.end)
    judged = [_assessment(tx, one.assessment_id) for one in found]
    results = reckon(terms.agreed, consequence_id, period, judged, _before(tx, terms, ids, period))
    moved = [_store(tx, terms, period, _earned_back(tx, terms, result, period)) for result in results]
    return any(moved)


def _before(tx: Transaction, terms: _Terms, ids: Sequence[int], period: Interval) -> list[Earlier]:
    """The credits that were there before and may count against caps."""
    zone, since = business_calendars.zone_of(terms.agreed.sla), interval(terms.agreed.sla.valid_for).start
    caps = [cap for one in ids for cap in terms.agreed.consequences[one].caps if cap.per is not CapPer.EVENT]
    if not caps:
        return []
    start = min(window_of(cap, period, zone, since).start for cap in caps)
    found = []
    for stored in tx.credits.of_agreement(terms.sla_id, start, period.end):
        credit = cast("Credit", loaded(CREDIT, stored))
        span, other = interval(credit.period), int(credit.consequence.id)
        is_before = (span.start, other) < (period.start, min(ids))
        if is_before and other not in (ids if span == period else ()) and CreditState(credit.state) not in _UNPAID:
            found.append(Earlier(credit.consequence.id, credit.group, span, Fraction(credit.due)))
    return found


def _earned_back(tx: Transaction, terms: _Terms, result: Reckoned, period: Interval) -> Reckoned:
    """The result, reduced when the promise has been kept since."""
    consequence = terms.agreed.consequences[result.consequence_id]
    rule_ids = list(dict.fromkeys(each.rule for each in result.found if each.verdict is Verdict.VIOLATED))
    if consequence.earn_back is None or not result.due or not rule_ids:
        return result
    count = consequence.earn_back.periods_met
    for rule_id in rule_ids:
        following = tx.credits.following(terms.sla_id, rule_id, period.end, count)
        verdicts = [Verdict(_assessment(tx, one.assessment_id).verdict) for one in following]
        if not is_earned_back(consequence.earn_back, verdicts):
            return result
    due = after_earning_back(result.due, consequence.earn_back, consequence.currency, consequence.rounding)
    text = f"earned back: the promise was kept in the {count} periods that followed"
    return reduced(result, due, Step("earnedBack", due, text))


def _assessment(tx: Transaction, id_: int) -> Assessment:
    return cast("Assessment", loaded(ASSESSMENT, tx.resources.get(ASSESSMENT, id_)))


def _store(tx: Transaction, terms: _Terms, period: Interval, result: Reckoned) -> bool:
    """Store what came of one consequence; whether what is due has changed."""
    id_ = result.consequence_id
    message, consequence = terms.messages[id_], terms.agreed.consequences[id_]
    key = _key(terms, consequence, period, result)
    stored = tx.resources.by_natural_key(CREDIT, key)
    follows = list(_fired(tx, terms, result, period))
    if stored is None:
        in_use = message.state == ConsequenceState.APPROVED and _covers(message, period)
        if not in_use or not _is_worth_storing(result, follows):
            return False
        before = new_credit(terms.agreed.sla, (id_, message.name), consequence.currency, period)
        if consequence.group:
            before.group = consequence.group
    else:
        before = cast("Credit", loaded(CREDIT, stored))
    after = Credit()
    after.CopyFrom(before)
    write_working(after, result, follows)
    moved = _write_due(tx, terms, after, result, stored)
    if stored is not None and not events.differing(before, after):
        return False
    after.as_of.CopyFrom(stamp(instant_of(tx.now)))
    if stored is None:
        kept = records.add(tx, CREDIT, after, natural_key=key)
    else:
        kept = records.put(tx, CREDIT, stored, before, after)
    handover.proceed(tx, kept)
    return moved


def _write_due(tx: Transaction, terms: _Terms, credit: Credit, result: Reckoned, stored: Stored | None) -> bool:
    """Put what is due into the credit, and the state that follows; whether it has changed."""
    consequence = terms.agreed.consequences[result.consequence_id]
    was_troubled = stored is not None and any(
        remark.startswith(TROUBLE) for remark in cast("Credit", loaded(CREDIT, stored)).remark
    )
    due = credit.due if result.trouble else money(result.due, credit.currency)
    moved = stored is None or due != credit.due
    if not (moved or result.trouble or was_troubled):
        return False
    if moved:
        credit.due = due
        credit.revision += 1
    needs_claim = consequence.claim.mode is ClaimMode.ON_REQUEST and not credit.claimed_by
    if needs_claim and not credit.HasField("claim_until"):
        zone = business_calendars.zone_of(terms.agreed.sla)
        until = consequence.claim.until(microseconds(credit.period.end_date_time), zone)
        if until is not None:
            credit.claim_until.CopyFrom(stamp(until))
    accepted, on_its_way = handover.amounts(tx, None if stored is None else stored.id)
    standing = Standing(
        due=Fraction(due),
        accepted=accepted,
        on_its_way=on_its_way,
        needs_claim=needs_claim,
        needs_review=consequence.review.demands(Fraction(due) - accepted - (on_its_way or 0)),
        is_troubled=bool(result.trouble),
    )
    was = CreditState(credit.state) if credit.HasField("state") else None
    credit.state = state_after(was, standing)
    if credit.state == CreditState.APPROVED:
        credit.approved_by = handover.AUTOMATIC
    elif moved:
        credit.ClearField("approved_by")
        credit.ClearField("reviewed_by")
    return moved


def _key(terms: _Terms, consequence: Consequence, period: Interval, result: Reckoned) -> str:
    place = f"{terms.sla_id}/{result.consequence_id}/{period.start}/{period.end}"
    if consequence.period is CreditPeriod.EVENT and result.found:
        return f"{place}/{segment(result.found[0].rule)}/{result.found[0].subject}"
    return place


def _covers(message: Message, period: Interval) -> bool:
    return interval(message.valid_for).start <= period.start < interval(message.valid_for).end


def _is_worth_storing(result: Reckoned, follows: Sequence[tuple[str, Fired]]) -> bool:
    """Whether there is anything to tell: money, trouble, a violation, no data, something that follows."""
    told = {Verdict.MET, Verdict.WARNED}
    return bool(result.due or result.trouble or follows) or any(each.verdict not in told for each in result.found)


def _fired(tx: Transaction, terms: _Terms, result: Reckoned, period: Interval) -> Iterator[tuple[str, Fired]]:
    """What follows beside money, by rule."""
    triggers = terms.agreed.consequences[result.consequence_id].triggers
    if not triggers:
        return
    most = max(trigger.within for trigger in triggers)
    for rule in terms.agreed.rules_of(result.consequence_id):
        past = [_past(tx, one) for one in tx.credits.latest(terms.sla_id, rule.id, period.end, most)]
        if past and past[-1].period.end > period.start:
            for each in fired(triggers, past):
                yield rule.id, each


def _past(tx: Transaction, one: Judged) -> Past:
    found = attainment_of(_assessment(tx, one.assessment_id))
    outages = tuple((outage.span.length, outage.impact) for outage in found.outages)
    return Past(found.period, found.verdict, outages)


def _earlier_ones(tx: Transaction, terms: _Terms, consequence_id: int, period: Interval) -> None:
    """Work out again what this period may have earned back."""
    earn_back = terms.agreed.consequences[consequence_id].earn_back
    if earn_back is None:
        return
    since = period.start - (earn_back.periods_met + 1) * min(_LONGEST, period.length * 2)
    for stored in tx.credits.of_agreement(terms.sla_id, since, period.start):
        credit = cast("Credit", loaded(CREDIT, stored))
        if credit.consequence.id == str(consequence_id):
            _work_out(tx, terms, consequence_id, interval(credit.period))


def _later_ones(tx: Transaction, terms: _Terms, period: Interval) -> None:
    """Work out again the later credits that share a cap with this period's."""
    sharing = {
        one
        for one, each in terms.agreed.consequences.items()
        if any(cap.per not in {CapPer.EVENT, CapPer.PERIOD} for cap in each.caps)
    }
    if not sharing:
        return
    for stored in tx.credits.of_agreement(terms.sla_id, period.start + 1, 2**62):
        credit = cast("Credit", loaded(CREDIT, stored))
        if int(credit.consequence.id) in sharing:
            _work_out(tx, terms, int(credit.consequence.id), interval(credit.period))
