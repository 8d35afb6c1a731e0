"""Criteria back to the text of a filter, for what the terms of TMF630's filter language express."""

from urllib.parse import quote

from tmf623.query import literals
from tmf623.query.criteria import All, Any, Comparison, Operator, Predicate

_PLAIN = "/:@[]()*!?$' "
"""Characters that need no escape in a value, besides letters, digits and "_.-~"."""


def printed(predicate: Predicate) -> str:
    """The filter that `parse_filter` reads as `predicate`.

    Raises:
        ValueError: it holds what no terms say: anything but comparisons of typed attributes, `;` between some and
            `&` between all, or the same attribute and operator twice where each must hold.
    """
    operands = predicate.operands if isinstance(predicate, All) else (predicate,)
    subjects = [(p.path, p.type, p.operator) for p in operands if isinstance(p, Comparison)]
    patterns = [_subject_of_patterns(p) for p in operands if isinstance(p, Any)]
    every = [*subjects, *(subject for subject in patterns if subject)]
    if len(set(every)) < len(every):
        raise ValueError("an attribute is compared twice by one operator: a filter's terms would join them by OR")
    return "&".join(_term(operand) for operand in operands)


def _term(predicate: Predicate) -> str:
    if isinstance(predicate, Any) and len(predicate.operands) > 1:
        return ";".join(_comparison(operand) for operand in predicate.operands)
    return _comparison(predicate)


def _subject_of_patterns(predicate: Any) -> object:
    """The subject, when all there is are patterns for one attribute, as repeating a term gives them."""
    subjects = {(p.path, p.type, p.operator) for p in predicate.operands if isinstance(p, Comparison)}
    return subjects.pop() if len(subjects) == 1 else None


def _comparison(predicate: Predicate) -> str:
    if not isinstance(predicate, Comparison) or predicate.untyped or not predicate.path or not predicate.values:
        raise ValueError(f"no term of a filter says {type(predicate).__name__}")
    suffix = "" if predicate.operator is Operator.EQ else f".{predicate.operator}"
    values = (quote(literals.text_of(predicate.type, value), safe=_PLAIN) for value in predicate.values)
    return f"{'.'.join(predicate.path)}{suffix}={','.join(values)}"
