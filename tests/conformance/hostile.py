"""Texts that break things: a corpus of our own, and a seeded generator that multiplies it without end."""

from collections.abc import Iterator
from itertools import chain, islice
from random import Random
from unicodedata import category

INJECTIONS = [
    "'", '"', "''", "';--", "' OR '1'='1", "' OR 1=1 --", '" OR ""="', "') OR ('1'='1", "1; DROP TABLE sla",
    "'; DROP TABLE resource; --", "' UNION SELECT message FROM resource --",
    "x' AND (SELECT count(*) FROM sqlite_master) > 0 --", "x'||(SELECT pg_sleep(9))||'",
    "x' AND randomblob(1000000000) --", "/**/", "--", "#", "%", "_", "%%", "\\%", "\\", "\\'", "$$x$$", ":name",
    "?", "@p1", "${x}", "$1", "{0}", "%s", "%n%n%n", "%(x)s", "{x.__class__}", "{{7*7}}", "<%= 7*7 %>", "$(id)",
    "`id`", "; ls", "| cat", "&& x", "../../etc/passwd", "..\\..\\x", "file:///etc/passwd",
    "<script>alert(1)</script>", "<!-- -->", "]]>", "<?xml?>", "javascript:x", "${jndi:ldap://x.example/a}", "=1+1",
    "@SUM(1)", "+1", "-1", "\r\nX-Injected: yes", "a\nb", "a\rb", "a\tb", "\x1b[31m",
]  # fmt: skip
ODD = [
    "", " ", "  x  ", "\t", "\n", "null", "NULL", "nil", "undefined", "None", "true", "True", "false", "NaN",
    "Infinity", "0", "-0", "00", "01", "1.0", "1e3", "0x10", "9007199254740993", "1/0", "{}", "[]", '{"a":1}',
    '["x"]', '"', '\\"', "\\u0041", "\\x00", "\\n", "&amp;", "&#0;", "%00", "%41", "%2527", "a+b", "a b", "a,b",
    "a;b", "a&b=c", "a=b", "==", ">=", ".gt", "name", "id", "$", "$[?@]", "$.name", "@", "@type", "__proto__",
    "constructor", "é", "e\u0301", "ﬁ", "ß", "ẞ", "İ", "\u0131", "Ω", "\u212b", "\u00c5", "١٢٣",
    "\uff11\uff12\uff13", "½", "Ⅷ", "田中さん", "社會科學院",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "🇫🇷", "\U0001f600", "\U0010ffff", "\uffff", "\ufffe", "\ufdd0", "\ue000", "\ufeff", "\ufeffx", "\u200b",
    "x\u200by", "\u202ex", "\u2066x\u2069", "مرحبا", "שלום", "الكل\u200f abc", "\u00a0", "\u3000", "\u2028",
    "\u2029", "\x85", "\x7f", "\x01", "\x1f", "\x80", "\xad", "\u0334x\u0334", "T\u0310\u0349\u0310h\u0334",
    "\u0f3a", "A\u030a\u0323", "\U000e0001", "x" * 127, "x" * 128, "x" * 255, "x" * 256, "x" * 4000, "é" * 1000,
    "\U0001f600" * 500, "(" * 200, "[" * 200, "'" * 200, "%" * 200, "\\" * 200,
]  # fmt: skip
UNSTORABLE = ["\0", "a\0b", "\0' OR 1=1", "\ud800", "\udfff", "x\ud83d", "\ude00\ud83d"]
"""What UTF-8 or the stores cannot hold: it must be refused."""
PATTERNS = [
    "(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*)*$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "a{1,900}b",
    "((a{1,30}){1,30}){1,30}", "(?:a?){30}a{30}", "[^x]*[^y]*[^z]*$", "\\b(\\w+\\s*)+$", "(\\d+)*\\D", "(?i)(é+)+$",
    "\\pL+\\pN", "x*x*x*x*x*x*x*x*y", ".*.*.*=.*", "(", "[", "*", "a**", "\\", "(?=x)", "\\1", "(?P<n>", "^", "$",
    "", ".", "\\C", "(?s).*", "[[:alpha:]]+", "\\x{10FFFF}", "\\Q'; --", "a|b|", "()", "(?<!a)b", "x{99999}",
    "\\pX", "[z-a]", "(?#c)", "^$",
]  # fmt: skip

_GLUE = ["", " ", "'", '"', ",", ";", "%", "\\", "\0", "\u202e", "\n", "&", "=", "\U0001f600", "\u0301", "\ud800"]


def texts(number: int) -> Iterator[str]:
    """The corpus, and then mixtures of it: joined, cut, doubled, in the other case; the same ones every time."""
    return islice(chain(INJECTIONS, ODD, UNSTORABLE, PATTERNS, _mixtures([*INJECTIONS, *ODD, *UNSTORABLE])), number)


def regular_expressions(number: int) -> Iterator[str]:
    """Patterns, most of them meant to take exponential time."""
    return islice(chain(PATTERNS, _mixtures(PATTERNS)), number)


def _mixtures(parts: list[str]) -> Iterator[str]:
    dice = Random(623)  # noqa: S311 - a dice, not a secret
    while True:
        text = dice.choice(_GLUE).join(dice.choice(parts) for _ in range(dice.randint(1, 3)))
        cut = dice.randint(0, len(text))
        made = [text, text[cut:] + text[:cut], text * 2, text.swapcase(), text[:cut]]
        yield _paired(dice.choice(made)[:6000])


def _paired(text: str) -> str:
    """Two halves of a surrogate pair that came to stand together are one character, as JSON's escapes have it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def is_storable(text: str) -> bool:
    """Whether JSON in UTF-8 can carry the text, and PostgreSQL hold it."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def is_blank(text: str) -> bool:
    """Whether a text is white space and line ends alone, as ECMA-262 (12.2, 12.3), of patterns, has them."""
    return all(character in "\t\n\v\f\r\ufeff\u2028\u2029" or category(character) == "Zs" for character in text)
