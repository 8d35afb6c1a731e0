"""Schemas of the OpenAPI documents, compiled once: JSON Schema Draft 4, as OpenAPI 3.0 extends it."""

from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs

from tmf623.errors import Invalid, Reason

Check = Callable[[object], None]

_NAMED = "#/components/schemas/"
_SHOWN = 200
_SHOWING = {"anyOf", "oneOf", "not", "type", "enum", "minItems", "maxItems", "uniqueItems", "minProperties"}
"""Keywords whose violation would be told with the whole value."""


class Schemas:
    """The schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """`document` is the raw document: its references are followed by the compiler, since schemas may recurse."""
        self._named = _draft4(document.get("components", {}).get("schemas", {}))

    def compiled(self, schema: Mapping[str, Any]) -> jsonschema_rs.Draft4Validator:
        """A validator that also checks formats; it knows the schemas that can be reached, and no others."""
        root = _draft4(schema)
        reached: dict[str, Any] = {}
        waiting = _references(root)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached[name] = self._named[name]
                waiting |= _references(reached[name])
        whole = {"allOf": [root], "components": {"schemas": reached}}
        return jsonschema_rs.Draft4Validator(whole, validate_formats=True)


def _references(node: Any) -> set[str]:
    """Names of the schemas a node refers to itself."""
    if isinstance(node, list):
        return set().union(*map(_references, node))
    if not isinstance(node, dict):
        return set()
    target = node.get("$ref")
    own = {target.removeprefix(_NAMED)} if isinstance(target, str) else set()
    return own.union(*map(_references, node.values()))


def violation(validator: jsonschema_rs.Draft4Validator, value: object) -> Invalid:
    """Why `value` does not fit: the first violation, as an error that names where it is.

    A whole object or array is not repeated: it may hold what its sender keeps secret.
    """
    error = next(validator.iter_errors(value))
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path).lstrip(".")
    sentence = error.message
    if isinstance(error.instance, dict | list) and error.schema_path[-1] in _SHOWING:
        sentence = f"does not fit what the document says of it ({error.schema_path[-1]})"
    elif len(sentence) > _SHOWN:
        sentence = sentence[:_SHOWN] + "…"
    return Invalid(Reason.INVALID_VALUE, f"{path or 'the body'}: {sentence}", attribute=path or None)


def _draft4(schema: Any) -> Any:
    """OpenAPI's `nullable` in the words of JSON Schema."""
    if isinstance(schema, list):
        return [_draft4(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    translated = {name: _draft4(item) for name, item in schema.items()}
    if translated.get("nullable") is True and isinstance(translated.get("type"), str):
        translated["type"] = [translated["type"], "null"]
        if "enum" in translated:
            translated["enum"] = [*translated["enum"], None]
    return translated
