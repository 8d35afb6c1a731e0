"""Who is told of what, through every door."""

from typing import Any

import pytest

from doors import Door, Failure


def told(address: str) -> dict[str, Any]:
    return {"name": "Tell them", "recipient": [{"channel": "webhook", "address": address}]}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:54321/notices",
        "https://care.customer.example/notices?of=sla",
        "https://care.customer.example:65535",
        "http://[::1]:8080/notices",
    ],
)
def test_a_webhook_may_be_wherever_a_hub_may_be(door: Door, address: str) -> None:
    rule = door.create("notificationRule", told(address))
    assert rule.recipient[0].address == address
    door.delete("notificationRule", rule.id)


@pytest.mark.parametrize("address", ["ftp://care.example/x", "http://user@care.example/x", "care@customer.example"])
def test_what_is_no_address_of_a_webhook_is_refused_by_name(door: Door, address: str) -> None:
    with pytest.raises(Failure) as refused:
        door.create("notificationRule", told(address))
    assert refused.value.reason == "INVALID_VALUE"
    assert "recipient[0]" in refused.value.message
