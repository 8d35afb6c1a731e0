"""The syntax of JSONPath (RFC 9535): python-jsonpath's strict parser, with numbers kept exactly as written."""

import re
from decimal import Decimal

from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError, JSONPathSyntaxError
from jsonpath.filter import BaseExpression, FilterExpressionLiteral
from jsonpath.parse import Parser
from jsonpath.segments import JSONPathSegment
from jsonpath.stream import TokenStream

from tmf623.contract.faults import cut, shown
from tmf623.errors import Invalid, Reason

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,6})?", re.ASCII)
_UNFORESEEN = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError)
"""What the parser raises besides its own error on text it does not foresee, such as an index of 5,000 digits."""


class NumberLiteral(FilterExpressionLiteral[Decimal]):
    """A number in a comparison."""

    __slots__ = ()


class _Parser(Parser):
    def parse_integer_literal(self, stream: TokenStream) -> BaseExpression:
        return _number(stream)

    def parse_float_literal(self, stream: TokenStream) -> BaseExpression:
        return _number(stream)


def _number(stream: TokenStream) -> BaseExpression:
    token = stream.next()
    if not _NUMBER.fullmatch(token.value):
        raise JSONPathSyntaxError("invalid number", token=token)
    return NumberLiteral(value=Decimal(token.value))


class _Environment(JSONPathEnvironment):
    parser_class = _Parser


_STRICT = _Environment(strict=True)


def segments(text: str) -> tuple[JSONPathSegment, ...]:
    """The segments of a query after `$`, which may be left out with the dot after it.

    Raises:
        Invalid: INVALID_QUERY: it is no JSONPath, by RFC 9535's syntax and well-typedness.
    """
    text = text.strip(" \t\r\n")
    if not text.startswith("$"):
        text = f"${text}" if text.startswith("[") else f"$.{text}"
    try:
        path = _STRICT.compile(text)
    except JSONPathError as error:
        raise not_jsonpath(text, str(error.message)) from None
    except _UNFORESEEN:
        raise not_jsonpath(text, "unexpected number or text") from None
    if not isinstance(path, JSONPath):
        raise not_jsonpath(text, "it is more than one path")
    return path.segments


def not_jsonpath(text: str, why: str) -> Invalid:
    """The refusal of a text that is no JSONPath."""
    return Invalid(Reason.INVALID_QUERY, f"filter {shown(text)} is no JSONPath: {cut(why)}", attribute="filter")
