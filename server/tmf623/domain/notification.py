"""Notices (eTOM 1.3.8.2.4 and 1.3.8.3): by which channel, and how often one is tried."""

from enum import StrEnum

from tmf623.domain.instants import HOUR, MINUTE, SECOND


class Channel(StrEnum):
    """How a notice reaches somebody."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class RuleState(StrEnum):
    """Whether a rule or a schedule does anything."""

    ACTIVE = "active"
    PAUSED = "paused"


class NoticeState(StrEnum):
    """What became of a notice."""

    PENDING = "pending"
    """It is to be sent, for the first time or again."""
    SENT = "sent"
    FAILED = "failed"
    """It was given up; setting it to pending tries again."""


PAUSES = (30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR)
"""Microseconds between one attempt and the next; after the last one a notice has failed."""
