"""JSONPath filters (RFC 9535) to criteria.

A resource passes the filter when the query selects anything in it: `$.rule[?@.id=='y']`, or `rule[?(@.id=='y')]`.
When the query starts with a filter or a wildcard, its root is the collection, and `@` the resource:
`$[?@.name=='x']`. TMF630 leaves open which of the two the root is; this accepts both.

Names, wildcards and filters on arrays, `&&`, `||`, `!`, parentheses, existence, comparisons with a literal on either
side, `match` and `search` are translated. Indexes, slices, descendants, wildcards and filters on objects,
comparisons between two attributes, `length`, `count`, `value` and `$` within a filter are not: NOT_SUPPORTED.

Where the contract types an attribute, literals are compared as the contract compares: instants as points in time,
decimals with numbers and with their digits. Otherwise the types of both sides must be the same, and `!=` is true
when they are not, as the RFC says. A name selects nothing in an array. Only in attributes a resource announced
itself, of which the contract does not know what is an array, an array stands for its elements, and null is no value.
"""

from dataclasses import dataclass
from decimal import Decimal

from jsonpath.filter import (
    BaseExpression,
    BooleanLiteral,
    FilterExpressionLiteral,
    FunctionExtension,
    InfixExpression,
    Nil,
    PrefixExpression,
    RelativeFilterQuery,
    RootFilterQuery,
    StringLiteral,
)
from jsonpath.segments import JSONPathChildSegment, JSONPathSegment
from jsonpath.selectors import Filter, JSONPathSelector, NameSelector, WildcardSelector

from tmf623.contract.faults import Fault, shown
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query import attributes, jsonpath_syntax, literals, patterns, terms
from tmf623.query.attributes import Attribute
from tmf623.query.criteria import Comparison, Operator, Path, Predicate, Present, Value, ValueType
from tmf623.query.jsonpath_syntax import NumberLiteral
from tmf623.query.logic import ALWAYS, NEVER, all_of, any_of, exists, not_

MOST_CONDITIONS = 100
"""Conditions one filter may have."""
MOST_PATTERNS = 5
DEEPEST = 8
"""Levels of filters, parentheses and negations within each other that change the meaning."""

_OPERATORS = {
    "==": Operator.EQ,
    "!=": Operator.NE,
    "<": Operator.LT,
    "<=": Operator.LTE,
    ">": Operator.GT,
    ">=": Operator.GTE,
}
_MIRRORED = {
    Operator.LT: Operator.GT,
    Operator.LTE: Operator.GTE,
    Operator.GT: Operator.LT,
    Operator.GTE: Operator.LTE,
}
_OF_EQUALS = {Operator.GTE: Operator.EQ, Operator.LTE: Operator.EQ}
"""What order means for values that have none: `true <= true`, but not `false < true`."""

Literal = str | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the resource that part of a query has led to."""

    path: Path
    """From the resource, or from the element the surrounding filter is about."""
    attribute: Attribute | None
    """What the contract says of it; None when it says nothing."""
    of_resource: bool = False
    """Whether `path` starts from the resource."""

    @property
    def is_array(self) -> bool:
        return self.attribute is not None and self.attribute.is_array

    def named(self, name: str) -> "_Spot | None":
        """What a name leads to; None when there never is anything."""
        if self.attribute is None:
            return _Spot((*self.path, name), None, self.of_resource)
        if self.is_array or self.attribute.below is None:
            return None
        known = attributes.attributes(self.attribute.below).get(name)
        if known is None and not attributes.is_extensible(self.attribute.below):
            return None
        return _Spot((*self.path, name), known, self.of_resource)

    def element(self) -> "_Spot | None":
        """What a wildcard or a filter leads to; None when there never is anything."""
        if self.attribute is None:
            return self
        if self.is_array:
            return _Spot(self.path, self.attribute._replace(is_array=False), self.of_resource)
        if self.attribute.below is not None:
            raise _unsupported("a wildcard or filter on an object")
        return None


def parse_jsonpath(kind: Kind, text: str) -> Predicate:
    """Read a JSONPath filter on resources of `kind`.

    Raises:
        Invalid: INVALID_QUERY for a text that is none; NOT_SUPPORTED for what no criteria express.
    """
    return _Translation(kind, text).predicate(jsonpath_syntax.segments(text))


@dataclass(slots=True)
class _Translation:
    kind: Kind
    text: str
    conditions: int = 0
    patterns: int = 0
    depth: int = 0

    @property
    def resource(self) -> _Spot:
        return _Spot((), Attribute(None, is_array=False, below=attributes.root(self.kind)), of_resource=True)

    def predicate(self, segments: tuple[JSONPathSegment, ...]) -> Predicate:
        if segments and all(isinstance(s, Filter | WildcardSelector) for s in _selectors(segments[0])):
            ways = [self._in_collection(selector, segments[1:]) for selector in _selectors(segments[0])]
            return any_of(ways)
        return self._selects(self.resource, segments)

    def _in_collection(self, selector: JSONPathSelector, rest: tuple[JSONPathSegment, ...]) -> Predicate:
        selected = self._selects(self.resource, rest)
        if isinstance(selector, Filter):
            return all_of([self._condition(self.resource, selector.expression.expression), selected])
        return selected

    def _selects(self, spot: _Spot, segments: tuple[JSONPathSegment, ...]) -> Predicate:
        """Whether `segments` select anything from `spot`."""
        if not segments:
            return Present(spot.path) if spot.path else ALWAYS
        return any_of([self._selected(spot, selector, segments[1:]) for selector in _selectors(segments[0])])

    def _selected(self, spot: _Spot, selector: JSONPathSelector, rest: tuple[JSONPathSegment, ...]) -> Predicate:
        if isinstance(selector, NameSelector):
            following = spot.named(selector.name)
            return NEVER if following is None else self._selects(following, rest)
        if not isinstance(selector, WildcardSelector | Filter):
            raise _unsupported(f"the selector {shown(str(selector))}")
        element = spot.element()
        if element is None:
            return NEVER
        if isinstance(selector, WildcardSelector):
            return self._selects(element, rest)
        inside = _Spot((), element.attribute)
        self._enter()
        condition = self._condition(inside, selector.expression.expression)
        found = exists(spot.path, all_of([condition, self._selects(inside, rest)]))
        self.depth -= 1
        return found

    def _condition(self, spot: _Spot, expression: BaseExpression) -> Predicate:
        if isinstance(expression, InfixExpression) and expression.operator in {"&&", "||"}:
            return self._joined(spot, expression)
        self._count()
        if isinstance(expression, InfixExpression):
            return self._compared(spot, expression)
        if isinstance(expression, PrefixExpression):
            self._enter()
            negated = not_(self._condition(spot, expression.right))
            self.depth -= 1
            return negated
        if isinstance(expression, RelativeFilterQuery):
            return self._selects(spot, expression.path.segments)
        if isinstance(expression, FunctionExtension):
            return self._called(spot, expression)
        raise _unsupported("$ within a filter")

    def _joined(self, spot: _Spot, expression: InfixExpression) -> Predicate:
        """The operands of a chain of one operator, which the parser nests to the right."""
        operands: list[BaseExpression] = []
        rest: list[BaseExpression] = [expression]
        while rest:
            operand = rest.pop()
            if isinstance(operand, InfixExpression) and operand.operator == expression.operator:
                rest += [operand.right, operand.left]
            else:
                operands.append(operand)
        self._enter()
        predicates = [self._condition(spot, operand) for operand in operands]
        self.depth -= 1
        return (all_of if expression.operator == "&&" else any_of)(predicates)

    def _compared(self, spot: _Spot, expression: InfixExpression) -> Predicate:
        operator = _OPERATORS.get(expression.operator)
        left, right = expression.left, expression.right
        if operator is None or not (_is_comparable(left) and _is_comparable(right)):
            raise jsonpath_syntax.not_jsonpath(self.text, "only a path and a literal can be compared")
        if _is_literal(left) and _is_literal(right):
            return _compared_literals(operator, _value(left), _value(right))
        if _is_literal(left):
            left, right, operator = right, left, _MIRRORED.get(operator, operator)
        if not (isinstance(left, RelativeFilterQuery) and _is_literal(right)):
            raise _unsupported("a comparison of anything but an attribute with a literal")
        return self._stands(self._single(spot, left), operator, _value(right))

    def _single(self, spot: _Spot, query: RelativeFilterQuery) -> _Spot | None:
        """Where a singular query leads; None when there never is anything."""
        following: _Spot | None = spot
        for segment in query.path.segments:
            (selector,) = _selectors(segment)
            if not isinstance(selector, NameSelector):
                raise _unsupported(f"the selector {shown(str(selector))}")
            following = following.named(selector.name) if following is not None else None
        return following

    def _stands(self, spot: _Spot | None, operator: Operator, value: Literal) -> Predicate:
        different = ALWAYS if operator is Operator.NE else NEVER
        if spot is None or spot.is_array:
            return different
        if spot.attribute is None:
            return _untyped(spot, operator, value)
        type_ = spot.attribute.type
        if type_ is None:
            return different
        if spot.of_resource and spot.path in (("id",), ("href",)):
            return self._identity(spot.path, spot.attribute, operator, value)
        typed = _typed(type_, value, ".".join(spot.path))
        if typed is None:
            return different
        return _comparison(spot.path, type_, operator, typed)

    def _identity(self, path: Path, attribute: Attribute, operator: Operator, value: Literal) -> Predicate:
        subject = terms.fitting(path, attribute, operator, of_resource=True)
        if path == ("id",) and isinstance(value, Decimal) and subject.type is ValueType.TEXT:
            value = str(int(value)) if value == int(value) else ""
        typed = _typed(subject.type, value, subject.path[0])
        if typed is None:
            return ALWAYS if operator is Operator.NE else NEVER
        return terms.comparison(self.kind, subject, (typed,))

    def _called(self, spot: _Spot, call: FunctionExtension) -> Predicate:
        if call.name not in {"match", "search"}:
            raise _unsupported(f"the function {shown(call.name)}")
        query, pattern = call.args
        if not (isinstance(query, RelativeFilterQuery) and isinstance(pattern, StringLiteral)):
            raise _unsupported(f"{call.name} of anything but an attribute and a pattern")
        self.patterns += 1
        if self.patterns > MOST_PATTERNS:
            raise Invalid(Reason.INVALID_QUERY, f"the filter has more than {MOST_PATTERNS} patterns")
        searched = patterns.checked(pattern.value, "filter")
        if call.name == "match":
            searched = f"\\A(?:{searched})\\z"
        found = self._single(spot, query)
        if found is None or found.is_array or (found.attribute is not None and not found.attribute.is_text):
            return NEVER
        untyped = found.attribute is None
        return Comparison(found.path, ValueType.TEXT, Operator.REGEX, (searched,), untyped=untyped)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Invalid(Reason.INVALID_QUERY, f"the filter is nested deeper than {DEEPEST} levels")

    def _count(self) -> None:
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            raise Invalid(Reason.INVALID_QUERY, f"the filter has more than {MOST_CONDITIONS} conditions")


def _selectors(segment: JSONPathSegment) -> tuple[JSONPathSelector, ...]:
    if not isinstance(segment, JSONPathChildSegment):
        raise _unsupported("the descendant segment ..")
    return segment.selectors


def _is_literal(expression: BaseExpression) -> bool:
    return isinstance(expression, FilterExpressionLiteral | Nil)


def _is_comparable(expression: BaseExpression) -> bool:
    return _is_literal(expression) or isinstance(expression, RelativeFilterQuery | RootFilterQuery | FunctionExtension)


def _value(expression: BaseExpression) -> Literal:
    if isinstance(expression, NumberLiteral | StringLiteral | BooleanLiteral):
        return expression.value
    return None


def _typed(type_: ValueType, value: Literal, name: str) -> Value | None:
    """The literal as a value of the type; None when it is of another."""
    if isinstance(value, bool) or type_ is ValueType.BOOLEAN:
        return value if isinstance(value, bool) and type_ is ValueType.BOOLEAN else None
    if isinstance(value, Decimal):
        return literals.value(ValueType.NUMBER, str(value), name) if type_ is ValueType.NUMBER else None
    if value is None or type_ is ValueType.TEXT:
        return value
    if type_ is ValueType.INSTANT:
        return literals.value(type_, value, name)
    try:
        return literals.number(value)
    except Fault:
        return None


def _untyped(spot: _Spot, operator: Operator, value: Literal) -> Predicate:
    if value is None:
        raise _unsupported("a comparison of null with an attribute the contract does not type")
    if isinstance(value, bool):
        return _comparison(spot.path, ValueType.BOOLEAN, operator, value, untyped=True)
    if isinstance(value, str):
        return Comparison(spot.path, ValueType.TEXT, operator, (value,), untyped=True)
    number = literals.value(ValueType.NUMBER, str(value), ".".join(spot.path))
    return Comparison(spot.path, ValueType.NUMBER, operator, (number,), untyped=True)


def _comparison(path: Path, type_: ValueType, operator: Operator, value: Value, *, untyped: bool = False) -> Predicate:
    if type_ is ValueType.BOOLEAN:
        operator = _OF_EQUALS.get(operator, operator)
        if operator not in {Operator.EQ, Operator.NE}:
            return NEVER
    return Comparison(path, type_, operator, (value,), untyped=untyped)


def _compared_literals(operator: Operator, left: Literal, right: Literal) -> Predicate:
    """RFC 9535, 2.3.5.2.2, of two literals."""
    same = type(left) is type(right)
    holds = same and left == right
    if operator is Operator.NE:
        holds = not holds
    elif operator is not Operator.EQ and same and isinstance(left, str | Decimal):
        holds = {
            Operator.LT: left < right,  # type: ignore[operator]
            Operator.LTE: left <= right,  # type: ignore[operator]
            Operator.GT: left > right,  # type: ignore[operator]
            Operator.GTE: left >= right,  # type: ignore[operator]
        }[operator]
    elif operator in {Operator.LT, Operator.GT}:
        holds = False
    return ALWAYS if holds else NEVER


def _unsupported(what: str) -> Invalid:
    return Invalid(Reason.NOT_SUPPORTED, f"a JSONPath filter cannot have {what} here", attribute="filter")
