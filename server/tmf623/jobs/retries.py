"""When a failed delivery is tried again, and when it is given up: pure, the clock and the dice are passed in."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

_GONE = 410
_PATIENT_REFUSALS = frozenset({408, 425, 429})
"""4xx answers that speak of this moment, not of the event: Request Timeout, Too Early, Too Many Requests."""


class Verdict(Enum):
    """What an answer means for the delivery it belongs to."""

    DELIVERED = "delivered"
    LATER = "later"
    """The receiver cannot now: tried again until the event is too old."""
    REFUSED = "refused"
    """The receiver does not want this event or is set up wrongly: tried again a few times."""
    GONE = "gone"
    """The receiver wants no event any more (410): the hub is disabled."""


def verdict(status: int | None) -> Verdict:
    """Read the HTTP status of an answer; None is no answer."""
    if status is None or status >= 500 or status in _PATIENT_REFUSALS:  # noqa: PLR2004 - 5xx
        return Verdict.LATER
    if status == _GONE:
        return Verdict.GONE
    return Verdict.DELIVERED if 200 <= status < 300 else Verdict.REFUSED  # noqa: PLR2004 - 2xx


@dataclass(frozen=True, slots=True)
class Retries:
    """Exponential backoff with jitter: 1 s, 2 s, 4 s … 1 h, for three days; after a refusal for nine minutes."""

    first_s: float = 1.0
    longest_s: float = 3600.0
    horizon: timedelta = timedelta(days=3)
    """How long a receiver that does not answer is waited for."""
    fewest: int = 10
    """Attempts each delivery gets; a receiver that refuses it gets no more."""
    dice: Callable[[], float] = field(default=random.SystemRandom().random)
    """A number in [0, 1): spreads attempts, so that receivers do not meet waves."""

    def delay_s(self, attempts: int, retry_after_s: float = 0.0) -> float:
        """Seconds to wait after `attempts` (from 1) failed ones; the receiver's own wish is heard up to `longest_s`."""
        doubled = min(self.longest_s, self.first_s * 2.0 ** min(attempts - 1, 32))
        return max(doubled * (0.5 + self.dice()), min(retry_after_s, self.longest_s))

    def is_last(self, meaning: Verdict, attempts: int, age: timedelta) -> bool:
        """Whether a delivery that failed is given up: `attempts` were made, this one included, within `age`."""
        return attempts >= self.fewest and (meaning is Verdict.REFUSED or age >= self.horizon)


def retry_after_s(text: str | None, now: datetime) -> float:
    """Seconds a Retry-After header asks for (RFC 9110 10.2.3): 0 when there is none, it is past, or not readable."""
    if text is None:
        return 0.0
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
