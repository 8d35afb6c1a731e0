"""The strict JSON reader: every JSON text is read, everything else is refused, and neither takes long."""

import json
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.drawn import ANY_JSON, same_number
from tmf623.contract.reader import DEEPEST, read_json
from tmf623.errors import Invalid, Reason


def refusal(raw: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_json(raw)
    assert caught.value.reason is Reason.INVALID_JSON
    return caught.value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        # RFC 8259 section 2: any value is a text; white space around every token
        (b"null", None),
        (b"true", True),
        (b"false", False),
        (b"42", 42),
        (b'""', ""),
        (b"[]", []),
        (b"{}", {}),
        (b" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", [1, 2]),
        (b'{ "a" : 1 , "b" : [ ] }', {"a": 1, "b": []}),
        (b'{"a"\n:\r1\t}', {"a": 1}),
        # section 4: names
        (b'{"":0}', {"": 0}),
        (b'{"a\\u0000b":0}', {"a\0b": 0}),
        (b'{"a":{"a":{"a":0}}}', {"a": {"a": {"a": 0}}}),
        (b'[{"a":1},{"a":2}]', [{"a": 1}, {"a": 2}]),
        # section 5: arrays
        (b"[null,1,1.5,true,[],{}]", [None, 1, 1.5, True, [], {}]),
        (b"[[[]]]", [[[]]]),
        # section 6: numbers
        (b"0", 0),
        (b"-0", 0),
        (b"-0.0", 0),
        (b"-1", -1),
        (b"0.5", 0.5),
        (b"-0.25", -0.25),
        (b"10.0", 10),
        (b"1e2", 100),
        (b"1E2", 100),
        (b"1e+2", 100),
        (b"1E-2", 0.01),
        (b"0e0", 0),
        (b"0e+1", 0),
        (b"12.5e1", 125),
        (b"1e22", 1e22),
        (b"123e65", 1.23e67),
        (b"-1e-78", -1e-78),
        (b"9007199254740993", 9007199254740993),
        (b"18446744073709551616", 2**64),
        # section 7: strings
        (b'"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'),
        (b'"\\u0041\\u00e9\\u20AC\\u20ac"', "Aé€€"),
        (b'"\\uD83D\\uDE00\\ud83d\\ude00"', "😀😀"),
        (b'"\\uDBFF\\uDFFF"', "\U0010ffff"),
        ('"é€😀"'.encode(), "é€😀"),
        (b'"\x7f"', "\x7f"),
        ('"\u2028\u2029\ufeff\uffff"'.encode(), "\u2028\u2029\ufeff\uffff"),
        (b'"a/*b*/c//d#e"', "a/*b*/c//d#e"),
        (b'"{[,:]}"', "{[,:]}"),
        (b'"\\\\u0041"', "\\u0041"),
        (b'{"a":"\\":\\""}', {"a": '":"'}),
        (b'{"a":"\\u003a","b":"\\u0022:"}', {"a": ":", "b": '":'}),
    ],
)
def test_every_json_text_is_read(raw: bytes, value: object) -> None:
    assert read_json(raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        # nothing, or more than one value
        *(b"", b" ", b"\n\t", b"1 2", b"[][]", b"{}{}", b"[]]", b"{}}", b"null null", b'"a""b"', b"[1],", b"1,"),
        # literals
        *(b"nul", b"nulll", b"Null", b"TRUE", b"True", b"fals", b"undefined", b"NaN", b"nan", b"Infinity"),
        *(b"-Infinity", b"+Infinity", b"inf", b"-NaN", b"None"),
        # numbers
        *(b"+1", b"01", b"-01", b"00", b"1.", b".5", b"-.5", b"-", b"--1", b"1e", b"1e+", b"1e-", b"1.e1", b"1.5e"),
        *(b"0x1F", b"0b1", b"0o7", b"1_000", b"1,000", b"1 000", b"1.2.3", b"1e2.5", b"- 1", b"+", b"1a", b"1-1"),
        *(b"\xef\xbc\x91", b"\xd9\xa3", b"1e1000", b"-1e1000", b"9" * 400),
        # strings
        *(b'"', b"'a'", b'"a', b'a"', b'"\\"', b'"\\x41"', b'"\\a"', b'"\\0"', b'"\\u12"', b'"\\u12G4"', b'"\\U0041"'),
        *(b'"\\u{41}"', b'"a\nb"', b'"a\tb"', b'"a\0b"', b'"\x1f"', b"\\", b"`a`"),
        # half a surrogate pair
        *(b'"\\ud800"', b'"\\udc00"', b'"\\ud800a"', b'"\\ud800\\ud800"', b'"\\udc00\\ud800"', b'"\\ud800\\u0041"'),
        # arrays
        *(b"[", b"]", b"[1", b"[1,", b"[,1]", b"[1,]", b"[1,,2]", b"[,]", b"[1 2]", b"[1:2]", b"[1;2]", b"(1)", b"[}"),
        *(b'["a"', b"[a]", b"[-]", b"[1]x", b"[1", b"[[]", b"[\x0c1]", b"[\xa01]", b"[\xe2\x81\xa0]"),
        # objects
        *(b"{", b"}", b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,', b'{"a":1,}', b'{,"a":1}', b'{"a":1,,"b":2}', b'{"a"}'),
        *(b'{"a",1}', b'{"a"=1}', b'{"a":1 "b":2}', b"{a:1}", b"{'a':1}", b"{1:1}", b"{null:1}", b'{"a"::1}', b"{:1}"),
        *(b'{"a":1:2}', b'{"a" "b":1}', b"{[]:1}", b'{"a":}', b'{"a":a}', b'{"a":1]', b'[{"a":1}'),
        # comments and other additions
        *(b"/**/1", b"1//c", b"[1/*c*/]", b"# c\n1", b"<null>", b"*", b"1;", b"\0", b"[1]\0", b"{}#", b"@"),
        # not UTF-8 (RFC 8259 section 8.1)
        *(
            b"\xef\xbb\xbf{}",
            b'"\xff"',
            b'"\xc0\xaf"',
            b'"\xe2\x82"',
            b'"\xed\xa0\x80"',
            b'"\xf4\x90\x80\x80"',
            b"\xff",
        ),
        *("{}".encode("utf-16"), "{}".encode("utf-16-be"), "{}".encode("utf-32"), b'{"\xe9":0}', b"[\x80]"),
    ],
)
def test_everything_else_is_refused(raw: bytes) -> None:
    assert refusal(raw).message


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b'{"a":1,"a":1}', id="same value"),
        pytest.param(b'{"a":1,"a" :2}', id="white space before one colon"),
        pytest.param(b'{"a":1,"\\u0061":2}', id="escaped"),
        pytest.param(b'{"a":"\\u003a","a":0}', id="hidden by an escaped colon"),
        pytest.param(b'{"a":"\\u003A\\u003A","a":0}', id="hidden by two escaped colons"),
        pytest.param(b'{"a":":","a":"::"}', id="colons in strings"),
        pytest.param(b'[{"b":[{"x":{"a":1,"c":2,"a":3}}]}]', id="deep"),
        pytest.param(b'{"":1,"":2}', id="empty names"),
        pytest.param('{"é":1,"\\u00e9":2}'.encode(), id="beyond ASCII"),
    ],
)
def test_a_name_twice_in_one_object_is_refused(raw: bytes) -> None:
    assert "occurs twice" in refusal(raw).message


SPACES = st.sampled_from(["", "", " ", "\n", "\t\r "])
LETTERS = st.sampled_from(["a", "b", ":", '":', "\\", "é"])


@st.composite
def objects_as_text(draw: st.DrawFn) -> tuple[str, list[str]]:
    pairs = draw(st.lists(st.tuples(LETTERS, LETTERS, st.booleans()), max_size=4))
    members = []
    for name, value, escape in pairs:
        spelled = "".join(f"\\u{ord(c):04x}" for c in name + value) if escape else ""
        name_text = f'"{spelled[: 6 * len(name)]}"' if escape else json.dumps(name)
        value_text = f'"{spelled[6 * len(name) :]}"' if escape else json.dumps(value, ensure_ascii=False)
        members.append(f"{draw(SPACES)}{name_text}{draw(SPACES)}:{draw(SPACES)}{value_text}{draw(SPACES)}")
    return "{" + ",".join(members) + "}", [name for name, _, _ in pairs]


@given(objects_as_text())
def test_an_object_is_refused_exactly_when_a_name_repeats(drawn: tuple[str, list[str]]) -> None:
    text, names = drawn
    if len(set(names)) < len(names):
        refusal(text.encode())
    else:
        assert read_json(text.encode()) == json.loads(text)


@given(value=ANY_JSON, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_any_value_is_read_as_pythons_own_reader_reads_it(value: object, indent: int | None, ascii_only: bool) -> None:  # noqa: FBT001
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert read_json(text.encode()) == json.loads(text)


@given(st.binary(max_size=40) | st.text('{}[]:,"\\ 0123456789.eE+-truefalsnu', max_size=12).map(str.encode))
def test_any_bytes_are_refused_or_read_as_pythons_own_reader_reads_them(raw: bytes) -> None:
    with suppress(Invalid):
        assert read_json(raw) == json.loads(raw.decode())


@st.composite
def number_literals(draw: st.DrawFn) -> str:
    digits = st.text("0123456789", min_size=1, max_size=25)
    whole = draw(st.sampled_from(["0", "1", "9007199254740993"]) | digits).lstrip("0") or "0"
    fraction = draw(st.just("") | digits.map(lambda text: f".{text}"))
    exponent = draw(st.just("") | st.integers(-420, 420).map(lambda power: f"e{power}"))
    return f"{draw(st.sampled_from(['', '-']))}{whole}{fraction}{exponent}"


@given(number_literals())
def test_no_number_is_changed_silently(literal: str) -> None:
    try:
        number = read_json(literal.encode())
    except Invalid:
        assert abs(Decimal(literal).adjusted()) > 300
    else:
        assert same_number(literal, number)


@pytest.mark.parametrize(
    ("literal", "kind"),
    [
        ("0.1", float),
        ("123456789012345", int),
        ("0.12345678901234567890", Decimal),
        ("1e-330", Decimal),
        ("12345678901234567890123", int),
    ],
)
def test_a_number_a_double_would_change_comes_exact(literal: str, kind: type) -> None:
    (number,) = read_json(f"[{literal}]".encode())
    assert type(number) is kind
    assert same_number(literal, number)


@pytest.mark.parametrize("literal", ["1" * 101, "0." + "1" * 100, "1e-401", "-1e-99999999999999999999"])
def test_a_number_too_long_to_be_meant_is_refused(literal: str) -> None:
    assert len(refusal(literal.encode()).message) < 200


@pytest.mark.parametrize("inner", [b"[%b]", b'{"a":%b}', b'[{"a":%b}]'])
def test_nesting_is_refused_beyond_the_limit(inner: bytes) -> None:
    levels = 2 if inner.startswith(b"[{") else 1
    raw = b"0"
    for _ in range(DEEPEST // levels):
        raw = inner % raw
    assert read_json(raw) is not None
    assert "nested deeper" in refusal(inner % raw).message


def test_brackets_in_strings_and_side_by_side_are_not_nesting() -> None:
    value = {"text": "[{" * 200, "array": [[[]]] * 200}
    assert read_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"[" * 100_000, id="open arrays"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="nested arrays"),
        pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="nested objects"),
        pytest.param(b'[{"":' * 50_000, id="open arrays and objects"),
        pytest.param(b"9" * 5_000_000, id="5,000,000 digits"),
        pytest.param(b"0." + b"9" * 5_000_000, id="5,000,000 decimals"),
        pytest.param(b"1e-" + b"9" * 5_000_000, id="5,000,000 digits of exponent"),
        pytest.param(b'"' + b"\\u003a" * 500_000 + b'\\ud800"', id="escapes and half a pair"),
        pytest.param(b'{"a":0' + b',"a":0' * 200_000 + b"}", id="200,000 times the same name"),
    ],
)
def test_hostile_text_is_refused_at_once(raw: bytes) -> None:
    started = time.process_time()
    refusal(raw)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"[" + b"[]," * 100_000 + b"[]]", id="100,000 empty arrays"),
        pytest.param(b"[" + b"1234567890123456," * 200_000 + b"1]", id="long numbers"),
        pytest.param(b'["' + b"\\u003a" * 600_000 + b'"]', id="a long escaped string"),
        pytest.param(b'"' + b"[" * 4_000_000 + b'"', id="brackets in a string"),
    ],
)
def test_a_large_text_is_read_in_time(raw: bytes) -> None:
    started = time.process_time()
    read_json(raw)
    assert time.process_time() - started < 1


def test_a_refusal_says_where() -> None:
    assert "line 2 column 1" in refusal(b'{"a":1,\nb:2}').message
