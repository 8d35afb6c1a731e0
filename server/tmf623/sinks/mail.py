"""Notices by e-mail, through one SMTP server."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 10.0
_PORTS = {"smtp": 25, "smtps": 465}


class Attachment(NamedTuple):
    """A file that goes with a notice."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends through the server an URL names."""

    url: str
    """`smtp://user:password@host:port`, which becomes private by STARTTLS where the server offers it, or `smtps://`."""
    sender: str
    """The address mail is from."""

    def __post_init__(self) -> None:
        """ValueError when the URL names no server."""
        parts = urlsplit(self.url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.port == 0:
            raise ValueError("the SMTP server is not smtp://host:port or smtps://host:port")

    def send(self, to: str, subject: str, body: str, *, mark: str, attachment: Attachment | None = None) -> str | None:
        """Send one message; None when the server took it, else one line on why not.

        `mark` is the same for every attempt at the same notice: receivers know a repetition by its Message-ID.
        """
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Message-ID"] = f"<{mark}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        if attachment is not None:
            main, _, sub = attachment.media.partition("/")
            message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
        try:
            self._deliver(message)
        except (smtplib.SMTPException, OSError) as error:
            return " ".join(f"{error}".split())[:200] or type(error).__name__
        return None

    def _deliver(self, message: EmailMessage) -> None:
        parts = urlsplit(self.url)
        address = (parts.hostname or "", parts.port or _PORTS[parts.scheme])
        context = ssl.create_default_context()
        with (
            smtplib.SMTP_SSL(*address, timeout=TIMEOUT_S, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(*address, timeout=TIMEOUT_S)
        ) as server:
            server.ehlo()
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
