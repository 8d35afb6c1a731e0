"""What may be registered as a hub."""

import base64

import pytest

from jobs.conftest import Start
from jobs.estate import Estate
from jobs.receiver import Receiver
from tmf.sla.v1.event_pb2 import Hub
from tmf623.contract.kinds import HUB
from tmf623.contract.profiles import V2, V4
from tmf623.errors import Conflict, Invalid, NotFound, Reason
from tmf623.jobs.bodies import Style, target
from tmf623.service import hubs
from tmf623.sinks import signature
from tmf623.store.store import Store


@pytest.mark.parametrize("profile", [V2, V4], ids=["v2", "v4"])
@pytest.mark.parametrize(
    "hub",
    [
        pytest.param({"callback": "http://in.listener.com"}, id="TMF623 R14.5.1's example"),
        pytest.param({"callback": "https://listener.example/a", "query": ""}, id="an empty query"),
        pytest.param({"callback": "https://listener.example/a", "query": "eventType=SlaCreateEvent"}, id="a type"),
        pytest.param(
            {"callback": "https://listener.example/a", "query": "eventType=SLAViolationCreateNotification"},
            id="a type as R14.5.1 spells it",
        ),
        pytest.param({"callback": "https://listener.example/a", "query": "fields=sla.name"}, id="fields"),
    ],
)
def test_a_hub_that_can_be_served_is_taken(hub: dict[str, str], profile) -> None:  # noqa: ANN001
    hubs.check(Hub(**hub), profile, private=False)


@pytest.mark.parametrize(
    ("hub", "reason", "named"),
    [
        pytest.param({"callback": "ftp://example.com"}, Reason.INVALID_VALUE, "ftp://example.com", id="not http"),
        pytest.param({"callback": "http://10.0.0.1/"}, Reason.INVALID_VALUE, "10.0.0.1", id="a private address"),
        pytest.param({"callback": "x" * 5000}, Reason.INVALID_VALUE, "5000 characters", id="too long"),
        pytest.param(
            {"callback": "http://example.com", "query": "eventType=Nonsense"},
            Reason.INVALID_QUERY,
            "Nonsense",
            id="an unknown type",
        ),
        pytest.param(
            {"callback": "http://example.com", "query": "colour=red"},
            Reason.INVALID_QUERY,
            "colour",
            id="an unknown term",
        ),
    ],
)
def test_a_hub_that_cannot_be_served_is_refused_by_name(hub: dict[str, str], reason: Reason, named: str) -> None:
    with pytest.raises(Invalid, match=named) as refused:
        hubs.check(Hub(**hub), V4, private=False)
    assert refused.value.reason is reason
    assert len(refused.value.message) < 400


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - a published one


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("secret", "hunter2"),
        ("secret", "whsec_MfKQ9r8G"),
        ("secret", f"{SECRET} {SECRET} {SECRET}"),
        ("secret", f"{SECRET}  {SECRET}"),
        ("secret", ""),
        ("envelope", "xml"),
        ("envelope", ""),
    ],
)
def test_a_secret_or_an_envelope_that_is_none_is_refused(attribute: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        hubs.check(Hub(callback="http://example.com", **{attribute: value}), V4, private=False)
    assert refused.value.attribute == attribute
    assert attribute == "envelope" or not value or value not in refused.value.message


def test_a_secret_signs_but_is_nowhere_to_be_read(
    estate: Estate, store: Store, receiver: Receiver, start: Start
) -> None:
    start()
    hub_id = estate.hub(receiver.url(), secret=SECRET, envelope="tmf")
    estate.sla("Gold")
    [got] = receiver.wait_for(1)
    assert "webhook-signature" in got.headers
    stored = store.read(lambda tx: tx.resources.get(HUB, hub_id))
    assert b"whsec" not in stored.document + stored.message
    assert b"whsec" not in got.body
    assert b'"envelope":"tmf"' in stored.document


def test_while_a_secret_is_replaced_both_sign(estate: Estate, store: Store, receiver: Receiver, start: Start) -> None:
    secrets = ["whsec_" + base64.b64encode(bytes([number]) * 24).decode() for number in range(3)]
    hub_id = estate.hub(receiver.url(), secret=secrets[0])
    for secret in secrets[1:]:
        store.write(lambda tx, secret=secret: hubs.rotate(tx, hub_id, secret))
    estate.sla("Gold")
    start()
    [got] = receiver.wait_for(1)
    headers = got.headers
    assert headers["webhook-signature"].split(" ") == [
        signature.signature(headers["webhook-id"], headers["webhook-timestamp"], got.body, signature.key(secret))
        for secret in reversed(secrets[1:])
    ]


def test_private_callbacks_are_for_those_who_allow_them() -> None:
    hubs.check(Hub(callback="http://localhost:9000/listener"), V2, private=True)


def test_the_delivery_log_is_read_in_parts_and_by_state(estate: Estate, store: Store) -> None:
    hub = estate.hub("http://127.0.0.1:1/")
    estate.slas("a", "b", "c")
    store.write(
        lambda tx: [tx.deliveries.enqueue([hub], event) for event in tx.outbox.sequence(tx.outbox.unsequenced(9))]
    )
    first = store.read(lambda tx: hubs.deliveries(tx, hub, limit=2))
    rest = store.read(lambda tx: hubs.deliveries(tx, hub, after=first[-1].position))
    assert [entry.position for entry in first + rest] == [1, 2, 3]
    assert store.read(lambda tx: hubs.deliveries(tx, hub, state="parked")) == []
    assert store.read(lambda tx: hubs.health(tx, hub)) == hubs.Health("active", None, {"pending": 3})


def test_only_what_was_given_up_is_replayed_and_only_for_an_active_hub(estate: Estate, store: Store) -> None:
    hub = estate.hub("http://127.0.0.1:1/")
    with pytest.raises(NotFound, match="no delivery 1"):
        store.write(lambda tx: hubs.replay(tx, hub, 1))
    assert store.write(lambda tx: hubs.replay(tx, hub)) == 0
    store.write(lambda tx: tx.subscriptions.disable(hub, "HTTP 410"))
    with pytest.raises(Conflict, match="disabled"):
        store.write(lambda tx: hubs.replay(tx, hub))
    store.write(lambda tx: hubs.enable(tx, hub))
    assert store.read(lambda tx: hubs.health(tx, hub).state) == "active"


def test_a_replayed_event_waits_behind_no_later_one_and_beside_none(estate: Estate, store: Store) -> None:
    """Of a resource, never two are due at a time."""
    from tmf623.store.deliveries import PARKED, Outcome  # noqa: PLC0415

    hub = estate.hub("http://127.0.0.1:1/")
    sla_id = estate.sla("0")
    for number in range(1, 5):
        estate.change(sla_id, name=str(number))
    store.write(
        lambda tx: [tx.deliveries.enqueue([hub], event) for event in tx.outbox.sequence(tx.outbox.unsequenced(9))]
    )

    def due() -> list[int]:
        return [one.position for one in store.read(lambda tx: tx.deliveries.due(hub, 10))]

    def finish(state: str) -> None:
        store.write(lambda tx: tx.deliveries.mark(tx.deliveries.due(hub, 1)[0], Outcome(state, 400)))

    assert due() == [1]
    finish(PARKED)
    finish(PARKED)
    assert due() == [3]
    assert store.write(lambda tx: hubs.replay(tx, hub)) == 2
    assert due() == [3]
    order = []
    while due():
        order += due()
        finish("delivered")
    assert order == [3, 1, 2, 4, 5]


def test_a_hub_is_read_into_a_target(estate: Estate, store: Store) -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - a published one
    hub = estate.hub("http://127.0.0.1:1/x", "fields=sla.name", "v2", secret=secret, envelope="cloudevents")
    found = store.read(lambda tx: tx.subscriptions.get(hub))
    assert found
    read = target(found)
    assert (read.callback, read.keys) == ("http://127.0.0.1:1/x", (signature.key(secret),))
    assert isinstance(read.style, Style)
    assert (read.style.profile, read.style.base, read.style.envelope) == ("v2", "https://sla.example", "cloudevents")
    assert ("name",) in read.style.fields
