"""The syntax of JSONPath (RFC 9535): python-jsonpath's strict parser, with two readings of our own.

Its numbers are binary: ours keep every digit. Its texts refuse escaped control characters, which the RFC allows.
"""

import re
from decimal import Decimal

import orjson
from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError, JSONPathSyntaxError
from jsonpath.filter import BaseExpression, FilterExpressionLiteral
from jsonpath.parse import Parser
from jsonpath.segments import JSONPathSegment
from jsonpath.stream import TokenStream
from jsonpath.token import TOKEN_SINGLE_QUOTE_STRING, Token

from tmf623.contract.faults import cut, shown
from tmf623.errors import Invalid, Reason

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,6})?", re.ASCII)
_QUOTES = re.compile(r'\\.|"', re.DOTALL)
_DOUBLE_QUOTED = {"\\'": "'", '"': '\\"', '\\"': "\\x"}
"""What stands for a quote between single quotes, as JSON writes it; an escape that does not belong there is none."""
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

    def _decode_string_literal(self, token: Token) -> str:
        return _text(token)


def _number(stream: TokenStream) -> BaseExpression:
    token = stream.next()
    if not _NUMBER.fullmatch(token.value):
        raise JSONPathSyntaxError("invalid number", token=token)
    return NumberLiteral(value=Decimal(token.value))


def _text(token: Token) -> str:
    """Undo the escapes of a text (2.3.1.1), which are JSON's but for the quote that needs one."""
    escaped = token.value
    if token.kind == TOKEN_SINGLE_QUOTE_STRING:
        escaped = _QUOTES.sub(lambda found: _DOUBLE_QUOTED.get(found.group(), found.group()), escaped)
    try:
        text: str = orjson.loads(f'"{escaped}"')
    except ValueError:
        raise JSONPathSyntaxError("invalid text", token=token) from None
    if "\0" in text:
        raise JSONPathSyntaxError("text with the character U+0000", token=token)
    return text


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
        text = f"${text}" if text.startswith(("[", ".")) else f"$.{text}"
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
