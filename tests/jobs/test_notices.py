"""Who is told of what: the matrix makes one notice for each recipient and event; mail and HTTP bring it."""

import email
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from google.protobuf import json_format

from clock import Clock
from databases import database
from jobs.receiver import Receiver
from tmf.sla.v1.notification_pb2 import Notification, NotificationRule, QosReportSchedule
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import NOTIFICATION, NOTIFICATION_RULE, QOS_REPORT_SCHEDULE, SLA, SLA_VIOLATION, Kind
from tmf623.jobs import announcer, courier, reporter
from tmf623.jobs.duty import LASTING, Office
from tmf623.query.criteria import Query
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.sinks.mail import Mail
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store

CUSTOMER = {"id": "7", "role": "SLAConsumer"}


class Mailbox:
    """A real SMTP server that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return "451 busy"
        self.messages.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


class Desk:
    """A store with its announcer, reporter and courier, each asked for one turn at a time."""

    def __init__(self, store: Store, clock: Clock, smtp: str) -> None:
        self.store, self.clock = store, clock
        mail = Mail(smtp, "sla@provider.example")
        self.courier = courier.Courier(mail, lambda: Webhook(private=True), "http://here")

    def create(self, kind: Kind, message: type[Any], **body: Any) -> str:
        made = json_format.ParseDict(body, message())
        origin = Origin(private_callbacks=True)
        return str(self.store.write(lambda tx: resources.create(tx, kind, made, origin)).id)

    def rule(self, *recipients: dict[str, str], **more: str) -> str:
        return self.create(NOTIFICATION_RULE, NotificationRule, name="told", recipient=list(recipients), **more)

    def violation(self, **more: Any) -> str:
        return self.create(SLA_VIOLATION, SlaViolation, **more)

    def turn(self) -> None:
        """Sequence what has happened, make notices and reports, send what is due."""
        self.store.write(lambda tx: tx.outbox.sequence(tx.outbox.unsequenced(1000)))
        for name, work in ((announcer.NAME, announcer.announce), (reporter.NAME, reporter.report)):
            while work(self.store, self._office(name)):
                pass
        while self.courier.send(self.store, self._office(courier.NAME)):
            pass

    def notices(self) -> list[Notification]:
        rows = self.store.read(lambda tx: tx.resources.find(NOTIFICATION, Query())).rows
        return [cast("Notification", loaded(NOTIFICATION, row)) for row in rows]

    def _office(self, name: str) -> Office:
        fence = self.store.write(lambda tx: tx.leases.acquire(name, "here", LASTING))
        assert fence is not None
        return Office(name, "here", fence)


@pytest.fixture
def desk(tmp_path: Path, mailbox: tuple[Mailbox, str]) -> Iterator[Desk]:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        yield Desk(store, clock, mailbox[1])
        store.close()


def mail(**more: str) -> dict[str, str]:
    return {"channel": "email", "address": "care@customer.example"} | more


def test_a_violation_is_told_of_by_mail_in_the_rules_words(desk: Desk, mailbox: tuple[Mailbox, str]) -> None:
    desk.rule(
        mail(role="SLAConsumer"),
        query="eventType=SlaViolationCreateEvent",
        subject="Violation {id}: {violation.actualValue} {violation.unit}",
        body="See {href}",
    )
    made = desk.violation(relatedParty=[CUSTOMER], violation={"actualValue": "99.5", "unit": "%"})
    desk.turn()
    [message] = mailbox[0].messages
    assert (message["Subject"], message["To"]) == (f"Violation {made}: 99.5 %", "care@customer.example")
    assert message.get_payload().strip() == f"See /tmf-api/slaManagement/v4/slaViolation/{made}"
    [notice] = desk.notices()
    assert (notice.state, notice.attempts, notice.event_type) == ("sent", 1, "SlaViolationCreateEvent")


def test_only_those_it_concerns_are_told_and_of_what_they_asked_for(desk: Desk) -> None:
    desk.rule(mail(partyId="8"), query="eventType=SlaViolationCreateEvent")
    desk.rule(mail(role="SLAProvider"))
    desk.rule(mail(), query="eventType=SlaViolationDeleteEvent")
    desk.rule(mail(), state="paused")
    desk.violation(relatedParty=[CUSTOMER])
    desk.turn()
    assert desk.notices() == []


def test_an_event_is_told_of_once_however_often_it_is_looked_at(desk: Desk, mailbox: tuple[Mailbox, str]) -> None:
    desk.rule(mail())
    desk.violation()
    desk.turn()
    desk.store.write(lambda tx: tx.leases.advance(announcer.NAME, 0))
    desk.turn()
    assert len(mailbox[0].messages) == len(desk.notices()) == 1


def test_what_is_not_taken_is_tried_again_later_and_given_up_in_the_end(
    desk: Desk, mailbox: tuple[Mailbox, str]
) -> None:
    box = mailbox[0]
    box.refuses = True
    desk.rule(mail())
    desk.violation()
    desk.turn()
    [notice] = desk.notices()
    assert (notice.state, notice.attempts, "451" in notice.last_error) == ("pending", 1, True)
    desk.turn()
    assert desk.notices()[0].attempts == 1  # not before its time
    for _ in range(7):
        desk.clock.advance(hours=13)
        desk.turn()
    [notice] = desk.notices()
    assert (notice.state, notice.attempts, notice.HasField("next_attempt_date")) == ("failed", 8, False)
    box.refuses = False
    again = Notification()
    again.CopyFrom(notice)
    again.state = "pending"
    desk.store.write(lambda tx: resources.change(tx, NOTIFICATION, str(notice.id), lambda _: again))
    desk.turn()
    assert desk.notices()[0].state == "sent"
    assert box.messages[0]["Message-ID"] == f"<notification.{notice.id}@provider.example>"


def test_a_webhook_is_told_in_json(desk: Desk) -> None:
    with Receiver() as receiver:
        desk.rule({"channel": "webhook", "address": receiver.url("/told")}, subject="{event.type}")
        desk.violation()
        desk.turn()
        [got] = receiver.to("/told")
    body = json.loads(got.body)
    assert (body["eventType"], body["subject"]) == ("SlaViolationCreateEvent",) * 2
    assert got.headers["webhook-id"] == f"notification.{desk.notices()[0].id}"


def test_a_scheduled_report_is_made_when_its_period_has_settled_and_sent(
    desk: Desk, mailbox: tuple[Mailbox, str]
) -> None:
    sla = desk.create(SLA, Sla, name="Line")
    schedule = desk.create(
        QOS_REPORT_SCHEDULE,
        QosReportSchedule,
        name="Monthly",
        slaId=[sla],
        reportingPeriod="calendarMonth",
        timeZone="Europe/Paris",
        delay="PT24H",
        recipient=[mail(format="csv")],
    )
    desk.turn()
    assert mailbox[0].messages == []
    desk.clock.advance(days=32)  # since 1 March, noon: the month ended on 31 March at 22:00 UTC
    desk.turn()
    [message] = mailbox[0].messages
    body, attached = message.get_payload()
    assert message["Subject"] == "Monthly"
    assert "From 2026-02-28T23:00:00Z to 2026-03-31T22:00:00Z" in body.get_payload()
    assert attached.get_content_type() == "text/csv"
    assert b"Summary,report,Monthly" in attached.get_payload(decode=True)
    stored = desk.store.read(lambda tx: resources.retrieve(tx, QOS_REPORT_SCHEDULE, schedule))
    after = cast("QosReportSchedule", loaded(QOS_REPORT_SCHEDULE, stored))
    assert after.next_period_end.ToJsonString() == "2026-04-30T22:00:00Z"
    assert after.next_date.ToJsonString() == "2026-05-01T22:00:00Z"
    desk.turn()
    assert len(mailbox[0].messages) == 1
