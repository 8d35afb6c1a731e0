"""Signatures by the Standard Webhooks specification."""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.errors import Invalid
from tmf623.sinks import signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - published with the vector
AT = datetime(2021, 2, 25, 15, 2, 10, tzinfo=UTC)


def test_the_specifications_own_vector() -> None:
    """Published with the reference libraries of standardwebhooks.com."""
    headers = signature.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, b'{"test": 2432232314}', signature.keys(SECRET))
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_without_a_secret_there_is_no_signature() -> None:
    assert signature.headers("7", AT, b"{}", signature.keys(None)) == {
        "webhook-id": "7",
        "webhook-timestamp": "1614265330",
    }


def test_while_a_secret_is_replaced_both_sign() -> None:
    other = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    both = signature.headers("7", AT, b"{}", signature.keys(f"{other} {SECRET}"))["webhook-signature"]
    alone = [signature.headers("7", AT, b"{}", signature.keys(s))["webhook-signature"] for s in (other, SECRET)]
    assert both.split(" ") == alone


@given(st.binary(min_size=24, max_size=64), st.integers(1, 2**53 - 1), st.binary(max_size=200))
def test_a_receiver_recomputes_the_signature_from_the_headers_and_the_raw_body(
    key: bytes, event: int, body: bytes
) -> None:
    secret = "whsec_" + base64.b64encode(key).decode()
    headers = signature.headers(str(event), AT, body, signature.keys(secret))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param("whsec_", id="nothing"),
        pytest.param("whsec_MfKQ9r8G", id="6 bytes"),
        pytest.param(base64.b64encode(bytes(23)).decode(), id="23 bytes"),
        pytest.param("whsec_" + base64.b64encode(bytes(65)).decode(), id="65 bytes"),
        pytest.param("whsec_hunter2-hunter2-hunter2-hunter2", id="not base64"),
        pytest.param("whsec_ünterländisch", id="not ASCII"),
    ],
)
def test_a_secret_that_is_none_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(Invalid) as refused:
        signature.key(secret)
    assert refused.value.attribute == "secret"
    assert secret.removeprefix("whsec_") not in refused.value.message or secret == "whsec_"  # noqa: S105
