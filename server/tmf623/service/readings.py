"""Terms that were read already: agreements change seldom, and are judged by often.

Read terms hold what was counted of a calendar so far, so that a million cases open its days once.
"""

from functools import lru_cache
from typing import Any

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.service import terms
from tmf623.service.terms import Terms, Unreadable

_KEPT = 512


def agreed_of(sla: Sla, rule: Rule) -> Terms[Any]:
    """What `terms.terms_of` gives; Unreadable as there."""
    found = _agreed(sla.SerializeToString(deterministic=True), rule.SerializeToString(deterministic=True))
    if isinstance(found, str):
        raise Unreadable(found)
    return found


def digest_of(sla: Sla, rule: Rule) -> str:
    """What `terms.digest` gives."""
    return _digest(sla.SerializeToString(deterministic=True), rule.SerializeToString(deterministic=True))


def calendar_digest_of(sla: Sla, rule: Rule) -> str:
    """What `terms.calendar_digest` gives."""
    return _calendar_digest(sla.SerializeToString(deterministic=True), rule.SerializeToString(deterministic=True))


@lru_cache(maxsize=_KEPT)
def _agreed(sla: bytes, rule: bytes) -> Terms[Any] | str:
    try:
        return terms.terms_of(Sla.FromString(sla), Rule.FromString(rule))
    except Unreadable as error:
        return str(error)


@lru_cache(maxsize=_KEPT)
def _digest(sla: bytes, rule: bytes) -> str:
    return terms.digest(*_read(sla, rule))


@lru_cache(maxsize=_KEPT)
def _calendar_digest(sla: bytes, rule: bytes) -> str:
    return terms.calendar_digest(*_read(sla, rule))


def _read(sla: bytes, rule: bytes) -> tuple[Sla, Rule]:
    whole, one = Sla.FromString(sla), Rule.FromString(rule)
    return whole, next((each for each in whole.rule if each == one), one)
