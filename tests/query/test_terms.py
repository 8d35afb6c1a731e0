"""TMF630's filter language in a query string, to criteria."""

from decimal import Decimal
from typing import Any

import pytest

from tmf623.contract.kinds import ASSESSMENT, CASE, HUB, SLA, SLA_VIOLATION, Kind
from tmf623.errors import Invalid, Reason
from tmf623.query import criteria
from tmf623.query.criteria import Comparison, Operator, Order, ValueType
from tmf623.query.parameters import parse_item_query, parse_query
from tmf623.query.text import parse_fields, parse_filter, parse_sort

MARCH_24 = 16518 * 86_400 * 1_000_000_000
"""2015-03-24T00:00:00Z: 45 years of which 11 are leap years, and 31 + 28 + 23 days, in nanoseconds."""
HOUR = 3600 * 1_000_000_000


def compares(path: str, operator: str, *values: Any, type_: str = "text") -> Comparison:
    return Comparison(tuple(path.split(".")), ValueType(type_), Operator(operator), values)


def where(raw: str, kind: Kind = SLA) -> Any:
    return parse_query(kind, raw.encode()).query.where


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("", criteria.All(()), id="nothing asks for everything"),
        pytest.param("&&", criteria.All(()), id="empty terms ask for nothing"),
        pytest.param("name=Gold", compares("name", "eq", "Gold"), id="equality"),
        pytest.param("name=", compares("name", "eq", ""), id="empty text is a value"),
        pytest.param("name==Gold", compares("name", "eq", "Gold"), id="== spelled out"),
        pytest.param("name%3D%3DGold", compares("name", "eq", "Gold"), id="== inside the name"),
        pytest.param("name%3DGold", compares("name", "eq", "Gold"), id="= inside the name"),
        pytest.param("name.eq=Gold", compares("name", "eq", "Gold"), id=".eq"),
        pytest.param("name.ne=Gold", compares("name", "ne", "Gold"), id=".ne"),
        pytest.param("name!=Gold", compares("name", "ne", "Gold"), id="!="),
        pytest.param("name.gt=G", compares("name", "gt", "G"), id=".gt"),
        pytest.param("name.gte=G", compares("name", "gte", "G"), id=".gte"),
        pytest.param("name.lt=G", compares("name", "lt", "G"), id=".lt"),
        pytest.param("name.lte=G", compares("name", "lte", "G"), id=".lte"),
        pytest.param("name>G", compares("name", "gt", "G"), id=">"),
        pytest.param("name%3EG", compares("name", "gt", "G"), id="> inside the name"),
        pytest.param("name%3eG", compares("name", "gt", "G"), id="lower-case escape"),
        pytest.param("name>=G", compares("name", "gte", "G"), id=">="),
        pytest.param("name%3E=G", compares("name", "gte", "G"), id=">= half escaped, as browsers do"),
        pytest.param("name%3E%3DG", compares("name", "gte", "G"), id=">= inside the name"),
        pytest.param("name%3CG", compares("name", "lt", "G"), id="< inside the name"),
        pytest.param("name%3C%3DG", compares("name", "lte", "G"), id="<= inside the name"),
        pytest.param("name*=^G,o", compares("name", "regex", "^G,o"), id="pattern, not split at commas"),
        pytest.param("name%2A%3D^G", compares("name", "regex", "^G"), id="pattern inside the name"),
        pytest.param("name.regex=^G{1,2}", compares("name", "regex", "^G{1,2}"), id=".regex"),
        pytest.param("name.regex=a;b", compares("name", "regex", "a;b"), id="semicolon in a pattern"),
        pytest.param("name=a,b", compares("name", "eq", "a", "b"), id="comma is or"),
        pytest.param("name=a%2Cb", compares("name", "eq", "a,b", "a", "b"), id="an escaped comma may mean either"),
        pytest.param("name.ne=a%2Cb", compares("name", "ne", "a,b"), id="an escaped comma is a comma to .ne"),
        pytest.param("name.gt=a%2Cb", compares("name", "gt", "a,b"), id="an escaped comma is a comma to .gt"),
        pytest.param(
            "validFor.startDateTime=2015-03-24%2C2015-03-24",
            compares("validFor.startDateTime", "eq", MARCH_24, type_="instant"),
            id="an instant has no comma",
        ),
        pytest.param("name=a;b", compares("name", "eq", "a", "b"), id="semicolon is or"),
        pytest.param("name=a%3Bb", compares("name", "eq", "a;b"), id="an escaped semicolon is a semicolon"),
        pytest.param("name=a&name=b", compares("name", "eq", "a", "b"), id="repetition is or"),
        pytest.param("name=a&name.eq=b", compares("name", "eq", "a", "b"), id="repetition in another spelling"),
        pytest.param("name=a;name=b", compares("name", "eq", "a", "b"), id="the same attribute after a semicolon"),
        pytest.param("name=a&name=a", compares("name", "eq", "a"), id="repeating a value changes nothing"),
        pytest.param("name=a%26b", compares("name", "eq", "a&b"), id="escaped ampersand"),
        pytest.param("name=a+b%2Bc", compares("name", "eq", "a b+c"), id="plus is a space"),
        pytest.param("name=%F0%9F%98%80", compares("name", "eq", "\U0001f600"), id="UTF-8"),
        pytest.param("name=a=b", compares("name", "eq", "a=b"), id="the first = splits"),
        pytest.param("name=%25", compares("name", "eq", "%"), id="percent sign"),
        pytest.param("rule.operator=%3E%3D", compares("rule.operator", "eq", ">="), id="a value like an operator"),
        pytest.param("rule.operator=>=", compares("rule.operator", "eq", ">="), id="the same, unescaped"),
        pytest.param("rule.operator=%3D%3D", compares("rule.operator", "eq", "=="), id="== as a value"),
        pytest.param("rule.operator.ne=.ge", compares("rule.operator", "ne", ".ge"), id="suffix after 'operator'"),
        pytest.param("%6Eame=a", compares("name", "eq", "a"), id="escaped name"),
        pytest.param("@type=x", compares("@type", "eq", "x"), id="@type"),
        pytest.param("rule.spec.%40type=x", compares("rule.spec.@type", "eq", "x"), id="@type below an array"),
        pytest.param("approved=true,false", compares("approved", "eq", *(True, False), type_="boolean"), id="booleans"),
        pytest.param("id=5,007,x", compares("id", "eq", "5", "007", "x"), id="ids are texts that may name nothing"),
        pytest.param("id.gt=5", compares("id", "gt", Decimal(5), type_="number"), id="ids have the order of numbers"),
        pytest.param(
            "name=a;b;version=1",
            criteria.Any((compares("name", "eq", "a", "b"), compares("version", "eq", "1"))),
            id="or between attributes",
        ),
        pytest.param(
            "name=a;nosuch=b",
            compares("name", "eq", "a", "nosuch=b"),
            id="what follows a semicolon is a value unless it starts with an attribute",
        ),
        pytest.param(
            "name=a&version=1,2&state.ne=x",
            criteria.All(
                (compares("name", "eq", "a"), compares("version", "eq", "1", "2"), compares("state", "ne", "x"))
            ),
            id="and across names",
        ),
        pytest.param(
            "name.regex=a&name.regex=b",
            criteria.Any((compares("name", "regex", "a"), compares("name", "regex", "b"))),
            id="a repeated pattern is or",
        ),
        pytest.param(
            "approvalDate.gt=2015-03-24&approvalDate.lt=2015-03-24T02:00:00Z",
            criteria.All(
                (
                    compares("approvalDate", "gt", MARCH_24, type_="instant"),
                    compares("approvalDate", "lt", MARCH_24 + 2 * HOUR, type_="instant"),
                )
            ),
            id="a range",
        ),
    ],
)
def test_a_term_means(raw: str, expected: Any) -> None:
    assert where(raw) == expected


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        pytest.param("2015-03-24", 0, id="a date is its first instant in UTC"),
        pytest.param("2015-03-24T02:00:00Z", 2 * HOUR, id="UTC"),
        pytest.param("2015-03-24T02:00:00+02:00", 0, id="a plus that became a space"),
        pytest.param("2015-03-24T02:00:00%2B02:00", 0, id="an escaped plus"),
        pytest.param("2015-03-23T22:00:00-02:00", 0, id="west of Greenwich"),
        pytest.param("2015-03-24t00:00:00.000000001z", 1, id="to the nanosecond, lower case"),
    ],
)
def test_instants_are_points_in_time(text: str, nanoseconds: int) -> None:
    expected = compares("validFor.startDateTime", "eq", MARCH_24 + nanoseconds, type_="instant")
    assert where(f"validFor.startDateTime={text}") == expected


@pytest.mark.parametrize("text", ["0.05", "5e-2", "%2B0.05", ".05", "0.050"])
def test_numbers_are_exact_whatever_their_spelling(text: str) -> None:
    found = where(f"violation.tolerance={text}", SLA_VIOLATION)
    assert found == compares("violation.tolerance", "eq", Decimal("0.05"), type_="number")


@pytest.mark.parametrize(
    "href",
    [
        "/tmf-api/slaManagement/v4/sla/7",
        "/tmf-api/slaManagement/v2/sla/7",
        "https://api.example/prefix/tmf-api/slaManagement/v4/sla/7",
    ],
)
def test_href_is_compared_by_the_id_in_it(href: str) -> None:
    assert where(f"href={href}") == compares("id", "eq", "7")


@pytest.mark.parametrize(
    "href", ["7", "/tmf-api/slaManagement/v4/slaViolation/7", "/tmf-api/slaManagement/v4/sla/07", ""]
)
def test_an_href_of_something_else_names_no_resource(href: str) -> None:
    assert where(f"href={href}") == compares("id", "eq", "")


@pytest.mark.parametrize(
    ("kind", "raw", "named"),
    [
        pytest.param(SLA, "nosuch=1", "nosuch", id="unknown attribute"),
        pytest.param(SLA, "nosuch.gt=1", "nosuch", id="unknown attribute with an operator"),
        pytest.param(SLA, "Name=x", "Name", id="names have case"),
        pytest.param(SLA, "name.GT=x", "name.GT", id="operators too"),
        pytest.param(SLA, "rule=x", "rule", id="an object has no value"),
        pytest.param(SLA, "validFor.=x", "validFor.", id="empty step"),
        pytest.param(SLA, "name.first=x", "name.first", id="below a text"),
        pytest.param(SLA, "rule[0].id=x", "rule[0].id", id="an index"),
        pytest.param(SLA, "=x", '""', id="no name"),
        pytest.param(SLA, "name", "name", id="no value"),
        pytest.param(SLA, ";name=x", '""', id="starts with a semicolon"),
        pytest.param(SLA, "name.gt>x", "name.gt", id="two operators"),
        pytest.param(SLA, "approved=yes", "yes", id="no boolean"),
        pytest.param(SLA, "approved=TRUE", "TRUE", id="booleans have case"),
        pytest.param(SLA, "approved=", "approved", id="empty boolean"),
        pytest.param(SLA, "approved.gt=true", "approved", id="truth has no order"),
        pytest.param(SLA, "approved.regex=t", "approved", id="truth is no text"),
        pytest.param(ASSESSMENT, "slaRevision.regex=1", "slaRevision", id="a number is no text"),
        pytest.param(SLA, "href.regex=7", "href", id="href is only equal or not"),
        pytest.param(SLA, "id.gt=abc", "abc", id="an id that has no order"),
        pytest.param(SLA, "approvalDate=2015-02-30", "2015-02-30", id="no such day"),
        pytest.param(SLA, "approvalDate=2015-03-24T00:00:00", "2015-03-24T00:00:00", id="no offset"),
        pytest.param(SLA, "approvalDate=0001-01-01T00:00:00%2B01:00", "0001-01-01", id="before year 1 in UTC"),
        pytest.param(SLA_VIOLATION, "violation.tolerance=five", "five", id="no number"),
        pytest.param(SLA_VIOLATION, "violation.tolerance=NaN", "NaN", id="not a number"),
        pytest.param(SLA_VIOLATION, "violation.tolerance=1e999", "1e999", id="beyond numbers"),
        pytest.param(SLA_VIOLATION, "violation.tolerance=1_0", "1_0", id="underscore"),
        pytest.param(SLA_VIOLATION, "violation.tolerance=%D9%A1", "\u0661", id="Arabic digit"),
        pytest.param(SLA, "name=%", "%25", id="lone percent sign"),
        pytest.param(SLA, "name=%zz", "%zz", id="no hexadecimal digits"),
        pytest.param(SLA, "name=%ff", "UTF-8", id="no UTF-8"),
        pytest.param(SLA, "name=%ED%A0%80", "UTF-8", id="half a surrogate pair"),
        pytest.param(SLA, "name=a%00b", "U+0000", id="NUL in a value"),
        pytest.param(SLA, "na%00me=a", "U+0000", id="NUL in a name"),
        pytest.param(SLA, "name.regex=(", "(", id="no pattern"),
        pytest.param(SLA, "name.regex=(%3F=a)", "(?=a)", id="look-ahead"),
        pytest.param(SLA, "name.regex=(a)%5C1", "(a)", id="back reference"),
        pytest.param(SLA, "name.regex=" + "a" * 257, "longer", id="long pattern"),
        pytest.param(SLA, "name.regex=%5CpL{500}", "pL", id="huge pattern"),
        pytest.param(SLA, "offset=-1", "-1", id="negative offset"),
        pytest.param(SLA, "offset=%2B1", "+1", id="signed offset"),
        pytest.param(SLA, "offset=1.0", "1.0", id="fractional offset"),
        pytest.param(SLA, "offset=", "offset", id="empty offset"),
        pytest.param(SLA, "limit=1_000", "1_000", id="limit with underscore"),
        pytest.param(SLA, "limit=%D9%A1", "\u0661", id="limit in Arabic digits"),
        pytest.param(SLA, "limit=9007199254740993", "9007199254740993", id="limit beyond 2^53"),
        pytest.param(SLA, "limit=1&limit=2", "limit", id="two limits"),
        pytest.param(SLA, "limit=1,2", "1,2", id="a list of limits"),
        pytest.param(SLA, "sort=nosuch", "nosuch", id="sort by nothing"),
        pytest.param(SLA, "sort=rule", "rule", id="sort by an object"),
        pytest.param(SLA, "sort=name,,version", '""', id="sort by an empty name"),
        pytest.param(SLA, "sort=--name", "-name", id="two signs"),
        pytest.param(SLA, "&".join(["name=x"] * 101), "100", id="too many terms"),
        pytest.param(SLA, "name=" + ",".join(map(str, range(201))), "200", id="too many values"),
        pytest.param(SLA, "&".join(f"name.regex={n}" for n in range(6)), "5", id="too many patterns"),
        pytest.param(SLA, "name=" + "x" * 8200, "8192", id="too long"),
    ],
)
def test_a_wrong_query_is_refused_by_name(kind: Kind, raw: str, named: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_query(kind, raw.encode())
    assert refused.value.reason is Reason.INVALID_QUERY
    assert named in refused.value.message
    assert len(refused.value.message) < 250


def test_every_first_level_attribute_of_every_kind_can_be_named() -> None:
    for kind in (SLA, SLA_VIOLATION, HUB, CASE, ASSESSMENT):
        for field in kind.message.DESCRIPTOR.fields:
            if field.message_type is None:
                value = "true" if field.type == field.TYPE_BOOL else "1"
                assert where(f"{field.json_name}={value}", kind)


def test_paging_is_read_apart_from_the_criteria() -> None:
    asked = parse_query(SLA, b"offset=10&name=a&limit=0")
    assert (asked.query.offset, asked.query.limit, asked.paged) == (10, 0, True)
    assert asked.query.where == compares("name", "eq", "a")
    assert not parse_query(SLA, b"name=a&fields=name&sort=name").paged


def test_sorting_goes_up_unless_told_to_go_down() -> None:
    expected = (
        Order(("name",), ValueType.TEXT),
        Order(("rule", "metric"), ValueType.TEXT, descending=True),
        Order(("validFor", "startDateTime"), ValueType.INSTANT),
    )
    assert parse_sort(SLA, "name,-rule.metric,+validFor.startDateTime") == expected
    assert parse_query(SLA, b"sort=name,-rule.metric,+validFor.startDateTime").query.order == expected
    assert parse_query(SLA, b"sort=name&sort=-rule.metric,%2BvalidFor.startDateTime").query.order == expected


def test_sorting_by_href_is_sorting_by_id() -> None:
    assert parse_sort(SLA, "-href,id") == (Order(("id",), ValueType.NUMBER, descending=True),)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("", ()),
        ("name", (("name",),)),
        ("name,rule.metric,name", (("name",), ("rule", "metric"))),
        ("none", (("id",), ("href",))),
        ("none,name", (("name",),)),
        (",,", ()),
        ("a..b", (("id",), ("href",))),
        ("colour", (("colour",),)),
    ],
)
def test_fields_are_paths(text: str, paths: Any) -> None:
    assert parse_fields(SLA, text) == paths
    assert parse_query(SLA, f"fields={text}".encode()).fields == paths
    assert parse_item_query(SLA, f"fields={text}".encode()) == paths


@pytest.mark.parametrize("raw", ["name=a", "limit=1", "sort=name", "filter=$", "nosuch=1"])
def test_a_single_resource_takes_fields_alone(raw: str) -> None:
    with pytest.raises(Invalid):
        parse_item_query(SLA, raw.encode())


def test_a_filter_of_its_own_keeps_its_plus_signs() -> None:
    assert parse_filter(SLA, "name=a+b") == compares("name", "eq", "a+b")
    with pytest.raises(Invalid, match="limit"):
        parse_filter(SLA, "name=a&limit=1")
    with pytest.raises(Invalid, match="surrogate"):
        parse_filter(SLA, "name=\ud800")
