"""What an attempt means for its delivery, written into the store."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from tmf623.jobs.retries import Retries, Verdict, retry_after_s, verdict
from tmf623.sinks.webhook import Answer
from tmf623.store.deliveries import DELIVERED, FAILED, PARKED, Due, Outcome
from tmf623.store.transaction import Transaction


class Attempt(NamedTuple):
    """A delivery that was tried, and what came of it."""

    due: Due
    answer: Answer


def record(tx: Transaction, attempts: Sequence[Attempt], retries: Retries) -> None:
    """Record attempts: delivered, to be tried again, given up, or the end of a hub."""
    for due, answer in attempts:
        meaning = verdict(answer.status)
        if meaning is Verdict.DELIVERED:
            tx.deliveries.mark(due, Outcome(DELIVERED, answer.status))
        elif meaning is Verdict.GONE:
            _disable(tx, due, answer)
        else:
            _retry(tx, Attempt(due, answer), meaning, retries)


def _disable(tx: Transaction, due: Due, answer: Answer) -> None:
    why = f"the receiver wants no more events ({answer.error})"
    tx.subscriptions.disable(due.hub_id, why)
    tx.deliveries.mark(due, Outcome(PARKED, answer.status, answer.error))
    tx.deliveries.park(due.hub_id, why)


def _retry(tx: Transaction, attempt: Attempt, meaning: Verdict, retries: Retries) -> None:
    """Try again later, or give up; with the event of a receiver that is down, all that waited for it as long."""
    due, answer = attempt
    attempts, age = due.attempts + 1, tx.now - due.opened_at
    if retries.is_last(meaning, attempts, age):
        tx.deliveries.mark(due, Outcome(PARKED, answer.status, answer.error))
        if meaning is Verdict.LATER:
            tx.deliveries.park(due.hub_id, f"the receiver was down ({answer.error})", tx.now - retries.horizon)
        return
    delay_s = retries.delay_s(attempts, retry_after_s(answer.retry_after, tx.now))
    tx.deliveries.mark(due, Outcome(FAILED, answer.status, answer.error, tx.now + timedelta(seconds=delay_s)))
