"""One resource from all that was told of it: events sorted by their own dates, later ones over earlier ones.

Events tell a resource in whole or in part, arrive late, twice and in any order; the outcome depends on nothing but
which of them arrived.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

from tmf623.service.listeners.foreign import present


class Change(TypedDict):
    """A status, and when and why it began; as it is in JSON."""

    date: str
    status: str
    reason: str | None


class Told(TypedDict):
    """What one event told of a resource; kept as JSON."""

    age: str | None
    """When this was so, by the event's own dates; None: it does not say."""
    attributes: dict[str, Any]
    """Attributes by our JSON names."""
    history: list[Change]
    """Changes of status it told."""
    extra: dict[str, Any]
    """What else is used of it."""


class Folded(NamedTuple):
    """A resource as it was known after some of its events."""

    age: str | None
    attributes: dict[str, Any]
    history: tuple[Change, ...]
    """In order of time."""
    priorities: tuple[tuple[str, str], ...]
    """Since when it had which priority, as far as that changed; empty: it did not."""
    extra: dict[str, Any]


def states(events: Sequence[Told]) -> list[Folded]:
    """The resource after each of its events, in order of their dates."""
    found: list[Folded] = []
    attributes: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    history: dict[tuple[str, str], Change] = {}
    priorities: list[tuple[str, str]] = []
    for event in sorted(events, key=_order):
        before = attributes.get(STATUS)
        attributes |= event["attributes"]
        extra |= event["extra"]
        _learn(history, event, before)
        since = event["age"] or attributes.get("creationDate", "")
        priority = attributes.get("priority")
        if priority is not None and (not priorities or priorities[-1][1] != priority):
            priorities.append((since, priority))
        changes = tuple(sorted(history.values(), key=lambda change: sortable(change["date"])))
        moved = tuple(priorities) if len(priorities) > 1 else ()
        found.append(Folded(event["age"], dict(attributes), changes, moved, dict(extra)))
    return found


STATUS = "status"


def told(age: str | None, attributes: dict[str, Any], history: list[Change], **extra: Any) -> Told:
    """What one event tells."""
    return {"age": age, "attributes": attributes, "history": history, "extra": present(**extra)}


def since(history: Sequence[Change], statuses: frozenset[str]) -> str | None:
    """When the last unbroken time in one of the statuses began; None when it is in none of them now."""
    began: str | None = None
    for change in history:
        if change["status"] not in statuses:
            began = None
        elif began is None:
            began = change["date"]
    return began


def _learn(history: dict[tuple[str, str], Change], event: Told, before: str | None) -> None:
    """Add what an event tells of the history; a status without a date began, if it is another one, with the event."""
    for change in event["history"]:
        known = history.get((change["date"], change["status"]))
        if known is None or known["reason"] is None:
            history[change["date"], change["status"]] = change
    status, date = event["attributes"].get(STATUS), event["attributes"].get("statusChangeDate")
    if status is None:
        return
    began = date or (event["age"] if status != before else None)
    if began is not None and not (date is None and event["history"]):
        reason = event["attributes"].get("statusChangeReason")
        history.setdefault((began, status), {"date": began, "status": status, "reason": reason})


def _order(event: Told) -> tuple[bool, tuple[str, str]]:
    """Events that do not say when come first."""
    return event["age"] is not None, sortable(event["age"] or "")


def sortable(instant: str) -> tuple[str, str]:
    """An instant as `contract.scalars` writes it, in the order of time: its fraction has no fixed length."""
    whole, _, fraction = instant.rstrip("Z").partition(".")
    return whole, fraction
