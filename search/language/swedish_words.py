"""Word lists for the Swedish compound splitter, out of the installed spelling dictionary and word frequencies.

Nothing is shipped: the words come from the packages `hunspell-sv` and `wordfreq` and are read when first needed, which takes
most of a second, and kept. Where a package is missing the lists are empty and nothing is split.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2s
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path

from .compounds import Head
from .kept import kept

# Costs in centibels, as in `compounds`.
UNKNOWN = 700
COMMON_HEAD = 560
COMMON_TAIL = 550
COMMON_SHORT_TAIL = 520
UNMARKED_HEAD = 100
VERB_HEAD = 150
UNMARKED_TAIL = 150

# The dictionary marks with these flags what may stand first (X) or in the middle (U), last (Y), or only inside (Z).
FIRST, MIDDLE, LAST, INSIDE = "XUYZ"
# Their definite form ends in n and in t.
COMMON_NOUN, NEUTER_NOUN = "EC"

# Prefixes and adverbs: what they begin is a word of its own (underlag, framtid), not a compound of two.
PARTICLES = frozenset(
    """av bak efter emot fram från för före förut genom hand igenom ihop in inne inom kring med mellan mot ned ner om på
    runt sam samman själv till tillsammans trans under upp uppe ut utan ute vid åter överens över""".split()
)
JOINT_ENDINGS = ("an", "ing", "ion", "het", "skap", "dom", "nad", "else", "tet", "ment", "ans", "ens")
EXTRA_HEADS = {"års": "år"}
EXTRA_TAILS = ("råd",)

_ENTRY = re.compile(r"^([a-zåäöéüà]{2,})(?:/(\S+))?$", re.MULTILINE)


@dataclass
class SwedishWords:
    """`heads` and `tails` for a `Splitter`."""

    heads: dict[str, Head] = field(default_factory=dict)
    tails: dict[str, int] = field(default_factory=dict)


def load(stem: Callable[[str], str]) -> SwedishWords:
    source = blake2s(Path(__file__).read_bytes(), digest_size=8).hexdigest()
    return kept(f"compounds-sv-{source}", lambda: _read(stem))


def _read(stem: Callable[[str], str]) -> SwedishWords:
    words, rules = _dictionary()
    costs = _frequencies()
    if not words or not costs:
        return SwedishWords()
    return SwedishWords(_heads(words, rules, costs), _tails(words, costs, stem))


@dataclass(frozen=True)
class _Rule:
    """How the dictionary makes a first part out of a word: "skola" → "skol", "tjänst" → "tjänste"."""

    strip: str
    add: str
    condition: re.Pattern[str]

    def apply(self, word: str) -> str | None:
        return word.removesuffix(self.strip) + self.add if self.condition.search(word) else None


def _dictionary() -> tuple[dict[str, str], dict[str, list[_Rule]]]:
    path = _dictionary_path()
    if path is None:
        return {}, {}
    words: dict[str, str] = {}
    for word, flags in _ENTRY.findall(path.read_text(encoding="utf-8")):
        words[word] = words.get(word, "") + flags
    return words, _rules(path.with_suffix(".aff").read_text(encoding="utf-8"))


def _dictionary_path() -> Path | None:
    try:
        installed = files("hunspell-sv") or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())).resolve() for file in installed if file.name == "sv_SE.dic"), None)


def _rules(affixes: str) -> dict[str, list[_Rule]]:
    rules = defaultdict(list)
    for line in affixes.splitlines():
        match line.split():
            case ["SFX", flag, strip, addition, condition, *_] if "/" in addition and "-" not in addition:
                add, _, flags = addition.partition("/")
                if FIRST in flags or MIDDLE in flags:
                    rules[flag].append(_Rule(strip.replace("0", ""), add.replace("0", ""), re.compile(condition + "$")))
    return rules


def _frequencies() -> dict[str, int]:
    """Costs of the 30 000 commonest words.

    The file is read without its package's own reader: that one also loads tokenizers for all languages.
    """
    package = find_spec("wordfreq")
    if package is None or not package.submodule_search_locations:
        return {}
    import msgpack

    path = Path(package.submodule_search_locations[0]) / "data" / "small_sv.msgpack.gz"
    with gzip.open(path) as file:
        _header, *levels = msgpack.load(file)
    return {word: cost for cost, level in enumerate(levels) for word in level}


def _heads(words: dict[str, str], rules: dict[str, list[_Rule]], costs: dict[str, int]) -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for forms in (_marked_forms(words, rules), _common_forms(words, costs)):
        for form, word, extra in forms:
            cost = min(costs.get(form, UNKNOWN), costs.get(word, UNKNOWN)) + extra
            if len(form) < 3 or PARTICLES.intersection((form, word)):
                continue
            if form not in heads or cost < heads[form].cost:
                heads[form] = Head(word, cost)
    for form, word in EXTRA_HEADS.items():
        heads[form] = Head(word, costs.get(word, UNKNOWN))
    return heads


def _marked_forms(words: dict[str, str], rules: dict[str, list[_Rule]]) -> Iterator[tuple[str, str, int]]:
    """First parts that the dictionary itself names."""
    interesting = {FIRST, MIDDLE, *rules}
    for word, flags in words.items():
        for flag in interesting.intersection(flags):
            if flag in (FIRST, MIDDLE):
                yield word, _word_behind(word, words), 0
            for rule in rules.get(flag, ()):
                if form := rule.apply(word):
                    yield form, word, 0


def _word_behind(form: str, words: dict[str, str]) -> str:
    """The word that a joint form belongs to: "samverkans" → "samverkan", "hälso" → "hälsa"."""
    if INSIDE not in words[form] and not form.endswith("s"):
        return form
    candidates = (
        *((form[:-1], form[:-1] + "e") if form[-1] == "s" else ()),
        *((form[:-1] + "a",) if form[-1] in "eiou" else ()),
        *((form[:-2] + "er",) if form.endswith("ra") else ()),
        *((form + "a", form + "e", form + "re") if INSIDE in words[form] else ()),
    )
    if form.endswith(("ans", "ens")):
        candidates = (*candidates, form[:-1])
    return next((word for word in candidates if word in words and INSIDE not in words[word]), form)


def _common_forms(words: dict[str, str], costs: dict[str, int]) -> Iterator[tuple[str, str, int]]:
    """First parts that the dictionary does not mark, of common words only."""
    for word, cost in costs.items():
        if len(word) > 5 and word.endswith(JOINT_ENDINGS):
            yield word + "s", word, UNMARKED_HEAD
        if cost >= COMMON_HEAD or word not in words:
            continue
        if len(word) > 4:
            yield word, word, UNMARKED_HEAD
        if len(word) > 3:
            yield word + "s", word, UNMARKED_HEAD
        if len(word) > 5 and word.endswith(("a", "e")):
            yield word[:-1], word, VERB_HEAD
            yield word[:-1] + "e", word, VERB_HEAD


def _tails(words: dict[str, str], costs: dict[str, int], stem: Callable[[str], str]) -> dict[str, int]:
    tails: dict[str, int] = {}

    def keep(word: str, extra: int = 0) -> None:
        key = stem(word)
        cost = costs.get(word, UNKNOWN) + extra
        if len(key) > 3 or (len(key) == 3 and cost < COMMON_SHORT_TAIL):
            tails[key] = min(cost, tails.get(key, cost))

    for word, flags in words.items():
        if LAST in flags and INSIDE not in flags:
            keep(word)
            for form in _definite_forms(word, flags):
                keep(form)
    marked = set(tails)
    for word, cost in costs.items():
        if stem(word) in marked:
            keep(word)
        elif cost < COMMON_TAIL and len(word) > 3 and word in words:
            keep(word, UNMARKED_TAIL)
    for word in EXTRA_TAILS:
        keep(word)
    return tails


def _definite_forms(word: str, flags: str) -> tuple[str, ...]:
    """Forms that the stemmer leaves as they are: "hemmet", "sköterskan", "boendet"."""
    if word.endswith("m"):
        return (word + "met", word + "men", word + "mar")
    if word.endswith(("a", "e")):
        return ((word + "n",) if COMMON_NOUN in flags else ()) + ((word + "t",) if NEUTER_NOUN in flags else ())
    return ()
