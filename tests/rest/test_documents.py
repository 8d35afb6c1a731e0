"""What is served beside the operations: home, the contract, documentation; and all of it under a prefix."""

import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
import yaml

from rest_door import QOS, V2, V4, serve

GENERATED = Path(__file__).parents[2] / "generated" / "tmf" / "sla" / "v1"
FILES = {V2: "slaManagement-v2.json", V4: "slaManagement-v4.json", QOS: "customerQosManagement-v1.json"}


@pytest.mark.parametrize("base", FILES)
def test_the_contract_is_served_byte_for_byte(api: httpx.Client, base: str) -> None:
    answer = api.get(f"{base}/openapi.json")
    assert answer.content == (GENERATED / FILES[base]).read_bytes()
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("base", FILES)
def test_the_yaml_says_the_same(api: httpx.Client, base: str) -> None:
    answer = api.get(f"{base}/openapi.yaml")
    assert answer.headers["content-type"] == "application/yaml"
    assert yaml.load(answer.text, yaml.CSafeLoader) == api.get(f"{base}/openapi.json").json()


@pytest.mark.parametrize(
    ("base", "resources"),
    [(V2, {"sla", "slaViolation", "hub"}), (V4, {"sla", "slaViolation", "hub"}), (QOS, {"case", "assessment"})],
)
def test_the_home_of_an_api_leads_everywhere(api: httpx.Client, base: str, resources: set[str]) -> None:
    for path in (base, f"{base}/"):
        links = api.get(path).json()["_links"]
        assert resources <= set(links)
        assert links["self"]["href"] == str(api.base_url.join(base))
        for name, link in links.items():
            answer = api.get(link["href"])
            written_only = answer.status_code == 405 and "POST" in answer.headers["allow"]
            assert answer.status_code == 200 or written_only, name


def test_the_root_leads_to_every_api(api: httpx.Client) -> None:
    origin = str(api.base_url).rstrip("/")
    links = api.get("/").json()["_links"]
    assert {link["href"] for link in links.values()} == {f"{origin}{path}" for path in ("/", *FILES)}


class Page(HTMLParser):
    """What a page names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.targets.append(value)
            if name == "id" and value:
                self.ids.add(value)


@pytest.mark.parametrize("base", FILES)
def test_the_documentation_needs_nothing_from_elsewhere(api: httpx.Client, base: str) -> None:
    answer = api.get(f"{base}/docs")
    page = Page(answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    local = {target for target in page.targets if target.startswith("#")}
    assert set(page.targets) - local == {"openapi.json", "openapi.yaml"}
    assert {target[1:] for target in local} <= page.ids


@pytest.mark.parametrize("base", FILES)
def test_the_documentation_names_every_operation_and_schema(api: httpx.Client, base: str) -> None:
    document, page = api.get(f"{base}/openapi.json").json(), Page(api.get(f"{base}/docs").text)
    operations = {part["operationId"] for verbs in document["paths"].values() for part in verbs.values()}
    assert operations | {f"schema-{name}" for name in document["components"]["schemas"]} <= page.ids


def test_everything_works_under_a_prefix_passed_on_or_stripped(tmp_path: Path) -> None:
    with serve(tmp_path, url_prefix="/telco/sla") as port, client(port) as api:
        made = api.post(f"/telco/sla{V4}/sla", json={"name": "x"})
        assert made.json()["href"] == f"http://127.0.0.1:{port}/telco/sla{V4}/sla/1" == made.headers["location"]
        assert api.get(made.headers["location"]).content == made.content
        assert api.get(f"{V4}/sla/1").content == made.content
        page = api.get(f"/telco/sla{V4}/sla?limit=1&offset=1")
        assert page.links["first"]["url"].startswith(f"http://127.0.0.1:{port}/telco/sla{V4}/sla?")
        for path in ("/livez", V2, f"{QOS}/docs", f"{V4}/openapi.yaml", "/"):
            assert api.get(f"/telco/sla{path}").status_code == 200
        assert api.get(f"/telco{V4}/sla").status_code == 404


def test_links_follow_a_proxy(tmp_path: Path) -> None:
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "api.example", "X-Forwarded-Prefix": "/x"}
    with serve(tmp_path) as port, client(port) as api:
        made = api.post(f"{V4}/sla", json={"name": "x"}, headers=proxied)
        assert made.headers["location"] == made.json()["href"] == f"https://api.example/x{V4}/sla/1"
        links = api.get(V4, headers=proxied).json()["_links"]
        assert all(link["href"].startswith("https://api.example/x/tmf-api/") for link in links.values())


def test_links_start_with_the_public_address_when_it_is_set(tmp_path: Path) -> None:
    with serve(tmp_path, public_url="https://public.example/y/") as port, client(port) as api:
        made = api.post(f"{V2}/sla", json={"name": "x"}, headers={"Host": "other.example"})
        assert made.json()["href"] == f"https://public.example/y{V2}/sla/1"


def client(port: int) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30)


def test_no_answer_names_the_software(api: httpx.Client) -> None:
    for path in ("/livez", f"{V4}/sla", f"{V4}/nothing"):
        assert not re.search("uvicorn|connexion|starlette|python", str(api.get(path).headers), re.IGNORECASE)
