"""Paths of the REST door: which are there, and what each method on them leads to.

connexion lists the operations; this replaces only the search among them. Starlette's router tries one regular
expression after the other, answers a slash too many with a redirect, and names one method in `Allow`.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tmf623.errors import Reason
from tmf623.rest.answer import Application, Scope
from tmf623.rest.errors import Headers, Refusal, no_such_path

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""In the order `Allow` names them."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a method on a path leads."""

    application: Application
    context: dict[str, Any] | None = None
    """What connexion's middlewares know the operation by; None outside the contract."""
    consumes: tuple[str, ...] = ()
    """Media types of the body it takes."""


@dataclass(slots=True)
class Node:
    """One path: its methods, and the paths below it."""

    targets: dict[str, Target] = field(default_factory=dict)
    below: dict[str, "Node"] = field(default_factory=dict)
    any: "Node | None" = None
    """Below it by whatever name: a path parameter."""
    parameter: str = ""
    """Name of the path parameter whose value ends this path."""

    @property
    def allow(self) -> bytes:
        """The value of `Allow`."""
        offered = {*self.targets, "OPTIONS"}
        return ", ".join(method for method in METHODS if method in offered).encode()


class Routes:
    """All paths, as a tree of segments."""

    def __init__(self, prefix: str = "") -> None:
        """`prefix` may stand in front of every path: a proxy may strip it or pass it on."""
        self._root = Node()
        self._named: dict[str, Node] = {}  # paths without parameters, found in one step
        self._prefix = prefix.rstrip("/")

    def add(self, method: str, template: str, target: Target) -> None:
        """Let `method` on `template`, e.g. "/sla/{id}", lead to `target`; HEAD follows GET."""
        node, path = self._root, ""
        for segment in template.split("/")[1:]:
            node, path = _below(node, segment), f"{path}/{segment}"
            if "{" not in path:
                self._named[path] = node
        node.targets[method.upper()] = target
        if method.upper() == "GET":
            node.targets["HEAD"] = target

    def match(self, scope: Scope) -> tuple[Node, dict[str, str]]:
        """The path of a request and the values of its parameters.

        Raises:
            Refusal: there is no such path (404).
        """
        path = self._stripped(scope)
        found = self._walked(self._decoded(scope)) if b"%" in scope.get("raw_path", b"") else self._stepped(path)
        if found is None or not found[0].targets:
            raise no_such_path(path)
        return found

    def _stepped(self, path: str) -> tuple[Node, dict[str, str]] | None:
        """As `_walked`, in one step for the usual paths: a collection, or one of its resources."""
        node = self._named.get(path)
        if node is not None:
            return node, {}
        parent, _, last = path.rpartition("/")
        node = self._named.get(parent)
        if node is not None and node.any is not None and last and last not in node.below:
            return node.any, {node.any.parameter: last}
        return self._walked(path.split("/"))

    def _walked(self, segments: list[str]) -> tuple[Node, dict[str, str]] | None:
        node = self._root
        parameters = {}
        for segment in segments[1:]:
            known = node.below.get(segment)
            if known is not None:
                node = known
            elif node.any is not None and segment:
                node = node.any
                parameters[node.parameter] = segment
            else:
                return None
        return node, parameters

    def _stripped(self, scope: Scope) -> str:
        path: str = scope["path"]
        root = scope.get("root_path", "")
        if root and path.startswith(root + "/"):
            path = path[len(root) :]
        if self._prefix and path.startswith(self._prefix + "/"):
            path = path[len(self._prefix) :]
        return path

    def _decoded(self, scope: Scope) -> list[str]:
        """The segments of a path with percent-encoding: an encoded slash belongs to its segment, it does not end it."""
        raw = {"path": scope["raw_path"].decode("latin-1"), "root_path": scope.get("root_path", "")}
        return [unquote(segment) for segment in self._stripped(raw).split("/")]


def options(node: Node) -> Headers:
    """What OPTIONS tells: the methods, and how to patch (RFC 5789, 3.1)."""
    patch = node.targets.get("PATCH")
    headers = [(b"allow", node.allow)]
    return headers if patch is None else [*headers, (b"accept-patch", ", ".join(patch.consumes).encode())]


def target_of(node: Node, method: str) -> Target:
    """Where `method` leads; Refusal with `Allow` when nowhere (405)."""
    target = node.targets.get(method)
    if target is None:
        raise Refusal(Reason.METHOD_NOT_ALLOWED, f"{method[:32]} is not possible here", headers={b"allow": node.allow})
    return target


def _below(node: Node, segment: str) -> Node:
    if not segment.startswith("{"):
        return node.below.setdefault(segment, Node())
    if node.any is None:
        node.any = Node(parameter=segment[1:-1])
    return node.any
