"""Life cycles: the states a thing may be in, and which may follow which, as a table that says all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class LifeCycle(Generic[S]):
    """A table of transitions."""

    first: frozenset[S]
    """States a new thing may have."""
    following: Mapping[S, frozenset[S]]
    """For every state, those that may come after it; none after an end."""

    def allows(self, before: S | None, after: S) -> bool:
        """Whether `after` may follow `before`; None: the thing is new. Staying is no transition, and allowed."""
        return after in self.first if before is None else after is before or after in self.following[before]

    def ends(self, state: S) -> bool:
        """Whether nothing can come after a state."""
        return not self.following[state]

    def after(self, before: S) -> str:
        """What may follow, for people."""
        return ", ".join(sorted(self.following[before])) or "nothing"
