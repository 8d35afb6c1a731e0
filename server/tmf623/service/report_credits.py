"""What a QoS report says of credits: what is due for its time, what billing has accepted, and how it was worked out."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tmf.sla.v1.credit_pb2 import Credit
from tmf.sla.v1.report_pb2 import CurrencyTotal, ReportedCredit
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CREDIT
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.domain.credit.money import text_of
from tmf623.domain.credit.states import CreditState
from tmf623.domain.decimals import fraction_of
from tmf623.domain.instants import Interval
from tmf623.query.criteria import Comparison, Operator, Query, ValueType
from tmf623.service.timestamps import interval
from tmf623.store.transaction import Transaction

_NOT_OWED = frozenset({CreditState.REJECTED, CreditState.EXPIRED})


def credits_of(tx: Transaction, sla: Sla, span: Interval) -> Iterator[ReportedCredit]:
    """The credits of an agreement for periods that have a part in the time reported on."""
    where = Comparison(("sla", "id"), ValueType.TEXT, Operator.EQ, (str(sla.id),))
    for row in tx.resources.find(CREDIT, Query(where=where), counted=False).rows:
        credit: Credit = loaded(CREDIT, row)  # type: ignore[assignment] # a message of its kind
        if interval(credit.period).clip(span) is None:
            continue
        reported = ReportedCredit(credit_id=str(credit.id), href=href(CREDIT, credit.id, QOS_V1, ""))
        reported.sla_id, reported.consequence = str(sla.id), credit.consequence.name
        reported.period.CopyFrom(credit.period)
        for name in ("state", "due", "accepted", "currency"):
            if credit.HasField(name):
                setattr(reported, name, getattr(credit, name))
        reported.working.extend(_working(credit))
        yield reported


def totals(credits_: Iterable[ReportedCredit]) -> list[CurrencyTotal]:
    """What is due and accepted, by currency; rejected and expired credits are not due."""
    sums: dict[str, list[Fraction]] = {}
    for credit in credits_:
        due, accepted = sums.setdefault(credit.currency, [Fraction(0), Fraction(0)])
        owed = Fraction(0) if credit.state in _NOT_OWED else _amount(credit.due)
        sums[credit.currency] = [due + owed, accepted + _amount(credit.accepted)]
    return [
        CurrencyTotal(
            currency=currency, due=text_of(sums[currency][0], currency), accepted=text_of(sums[currency][1], currency)
        )
        for currency in sorted(sums)
    ]


def _working(credit: Credit) -> Iterator[str]:
    """Every step, a sentence each, in order."""
    for line in credit.line:
        yield from (step.text for step in line.step)
    yield from (step.text for step in credit.step)
    yield from credit.remark


def _amount(text: str) -> Fraction:
    return fraction_of(text) if text else Fraction(0)
