"""The kinds of text parsing suites (JSONTestSuite) try, beyond those of `test_reader`.

`y_` must be read, `n_` must be refused; of `i_`, which RFC 8259 leaves open, ours are named with what we do. Every text
is read in no time.
"""

import time
from decimal import Decimal

import pytest

from tmf623.contract.reader import read_json
from tmf623.errors import Invalid, Reason

READ: list[tuple[bytes, object]] = [
    (b"[1,null,null,null,2]", [1, None, None, None, 2]),
    (b"[2] ", [2]),
    (b"[ 4]", [4]),
    (b'["asd "]\n', ["asd "]),
    (b"[123.456e78]", [123.456e78]),
    (b"[-0." + b"0" * 77 + b"1]", [-1e-78]),
    (b"[20e1,123e45,1E+2,1e-2,0e+1,-123,123.456789]", [200, 123e45, 100, 0.01, 0, -123, 123.456789]),
    (b'{"asd":"sdf", "dfg":"fgh"}', {"asd": "sdf", "dfg": "fgh"}),
    (b'{"min": -1.0e+28, "max": 1.0e+28}', {"min": -1e28, "max": 1e28}),
    (b'{"x":[{"id": "%s"}], "id": "%s"}' % (b"x" * 40, b"x" * 40), {"x": [{"id": "x" * 40}], "id": "x" * 40}),
    (b'{"foo\\u0000bar": 42}', {"foo\0bar": 42}),
    (b'{"a":"b","title":"\\u041f\\u043e\\u043b"}', {"a": "b", "title": "Пол"}),
    (b'["\\u0060\\u012a\\u12AB"]', ["`Īካ"]),
    (b'["\\uD801\\udc37","\\ud83d\\ude39\\ud83d\\udc8d"]', ["𐐷", "😹💍"]),
    (b'["\\uDBFF\\uDFFE","\\uD83F\\uDFFE"]', ["\U0010fffe", "\U0001fffe"]),
    (b'["\\uFFFF","\\uFDD0","\\uFFFE"]', ["\uffff", "\ufdd0", "\ufffe"]),
    ('["\U0010ffff","\uffff","\U0001bfff"]'.encode(), ["\U0010ffff", "\uffff", "\U0001bfff"]),
    ('["€𝄞","π","asd\u2028\u2029"]'.encode(), ["€𝄞", "π", "asd\u2028\u2029"]),
    (b'["\\u0821","\\u0123","\\u2028","\\u2064","\\u200B"]', ["ࠡ", "ģ", "\u2028", "\u2064", "\u200b"]),
    (b'["new\\u000Aline","\\u0022","\\u005C"]', ["new\nline", '"', "\\"]),
    (b'["a\x7fa","\x7f"]', ["a\x7fa", "\x7f"]),
    (b'["\\"\\\\\\/\\b\\f\\n\\r\\t","\\\\n","\\\\a"]', ['"\\/\b\f\n\r\t', "\\n", "\\a"]),
    (b"\t\n[\r1\n,\r2\t]\n\n", [1, 2]),
    (b"[" * 400 + b"]" * 400, None),
]
REFUSED: list[bytes] = [
    *(b'["": 1]', b'[""', b"[1,\n1\n,1", b"[\x0b1]", b"[,1]", b'["x", ,]', b"[1,1", b"[*]", b'["a",\n4\n,1,'),
    *(b"[\n1", b"['a']", b"[++1234]", b"[-01]", b"[-1.0.]", b"[-2.]", b"[.-1]", b"[.2e-3]", b"[0.1.2]"),
    *(b"[0.3e+]", b"[0.3e]", b"[0.e1]", b"[0E+]", b"[0e]", b"[1.0e+]", b"[1.0e-]", b"[1eE2]", b"[2.e+3]"),
    *(b"[2.e-3]", b"[9.e+]", b"[1+2]", b"[0x1]", b"[0x42]", b"[-foo]", b"[- 1]", b"[-012]", b"[-.123]", b"[-1x]"),
    *(b"[1ea]", b"[1e\xe5]", b"[1.]", b"[123\xe5]", b"[1.2a-3]", b"[1.8011670033376514H-308]", b"[012]"),
    *(b"[\xe2\x88\x921]", b"[0\xe5]", b"[-Infinity]", b"[Infinity]", b"[NaN]", b"[-NaN]", b'{"x"', b'{"x"::"b"}'),
    *(b'{"a":"a" 123}', b"{key: 'value'}", b'{"\xb9":"0",}', b'{"a" b}', b'{:"b"}', b'{"a" "b"}', b'{"a":'),
    *(b'{"a"', b"{1:1}", b"{9999E9999:1}", b"{null:null,null:null}", b'{"id":0,,,,,}', b'{"id":0,}'),
    *(b'{"a":"b"}/**/', b'{"a":"b"}/**//', b'{"a":"b"}//', b'{"a":"b"}/', b'{"a":"b",,"c":"d"}', b'{a: "b"}'),
    *(b'{"a":"a', b'{ "foo" : "bar", "a" }', b'{"a":"b"}#', b'["\\uD800\\"]', b'["\\uD800\\u"]'),
    *(b'["\\uD800\\u1"]', b'["\\uD800\\u1x"]', b"[\xc3\xa9]", b'["\\\x00"]', b'["\\x00"]', b'["\\\\\\"]'),
    *(b'["\\\t"]', b'["\\\xf0\x9f\x8c\x80"]', b'["\\"]', b'["\\u00A"]', b'["\\uD834\\uDd"]'),
    *(b'["\\uD800\\uD800\\x"]', b'["\\u\xe5"]', b'["\\a"]', b'["\\uqqqq"]', b'["\\\xe5"]', b'[\\u0020"asd"]'),
    *(b"[\\n]", b'["a\x00a"]', b'["new\nline"]', b'["\t"]', b"\\u0041", b'""x', b"\xe2\x81\xa0", b"<.>"),
    *(b"[<null>]", b"[1]x", b"[1]]", b'["asd]', b"a\xc3\xa5", b"[True]", b"1]", b'{"x": true,', b"[][]", b"]"),
    *(b"\xef\xbb{}", b"\xe5", b"[", b"{]", b'["a', b'["a"', b'{"a', b"{'a'", b'["\\{["\\{["\\{["\\{', b"\xe9"),
    *(b"*", b'{"a":"b"}#{}', b'[\\u000A""]', b'{"a": true} "x"', b"[1\x0c]"),
    *(b"[" * 100_000, b'[{"":' * 50_000, b"{" * 10_000),
]  # fmt: skip
OPEN: list[tuple[bytes, object]] = [
    (b"[123.456e-789]", "refused or nought"),
    (b"[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999]", "refused"),
    (b"[-1e+9999]", "refused"),
    (b"[1.5e+9999]", "refused"),
    (b"[-123123e100000]", "refused"),
    (b"[123123e100000]", "refused"),
    (b"[123e-10000000]", "refused or nought"),
    (b"[-123123123123123123123123123123]", [-123123123123123123123123123123]),
    (b"[100000000000000000000]", [100000000000000000000]),
    (b"[-237462374673276894279832749832423479823246327846]", [-237462374673276894279832749832423479823246327846]),
    (b'{"\\uDFAA":0}', "refused"),
    (b'["\\uDADA"]', "refused"),
    (b'["\\uD888\\u1234"]', "refused"),
    (b'["\\uD800\\n"]', "refused"),
    (b'["\\uDd1ea"]', "refused"),
    (b'["\\uD800\\uD800\\n"]', "refused"),
    (b'["\\ud800abc"]', "refused"),
    (b'["\\uDd1e\\uD834"]', "refused"),
    (b'["\xe9"]', "refused"),
    (b'["\x81"]', "refused"),
    (b'["\xf4\xbf\xbf\xbf"]', "refused"),
    (b'["\xc0\xaf"]', "refused"),
    (b'["\xfc\x83\xbf\xbf\xbf\xbf"]', "refused"),
    (b'["\xfc\x80\x80\x80\x80\x80"]', "refused"),
    (b'["\xe0\xff"]', "refused"),
    (b'["\xe6\x97\xa5\xd1\x88\xfa"]', "refused"),
    (b'["\xed\xa0\x80"]', "refused"),
    ('["é"]'.encode("utf-16"), "refused"),
    ('["é"]'.encode("utf-16-le"), "refused"),
    ('["é"]'.encode("utf-16-be"), "refused"),
    (b"\xef\xbb\xbf{}", "refused"),
    (b'{"a":"b","a":"c"}', "refused"),
    (b'{"a":"b","a":"b"}', "refused"),
]


def outcome(raw: bytes) -> object:
    """The value, or "refused", within a second."""
    started = time.perf_counter()
    try:
        value: object = read_json(raw)
    except Invalid as error:
        value = "refused" if error.reason is Reason.INVALID_JSON else error.reason
    assert time.perf_counter() - started < 1
    return value


@pytest.mark.parametrize(("raw", "value"), READ)
def test_what_every_parser_must_read_is_read(raw: bytes, value: object) -> None:
    found = outcome(raw)
    if value is None:
        assert found in ("refused", read_or_none(raw))  # deeper than a resource is: either, but no crash
    else:
        assert found == value


def read_or_none(raw: bytes) -> object:
    found = outcome(raw)
    return None if found == "refused" else found


@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: repr(raw[:24]))
def test_what_no_parser_may_read_is_refused(raw: bytes) -> None:
    assert outcome(raw) == "refused"


@pytest.mark.parametrize(("raw", "expected"), OPEN)
def test_what_the_standard_leaves_open_is_settled(raw: bytes, expected: object) -> None:
    found = outcome(raw)
    if expected == "refused or nought":
        assert found == "refused" or (isinstance(found, list) and Decimal(str(found[0])) < Decimal("1e-300"))
    else:
        assert found == expected
