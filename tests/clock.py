"""A clock that stands until it is moved."""

from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """Call it for the present instant."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: Any) -> datetime:
        """Move it by the arguments of `timedelta`, backwards too; the new present."""
        self.now += timedelta(**span)
        return self.now
