"""JSON Patch Query (TMF630 part 5): operations whose path selects array elements by their content.

`/relatedParty/name?relatedParty.role=SLAConsumer` is the name of each party in that role; a path in JSONPath
(RFC 9535) selects likewise. Either is resolved to plain pointers against the resource as it is before the patch
step, and every selected place is changed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

import jsonpath

from tmf623.contract.faults import shown
from tmf623.contract.patches import Operation, applied
from tmf623.errors import Conflict, Invalid, Reason

_LONGEST = 1024

Steps = tuple[str | int, ...]


class _Parser(jsonpath.JSONPathEnvironment):
    """RFC 9535 without regular expressions, which the library matches in exponential time."""

    def setup_function_extensions(self) -> None:
        """Offer `length`, `count` and `value` alone."""
        super().setup_function_extensions()
        for name in set(self.function_extensions) - {"length", "count", "value"}:
            del self.function_extensions[name]


_PARSER = _Parser(strict=True)


class _Condition(NamedTuple):
    path: tuple[str, ...]
    text: str


def applied_by_query(document: Any, operations: list[Operation]) -> Any:
    """Apply operations in order as `patches.applied` does, each at every place its path selects.

    Raises:
        Invalid, TooLarge: as `patches.applied`; also a query or JSONPath that cannot be read.
        Conflict: as `patches.applied`; STATE_CONFLICT also when a path selects nothing.
    """
    for operation in operations:
        document = applied(document, list(_resolved(document, operation)))
    return document


def _resolved(document: Any, operation: Operation) -> Iterator[Operation]:
    """The plain operations one operation stands for; later elements first, so that removals do not shift."""
    plain = dict(operation)
    if "from" in operation and operation["op"] in {"move", "copy"}:
        plain["from"] = _only(document, operation["from"])
    places = _places(document, operation["path"], adds=operation["op"] == "add")
    for place in sorted(places, key=_order, reverse=True):
        yield {**plain, "path": _appending(document, place, operation) if not _asks(operation["path"]) else place}


def _only(document: Any, path: str) -> str:
    places = _places(document, path, adds=False)
    if len(places) > 1:
        raise Conflict(Reason.STATE_CONFLICT, f"{shown(path)} selects {len(places)} places, not one")
    return places[0]


def _asks(path: str) -> bool:
    return "?" in path or path.startswith("$")


def _appending(document: Any, pointer: str, operation: Operation) -> str:
    """An object added to an array attribute is appended, as TMF Open APIs' own examples expect."""
    if operation["op"] != "add" or isinstance(operation["value"], list):
        return pointer
    value = document
    for step in pointer.split("/")[1:]:
        value = value.get(step) if isinstance(value, dict) else None
    return f"{pointer}/-" if isinstance(value, list) else pointer


def _order(pointer: str) -> list[tuple[int, str]]:
    return [(int(step) if step.isascii() and step.isdigit() else -1, step) for step in pointer.split("/")]


def _places(document: Any, path: str, *, adds: bool) -> list[str]:
    if not _asks(path):
        return [path]
    if len(path) > _LONGEST:
        raise Invalid(Reason.INVALID_PATCH, f"the path {shown(path)} is longer than {_LONGEST} characters")
    if path.startswith("$"):
        places = list(_by_jsonpath(document, path, adds=adds))
    else:
        pointer, _, query = path.partition("?")
        places = [_pointer(steps) for steps in _selected(document, _tokens(pointer), _conditions(query), (), ())]
    if not places:
        raise Conflict(Reason.STATE_CONFLICT, f"{shown(path)} selects nothing in the resource")
    return places


def _by_jsonpath(document: Any, path: str, *, adds: bool) -> Iterator[str]:
    """Pointers of the nodes a JSONPath selects; for `add`, of its parents' member, which need not exist yet."""
    if path.count("..") > 1 or path.count("$") > 1:
        raise Invalid(Reason.INVALID_PATCH, f"the path {shown(path)} searches the resource more than once")
    name: Steps = ()
    try:
        parsed = _PARSER.compile(path)
        if adds and isinstance(parsed, jsonpath.JSONPath):
            name = _last_name(parsed)
            parsed = jsonpath.JSONPath(env=_PARSER, segments=parsed.segments[: len(parsed.segments) - len(name)])
        matches = list(parsed.finditer(document))
    except (jsonpath.JSONPathError, RecursionError) as error:  # the parser recurses with each bracket
        why = str(error).partition("\n")[0]
        raise Invalid(Reason.INVALID_PATCH, f"the path {shown(path)} is not JSONPath: {why}") from None
    for match in matches:
        yield _pointer((*match.parts, *name))


def _last_name(parsed: jsonpath.JSONPath) -> Steps:
    """The member a path ends in, if it ends in one by name."""
    last = parsed.segments[-1] if parsed.segments else None
    if isinstance(last, jsonpath.segments.JSONPathChildSegment) and len(last.selectors) == 1:
        selector = last.selectors[0]
        return (selector.name,) if isinstance(selector, jsonpath.selectors.NameSelector) else ()
    return ()


def _tokens(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise Invalid(Reason.INVALID_PATCH, f"the path {shown(pointer)} does not start with /")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _pointer(steps: Steps) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _conditions(query: str) -> list[_Condition]:
    conditions = []
    for term in query.split("&"):
        name, equals, text = term.partition("=")
        if not equals or not name:
            raise Invalid(Reason.INVALID_PATCH, f"the query {shown(query)} is not of the form attribute=value")
        conditions.append(_Condition(tuple(unquote(name).split(".")), unquote(text)))
    return conditions


def _selected(
    value: Any, tokens: Sequence[str], conditions: Sequence[_Condition], at: Steps, names: tuple[str, ...]
) -> Iterator[Steps]:
    """Places below `value`, which is at `at`; `names` is the path there without indexes."""
    if isinstance(value, list) and not (tokens and (tokens[0] == "-" or tokens[0].isdecimal())):
        for index, element in enumerate(value):
            if all(_holds(element, names, condition) for condition in conditions):
                if tokens:
                    yield from _selected(element, tokens, (), (*at, index), names)
                else:
                    yield (*at, index)
    elif not tokens:
        yield at
    elif isinstance(value, list):
        index_text = tokens[0]
        below = value[int(index_text)] if index_text != "-" and int(index_text) < len(value) else None
        yield from _selected(below, tokens[1:], conditions, (*at, index_text), names)
    else:
        below = value.get(tokens[0]) if isinstance(value, dict) else None
        yield from _selected(below, tokens[1:], conditions, (*at, tokens[0]), (*names, tokens[0]))


def _holds(element: Any, names: tuple[str, ...], condition: _Condition) -> bool:
    """Whether an element of the array at `names` satisfies a condition, named from the root or from the element."""
    path = condition.path
    if path[: len(names)] == names:
        path = path[len(names) :]
    return any(_text(found) == condition.text for found in _reached(element, path))


def _reached(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, list):
        for element in value:
            yield from _reached(element, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _reached(value[path[0]], path[1:])


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
