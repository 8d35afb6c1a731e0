"""Requests a client may repeat."""

import pytest

from clock import Clock
from tmf623.errors import Conflict, Reason
from tmf623.store.requests import Answered, Request
from tmf623.store.store import Store

REQUEST = Request("sla", "key-1", b"a" * 32)
ANSWER = Answered(201, "sla", 7, 1)


def answered(store: Store, request: Request) -> Answered | None:
    return store.read(lambda tx: tx.requests.answered(request))


def test_a_request_gives_the_answer_it_got(store: Store) -> None:
    assert answered(store, REQUEST) is None
    store.write(lambda tx: tx.requests.remember(REQUEST, ANSWER))
    assert answered(store, REQUEST) == ANSWER


def test_another_request_under_the_same_key_is_refused(store: Store) -> None:
    store.write(lambda tx: tx.requests.remember(REQUEST, ANSWER))
    with pytest.raises(Conflict, match="'key-1'") as refused:
        answered(store, REQUEST._replace(digest=b"b" * 32))
    assert refused.value.reason is Reason.REQUEST_REPEATED


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(REQUEST._replace(scope="hub"), id="another scope"),
        pytest.param(REQUEST._replace(key="key-2"), id="another key"),
        pytest.param(REQUEST._replace(key="KEY-1"), id="another case"),
    ],
)
def test_other_requests_are_new(store: Store, other: Request) -> None:
    store.write(lambda tx: tx.requests.remember(REQUEST, ANSWER))
    assert answered(store, other) is None


def test_keys_of_any_length_are_told_apart(store: Store) -> None:
    long = REQUEST._replace(key="k" * 100_000)
    store.write(lambda tx: tx.requests.remember(long, ANSWER))
    assert answered(store, long) == ANSWER
    assert answered(store, REQUEST._replace(key="k" * 100_001)) is None


def test_old_requests_are_forgotten(store: Store, clock: Clock) -> None:
    store.write(lambda tx: tx.requests.remember(REQUEST, ANSWER))
    clock.advance(hours=24)
    recent = REQUEST._replace(key="key-2")
    store.write(lambda tx: tx.requests.remember(recent, ANSWER))
    assert store.write(lambda tx: tx.requests.forget(clock.now)) == 1
    assert (answered(store, REQUEST), answered(store, recent)) == (None, ANSWER)
