"""JSON Merge Patch (RFC 7396) and JSON Patch (RFC 6902) on JSON values, with bounds on what a patch can build.

The operations of JSON Patch are those of the `jsonpatch` library; here is what it leaves to its user: which
mistake is the caller's, which attributes are the server's, and how much copies may add up to.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import jsonpatch
import jsonpointer
import orjson

from tmf623.contract.documents import OWNED
from tmf623.contract.faults import shown
from tmf623.errors import Conflict, Invalid, Reason, TooLarge

MOST_OPERATIONS = 10_000
_MOST_COPIED_BYTES = 1024 * 1024
_POINTER = re.compile(r"(?:/(?:[^/~]|~[01])*)*")
_OWNED_POINTERS = {f"/{name}" for name in OWNED}
_NEEDED = {
    "add": ("path", "value"),
    "replace": ("path", "value"),
    "test": ("path", "value"),
    "remove": ("path",),
    "move": ("path", "from"),
    "copy": ("path", "from"),
}

Operation = Mapping[str, Any]


def merged(target: object, patch: object) -> object:
    """The target with a merge patch applied (RFC 7396 section 2): null removes, arrays are replaced whole."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def operations_of(patch: object) -> list[Operation]:
    """The operations of a patch document, checked for form; a single operation need not stand in an array.

    Raises:
        Invalid: INVALID_PATCH.
    """
    operations = [patch] if isinstance(patch, dict) else patch
    if not isinstance(operations, list):
        raise Invalid(Reason.INVALID_PATCH, f"the patch is {shown(patch)}, not an array of operations")
    if len(operations) > MOST_OPERATIONS:
        raise Invalid(Reason.INVALID_PATCH, f"the patch has {len(operations)} operations, more than {MOST_OPERATIONS}")
    for index, operation in enumerate(operations):
        _check_form(index, operation)
    return operations


def _check_form(index: int, operation: object) -> None:
    if not isinstance(operation, dict):
        raise Invalid(Reason.INVALID_PATCH, f"operation {index} is {shown(operation)}, not an object")
    op = operation.get("op")
    needed = _NEEDED.get(op) if isinstance(op, str) else None
    if needed is None:
        raise Invalid(Reason.INVALID_PATCH, f"operation {index} has op {shown(op)}, not one of {', '.join(_NEEDED)}")
    for name in needed:
        if name not in operation:
            raise Invalid(Reason.INVALID_PATCH, f"operation {index} ({op}) has no {name}")
        if name != "value" and not isinstance(operation[name], str):
            raise Invalid(Reason.INVALID_PATCH, f"operation {index} has {name} {shown(operation[name])}, not text")


def applied(document: Any, operations: list[Operation]) -> Any:
    """Apply the operations in order to `document`, which is used up; the result, or an error and no result.

    Raises:
        Invalid: INVALID_PATCH for a pointer that is none; READ_ONLY_ATTRIBUTE for a change of `id` or `href`.
        Conflict: PATCH_TEST_FAILED, or STATE_CONFLICT when there is nothing at a pointer.
        TooLarge: copies add up to more than a resource may reasonably hold.
    """
    budget = _MOST_COPIED_BYTES
    for index, operation in enumerate(operations):
        _check_pointers(index, operation)
        if operation["op"] == "copy":
            budget -= _copied_bytes(document, index, operation)
            if budget < 0:
                raise TooLarge(Reason.TOO_LARGE, f"the patch copies more than {_MOST_COPIED_BYTES} bytes")
        document = _step(document, index, operation)
    return document


def _check_pointers(index: int, operation: Operation) -> None:
    """Each is a JSON Pointer (RFC 6901); `id` and `href` are tested and copied like any attribute, never changed."""
    op = operation["op"]
    for name in _NEEDED[op]:
        pointer = operation[name]
        if name == "value":
            continue
        if not _POINTER.fullmatch(pointer):
            raise Invalid(Reason.INVALID_PATCH, f"operation {index} has {name} {shown(pointer)}, not a JSON Pointer")
        if pointer in _OWNED_POINTERS and op != "test" and (name == "path" or op == "move"):
            message = f"operation {index} changes {pointer}, which is the server's"
            raise Invalid(Reason.READ_ONLY_ATTRIBUTE, message, attribute=pointer[1:])


def _step(document: Any, index: int, operation: Operation) -> Any:
    try:
        if operation["op"] == "test":
            operation = {**operation, "value": _as_held(_found(document, operation["path"]), operation["value"])}
        return jsonpatch.JsonPatch([operation]).apply(document, in_place=True)
    except jsonpatch.JsonPatchTestFailed:
        raise _test_failed(index, operation) from None
    except jsonpatch.InvalidJsonPatch as error:
        raise Invalid(Reason.INVALID_PATCH, f"operation {index}: {error}") from None
    except (jsonpatch.JsonPatchConflict, jsonpointer.JsonPointerException):
        if operation["op"] == "test":
            raise _test_failed(index, operation) from None
        where = " or ".join(shown(operation[name]) for name in ("from", "path") if name in operation)
        message = f"operation {index} ({operation['op']}): the resource has nothing at {where}"
        raise Conflict(Reason.STATE_CONFLICT, message) from None


def _test_failed(index: int, operation: Operation) -> Conflict:
    message = f"operation {index}: {shown(operation['path'])} is not {shown(operation['value'])}"
    return Conflict(Reason.PATCH_TEST_FAILED, message)


def _found(document: Any, pointer: str) -> Any:
    return jsonpointer.JsonPointer(pointer).resolve(document)


def _copied_bytes(document: Any, index: int, operation: Operation) -> int:
    try:
        return len(orjson.dumps(_found(document, operation["from"]), default=str))
    except orjson.JSONEncodeError:
        raise Invalid(Reason.INVALID_PATCH, f"operation {index} copies what is nested too deep") from None
    except jsonpointer.JsonPointerException:
        return 0  # the operation itself says what is wrong


def _as_held(held: Any, given: Any) -> Any:
    """What a test compares with: a number where the resource holds the same number as text is that text.

    Profiles differ in how they write the contract's numbers; a client may test for what it was shown.
    """
    if isinstance(given, dict) and isinstance(held, dict):
        return {name: _as_held(held.get(name), value) for name, value in given.items()}
    if isinstance(given, list) and isinstance(held, list) and len(given) == len(held):
        return [_as_held(*pair) for pair in zip(held, given, strict=True)]
    if isinstance(held, str) and isinstance(given, int | float | Decimal) and not isinstance(given, bool):
        return held if _same_number(held, given) else given
    return given


def _same_number(held: str, given: float | Decimal) -> bool:
    try:
        return Decimal(held) == Decimal(repr(given) if isinstance(given, float) else given)
    except InvalidOperation:
        return False


def pointers(operations: Iterable[Operation]) -> Iterator[str]:
    """The pointers operations write to."""
    return (operation["path"] for operation in operations if operation["op"] != "test")
