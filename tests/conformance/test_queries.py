"""Lists: which attributes are returned, which resources are found, in which order, in which pages."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
import pytest

from conformance.kit import KINDS, RESOURCES, Api, full, leaves, postman, refused, spelled

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def attributes(kind: str) -> list[Any]:
    """Every first-level attribute a full resource has."""
    return [pytest.param(kind, name, id=f"{kind}.{name}") for name in ("id", "href", *full(kind))]


def paths(kind: str) -> list[str]:
    """Every path with a value in a full resource."""
    return list(dict.fromkeys(["id", "href", *(path for path, _ in leaves(full(kind)))]))


def each(kinds: tuple[str, ...] = KINDS) -> list[Any]:
    return [pytest.param(kind, path, id=f"{kind}.{path}") for kind in kinds for path in paths(kind)]


def values(row: dict[str, Any], path: str) -> list[Any]:
    return [value for at, value in leaves(row) if at == path]


def spellings(value: object) -> list[str]:
    """The ways clients write one value: as it is; an instant in another offset; a number with other digits."""
    text = spelled(value)
    if isinstance(value, str) and INSTANT.fullmatch(value):
        paris = timezone(timedelta(hours=5, minutes=30))
        return [text, datetime.fromisoformat(text).astimezone(paris).isoformat()]
    return [text]


@pytest.fixture(scope="module")
def residents(http: httpx.Client) -> dict[str, str]:
    """The id of one full resource of each kind."""
    return {kind: Api(http, "v4").create(kind)["id"] for kind in KINDS}


@pytest.mark.parametrize(("kind", "name"), [case for kind in KINDS for case in attributes(kind)])
def test_n2_fields_gives_exactly_id_href_and_the_attribute(
    api: Api, residents: dict[str, str], kind: str, name: str
) -> None:
    made = api.get(f"{kind}/{residents[kind]}")
    wanted = {key: made[key] for key in ("id", "href", name)}
    rows = api.get(f"{kind}?fields={quote_plus(name)}")
    assert wanted in rows
    assert all({"id", "href"} <= set(row) <= {"id", "href", name} for row in rows)
    assert api.get(f"{kind}/{made['id']}?{urlencode({'fields': name})}") == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_n2_fields_may_be_several_none_or_unknown(api: Api, residents: dict[str, str], kind: str) -> None:
    made = api.get(f"{kind}/{residents[kind]}")
    names = list(made)
    for chosen in (names[2:4], names[::2], names[::-1]):
        wanted = {key: made[key] for key in made if key in {"id", "href", *chosen}}
        for query in (",".join(chosen), "%2C".join(map(quote_plus, chosen)), "&fields=".join(chosen)):
            assert api.get(f"{kind}/{made['id']}?fields={query}") == wanted
    for nothing in ("none", "colour", "id", "href"):
        assert api.get(f"{kind}/{made['id']}?fields={nothing}") == {"id": made["id"], "href": made["href"]}


@pytest.mark.parametrize(("kind", "path"), each())
def test_n2_a_filter_on_every_attribute_finds_what_has_the_value(
    api: Api, residents: dict[str, str], kind: str, path: str
) -> None:
    made = api.get(f"{kind}/{residents[kind]}")
    for value in values(made, path):
        for text in spellings(value):
            encoded = [f"{quote_plus(path)}={quote_plus(text)}", f"{path}.eq={quote_plus(text)}"]
            if "," not in text and ";" not in text and "+" not in text.removesuffix("+05:30"):
                encoded.append(f"{path}={postman(text)}")
            for query in encoded:
                rows = api.get(f"{kind}?{query}")
                assert made in rows, query
                assert all(value in values(row, path) for row in rows if path != "href"), query


@pytest.mark.parametrize(("kind", "path"), each())
def test_n2_a_filter_does_not_find_what_has_another_value(
    api: Api, residents: dict[str, str], kind: str, path: str
) -> None:
    made = api.get(f"{kind}/{residents[kind]}")
    present = values(made, path)
    for other in others(path, present[0]):
        assert made not in api.found(kind, (path, other))
        if path != "href":
            assert made in api.found(kind, (f"{path}.ne", other))


def others(path: str, value: object) -> list[str]:
    """Values the attribute does not have, some of them near."""
    if isinstance(value, bool):
        return ["false"]
    if path.endswith(("tolerance", "violationAverage")) and path.startswith("violation."):
        return ["0.0500000000001", "-0.05"]
    if INSTANT.fullmatch(str(value)):
        return ["2013-04-19T16:42:23.000000001Z", "1970-01-01"]
    text = str(value)
    return [
        "",
        f"{text}0",
        text[:-1],
        text.upper() if text.upper() != text else text.lower() + "x",
        "%",
        "_" * len(text),
    ]


@pytest.mark.parametrize(("kind", "path"), each(RESOURCES))
def test_n2_criteria_on_two_attributes_must_both_hold(
    api: Api, residents: dict[str, str], kind: str, path: str
) -> None:
    made = api.get(f"{kind}/{residents[kind]}")
    value = values(made, path)[0]
    mark = "description" if kind == "sla" else "violation.comment"
    (text,) = values(made, mark)
    assert api.found(kind, (path, spelled(value)), (mark, text)) == [made]
    if path != mark:
        assert api.found(kind, (path, spelled(value)), (mark, f"{text} not")) == []
        assert api.found(kind, (path, others(path, value)[-1]), (mark, text)) == []


@pytest.fixture(scope="module")
def versions(http: httpx.Client) -> list[str]:
    """Agreements of one name, by version."""
    api = Api(http, "v4")
    made = ["a", "b", "b", "c", "é", "\U0001f600"]
    for number, version in enumerate(made):
        start = datetime(2024, 1, 1 + number, tzinfo=UTC).isoformat()
        rule = [{"id": "r", "referenceValue": str(number)}, {"id": "s", "referenceValue": str(9 - number)}]
        body = {"name": "Versions", "version": version, "validFor": {"startDateTime": start}, "rule": rule}
        if number % 2:
            body["template"] = {"name": f"T{9 - number}"}
        api.create("sla", body)
    return made


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("version.eq=b", "bb"),
        ("version==b", "bb"),
        ("version%3D%3Db", "bb"),
        ("version.ne=b", "acé\U0001f600"),
        ("version.gt=b", "cé\U0001f600"),
        ("version>b", "cé\U0001f600"),
        ("version%3Eb", "cé\U0001f600"),
        ("version.gte=b", "bbcé\U0001f600"),
        ("version%3E%3Db", "bbcé\U0001f600"),
        ("version>=b", "bbcé\U0001f600"),
        ("version.lt=b", "a"),
        ("version%3Cb", "a"),
        ("version.lte=b", "abb"),
        ("version%3C%3Db", "abb"),
        ("version<=b", "abb"),
        ("version.regex=%5E%5Bac%5D%24", "ac"),
        ("version*=%5E%5Bac%5D%24", "ac"),
        ("version%2A%3D%5E%5Bac%5D%24", "ac"),
        ("version.regex=%C3%A9", "é"),
        ("version=a,c", "ac"),
        ("version=a%2Cc", "ac"),
        ("version=a;c", "ac"),
        ("version=a&version=c", "ac"),
        ("version=a;version=c", "ac"),
        ("version=%F0%9F%98%80", "\U0001f600"),
        ("version=B", ""),
        ("validFor.startDateTime.gt=2024-01-02", "bcé\U0001f600"),
        ("validFor.startDateTime.gte=2024-01-03T05:30:00%2B05:30", "bcé\U0001f600"),
        ("validFor.startDateTime%3C2024-01-02T00:00:00-01:00", "ab"),
        ("validFor.startDateTime.gt=2024-01-02&validFor.startDateTime.lt=2024-01-04T00:00:00Z", "b"),
        ("validFor.startDateTime=2024-01-01T01:00:00+01:00", "a"),
        ("rule.referenceValue=9", "a"),
        ("rule.referenceValue=5", "é\U0001f600"),
        ("filter=%24%5B%3F(%40.version%3D%3D'b')%5D", "bb"),
        ("filter=$[?@.version=='a'||@.version=='c']", "ac"),
        ("filter=rule[?(@.id=='r'%26%26@.referenceValue=='0')]", "a"),
        ("filter=rule[?(@.id=='s'%26%26@.referenceValue=='0')]", ""),
        ("filter=$[?@.version=='b']&validFor.startDateTime.lt=2024-01-03", "b"),
    ],
)
def test_operators(api: Api, versions: list[str], criterion: str, expected: str) -> None:
    assert len(versions) == 6
    rows = api.get(f"sla?name=Versions&{criterion}&sort=validFor.startDateTime")
    assert "".join(row["version"] for row in rows) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("version,validFor.startDateTime", [0, 1, 2, 3, 4, 5]),
        ("-version,validFor.startDateTime", [5, 4, 3, 1, 2, 0]),
        ("-version,-validFor.startDateTime", [5, 4, 3, 2, 1, 0]),
        ("%2Bversion,%2BvalidFor.startDateTime", [0, 1, 2, 3, 4, 5]),
        ("+version,-id", [0, 2, 1, 3, 4, 5]),
        ("validFor.startDateTime", [0, 1, 2, 3, 4, 5]),
        ("-validFor.startDateTime", [5, 4, 3, 2, 1, 0]),
        ("-id", [5, 4, 3, 2, 1, 0]),
        ("version%2C-id", [0, 2, 1, 3, 4, 5]),
    ],
)
def test_sort(api: Api, versions: list[str], sort: str, expected: list[int]) -> None:
    rows = api.get(f"sla?name=Versions&sort={sort}")
    starts = [int(row["validFor"]["startDateTime"][8:10]) - 1 for row in rows]
    assert [versions[number] for number in starts] == [versions[number] for number in expected]
    assert starts == expected


def test_sort_puts_what_has_no_value_at_one_end(api: Api, versions: list[str]) -> None:
    up = [row.get("template", {}).get("name", "") for row in api.get("sla?name=Versions&sort=template.name")]
    down = [row.get("template", {}).get("name", "") for row in api.get("sla?name=Versions&sort=-template.name")]
    assert [name for name in up if name] == ["T4", "T6", "T8"]
    assert [name for name in down if name] == ["T8", "T6", "T4"]
    assert "".join(up).replace("T", "") == "468"
    assert len(up) == len(down) == len(versions)
    assert any(names[:3] == ["", "", ""] or names[3:] == ["", "", ""] for names in (up, down))


@pytest.mark.parametrize("query", ["", "&sort=-version", "&fields=version", "&version.gte=b&sort=version"])
def test_pages_tile_the_list_exactly(api: Api, versions: list[str], query: str) -> None:
    whole = api.get(f"sla?name=Versions{query}")
    total = len(whole)
    for limit in range(1, len(versions) + 2):
        for offset in range(total + 2):
            answer = api.send("GET", f"sla?name=Versions{query}&offset={offset}&limit={limit}")
            part = answer.json()
            assert part == whole[offset : offset + limit]
            assert answer.status_code == (200 if len(part) == total else 206)
            assert answer.headers["x-total-count"] == str(total)
            assert answer.headers["x-result-count"] == str(len(part))


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(
    "query", ["name=Versions", "sort=-version&name=Versions&fields=version,name", "name.regex=%5EVers"]
)
def test_links_lead_through_the_whole_list_and_back(api: Api, versions: list[str], query: str, limit: int) -> None:
    whole = api.get(f"sla?{query}")
    answer = api.send("GET", f"sla?{query}&limit={limit}")
    first, seen = answer, answer.json()
    while "next" in answer.links:
        before, answer = answer, api.send("GET", answer.links["next"]["url"])
        seen += answer.json()
        assert api.send("GET", answer.links["prev"]["url"]).json() == before.json()
        assert api.send("GET", answer.links["first"]["url"]).json() == first.json()
    assert seen == whole
    assert len(whole) == len(versions)
    assert api.send("GET", first.links["last"]["url"]).json() == answer.json()
    assert "prev" not in first.links


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_takes_no_filter(api: Api, kind: str) -> None:
    refused(api.send("GET", f"{kind}/{api.create(kind)['id']}?id=1"), 400)
