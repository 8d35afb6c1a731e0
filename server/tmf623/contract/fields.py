"""Which attributes of a resource are asked for: the meaning of `fields` and `read_mask`, for both doors."""

from functools import lru_cache
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
"""JSON names that lead to an attribute, through arrays without an index."""
Tree: TypeAlias = dict[str, "Tree | None"]
"""What to keep, by JSON name; None keeps all there is."""

_NONE = (("none",),)


@lru_cache(maxsize=256)
def tree_of(fields: tuple[Path, ...]) -> Tree:
    """The paths as a tree; a leaf takes all there is, also of what deeper paths ask for.

    The only path ("none",) asks for nothing (TMF630 `fields=none`).
    """
    tree: Tree = {}
    if fields == _NONE:
        return tree
    for path in fields:
        node: Tree | None = tree
        for name in path[:-1]:
            node = node.setdefault(name, {}) if node is not None else None
        if node is not None:
            node[path[-1]] = None
    return tree
