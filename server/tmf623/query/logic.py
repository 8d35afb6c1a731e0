"""Criteria put together, with what is always or never true folded away."""

from collections.abc import Iterable

from tmf623.query.criteria import All, Any, Exists, Not, Path, Predicate

ALWAYS = All(())
NEVER = Any(())


def all_of(operands: Iterable[Predicate]) -> Predicate:
    """Every one of the operands holds."""
    kept: list[Predicate] = []
    for operand in operands:
        if operand == NEVER:
            return NEVER
        kept.extend(operand.operands if isinstance(operand, All) else (operand,))
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def any_of(operands: Iterable[Predicate]) -> Predicate:
    """At least one of the operands holds."""
    kept: list[Predicate] = []
    for operand in operands:
        if operand == ALWAYS:
            return ALWAYS
        kept.extend(operand.operands if isinstance(operand, Any) else (operand,))
    return kept[0] if len(kept) == 1 else Any(tuple(kept))


def not_(operand: Predicate) -> Predicate:
    """The operand does not hold."""
    if operand == ALWAYS:
        return NEVER
    if operand == NEVER:
        return ALWAYS
    return operand.operand if isinstance(operand, Not) else Not(operand)


def exists(path: Path, where: Predicate) -> Predicate:
    """Some element of the array at `path` satisfies `where`."""
    return NEVER if where == NEVER else Exists(path, where)
