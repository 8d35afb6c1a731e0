"""A page for people, written from an OpenAPI document: one file, no scripts, nothing fetched from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_VERBS = ("get", "post", "put", "patch", "delete")
_CODE = re.compile(r"`([^`]*)`")
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 68rem; margin: 0 auto; padding: 1rem; }
code, .verb { font-family: ui-monospace, monospace; font-size: .92em; }
.verb { display: inline-block; min-width: 4.5em; font-weight: 700; text-transform: uppercase; }
details { border-top: 1px solid #8886; padding: .4rem 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { border-bottom: 1px solid #8884; padding: .25rem .5rem; text-align: left; vertical-align: top; }
"""


def docs_page(document: Mapping[str, Any]) -> bytes:
    """The page as UTF-8."""
    info = document["info"]
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(info["title"])}</title>',
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>',
        f"<h1>{escape(info['title'])} <small>{escape(info['version'])}</small></h1>",
        f"<p>{_prose(info.get('description', ''))}</p>",
        '<p>The contract: <a href="openapi.json">JSON</a>, <a href="openapi.yaml">YAML</a>.</p><h2>Operations</h2>',
        *_operations(document),
        "<h2>Schemas</h2>",
        *_schemas(document),
        "</body></html>",
    ]
    return "\n".join(parts).encode()


def _operations(document: Mapping[str, Any]) -> Iterator[str]:
    for path, verbs in document["paths"].items():
        for verb in _VERBS:
            if verb in verbs:
                yield from _operation(document, path, verb, verbs[verb])


def _operation(document: Mapping[str, Any], path: str, verb: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f'<details id="{escape(operation["operationId"])}"><summary><span class="verb">{verb}</span>'
    yield f"<code>{escape(path)}</code> {_prose(operation.get('summary', ''))}</summary>"
    yield f"<p>{_prose(operation.get('description', ''))}</p>"
    parameters = [_followed(document, parameter) for parameter in operation.get("parameters", ())]
    if parameters:
        rows = ((f"<code>{escape(p['name'])}</code>", p["in"], _prose(p.get("description", ""))) for p in parameters)
        yield from _table(("Parameter", "in", ""), rows)
    if "requestBody" in operation:
        content = operation["requestBody"]["content"].items()
        yield from _table(("Body", ""), ((f"<code>{escape(m)}</code>", _type(b.get("schema", {}))) for m, b in content))
    yield from _table(("Answer", ""), _responses(document, operation))
    yield "</details>"


def _responses(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for status, response in operation["responses"].items():
        answer = _followed(document, response)
        types = " ".join(_type(body.get("schema", {})) for body in answer.get("content", {}).values())
        yield escape(status), f"{_prose(answer.get('description', ''))} {types}"


def _schemas(document: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield f'<details id="schema-{escape(name)}"><summary><code>{escape(name)}</code></summary>'
        yield f"<p>{_prose(schema.get('description', ''))} {_type(schema)}</p>"
        if "properties" in schema:
            rows = (
                (f"<code>{escape(key)}</code>", _type(value), _prose(value.get("description", "")))
                for key, value in schema["properties"].items()
            )
            yield from _table(("Attribute", "Type", ""), rows)
        yield "</details>"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "<table><tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if "items" in schema:
        return f"array of {_type(schema['items'])}"
    for key, word in (("anyOf", " or "), ("oneOf", " or "), ("allOf", " and ")):
        if key in schema:
            return word.join(filter(None, map(_type, schema[key])))
    return escape(" ".join(filter(None, (schema.get("type", ""), schema.get("format", "")))))


def _followed(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = value
    while "$ref" in found:
        reference = found["$ref"].removeprefix("#/").split("/")
        found = document
        for name in reference:
            found = found[name]
    return found


def _prose(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text))
