"""The courier: sends the notices that are due, by e-mail and to webhooks; at least once each."""

import asyncio
from collections.abc import Callable
from typing import cast

import orjson

from tmf.sla.v1.notification_pb2 import Notification
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import NOTIFICATION, QOS_REPORT
from tmf623.domain.notification import Channel
from tmf623.errors import SlaError
from tmf623.jobs.duty import Office
from tmf623.service import notifications
from tmf623.service.identifiers import identifier
from tmf623.service.report_documents import Document, document, format_of
from tmf623.sinks.mail import Attachment, Mail
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

NAME = "courier"
_AT_ONCE = 5


class Courier:
    """Sends what is due."""

    def __init__(self, mail: Mail | None, webhook: Callable[[], Webhook], base: str) -> None:
        """`mail` None: no SMTP server is known, e-mail fails. `base` is what links in reports start with."""
        self._mail = mail
        self._webhook = webhook
        self._base = base

    def send(self, store: Store, office: Office) -> bool:
        """Send the notices that are due; whether there may be more of them."""
        due = store.read(lambda tx: notifications.due(tx, _AT_ONCE))
        for stored in due:
            notice = cast("Notification", loaded(NOTIFICATION, stored))
            error = self._sent(store, notice)
            store.write(lambda tx, id_=stored.id, error=error: _settle(tx, office, id_, error))  # type: ignore[misc]
        return len(due) == _AT_ONCE

    def _sent(self, store: Store, notice: Notification) -> str | None:
        try:
            report = self._report(store, notice)
        except SlaError as error:
            return error.message
        if notice.channel == Channel.EMAIL:
            return self._mailed(notice, report)
        return asyncio.run(self._posted(notice, report))

    def _report(self, store: Store, notice: Notification) -> Document | None:
        if not notice.qos_report_id:
            return None
        id_, form = identifier(QOS_REPORT, notice.qos_report_id), format_of(notice.format)
        return document(store.read(lambda tx: tx.resources.get(QOS_REPORT, id_)), form, self._base)

    def _mailed(self, notice: Notification, report: Document | None) -> str | None:
        if self._mail is None:
            return "no SMTP server is known (TMF623_SMTP_URL)"
        attached = None if report is None else Attachment(report.name, report.media, report.content)
        mark = f"notification.{notice.id}"
        return self._mail.send(notice.address, notice.subject, notice.body, mark=mark, attachment=attached)

    async def _posted(self, notice: Notification, report: Document | None) -> str | None:
        headers = {"webhook-id": f"notification.{notice.id}"}
        if report is not None:
            headers |= {"Content-Type": report.media, "Content-Disposition": f'attachment; filename="{report.name}"'}
            body = report.content
        else:
            said = {"id": str(notice.id), "eventId": notice.event_id, "eventType": notice.event_type}
            body = orjson.dumps(said | {"subject": notice.subject, "body": notice.body})
        async with self._webhook() as webhook:
            return (await webhook.post(notice.address, body, headers)).error


def _settle(tx: Transaction, office: Office, notice_id: int, error: str | None) -> None:
    office.demand(tx)
    notifications.settle(tx, notice_id, error)
