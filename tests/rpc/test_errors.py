"""Every error has its status and its details."""

from typing import TypeVar

import pytest
from google.rpc import code_pb2
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from tmf623.errors import (
    Conflict,
    Invalid,
    NotFound,
    Reason,
    Refused,
    SlaError,
    Stale,
    TooLarge,
    Unavailable,
)
from tmf623.rpc.errors import DOMAIN, Busy, status_of

Detail = TypeVar("Detail", ErrorInfo, BadRequest, RetryInfo)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(Invalid(Reason.INVALID_VALUE, "x"), "INVALID_ARGUMENT", id="invalid"),
        pytest.param(Invalid(Reason.NOT_SUPPORTED, "x"), "UNIMPLEMENTED", id="not supported"),
        pytest.param(Refused(Reason.PERIOD_REVERSED, "x"), "FAILED_PRECONDITION", id="refused by a rule"),
        pytest.param(NotFound(Reason.NOT_FOUND, "x"), "NOT_FOUND", id="not found"),
        pytest.param(Conflict(Reason.STATE_CONFLICT, "x"), "FAILED_PRECONDITION", id="conflict with the state"),
        pytest.param(Conflict(Reason.REQUEST_REPEATED, "x"), "ALREADY_EXISTS", id="request id used before"),
        pytest.param(Conflict(Reason.PAGE_TOKEN_EXPIRED, "x"), "OUT_OF_RANGE", id="token too old"),
        pytest.param(Stale(Reason.ETAG_MISMATCH, "x"), "FAILED_PRECONDITION", id="stale"),
        pytest.param(TooLarge(Reason.TOO_LARGE, "x"), "RESOURCE_EXHAUSTED", id="too large"),
        pytest.param(Unavailable(Reason.UNAVAILABLE, "x"), "UNAVAILABLE", id="unavailable"),
        pytest.param(Unavailable(Reason.STORAGE_FULL, "x"), "UNAVAILABLE", id="storage full"),
        pytest.param(Busy("x"), "RESOURCE_EXHAUSTED", id="too many calls"),
        pytest.param(SlaError(Reason.INTERNAL, "x"), "INTERNAL", id="our own fault"),
    ],
)
def test_each_error_has_its_code(error: SlaError, code: str) -> None:
    status = status_of(error)
    assert code_pb2.Code.Name(status.code) == code
    assert status.message == "x"
    assert _detail(status, ErrorInfo()) == ErrorInfo(reason=error.reason.value, domain=DOMAIN)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_travels(reason: Reason) -> None:
    info = _detail(status_of(SlaError(reason, "x")), ErrorInfo())
    assert info is not None
    assert info.reason == reason


def test_the_attribute_becomes_a_field_violation() -> None:
    status = status_of(Invalid(Reason.INVALID_VALUE, "the sentence", attribute="validFor.startDateTime"))
    bad = _detail(status, BadRequest())
    assert bad is not None
    assert [(each.field, each.description) for each in bad.field_violations] == [
        ("validFor.startDateTime", "the sentence")
    ]


def test_what_may_succeed_later_says_when() -> None:
    retry = _detail(status_of(Unavailable(Reason.UNAVAILABLE, "x")), RetryInfo())
    assert retry is not None
    assert retry.retry_delay.seconds >= 1
    assert _detail(status_of(Invalid(Reason.INVALID_VALUE, "x")), RetryInfo()) is None


@pytest.mark.parametrize("letter", ["a", "é", "€", "😀"])
def test_an_endless_sentence_is_cut_between_letters(letter: str) -> None:
    status = status_of(Invalid(Reason.INVALID_VALUE, letter * 5000, attribute=letter * 5000))
    assert status.ByteSize() < 2500
    assert set(status.message) == {letter, "…"}


def _detail(status: Status, detail: Detail) -> Detail | None:
    return next((detail for packed in status.details if packed.Unpack(detail)), None)
