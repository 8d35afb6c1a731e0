"""The house's own rules, as far as a machine can see them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "tmf623"
SOURCES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_MODULES = {"utils", "util", "helpers", "common", "misc", "base", "core", "types", "manager", "engine"}
FORBIDDEN_CLASSES = re.compile(r"(Manager|Helper|Processor|Engine|Wrapper|DTO|Entity)$|^(Abstract|I[A-Z][a-z])")
LAST_RESORTS = {"rest", "rpc", "jobs"}
"""Packages that may catch everything once: a door's last resort, a job's loop."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_module_is_longer_than_400_lines() -> None:
    ours = [*SOURCES, *(path for part in ("tests", "bench", "examples") for path in (ROOT / part).rglob("*.py"))]
    long = {str(p.relative_to(ROOT)): n for p in ours if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length} lines"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > 40
    ]
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(p) for p in SOURCES if p.stem in FORBIDDEN_MODULES or p.parent.name in FORBIDDEN_MODULES] == []


def test_no_class_has_a_name_that_says_nothing() -> None:
    names = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and FORBIDDEN_CLASSES.search(node.name)
    ]
    assert names == []


def test_only_doors_and_jobs_catch_everything() -> None:
    places = [
        str(path.relative_to(ROOT))
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
        and path.relative_to(PACKAGE).parts[0] not in LAST_RESORTS
    ]
    assert places == []


def test_no_float_stands_in_the_domain() -> None:
    floats = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees()
        if "domain" in path.parts
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert floats == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert [str(p.relative_to(ROOT)) for p in SOURCES if words.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
