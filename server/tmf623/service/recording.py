"""Record what happens elsewhere: cases, orders and contacts, each known by its source and its identifier there.

A state that is recorded again changes nothing, another one makes a new revision. States may arrive in any order:
one that is older than what is known, by its own words, adds what only it tells and changes nothing else. So every
order of arrival, and every repetition, ends in the same resource.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tmf623.contract.documents import encoded, loaded
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import microseconds, recordable
from tmf623.store.transaction import Transaction


def _as_told(_known: Any, latest: Any, _older: Any) -> Any:
    """Nothing is kept of an older state."""
    return latest


@dataclass(frozen=True, slots=True)
class Recording:
    """How one kind is recorded."""

    kind: Kind
    began: str
    """Field of the instant it began, which must be given."""
    check: Callable[[Any, str], None]
    """(message, path): refuse a state by itself."""
    age: Callable[[Any], Any]
    """When the state was the present one, by its own words, in values that sort; None when it does not say."""
    kept: Callable[[Any, Any, Any], Any] = _as_told
    """(known or None, latest, sent) -> message: the latest state, with what is known of earlier ones."""


def record(tx: Transaction, recording: Recording, source: str, sent: Sequence[Any]) -> dict[str, int]:
    """Store every state that is new; nothing at all when one of them is wrong. How many were what.

    Raises:
        Invalid, Refused: as for `check`.
    """
    check(recording, source, sent)
    counts = {"recorded": 0, "revised": 0, "repeated": 0}
    for state in sent:
        counts[_record(tx, recording, state, source)] += 1
    return counts


def check(recording: Recording, source: str, sent: Sequence[Any]) -> None:
    """Refuse what cannot be stored.

    Raises:
        Invalid: an attribute is missing.
        Refused: instants contradict each other, or are not within the years 1900 to 2199.
    """
    name = recording.kind.name
    demanded(source, "source")
    if not sent:
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{name} is empty: there must be at least one", attribute=name)
    for index, state in enumerate(sent):
        path = f"{name}[{index}]"
        demanded(state.external_id, f"{path}.externalId")
        given(state, recording.began, path)
        recording.check(state, path)


def given(message: Any, field: str, path: str) -> int:
    """An instant that must be there, microseconds since 1970 UTC; Invalid and Refused as for `check`."""
    if not message.HasField(field):
        attribute = f"{path}.{json_name(message, field)}"
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
    instant = optional(message, field, path)
    assert instant is not None  # noqa: S101 - it is there
    return instant


def optional(message: Any, field: str, path: str) -> int | None:
    """An instant, microseconds since 1970 UTC; None when it is not given. Refused as for `check`."""
    if not message.HasField(field):
        return None
    return recordable(getattr(message, field), f"{path}.{json_name(message, field)}")


def in_order(message: Any, path: str, first: str, fields: Sequence[str]) -> None:
    """Refuse instants before the one of `first`, or that cannot be recorded: Refused."""
    began = optional(message, first, path)
    for field in fields:
        instant = optional(message, field, path)
        if began is not None and instant is not None and instant < began:
            attribute, other = (f"{path}.{json_name(message, name)}" for name in (field, first))
            raise Refused(
                Reason.PERIOD_REVERSED,
                f"{attribute} is {_text(message, field)}, before {other} {_text(message, first)}",
                attribute=attribute,
            )


def instant(message: Any, field: str) -> int | None:
    """An instant of a stored message, microseconds since 1970 UTC; None when it is not there."""
    return microseconds(getattr(message, field)) if message.HasField(field) else None


def subject_of(kind: Kind, message: Any) -> str:
    """What a judgement is about: `{kind}/{source}/{externalId}`, slashes in either written as %2F."""
    return f"{kind.name}/{segment(message.source)}/{segment(message.external_id)}"


def segment(text: str) -> str:
    """The text as one part of a path."""
    return text.replace("%", "%25").replace("/", "%2F")


def json_name(message: Any, field: str) -> str:
    """The JSON name of a field."""
    return str(message.DESCRIPTOR.fields_by_name[field].json_name)


def _record(tx: Transaction, recording: Recording, sent: Any, source: str) -> str:
    kind = recording.kind
    state: Any = kind.message()
    state.CopyFrom(sent)
    state.ClearField("id")
    state.ClearField("href")
    state.source = source
    key = subject_of(kind, state)
    stored = tx.resources.by_natural_key(kind, key)
    if stored is None:
        tx.resources.insert(kind, recording.kept(None, state, state), natural_key=key)
        return "recorded"
    known = loaded(kind, stored)
    for field in ("id", "href"):
        known.ClearField(field)
    outcome = recording.kept(known, _latest(recording, known, state), state)
    if stored.document == encoded(outcome).document:
        return "repeated"
    tx.resources.replace(kind, stored.id, outcome)
    return "revised"


def _latest(recording: Recording, known: Any, state: Any) -> Any:
    """A copy of the later one of two states; of equal age, or where age is not told, the one recorded last."""
    was, now = recording.age(known), recording.age(state)
    latest = recording.kind.message()
    latest.CopyFrom(known if was is not None and now is not None and now < was else state)
    return latest


def _text(message: Any, field: str) -> str:
    return str(getattr(message, field).ToJsonString())
