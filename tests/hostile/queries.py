"""Makes hostile queries: the same ones for the same seed."""

import random
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote, urlencode

WORDS = """
    vård samverkan lokaler projektdatabas Skellefteå och i e-hälsa SIP NSV23-0020 § 16/23 KSKF/2023:126 vårdsamvrkan
""".split()
MARKS = list("\"'”«-−()*?~^:\\/+&|!%_#[{$")
OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR/3",
    "TO",
    "title_exact:",
    "body_stem:",
    "_exists_:",
    "id:",
    "^1000",
    "~2",
    "[* TO *]",
]
CODE = [
    "'; DROP TABLE wagtailcore_page; --",
    "1' OR '1'='1",
    "%' UNION SELECT password FROM auth_user --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}",
    "%s %(x)s {0} ${jndi:ldap://x}",
    "../../etc/passwd",
    '{"match_all": {}}',
    '"}}}, {"delete": {}}',
]
BOMBS = ["(a+)+$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "a?" * 40 + "a" * 40, "\\p{L}*" * 20]
DIRECTIONS = ["\u200e", "\u200f", "\u202a", "\u202d", "\u202e", "\u2066", "\u2069", "שלום", "مرحبا"]
EMOJI = ["😀", "👩‍👩‍👧‍👦", "🇸🇪", "👍🏽", "❤️", "1️⃣", "\U0001f9d1\u200d\U0001f680"]
INVISIBLE = [
    "\x00",
    "\x01",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u00ad",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\r\n",
    "\t",
    "\x0b",
]
LONG = 10_000


@cache
def _categories() -> tuple[tuple[str, ...], ...]:
    """Characters of every category of Unicode, halves of surrogate pairs and unassigned ones among them."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in range(0, sys.maxunicode + 1, 7):
        found[unicodedata.category(chr(code))].append(chr(code))
    return tuple(tuple(chars) for _, chars in sorted(found.items()))


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(1, 6)))


def _marked(chance: random.Random) -> str:
    pieces = chance.choices([*WORDS, *MARKS, *MARKS, *OPERATORS], k=chance.randrange(1, 30))
    return chance.choice(["", " "]).join(pieces)


def _repeated(chance: random.Random) -> str:
    """One thing again and again: what costs most where work grows faster than the text."""
    piece = chance.choice(
        [*WORDS, *MARKS, *DIRECTIONS, *EMOJI, *INVISIBLE, "å", "a-", "1.", "1/", "§ ", "''", '"" ', "e\u0301"]
    )
    return (piece + chance.choice(["", " "])) * chance.randrange(1, LONG // len(piece))


def _odd(chance: random.Random) -> str:
    pieces = [*CODE, *BOMBS, *DIRECTIONS, *EMOJI, *INVISIBLE, *WORDS]
    return chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randrange(1, 12)))


def _any_characters(chance: random.Random) -> str:
    chars = (chance.choice(chance.choice(_categories())) for _ in range(chance.randrange(1, 60)))
    return "".join(chars)


def _numbers(chance: random.Random) -> str:
    signs = [
        "NSV",
        "nsv",
        "SOU",
        "§",
        "§§",
        " ",
        "-",
        "–",
        "/",
        ":",
        ".",
        "²",
        "٣",
        "0",
        "00",
        "1",
        "23",
        "2023",
        "9" * 40,
    ]
    return "".join(chance.choices(signs, k=chance.randrange(1, 20)))


def _long_word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefåäöé-'’", k=chance.randrange(80, LONG)))


def _many_words(chance: random.Random) -> str:
    return " ".join(
        "".join(chance.choices("vårdlokas", k=chance.randrange(1, 9))) for _ in range(chance.randrange(50, 3000))
    )


def _empty(chance: random.Random) -> str:
    return chance.choice(["", " ", "\x00", "\u00a0", "''", '""', "-", "och i på", "?", "\ud800", "-vård", '"och"'])


MAKERS: tuple[Callable[[random.Random], str], ...] = (
    _words,
    _marked,
    _marked,
    _repeated,
    _odd,
    _odd,
    _any_characters,
    _any_characters,
    _numbers,
    _long_word,
    _many_words,
    _empty,
)


def queries(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        query = chance.choice(MAKERS)(chance)
        if chance.random() < 0.2:
            query = f"{query} {chance.choice(MAKERS)(chance)}"
        yield query


BROKEN = "% %zz %E5 %C3 %C3%28 %00 %u00e5 %ED%A0%80 %F8%88%80%80%80 + = && ; %25%32%35 #".split()


def addresses(count: int, seed: int) -> Iterator[str]:
    """The part of an address after its question mark, of which browsers would write only some."""
    chance = random.Random(seed)
    for query in queries(count, seed):
        text = query.encode("utf-8", "surrogatepass")[:4000]
        if chance.random() < 0.25:
            broken = "".join(chance.choices([*BROKEN, quote(text[:50])], k=chance.randrange(1, 20)))
            yield f"q={broken}"
        else:
            names = chance.choices(
                ["level", "kind", "year_from", "year_to", "sort", "page", "exact", "q"], k=chance.randrange(4)
            )
            yield urlencode(
                [("q", text), *((name, chance.choice([text[:100], b"1", b"2023", b"date"])) for name in names)]
            )
