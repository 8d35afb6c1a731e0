"""Cases are known by their source and the identifier they have there."""

from typing import Any

import pytest

from service.bench import Bench
from tmf623.contract.kinds import CASE
from tmf623.errors import Reason, SlaError
from tmf623.query.criteria import Query

OPEN: dict[str, Any] = {"externalId": "T-1", "creationDate": "2026-01-05T09:00:00Z", "ticketType": "fault"}
RESOLVED = OPEN | {"resolutionDate": "2026-01-05T11:00:00Z", "status": "resolved"}


def counts(response: Any) -> tuple[int, int, int]:
    return response.recorded, response.revised, response.repeated


def stored(bench: Bench) -> int:
    return bench.store.read(lambda tx: tx.resources.find(CASE, Query(limit=0))).total


def test_a_case_is_recorded_revised_and_repeated(bench: Bench) -> None:
    assert counts(bench.report(OPEN)) == (1, 0, 0)
    assert counts(bench.report(OPEN)) == (0, 0, 1)
    assert counts(bench.report(RESOLVED)) == (0, 1, 0)
    assert counts(bench.report(RESOLVED, OPEN | {"externalId": "T-2"})) == (1, 0, 1)
    assert stored(bench) == 2


def test_one_request_may_tell_of_a_case_twice(bench: Bench) -> None:
    assert counts(bench.report(OPEN, RESOLVED, RESOLVED)) == (1, 1, 1)


def test_the_same_identifier_of_another_source_is_another_case(bench: Bench) -> None:
    bench.report(OPEN)
    assert counts(bench.report(OPEN, source="other desk")) == (1, 0, 0)


def test_sources_and_identifiers_with_slashes_are_kept_apart(bench: Bench) -> None:
    bench.report(OPEN | {"externalId": "c"}, source="a/b")
    assert counts(bench.report(OPEN | {"externalId": "b/c"}, source="a")) == (1, 0, 0)
    assert counts(bench.report(OPEN | {"externalId": "c"}, source="a%2Fb")) == (1, 0, 0)


def test_what_the_server_owns_is_ignored(bench: Bench) -> None:
    assert counts(bench.report(OPEN)) == (1, 0, 0)
    assert counts(bench.report(OPEN | {"id": "99", "href": "https://x.example", "source": "elsewhere"})) == (0, 0, 1)


@pytest.mark.parametrize(
    ("wrong", "reason", "attribute"),
    [
        (OPEN | {"externalId": ""}, Reason.MISSING_ATTRIBUTE, "case[1].externalId"),
        ({"externalId": "T-1"}, Reason.MISSING_ATTRIBUTE, "case[1].creationDate"),
        (OPEN | {"creationDate": "0001-01-01T00:00:00Z"}, Reason.RULE_REFUSED, "case[1].creationDate"),
        (OPEN | {"resolutionDate": "9999-12-31T00:00:00Z"}, Reason.RULE_REFUSED, "case[1].resolutionDate"),
        (OPEN | {"resolutionDate": "2026-01-05T08:59:59Z"}, Reason.PERIOD_REVERSED, "case[1].resolutionDate"),
    ],
    ids=["no identifier", "no opening", "too early", "never resolved", "resolved before it was opened"],
)
def test_a_wrong_case_is_refused_by_name_and_nothing_is_stored(
    bench: Bench, wrong: dict[str, Any], reason: Reason, attribute: str
) -> None:
    with pytest.raises(SlaError) as refused:
        bench.report(OPEN, wrong)
    assert (refused.value.reason, refused.value.attribute) == (reason, attribute)
    assert attribute in refused.value.message
    assert stored(bench) == 0


def test_a_case_may_be_resolved_the_instant_it_is_opened(bench: Bench) -> None:
    assert counts(bench.report(OPEN | {"resolutionDate": OPEN["creationDate"]})) == (1, 0, 0)


def test_a_request_without_source_or_cases_is_refused(bench: Bench) -> None:
    for cases, source, attribute in (((OPEN,), "", "source"), ((), "desk", "case")):
        with pytest.raises(SlaError) as refused:
            bench.report(*cases, source=source)
        assert (refused.value.reason, refused.value.attribute) == (Reason.MISSING_ATTRIBUTE, attribute)
