"""Terms of TMF630's filter language, as they stand in a query string, still percent-encoded.

    term        = alternative *(";" (alternative / value))      any one of them
    alternative = name operator value *("," value)              any one of the values
    name        = attribute [".eq" / ".ne" / ".gt" / ".gte" / ".lt" / ".lte" / ".regex"]
    operator    = "=" / "==" / "!=" / ">" / ">=" / "<" / "<=" / "*="

The text is split before it is decoded: `%2C` is a comma of the value, `,` one between values, and likewise for `;`
and `&`. Operators may be written with percent-encoding, which some clients cannot help. A suffix goes with `=`
only, and an attribute of that very name comes before it. What follows a `;` is another alternative when it starts
with an attribute and an operator, else another value. A pattern (`.regex`, `*=`) is not split at commas.

Many HTTP clients encode every comma, so that a URL's query cannot tell `name=a%2Cb` as one value from two. There an
equality with an encoded comma holds for the whole text and for each of its parts; values that no separator can be
part of (numbers, instants, truth) are always split. Every other operator, and an encoded semicolon, is the text's.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from tmf623.contract.faults import cut, shown
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query import literals, patterns
from tmf623.query.attributes import Attribute, Vocabulary
from tmf623.query.criteria import Any, Comparison, Operator, Path, Predicate, Value, ValueType

MOST_VALUES = 200
"""Values one query may compare with."""

SYMBOLS = {
    "=": None,
    "==": Operator.EQ,
    "!=": Operator.NE,
    ">": Operator.GT,
    ">=": Operator.GTE,
    "<": Operator.LT,
    "<=": Operator.LTE,
    "*=": Operator.REGEX,
}
_SUFFIXES = {operator.value: operator for operator in Operator}
_SYMBOL = re.compile(
    rb"==|%3D%3D|(?:>|%3E)(?:=|%3D)|(?:<|%3C)(?:=|%3D)|(?:!|%21)(?:=|%3D)|(?:\*|%2A)(?:=|%3D)|>|%3E|<|%3C|=|%3D",
    re.IGNORECASE,
)
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_EQUALITIES = {Operator.EQ, Operator.NE}
_IDENTITY = (("id",), ("href",))
_SEPARATOR = re.compile("[,;]")


class Subject(NamedTuple):
    """What a term compares: an attribute, and how."""

    path: Path
    type: ValueType
    operator: Operator


class Alternative(NamedTuple):
    """One comparison as it was read: the name as the client wrote it, and the values, decoded."""

    name: str
    subject: Subject
    values: tuple[Value, ...]


class Encoding(NamedTuple):
    """How the text of a query is encoded."""

    of_url: bool
    """Whether this is a URL's query: `+` stands for a space, and clients encode separators they mean as such."""

    def decoded(self, raw: bytes) -> str:
        """Undo percent-encoding; Invalid when it is broken, no UTF-8, or holds the character U+0000."""
        if b"%" in raw:
            if _BROKEN.search(raw):
                raise _refused(raw, "has a % that no two hexadecimal digits follow; a percent sign is written %25")
            whole = unquote_to_bytes(raw.replace(b"+", b" ") if self.of_url else raw)
        else:
            whole = raw.replace(b"+", b" ") if self.of_url else raw
        try:
            text = whole.decode()
        except UnicodeDecodeError:
            raise _refused(raw, "is not UTF-8") from None
        if "\0" in text:
            raise _refused(raw, "holds the character U+0000")
        return text


FORM = Encoding(of_url=True)
PLAIN = Encoding(of_url=False)


def name_of(raw: bytes, encoding: Encoding) -> tuple[str, str, bytes]:
    """Split a term into its name, its operator and what follows, which stays encoded.

    The operator is "" when there is none.
    """
    match = _SYMBOL.search(raw)
    if match is None:
        return encoding.decoded(raw), "", b""
    symbol = unquote_to_bytes(match.group()).decode()
    return encoding.decoded(raw[: match.start()]), symbol, raw[match.end() :]


def alternatives(vocabulary: Vocabulary, raw: bytes, encoding: Encoding) -> list[Alternative]:
    """Read one term: the comparisons of which any must hold.

    Raises:
        Invalid: INVALID_QUERY, naming what is wrong.
    """
    found: list[Alternative] = []
    for name, symbol, values in _parts(vocabulary, raw, encoding):
        subject = subject_of(vocabulary, name, symbol)
        texts = [encoding.decoded(value) for value in values]
        if encoding.of_url:
            texts = [meant for text in texts for meant in _meanings(subject, text)]
        found.append(Alternative(name, subject, _values(name, subject, texts)))
    return found


def _meanings(subject: Subject, text: str) -> list[str]:
    """What a client may have meant by a text with separators it encoded."""
    if subject.type is not ValueType.TEXT:
        return _SEPARATOR.split(text)
    if subject.operator is Operator.EQ and "," in text:
        return [text, *text.split(",")]
    return [text]


def _parts(vocabulary: Vocabulary, raw: bytes, encoding: Encoding) -> list[tuple[str, str, list[bytes]]]:
    parts: list[tuple[str, str, list[bytes]]] = []
    for part in raw.split(b";"):
        name, symbol, rest = name_of(part, encoding)
        if not parts or (symbol and _is_subject(vocabulary, name)):
            parts.append((name, symbol, [rest] if _is_pattern(vocabulary, name, symbol) else rest.split(b",")))
        elif _is_pattern(vocabulary, *parts[-1][:2]):
            parts[-1][2][0] += b";" + part
        else:
            parts[-1][2].extend(part.split(b","))
    return parts


def _is_subject(vocabulary: Vocabulary, name: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    return _known(vocabulary, name) or (suffix in _SUFFIXES and _known(vocabulary, stem))


def _known(vocabulary: Vocabulary, name: str) -> bool:
    return vocabulary.scalar(name) is not None


def _is_pattern(vocabulary: Vocabulary, name: str, symbol: str) -> bool:
    return symbol == "*=" or (symbol == "=" and name.endswith(".regex") and not _known(vocabulary, name))


def subject_of(vocabulary: Vocabulary, name: str, symbol: str) -> Subject:
    """What `name` and the operator beside it compare.

    Raises:
        Invalid: INVALID_QUERY: there is no operator, no such attribute, or the two do not go together.
    """
    if not symbol:
        raise Invalid(Reason.INVALID_QUERY, f"{shown(name)} is no criterion: it has no value", attribute=cut(name))
    operator = SYMBOLS[symbol]
    named = vocabulary.scalar(name)
    if named is None and operator is None:
        stem, _, suffix = name.rpartition(".")
        operator = _SUFFIXES.get(suffix)
        if operator is not None:
            named = vocabulary.scalar(stem)
            name = stem
    if named is None:
        raise vocabulary.unknown(name)
    return fitting(named.path, named.attribute, operator or Operator.EQ, of_resource=True)


def fitting(path: Path, attribute: Attribute, operator: Operator, *, of_resource: bool) -> Subject:
    """The subject, when the operator applies to such an attribute.

    Truth has no order. A pattern is searched in text as documents hold it, that of instants and decimals too. The
    resource's `id` is compared as the text of its digits, and ordered as a number; its `href` is only equal or not.
    """
    identity = path[0] if of_resource and path in _IDENTITY else ""
    ordered = attribute.type is not ValueType.BOOLEAN and identity != "href"
    applies = attribute.is_text and ordered if operator is Operator.REGEX else ordered
    if attribute.type is None or not (applies or operator in _EQUALITIES):
        name = ".".join(path)
        raise Invalid(Reason.INVALID_QUERY, f"{cut(name)} cannot be compared by .{operator}", attribute=cut(name))
    as_text = operator is Operator.REGEX or (identity == "id" and operator in _EQUALITIES)
    return Subject(path, ValueType.TEXT if as_text else attribute.type, operator)


def _values(name: str, subject: Subject, texts: list[str]) -> tuple[Value, ...]:
    if subject.operator is Operator.REGEX:
        return tuple(patterns.checked(text, name) for text in texts)
    return tuple(literals.value(subject.type, text, name) for text in texts)


def comparison(kind: Kind, subject: Subject, values: tuple[Value, ...]) -> Predicate:
    """The predicate of a subject and its values; `href` is compared by the id in it."""
    path, type_, operator = subject
    if path == ("href",):
        path = ("id",)
        values = tuple(literals.id_in(kind, str(value)) for value in values)
    values = tuple(dict.fromkeys(values))
    if operator is Operator.REGEX and len(values) > 1:
        return Any(tuple(Comparison(path, type_, operator, (value,)) for value in values))
    return Comparison(path, type_, operator, values)


def _refused(raw: bytes, why: str) -> Invalid:
    return Invalid(Reason.INVALID_QUERY, f"the query's {shown(raw.decode('utf-8', 'replace'))} {why}")
