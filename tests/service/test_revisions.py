"""A closed month is judged again four times: each revision has its cause, and billing is owed what is due. 1 March.

January 2026 has 744 hours; credits are 10 % of 1000.00 from 99 % up, 25 % from 95 % up, and 100 % below.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from clock import Clock
from databases import database
from service.agreed import DESK, ticket
from service.owing import HALF_A_DAY, JANUARY, Owing
from service.test_assessing import at_work
from service.test_honouring import ask, decide
from tmf.sla.v1.dispute_pb2 import Dispute
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import DISPUTE
from tmf623.service import resources, verification
from tmf623.service.behaviour import Origin
from tmf623.store.store import Store

PARTIES = [{"id": "provider", "role": "SLAProvider"}, {"id": "customer", "role": "SLAConsumer"}]
LATE = ("2026-01-20T00:00:00Z", "2026-01-21T06:00:00Z")
"""30 hours nobody had reported when January was judged."""


@pytest.fixture
def owing(tmp_path: Path) -> Iterator[Owing]:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        yield Owing(store, clock)
        store.close()


def decided(owing: Owing, id_: str, **decision: str) -> None:
    """An exclusion is decided on, a minute later."""
    owing.clock.advance(minutes=1)
    decide(owing, id_, **decision)


def window(start: str, end: str) -> dict[str, str]:
    return {"startDateTime": start, "endDateTime": end}


def dispute(owing: Owing, **more: Any) -> str:
    """The provider contests the violation; the customer agrees."""
    [violation] = owing.violations()
    about = {"slaViolation": {"id": str(violation.id)}, "raisedBy": PARTIES[0], "description": "your own switch"}
    message = json_format.ParseDict(about | more, Dispute())
    id_ = str(owing.store.write(lambda tx: resources.create(tx, DISPUTE, message, Origin())).id)
    owing.clock.advance(minutes=1)
    decision = {"state": "upheld", "decidedBy": PARTIES[1]}

    def upheld(before: Any) -> Any:
        after = Dispute()
        after.CopyFrom(before)
        return json_format.ParseDict(decision, after)

    return str(loaded(DISPUTE, owing.store.write(lambda tx: resources.change(tx, DISPUTE, id_, upheld))).id)


class Month:
    """January of one agreement, judged again by whoever is asked to."""

    def __init__(self, owing: Owing, way: str) -> None:
        self.owing, self.way = owing, way
        self.sla = owing.owe(
            owing.consequence(),
            relatedParty=PARTIES,
            validFor={"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2026-02-01T00:00:00Z"},
        )

    def judged(self) -> tuple[int, str, str, str, str, str]:
        """What stands after judging and billing: revision, cause, verdict, level, state of the violation, due."""
        self.owing.clock.advance(minutes=1)
        if self.way == "assessor":
            at_work(self.owing)
        else:
            self.owing.assess(self.sla, "up", at=JANUARY)
        self._bill()
        last = self.owing.assessments()[-1]
        [violation] = self.owing.violations()
        level = str(Decimal(last.actual_value).quantize(Decimal("0.0001")))
        return last.revision, last.cause, last.verdict, level, violation.state, self.owing.credit().due

    def _bill(self) -> None:
        """Billing takes what is on its way, and has what is due."""
        for each in self.owing.adjustments():
            if each.state == "pending":
                self.owing.settle(each)
        booked = sum(Decimal(each.amount) for each in self.owing.adjustments() if each.state == "accepted")
        assert booked == Decimal(self.owing.credit().due) == Decimal(self.owing.credit().accepted)


def level(up: int, of: int) -> str:
    return str((Decimal(100 * up) / of).quantize(Decimal("0.0001")))


@pytest.mark.parametrize("way", ["assessor", "request"])
def test_each_revision_has_its_cause_and_billing_what_is_due(owing: Owing, way: str) -> None:
    month = Month(owing, way)
    owing.observe(HALF_A_DAY)
    assert month.judged() == (1, "periodEnd", "violated", level(732, 744), "confirmed", "250.00")
    owing.clock.advance(days=2)
    owing.observe(LATE, since="2026-01-19T00:00:00Z")
    assert month.judged() == (2, "lateData", "violated", level(702, 744), "confirmed", "1000.00")
    maintenance = ask(owing, scope={"slaId": [month.sla]}, window=window(*LATE))
    decided(owing, maintenance, state="approved", approvedBy="Ada")
    assert month.judged() == (3, "exclusion", "violated", level(702, 714), "confirmed", "250.00")
    decided(owing, maintenance, state="revoked", revokedBy="Ada")
    assert month.judged() == (4, "exclusion", "violated", level(702, 744), "confirmed", "1000.00")
    dispute(owing, window=window("2026-01-10T04:00:00Z", LATE[1]))
    assert month.judged() == (5, "dispute", "violated", level(740, 744), "confirmed", "100.00")
    judgements = owing.assessments()
    assert [int(each.supersedes or 0) for each in judgements] == [0, *(each.id for each in judgements[:-1])]
    assert [verification.faults_of(owing.store, str(each.id)) for each in judgements] == [[]] * 5
    assert [each.amount for each in owing.adjustments()] == ["250.00", "750.00", "-750.00", "750.00", "-900.00"]
    assert owing.credit().revision == 5


@pytest.mark.parametrize("way", ["assessor", "request"])
def test_what_is_explained_away_is_excused_and_its_credit_reversed(owing: Owing, way: str) -> None:
    """By an exclusion; and again, when that was revoked, by an upheld dispute about all of the month."""
    month = Month(owing, way)
    owing.observe(HALF_A_DAY)
    month.judged()
    maintenance = ask(owing, scope={"slaId": [month.sla], "ruleId": ["up"]}, window=window(*HALF_A_DAY))
    decided(owing, maintenance, state="approved", approvedBy="Ada")
    assert month.judged() == (2, "exclusion", "met", "100.0000", "excused", "0.00")
    assert owing.credit().state == "reversed"
    decided(owing, maintenance, state="revoked", revokedBy="Ada")
    assert month.judged() == (3, "exclusion", "violated", level(732, 744), "confirmed", "250.00")
    dispute(owing)
    assert month.judged() == (4, "dispute", "met", "100.0000", "excused", "0.00")
    assert owing.credit().state == "reversed"
    owing.observe(LATE, since="2026-01-19T00:00:00Z")
    assert owing.violations()[0].state == "excused"


def test_data_that_show_a_promise_was_kept_supersede_the_violation(owing: Owing) -> None:
    month = Month(owing, "assessor")
    owing.observe(HALF_A_DAY)
    month.judged()
    owing.clock.advance(minutes=1)
    owing.observe(since=HALF_A_DAY[0])
    assert month.judged() == (2, "lateData", "met", "100.0000", "superseded", "0.00")


@pytest.mark.parametrize("about", ["slaId", "object"])
def test_cases_are_judged_again_when_the_clock_is_found_to_have_stood_still(owing: Owing, about: str) -> None:
    """Six hours of a ticket, four are promised; three of them are excluded, then no longer. Another one is later."""
    sla = owing.agree(**DESK)
    owing.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T15:00:00Z"))
    owing.report(ticket(2, "2026-02-03T09:00:00Z", "2026-02-03T15:00:00Z"))
    at_work(owing)
    about_it = {"slaId": [sla]} if about == "slaId" else {"object": ["line"]}
    span = window("2026-02-02T10:00:00Z", "2026-02-02T13:00:00Z")
    stop = ask(owing, scope=about_it, window=span, effect="clockStop")
    decided(owing, stop, state="approved", approvedBy="Ada")
    at_work(owing)
    decided(owing, stop, state="revoked", revokedBy="Ada")
    at_work(owing)
    judged = [(each.subject[-3:], each.verdict, each.revision, each.cause) for each in owing.assessments()]
    assert sorted(judged) == [
        ("T-1", "met", 2, "exclusion"),
        ("T-1", "violated", 1, "periodEnd"),
        ("T-1", "violated", 3, "exclusion"),
        ("T-2", "violated", 1, "periodEnd"),
    ]
